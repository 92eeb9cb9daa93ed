"""`sysanalyze view`: the page that it writes, opened in a browser and used."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator

    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement

    Command = Callable[..., subprocess.CompletedProcess[bytes]]

SAMPLES = Path(__file__).parent.parent / "samples"
BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
ARTICLE = """\
宝清县举行项目集中开工仪式

本报讯（记者 冉启明）2019年上半年，宝清县到位资金36.84亿元，同比增长10.5%。县委书记王立新出席，县长李建国主持。
总投资42亿元的宝清电厂二期2×60万千瓦机组项目开工。全县要坚持高质量发展。
<script>document.title = "taken"</script><img src="http://127.0.0.1:9/x.png"> ]]> </style>
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """A browser without a screen."""
    if BROWSER is None or DRIVER is None:
        if os.environ.get("SYSANALYZE_NEEDS_BROWSER"):
            pytest.fail("chromium and chromedriver are wanted and missing")
        pytest.skip("no chromium with chromedriver on this machine (Debian: chromium, chromium-driver)")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    folder = tmp_path_factory.mktemp("profile")
    for option in (
        *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--lang=en"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
        *("--window-size=1400,900", f"--user-data-dir={folder}"),
    ):
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def page(command: Command, tmp_path: Path) -> Path:
    """The page of one article."""
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    ran = command("view", "-o", tmp_path / "page.html", article)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")
    return tmp_path / "page.html"


def all_of(browser: Chrome, selector: str) -> list[WebElement]:
    return browser.find_elements("css selector", selector)


def one(browser: Chrome, selector: str) -> WebElement:
    return browser.find_element("css selector", selector)


def seconds_to_open(browser: Chrome, page: Path) -> float:
    browser.get(page.as_uri())
    script = "const t = performance.timing; return (t.loadEventEnd - t.navigationStart) / 1000"
    return float(browser.execute_script(script))


def test_the_page_runs_and_asks_nothing_of_the_network(browser: Chrome, page: Path) -> None:
    browser.get(page.as_uri())
    assert browser.title == "宝清县举行项目集中开工仪式"
    assert browser.get_log("browser") == []  # type: ignore[no-untyped-call]  # a request or script that the policy refuses would stand here
    assert all_of(browser, "article script, article img") == []
    assert "<script>document.title" in one(browser, "article").text
    names = browser.execute_script("return performance.getEntriesByType('resource').map((r) => r.name)")
    assert names in ([], ["data:,"])


def test_from_the_list_to_the_place_and_back(browser: Chrome, page: Path) -> None:
    browser.get(page.as_uri())
    entry = next(node for node in all_of(browser, "#list li") if "36.84亿元" in node.text)
    entry.click()
    assert [mark.text for mark in all_of(browser, "mark.on")] == ["36.84亿元"]
    details = one(browser, "#details").text
    for wanted in ("到位资金", "CNY", "figure.money"):
        assert wanted in details
    next(node for node in all_of(browser, "mark") if node.text == "李建国").click()
    assert "李建国" in one(browser, "#list li.on").text
    assert "县长" in one(browser, "#details").text


def test_a_figure_inside_a_project_shows_both(browser: Chrome, page: Path) -> None:
    browser.get(page.as_uri())
    inner = next(node for node in all_of(browser, "mark.k-project.k-figure") if "万千瓦" in node.text)
    inner.click()
    assert len(all_of(browser, "#details h2")) == 2


def test_filters_and_keys(browser: Chrome, page: Path) -> None:
    browser.get(page.as_uri())
    before = len(all_of(browser, "#list li"))
    one(browser, "body").send_keys("1")
    assert one(browser, "body").get_attribute("class") == "no-figure"
    assert 0 < len(all_of(browser, "#list li")) < before
    one(browser, "body").send_keys("1j")
    assert len(all_of(browser, "#list li.on")) == 1
    one(browser, "body").send_keys("/")
    one(browser, "#words").send_keys("王立新")
    assert [node.text.split()[0] for node in all_of(browser, "#list li")] == ["王立新"]


def test_language_and_theme(browser: Chrome, page: Path) -> None:
    browser.get(page.as_uri())
    first = one(browser, "#chart").text
    one(browser, "#language").click()
    assert one(browser, "#chart").text != first
    one(browser, "#language").click()
    assert one(browser, "#chart").text == first
    color = "return getComputedStyle(document.body).backgroundColor"
    seen = set()
    for _ in range(3):
        one(browser, "#theme").click()
        seen.add(browser.execute_script(color))
    assert len(seen) == 2


def test_several_articles_have_an_index(browser: Chrome, command: Command, tmp_path: Path) -> None:
    page = tmp_path / "many.html"
    assert command("view", "--lang", "zh", "-o", page, *sorted(SAMPLES.glob("*.txt"))).returncode == 0
    browser.get(page.as_uri())
    entries = all_of(browser, "#index button")
    assert len(entries) == len(list(SAMPLES.glob("*.txt")))
    entries[-1].click()
    assert [node.get_attribute("id") for node in all_of(browser, "article") if node.is_displayed()] == [
        f"a{len(entries) - 1}"
    ]
    shot = tmp_path / "page.png"
    assert browser.save_screenshot(str(shot))
    assert shot.stat().st_size > 20_000  # a blank page has a tenth of it


def test_large_articles_open_fast(browser: Chrome, command: Command, tmp_path: Path) -> None:
    news = "".join(path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt")))
    for chars, bar in ((5_000, 1.0), (500_000, 5.0)):
        article = tmp_path / f"{chars}.txt"
        article.write_text((news * (chars // len(news) + 1))[:chars], encoding="utf-8")
        assert command("view", "-o", article.with_suffix(".html"), article).returncode == 0
        assert min(seconds_to_open(browser, article.with_suffix(".html")) for _ in range(2)) < bar


def test_a_report_finds_its_article(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    made = command("extract", "--format", "jsonl", "a.txt", cwd=tmp_path)
    (tmp_path / "reports.jsonl").write_bytes(made.stdout)
    shown = command("view", "-o", "-", tmp_path / "reports.jsonl")
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert shown.stdout == command("view", "-o", "-", "a.txt", cwd=tmp_path).stdout
    (tmp_path / "a.txt").write_text("另一篇文章。", encoding="utf-8")
    other = command("view", "-o", "-", tmp_path / "reports.jsonl")
    assert (other.returncode, other.stdout) == (3, b"")
    assert b"E_REPORT" in other.stderr
    (tmp_path / "a.txt").unlink()
    assert b"E_MISSING" in command("view", "-o", "-", tmp_path / "reports.jsonl").stderr


def test_where_the_page_goes(command: Command, tmp_path: Path) -> None:
    article = SAMPLES / "county-signing.txt"
    failed = command("view", "-o", tmp_path / "no" / "page.html", article)
    assert failed.returncode == 3
    assert b"E_OUTPUT" in failed.stderr
    script = tmp_path / "browser"
    script.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/asked\n', encoding="utf-8")
    script.chmod(0o755)
    opened = command("view", article, env={"BROWSER": f"{script} %s", "TMPDIR": str(tmp_path)})
    assert (opened.returncode, opened.stdout) == (0, b"")
    for _ in range(50):
        if (tmp_path / "asked").exists() and (asked := (tmp_path / "asked").read_text(encoding="utf-8")):
            break
        time.sleep(0.1)
    assert Path(asked.strip().removeprefix("file://")).read_bytes().startswith(b"<!DOCTYPE html>")

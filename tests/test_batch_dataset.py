"""The dataset: what its tables hold, what is documented, and where it may lie."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sysanalyze.batch.plan import LARGEST, SMALLEST, part_size
from sysanalyze.batch.rows import normalized_digest
from sysanalyze.dataset.commits import sealed, unsealed
from sysanalyze.dataset.schema import TABLES
from sysanalyze.dataset.store import LocalStore, RemoteStore, Store, open_store
from sysanalyze.model import Report

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., subprocess.CompletedProcess[bytes]]
    Archive = Callable[..., Path]
    Rows = Callable[..., list[tuple[Any, ...]]]
    Contents = Callable[[Path], dict[str, str]]

ROOT = Path(__file__).resolve().parents[1]
ARTICLE = (
    "双鸭山市招商引资成效显著\n"
    "2018-09-17　来源：双鸭山日报　记者　王一\n"
    "上半年，全市到位资金47.62亿元，同比增长10.50%；粮食产量约3500至3600万斤。\n"
    "市委书记宋宏伟说：“要打造五个环境，即政务环境、法治环境、市场环境、人文环境、生态环境。”\n"
    "龙煤天泰年产10万吨芳烃项目总投资32.5亿元，已于2018年8月投产。\n"
    "误差为0.0000000001234吨，编号99999999999999999999999999999个。\n"
)


def written(number: int | Decimal | None) -> str | None:
    return format(number, "f") if isinstance(number, Decimal) else None if number is None else str(number)


def test_the_tables_say_what_the_reports_say(command: Command, rows: Rows, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    made = tmp_path / "made"
    assert command("batch", tmp_path / "a.txt", "-o", made, "-q", "-j", "1").returncode == 0
    report = json.loads(command("extract", "-f", "jsonl", tmp_path / "a.txt").stdout, parse_float=Decimal)
    document = report["document"]
    assert rows(made, "documents", "id, title, date, source, encoding, chars, sha256, authors, place, place_code") == [
        (
            document["id"],
            document.get("title"),
            document.get("date"),
            document.get("source"),
            "utf-8",
            len(ARTICLE),
            document["sha256"],
            document.get("authors"),
            document.get("place", {}).get("name"),
            document.get("place", {}).get("code"),
        )
    ]
    keys = ("text", "start", "end", "kind", "unit", "bound", "indicator", "stance", "period", "rule")
    columns = "text, start_char, end_char, kind, unit, bound, indicator, stance, period, rule"
    assert rows(made, "figures", columns) == [tuple(each.get(key) for key in keys) for each in report["figures"]]
    for key in ("value", "low", "high"):
        stated = [each.get(key) for each in report["figures"]]
        found = rows(made, "figures", f"{key}, {key}_text")
        assert [text for _, text in found] == [written(number) for number in stated]
        assert all(number is None or number == Decimal(text) for number, text in found)
    texts = [text for (text,) in rows(made, "figures", "value_text")]
    assert "4762000000" in texts
    assert rows(made, "slogans", "text, kind, items") == [
        (each["text"], each["kind"], each.get("items")) for each in report["slogans"]
    ]
    assert rows(made, "projects", "name, status, owner") == [
        (each["name"], each.get("status"), each.get("owner")) for each in report["projects"]
    ]
    assert rows(made, "officials", "name, titles") == [(each["name"], each["titles"]) for each in report["officials"]]
    mentions = [
        (kind, number, mention["start"], mention["end"], mention["text"])
        for kind, name in (("slogan", "slogans"), ("project", "projects"), ("official", "officials"))
        for number, finding in enumerate(report[name])
        for mention in finding["mentions"]
    ]
    assert mentions
    found = rows(made, "mentions", "kind, finding, start_char, end_char, text")
    assert [row for row in found if row[0] not in ("title", "quote")] == mentions
    assert all(ARTICLE[start:end] == text for *_, start, end, text in found)
    assert len(rows(made, "amounts")) == sum(
        len(each.get("capacity", ())) + len(each.get("investment", ())) for each in report["projects"]
    )
    assert len(rows(made, "milestones")) == sum(len(each.get("milestones", ())) for each in report["projects"])
    assert len(rows(made, "posts")) == sum(len(each.get("posts", ())) for each in report["officials"])


def test_checks_are_rows_too(command: Command, rows: Rows, tmp_path: Path) -> None:
    if "checks" not in Report.__dataclass_fields__:
        pytest.skip("the model has no checks yet")
    text = "全县完成投资58亿元，其中工业投资30亿元，农业投资28亿元。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert command("batch", tmp_path / "a.txt", "-o", tmp_path / "made", "-q", "-j", "1").returncode == 0
    found = json.loads(command("extract", "-f", "jsonl", tmp_path / "a.txt").stdout)["checks"]
    assert rows(tmp_path / "made", "checks", "kind, holds, stated_text, computed_text") == [
        (each["kind"], each["holds"], str(each["stated"]), str(each["computed"])) for each in found
    ]
    assert len(rows(tmp_path / "made", "check_figures")) == 3


def test_duplicates_are_named_and_may_be_skipped(
    command: Command, archive: Archive, rows: Rows, tmp_path: Path
) -> None:
    news = archive(articles=3)
    text = (news / "0001.txt").read_text()
    (news / "0003.txt").write_text("\ufeff" + text.replace("，", " ，\n").replace("3", "３"), encoding="utf-8")
    (news / "0004.txt").write_text(" \n")
    (news / "0005.txt").write_text("\n")  # empty ones are no duplicates
    whole, skipping = tmp_path / "whole", tmp_path / "skipping"
    assert command("batch", news, "-o", whole, "-q", "-j", "1").returncode == 0
    named = [None, None, None, f"{news}/0001.txt", None, None]
    assert [name for (name,) in rows(whole, "documents", "duplicate_of")] == named
    for _ in range(2):
        assert command("batch", news, "-o", skipping, "-q", "-j", "1", "--skip-duplicates").returncode == 0
    assert [name for (name,) in rows(skipping, "documents", "duplicate_of")] == named
    assert rows(skipping, "documents", "doc, figures")[3] == (3, None)
    analyzed = [doc for (doc,) in rows(skipping, "figures", "DISTINCT doc")]
    assert sorted(analyzed) == [0, 1, 2]


def test_a_limit_takes_the_first_articles(command: Command, archive: Archive, rows: Rows, tmp_path: Path) -> None:
    news = archive(articles=4)
    (news / "0000a.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    ran = command("batch", news, "-o", tmp_path / "made", "-q", "-j", "1", "--limit", "3")
    assert ran.returncode == 1
    assert rows(tmp_path / "made", "documents", "id") == [(f"{news}/0000.txt",), (f"{news}/0001.txt",)]
    assert len(rows(tmp_path / "made", "rejects")) == 1


def test_the_documentation_has_every_column() -> None:
    text = (ROOT / "docs" / "dataset.md").read_text(encoding="utf-8")
    at = 0
    for table in TABLES:
        at = text.index(f"### {table.name}\n", at)
        for column in table.columns:
            line = f"| `{column.name}` | {column.type} | {column.unit} | {column.meaning} |\n"
            assert line in text[at:], line


def test_parts_follow_from_the_whole() -> None:
    sizes = [part_size(10**power) for power in range(14)]
    assert sizes == sorted(sizes)
    assert (sizes[0], sizes[-1]) == (SMALLEST, LARGEST)


def test_a_sealed_line_that_was_changed_is_known() -> None:
    raw = sealed({"part": 7, "name": "名"})
    assert unsealed(raw) == {"part": 7, "name": "名"}
    for broken in (raw[:-3], raw.replace(b"7", b"8"), b"", b"[]", b'{"part":7}', b"7"):
        assert unsealed(broken) is None


def test_normal_form() -> None:
    assert normalized_digest("ＧＤＰ\u200b 增长\r\n") == normalized_digest("GDP增长")
    assert normalized_digest("增长") != normalized_digest("下降")
    assert normalized_digest(" \n\u3000") == ""


@pytest.fixture(params=["local", "memory", "file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """A store of each kind, empty."""
    where = {"local": str(tmp_path / "at"), "memory": f"memory://{tmp_path.name}", "file": f"file://{tmp_path}/at"}
    return open_store(where[request.param])


def test_a_store(store: Store) -> None:
    assert isinstance(store, LocalStore | RemoteStore)
    assert store.names("figures") == []
    with pytest.raises(FileNotFoundError):
        store.read("figures/a")
    store.remove("figures/a")
    store.write("figures/a", b"one")
    store.write("figures/a", b"two")
    assert store.read("figures/a") == b"two"
    assert store.create("_commits/0.json", b"first")
    assert not store.create("_commits/0.json", b"second")
    assert store.read("_commits/0.json") == b"first"
    assert store.names("figures") == ["figures/a"]
    with store.scratch() as folder:
        (folder / "made").write_bytes(b"three")
        store.publish("figures/b", folder / "made")
        assert not (folder / "made").exists()
        assert store.fetch("figures/b", folder).read_bytes() == b"three"
    assert store.names("figures") == ["figures/a", "figures/b"]
    store.remove("figures/a")
    assert store.names("figures") == ["figures/b"]
    store.write("_plan/plan.json", b"{}")
    store.write("figures/00000.parquet", b"")
    store.clear()
    assert store.names("_plan") == store.names("_commits") == []
    assert "figures/00000.parquet" not in store.names("figures")


def test_sources_and_dataset_behind_fsspec(
    command: Command, archive: Archive, tmp_path: Path, contents: Contents, rows: Rows
) -> None:
    news = archive(articles=4)
    assert command("batch", news, "-o", tmp_path / "local", "-q", "-j", "1").returncode == 0
    for _ in range(2):
        ran = command("batch", f"file://{news}", "-o", f"file://{tmp_path}/remote", "-q", "-j", "1")
        assert (ran.returncode, ran.stderr) == (0, b"")
    local, remote = contents(tmp_path / "local"), contents(tmp_path / "remote")
    assert remote["figures/00000.parquet"] == local["figures/00000.parquet"]
    assert {*local} == {*remote}
    assert rows(tmp_path / "remote", "documents", "id")[0] == (f"file://{news}/0000.txt",)


def test_progress_and_summary(command: Command, archive: Archive, tmp_path: Path) -> None:
    news = archive(articles=3)
    plain = command("batch", news, "-o", tmp_path / "plain", "-j", "1")
    assert plain.stdout == b""
    assert plain.stderr.decode().splitlines()[-1].startswith("sysanalyze: complete: 3 articles, ")
    assert b"\x1b" not in plain.stderr
    leader, follower = pty.openpty()
    batch = [sys.executable, "-m", "sysanalyze", "batch", str(news), "-o", str(tmp_path / "seen"), "-j", "1"]
    with subprocess.Popen(batch, stderr=follower, env=os.environ | {"TERM": "xterm"}) as process:
        os.close(follower)
        shown = b""
        while True:
            try:
                chunk = os.read(leader, 4096)
            except OSError:
                break
            if not chunk:
                break
            shown += chunk
    os.close(leader)
    assert process.returncode == 0
    assert b"complete: 3 articles" in shown
    assert b"\x1b[" in shown


def test_light_commands_load_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    watch = (
        "import sys\nfrom sysanalyze.cli.main import execute\n"
        "code = execute(sys.argv[1:])\n"
        "heavy = {'duckdb', 'dask', 'distributed', 'fsspec', 'pandas', 'xlsxwriter', 'numpy'} & set(sys.modules)\n"
        "sys.exit(f'{heavy}' if heavy else code)\n"
    )
    for arguments in (["--help"], ["batch", "--help"], ["export", "--help"], ["extract", str(tmp_path / "a.txt")]):
        ran = subprocess.run([sys.executable, "-c", watch, *arguments], capture_output=True, check=False)
        assert (ran.returncode, ran.stderr) == (0, b"")

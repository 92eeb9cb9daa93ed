"""Rows 1, 3, 4, 6 to 12 of the faults: articles as odd as they come."""

from __future__ import annotations

import codecs
import json
import resource
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from ruamel.yaml import YAML

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., subprocess.CompletedProcess[bytes]]

ARTICLE = (
    "宝清县举行项目集中签约仪式\n"
    "2019年上半年，宝清县到位资金36.84亿元，同比增长10.5%，新开工项目12个。\n"
    "县委书记梁大光出席会议。“深化供给侧结构性改革，推动高质量发展。”会议强调。\n"
)
TRADITIONAL = (
    "寶清縣舉行項目集中簽約儀式\n"
    "2019年上半年，寶清縣到位資金36.84億元，同比增長10.5%，新開工項目12個。\n"
    "縣委書記梁大光出席會議。“深化供給側結構性改革，推動高質量發展。”會議強調。\n"
)
FINDINGS = ("figures", "slogans", "projects", "officials")
NOTHING: dict[str, list[object]] = {"figures": [], "slogans": [], "projects": [], "officials": []}


def reports(ran: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran.stdout.decode().splitlines()]


def found(report: dict[str, Any]) -> dict[str, Any]:
    return {kind: report[kind] for kind in FINDINGS}


def stated(report: dict[str, Any]) -> list[tuple[str, ...]]:
    """What the figures state, without their places."""
    return [(f["text"], f["kind"], str(f.get("value")), str(f.get("unit")), f["bound"]) for f in report["figures"]]


def write(folder: Path, contents: dict[str, bytes]) -> list[str]:
    for name, raw in contents.items():
        (folder / name).write_bytes(raw)
    return [str(folder / name) for name in contents]


def test_row_1_nothing_in_it_is_a_report_without_findings(command: Command, tmp_path: Path) -> None:
    paths = write(
        tmp_path,
        {"empty": b"", "blank": " \n\t\u3000\r\n".encode(), "mark": codecs.BOM_UTF8, "mark16": codecs.BOM_UTF16_LE},
    )
    ran = command("extract", "-f", "jsonl", *paths)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert [found(report) for report in reports(ran)] == [NOTHING] * 4
    assert [report["document"]["chars"] for report in reports(ran)] == [0, 6, 0, 0]
    assert command("extract", stdin=b"").returncode == 0


def test_row_3_every_encoding_gives_the_same_findings(command: Command, tmp_path: Path) -> None:
    paths = write(
        tmp_path,
        {
            "utf-8": ARTICLE.encode(),
            "utf-8 marked": codecs.BOM_UTF8 + ARTICLE.encode(),
            "gb18030": ARTICLE.encode("gb18030"),
            "gbk": ARTICLE.encode("gbk"),
            "utf-16le": codecs.BOM_UTF16_LE + ARTICLE.encode("utf-16le"),
            "utf-16be": codecs.BOM_UTF16_BE + ARTICLE.encode("utf-16be"),
            "big5": TRADITIONAL.encode("big5"),
            "traditional": TRADITIONAL.encode(),
        },
    )
    ran = command("extract", "-f", "jsonl", *paths)
    assert (ran.returncode, ran.stderr) == (0, b"")
    all_reports = reports(ran)
    *simplified, big5, traditional = all_reports
    encodings = [report["document"]["encoding"] for report in all_reports]
    assert encodings == ["utf-8", "utf-8", "gb18030", "gb18030", "utf-16le", "utf-16be", "big5", "utf-8"]
    assert simplified[0]["figures"]
    assert simplified[0]["officials"]
    assert all(found(report) == found(simplified[0]) for report in simplified)
    assert found(big5) == found(traditional)
    assert len({report["document"]["sha256"] for report in simplified}) == 1
    places = [[(f["start"], f["end"], f.get("value")) for f in report["figures"]] for report in all_reports]
    assert all(each == places[0] for each in places)
    assert all(f["text"] == ARTICLE[f["start"] : f["end"]] for f in simplified[0]["figures"])


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_row_4_one_broken_byte(command: Command, encoding: str) -> None:
    cut = ARTICLE.index("签约")
    raw = ARTICLE[:cut].encode(encoding) + b"\xff" + ARTICLE[cut:].encode(encoding)
    ran = command("extract", "-f", "jsonl", stdin=raw)
    assert ran.returncode == 0
    assert ran.stderr.decode().startswith(f"sysanalyze: -: W_ENCODING: 1 place could not be read as {encoding}; U+FFFD")
    (report,) = reports(ran)
    assert (report["document"]["encoding"], report["document"]["replaced"]) == (encoding, 1)
    assert report["document"]["chars"] == len(ARTICLE) + 1
    (whole,) = reports(command("extract", "-f", "jsonl", stdin=ARTICLE.encode(encoding)))
    assert stated(report) == stated(whole)
    assert command("extract", "--quiet", stdin=raw).stderr == b""
    strict = command("extract", "--strict", stdin=raw)
    assert (strict.returncode, strict.stdout) == (3, b"")
    message = f"sysanalyze: -: E_ENCODING: 1 place cannot be read as {encoding}, the first at character {cut}; "
    assert strict.stderr.decode().startswith(message)


def test_row_4_two_encodings_and_a_wrong_label(command: Command, tmp_path: Path) -> None:
    label = '<meta charset="big5">\n'
    paths = write(
        tmp_path, {"two": ARTICLE.encode() + ARTICLE.encode("gb18030"), "label": (label + ARTICLE).encode("gb18030")}
    )
    ran = command("extract", "-f", "jsonl", *paths)
    assert ran.returncode == 0
    assert b"two: W_ENCODING: " in ran.stderr
    assert b"label" not in ran.stderr
    two, labelled = reports(ran)
    assert "36.84亿元" in [figure["text"] for figure in two["figures"]]
    assert labelled["document"]["encoding"] == "gb18030"
    assert "36.84亿元" in [figure["text"] for figure in labelled["figures"]]


def test_row_6_control_characters_keep_their_places_and_reach_no_terminal(command: Command) -> None:
    signs = "\x00\x1b[31m\x1b]0;标题\x07\u202e\u2066\u200b\x9b"
    text = (
        signs + "\n" + ARTICLE.replace("梁大光出席会议。", "梁大光出席会议，投资“\x1b[2J\u202e特事特办\u200b”3.5亿元。")
    )
    for form in ("yaml", "json", "jsonl", "table"):
        ran = command("extract", "--format", form, stdin=text.encode())
        assert (ran.returncode, ran.stderr) == (0, b"")
        written = ran.stdout.decode()
        assert not set(signs.replace("[31m", "").replace("]0;标题", "")) & set(written)
        if form != "table":
            read = json.loads(written) if form != "yaml" else yaml.safe_load(written)
            report = read[0] if form == "json" else read
            assert "3.5亿元" in [figure["text"] for figure in report["figures"]]
            assert all(f["text"] == text[f["start"] : f["end"]] for f in report["figures"])
    segmented = command("segment", stdin=text.encode()).stdout.decode()
    assert not {"\x00", "\x1b", "\x07", "\u202e", "\u200b", "\x9b"} & set(segmented)


def test_row_7_names_beyond_the_bmp_are_whole(command: Command) -> None:
    text = "投资3亿元。县委书记李𬭎、县长王䶮出席会议，投资5亿元。"
    ran = command("extract", stdin=text.encode())
    assert "text: 李𬭎" in ran.stdout.decode()
    report = yaml.safe_load(ran.stdout.decode())
    mentions = {o["name"]: [(m["start"], m["end"]) for m in o["mentions"]] for o in report["officials"]}
    assert mentions == {"李𬭎": [(10, 12)], "王䶮": [(15, 17)]}
    assert all(f["text"] == text[f["start"] : f["end"]] for f in report["figures"])


def test_row_8_line_separators_inside_a_value_survive(command: Command, tmp_path: Path) -> None:
    name = "a\u2028b\x85c\ufeff.txt"
    (path,) = write(tmp_path, {name: ARTICLE.encode()})
    for form, read in (
        ("yaml", yaml.safe_load),
        ("yaml", lambda written: YAML(typ="safe", pure=True).load(StringIO(written))),
        ("jsonl", json.loads),
    ):
        written = command("extract", "--format", form, path).stdout.decode()
        assert not {"\u2028", "\x85", "\ufeff"} & set(written)
        assert read(written)["document"]["id"] == path


def test_row_9_line_breaks_do_not_change_the_values(command: Command, tmp_path: Path) -> None:
    texts = {name: ARTICLE.replace("\n", sign) for name, sign in (("lf", "\n"), ("crlf", "\r\n"), ("cr", "\r"))}
    paths = write(tmp_path, {name: text.encode() for name, text in texts.items()})
    lf, crlf, cr = all_reports = reports(command("extract", "-f", "jsonl", *paths))
    assert stated(lf) == stated(crlf) == stated(cr) != []
    assert found(lf) == found(cr)
    for report, text in zip(all_reports, texts.values(), strict=True):
        assert report["document"]["chars"] == len(text)
        places = report["figures"] + [
            mention for kind in FINDINGS[1:] for f in report[kind] for mention in f["mentions"]
        ]
        assert all(place["text"] == text[place["start"] : place["end"]] for place in places)


def test_row_10_full_width_digits_and_signs(command: Command) -> None:
    text = "到位资金３６．８４亿元，同比增长１０.５％，装机容量６００ＭＷ。"
    (report,) = reports(command("extract", "-f", "jsonl", stdin=text.encode()))
    got = [(f["text"], f["value"], f["unit"]) for f in report["figures"]]
    assert got == [("３６．８４亿元", 3684000000, "CNY"), ("１０.５％", 10.5, "%"), ("６００ＭＷ", 600000, "kW")]


def test_row_11_values_that_yaml_misreads_are_quoted(command: Command, tmp_path: Path) -> None:
    names = ["NO", "1e3", "0o17", "2018-40", "19:30", "~", "null", "0x1F", "1_000", "- a", "a: b", "#a", "2018-09-17"]
    write(tmp_path, dict.fromkeys(names, b""))
    written = command("extract", "--", *names, cwd=tmp_path).stdout.decode()
    for read in (yaml.safe_load_all(written), YAML(typ="safe", pure=True).load_all(StringIO(written))):
        assert [report["document"]["id"] for report in read] == names
    for name in names:
        assert f'  id: "{name}"\n' in written


MEGABYTE = 1_000_000
NEWS = ARTICLE * (MEGABYTE // len(ARTICLE.encode()))
HOSTILE = ("一", "1", "、", "“", "亿", "的", "news in one line")


@pytest.fixture(scope="module")
def news_seconds(command: Command) -> float:
    return seconds(command, NEWS.encode())


@pytest.mark.parametrize("what", HOSTILE)
def test_row_12_a_megabyte_of_anything_takes_linear_time(command: Command, news_seconds: float, what: str) -> None:
    raw = (what * (MEGABYTE // len(what.encode()))).encode()
    if what == HOSTILE[-1]:
        raw = NEWS.replace("\n", "。").encode()
    assert seconds(command, raw) <= 3 * news_seconds


def seconds(command: Command, raw: bytes) -> float:
    """Processor time of one analysis; the wall clock would count what else the machine does."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = command("extract", "-f", "jsonl", stdin=raw)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert (ran.returncode, ran.stderr) == (0, b"")
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def test_row_38_the_same_bytes_whatever_the_hash_seed(command: Command) -> None:
    outputs = {
        command("extract", stdin=ARTICLE.encode(), env={"PYTHONHASHSEED": seed}).stdout for seed in ("0", "1", "4711")
    }
    assert len(outputs) == 1

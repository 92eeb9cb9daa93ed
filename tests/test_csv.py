"""Findings as CSV through the installed command, read back by two readers."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
import yaml

from sysanalyze.model import Document, Mention, Metadata, Official, Place, Post, Project, Quantity, Report, Span
from sysanalyze.render.csv_text import COLUMNS, DOCUMENT, csv_header, to_csv

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., subprocess.CompletedProcess[bytes]]

ARTICLE = (
    "双河县上半年经济稳中有进\n2019-07-20 来源：双河日报\n"
    "上半年，双河县到位资金36.84亿元，同比增长10.5%；粮食产量1.2亿斤，外贸同比增长-3.4%，力争全年引进企业30至50家。\n"
    "全县深入开展“四个一”活动，突出“五个环境”建设，坚持高质量发展、高质量发展。\n"
    "总投资3.5亿元的双河县10万吨玉米深加工项目开工建设。县委书记、县人大常委会主任王䶮出席并讲话。\n"
)
OTHER = "全县新开工项目12个，总投资3.5亿元。\n"


@pytest.fixture
def articles(tmp_path: Path) -> list[str]:
    for name, text in (("a.txt", ARTICLE), ("b.txt", OTHER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]


def rows(written: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written.decode(), newline="")))


def reports(command: Command, articles: list[str], kind: str) -> list[dict[str, Any]]:
    return list(yaml.load_all(command("extract", "--only", kind, *articles).stdout, Loader=yaml.BaseLoader))


@pytest.mark.parametrize("kind", sorted(COLUMNS))
def test_header_stands_once_and_every_row_is_full(command: Command, articles: list[str], kind: str) -> None:
    ran = command("extract", "--format", "csv", "--only", kind, *articles)
    assert (ran.returncode, ran.stderr) == (0, b"")
    header, *lines = list(csv.reader(io.StringIO(ran.stdout.decode(), newline="")))
    assert tuple(header) == (*DOCUMENT, *COLUMNS[kind])
    assert ran.stdout.count(b"document_id") == 1
    assert lines
    assert {len(line) for line in lines} == {len(header)}
    assert {line[0] for line in lines} <= set(articles)


def test_one_row_a_figure_as_the_report_has_it(command: Command, articles: list[str]) -> None:
    found = rows(command("extract", "-f", "csv", "--only", "figures", *articles).stdout)
    reported = [
        (report["document"]["id"], figure)
        for report in reports(command, articles, "figures")
        for figure in report["figures"]
    ]
    assert len(found) == len(reported) >= 7
    for row, (name, figure) in zip(found, reported, strict=True):
        assert row["document_id"] == name
        for key in (
            "start",
            "end",
            "text",
            "kind",
            "value",
            "low",
            "high",
            "unit",
            "bound",
            "stance",
            "indicator",
            "rule",
        ):
            assert row[key].removeprefix("'") == figure.get(key, ""), key
        change = figure.get("change", {})
        for key in ("direction", "basis", "amount", "unit"):
            assert row[f"change_{key}"] == change.get(key, "")
    first = found[0]
    assert (first["document_title"], first["document_date"]) == ("双河县上半年经济稳中有进", "2019-07-20")
    assert [row["value"] for row in found if row["unit"] == "CNY"] == ["3684000000", "350000000", "350000000"]
    assert [(row["low"], row["high"]) for row in found if row["low"]] == [("30", "50")]


def test_one_row_a_mention_of_a_slogan(command: Command, articles: list[str]) -> None:
    found = rows(command("extract", "-f", "csv", "--only", "slogans", *articles).stdout)
    reported = [
        (int(mention["start"]), mention["text"])
        for report in reports(command, articles, "slogans")
        for slogan in report["slogans"]
        for mention in slogan["mentions"]
    ]
    assert [(int(row["start"]), row["text"]) for row in found] == sorted(reported)
    assert [row["text"] for row in found].count("高质量发展") == 2


def test_one_row_a_project_with_its_figures(command: Command, articles: list[str]) -> None:
    (row,) = rows(command("extract", "-f", "csv", "--only", "projects", *articles).stdout)
    assert "玉米深加工项目" in row["name"]
    assert row["capacity"] == "100000 t"
    assert row["status"] == "started"


def test_one_row_a_person_and_title(command: Command, articles: list[str]) -> None:
    found = rows(command("extract", "-f", "csv", "--only", "officials", *articles).stdout)
    assert [(row["name"], row["title"]) for row in found] == [
        ("王䶮", "县委书记"),
        ("王䶮", "县人大常委会主任"),
    ]


def test_duckdb_reads_exact_decimals(command: Command, articles: list[str], tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_bytes(command("extract", "-f", "csv", "--only", "figures", *articles).stdout)
    query = "SELECT text, value::DECIMAL(38, 9) FROM read_csv(?, all_varchar = true)"
    stated = dict(duckdb.execute(query, [str(path)]).fetchall())
    assert stated["36.84亿元"] == Decimal(3684000000)
    assert stated["'-3.4%"] == Decimal("-3.4")


@pytest.mark.parametrize("only", [[], ["--only", "figures,slogans"]])
def test_csv_wants_exactly_one_kind(command: Command, articles: list[str], only: list[str]) -> None:
    ran = command("extract", "--format", "csv", *only, *articles)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"E_USAGE: --format csv writes one kind: add --only figures" in ran.stderr


@pytest.mark.parametrize("option", ["--bom", "--keep-formulas"])
def test_options_of_csv_go_with_csv(command: Command, articles: list[str], option: str) -> None:
    ran = command("extract", option, *articles)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert f"{option} goes with --format csv".encode() in ran.stderr


def test_bom_is_asked_for(command: Command) -> None:
    text = OTHER.encode()
    plain = command("extract", "-f", "csv", "--only", "figures", stdin=text).stdout
    marked = command("extract", "-f", "csv", "--only", "figures", "--bom", stdin=text).stdout
    assert plain.startswith(b"document_id")
    assert marked == b"\xef\xbb\xbf" + plain
    assert rows(plain)[0]["document_id"] == "-"


def test_nothing_found_is_a_header_alone(command: Command) -> None:
    ran = command("extract", "-f", "csv", "--only", "projects", stdin="天气晴好。\n".encode())
    assert (ran.returncode, ran.stdout.decode()) == (0, csv_header("projects"))


@pytest.mark.parametrize("title", ["=1+2的答案", "+86号码", "-3.4%的跌幅", "@全体居民", "＝求和"])
def test_formulas_are_disarmed_unless_kept(command: Command, title: str) -> None:
    text = f"{title}\n2019-07-20\n全县新开工项目12个。\n".encode()
    options = ("extract", "-f", "csv", "--only", "figures")
    disarmed, kept = (rows(command(*options, *more, stdin=text).stdout) for more in ([], ["--keep-formulas"]))
    assert {row["document_title"] for row in disarmed} == {f"'{title}"}
    assert {row["document_title"] for row in kept} == {title}


def made(text: str, *, projects: tuple[Project, ...] = (), officials: tuple[Official, ...] = ()) -> Report:
    return Report(
        document=Document(id="a\udcff.txt", text=text),
        metadata=Metadata(title='他说"好",\t\x1b]0;走\u202e'),
        version="0",
        lexicons="0",
        segmenter="rjieba",
        figures=(),
        slogans=(),
        projects=projects,
        officials=officials,
    )


def test_unseen_characters_are_escaped_and_signs_quoted() -> None:
    place = Place(name="城关区", candidates=("540102", "620102"))
    official = Official(
        name="王䶮",
        titles=("区长", "局长"),
        mentions=(Mention(span=Span(0, 2)),),
        posts=(Post(title="区长", organ="城关区人民政府", place=place, level="county", system="government"),),
        rule="official.title_name",
    )
    written = to_csv(made("王䶮", officials=(official,)), "officials")
    assert written.count("\n") == 2
    assert written.isprintable() or written.replace("\n", "").isprintable()
    first, second = rows((csv_header("officials") + written).encode())
    assert first["document_id"] == "a\\udcff.txt"
    assert first["document_title"] == '他说"好",\\t\\x1b]0;走\\u202e'
    assert (first["organ"], first["place_code"], first["level"]) == ("城关区人民政府", "540102；620102", "county")
    assert (second["title"], second["organ"], second["place"]) == ("局长", "", "")


def test_amounts_of_a_project_are_exact() -> None:
    quantities = (
        Quantity(span=Span(0, 1), value=Decimal("1E+6"), unit="kW"),
        Quantity(span=Span(1, 2), low=Decimal("0.30"), high=Decimal(5), unit="t"),
        Quantity(span=Span(2, 3), value=Decimal(7)),
    )
    project = Project(name="甲项目", mentions=(Span(0, 3),), capacity=quantities, rule="project.named")
    (row,) = rows((csv_header("projects") + to_csv(made("甲项目", projects=(project,)), "projects")).encode())
    assert row["capacity"] == "1000000 kW；0.30..5 t；7"


def test_person_without_title_has_a_row() -> None:
    official = Official(name="王䶮", titles=(), mentions=(Mention(span=Span(0, 2)),), rule="official.listed")
    (row,) = rows((csv_header("officials") + to_csv(made("王䶮", officials=(official,)), "officials")).encode())
    assert (row["name"], row["title"], row["mentions"]) == ("王䶮", "", "1")

"""`sysanalyze eval`: the counts by hand, the same numbers as the annotators' own scorer, gold of people's tools."""

from __future__ import annotations

import copy
import importlib.util
import json
import random
import re
import resource
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from sysanalyze.evaluate import GoldError, gold_from_report, gold_from_tree, measure, summary

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Command = Callable[..., subprocess.CompletedProcess[bytes]]

SAMPLES = Path(__file__).parent.parent / "samples"
SHARED = Path(__file__).parent.parent.parent / "shared"
TEXT = "县委书记王立新、县长李建国出席，总投资36.84亿元，同比增长10.5%，新开工12个项目，全力打好“四季攻坚”。"
GOLD = {
    "document": {"title": "无题"},
    "figures": [
        {"t": "36.84亿元", "kind": "money", "value": "3684000000", "unit": "CNY", "indicator": "总投资"},
        {"t": "10.5%", "kind": "percent", "value": "10.50", "unit": "%"},
    ],
    "free": [{"t": "12个"}],
    "officials": [{"name": "王立新", "titles": ["县委书记"]}, {"name": "李建国", "titles": ["县长"]}],
    "slogans": [{"t": "四季攻坚", "kind": "quoted"}],
    "projects": [],
}
REPORT: dict[str, Any] = {
    "document": {"title": "有题"},
    "figures": [
        {"text": "36.84亿元", "start": 19, "end": 26, "kind": "money", "value": 3684000000, "unit": "CNY"},
        {"text": "12个", "start": 40, "end": 43, "kind": "count", "value": 12, "unit": "个"},
        {"text": "坚", "start": 53, "end": 54, "kind": "count", "value": 1, "unit": "个"},
    ],
    "officials": [{"name": "王立新", "titles": ["书记"], "mentions": [{"start": 4, "end": 7}]}],
    "slogans": [{"kind": "numeric", "mentions": [{"start": 51, "end": 55, "text": "四季攻坚"}]}],
    "projects": [],
}


def test_counts_by_hand() -> None:
    measured = measure(gold_from_tree(GOLD, TEXT, "a"), REPORT)
    assert measured.counts == {  # right, extra, missed
        "figures.span": [1, 1, 1],
        "figures.value": [1, 1, 1],
        "officials.mention": [1, 0, 1],
        "officials.person": [1, 0, 1],
        "officials.title": [0, 1, 2],
        "slogans.exact": [1, 0, 0],
        "slogans.overlap": [1, 0, 0],
        "projects.exact": [0, 0, 0],
        "projects.overlap": [0, 0, 0],
    }
    assert measured.shares == {  # right, of
        "document.title": [0, 1],
        "figures.kind": [1, 1],
        "figures.indicator": [0, 1],
        "slogans.kind": [0, 1],
        "spans.text": [4, 5],
    }
    told = [(one.measure, one.what, one.text) for one in measured.differences]
    assert ("figures.value", "missed", "10.5%") in told
    assert ("figures.value", "extra", TEXT[53]) in told
    assert ("officials.title", "missed", "王立新 县委书记") in told


def test_rows_and_intervals() -> None:
    articles = [measure(gold_from_tree(GOLD, TEXT, str(number)), REPORT if number % 2 else {}) for number in range(20)]
    by_name = {row.measure: row for row in summary(articles)[0]}
    row = by_name["figures.value"]
    assert (row.gold, row.found, row.right, row.precision, row.recall) == (40, 20, 10, 0.5, 0.25)
    assert row.recall_interval[0] < row.recall < row.recall_interval[1]
    assert row.precision_interval[0] <= 0.5 <= row.precision_interval[1]
    assert summary(articles) == summary(articles)
    assert {share.attribute: share.share for share in summary(articles)[1]}["figures.kind"] == 1.0


@pytest.mark.parametrize(
    ("tree", "what"),
    [
        ({"figures": [{"t": "37亿元"}]}, "not in the article"),
        ({"figures": [{"t": "10.5%", "n": [2]}]}, "stands 1 times"),
        ({"figure": []}, "unknown key 'figure'"),
        ({"figures": [{"value": 1}]}, "needs its text"),
        ({"officials": [{"name": "王立新"}]}, "needs a name and titles"),
        ({"slogans": "四季"}, "must be a list"),
        (["a"], "must be a mapping"),
        ({"document": []}, None),
    ],
)
def test_wrong_gold_is_named(tree: object, what: str | None) -> None:
    if what is None:
        assert gold_from_tree(tree, TEXT, "a").document == {}
        return
    with pytest.raises(GoldError, match=rf"^a: .*{what}"):
        gold_from_tree(tree, TEXT, "a")


def test_a_broken_report_is_named() -> None:
    with pytest.raises(GoldError, match="a: its report is none"):
        measure(gold_from_tree(GOLD, TEXT, "a"), {"figures": [{"text": "12个"}]})


def test_gold_of_places_alone_measures_no_value() -> None:
    corrected = {"figures": [{"start": 19, "end": 26, "text": "36.84亿元", "rule": "annotator"}]}
    measured = measure(gold_from_report(corrected, TEXT, "a"), {"figures": REPORT["figures"][:1]})
    assert measured.counts["figures.value"] == [1, 0, 0]


def scorer() -> Any:  # noqa: ANN401  # a module
    path = SHARED / "tools" / "score.py"
    if not path.is_file():
        pytest.skip("no ../shared beside the checkout: the annotators' scorer is not here")
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def spoiled(report: dict[str, Any], draw: random.Random) -> dict[str, Any]:
    """The report with findings dropped, moved, doubled and changed."""
    report = copy.deepcopy(report)
    for kind in ("figures", "slogans", "projects", "officials"):
        report[kind] = [finding for finding in report[kind] if draw.random() > 0.2]
        for finding in list(report[kind]):
            chance = draw.random()
            places = finding.get("mentions") or [finding]
            if chance < 0.1:
                places[0]["end"] += 1
            elif chance < 0.2:
                places[0]["start"] = max(0, places[0]["start"] - 2)
            elif chance < 0.3:
                report[kind].append(copy.deepcopy(finding))
            elif chance < 0.4:
                finding |= {"kind": "count", "value": 7, "bound": "about", "stance": "target", "status": "signed"}
            elif chance < 0.5 and kind == "officials":
                finding["titles"] = ["县长"]
    if draw.random() < 0.3:
        report["document"] = {"title": "另题", "place": {"name": "某县", "code": "110000"}}
    return report


def test_the_numbers_are_those_of_the_annotators_scorer(command: Command, tmp_path: Path) -> None:
    score = scorer()
    reports = tmp_path / "reports"
    reports.mkdir()
    draw = random.Random(7)  # noqa: S311  # no secret
    articles = sorted((SHARED / "gold").glob("*.txt"))
    made = command("extract", "--format", "jsonl", *articles).stdout.decode().splitlines()
    for article, line in zip(articles, made, strict=True):
        if draw.random() > 0.1:  # some have no report
            spoilt = json.dumps(spoiled(json.loads(line), draw), ensure_ascii=False)
            (reports / f"{article.stem}.yaml").write_text(spoilt, encoding="utf-8")
    wanted_rows, wanted_shares, _ = score.score(SHARED / "gold", reports)
    ran = command("eval", "--format", "json", SHARED / "gold", reports)
    assert ran.returncode == 0, ran.stderr
    got = json.loads(ran.stdout)
    for measure_, row in wanted_rows.items():
        assert {key: got["measures"][measure_][key] for key in row} == row, measure_
    assert set(got["measures"]) == set(wanted_rows)
    assert {key: (one["right"], one["of"], one["share"]) for key, one in got["attributes"].items()} == {
        key: (one["right"], one["of"], one["share"]) for key, one in wanted_shares.items()
    }
    assert wanted_rows["figures.value"]["f1"] < 0.95


@pytest.fixture
def evaluated(tmp_path: Path) -> tuple[Path, Path]:
    """A folder of gold and one of reports."""
    gold, reports = tmp_path / "gold", tmp_path / "reports"
    gold.mkdir()
    reports.mkdir()
    (gold / "a.txt").write_text(TEXT, encoding="utf-8")
    (gold / "a.gold.yaml").write_text(yaml.safe_dump(GOLD, allow_unicode=True), encoding="utf-8")
    (reports / "a.yaml").write_text(yaml.safe_dump(REPORT, allow_unicode=True), encoding="utf-8")
    return gold, reports


def test_table_with_errors(command: Command, evaluated: tuple[Path, Path]) -> None:
    ran = command("eval", "--errors", *evaluated)
    assert (ran.returncode, ran.stderr) == (0, b"")
    shown = ran.stdout.decode()
    assert re.search(r"^figures\.value +2 +2 +1 +0\.5000 \[0\.500, 0\.500\]", shown, re.MULTILINE)
    assert "a: figures.value: missed 10.5% at 31-36, wanted 10.5 %" in shown


def test_bars(command: Command, evaluated: tuple[Path, Path]) -> None:
    held = command("eval", "--at-least", "figures.value=0.5", "--at-least", "figures.kind=1", *evaluated)
    assert (held.returncode, held.stderr) == (0, b"")
    short = command("eval", "--at-least", "figures.value.recall=0.6", "--at-least", "no.such=0", *evaluated)
    assert short.returncode == 1
    assert b"sysanalyze: figures.value: E_SHORT: recall is 0.5, wanted 0.6" in short.stderr
    assert b"no.such: E_SHORT" in short.stderr
    assert command("eval", "--at-least", "figures.value", *evaluated).returncode == 2


def test_page(command: Command, evaluated: tuple[Path, Path], tmp_path: Path) -> None:
    assert command("eval", "-f", "html", "-o", tmp_path / "page.html", *evaluated).returncode == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "script" not in page
    assert '<mark class="k-missed t-missed" data-f="0">10.5%</mark>' in page
    assert '<mark class="k-right t-right" data-f="0">36.84亿元</mark>' in page


def test_gold_of_annotation_tools(command: Command, tmp_path: Path) -> None:
    made = command("extract", "--format", "jsonl", SAMPLES / "county-signing.txt")
    reports = tmp_path / "reports.jsonl"
    reports.write_bytes(made.stdout)
    for to, where in (("brat", tmp_path / "brat"), ("label-studio", tmp_path / "tasks.json")):
        converted = command("convert", "--to", to, "-o", where, reports)
        assert (converted.returncode, converted.stderr) == (0, b"")
        ran = command("eval", "--format", "json", where, reports)
        assert (ran.returncode, ran.stderr) == (0, b"")
        measures = json.loads(ran.stdout)["measures"]
        assert measures["figures.value"]["gold"] > 10
        assert {row["f1"] for row in measures.values()} == {1.0}
    standoff = tmp_path / "brat" / "county-signing.ann"
    lines = standoff.read_text(encoding="utf-8").splitlines(keepends=True)
    standoff.write_text("".join(line for line in lines if not line.startswith("T1\t")), encoding="utf-8")
    corrected = json.loads(command("eval", "--format", "json", tmp_path / "brat", reports).stdout)
    assert corrected["measures"]["figures.value"]["precision"] < 1


def test_what_is_missing_or_broken(command: Command, evaluated: tuple[Path, Path], tmp_path: Path) -> None:
    gold, reports = evaluated
    (reports / "a.yaml").unlink()
    lone = command("eval", gold, reports)
    assert lone.returncode == 0
    assert b"W_MISSING" in lone.stderr
    for arguments in ((tmp_path / "no", reports), (gold, tmp_path / "no"), (reports, reports)):
        assert command("eval", *arguments).returncode == 2
    (gold / "a.gold.yaml").write_text("figures: [{t: 99个}]", encoding="utf-8")
    wrong = command("eval", gold, reports)
    assert wrong.returncode == 2
    assert "a: figures: not in the article: '99个'".encode() in wrong.stderr
    (gold / "a.gold.yaml").write_text("figures: [", encoding="utf-8")
    assert command("eval", gold, reports).returncode == 2


def test_a_thousand_articles_take_less_than_ten_seconds(command: Command, tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    samples = [path for path in sorted(SAMPLES.glob("*.txt")) if path.stem != "work-report-passage"]
    made = [json.loads(line) for line in command("extract", "-f", "jsonl", *samples).stdout.splitlines()]
    lines = []
    for number in range(1000):
        text = samples[number % len(samples)].read_text(encoding="utf-8")
        tree = made[number % len(samples)]
        stated = {
            figure["text"]: {"t": figure["text"], "value": figure.get("value"), "unit": figure.get("unit")}
            for figure in tree["figures"]
        }
        (gold / f"{number}.txt").write_text(text, encoding="utf-8")
        written = json.dumps({"figures": list(stated.values())}, ensure_ascii=False)
        (gold / f"{number}.gold.yaml").write_text(written, encoding="utf-8")
        lines.append(json.dumps({**tree, "document": {"id": f"{number}.txt"}}, ensure_ascii=False))
    (tmp_path / "reports.jsonl").write_text("\n".join(lines), encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = command("eval", gold, tmp_path / "reports.jsonl")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert ran.returncode == 0, ran.stderr
    assert (
        after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 10
    )  # of the processor: machines are busy

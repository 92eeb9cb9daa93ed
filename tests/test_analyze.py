"""The whole analysis: properties that hold for any text, hostile texts in linear time, one result for one input."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sysanalyze.analyze import Analyzer
from sysanalyze.extract import KINDS
from sysanalyze.lexicon import load_lexicons
from sysanalyze.model import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sysanalyze.article import Article
    from sysanalyze.model import Finding, Refusal, Report, Span

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))
# Pieces that rules hang on, in any order: what a generator of single characters would hardly ever join.
# fmt: off
PIECES = [
    "市委书记", "县长", "副市长", "张三", "欧阳修文", "李四", "王\u3000毅", "习近平", "总书记", "、", "，", "。",
    "；", "：", "“", "”", "（", "）", "《", "》", "\n", "\r\n", "\u3000", "一", "二", "三", "十", "百", "千", "万",
    "亿", "元", "吨", "个", "项", "%", "％", "个百分点", "倍", "成", "级", "3.5", "36.84", "２０２３", "2018年",
    "9月17日", "第", "多", "余", "约", "近", "以上", "以内", "左右", "不", "增长", "下降", "达到", "总投资", "项目",
    "工程", "开工", "建成", "投产", "力争", "预计", "五个", "四头四尾", "高质量发展", "放管服", "建链", "补链",
    "延链", "记者", "来源：", "责任编辑：", "2×60", "-", "—", "～", "至", "到", "·", "艾尔肯", "双鸭山", "朝阳区",
    "首页", ">", "時", "億", "縣", "𬭎", "\u2028", "\u200b", "\x00", "\ufeff", "\x85",
]
# fmt: on


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer(load_lexicons())


def spans_of(report: Report) -> Iterator[tuple[str, Span]]:
    for figure in report.figures:
        yield "figures", figure.span
        if figure.cue is not None:
            yield "cue", figure.cue
    for slogan in report.slogans:
        for span in slogan.mentions:
            yield "slogans", span
    for project in report.projects:
        for span in project.mentions:
            yield "projects", span
    for official in report.officials:
        for mention in official.mentions:
            yield "officials", mention.span
            for title in mention.titles:
                yield "titles", title


def assert_sound(report: Report) -> None:
    text = report.document.text
    for kind, span in spans_of(report):
        assert 0 <= span.start < span.end <= len(text), (kind, span)
    figures = [figure.span for figure in report.figures]
    assert figures == sorted(set(figures))
    for before, after in zip(figures, figures[1:], strict=False):  # noqa: RUF007
        assert before.end <= after.start
    for figure in report.figures:
        numbers = [number for number in (figure.value, figure.low, figure.high) if number is not None]
        assert all(number.is_finite() for number in numbers)
        assert len(numbers) == (1 if figure.value is not None else 2), figure
        assert figure.rule.startswith("figure.")
    for slogan in report.slogans:
        first = slogan.mentions[0]
        assert slogan.text == text[first.start : first.end]
        assert slogan.rule.startswith("slogan.")
    for project in report.projects:
        first = project.mentions[0]
        assert project.name == text[first.start : first.end]
        assert project.rule.startswith("project.")
    for official in report.officials:
        assert official.name
        assert official.titles
        assert official.rule.startswith("official.")
        places = [mention.span for mention in official.mentions]
        assert places == sorted(set(places))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_pieces_of_news_in_any_order(analyzer: Analyzer, text: str) -> None:
    assert_sound(analyzer(Document(id="-", text=text)))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_any_text(analyzer: Analyzer, text: str) -> None:
    assert_sound(analyzer(Document(id="-", text=text)))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_are_sound_and_the_same_twice(path: Path, analyzer: Analyzer) -> None:
    document = Document(id=path.name, text=path.read_text(encoding="utf-8"))
    report = analyzer(document)
    assert_sound(report)
    assert report == Analyzer(load_lexicons())(document)
    assert any(True for _ in spans_of(report))


def test_only_the_kinds_asked_for() -> None:
    text = "市委书记张三说，上半年到位资金36.84亿元，推动高质量发展，永安风电场10万千瓦风电项目开工建设。"
    whole = Analyzer(load_lexicons())(Document(id="-", text=text))
    for kind in KINDS:
        assert getattr(whole, kind), kind
        part = Analyzer(load_lexicons(), only=[kind])(Document(id="-", text=text))
        assert [other for other in KINDS if getattr(part, other)] == [kind]


@pytest.mark.parametrize(
    "unit",
    [
        "一",
        "1",
        "、",
        "“",
        "”",
        "亿",
        "的",
        "市长",
        "张",
        "项目",
        "，",
        " ",
        "(",
        "·",
        "第",
        "\n",
        "不",
        "1,",
        "五个",
        "A",
    ],
)
def test_hostile_text_takes_time_in_proportion(
    unit: str, analyzer: Analyzer, in_proportion: Callable[..., None]
) -> None:
    in_proportion(unit, lambda text: Document(id="-", text=text), analyzer, 10_000)


def test_a_group_gives_what_each_document_gives_alone_and_an_exception_stays_its_own(
    analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = [Document(id=path.name, text=path.read_text(encoding="utf-8")) for path in SAMPLES]
    alone = [analyzer(document, date="2024-05-06") for document in documents]
    told: list[int] = []
    assert analyzer.group(documents, date="2024-05-06", begin=told.append) == alone
    assert set(told) == set(range(len(documents)))
    assert analyzer.group([]) == []

    made, (kind, extract), problem = analyzer.articles, analyzer.extractors[-1], ValueError("no such thing")

    def article(document: Document, *, date: str | None = None) -> Article:
        if document is documents[1]:
            raise problem
        return made(document, date=date)

    def extractor(article: Article) -> Iterable[Finding | Refusal]:
        if article.document is documents[3]:
            raise problem
        return extract(article)

    monkeypatch.setattr(analyzer, "articles", article)
    monkeypatch.setattr(analyzer, "extractors", (*analyzer.extractors[:-1], (kind, extractor)))
    found = analyzer.group(documents, date="2024-05-06")
    assert found == [problem if at in {1, 3} else report for at, report in enumerate(alone)]

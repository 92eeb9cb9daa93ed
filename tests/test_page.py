"""The page's parts: texts cut at the bounds of their marks, nothing of an article taken for markup."""

from __future__ import annotations

import html
import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st

from sysanalyze.analyze import Analyzer
from sysanalyze.lexicon import load_lexicons
from sysanalyze.model import Document, Report
from sysanalyze.render.page import to_page
from sysanalyze.render.page.document import asset
from sysanalyze.render.page.findings import page_findings
from sysanalyze.render.page.marks import Mark, marked_html, pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

HOSTILE = "<script>alert(1)</script>]]></style>\"'<!-- 县委书记<b>王立新</b>说：“投资36.84亿元”\u202e\x00 --></p>"


def report(text: str) -> Report:
    return Analyzer(load_lexicons())(Document(id="<i>.txt", text=text))


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text(alphabet="项目<&\n\r\u202e𬭎", max_size=30))
    spans = draw(st.lists(st.tuples(st.integers(0, 32), st.integers(0, 32)), max_size=8))
    return text, [Mark(min(span), max(span), "figure", number) for number, span in enumerate(spans)]


@given(marked())
def test_pieces_cover_the_text_once_and_know_their_marks(given: tuple[str, list[Mark]]) -> None:
    text, marks = given
    cut = list(pieces(len(text), marks))
    assert [start for start, _, _ in cut[:1]] == ([0] if text else [])
    assert [end for _, end, _ in cut[-1:]] == ([len(text)] if text else [])
    assert all(before[1] == after[0] for before, after in pairwise(cut))
    for start, end, over in cut:
        assert sorted(over) == sorted({mark for mark in marks if mark.start <= start and end <= mark.end})


@given(marked())
@example(("项目\r\n", [Mark(0, 3, "figure", 0)]))
def test_the_page_shows_the_text(given: tuple[str, list[Mark]]) -> None:
    text, marks = given
    shown = html.unescape(re.sub(r"<[^>]*>", "", marked_html(text, marks)))
    assert shown == text.replace("\r\n", "\n").replace("\r", "\n").replace("\u202e", "\u2426")


def test_crossing_marks() -> None:
    assert marked_html("一二三四", [Mark(0, 3, "project", 0), Mark(2, 4, "figure", 1)]) == (
        '<p><mark class="k-project t-project" data-f="0">一二</mark>'
        '<mark class="k-project k-figure t-figure" data-f="1 0">三</mark>'
        '<mark class="k-figure t-figure" data-f="1">四</mark></p>'
    )


def test_nothing_of_an_article_is_markup() -> None:
    page = to_page([report(HOSTILE)])
    assert page.count("<script") == 3  # its data, its labels, its code
    assert page.count("</style>") == 1
    assert "<b>" not in page
    assert "\u202e" not in page[page.index("<main") : page.index("</main>")]
    assert "\x00" not in page


def test_the_policy_names_what_the_page_runs() -> None:
    page = to_page([report("全县新开工项目12个。")], lang="zh")
    policy = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)[0]
    assert "default-src 'none'" in policy
    assert len(re.findall(r"(?:style|script)-src 'sha256-[A-Za-z0-9+/]{43}='", policy)) == 2
    assert "unsafe" not in policy
    assert not re.search(r"""(?:src|href)=["'](?!data:,)""", page)


def test_numbers_reach_the_page_exact() -> None:
    findings, marks = page_findings(report("到位资金9007199254740993.25亿元，县长李建国出席。"))
    assert [finding["kind"] for finding in findings] == ["figure", "official"]
    more = findings[0]["more"]
    assert isinstance(more, dict)
    assert more["value"] == "900719925474099325000000"
    assert {mark.style for mark in marks} == {"figure", "official", "title"}


def labels_used(script: str) -> Sequence[str]:
    return re.findall(r'say\("([a-z_]+)"\)', script)


def test_every_label_is_there_in_both_languages() -> None:
    labels = json.loads(asset("labels.json"))
    assert all(len(both) == 2 and all(both) for both in labels.values())
    used = labels_used(asset("page.js"))
    assert len(used) > 10
    assert set(used) <= set(labels)

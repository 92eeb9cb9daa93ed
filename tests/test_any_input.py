"""Any bytes, any text, any tree: what is read is right or refused with its own error, never anything else."""

from __future__ import annotations

import contextlib
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sysanalyze.analyze import Analyzer
from sysanalyze.evaluate import GoldError, gold_from_tree
from sysanalyze.exchange import ExchangeError
from sysanalyze.exchange.brat import from_ann
from sysanalyze.exchange.label_studio import from_tasks
from sysanalyze.explain import Words, explained, refusals
from sysanalyze.lexicon import LexiconError, load_lexicons
from sysanalyze.lexicon.strict import parse_file
from sysanalyze.model import Document
from sysanalyze.read import Input, Options, Reader, ReadError, Rejected, read_bytes
from sysanalyze.render import ReportError, read_trees, report_from_tree

if TYPE_CHECKING:
    from pathlib import Path

NEWS = "2019年上半年，宝清县到位资金36.84亿元。县委书记王立新说：“要推动高质量发展。”\n"
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "big5")
LEXICON = "lexicon: words\nmeaning: m\nsource: s\nfields: {tag: text}\nentries:\n- {surface: 甲, tag: n}\n"
REPORT = (
    "---\nschema: 1\ndocument:\n  id: a.txt\n  encoding: utf-8\n  chars: 1\n  sha256: x\nproduced_by: {version: 1}\n"
    "figures:\n- text: 36\n  start: 1\n  end: 3\n  kind: money\nslogans: []\nprojects: []\nofficials: []\n"
)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

texts = st.text(alphabet=st.one_of(st.sampled_from(NEWS + "\x00\u202e\ufeff“”、%％"), st.characters()), max_size=120)
raw = st.one_of(
    st.binary(max_size=200),
    st.builds(lambda text, name: text.encode(name, "replace"), texts, st.sampled_from(ENCODINGS)),
)
trees = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["figures", "slogans", "projects", "officials", "start", "end", "text", "value", "schema"]),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)


@st.composite
def broken(draw: st.DrawFn, whole: str) -> str:
    """A file with a stretch of it taken out and something put in its place."""
    start = draw(st.integers(0, len(whole)))
    end = draw(st.integers(start, min(len(whole), start + 8)))
    return whole[:start] + draw(st.text(alphabet="-:[]{}&*!|>'\"#,? \n\t甲a\x00\ufeff", max_size=6)) + whole[end:]


@QUICK
@given(raw, st.booleans())
def test_any_bytes_are_a_document_or_refused(content: bytes, strict: bool) -> None:  # noqa: FBT001  # drawn
    document = None
    with contextlib.suppress(ReadError):
        document = read_bytes(content, "a.txt", strict=strict)
    if document is None:
        return
    assert document.replaced <= document.text.count("\ufffd")
    assert not (strict and document.replaced)
    document.text.encode("utf-8")  # no lone surrogate


@QUICK
@given(
    st.text(
        alphabet=st.one_of(st.sampled_from(NEWS.strip()), st.characters().filter(str.isprintable)),
        min_size=11,
        max_size=120,
    ),
    st.sampled_from(["utf-8", "utf-8-sig"]),
)
def test_utf8_comes_back(text: str, encoding: str) -> None:
    assert read_bytes(text.encode(encoding), "a.txt").text == text.removeprefix("\ufeff")


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv", "a.zip", "a.tar", "a.gz"])
def test_any_bytes_as_any_kind_of_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", NEWS)
    good = {
        "a.jsonl": json.dumps({"text": NEWS}).encode() * 2,
        "a.json": json.dumps([{"text": NEWS}]).encode(),
        "a.csv": f'text,a\n"{NEWS}",1\n'.encode(),
    }.get(name, packed.getvalue())

    @QUICK
    @given(st.integers(0, len(good)), st.binary(max_size=12), st.integers(0, 12))
    def check(at: int, inserted: bytes, dropped: int) -> None:
        path.write_bytes(good[:at] + inserted + good[at + dropped :])
        with Reader(Options(timeout=5)) as reader:
            for found in reader.documents(Input(path=str(path))):
                assert isinstance(found, Document | Rejected)
                assert not isinstance(found, Rejected) or found.code.startswith(("E_", "W_"))

    check()


@QUICK
@given(broken(LEXICON))
def test_any_lexicon_loads_or_is_refused_with_its_line(written: str) -> None:
    lines = len(written.splitlines()) + 1
    try:
        parsed = parse_file(written.encode("utf-8", "replace"), "words.yaml")
    except LexiconError as problem:
        line = problem.line
    else:
        assert all(entry.surface for _, entry in parsed.entries)
        line = max((number for number, _ in parsed.entries), default=1)
    assert 1 <= line <= lines


@QUICK
@given(st.one_of(broken(REPORT), texts))
def test_any_text_is_reports_or_refused(written: str) -> None:
    with contextlib.suppress(ReportError):
        for tree in read_trees(written):
            report_from_tree(tree, NEWS)


@QUICK
@given(trees)
def test_any_tree_is_gold_or_refused(tree: object) -> None:
    with contextlib.suppress(GoldError):
        gold_from_tree(tree, NEWS, "a")


@QUICK
@given(broken("T1\tfigure 3 5\t36\nA1\tstance T1 actual\nR1\tof Arg1:T1 Arg2:T1\n#1\tNote T1 {}\n"), trees)
def test_any_annotations_are_read_or_refused(standoff: str, tree: Any) -> None:  # noqa: ANN401  # drawn
    with contextlib.suppress(ExchangeError):
        from_ann(standoff)
    for written in (json.dumps(tree), json.dumps([{"data": tree}]), standoff):
        with contextlib.suppress(ExchangeError):
            list(from_tasks(written))


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    """With all kinds."""
    return Analyzer(load_lexicons())


def test_any_text_is_explained(analyzer: Analyzer) -> None:
    words = Words(analyzer.lexicons)

    @QUICK
    @given(texts)
    def check(text: str) -> None:
        document = Document(id="-", text=text.encode("utf-8", "replace").decode())
        article = analyzer.articles(document)
        for one in explained(analyzer(document), article, words, analyzer.lexicons):
            assert all(0 <= piece.span.start <= piece.span.end <= len(document.text) for piece in one.pieces)
        for refusal in refusals(article, analyzer.extractors):
            assert 0 <= refusal.span.start <= refusal.span.end <= len(document.text)

    check()

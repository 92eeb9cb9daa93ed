"""Candidate slogans of an archive: what is counted, what is left out, the memory kept, the file to be reviewed."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import yaml

from sysanalyze.analyze import Analyzer
from sysanalyze.corpus import Candidate, Miner, to_lexicon
from sysanalyze.lexicon import Lexicons, load_lexicons
from sysanalyze.model import Document

Command = Callable[..., "subprocess.CompletedProcess[bytes]"]
ARCHIVE = Path(__file__).resolve().parents[2] / "shared" / "archive" / "xwlb-2013-2015.zip"
ARTICLES = {
    "2019/20190305-1.txt": "县里推行“五联五帮”工作法，“五联五帮”见成效。守牢田边地、管好自家渠。",
    "2019/20190417-1.txt": "坚持“五联五帮”，践行向山图强的理念。“海鸥”号客轮启航。",
    "2020/20200102-1.txt": "乡里继续推行“五联五帮”工作法，坚持向山图强的原则。张小明、李大刚、王铁军到场。",
    "2020/undated.txt": "推动高质量发展，“海鸥”号客轮返航。他说：“我们都来帮忙吧”。王铁军、李大刚到场。",
}


@cache
def lexicons() -> Lexicons:
    return load_lexicons()


@cache
def analyzer() -> Analyzer:
    return Analyzer(lexicons(), only=["slogans"])


def mined(texts: dict[str, str], *, documents: int = 1, held: int = 1000) -> list[Candidate]:
    miner = Miner(lexicons(), held=held)
    for name, text in texts.items():
        miner.add(analyzer()(Document(id=name, text=text)))
    return miner.candidates(documents=documents)


def test_what_is_counted() -> None:
    found = {one.surface: one for one in mined(ARTICLES, documents=2)}
    assert set(found) == {"五联五帮", "向山图强"}
    slogan = found["五联五帮"]
    assert (slogan.documents, slogan.first, slogan.last, slogan.kind) == (3, "2019-03-05", "2020-01-02", "numeric")
    assert slogan.why == {"in quotation marks": 3, "a number and a catchword": 3}
    assert [name for name, _ in slogan.examples] == ["2019/20190305-1.txt", "2019/20190417-1.txt"]
    assert found["向山图强"].kind == "tifa"
    assert found["向山图强"].why == {"between 践行 and 理念": 1, "between 坚持 and 原则": 1}


def test_names_speech_and_what_is_known_are_left_out() -> None:
    surfaces = {one.surface for one in mined(ARTICLES)}
    assert surfaces == {"五联五帮", "向山图强", "守牢田边地、管好自家渠"}


def test_a_part_of_a_longer_candidate_is_left_out() -> None:
    text = "坚持“守牢田边地、管好自家渠”的原则。守牢田边地、管好自家渠。"
    assert [one.surface for one in mined({"a": text})] == ["守牢田边地、管好自家渠"]


def test_memory_is_bounded_and_what_may_be_missed_is_told() -> None:
    texts = {f"{n}": f"推行“向{chr(0x4E8C + n)}图{chr(0x5F00 + n)}”。坚持“五联五帮”。" for n in range(70)}
    found = mined(texts, held=20)
    assert len(found) <= 20
    assert found[0].surface == "五联五帮"
    assert found[0].documents == 70
    assert max(one.missed for one in found) > 0


def test_the_file_can_be_loaded_as_it_is(tmp_path: Path) -> None:
    candidates = mined(ARTICLES)
    lines = "".join(to_lexicon(candidates, articles=4, sources=['a"b\n.zip']))
    (tmp_path / "candidates.yaml").write_text(lines, encoding="utf-8")
    slogans = load_lexicons(tmp_path)["slogans"].surfaces()
    assert {one.surface for one in candidates} <= set(slogans)
    assert "# 3 articles, 2019-03-05 to 2020-01-02: a number and a catchword (3); in quotation marks (3)\n" in lines


def test_no_candidate_makes_an_empty_lexicon() -> None:
    lines = "".join(to_lexicon([], articles=1, sources=["a.txt"]))
    assert yaml.safe_load(lines)["entries"] == []


def test_odd_surfaces_stay_text() -> None:
    odd = Candidate(surface="1+6", missed=2, documents=1)
    odd.kinds["numeric"] = 1
    lines = "".join(to_lexicon([odd], articles=1, sources=["a"]))
    assert '- {surface: "1+6", kind: numeric}' in lines
    assert "# 1 or up to 2 more article: \n" in lines


def archive(folder: Path) -> Path:
    path = folder / "news.zip"
    with zipfile.ZipFile(path, "w") as members:
        for name, text in ARTICLES.items():
            members.writestr(name, text)
        members.writestr("2019/photo.jpg", b"\xff\xd8\xff")
    return path


def test_the_command_reads_archives_and_folders(command: Command, tmp_path: Path) -> None:
    path = archive(tmp_path)
    done = command("lexicon", "mine", "--min-documents", "2", path)
    assert done.returncode == 0, done.stderr
    entries = yaml.safe_load(done.stdout)["entries"]
    assert entries == [{"surface": "五联五帮", "kind": "numeric"}, {"surface": "向山图强", "kind": "tifa"}]
    again = command("lexicon", "mine", "--min-documents", "2", "--limit", "1", tmp_path)
    assert yaml.safe_load(again.stdout)["entries"] == entries[:1]
    assert command("lexicon", "mine", "-q", path).stdout.endswith(b"entries: []\n")


def test_the_command_tells_what_fails(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLES["2019/20190305-1.txt"], encoding="utf-8")
    done = command("lexicon", "mine", tmp_path / "a.txt", tmp_path / "none.txt")
    assert done.returncode == 1
    assert b"E_NOT_FOUND" in done.stderr
    assert command("lexicon", "mine", tmp_path / "none.txt").returncode == 3
    assert command("lexicon", "mine").returncode == 2


@pytest.mark.skipif(not ARCHIVE.is_file(), reason="needs ../shared/archive")
def test_a_real_archive_in_a_fixed_memory(tmp_path: Path) -> None:
    path = tmp_path / "tenth.zip"  # every tenth article: all take half a minute
    with zipfile.ZipFile(ARCHIVE) as whole, zipfile.ZipFile(path, "w") as part:
        for name in whole.namelist()[::10]:
            part.writestr(name, whole.read(name))
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from sysanalyze.cli.main import execute\n"
        f"code = execute(['lexicon', 'mine', '-q', '--min-documents', '3', {str(path)!r}])\n"
        # ru_maxrss would count what the parent held when it forked
        "kilobytes = Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0]\n"
        "print(int(kilobytes) // 1024, file=sys.stderr)\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=600, check=True)
    assert 3 <= len(yaml.safe_load(done.stdout)["entries"]) <= 1000
    assert int(done.stderr) < 400  # MB

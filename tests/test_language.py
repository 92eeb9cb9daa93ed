"""Help and messages in English and Chinese: nothing left untranslated, the language that was asked for."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polib
import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Command = Callable[..., subprocess.CompletedProcess[bytes]]

HAN = re.compile("[\u4e00-\u9fff]")
COLLECTED: dict[str, Any] = runpy.run_path(str(Path(__file__).with_name("catalog.py")))
CATALOG = polib.pofile(str(COLLECTED["CATALOG"]))
FIELD = re.compile(r"\{\w*(?:![rs])?\}")


def test_the_catalog_has_what_is_shown_and_nothing_else() -> None:
    wanted = {*COLLECTED["shown"](), *COLLECTED["CLICKS"]}
    entries = {entry.msgid for entry in CATALOG}
    assert sorted(wanted - entries) == []
    assert sorted(entries - wanted) == []


@pytest.mark.parametrize("entry", list(CATALOG), ids=lambda entry: entry.msgid[:40])
def test_an_entry_is_chinese_with_the_same_gaps(entry: polib.POEntry) -> None:
    assert HAN.search(entry.msgstr) is not None
    assert sorted(FIELD.findall(entry.msgstr)) == sorted(FIELD.findall(entry.msgid))


def test_the_compiled_catalog_is_this_one() -> None:
    compiled = polib.mofile(str(COLLECTED["CATALOG"].with_suffix(".mo")))
    assert {entry.msgid: entry.msgstr for entry in compiled} == {entry.msgid: entry.msgstr for entry in CATALOG}


@pytest.mark.parametrize(
    ("arguments", "env", "chinese"),
    [
        (("--lang", "zh", "-h"), {}, True),
        (("extract", "--lang=zh", "-h"), {}, True),
        (("extract", "-h"), {"LC_ALL": "zh_CN.UTF-8"}, True),
        (("extract", "-h"), {"LC_ALL": "", "LANG": "zh_TW.Big5"}, True),
        (("extract", "-h"), {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, False),
        (("extract", "-h"), {"SYSANALYZE_LANG": "zh", "LC_ALL": "C"}, True),
        (("extract", "--lang", "en", "-h"), {"LC_ALL": "zh_CN.UTF-8"}, False),
    ],
)
def test_help(command: Command, arguments: tuple[str, ...], env: dict[str, str], *, chinese: bool) -> None:
    shown = command(*arguments, env=env)
    assert shown.returncode == 0
    text = shown.stdout.decode()
    assert ("用法：" in text) is chinese
    assert ("Usage:" in text) is not chinese


def test_messages(command: Command, tmp_path: Path) -> None:
    said = command("extract", "--lang", "zh", tmp_path / "没有.txt")
    assert said.returncode == 3
    source, code, message = said.stderr.decode().removeprefix("sysanalyze: ").split(": ", 2)
    assert source.endswith("没有.txt")
    assert code == "E_NOT_FOUND"
    assert HAN.search(message) is not None
    assert not re.search("[a-z]{3}", message.replace("sysanalyze", ""))
    english = command("extract", "--lang", "en", tmp_path / "没有.txt", env={"LC_ALL": "zh_CN.UTF-8"}).stderr.decode()
    assert english.startswith(f"sysanalyze: {source}: {code}: ")
    assert HAN.search(english.rpartition(": ")[2]) is None


def test_a_wrong_language_is_told(command: Command) -> None:
    wrong = command("extract", "--lang", "fr")
    assert wrong.returncode == 2
    assert b"fr" in wrong.stderr

"""The rules: what each finds, in English and Chinese, with a sentence in which it does."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule by its name; `example` holds a finding of it."""

    name: str
    en: str
    zh: str
    example: str

    def says(self, language: str) -> str:
        """What it finds, in a language."""
        return self.zh if language == "zh" else self.en


@cache
def rules() -> dict[str, Rule]:
    """All rules by their names, in the order of the kinds."""
    written = files("sysanalyze.explain").joinpath("rules.yaml").read_text(encoding="utf-8")
    return {name: Rule(name=name, **fields) for name, fields in yaml.safe_load(written).items()}


def rule(name: str) -> Rule:
    """The rule of that name; KeyError where there is none."""
    return rules()[name]

"""Build hook: checks the lexicons and compiles them, the catalogs of messages and an editable install's modules."""

from __future__ import annotations

import compileall
import sys
from pathlib import Path
from typing import Any

import polib
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Compile(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before a wheel or an editable install is made."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write `sysanalyze/compiled_lexicons.json` and each `sysanalyze.mo`, and put the lexicons into a wheel.

        A LexiconError stops the build. An editable install finds the lexicons at the top of the checkout.
        """
        root = Path(self.root)
        sys.path.insert(0, str(root))
        try:
            from sysanalyze.lexicon.compile import write_compiled

            write_compiled()
        finally:
            sys.path.pop(0)
        for catalog in sorted((root / "sysanalyze" / "locale").glob("*/LC_MESSAGES/*.po")):
            polib.pofile(str(catalog)).save_as_mofile(str(catalog.with_suffix(".mo")))
        if version == "standard":
            for path in sorted((root / "lexicons").glob("*.yaml")):
                build_data["force_include"][str(path)] = f"sysanalyze/lexicons/{path.name}"
        else:  # as pip does with what a wheel holds, so that every start costs as little
            compileall.compile_dir(str(root / "sysanalyze"), quiet=1)

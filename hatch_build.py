"""Build hook: checks the lexicons and compiles them into the package, so that starting costs little."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileLexicons(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before a wheel or an editable install is made."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write `sysanalyze/compiled_lexicons.json` and put the lexicons into a wheel; a LexiconError stops the build.

        An editable install finds the lexicons at the top of the checkout.
        """
        root = Path(self.root)
        sys.path.insert(0, str(root))
        try:
            from sysanalyze.lexicon.compile import write_compiled

            write_compiled()
        finally:
            sys.path.pop(0)
        if version == "standard":
            for path in sorted((root / "lexicons").glob("*.yaml")):
                build_data["force_include"][str(path)] = f"sysanalyze/lexicons/{path.name}"

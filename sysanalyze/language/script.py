"""Traditional characters: telling a text that is set in them, and the simplified form of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sysanalyze.lexicon import Lexicons

SAMPLE = 4000  # code points that are looked at
# A traditional article has 0.3 of them, a simplified one with a name in 鍾 less than 0.01.
SHARE = 0.04
FEW = 2  # that a simplified text may hold, however short
MOST = 7  # one in so many, in a line or two (12個百分點)


class Script:
    """Simplifies texts that are set in traditional characters, and leaves all others as they are.

    >>> from sysanalyze.lexicon import load_lexicons
    >>> script = Script(load_lexicons())
    >>> script.simplified("東山縣舉行開工活動"), script.simplified("乾隆年间的著名瞭望塔")
    ('东山县举行开工活动', '乾隆年间的著名瞭望塔')
    """

    def __init__(self, lexicons: Lexicons) -> None:
        entries = list(lexicons["script"])
        self._table = {ord(entry.surface): entry.text("simplified") or entry.surface for entry in entries}
        evidence = "".join(entry.surface for entry in entries if not entry.flag("shared"))
        self._evidence = re.compile(f"[{evidence}]")

    def is_traditional(self, text: str) -> bool:
        """Whether the beginning of the text is set in traditional characters."""
        sample = text[:SAMPLE]
        found = len(self._evidence.findall(sample))
        return found > max(FEW, SHARE * len(sample)) or (found > 1 and found * MOST > len(sample))

    def simplified(self, text: str) -> str:
        """The text of the same length in simplified characters."""
        return text.translate(self._table) if self.is_traditional(text) else text

"""Names of reporters and editors in bylines: with separators, with blanks inside, or without any separator."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sysanalyze.lexicon import Lexicons

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
ORGANS = (
    "日报|晚报|时报|早报|晨报|商报|周报|法制报|快报|都市报|报|电视台|广播电台|电台|台|客户端|新闻网|网|社|杂志|融媒体中心|融媒体|传媒|融媒|中心|频道|"
    "分社|支社|记者站|站|部|局|委|办|厅|院|校|政府|公司|集团|大学"
)
ORGAN = f"(?:{ORGANS})"
KIND = (
    "(?:全媒体|融媒体|融媒|新媒体|见习|实习|特约|特派|首席|高级|资深|青年|驻站|文字|摄影|摄像|视频|一线|前方|专职|"
    "本报|本台|本网|本刊|本社|大学生|小|新华社|央视|总台|中新社)*"
)
HEAD = "(?:记者站?|通讯员|实习生|见习生|报道员|评论员|撰稿人|撰稿|特约作者|作者|摄影师|编辑|主播|学员|报道组)"
# 本报记者, 新华社记者, 黑龙江日报记者, 驻京记者; a colon or a slash may follow.
ROLE = re.compile(rf"(?:(?:[{HAN}]{{2,8}}?{ORGAN})?(?:驻[{HAN}]{{1,4}}?)?{KIND}{HEAD})[:/ ]*")
ROLE_WORD = re.compile(HEAD)  # begins with characters alone: a quick look whether a text holds a role
# Who took the pictures wrote nothing, unless he wrote as well (摄影报道, 文/图).
PICTURES = re.compile(r"(?:摄|供图|图|摄影|制图|航拍|拍摄)$")
WROTE = re.compile(
    r"(?:摄影报道|图文报道|摄影/?报道|报道|文/摄影|文/?图|图/?文|文并图|文图|图文|摄影/文|文/摄|综合报道|采写|整理|供稿|撰文|文|口述|通讯)$"
)
SEPARATOR = re.compile(r"[、，,;/|\\&+和]| {1,}|\.(?= )")
WORD = re.compile(rf"[{HAN}]+(?:·[{HAN}]+)*")
NO_NAME = re.compile(
    r"文章|手记|调查|专访|探访|观察|连线|报|网|社|台|局|委|办公室|部|中心|公司|大学|学院|政府|集团|工会|新闻|消息|单位|科|处|厅|法院|来源|日电|发自|综合|整理|编译|"
    r"本报|通讯|记者|扩大|一行|等人|以下|简称|均为|左|右|前排|资料|图|第|摄|另有|附|的|是|在|了|和|与|及"
)
RARE = 200  # the rank of a surname that is not among the hundred commonest
UNKNOWN = 8.0  # the cost of a name whose surname is unknown
LONGEST = 24  # code points of a run without separators that is tried to be split


def find_role(text: str) -> re.Match[str] | None:
    """The first role that a text names: `本报记者 ` of `本报记者 邹海涛`."""
    return ROLE.search(text) if ROLE_WORD.search(text) else None


class Names:
    """Splits bylines into names by the surnames that names begin with."""

    def __init__(self, lexicons: Lexicons) -> None:
        entries = [entry for entry in lexicons["surnames"] if entry.text("origin") is None]
        # The commoner surname begins a name: 国林岳杨军 is 国林岳 and 杨军, not 国林 and 岳杨军.
        rank = {entry.surface: number for number, entry in enumerate(lexicons["common-surnames"])}
        self._rank = {form: rank.get(form, RARE) for entry in entries for form in entry.forms}
        self._compound = frozenset(surname for surname in self._rank if len(surname) > 1)

    def credited(self, text: str) -> list[str]:
        """The names of a byline's content, roles and organisations left out, those of photographers too.

        Text without its brackets, as a view has it, 1 to 120 code points.
        """
        text = text.strip(" :。.")
        pieces = ROLE.split(text) if ROLE_WORD.search(text) else [text]
        names: list[str] = []
        for piece in pieces:
            bare = piece.strip(" :/、，,;")
            wrote = WROTE.search(bare)
            if wrote:
                bare = bare[: wrote.start()].rstrip(" :/、，,;")
            elif PICTURES.search(bare):
                continue
            names.extend(self.listed(bare))
        return list(dict.fromkeys(names))

    def listed(self, text: str) -> list[str]:
        """The names of a list, by separators, set blanks and surnames.

        `朱  琳 程  渝` gives 朱琳 and 程渝; `段骁马小芸` gives 段骁 and 马小芸.
        """
        names: list[str] = []
        for token in self._joined(text):
            if WORD.fullmatch(token) and not NO_NAME.search(token):
                names.extend(self._split(token))
        return names

    def are_names(self, text: str) -> bool:
        """Whether the text is nothing but names of two to four characters that begin with surnames, and separators."""
        tokens = self._joined(text.strip(" "))
        return bool(tokens) and all(self._is_name(token) or self._is_run(token) for token in tokens)

    def any_name(self, names: list[str]) -> bool:
        """Whether one of the names at least begins with a surname or has a middle dot."""
        return any(self._is_name(name) for name in names)

    def _is_run(self, token: str) -> bool:
        """Whether a token is several names without separators."""
        return bool(WORD.fullmatch(token)) and not NO_NAME.search(token) and bool(self._parts(token))

    @staticmethod
    def _joined(text: str) -> list[str]:
        """The tokens of a list, a name set with blanks inside made whole: 张  伟 is 张伟."""
        tokens: list[str] = []
        single = ""
        for token in SEPARATOR.split(text):
            if len(token) == 1 and WORD.fullmatch(token):
                if single:
                    tokens.append(single + token)
                single = "" if single else token
            elif token:
                single = ""
                tokens.append(token)
        return tokens

    def _is_name(self, token: str) -> bool:
        if "·" in token:
            return bool(WORD.fullmatch(token))
        if NO_NAME.search(token) or not WORD.fullmatch(token):
            return False
        return (2 <= len(token) <= 3 and token[0] in self._rank) or (
            len(token) in (3, 4) and token[:2] in self._compound
        )

    def _split(self, token: str) -> list[str]:
        if len(token) < 4 or "·" in token or (len(token) == 4 and token[:2] in self._compound):
            return [token]
        parts = self._parts(token, any_first=True)
        if len(token) == 4 and any(self._rank.get(part[0], RARE) == RARE for part in parts):
            return [token]  # 桑吉卓玛 is one name, though 桑 and 卓 are surnames
        return parts or ([token] if len(token) <= 6 else [])

    def _parts(self, token: str, *, any_first: bool = False) -> list[str]:
        """The likeliest way to cut a run into names, empty where there is none.

        With `any_first` the first name may begin with a surname that the lexicon lacks (国林岳杨军).
        """
        size = len(token)
        if not 4 <= size <= LONGEST:
            return []
        best: list[tuple[float, list[str]] | None] = [(0.0, []), *([None] * size)]
        for end in range(2, size + 1):
            for length in (2, 3, 4):
                begin = end - length
                before = best[begin] if begin >= 0 else None
                cost = self._cost(token[begin:end]) if before else None
                if cost is None and any_first and begin == 0 and length == 3 and end < size:
                    cost = UNKNOWN
                if before is None or cost is None:
                    continue
                current = best[end]
                if current is None or before[0] + cost < current[0]:
                    best[end] = (before[0] + cost, [*before[1], token[begin:end]])
        whole = best[size]
        return whole[1] if whole else []

    def _cost(self, name: str) -> float | None:
        """How unlikely the name is, None where it is none."""
        if len(name) == 4 or (len(name) == 3 and name[:2] in self._compound):
            rank = self._rank.get(name[:2]) if name[:2] in self._compound else None
            return None if rank is None else 1.0 + rank / 1000
        rank = self._rank.get(name[0])
        if rank is None:
            return None
        # Three characters are as usual as two; one name less is likelier than one more.
        return 2.0 + rank / 100 + (0.3 if len(name) == 2 else 0.0)

"""Quotes: the words that an article gives to an official, in quotation marks or after 强调，."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sysanalyze.extract.officials.page import Page
    from sysanalyze.lexicon import Lexicon
    from sysanalyze.model import Span

CLAUSE = r"[^，。；;:!?“”\n]"
ADVERBS = (
    r"(?:还|也|则|又|都|就此|随后|同时|再次|反复|一再|特别|着重|郑重|明确|进一步|当场|当即|曾|曾经|多次|最后|"
    r"昨日|今日|昨天|今天|近日|日前|当天|当日|此前|日|\d{1,2}日|在会上|会上|坦率地|激动地|高兴地|自豪地|感慨地|笑着|动情地|深有感触地)"
)
# What may stand between a name and its verb: 在会上, 接受记者采访时, 就此事对记者.
GAP = (
    rf"(?:{ADVERBS}){{0,3}}"
    rf"(?:(?:在|于|就|对|向|从|据|为|针对|围绕|根据|结合|告诉|代表|致电|面对){CLAUSE}{{1,40}}?"
    rf"|(?:接受|出席|参加|主持|会见|听取|调研|考察|视察|看望|检查|走访|回答|赴|到|来到|前往|深入|参观|察看|谈到|说起|谈起|发表|作|做){CLAUSE}{{0,40}}?"
    r"(?:时|中|后|期间|之际|采访|提问|讲话|致辞|报告))?"
    rf"(?:{ADVERBS}){{0,2}}"
)
CARRIED = re.compile("，(?:并|还|同时|他还)")
NO_VERB = frozenset(("", *"、。；;!?\n”》："))
ADDRESSED = frozenset(" (同先女阁殿陛一")
AFTER_NAME = re.compile(r"(?: ?\([^()\n]{1,16}\))?(?:同志|先生|女士|阁下|殿下|陛下|一行)?")
# What no words of a person are: 会议 and 通知 speak for themselves; 张三的报告.
NO_SPEAKER = re.compile(r"(?:会议|全会|通知|文件|公报|声明|报告|文章|意见|方案|决定|规定|条例|办法|的[^，]{1,6})\Z")
SEPARATOR = re.compile(r" ?[:，,] ?")
FIRST_WORDS = r"(?=要|必须|各[级地部单乡镇村县市]|全[市县省区州党体]|有关|相关|大家|坚持|进一步|切实|务必|不断|充分)"
CONTINUED = re.compile(r" {0,2}要(?![求不闻素塞害])")  # 要…。要…。: the next sentence is of the same speech
PAUSE = frozenset("，。!?…—；;,")
CLOSED = frozenset("，。!?；;、\n ,)”")
MARK, STOP = re.compile("[“”\n]"), re.compile("[“”\n。!?]")
REOPENED = re.compile("[\n ]*“")
LONGEST, LONGEST_CLAUSES, PARAGRAPHS, DEEPEST = 4000, 800, 12, 4
FEWEST = 4  # code points of reported words


@dataclass(frozen=True, slots=True)
class Speech:
    """The verbs of speech, as patterns; compiled once."""

    after: re.Pattern[str]  # from the end of a name
    carried: re.Pattern[str]  # …，并强调，
    opens: re.Pattern[str]  # 说：“, before the words of somebody else
    again: re.Pattern[str]  # 强调：“ in 提出要求，强调：“

    def spans(self, page: Page, at: int, end: int, names: Sequence[int]) -> Sequence[tuple[int, int]]:
        """The words that one mention is given.

        Args:
            page: the article's page.
            at: where the titles before the name begin.
            end: where the name ends; what cannot come before a verb does not follow it.
            names: where the names of officials begin, in the order of the text; empty where nothing is carried on.

        Returns:
            Spans in the page's text, quotation marks excluded.
        """
        said = self._said(page, end, names)
        if said is None:
            return ()
        text = page.text
        if text[at - 1 : at] in ("、", "和", "与", "及"):  # several speak with one voice
            return ()
        found = []
        before = _closed_before(text, at)
        if before is not None and self.opens.search(text, max(0, before[0] - 12), before[0]) is None:
            found.append(before)
        follows = _words_after(text, self._last(text, said))
        if follows is not None:
            found.append(follows)
        return found

    def _last(self, text: str, said: re.Match[str]) -> re.Match[str]:
        """The verb that the words follow, where one of speech goes on with another: 提出要求，强调：“…”."""
        if text[said.end() : said.end() + 1] != "，":
            return said
        return self.again.match(text, said.end() + 1) or said

    def _said(self, page: Page, end: int, names: Sequence[int]) -> re.Match[str] | None:
        """The verb of speech whose subject the name that ends at `end` is."""
        text = page.text
        mark = text[end : end + 1]
        if mark in ADDRESSED:
            after = AFTER_NAME.match(text, end)
            end = after.end() if after is not None else end
        elif (post := page.begins.get(end)) is not None:
            end = post.end
        said = self.after.match(text, end)
        if said is None:
            said = self.carried.match(text, end) if names else None
            others = said is not None and bisect_left(names, said.end()) > bisect_left(names, end)
            return None if others else said
        alone = NO_SPEAKER.search(said["gap"]) is not None and said["gap"][0] not in "在就向对"
        return None if alone else said


def compile_speech(lexicon: Lexicon) -> Speech:
    """The patterns of speech out of the verbs of the lexicon."""
    forms = [form for entry in lexicon for form in entry.forms]
    # One class of characters comes first, so that most places try no verb.
    firsts = "".join(sorted({form[0] for form in (*forms, "告")}))
    verbs = "|".join(sorted(forms, key=len, reverse=True))
    bare = "|".join(entry.surface for entry in lexicon if entry.flag("bare"))
    told = rf"告诉{CLAUSE}{{1,6}}"
    verb = (
        rf"(?=[{firsts}])(?:(?P<verb>(?:{verbs}|{told})(?:说|道|到|的是)?)(?=[:，,。“” \n]|时说)"
        rf"|(?P<bare>{bare}){FIRST_WORDS})"
    )
    return Speech(
        after=re.compile(rf"(?P<gap>{GAP}){verb}"),
        carried=re.compile(
            r"(?P<gap>[^。；;:!?“”\n]{2,100}?)，(?:并|还|同时|他还)"
            rf"(?:{ADVERBS}|就[^，。]{{1,20}}?|对[^，。]{{1,20}}?)?{verb}"
        ),
        again=re.compile(rf"(?:{ADVERBS}){{0,3}}(?=[{firsts}])(?P<verb>{verbs})(?P<bare>)(?= ?[:，,]? ?“)"),
        opens=re.compile(rf"(?:(?:{verbs}|{told})(?:说|道|到|的是)? ?[:，,]|:) ?“\Z"),
    )


def _words_after(text: str, said: re.Match[str]) -> tuple[int, int] | None:
    """What follows the verb: a quotation, or the clauses up to the end of the sentence."""
    if said["bare"]:
        return _clauses(text, said.end())
    separator = SEPARATOR.match(text, said.end())
    if separator is None:
        if text[said.end() : said.end() + 1] != "“":
            return None
        quoted = _quotation(text, said.end())  # 张三说“路修好了。”
        return quoted if quoted is not None and text[quoted[1] - 1] in PAUSE else None
    at = separator.end()
    if text[at : at + 1] != "“":
        return _clauses(text, at)
    quoted = _quotation(text, at)
    if quoted is None:
        return None
    end = quoted[1]
    if text[end - 1] in PAUSE or text[end + 1 : end + 2] in CLOSED or end + 1 >= len(text):
        return quoted
    return _clauses(text, at)  # 张三说，“放管服”要再深一步。


def _quotation(text: str, opening: int) -> tuple[int, int] | None:
    """What stands in the marks that open at `opening`, over paragraphs that each open anew; None where none closes."""
    depth, at, paragraphs = 1, opening + 1, 1
    limit = min(len(text), opening + LONGEST)
    while (mark := MARK.search(text, at, limit)) is not None:
        at = mark.end()
        if mark[0] == "“":
            depth += 1
        elif mark[0] == "”":
            depth -= 1
            if depth == 0:
                return (opening + 1, at - 1) if at > opening + 2 else None
        else:
            again = REOPENED.match(text, at)
            paragraphs += 1
            if again is None or depth != 1 or paragraphs > PARAGRAPHS:
                return None
            at = again.end()
        if depth > DEEPEST:
            return None
    return None


def _closed_before(text: str, at: int) -> tuple[int, int] | None:
    """The quotation that closes just before `at`, where it is speech: “路修好了，”县长李明说."""
    close = at - 1
    if text[close:at] != "”" or text[close - 1 : close] not in PAUSE:
        return None
    line = text.rfind("\n", 0, close) + 1
    opening = _opening(text, max(line, close - LONGEST), close)
    if opening is None:
        return None
    first = opening
    for _ in range(PARAGRAPHS):  # a paragraph that opens with the mark may go on with the speech of the one before
        if line == 0 or text[line:first].strip():
            break
        earlier = text.rfind("\n", 0, line - 1) + 1
        paragraph = text[earlier:line].lstrip()
        if paragraph and (not paragraph.startswith("“") or paragraph.count("“") <= paragraph.count("”")):
            break
        line = earlier
        if paragraph:
            first = opening = text.index("“", earlier)
        else:
            first = line
    return opening + 1, close


def _opening(text: str, floor: int, close: int) -> int | None:
    """Where the quotation that closes at `close` opens, not left of `floor`."""
    at, depth = close, 1
    while depth <= DEEPEST:
        opens, closes = text.rfind("“", floor, at), text.rfind("”", floor, at)
        if opens < 0:
            return None
        at = max(opens, closes)
        depth += 1 if closes > opens else -1
        if depth == 0:
            return opens
    return None


def _clauses(text: str, start: int) -> tuple[int, int] | None:
    """The clauses from `start` to the end of the sentence, and the sentences after it that go on with 要."""
    limit = min(len(text), start + LONGEST_CLAUSES)
    end = _sentence_end(text, start, limit)
    if end - start < FEWEST:
        return None
    while end < limit and text[end] in "。!" and (more := CONTINUED.match(text, end + 1)) is not None:
        following = _sentence_end(text, more.end(), limit)
        if following >= limit and limit < len(text):
            break
        end = following
    return start, end


def _sentence_end(text: str, start: int, limit: int) -> int:
    """Where the sentence ends, its stop excluded; stops inside quotation marks end none."""
    depth = 0
    for mark in STOP.finditer(text, start, limit):
        if mark[0] == "“":
            depth += 1
        elif mark[0] == "”":
            depth = max(0, depth - 1)
        elif depth == 0 or mark[0] == "\n":
            return mark.start()
    return limit


def place_in(page: Page, span: Span) -> tuple[int, int]:
    """Where a span of the document lies in the page's text."""
    if page.offsets is None:
        return span.start, span.end
    return bisect_left(page.offsets, span.start), bisect_left(page.offsets, span.end)

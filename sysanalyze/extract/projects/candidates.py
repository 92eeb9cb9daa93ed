"""Candidates: what stands before each head noun, and the members of lists that share one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from sysanalyze.extract.projects.names import Walk, walk_left
from sysanalyze.lexicon import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sysanalyze.article import Article
    from sysanalyze.extract.projects.stages import Reading
    from sysanalyze.extract.projects.vocabulary import Vocabulary
    from sysanalyze.model import Milestone

MOST_ITEMS = 24  # of a list
JOINED = frozenset("、和及与")
NO_NOUNS = frozenset(("none", "works"))
# 职教中心迁建、, 清水河综合治理加快推进; not 扩建教学楼, 迁建的
WORKS_END = re.compile(r"[、，,。;:\n\d和及已正将预全加顺有竣完开建投启获通前]")
BARE = frozenset("，。、；：;:!?的是了在该本每\n")  # before a head that bears no name
UNIT = re.compile(r"(?:项目|工程)[\d一二三四五六七八九十]+号$")
PHASE_AFTER = re.compile(r"\(第?[一二三四五六]期(?:工程|项目)?\)")
CHAINED = frozenset(("、", "和", "及", "与", "以及"))
CLAUSE = re.compile(r"[，;。\n,](?!(?<=,)\d)")  # one class of characters in front: the search skips the rest in C


class Candidate:
    """A possible project: its place, the kind of its head, what it rests on.

    Most candidates are dropped soon, so what they did not come to have stays with the class.
    """

    listed: tuple[int, int] | None = None  # the list it stands in, its closing head included
    fellow: bool = False  # of a list with a proper name in it
    counted: bool = False  # in a list that its head counts: 岳常、岳长2条高速公路
    following: int | None = None  # where the next name begins
    parted: bool = False  # from the next name by a comma
    before: Sequence[Reading] = ()
    after: Sequence[Reading] = ()
    read: bool = False  # whether `before` and `after` are
    rule: str = "project.named"
    means: Candidate | None = None  # the mention that a short form or 该项目 stands for
    reason: str | None = None  # why it is no project
    core: str = ""  # of a mention: its name without the word that closes it
    # What the text says around a mention: where what describes it begins before it, the stretches after it, its dated
    # steps, its stage and whether that is stated as a fact.
    ahead: int = 0
    stretches: Sequence[tuple[int, int]] = ()
    steps: Sequence[Milestone] = ()
    stage: tuple[str | None, bool] = (None, False)

    def __init__(self, start: int, end: int, kind: str, walk: Walk) -> None:
        self.start = start
        self.end = end
        self.kind = kind  # of its head; `member` in a list that shares one, `quoted` where quotation marks are all
        self.walk = walk


def gather(article: Article, words: Vocabulary) -> list[Candidate]:
    """The candidates of an article in the order of the text, a longer one before those within it."""
    view, tokens = article.view, article.tokens
    kinds = words.heads.values
    hits = words.heads.spans(view)
    starts, length = tokens.starts, tokens.length
    ends = {end for index, _, end in hits if kinds[index] not in NO_NOUNS}
    found: dict[tuple[int, int], Candidate] = {}  # by start and minus end, the order wanted
    for index, start, end in hits:
        kind = kinds[index]
        if kind == "none" or not start or view[start - 1] in BARE:
            continue
        if kind != "undertaking" and _torn(view, starts, length, kind, end):
            continue
        walk = walk_left(article, words, start, ends)
        if walk.listed is not None or (walk.counted is not None and not walk.capacity):
            for item in _members(article, words, walk, Hit(start, end, kind), ends):
                _enter(found, item)
        elif (walk.start < start or walk.quoted) and (
            not walk.past_heads or kind == "undertaking" or _stands_alone(view, walk)
        ):
            stop = _over_phase(view, walk, end) if view.startswith("(", end) else end
            walk.phase |= kind == "structure" and view[end - 1] == "期"  # 核桃产业园一期
            found[walk.start, -stop] = Candidate(walk.start, stop, kind, walk)
    if not found:
        return []
    candidates = [found[place] for place in sorted(found)]
    if "《" in view:
        candidates = [item for item in candidates if not in_title(view, item.start)]
    _chain(view, candidates)
    _part(view, candidates)
    return candidates


def _torn(view: str, starts: Sequence[int], length: int, kind: str, end: int) -> bool:
    """Whether a head that ends at `end` is part of a longer word (电站 in 电站站长), or a doing with an object."""
    if kind == "works" and WORKS_END.match(view, end) is None:
        return True
    after = bisect_right(starts, end - 1)
    return (starts[after] if after < len(starts) else length) > end


def _over_phase(view: str, walk: Walk, end: int) -> int:
    """Where a name ends whose head ends at `end`: 提质项目(一期)."""
    phase = PHASE_AFTER.match(view, end)
    if phase is None:
        return end
    walk.phase = True
    return phase.end()


def _enter(found: dict[tuple[int, int], Candidate], item: Candidate) -> None:
    """Enters the member of a list; one found by its own head learns that it is one."""
    known = found.setdefault((item.start, -item.end), item)
    known.listed, known.fellow, known.counted = item.listed, item.fellow, item.counted
    if known.kind != "undertaking":
        known.kind = "member"


def _stands_alone(view: str, walk: Walk) -> bool:
    """Whether a name stands before a head that is no undertaking; a 项目 within it ends what is before the name."""
    head = walk.head
    if view.startswith("机组", head) and UNIT.search(view, walk.start, head) is not None:
        return True  # 调峰煤电项目1号|机组
    if (place := view.rfind("项目", walk.start, head)) >= 0:
        walk.start = place + 2  # 首个项目斯坦纳里电站; nothing is left of 风电项目升压站, a part of the works
        while walk.start < head and not view[walk.start].isalnum():
            walk.start += 1
        return walk.start < head
    return True


def _members(article: Article, words: Vocabulary, walk: Walk, hit: Hit[str], ends: set[int]) -> Iterator[Candidate]:
    """The members of `A、B、C等项目` and `A、B、C3条高速公路`."""
    view = article.view
    if walk.programme:
        return  # “西部计划”等基层就业项目
    stop = walk.listed if walk.listed is not None else walk.counted
    if stop is None or (walk.listed is None and hit.value not in ("undertaking", "structure")):
        return
    items: list[tuple[Walk, int]] = []
    while len(items) < MOST_ITEMS:
        item = walk_left(article, words, stop, ends)
        if item.start >= stop:
            break
        items.append((item, stop))
        if item.start == 0 or view[item.start - 1] not in JOINED:
            break
        stop = item.start - 1
    if not items or (len(items) < 2 and walk.listed is None):
        return
    strong = sum(item.strength >= 2 for item, _ in items)
    if not any(item.sure or item.wide or item.strength == 3 or item.plain > 3 for item, _ in items):
        strong = 0
    whole = (items[-1][0].start, hit.end)
    for item, end in items:
        own = end in ends
        fellow = (strong > 0 if own else 2 * strong > len(items)) and hit.value != "institution"
        member = Candidate(item.start, end, "member", item)
        member.listed, member.fellow = whole, fellow
        member.counted = walk.listed is None or hit.value != "undertaking"
        if not own:
            member.rule = "project.listed"
        yield member


def in_title(view: str, at: int) -> bool:
    """Whether `at` lies between 《 and 》."""
    opened = view.rfind("《", max(0, at - 60), at)
    return opened >= 0 and view.find("》", opened, at) < 0


def _chain(view: str, candidates: list[Candidate]) -> None:
    """Names joined by 、 and 和 share the words before and after them: 开工建设A、B, A和B建成通车."""
    chain: list[Candidate] = []
    end = -1
    for item in candidates:
        start = item.start
        if start < end:
            continue
        if chain and (item.listed is not None or start - end > 2 or view[end:start] not in CHAINED):
            if len(chain) > 1:
                _share(chain)
            chain = []
        if item.listed is None:
            chain.append(item)
        end = item.end
    if len(chain) > 1:
        _share(chain)


def _share(chain: list[Candidate]) -> None:
    """Sets the stretch of the whole chain for each name in it."""
    for item in chain[:MOST_ITEMS]:
        item.listed = (chain[0].start, chain[min(len(chain), MOST_ITEMS) - 1].end)


def _part(view: str, candidates: list[Candidate]) -> None:
    """Sets where the next name begins, and whether a comma parts it from the candidate."""
    starts = [item.start for item in candidates if item.walk.strength >= (1 if item.kind == "undertaking" else 2)]
    if not starts:
        return
    most = starts[-1]
    for item in candidates:
        end = item.listed[1] if item.listed is not None else item.end
        if end <= most:
            following = item.following = starts[bisect_left(starts, end)]
            far = end + 100
            item.parted = CLAUSE.search(view, end, min(following, far)) is not None

"""Bylines and datelines inside the text: `本报讯（记者邹海涛）`, `新华社北京3月5日电`, `（来源：黑龙江日报）`, `记者 邹海涛 摄`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sysanalyze.article.labels import labelled
from sysanalyze.article.names import HAN, HEAD, ORGAN, ROLE
from sysanalyze.language.dates import find_date
from sysanalyze.model import Span

if TYPE_CHECKING:
    from sysanalyze.article.names import Names

AGENCY = (
    "本报|本台|本网|本刊|本社|本站|新华社|新华网|新华财经|新华视点|中新社|中新网|中国新闻网|人民网|央视网|央视新闻|央视|央广网|光明网|中国网|"
    "国际在线|中国经济网|中国日报网|海外网|环球网|澎湃新闻|红网|东北网|大众网|大河网|荆楚网|四川在线|浙江在线|华龙网|齐鲁网|南方网|"
    "中央社|路透社|法新社|美联社|塔斯社"
)


class Byline(NamedTuple):
    """A stretch that says who wrote, where from and when, and is no part of what the article says."""

    span: Span
    authors: tuple[str, ...] = ()
    source: str | None = None
    date: str | None = None
    editor: str | None = None
    place: str | None = None  # of a dateline: 本报瓜州10月28日讯
    day: str | None = None  # of a dateline without a year: 10月28日
    column: str | None = None


@cache
def dateline_pattern() -> re.Pattern[str]:
    """A dateline at the start of a paragraph."""
    return re.compile(
        rf"""
        [【\[(]?\ ?(?:据\ ?)?
        (?:(?P<agency>{AGENCY})                                       # 本报, 新华社
          |(?P<paper>[{HAN}]{{2,8}}?{ORGAN})(?=讯|电|[{HAN}、]{{0,8}}\d{{1,2}}月\d{{1,2}}日(?:电|讯)|消息\ ?[:(])  # 黑龙江日报讯
          |(?=讯\ ?\())                                               # 讯（记者张三）
        (?:客户端)?\ ?
        (?:\((?P<before>[^()\n]{{1,40}})\))?                          # 央视网（记者张三）消息
        (?P<place>[{HAN}、/·]{{0,14}}?)\ ?
        (?P<day>(?:(?P<year>(?:19|20)\d\d)年)?\d{{1,2}}月\d{{1,2}}日(?:凌晨|上午|下午|晚)?)?\ ?
        (?:(?<=日)(?:专电|综合电|电|讯)|(?<![通资简])(?:专电|电|讯)(?=\ |[(:】\])]|记者|$)|(?<=[报台网社])讯|消息|报道(?=[:\]】]))  # not 电影节
        \ ?[】\])]?
        (?:\ *\((?P<who>[^()\n]{{1,90}})\))?                          # （记者段骁马小芸）
        (?:\ *(?:综合消息|题)?\ ?:)?
        (?:\ *(?=\ |[^\ :])(?P<bare>(?:{AGENCY})?记者[\ :]?[{HAN}]{{2,4}}(?:、[{HAN}]{{2,4}}){{0,4}}(?=\ )))?  # 讯 记者张三报道
        """,
        re.VERBOSE,
    )


# A byline in brackets holds one of these words, most of them near its beginning.
BRACKETED = re.compile(
    rf"""[(\[【](?P<in>(?=[^()\n\[\]【】]{{0,28}}?(?:
          记者|通讯员|{HEAD}|供稿|供图|摄影|文/|图/|/文|/图|摄[)\]】]|作者|编辑|责编|来源|稿源|原载|审核|校对|编校|监制|整理|撰稿|报道组|见习))
        [^()\n\[\]【】]{{2,120}})[)\]】]""",
    re.VERBOSE,
)
CAPTION_CREDIT = re.compile(  # 　记者 邹海涛 摄, 新华社记者 张三摄, (张三 摄)
    rf"(?:(?<=[。!?” ])|^) *[(]?(?:{ROLE.pattern})[{HAN}· 、]{{2,20}}? ?(?:/?摄影报道|摄影|摄|供图|/摄|/图|制图)[)]?\.? *$",
    re.MULTILINE,
)
SOURCE_FIRST = re.compile(r"(?:文章|信息|稿件|新闻|本文|内容)?(?:来源|稿源|原载|转自|摘自|选自|据)[: ]")
SOURCE_END = re.compile(r"[,，;；、|｜/)）】\]]|[ ]|(?<=[报网社台]) ?(?:记者|作者|责编|编辑)|(?:19|20)\d\d[-年./]")
PROGRAMME = re.compile(
    r"新闻联播|晚间新闻|朝闻天下|焦点访谈|新闻直播间|经济信息联播|新闻\d*分|新闻频道|东方时空|第一时间|午夜新闻|新闻周刊"
)
SPEECH = re.compile(r"记者(?:注|问|说|从|在|采访|了解|获悉|看到|手记|招待会|见面会|会|们|节|协会|证|站|部)")


def datelines(view: str, start: int, end: int, names: Names) -> Byline | None:
    """The dateline that the paragraph at `start` begins with, None where it begins otherwise."""
    head = view[start : min(end, start + 60)]
    if "电" not in head and "讯" not in head and "消息" not in head and "报道" not in head:
        return None
    match = dateline_pattern().match(view, start, end)
    if match is None:
        return None
    agency = match["agency"] or match["paper"]
    who = match["who"] or match["before"]
    bare = match["bare"]
    stop = match.end()
    if who is not None and not (PROGRAMME.search(who) or ROLE.search(who) or names.are_names(who)):
        return None
    authors = names.credited(who) if who and not PROGRAMME.search(who) else []
    if bare:
        authors += names.credited(bare)
    column = who if who and PROGRAMME.search(who) else None
    own = agency in (None, "本报", "本台", "本网", "本刊", "本社", "本站")
    day = match["day"]
    return Byline(
        Span(start, stop),
        authors=tuple(dict.fromkeys(authors)),
        source=None if own else agency,
        date=find_date(day) if day else None,
        place=match["place"] or None,
        day=day,
        column=column,
    )


def bracketed(view: str, names: Names) -> list[Byline]:
    """The bylines in brackets, and the credits that captions end with."""
    found = []
    for match in BRACKETED.finditer(view):
        byline = credit(view, match, names)
        if byline is not None:
            found.append(byline)
    if "摄" in view or "供图" in view:
        found.extend(Byline(Span(*match.span())) for match in CAPTION_CREDIT.finditer(view))
    return found


def credit(view: str, match: re.Match[str], names: Names) -> Byline | None:
    """What a bracketed byline says, None where it is none (`（与记者见面）`)."""
    span = Span(*match.span())
    start, end = match.span("in")
    inside = match["in"]
    if SPEECH.match(inside) or "。" in inside[:-1]:
        return None
    source = date = editor = None
    authors: list[str] = []
    known = False
    first = min((each.start for each in labelled(view, start, end)), default=end)
    rest = [view[start:first]]
    if head := SOURCE_FIRST.match(inside):  # 来源 黑龙江日报 without a colon
        first = end if first == start else first
        value = view[start + head.end() : end]
        source, after = split_source(value)
        date = find_date(value)
        known = True
        rest = [after]
    for each in labelled(view, start, end):
        value = view[each.value_start : each.value_end]
        if each.kind == "author":
            authors += names.credited(value)
            known = True
        elif each.kind == "editor":
            editor = editor or "、".join(names.credited(value)) or None
            known = True
        elif each.kind in ("source", "publisher", "date", "other"):
            known = True
    for piece in rest:
        if piece.strip(" ,，;") and (ROLE.search(piece) or known):
            found = names.credited(piece)
            authors += found
            known = known or bool(found) or bool(re.search(r"(?:摄|供图|供稿|报道组|摄影)\s*$", piece))
        elif re.search(r"(?:摄|供图|供稿|摄影报道|报道组|整理)\s*$", piece) and len(piece) <= 30:
            if not piece.rstrip(" ").endswith(("摄", "供图")):
                authors += names.credited(piece)
            known = True
    if not known:
        return None
    return Byline(span, authors=tuple(dict.fromkeys(authors)), source=source, date=date, editor=editor)


def split_source(value: str) -> tuple[str | None, str]:
    """The source that a value begins with, without its book-title marks, and what follows it.

    >>> split_source("《黔东南乡讯》 2023年4月2日 图片由通讯员欧彪摄")
    ('黔东南乡讯', '2023年4月2日 图片由通讯员欧彪摄')
    """
    value = value.strip(" :-—_[]【】")
    if value.startswith("《") and "》" in value:
        name, _, after = value[1:].partition("》")
        return name.strip(" ") or None, after.strip(" ,，;")
    stop = SOURCE_END.search(value)
    name, after = (value[: stop.start()], value[stop.start() :]) if stop else (value, "")
    name = name.strip(" -—_.")
    return (name if any(char.isalnum() for char in name) else None), after.strip(" ,，;")

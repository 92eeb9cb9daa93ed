"""Bylines and datelines inside the text: `本报讯（记者邹海涛）`, `新华社北京3月5日电`, `记者 邹海涛 摄`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sysanalyze.article.furniture import is_organ
from sysanalyze.article.names import HAN, HEAD, ORGAN, ROLE, find_role
from sysanalyze.language.dates import find_date
from sysanalyze.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sysanalyze.article.words import Words


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


def dateline_pattern(media: Iterable[str]) -> re.Pattern[str]:
    """A dateline at the start of a paragraph, of one of the media or of any paper."""
    agency = "|".join(sorted(media, key=len, reverse=True))
    return re.compile(
        rf"""
        [【\[(]?\ ?(?:据\ ?)?
        (?:(?P<agency>{agency})                                       # 本报, 新华社
          |(?P<paper>[{HAN}]{{2,8}}?{ORGAN})                          # 黑龙江日报讯
           (?=讯|电|[{HAN}、]{{0,8}}(?:\d{{4}}年)?\d{{1,2}}月\d{{1,2}}日(?:电|讯)|(?<=[报网台社端心])消息\ ?[:(])
          |(?=讯\ ?\())                                               # 讯（记者张三）
        (?:客户端)?\ ?
        (?:\((?P<before>[^()\n]{{1,40}})\))?                          # 央视网（记者张三）消息
        (?P<place>[{HAN}、/·]{{0,14}}?)\ ?
        (?P<day>(?:(?P<year>(?:19|20)\d\d)年)?\d{{1,2}}月\d{{1,2}}日(?:凌晨|上午|下午|晚)?)?\ ?
        (?:(?<=日)(?:专电|综合电|电|讯)
          |(?<![通资简])(?:专电|电|讯)(?=\ |[(:】\])]|记者|$)          # not 电影节, not 新华社通讯
          |(?<=[报台网社])讯|消息|报道(?=[:\]】]))
        \ ?[】\])]?
        (?:\ *\((?P<who>[^()\n]{{1,90}})\))?                          # （记者段骁马小芸）
        (?:\ *(?:综合消息|题)?\ ?:)?
        (?:\ *(?P<bare>(?:{agency})?记者[\ :]?[{HAN}]{{2,4}}(?:、[{HAN}]{{2,4}}){{0,4}}(?=\ )))?  # 讯 记者张三报道
        """,
        re.VERBOSE,
    )


# A byline in brackets holds one of these words, most of them near its beginning.
BRACKETED = re.compile(
    rf"""[(\[【](?P<in>(?=[^()\n\[\]【】]{{0,28}}?(?:
          记者|通讯员|{HEAD}|供稿|供图|摄影|文/|图/|/文|/图|摄[)\]】]|作者|编辑|责编|来源|稿源|原载|据《|审核|校对|编校|监制|整理|撰稿|报道组|见习))
        [^()\n\[\]【】]{{2,120}})[)\]】]""",
    re.VERBOSE,
)
CAPTION_CREDIT = re.compile(  # 　记者 邹海涛 摄, 新华社记者 张三摄, (张三 摄)
    rf"(?:(?<=[。!?” ])|^) *[(]?(?:{ROLE.pattern})[{HAN}· 、]{{2,20}}?"
    r" ?(?:/?摄影报道|摄影|/?摄|供图|/图|制图)[)]?\.? *$",
    re.MULTILINE,
)
SOURCE_FIRST = re.compile(r"(?:文章|信息|稿件|新闻|本文|内容)?(?:来源|稿源|原载|转自|摘自|选自|据)[: ]|据(?=《)")
SOURCE_END = re.compile(r"[,，;；、|｜/)）】\]]|[ ]|(?<=[报网社台]) ?(?:记者|作者|责编|编辑)|(?:19|20)\d\d[-年./]")
CREDIT_END = re.compile(r"(?:摄|供图|供稿|摄影|摄影报道|报道组|整理)$")
REPORTED = re.compile(rf"[(\[【]?(?:{ROLE.pattern})(?P<who>[{HAN}· 、]{{2,20}}?) ?报道[)\]】]? ?:")
TRAILING = re.compile(r"[。!?”] *(?P<all>\((?P<in>[^()\n]{2,30})\)) *$")
PROGRAMME = re.compile(
    r"新闻联播|晚间新闻|朝闻天下|焦点访谈|新闻直播间|经济信息联播|新闻\d*分|新闻频道|东方时空|第一时间|午夜新闻|新闻周刊"
)
SPEECH = re.compile(r"记者(?:注|问|说|从|在|采访|了解|获悉|看到|手记|招待会|见面会|会|们|节|协会|证|站|部)")


def datelines(view: str, start: int, end: int, words: Words) -> Byline | None:
    """The dateline that the paragraph at `start` begins with, None where it begins otherwise."""
    match = words.dateline.match(view, start, end)
    if match is None or match["place"].startswith("记者"):
        return _reported(view, start, end, words)
    agency = match["agency"] or match["paper"]
    who = match["who"] or match["before"]
    bare = match["bare"]
    stop = match.end()
    if who is not None and not (PROGRAMME.search(who) or find_role(who) or words.names.are_names(who)):
        return None
    authors = words.names.credited(who) if who and not PROGRAMME.search(who) else []
    if bare:
        authors += words.names.credited(bare)
    column = who if who and PROGRAMME.search(who) else None
    own = agency is None or agency in words.own_media
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


def _reported(view: str, start: int, end: int, words: Words) -> Byline | None:
    """The reporter whom a paragraph begins with: `总台记者张伟报道：`."""
    if view.find("报道", start, min(end, start + 40)) < 0:
        return None
    match = REPORTED.match(view, start, end)
    if match is None or not words.names.are_names(match["who"]):
        return None
    return Byline(Span(*match.span()), authors=tuple(words.names.listed(match["who"])))


def trailing(view: str, start: int, end: int, words: Words) -> Byline | None:
    """The reporters whose bare names close the article's last paragraph: `…抓好落实。（张伟 李雪梅）`."""
    if view[end - 1] != ")":
        return None
    match = TRAILING.search(view, max(start, end - 40), end)
    if match is None:
        return None
    inside = match["in"]
    if not words.names.are_names(inside):
        organ, _, inside = inside.partition(" ")
        if not is_organ(organ) or not words.names.are_names(inside):
            return None
    return Byline(Span(match.start("all"), match.end("all")), authors=tuple(words.names.listed(inside)))


def bracketed(view: str, words: Words) -> list[Byline]:
    """The bylines in brackets, and the credits that captions end with."""
    found = []
    for match in BRACKETED.finditer(view):
        byline = credit(view, match, words)
        if byline is not None:
            found.append(byline)
    if "摄" in view or "供图" in view:
        found.extend(Byline(Span(*match.span())) for match in CAPTION_CREDIT.finditer(view))
    return found


def credit(view: str, match: re.Match[str], words: Words) -> Byline | None:
    """What a bracketed byline says, None where it is none (`（与记者见面）`)."""
    start, end = match.span("in")
    inside = match["in"]
    if SPEECH.match(inside) or "。" in inside[:-1]:
        return None
    byline = Byline(Span(*match.span()))
    labels = words.labels(inside)
    first = start + labels[0].start if labels else end
    if head := SOURCE_FIRST.match(inside):
        value = view[start + head.end() : end]
        source, after = split_source(value)
        if inside[0] == "据" and not is_organ(source or ""):  # （据《统计公报》）
            return None
        byline = byline._replace(source=source, date=find_date(value))
        if first == start:
            labels = labels[1:]
    else:
        after = view[start:first]
    authors = _credited(after, words, sure=bool(labels) or head is not None)
    if authors is None and not labels and head is None:
        return None
    wanted = [*(authors or ())]
    for each in labels:
        value = inside[each.value_start : each.value_end]
        if each.kind == "author":
            wanted += words.names.credited(value)
        elif each.kind == "editor" and byline.editor is None:
            byline = byline._replace(editor="、".join(words.names.listed(value.strip(" "))) or None)
    return byline._replace(authors=tuple(dict.fromkeys(wanted)))


def _credited(piece: str, words: Words, *, sure: bool) -> list[str] | None:
    """The authors that a piece without labels names; None where it is no byline at all."""
    bare = piece.strip(" ,，;")
    found = words.names.credited(bare) if bare and (sure or find_role(bare)) else []
    if not sure and not words.names.any_name(found):  # 【记者体验】
        found = []
    if found or not bare:
        return found
    if len(bare) <= 30 and CREDIT_END.search(bare):
        return [] if bare.endswith(("摄", "供图")) else words.names.credited(bare)
    return None


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

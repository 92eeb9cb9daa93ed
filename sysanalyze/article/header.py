"""The lines above and below an article's text: breadcrumbs, titles, lines of date and source, editors, page furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sysanalyze.article.bylines import dateline_pattern, split_source
from sysanalyze.article.labels import Labelled, labelled
from sysanalyze.article.names import HAN, ORGAN, ROLE
from sysanalyze.article.shape import Zone
from sysanalyze.language.dates import FULL, TIME, match_date
from sysanalyze.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sysanalyze.article.lines import Line
    from sysanalyze.article.names import Names

HEADER_LINES = 40  # lines that are looked at above the text
FOOTER_LINES = 24  # lines that are looked at below it
LONGEST_LINE = 200  # code points: a longer line is a paragraph
LONGEST_TITLE = 90

CRUMB_START = re.compile(
    r"(?:您|你)?(?:现在|当前|目前)?的?(?:所在|当前)?的?(?:位置|栏目|页面) *(?:是|:|>|»)|(?:网站|新闻|政务|本站)?(?:首页|主页|Home|HOME) *(?:>|»|›|/|→|-|—|\||·|::|->)"
)
CRUMB_SIGN = re.compile(r" *(?:->|>+|»|›|→|::|(?<=\S) / (?=\S)|(?<=\S)/(?=\S)| - |\|) *")
FURNITURE = re.compile(
    r"""(?:
      [\[【(〖]?\ *(?:(?:打印|关闭|收藏|返回|分享|举报|纠错|推荐|保存|转发|评论|朗读|复制链接|加入收藏|字号|字体|放大|缩小|顶部|窗口|本页|此页|页面|列表|上一页|下一页|首页|大|中|小|正文|全文|我要|到|至|回)[\ |/\]】)\[【(〗、]*)+
    | (?:[-—–―－]{1,3}|[·•第])\ ?\d{1,4}\ ?(?:[-—–―－]{1,3}|[·•]|页)(?:\ ?[/共]?\ ?(?:共\ ?)?\d{0,4}\ ?页?)?   # —３—, 第3页 共10页
    | \d{1,2}\ ?/\ ?\d{1,2}
    | (?:网站)?(?:无障碍|关怀版|长者模式|适老化|繁體|繁体|English|EN|手机版|移动版|登录|注册|搜索|网站地图|网站首页|首页|主页)[^。]{0,12}
    | (?:上|下)一(?:篇|条|页)[^。\n]*
    | (?:【|\[)?(?:相关(?:新闻|链接|阅读|稿件|文章|报道)|延伸阅读|推荐阅读|热点推荐|图片新闻|最新(?:新闻|文章)|热门(?:新闻|文章)|点击排行|猜你喜欢)(?:】|\])?:?
    | (?:扫一扫|扫码|微信扫|长按|识别二维码|关注我们|分享到|分享至|欢迎关注|点击(?:查看|下载|阅读))[^。\n]*
    | [^。\n]*(?:版权所有|ICP备|公网安备|网站标识码|All\ Rights\ Reserved|Copyright|©|技术支持\ ?:|备案号|主办单位\ ?:|承办单位\ ?:|未经[^。]{0,10}授权)[^\n]*
    | [^。\n]{0,30}(?:免责声明|声明\ ?:)[^\n]*
    | (?:\(|【|\[)(?:完|全文完|未完待续|本文来源[^)]*)(?:\)|】|\])
    | [-=_*~.·•—―─━＊※#\ ]{3,}
    | (?:图片|视频|音频)(?:\d+)?
    )""",
    re.VERBOSE,
)
COLUMN_NAME = re.compile(
    rf"[【\[]?[{HAN}·]{{0,6}}(?:要闻|新闻|时政|动态|头条|速览|速递|之窗|视点|资讯|公告|报道|传真|专题|聚焦|看点|关注|头版|快报|快讯|简讯|之声|风采|广角|纵横|短波|掠影|观察|调查|评论|社论|言论)[】\]]?$"
)
ORGAN_NAME = re.compile(
    rf"《?[{HAN}A-Za-z·“”()]{{1,24}}?(?:{ORGAN}|日报社|政府网|门户网站|发布|头条|号|会|队|处|室|科|府|公众号|月刊|周刊|在线|乡讯|视界)》?$"
)
# What no title begins with: a numbered heading, an address to the audience.
NO_TITLE = re.compile(
    r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|各位(?:代表|委员|领导|同志|来宾)|同志们|[一二三四五六七八九]是|第[一二三四五六七八九十]+[章节条]"
)
TITLE_END = re.compile(r"[。;，、,:：]$")
SPEECH_DATE = re.compile(r"^[-—─―–]{1,4} ?|^\(")
ROLE_LINE = re.compile(
    rf"^[□■●◆▲◎○\[【(/ ]*(?P<role>{ROLE.pattern})(?P<who>[{HAN}· 、,，/;:&+|]{{2,60}}?)(?: ?摄影报道| ?报道)?[)\]】]?$"
)
PIPES = re.compile(r"[|｜丨]+| {2,}")


@dataclass(slots=True)
class Found:
    """What the header and footer say, filled while they are read. Spans are of the view."""

    zones: list[Zone] = field(default_factory=list)
    hidden: list[Span] = field(default_factory=list)
    title: Span | None = None
    dates: list[tuple[int, str]] = field(default_factory=list)  # priority (0 the surest), ISO date
    sources: list[tuple[int, str]] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    editors: list[tuple[int, str]] = field(default_factory=list)
    column: str | None = None
    crumbs: tuple[str, ...] = ()
    subtitles: list[str] = field(default_factory=list)

    def hide(self, start: int, end: int, kind: str) -> None:
        """A stretch that is furniture of the page: extractors shall not see it."""
        self.zones.append(Zone(span=Span(start, end), kind=kind))
        self.hidden.append(Span(start, end))

    def show(self, start: int, end: int, kind: str) -> None:
        """A stretch of another kind than body that extractors shall see."""
        self.zones.append(Zone(span=Span(start, end), kind=kind))


EDITOR_ORDER = ("责任编辑", "责编", "编辑", "本文编辑", "网络编辑")


def read_labels(line: Line, found: Found, names: Names, *, rank: int) -> list[str]:
    """Take what the labels of a line say; the pieces of the line that no label claims.

    Args:
        line: a line of the header or footer.
        found: what is filled.
        names: splits the names.
        rank: 0 in the header, 1 in the footer: the header's date goes first.
    """
    labels = labelled_line(line)
    first = labels[0].start - line.start if labels else len(line.text)
    rest = [line.text[:first]]
    for each in labels:
        value = line.text[each.value_start - line.start : each.value_end - line.start]
        _take(each, value, found, names, rest, rank)
    return _unlabelled(rest, found, rank)


def is_role_line(text: str, names: Names) -> bool:
    """Whether a line says who reports, and nothing else: `本报记者 龙晓 姚敏`, not `记者调查：高价墓 隐忧多`."""
    match = ROLE_LINE.match(text) if len(text) <= 60 else None
    if match is None:
        return False
    pieces = [piece.strip(" 、,，/;:&+|") for piece in ROLE.split(match["who"])]
    return names.are_names(" ".join(piece for piece in pieces if piece))


def labelled_line(line: Line) -> list[Labelled]:
    """The labels of a line, with offsets of the view."""
    return [
        each._replace(
            start=each.start + line.start,
            value_start=each.value_start + line.start,
            value_end=each.value_end + line.start,
        )
        for each in labelled(line.text, 0, len(line.text))
    ]


def _take(each: Labelled, value: str, found: Found, names: Names, rest: list[str], rank: int) -> None:
    if each.kind == "date":
        match = FULL.search(value)
        date = match_date(match) if match else None
        if match and date:
            later = each.label.startswith("更新")
            found.dates.append((rank * 10 + (1 if later else 0), date))
            rest.append(TIME.sub("", value[match.end() :], count=1))
    elif each.kind in ("source", "publisher"):
        source, after = split_source(value)
        if source:
            found.sources.append((rank * 10 + (0 if each.kind == "source" else 1), source))
        rest.append(after)
    elif each.kind == "author":
        found.authors.extend(names.credited(each.label + " " + value if each.label.endswith("员") else value))
    elif each.kind == "editor":
        wanted = "、".join(names.listed(value.strip(" :()[]【】"))) or value.strip(" :()[]【】-")
        if wanted and len(wanted) <= 20:
            order = EDITOR_ORDER.index(each.label) if each.label in EDITOR_ORDER else len(EDITOR_ORDER)
            found.editors.append((order, wanted))
    elif each.kind == "column" and value.strip(" -"):
        found.column = found.column or value.strip(" -")


def _unlabelled(pieces: list[str], found: Found, rank: int) -> list[str]:
    """Dates and organisations that stand without a label: `2024-06-04 17:20　卢氏县融媒体中心`."""
    left = []
    for piece in pieces:
        match = FULL.search(piece)
        date = match_date(match) if match else None
        if match and date:
            found.dates.append((rank * 10 + 2, date))
            after = TIME.sub("", piece[match.end() :], count=1)
            piece = piece[: match.start()] + "  " + after
        for part in PIPES.split(piece):
            bare = part.strip(" ()[]【】-—,，;、|_")
            if not bare:
                continue
            if ORGAN_NAME.match(bare):
                found.sources.append((rank * 10 + 2, bare.strip("《》")))
            else:
                left.append(bare)
    return left


def is_meta(line: Line) -> bool:
    """Whether a line is one of dates, sources, authors and counts, and not a sentence that holds a date."""
    text = line.text
    if len(text) > LONGEST_LINE or "。" in text:
        return False
    labels = labelled(text, 0, len(text))
    if labels:
        first = labels[0]
        if len(labels) == 1 and first.kind in ("other", "author") and first.start == 0 and len(text) > 18:
            return False  # 摄影：镜头里的十年变迁 is a title
        before = text[: first.start]
        return len(before) <= 40 and not re.search(r"[，,!?]", FULL.sub("", before))
    match = FULL.search(text)
    if match is None or match_date(match) is None:
        return False
    before = text[: match.start()].strip(" ([【-—|")
    after = TIME.sub("", text[match.end() :], count=1)
    glued = bool(after) and after[0] not in " )]】|-—_/,，" and not re.match(r"星期|周[一二三四五六日]", after)
    after = after.strip(" )]】|-—_/")
    if glued or len(after) > 40 or re.search(r"[，!?:]", before + after):
        return False
    return (not before or bool(ORGAN_NAME.match(before))) and (
        not after or all(_plain(part) for part in PIPES.split(after))
    )


def _plain(part: str) -> bool:
    bare = part.strip(" ()[]【】-—,，;、|_")
    return (
        not bare
        or bool(ORGAN_NAME.match(bare))
        or bool(FURNITURE.fullmatch(bare))
        or bool(re.fullmatch(r"(?:星期|周)[一二三四五六日天]|第\d+版[^ ]{0,8}|\d+", bare))
    )


def is_breadcrumb(text: str) -> bool:
    """Whether the line tells where in a site the page is."""
    return (
        len(text) <= LONGEST_LINE
        and "。" not in text
        and bool(CRUMB_START.match(text.lstrip("· >【[ ")))
        and (">" in text or bool(CRUMB_SIGN.search(text)) or bool(re.match(r".{0,8}(?:位置|栏目)", text)))
    )


def title_like(text: str, *, first: bool) -> bool:
    """Whether a line above the text can be a title."""
    if not 2 <= len(text) <= LONGEST_TITLE or "。" in text[:-1] or NO_TITLE.match(text) or TITLE_END.search(text):
        return False
    if not any(char >= "\u3400" for char in text) or text.count("，") + text.count(",") > 4:
        return False
    return not (first and (match := dateline_pattern().match(text)) and match.end() > 3)


def crumb_parts(text: str) -> tuple[str, ...]:
    """The steps of a breadcrumb, from the site's home down."""
    body = re.sub(r"^.{0,12}?(?:位置|栏目|页面) *(?:是)? *[:>»]* *", "", text)
    return tuple(part for raw in CRUMB_SIGN.split(body) if (part := raw.strip(" >»:[]【】")))


def read_header(lines: Sequence[Line], found: Found, names: Names) -> int:
    """Read the lines above the text; the index of the first line of the text."""
    early: list[int] = []  # lines before a breadcrumb: names of the site, or the title after all
    meta_seen = False
    last_shown = -1
    index = 0
    end = min(len(lines), HEADER_LINES)
    pending: str | None = None  # a label whose value stands in the next line
    while index < end:
        line = lines[index]
        text = line.text
        if "。" in text and len(text) > 40:
            break
        if pending and len(text) <= 60:
            read_labels(line._replace(text=f"{pending}{text}", start=line.start - len(pending)), found, names, rank=0)
            found.hide(line.start, line.end, "meta")
            pending = None
        elif is_breadcrumb(text):
            if found.title is not None and not meta_seen:
                early = list(range(index))
            found.crumbs = crumb_parts(text)
            found.hide(line.start, line.end, "breadcrumb")
        elif len(text) <= LONGEST_LINE and FURNITURE.fullmatch(text):
            found.hide(line.start, line.end, "furniture")
        elif is_meta(line):
            meta_seen = True
            labels = labelled(text, 0, len(text))
            if labels and labels[-1].value_end == labels[-1].value_start == len(text) and labels[-1].kind != "author":
                pending = text[labels[-1].start :]
            title = next((each for each in labels if each.kind == "title"), None)
            if title and found.title is None:
                value = text[title.value_start : title.value_end]
                start = line.start + title.value_start + len(value) - len(value.lstrip())
                found.title = Span(start, start + len(value.strip()))
                found.show(*found.title, "title")
            else:
                read_labels(line, found, names, rank=0)
                found.hide(line.start, line.end, "meta")
        elif is_role_line(text, names):
            found.authors.extend(names.credited(text.strip("□■●◆▲◎○[]【】()/ ")))
            found.hide(line.start, line.end, "byline")
            meta_seen = True
        elif found.title is None or (early and last_shown < 0):
            if found.crumbs and text == found.crumbs[-1]:
                found.hide(line.start, line.end, "column")
            elif _is_column(lines, index):
                found.column = found.column or text.strip("【】[]")
                found.hide(line.start, line.end, "column")
            elif title_like(text, first=True) and index + 1 < len(lines):
                found.title = Span(line.start, line.end)
                last_shown = index if early else last_shown
            else:
                break
        elif SPEECH_DATE.match(text) and len(text) <= 80 and "。" not in text:
            if (match := FULL.search(text)) and (date := match_date(match)):
                found.dates.append((4, date))
            found.show(line.start, line.end, "subtitle")
            found.subtitles.append(text)
        elif found.crumbs and text == found.crumbs[-1]:
            found.hide(line.start, line.end, "column")
        elif title_like(text, first=True) and _meta_follows(lines, index, names):
            if not meta_seen and ORGAN_NAME.fullmatch(PIPES.sub("", text)) and " " in text:
                found.sources.append((3, " ".join(text.split())))
            found.show(line.start, line.end, "subtitle")
            found.subtitles.append(text)
        else:
            break
        index += 1
    if found.title is not None:
        found.show(*found.title, "title")
    if early and last_shown >= 0:
        for each in early:
            found.hide(lines[each].start, lines[each].end, "furniture")
    return index


def _is_column(lines: Sequence[Line], index: int) -> bool:
    """Whether a short line above the title names the column that the article stands in."""
    text = lines[index].text
    if len(text) > 10 or not COLUMN_NAME.fullmatch(text) or index + 1 >= len(lines):
        return False
    after = lines[index + 1].text
    if len(after) <= len(text) or not title_like(after, first=True) or is_meta(lines[index + 1]):
        return False
    return any(is_meta(line) for line in lines[index + 2 : index + 4])  # else it is a digest's title: 国际联播快讯


def _meta_follows(lines: Sequence[Line], index: int, names: Names) -> bool:
    """Whether a line of date, source or reporter stands within the three next lines, so that this one is a subtitle."""
    for line in lines[index + 1 : index + 4]:
        if len(line.text) <= 80 and (is_meta(line) or is_role_line(line.text, names)):
            return True
        if not title_like(line.text, first=True):
            return False
    return False


def read_footer(lines: Sequence[Line], body: int, found: Found, names: Names) -> int:
    """Read the lines below the text, from the last one up; the index after the last line of the text."""
    end = len(lines)
    stop = max(body, len(lines) - FOOTER_LINES)
    for index in range(len(lines) - 1, stop - 1, -1):
        line = lines[index]
        text = line.text
        if len(text) > LONGEST_LINE or (text[-1] == "。" and len(text) > 40):
            break
        bare = text.strip("()[]【】〔〕 ")
        if FURNITURE.fullmatch(text):
            found.hide(line.start, line.end, "furniture")
        elif (
            labelled(bare, 0, len(bare))
            and is_meta(line._replace(text=bare))
            and labelled(bare, 0, len(bare))[0].start <= 24
        ):
            at = line.start + text.index(bare)
            left = read_labels(line._replace(text=bare, start=at), found, names, rank=1)
            found.authors.extend(name for piece in left if ROLE.search(piece) for name in names.credited(piece))
            kind = "editor" if any(each.kind == "editor" for each in labelled(bare, 0, len(bare))) else "meta"
            found.hide(line.start, line.end, kind)
        elif (
            text[0] in "([【"
            and text[-1] in ")]】"
            and len(bare) <= 60
            and (names.are_names(bare) or is_role_line(bare, names))
        ):
            found.authors.extend(names.credited(bare))
            found.hide(line.start, line.end, "byline")
        elif is_role_line(text, names):
            found.authors.extend(names.credited(text))
            found.hide(line.start, line.end, "byline")
        elif (match := FULL.fullmatch(text)) and (date := match_date(match)):
            found.dates.append((6, date))
        else:
            break
        end = index
    return end

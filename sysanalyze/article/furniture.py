"""What the lines around an article look like: breadcrumbs, dates and sources, reporters, page furniture, titles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.article.names import HAN, ORGANS, ROLE, ROLE_WORD, find_role
from sysanalyze.language.dates import FULL, TIME, first_full, match_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sysanalyze.article.words import Words

LONGEST_LINE = 200  # code points: a longer line is a paragraph
LONGEST_TITLE = 90

CRUMB_START = re.compile(
    r"[· >【\[]*(?:"
    r"(?:您|你)?(?:现在|当前|目前)?的?(?:所在|当前)?的?(?:位置|栏目|页面) *(?:是|:|>|»)"
    r"|(?:网站|新闻|政务|本站)?(?:首页|主页|Home|HOME) *(?:>|»|›|/|→|-|—|\||·|::)"
    r")"
)
CRUMBS = re.compile(
    rf"[{HAN}]{{2,20}}(?: *>+ *[{HAN}、·]{{2,14}}){{2,}}(?: *>+)?"
)  # 某县人民政府网站 > 政务公开 > 部门动态
CRUMB_LABEL = re.compile(r"^.{0,12}?(?:位置|栏目|页面) *(?:是)? *[:>»]* *")
CRUMB_SIGN = re.compile(r" *(?:->|>+|»|›|→|::|(?<=\S)/(?=\S)| / | - |\|) *")
COLUMN_NAME = re.compile(
    rf"[【\[]?[{HAN}·]{{0,6}}(?:要闻|新闻|时政|动态|头条|速览|速递|之窗|视点|资讯|公告|报道|传真|专题|聚焦|看点|关注|头版|"
    r"快报|快讯|简讯|之声|风采|广角|纵横|短波|掠影|观察|调查|评论|社论|言论)[】\]]?$"
)
BODIES = f"{ORGANS}|日报社|发布|头条|会|队|处|室|科|府|公众号|月刊|周刊|在线|乡讯|视界"
ORGAN_NAME = re.compile(rf"《?[{HAN}A-Za-z·“”()]{{1,24}}?(?:{BODIES})》?$")
ORGAN_LAST = frozenset(word[-1] for word in BODIES.split("|"))
# The sections of a site that stand above a title by themselves.
SECTION = re.compile(
    "招商引资|项目建设|重[大点]项目|乡村振兴|营商环境|民生实事|领导活动|公示公告|通知公告|公告公示|统计公报|人事任免|人事信息|"
    "规划计划|政府文件|政策解读|政务信息|部门信息|基层信息|乡镇信息|机关党建|党建工作|生态环保|文化旅游|应急管理|主题教育"
)
BRACKETED_LINE = re.compile(r"【[^【】]{2,14}】|\[[^\[\]]{2,14}\]")  # 【走进乡村看小康】
# What a line of date and source ends with: 阅读 3421, 发表于湖南, on pages of public accounts the province alone.
COUNTER = re.compile(
    r"(?:阅读|浏览|点击|访问|人气|热度)(?:量|数|次数)? ?\d[\d,.]*万?[次+]?|(?:发表|发布)于 ?[\u4e00-\u9fff]{2,3}|"
    "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|"
    "重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆"
)
# What no title begins with: a numbered heading, an address to the audience, a sentence of a report's passage.
NO_TITLE = re.compile(
    r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|各位(?:代表|委员|领导|同志|来宾)|同志们|"
    r"[一二三四五六七八九]是|第[一二三四五六七八九十]+[章节条]"
)
WORDY = re.compile(rf"[{HAN}]{{6}}")
CLAUSES = re.compile(r"[，,!?]")
TITLE_END = frozenset("。;，、,:：")
# Above the title: …在调研重点项目时强调
KICKER = re.compile(r"(?:在|就|对|主持)[^。]{2,60}(?:强调|指出|要求|表示|提出|批示|寄语)$")
# The name of a site, above the title: 某县人民政府, 某某新闻网
SITE = re.compile(rf"[{HAN}]{{2,12}}(?:人民政府|门户网站|政府网站?|新闻网|信息网|党建网|日报|晚报|融媒体中心|电视台)$")
LONGEST_BELOW = 40  # code points of a title below a kicker
DASHED = re.compile(r"[-—─―–]{1,4} ?|\(")  # ——2023年1月6日在…会议上
SESSION = re.compile(rf"{FULL.pattern}\ ?在[{HAN}\d()]{{4,40}}会议?上", re.VERBOSE)  # 2019年1月9日在…第三次会议上
MARKS = "□■●◆▲◎○"  # before a reporter's name
ROLE_LINE = re.compile(
    rf"^[{MARKS}\[【(/ ]*(?P<role>{ROLE.pattern})(?P<who>[{HAN}· 、,，/;:&+|]{{2,60}}?)(?: ?摄影报道| ?报道)?[)\]】]?$"
)
PIPES = re.compile(r"[|｜丨]+| {2,}")
EDGE = " ()[]【】-—,，;、|_/"
WEEKDAY = re.compile(r"(?:星期|周)[一二三四五六日天]|第 ?[A-Z]?\d+ ?版[^ ]{0,8}|[A-D]?\d{1,2}版?|\d+")
EDITION = re.compile(r"(版) ?: ?(?=[^ ]{1,8}$)")  # 第01版：要闻


# What a line of furniture may hold anywhere; each begins with a character, so that the search is quick.
NOTICE = re.compile(r"版权所有|ICP备|公网安备|网站标识码|All Rights Reserved|Copyright|©|技术支持 ?:|备案号")
DISCLAIMER = re.compile(r"免责声明|声明 ?:")


def furniture_pattern(buttons: Iterable[str], related: Iterable[str]) -> re.Pattern[str]:
    """A whole line of page furniture: nothing but buttons, a page number, a link."""
    return re.compile(
        rf"""(?:
          [\[【(〖]?\ *(?:(?:{"|".join(buttons)}|:)[\ |/\]】)\[【(〗、]*)+
        | (?:[-—–―－]{{1,3}}|[·•第])\ ?\d{{1,4}}\ ?(?:[-—–―－]{{1,3}}|[·•]|页)(?:\ ?/?\ ?共?\ ?\d{{0,4}}\ ?页?)?
        | \d{{1,2}}\ ?/\ ?\d{{1,2}}                                            # above: —３—, 第3页 共10页
        | (?:网站)?(?:无障碍|关怀版|长者模式|适老化|繁體|繁体|English|EN|手机版|移动版|登录|注册|搜索|网站地图)
          [^。]{{0,12}}
        | (?:上|下)一(?:篇|条|页)[^。]*
        | [【\[]?(?:{"|".join(related)})[】\]]?:?
        | (?:扫一扫|扫码|微信扫|长按|识别二维码|关注我们|分享到|分享至|分享让|欢迎关注
            |点击(?:查看|下载|阅读|上方|下方|蓝字|关注))[^。]*
        | (?:阅读|查看)原文
        | 点个?赞(?:[、和 ]|点)[^。]{{0,20}}                                      # 点赞、在看、转发
        | [-—~·=\ ]*(?:END|end|The\ End|全文完)[-—~·=\ ]*
        | (?:主办单位|承办单位|主办|承办)\ ?:[^。]*
        | [(【\[](?:完|全文完|未完待续|此件[^()]{{0,12}}公开[^()]{{0,6}})[)】\]]
        | [-=_*~.·•—―─━＊※#\ ]{{3,}}
        | (?:图片|视频|音频)\d*
        )""",
        re.VERBOSE,
    )


def may_be_dateline(text: str) -> bool:
    """Whether a text holds one of the words that every dateline ends with."""
    return "电" in text or "讯" in text or "消息" in text or "报道" in text


def is_furniture(text: str, words: Words) -> bool:
    """Whether a line is nothing but page furniture: buttons, page numbers, links, copyright."""
    if len(text) > LONGEST_LINE:
        return False
    if words.furniture.fullmatch(text) is not None:
        return True
    if NOTICE.search(text) is not None:
        return "。" not in text
    if "声明" not in text or "。" in text:
        return False
    found = DISCLAIMER.search(text)
    return found is not None and found.start() <= 30


def is_organ(text: str) -> bool:
    """Whether the text names a medium, an office or another body, and says nothing else."""
    return text[-2 if text[-1:] == "》" else -1 :][:1] in ORGAN_LAST and ORGAN_NAME.match(text) is not None


def organ_and_names(text: str, words: Words) -> bool:
    """Whether a text names a body and then persons, and says nothing else: `县融媒体中心 张伟 李雪梅`."""
    first, _, rest = text.partition(" ")
    return bool(rest) and is_organ(first) and words.names.are_names(rest)


def is_role_line(text: str, words: Words) -> bool:
    """Whether a line says who reports, and nothing else: `本报记者 龙晓 姚敏`, not `记者调查：高价墓 隐忧多`."""
    if len(text) > 60 or ROLE_WORD.search(text) is None:
        return False
    match = ROLE_LINE.match(text)
    if match is None:
        return False
    pieces = [piece.strip(" 、,，/;:&+|") for piece in ROLE.split(match["who"])]
    return words.names.are_names(" ".join(piece for piece in pieces if piece))


def is_breadcrumb(text: str) -> bool:
    """Whether the line tells where in a site the page is: `首页 > 新闻中心 > 要闻`."""
    if len(text) > LONGEST_LINE or "。" in text:
        return False
    if ">" in text and CRUMBS.fullmatch(text) is not None:
        return True
    if not ("页" in text or "位置" in text or "栏目" in text or "Home" in text or "HOME" in text):
        return False
    if CRUMB_START.match(text) is None:
        return False
    return CRUMB_SIGN.search(text) is not None or CRUMB_LABEL.match(text) is not None


def crumb_parts(text: str) -> tuple[str, ...]:
    """The steps of a breadcrumb, from the site's home down.

    >>> crumb_parts("您当前的位置:首页 > 新闻中心 > 伊吾要闻")
    ('首页', '新闻中心', '伊吾要闻')
    """
    body = CRUMB_LABEL.sub("", text)
    return tuple(part for raw in CRUMB_SIGN.split(body) if (part := raw.strip(" >»:[]【】")))


def is_meta(text: str, words: Words) -> bool:
    """Whether a line is one of dates, sources, authors and counts, and no sentence that holds a date."""
    if len(text) > LONGEST_LINE or "。" in text:
        return False
    labels = words.labels(text)
    if labels:
        first = labels[0]
        if len(labels) == 1 and first.kind in ("other", "author") and first.start == 0:
            value = text[first.value_start :].strip()
            if WORDY.search(value) and (len(text) > 18 or text[first.value_start - 1] in "|丨") and not is_organ(value):
                return False  # 摄影：镜头里的十年变迁 and 视频丨周明远调研 are titles, 索引号：11230523/2024 is none
        before = text[: first.start]
        return not before or (len(before) <= 60 and CLAUSES.search(FULL.sub("", before)) is None)
    match = first_full(text)
    if match is None or match_date(match) is None:
        return False
    before = text[: match.start()].strip(EDGE)
    if before.startswith("原创 "):  # a public account's line: 原创 宝清融媒 2024-03-08 18:30 黑龙江
        return True
    after = TIME.sub("", text[match.end() :], count=1)
    if "版" in after and ":" in after:
        after = EDITION.sub(r"\1", after)
    if after and after[0] not in " )]】|-—_/,，" and not WEEKDAY.match(after):  # 2018年9月3日在北京举行
        return False
    after = after.strip(EDGE)
    if len(after) > 60 or re.search(r"[，!?:]", before + after):
        return False
    named = not before or is_organ(before) or (find_role(before) is not None and _is_plain(before, words))
    return named and all(_is_plain(part, words) for part in PIPES.split(after))


def _is_plain(part: str, words: Words) -> bool:
    bare = part.strip(EDGE)
    if not bare or is_organ(bare) or is_furniture(bare, words) or WEEKDAY.fullmatch(bare) or is_role_line(bare, words):
        return True
    if COUNTER.fullmatch(bare) is not None:
        return True
    if role := find_role(bare):
        return is_organ(bare[: role.start()].strip(EDGE)) and is_role_line(bare[role.start() :], words)
    return " " in bare and all(is_organ(each) or WEEKDAY.fullmatch(each) for each in bare.split())


def title_like(text: str, words: Words) -> bool:
    """Whether a line above the text can be a title."""
    if not 2 <= len(text) <= LONGEST_TITLE or "。" in text[:-1] or text[-1] in TITLE_END or NO_TITLE.match(text):
        return False
    if (text[0] < "\u3400" and max(text) < "\u3400") or text.count("，") + text.count(",") > 4:
        return False
    if not may_be_dateline(text):
        return True
    dateline = words.dateline.match(text)
    return dateline is None or dateline.end() <= 3

"""Fact, target or forecast: from the words that govern a figure in its sentence, else from the heading above it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from sysanalyze.extract.figures.sections import list_end

if TYPE_CHECKING:
    from sysanalyze.extract.figures.reading import Draft

# Each holds from where it stands to the end of its sentence; 预计 wins over what follows it.
# A class of first characters stands before the alternatives: the search then skips what cannot begin one.
FORECAST = re.compile(
    r"""
    [预有可达投建竣运通](?:
      (?<=预)(?:计|测|估|期(?!目标))
    | (?<=有)望
    | (?<=可)望
    | (?<=[达投建竣运通])[效产成工营车用运](?:投[产运用]|达产|运营|并网|使用)?后(?!的)         # 建成投产后
    | (?<=可)(?<![不许认]可)(?=[年实提形带达满解覆减节供新加容辐直增吸生完创向])              # 可提供岗位, not 许可
    )
    """,
    re.VERBOSE,
)
TARGET = re.compile(
    r"""
    [力确努争目预计将拟要规任锁瞄到定](?:
      (?<=力)争 | (?<=确)(?<!正确)保 | (?<=锁)定 | (?<=瞄)准
    | (?<=努)力(?:实现|达到|完成)
    | (?<=争)取(?=实现|达到|完成|全年|年内|到20|在|今年|突破)
    | (?<=目)标(?:任务)?[是为：:]
    | (?<=预)期目标
    | (?<=任)务[是为：:]
    | (?<=计)划(?=总?投资) | (?<=年计)(?<![0-9一二三四五六七八九十]年计)划(?=完成)
    | (?<=计)(?<![动展增比较按]计)(?<![0-9一二三四五六七八九十]年计)(?<!年度计)
      划(?![的单生经完任内外书启出获显表规工（(》”、，。])
    | (?<=将)(?<!即将)(?=[达形新建投完实增突安再继超全于在提基力使进通改有为]|用[0-9]|开[工展通行]|压缩|缩短|设置
      |配[套建备]|举办|组织|引进|打造|安排|分[0-9两三四]|陆续|逐步|覆盖|惠及|优化|发放|培育|招[引聘]|带动|吸[纳引]|拉动|采购
      |投[放用]|筹[集措]|创[造建]|扩[大建]|培训|解决|满足|节[约省]|减[少排]|降低|补贴|容纳|承[办接]|重点|着力|给予|奖励
      |推[进出动]|迎来|招录|修[建缮复])
    | (?<=拟)(?<![地草模]拟)(?![任提稿定为])
    | (?<=要)(?=[确力完实达抓形建])
    | (?<=[，。；;：:\n“]要)(?:推[进动]|做[好优强大]|加[快大强]|落实|抢抓|全[力面]|统筹|紧[盯扣紧抓]|坚[持决]|大力|组织
      |围绕|聚焦|扎实|持续|强化|深[入化]|进一步|突出|积极|切实|严格|健全|优化|提[高升]|培育|壮大|打[造好]|着力|高[质标]|夯实
      |稳[步住定]|扩大|支持|筑牢|压实|用好|千方百计|不断|狠抓|精准|科学|认真|锚定|增强)  # 会议强调，要抢抓农时
    | (?<=规)划(?=建|到|总?投资|新)
    | (?<=到)(?<![0-9]年到)(?<![加高升降增减涨长]到)20[2-9][0-9]年(?![底末]?[，,]?(?:共|已)|的)
    | (?<=定)下的[^，。；;]{0,12}任务
    )
    """,
    re.VERBOSE,
)
# Rarer words, each looked for alone: a text without it is passed over at once.
RARE = {
    "今明": re.compile("今明(?:两|后三)年(?![^，。；]{0,14}(?:增速|预期|预测))"),
    "必须": re.compile("必须"),
    "今后": re.compile("今后的?[0-9一二三四五六七八九十]{1,2}[年个]"),
    "未来": re.compile("未来的?[0-9一二三四五六七八九十]{1,2}[年个]"),
    "提出": re.compile(
        r"提出(?<=[告划案要》]提出)(?=[，,：:]|20)(?![^。；;]{0,20}(?:去年|上年|过去|完成|实现了|已))[，,：:]?(?:20[0-9]{2}年)?"
    ),  # 规划提出，
}
ENDS = re.compile(r"[。；;！!？?\n]")
# 年产30万吨再生铝项目: what a project will make
CAPACITY = re.compile(r"年(?:产|出栏|处理|加工|生产)[^，。；;、\n]{0,4}$")
PROJECT = re.compile(
    r"[^，。；;、\n]{0,20}?(?:项目|工程|基地|生产线)(?![^，。；;\n]{0,12}(?:投产|建成|竣工|运营|投用|并网|达产))"
)
WORKS = r"(?:项目|工程|基地|电站|电场|电厂|机组|风场|光伏场)"
WORK = re.compile(rf"[^，。；;、\n的]{{0,18}}?{WORKS}")
STAGE = re.compile(
    r"(?P<ahead>(?:将|拟|计划|规划|预计|力争|争取|确保).{0,12}|正在|在建|推进|前期|谋划|签约|筹建|启动|加快|[建投达]成?产?后可?|开工)"
    r"|建成|投产|并网|竣工|投运|投用|运行|完工|运营"
)
TO_DO = re.compile(r"完成|建成|竣工|[开复]工|培育|引进|组织|举办|开展|培训|打造|创建|策划|推广|转化|实施")
OVER = re.compile(
    r"[前头][0-9一二三四五六七八九十两]+个?[季月]|今年以来|[以近][来年]|昨|今天|现场|过去|上半年|[0-9一二]月[，份]"
)
LED_BY_PAST = re.compile(r"\s*(?:去年|上年|今年以来|上半年|20[0-9]{2}年[，,])")
DONE = re.compile(r"先后|成功|圆满|顺利")
CLOSED = frozenset("，。；;、,;(（\n")
REACH = 160  # code points of a sentence that are looked over for what it says of a work
HEADING = re.compile(
    r"""(?mx) \n[ ]*
    (?: [一二三四五六七八九十]{1,3}、 | [（(][一二三四五六七八九十]{1,3}[）)] | 第[一二三四五六七八九十]{1,3}部分 )?
    [ ]*([^。；\n]{4,40}+)[ ]*+$"""
)
WANTED = re.compile(
    r"的(?:年?均?增[长速]|预期|总体)目标|[^，。；;、\n的]{0,8}(?:任务|目标)(?!措施|基本|已|全部|均|圆满|如期|顺利)"
)  # 完成全年60亿元采购任务
# 下达造林任务5万亩, no 完成任务5万亩
WANTED_AS = re.compile(
    r"(?:^|[，。；;\n])(?:(?!完成|占|超)[^，。；;\n]){0,20}(?:任务|目标)(?:数|量|值)?(?:[为是共约]|总计|达)?$"
)
WANTED_LAST = frozenset("务标数量值为是共约计达")
CALLS = frozenset("，。；;：:\n“")
CLAUSE_ENDS = frozenset("，。；;、\n")
UNWANTED = CLAUSE_ENDS | {"的"}
CAPACITIES = frozenset(("quantity", "count"))
AHEAD = re.compile(
    r"[目重工今下总主展](?:(?<=目)标|(?<=重)点工作|(?<=工)作(?:安排|任务|重点|建议)|(?<=今)后|(?<=下)一?步|(?<=总)体要求"
    r"|(?<=主)要举措|(?<=展)望)"
)
# 今年，我们将重点抓好以下工作：一是聚力项目建设。
TO_DO_LEAD = re.compile(
    r"[将要点力](?:(?<=重)点|(?<=着)力)?(?:重点|着力|全力|突出|扎实|切实|认真)*(?:抓好|做好|推进|实施|开展|办好)"
    r"(?:以下|如下|[一二三四五六七八九十0-9]+)[^，。；;\n]{0,8}(?:工作|任务|举措|行动|工程|实事|方面)[:。；;]"
    r"(?= *(?:一是|首先))"
)
BEHIND = re.compile(r"回顾|总结|完成情况|执行情况|成效|进展|运行情况|取得|过去")
CATCHWORD = 24  # code points that a quoted catchword goes on for at most
DIGIT = re.compile(r"[0-9一二三四五六七八九十百千万亿]")
COSTS = ("投资", "造价", "耗资", "占地")
SIZES = frozenset("瓦伏吨时里")  # last signs of units that stand in the names of works
NEAREST = 4  # words of aims looked at on each side of a figure
PARAGRAPH = 600  # code points that a paragraph is looked over on each side of a figure
# 目前已完成20亿元, 1—8月已完成52亿元; no 已有望
REACHED = re.compile(
    r"[^，。；;]{0,12}?(?:已(?:经|有|累计|投|完|建|签|开|到|达|发|落|实|引|培|新|支)|截至|截止|目前(?!的)"
    r"|实际(?:投[资入]|完成|到位|支出|用地|建成|执行|发放))"
)
PAST = re.compile(r"已经?|了|同比|比上年|比去年|累计|去年|上年|截至|截止|先后|成功|共有|现有|目前")


def set_stances(view: str, drafts: list[Draft], today: str | None = None) -> None:
    """Say of each figure whether it is a fact, a target or a forecast; `today` is the article's date."""
    if not drafts:
        return
    forecasts = [match.start() for match in FORECAST.finditer(view)]
    targets = _targets(view, today)
    headings = _headings(view)
    wanted = "任务" in view or "目标" in view
    f = t = 0  # how many of each stand before the figure; figures come in their order
    foreseen = wished = -1  # where the sentence of the last of each ends
    reached = -1  # the aim of which the sentence has told what there is already
    beyond = len(view) + PARAGRAPH + 1
    forecasts.append(beyond)
    targets.append(beyond)
    for draft in drafts:
        start, end = draft.span
        if forecasts[f] < start:
            f = bisect_left(forecasts, start, f)
            foreseen = _sentence_end(view, forecasts[f - 1], foreseen)
        if targets[t] < start:
            t = bisect_left(targets, start, t)
            wished = _sentence_end(view, targets[t - 1], wished)
        if foreseen >= start or wished >= start:
            cue, stance = (forecasts[f - 1], "forecast") if foreseen >= start else (targets[t - 1], "target")
            latest = max(cue, targets[t - 1]) if t else cue
            if latest == reached or _is_reached(view, cue, start):
                reached = latest  # 计划投资3亿元，目前完成2亿元，占67%
            elif not (view[cue] == "要" and describes_work(view, start, end)):
                draft.stance = stance
        elif (
            draft.kind in CAPACITIES
            and (draft.kind == "quantity" or "年" in view[max(0, start - 8) : start])
            and _is_capacity(view, start, end, draft.kind)
        ):
            draft.stance = "forecast"
        elif (
            (wanted and _is_wanted(view, start, end, draft.outer_end))
            or (draft.bound == "at_least" and _is_due(view, start, draft.outer_end))
            or (headings and _is_ahead(headings, start) and not _is_past(view, start))
            or (
                t
                and _among_targets(view, start, targets, t)
                and not _is_past(view, start)
                and not describes_work(view, start, end)
            )
        ):
            draft.stance = "target"


def _targets(view: str, today: str | None) -> list[int]:
    """Where the words stand that set an aim; 到2023年 sets none in 2024."""
    year = "" if today is None else today[:4]
    patterns = [TARGET, *(pattern for word, pattern in RARE.items() if word in view)]
    targets = [
        match.start()
        for pattern in patterns
        for match in pattern.finditer(view)
        if not (_in_catchword(view, match.end()) or (view[match.start()] in "到提" and _is_gone(match[0], year)))
    ]
    if len(patterns) > 1:
        targets.sort()
    return targets


def _is_gone(words: str, year: str) -> bool:
    """Whether a word of an aim names a year that is over in the given one."""
    return words[-1] == "年" and words[-5:-1] < year


def describes_work(view: str, start: int, end: int) -> bool:
    """Whether the figure says what a work is, not what came to pass: 投资30亿元的产业园, 200兆瓦风电项目."""
    after = view[end : end + 1]
    if after == "的":
        return view.startswith(COSTS, max(0, start - 2))
    return (after > "一" or after == "“") and view[end - 1] in SIZES and WORK.match(view, end) is not None


def _is_wanted(view: str, start: int, end: int, outer_end: int) -> bool:
    """Whether a task is as large as the figure: 完成全年60亿元采购任务, 造林任务5万亩, no 成功完成5次任务."""
    low = max(0, start - 24)
    if view[end : end + 1] in CLAUSE_ENDS or WANTED.match(view, outer_end) is None:
        return (
            view[start - 1] in WANTED_LAST
            and WANTED_AS.search(view, low, start) is not None
            and DONE.search(view, low, start) is None
        )
    return DONE.search(view, low, start) is None


def _is_reached(view: str, low: int, start: int) -> bool:
    """Whether a clause behind the aim says what there is already: 全年计划投资38亿元，目前已完成20亿元."""
    if start - REACH > low:
        low = start - REACH
    comma = view.rfind("，", low, start)
    if comma < 0:
        comma = view.rfind(",", low, start)
    return comma >= 0 and REACHED.match(view, comma + 1, start) is not None


def _in_catchword(view: str, at: int) -> bool:
    """Whether a quoted phrase without a number ends behind `at`: “自愿申报、确保质量”的原则 sets no target."""
    close = view.find("”", at, at + CATCHWORD)
    return close >= 0 and view.find("“", at, close) < 0 and DIGIT.search(view, at, close) is None


def _sentence_end(view: str, start: int, known: int) -> int:
    """Where the sentence at `start` ends; `known` is where the one looked up before does, so that none is twice."""
    if start < known:
        return known
    end = ENDS.search(view, start)
    return len(view) if end is None else end.start()


def _is_ahead(headings: list[tuple[int, bool]], start: int) -> bool:
    """Whether the last heading before the figure opens a section of plans."""
    at = bisect_left(headings, (start, False))
    return at > 0 and headings[at - 1][1]


def _among_targets(view: str, start: int, targets: list[int], t: int) -> bool:
    """Whether the paragraph states targets on both sides of the figure, or two before it."""
    if targets[t - 1] < start - PARAGRAPH:
        return False
    low = view.rfind("\n", max(0, start - PARAGRAPH), start)
    said = view.rfind("。”", max(0, low), start)
    if said > low and view.rfind("“", said, start) <= view.rfind("”", said, start):
        low = said  # what was said in quotation marks is over
    # 将 tells of events too, 要抢抓农时 of its own sentence alone.
    before = [
        at
        for at in targets[max(0, t - NEAREST) : t]
        if at > low and view[at] != "将" and not (view[at] == "要" and view[at - 1] in CALLS)
    ]
    if not before:
        return False
    if len(before) > 1:
        return True
    behind = next((at for at in targets[t : t + NEAREST] if at >= len(view) or view[at] != "将"), len(view))
    return behind < min(len(view), start + PARAGRAPH) and "\n" not in view[start:behind]


def _is_capacity(view: str, start: int, end: int, kind: str) -> bool:
    """Whether the figure says what a work will make: 年产30万吨再生铝项目, 20万千瓦风电项目正加快推进."""
    low = max(0, start - 8)
    if view.find("年", low, start) >= 0 and CAPACITY.search(view, low, start) is not None:
        return PROJECT.match(view, end) is not None
    if kind != "quantity" or view[end : end + 1] in UNWANTED or (work := WORK.match(view, end)) is None:
        return False
    stop = ENDS.search(view, work.end(), work.end() + REACH)
    told = STAGE.search(view, work.end(), work.end() + REACH if stop is None else stop.start())
    if told is None:
        told = STAGE.search(view, _sentence_begin(view, start), start)
    return told is not None and told["ahead"] is not None


def _is_due(view: str, start: int, end: int) -> bool:
    """Whether a lower bound closes a clause that says what to do: 竣工投产项目45个以上, and nothing says it is done."""
    if view[end : end + 1] not in CLOSED or view[start - 1 : start] == "的":  # 完成计划的六成以上
        return False
    begin = _sentence_begin(view, start)
    return (
        TO_DO.search(view, max(begin, start - 20), start) is not None
        and OVER.search(view, begin, start) is None
        and LED_BY_PAST.match(view, view.rfind("。", max(0, start - REACH), start) + 1, start) is None
        and PAST.search(view, begin, start) is None
    )


def _sentence_begin(view: str, start: int) -> int:
    low = max(start - REACH, 0)
    for end in ENDS.finditer(view, low, start):
        low = end.end()
    return low


def _is_past(view: str, start: int) -> bool:
    """Whether the figure's sentence says before it that it is over."""
    low = max(start - 60, 0)
    for end in ENDS.finditer(view, low, start):
        low = end.start()
    return PAST.search(view, low, start) is not None


def _headings(view: str) -> list[tuple[int, bool]]:
    """The headings that open a section of plans (True) or close one (False)."""
    found: list[tuple[int, bool]] = []
    if "一是" in view or "首先" in view:
        found = [(at, ahead) for match in TO_DO_LEAD.finditer(view) for at, ahead in _led(view, match)]
    if not AHEAD.search(view):
        return found
    for match in HEADING.finditer("\n" + view):
        line = match[1]
        if AHEAD.search(line):
            found.append((match.end() - 1, not BEHIND.search(line)))
            if line.rstrip(" ")[-1] in "：:" and (end := list_end(view, match.end() - 1)) >= match.end():
                found.append((end, False))
        elif BEHIND.search(line):
            found.append((match.end() - 1, False))
    return sorted(found)


def _led(view: str, match: re.Match[str]) -> list[tuple[int, bool]]:
    """The paragraph that a sentence leads with what is to be done: 今年将重点抓好以下工作."""
    end = view.find("\n", match.end())
    return [(match.end(), True), (len(view) if end < 0 else end, False)]

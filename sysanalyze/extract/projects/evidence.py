"""What makes a candidate a project: a name that singles it out, and words that say it is built."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.extract.projects.clauses import ACTS, AT_WORK, budget, dear, priced, visited
from sysanalyze.extract.projects.names import PHASE
from sysanalyze.extract.projects.stages import (
    BACK,
    again,
    clause_start,
    finished,
    read_after,
    read_before,
    sentence_end,
)

if TYPE_CHECKING:
    from sysanalyze.extract.projects.candidates import Candidate
    from sysanalyze.extract.projects.vocabulary import Vocabulary

NEAR = 24  # code points after a name in which a stage speaks for it
OFFICES = frozenset("部局委署厅")
SHORT = 4  # code points of a head noun that is no name: 热电厂
AHEAD = NEAR + 16  # the same with the words that begin there
LONG = 6  # of a name that only describes
CLOSE = 8  # the same for institutions, which do much else
# 签约项目包括：A、B; 产业项目5个：A，总投资3亿元；B
ITEMIZED = re.compile(
    r"(?:项目|工程)(?:\d+|[一二三四五六七八九十]+)?[个项]?(?:[，,]?(?:分别|主要)?(?:包括|是|为|有))?:[^。\n:]*$"
)
WATERING = frozenset("引供调输")
WATERS = frozenset("河江湖沟渠库塘湾域")
NUMBERED = re.compile(r"(?:^|\n) *\(?\d{1,3}[.、)] ?$")
ITEM_SIGNS = frozenset(":、;的")
MADE = re.compile(r"扩产|产业园|生产|工厂|制造|加工|研发|逆变")  # 疫苗扩产项目 is no programme
# 隧道掘进机, 高速公路大通道, 汽车公路测试: the name goes on.
GOES_ON = re.compile(r"掘进机|大通道|测试|论坛|大会|比赛|航道图|人家")
CONTENT = re.compile(r"(?:主要(?:建设|新建|包括)|建设内容(?:包括|为)?:?)$")  # 主要建设年产4万吨尼龙生产装置
SEVERAL = ("一批", "一些", "多个", "各类", "系列", "众多")
COUNTED = re.compile(r"(?!1[个项])\d+[个项](?=[，。、；;,(\n]|$)")  # 引进产业链配套项目3个
COUNT_AFTER = re.compile(r"\d+[条座个台栋套处家所]")  # 安装极耳生产线66条
# 南水北调工程建设委员会办公室, 铁路局, 中心主任
ORGAN = re.compile(
    r"(?:建设|工程|管理|开发|投资|运营|创新|联合|协调){0,2}"
    r"(?:(?:股份|有限|责任){1,3}公司|团队|[支总大中]队|学科|研究室|审批部门|主管部门|委员会|理事会|办公室|管理?处|指挥部|领导小组|管理局|管委会|公司|集团|协会|局|主任|院长|校长|所长|站长|工作人员|负责人|"
    r"专家|教授|系(?![统列])|专业|学院|教研室|包(?!括)|学者|研究员|员工|职工|医生|师生|总设计师|总工程师|副总|学生|旅客|游客)"
)
BUILDING = re.compile(
    r"(?!启动|开展|运行|运营|新闻)(?:正式|全面|集中|加快|规划|谋划|投资|全线|全部)?"
    r"[开建竣完封奠动破投启落复扩兴修筹新在拟续改迁停烂合贯承获批]"
)

POLICY = re.compile(r"”?(?:发展战略|战略|倡议|新经济政策)")  # “光明大道”发展战略
PLAN = re.compile(r"(?:计划|行动|战略|活动|方案|制度|模式|运动)”?$")
GOES_UP = re.compile(r"(?:加快|抓紧|加紧|正在|全面)建设(?=[，,。;中])")  # 渝西高铁加快建设
# 市一中启用智慧食堂, 县医院建成胸痛中心
HAS_OBJECT = re.compile(r"(?:启用|启动|建成|新建|开通)(?!通车|[投运使开仪以后于的并完在至时了建]|[^\u4e00-\u9fff]|$)")
ERECTED = re.compile(r".?[建施][设建工]|[扩改迁重新续]建")  # of words that say little else


def read_stages(view: str, words: Vocabulary, candidate: Candidate) -> None:
    """Reads the stage words around a candidate, over the list that it stands in; once."""
    if candidate.read:
        return
    candidate.read = True
    start, end = candidate.listed or (candidate.start, candidate.end)
    candidate.before, future = read_before(words, view, clause_start(view, start), start)
    following = len(view) if candidate.following is None else candidate.following
    limit = following if candidate.parted else len(view)
    stop = sentence_end(view, end, limit)
    if "期" in view[candidate.start : candidate.end]:
        # 二期工程完工，一期工程早已投产: the other phase is another project.
        other = PHASE.search(view, end, stop)
        stop = other.start() if other else stop
    pushed = future and view.startswith("推动", start - 2)
    after = read_after(words, view, end, stop, future=future, pushed=pushed)
    if after and not future:
        after = finished(view, start, end, after)
    later = again(view, end, following)
    if later is not None:
        after += read_after(words, view, *later)
    candidate.after = after


def reason_against(view: str, words: Vocabulary, candidate: Candidate) -> str | None:
    """Why a candidate is no project; None where it is one. Its stage words are read where they decide.

    What costs the least is asked first, as most candidates are none.
    """
    walk, kind = candidate.walk, candidate.kind
    if walk.strength == 0 and walk.plain < 2:
        return "nothing singles it out"
    if kind == "undertaking":
        reason = _against_undertaking(view, words, candidate)
    elif kind == "member":
        reason = _against_member(view, words, candidate)
    elif kind == "works":
        reason = _against_works(view, words, candidate)
    else:
        reason = _against_premises(view, words, candidate)
    if reason is not None and (walk.plain >= 2 or walk.sure) and _itemized(view, candidate.start, candidate.end):
        reason = None
    return reason or against_context(view, words, candidate)


def against_context(view: str, words: Vocabulary, candidate: Candidate) -> str | None:
    """Why a name that would be a project's is none where it stands."""
    walk, kind, end = candidate.walk, candidate.kind, candidate.end
    if ORGAN.match(view, end):
        return "the name of an organ or of a person's post"
    if kind == "undertaking":
        several = walk.head - walk.start <= SHORT and not walk.capacity
        if (several and view.startswith(SEVERAL, candidate.start - 2)) or COUNTED.match(view, end):
            return "a count of such works"  # 一批沿江项目
    else:
        part = PHASE.match(view, candidate.start, walk.head)
        short = end - walk.head < SHORT
        if part is not None and ((part.end() == walk.head and short) or (walk.plain == 0 and not walk.sure)):
            return "nothing singles it out"  # 一期厂房
        if kind != "member" and (walk.several or COUNT_AFTER.match(view, end)):
            return "a count of such works"
        if GOES_ON.match(view, end):
            return "the name goes on"
        if CONTENT.search(view, max(0, candidate.start - 10), candidate.start):
            return "what another project consists of"
    if PLAN.search(view, candidate.start, walk.head) or POLICY.match(view, end):
        return "a programme"
    if (
        view.startswith("”", end)
        and _coined(view, candidate)
        and not (walk.phase or _constructed(view, words, candidate))
    ):
        return "a programme"
    return None


def _coined(view: str, candidate: Candidate) -> bool:
    """Whether a name before ” is all in quotation marks, and nothing in it proper: “千村示范工程”, “春蕾小学”."""
    if view[candidate.start - 1 : candidate.start] != "“":
        return False
    walk = candidate.walk
    return not (walk.sure or walk.firm or walk.capacity)


def _against_member(view: str, words: Vocabulary, candidate: Candidate) -> str | None:
    """Why the member of a list is no project: it bears no name, or nothing says that the list is one of works.

    总投资12亿元的A、B等项目 are works; in any list of 项目 so is a name with a head: 观摩A产业园、B大桥等项目.
    """
    walk = candidate.walk
    own = candidate.rule == "project.named"
    if walk.programme and not (own or walk.firm or walk.capacity):
        return "a programme"
    sums = candidate.listed is not None and priced(view, candidate.listed[0])
    if walk.strength >= 2 or (walk.plain >= 2 and (candidate.fellow or (sums and own))):
        works = sums or (
            not candidate.counted
            and (own or walk.past_heads > 0)
            and (walk.rests if own else candidate.fellow and walk.rests and walk.plain >= 4)
        )
        if not _bare(view, words, candidate) and (works or _spoken(view, words, candidate)):
            return None
    return "a list that names no project"


def _bare(view: str, words: Vocabulary, candidate: Candidate) -> bool:
    """Whether a member of a list is no name: a head alone (热电厂), an office (农业部), a short word (棚改)."""
    name, walk = view[candidate.start : candidate.end], candidate.walk
    if candidate.rule == "project.named" and (walk.head - walk.start < 2 or view.endswith("国家", 0, walk.head)):
        return True  # 罗|核电站, 中东欧国家核电
    if name[-1] in OFFICES or name in words.mass or name in words.places or name in words.wide:
        return True
    if not walk.sure and not walk.capacity and len(name) < 3 and not candidate.counted:
        return True
    hits = words.heads.spans(name)
    return len(name) <= SHORT and len(hits) == 1 and hits[0][1:] == (0, len(name))


def _against_undertaking(view: str, words: Vocabulary, candidate: Candidate) -> str | None:
    """Why `X项目` or `X工程` is no project; a proper name suffices."""
    walk = candidate.walk
    if (
        walk.programme
        and not walk.firm
        and MADE.search(view, candidate.start, candidate.end) is None
        and not (walk.capacity and (budget(view, candidate) or _stated(view, words, candidate)))
    ):
        return "a programme"
    if walk.quoted and not walk.named:
        # “土耳其溪”项目开工 is one; “阳光”工程, “中国梦”主题动画项目 are programmes.
        return None if walk.capacity or walk.phase or _constructed(view, words, candidate) else "a programme"
    national = view.startswith("国家", candidate.start) and walk.strength < 3  # 国家非物质文化遗产项目
    if national and not (_spoken(view, words, candidate) or budget(view, candidate)):
        return "nothing singles it out"
    singled = _singled(view, candidate)
    strength = walk.strength
    if strength == 3 or (strength == 2 and singled):
        said = _spoken if walk.named else _stated
        if walk.rests or budget(view, candidate) or said(view, words, candidate) or visited(view, candidate):
            return None
        return "nothing singles it out"  # 老大难项目, 希腊私有化项目
    if strength == 0 and walk.plain >= 2 and _one_of_a_kind(view, words, candidate):
        return None
    if strength and walk.plain >= 2:  # it is described
        if budget(view, candidate) or _stated(view, words, candidate):
            return None
        if (walk.past_heads or walk.compound) and walk.head - walk.start > LONG and _erected(candidate):
            return None  # 建成生活污水处理厂二期工程
    return "nothing singles it out"


def _one_of_a_kind(view: str, words: Vocabulary, candidate: Candidate) -> bool:
    """Whether little that is said of an undertaking means one all the same.

    总投资10亿元的装配式建筑产业园项目, 殡仪馆迁建项目开工.
    """
    walk = candidate.walk
    if (walk.past_heads or walk.compound or walk.described >= SHORT) and dear(view, candidate.start):
        return True
    moved = view.find("迁", walk.head - 2, candidate.end) >= 0 and walk.plain >= 3
    return moved and _stated(view, words, candidate)


def _singled(view: str, candidate: Candidate) -> bool:
    """Whether an undertaking's name says enough to single it out."""
    walk = candidate.walk
    plain_head = candidate.end - walk.head <= len("合作项目") and view.endswith("项目", walk.head, candidate.end)
    plain_head |= candidate.end - walk.head == len("工程")
    if walk.plain >= (3 if plain_head and not (walk.sure or walk.wide) else 2):
        return True
    if walk.sure and view[walk.head] in WATERING and walk.head - walk.start >= 2:
        return True  # 滇中引水工程
    if walk.sure and walk.described >= 2 and (walk.phase or PHASE.match(view, walk.head)):
        return True  # 万安街道老旧小区改造三期工程
    # 水阳江治理工程, whose 阳江 alone is known
    return walk.described >= (2 if walk.local and walk.sure else 3 if walk.sure and walk.plain else 4)


def _against_works(view: str, words: Vocabulary, candidate: Candidate) -> str | None:
    """Why what only a doing closes (职教中心迁建) is no project: it takes a proper name and a stage."""
    walk = candidate.walk
    of = view[candidate.start - 1 : candidate.start] == "的"  # 100多个中队的营房改扩建
    if walk.strength < 2 or not walk.rests or walk.head - walk.start < 2 or of:
        return "nothing singles it out"
    if budget(view, candidate) or _stated(view, words, candidate) or _erected(candidate):
        return None
    # 推进清水河综合治理, but not 推进太原市环境综合整治
    small = walk.local or walk.compound or view[walk.head - 1] in WATERS  # 南山公园|提升改造
    return None if candidate.before and small and walk.sure else "no word says that it is being built"


def _itemized(view: str, at: int, end: int) -> bool:
    """Whether a list of projects goes on up to `at`: 民生项目2个：A；B, or a line is headed by the name: 6.B大桥：."""
    if view[end : end + 1] == ":" and NUMBERED.search(view, at - 6 if at > 6 else 0, at) is not None:
        return True
    if view[at - 1 : at] not in ITEM_SIGNS or view.find(":", at - 160 if at > 160 else 0, at) < 0:
        return False
    return ITEMIZED.search(view, at - 160 if at > 160 else 0, at) is not None


def _against_premises(view: str, words: Vocabulary, candidate: Candidate) -> str | None:
    """Why a bridge, a plant, a hospital is no project; besides a name it takes words of building."""
    walk = candidate.walk
    if walk.strength == 3 and walk.capacity and walk.named:
        return None
    # 日处理10万吨污水处理厂 describes, it does not name.
    guessed = walk.named and (candidate.kind != "institution" or walk.head - walk.start >= SHORT)
    named = walk.sure or walk.wide or guessed
    proper = walk.strength >= 2 and (named or walk.firm or walk.quoted or walk.route or walk.phase)
    built = view.startswith("由", candidate.start - 1) or ACTS.match(view, candidate.end) is not None
    if built and candidate.kind != "structure":
        return "the name of an organ or of a person's post"  # 由西北勘测设计研究院承建
    told = budget(view, candidate)
    size = walk.head - walk.start
    long = (size >= 6 or (size >= 4 and told) or (walk.phase and walk.compound)) and walk.plain >= 2
    if not (proper or long):
        return "nothing singles it out"
    if walk.programme and walk.phase and not walk.firm:
        return "a programme"  # 天然林资源保护二期
    if not told and view.startswith("在", candidate.start - 1):
        return "a place where something happens"
    if _silent(view, words, candidate):
        told = told and (proper or (long and AT_WORK.match(view, candidate.end) is not None))
        return None if told else "no word says that it is being built"
    said = _built if candidate.kind == "institution" else _spoken
    if proper and (told or said(view, words, candidate)):
        return None
    if long and (_at_once(view, words, candidate) or (told and _spoken(view, words, candidate))):
        return None
    return "no word says that it is being built"


def _silent(view: str, words: Vocabulary, candidate: Candidate) -> bool:
    """Whether no stage word stands near a name: a quick look that saves the reading."""
    start, end = candidate.listed or (candidate.start, candidate.end)
    around = f"{view[start - BACK if start > BACK else 0 : start]}\n{view[end : end + AHEAD]}"
    return words.telling.isdisjoint([index for index, _, _ in words.stages.spans(around)])


def _end(candidate: Candidate) -> int:
    return candidate.listed[1] if candidate.listed else candidate.end


def _at_once(view: str, words: Vocabulary, candidate: Candidate) -> bool:
    """Whether a stage is stated as a fact right after the name."""
    read_stages(view, words, candidate)
    limit = candidate.end + 3
    return any(reading.start <= limit and reading.firm and not reading.weak for reading in candidate.after)


def _stated(view: str, words: Vocabulary, candidate: Candidate) -> bool:
    """Whether a stage is stated as a fact close after the name."""
    read_stages(view, words, candidate)
    limit = _end(candidate) + NEAR
    return any(
        reading.firm and not reading.weak and reading.status != "planned" and reading.start <= limit
        for reading in candidate.after
    )


def _erected(candidate: Candidate) -> bool:
    """Whether a verb that says much of itself governs the name; its stages have been read."""
    return bool(candidate.before) and candidate.before[-1].firm and not candidate.before[-1].weak


def _spoken(view: str, words: Vocabulary, candidate: Candidate) -> bool:
    """Whether a verb governs the name, or a stage is said of it, be it planned."""
    read_stages(view, words, candidate)
    limit = _end(candidate) + NEAR
    if candidate.before or (
        view.endswith("完成", 0, candidate.start) and view.startswith("建设", candidate.end)
    ):  # 全面完成X建设任务
        return True
    near = [reading for reading in candidate.after if reading.start <= limit]
    return any(not reading.weak or GOES_UP.match(view, reading.start) for reading in near)


def _built(view: str, words: Vocabulary, candidate: Candidate) -> bool:
    """Whether an institution, which does much besides, is said to be built."""
    read_stages(view, words, candidate)
    limit = _end(candidate) + CLOSE
    return any(not reading.weak or BUILDING.match(view, reading.start) for reading in candidate.before) or any(
        reading.start <= limit
        and (ERECTED if reading.weak else BUILDING).match(view, reading.start)
        and not HAS_OBJECT.match(view, reading.start)
        for reading in candidate.after
    )


def _constructed(view: str, words: Vocabulary, candidate: Candidate) -> bool:
    """Whether what follows a name is said of works: 开工, 贯通, 通水; programmes are only 启动 and 实施."""
    read_stages(view, words, candidate)
    limit = _end(candidate) + NEAR
    return any(
        reading.start <= limit and not reading.weak and BUILDING.match(view, reading.start)
        for reading in (*candidate.before, *candidate.after)
    )

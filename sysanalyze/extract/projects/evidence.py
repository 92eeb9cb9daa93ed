"""What makes a candidate a project: a name that singles it out, and words that say it is built."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.extract.projects.names import PHASE
from sysanalyze.extract.projects.stages import again, clause_start, finished, read_after, read_before, sentence_end

if TYPE_CHECKING:
    from sysanalyze.extract.projects.candidates import Candidate
    from sysanalyze.extract.projects.vocabulary import Vocabulary

NEAR = 24  # code points after a name in which a stage speaks for it
OFFICES = frozenset("部局委署厅")
SHORT = 4  # code points of a head noun that is no name: 热电厂
CLOSE = 8  # the same for institutions, which do much else
BUDGET = re.compile(
    r"(?:投资|造价|占地|建筑面积|产值|投入)[^，。;\n]{0,24}的$"  # 总投资12亿元的
    r"|(?:续建|在建|新建|开工|开建|拟建|待建|投产|竣工|签约|建设|承建|建成)的$"
)
LOCATED = re.compile(r"(?:位于|坐落于|坐落在|地处)[^，。;\n]{2,16}的$")  # of undertakings; all else is merely somewhere
# X项目计划总投资3亿元, X产业园位于老庄岭，总投资
BUDGETED = re.compile(
    r"(?:\([^()\n]{1,12}\))?[，,]?(?:项目|工程)?(?:(?:位于|坐落于|地处)[^，,。;\n]{2,16}[，,])?"
    r"(?:计划|概算|预计|规划|拟|一期|项目|工程|静态)?(?:总投资|投资|总?造价|概算|总?占地|总?建筑面积|总?用地)"
    r"(?:总?额|规模|面积)?[约达为超:近]{0,2} ?\d"
)
ON_SITE = re.compile(r"(?:建设|施工)?(?:现场|工地)")
# 隧道掘进机, 高速公路大通道, 汽车公路测试: the name goes on.
GOES_ON = re.compile(r"掘进机|大通道|测试|论坛|大会|比赛|航道图|人家")
COUNT_AFTER = re.compile(r"\d+[条座个台栋套处家所]")  # 安装极耳生产线66条
# 南水北调工程建设委员会办公室, 铁路局, 中心主任
ORGAN = re.compile(
    r"(?:建设|工程|管理|开发|投资|运营|创新){0,2}"
    r"(?:(?:股份|有限|责任){1,3}公司|团队|[支总大中]队|学科|研究室|审批部门|主管部门|委员会|办公室|管理?处|指挥部|领导小组|管理局|管委会|公司|集团|协会|局|主任|院长|校长|所长|站长|工作人员|负责人|"
    r"专家|教授|系(?![统列])|专业|学院|教研室|包(?!括)|学者|研究员|员工|职工|医生|师生|总设计师|总工程师|副总|学生|旅客|游客)"
)
BUILDING = re.compile(
    r"(?!启动|开展|运行|运营|新闻)(?:正式|全面|集中|加快|规划|谋划|投资|全线|全部)?"
    r"[开建竣完封奠动破投启落复扩兴修筹新在拟续改迁停烂合贯承获批]"
)

PLAN = re.compile(r"(?:计划|行动|战略|活动|方案|制度|模式|运动)”?$")
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
    candidate.after = read_after(words, view, end, stop, future=future)
    if not future:
        candidate.after = finished(view, start, end, candidate.after)
    later = again(view, end, following)
    if later is not None:
        candidate.after = [*candidate.after, *read_after(words, view, *later)]


def reason_against(view: str, words: Vocabulary, candidate: Candidate) -> str | None:
    """Why a candidate is no project; None where it is one. Its stage words are read where they decide."""
    walk = candidate.walk
    if walk.strength == 0 and walk.plain < 2:
        return "nothing singles it out"
    if ORGAN.match(view, candidate.end):
        return "an organ of its name"
    if candidate.kind not in ("undertaking", "member") and (walk.several or COUNT_AFTER.match(view, candidate.end)):
        return "a count of such works"
    if candidate.kind != "undertaking" and GOES_ON.match(view, candidate.end):
        return "the name goes on"
    if PLAN.search(view, candidate.start, walk.head):
        return "a programme"
    if _coined(view, candidate) and not (walk.phase or _constructed(view, words, candidate)):
        return "a programme"
    if candidate.kind == "undertaking":
        return _against_undertaking(view, words, candidate)
    if candidate.kind == "member":
        named = walk.strength >= 2 or (candidate.fellow and walk.plain >= 2)
        named = named and not _bare(view, words, candidate)
        return None if named and _spoken(view, words, candidate) else "a plain list"
    return _against_premises(view, words, candidate)


def _coined(view: str, candidate: Candidate) -> bool:
    """Whether all of a name is in quotation marks, and nothing in it proper: “千村示范工程”, “春蕾小学”."""
    if view[candidate.end : candidate.end + 1] != "”" or view[candidate.start - 1 : candidate.start] != "“":
        return False
    walk = candidate.walk
    return not (walk.sure or walk.firm or walk.capacity)


def _bare(view: str, words: Vocabulary, candidate: Candidate) -> bool:
    """Whether a member of a list is no name: a head alone (热电厂), an office (农业部), a short word (棚改)."""
    name = view[candidate.start : candidate.end]
    if name[-1] in OFFICES or name in words.mass or name in words.places or name in words.wide:
        return True
    if not candidate.walk.sure and not candidate.walk.capacity and len(name) < 3 and not candidate.counted:
        return True
    hits = words.heads.spans(name)
    return len(name) <= SHORT and len(hits) == 1 and hits[0][1:] == (0, len(name))


def _against_undertaking(view: str, words: Vocabulary, candidate: Candidate) -> str | None:
    """Why `X项目` or `X工程` is no project; a proper name suffices."""
    walk = candidate.walk
    if (
        walk.programme
        and not walk.firm
        and not (walk.capacity and (_budget(view, candidate) or _stated(view, words, candidate)))
    ):
        return "a programme"
    if walk.quoted and not walk.named:
        # “土耳其溪”项目开工 is one; “阳光”工程, “中国梦”主题动画项目 are programmes.
        return None if walk.capacity or walk.phase or _constructed(view, words, candidate) else "a programme"
    if view.startswith("国家", candidate.start) and walk.strength < 3 and not _spoken(view, words, candidate):
        return "nothing singles it out"  # 国家非物质文化遗产项目
    plain_head = candidate.end - walk.head <= len("合作项目") and view.endswith("项目", walk.head, candidate.end)
    plain_head |= candidate.end - walk.head == len("工程")
    singled = walk.plain >= (3 if plain_head and not (walk.sure or walk.wide) else 2) or walk.described >= (
        2 if walk.local and walk.sure else 4
    )
    strength = walk.strength
    if strength == 3 or (strength == 2 and singled):
        if walk.rests or _budget(view, candidate) or (_spoken if walk.named else _stated)(view, words, candidate):
            return None
        return "nothing singles it out"  # 老大难项目, 希腊私有化项目
    if strength and walk.plain >= 2 and (_budget(view, candidate) or _stated(view, words, candidate)):
        return None  # it is described
    return "nothing singles it out"


def _against_premises(view: str, words: Vocabulary, candidate: Candidate) -> str | None:
    """Why a bridge, a plant, a hospital is no project; besides a name it takes words of building."""
    walk = candidate.walk
    if walk.strength == 3 and walk.capacity and walk.named:
        return None
    # 日处理10万吨污水处理厂 describes, it does not name.
    guessed = walk.named and (candidate.kind != "institution" or walk.head - walk.start >= SHORT)
    named = walk.sure or walk.wide or guessed
    proper = walk.strength >= 2 and (named or walk.firm or walk.quoted or walk.route or walk.phase)
    long = walk.head - walk.start >= 6 and walk.plain >= 2
    if view[candidate.start - 1 : candidate.start] == "在" and not _budget(view, candidate):
        return "a place where something happens"
    if proper or long:
        budget = _budget(view, candidate)
        said = _built if candidate.kind == "institution" else _spoken
        if proper and (budget or said(view, words, candidate)):
            return None
        if long and (_at_once(view, words, candidate) or (budget and _stated(view, words, candidate))):
            return None
    return "no word says that it is being built"


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


def _spoken(view: str, words: Vocabulary, candidate: Candidate) -> bool:
    """Whether a verb governs the name, or a stage is said of it, be it planned."""
    read_stages(view, words, candidate)
    limit = _end(candidate) + NEAR
    return bool(candidate.before) or any(not reading.weak and reading.start <= limit for reading in candidate.after)


def _built(view: str, words: Vocabulary, candidate: Candidate) -> bool:
    """Whether an institution, which does much besides, is said to be built."""
    read_stages(view, words, candidate)
    limit = _end(candidate) + CLOSE
    return any(not reading.weak or BUILDING.match(view, reading.start) for reading in candidate.before) or any(
        reading.start <= limit and (ERECTED if reading.weak else BUILDING).match(view, reading.start)
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


def _budget(view: str, candidate: Candidate) -> bool:
    """Whether a clause of money, area, place or stage describes it: 总投资12亿元的, 续建的, 计划总投资3亿元."""
    end = candidate.end
    if candidate.listed is None:
        limit = min(len(view), end + 60, end + 60 if candidate.following is None else candidate.following)
        if BUDGETED.match(view, end, limit):
            return True
    start = candidate.start
    of = view[start - 1 : start] == "的"
    if candidate.kind == "undertaking" and (
        ON_SITE.match(view, end) or (of and LOCATED.search(view, max(0, start - 24), start))
    ):
        return True
    return of and BUDGET.search(view, max(0, start - 40), start) is not None

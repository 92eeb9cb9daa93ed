"""What tells members that rally from a list of plain things: their frame, and the words that they open with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sysanalyze.extract.slogans.cues import Endings, with_role
from sysanalyze.model import Span

if TYPE_CHECKING:
    from sysanalyze.extract.slogans.reading import Reading
    from sysanalyze.lexicon import Lexicon

LONGEST_CLAUSE = 10
LONGEST_PAIR = 7  # of two members that only their verbs and one character join
LONGEST_NAME = 4
SHORTEST_HINGED = 4  # of two members that one word alone joins: 企业有需求、政府有回应
DOING = frozenset({"v", "vd", "d", "ad"})  # not vn: 领导责任、保障责任
PLAIN_TAGS = "vnbaxj"  # of words that only say what kind or which doing: 公共产品、公共服务
SHORTEST_ADDRESSED = 6  # of two members that a preposition opens: 为企业减负担、为发展增动能
NAMES = frozenset({"ns", "nt", "nz"})
PERSONS = frozenset({"nr", "nrt", "nrfg"})
NUMERALS = frozenset("一二三四五六七八九十两百千")
SUBJECTS = re.compile("[他她我你它俺]")  # 他|爱打球、爱唱歌 tells of a person
ANOTHER = NUMERALS | {"多"}  # 一举应多变、一招求多效
COMPLAINED = re.compile("等?的?(?:突出)?(?:问题|现象|行为|壁垒|弊端|倾向|怪圈|困境|顽疾)")  # 不互通、不共享的壁垒
HALF_OPENER = re.compile("把[握手关]|以[及来上下前后内外为致便免]|用[于在户了]|让步|靠[近边]")
NAMED_BY = re.compile("^以.+为.+的")
FUSED = frozenset("取获赢所值觉懂使记显难")  # 得 behind one of them is half of a word: 取得, 获得
# 工业强县、农业稳县、生态立县, not 农业大县、文化名城
STATED = re.compile(r"[\u4e00-\u9fff]{2}[强立兴富稳活美旺靓优安][省市县区镇乡村国校企]")
INTENSE = re.compile(r"(.)(?:而又|之又|上加|了又)\1")  # 严而又严, 慎之又慎, 严上加严
OWED = re.compile(r"[\u4e00-\u9fff]{1,4}有所[\u4e00-\u9fff]")  # 企业有所呼、政府有所应
DESERVED = re.compile(r"(.)[\u4e00-\u9fff]者\1[\u4e00-\u9fff]")  # 吃苦者吃香、有为者有位
ALIKE = STATED, INTENSE, OWED, DESERVED
TAKEN_ON = frozenset("抓干包")  # 主要领导亲自抓、分管领导具体抓
# 在招商引资上求突破, not 在北京上学
IN_FIELD = re.compile("在[^在]{2,10}[上中](?=[求下做见争走当作创抓用出显展使勇敢亮夺聚挑扛挺打立开])[^的了]{3,6}")
GROWS = re.compile(
    r"[\u4e00-\u9fff]{2}[增提降减扩](?![长加升高低少大强幅至到为])[\u4e00-\u9fff]"
)  # 农业增效, not 产量增长
POSSIBLE = frozenset("能得")  # 旱能浇、涝能排; 引得进、落得下
HEARTED = frozenset("民实")  # 察民情、听民意; 出实招、求实效
PEOPLE = frozenset("农市村居公国人股移渔牧灾难选网平全充真")  # 市民卡, 平民化
OBLIGED = re.compile("(?:坚持|实行|落实|推行|按照|做到|严格|执行|建立|采取)了?$")  # 坚持|一个项目、一名领导、一个专班
ORDINALS = frozenset("楼期等季标层组班队号区排辆届名")  # 一楼为大厅、二楼为办公区
LONGEST_OBLIGED = 3


class Frame(NamedTuple):
    """Members of one length with the places, counted from their start, where all have the same character."""

    spans: list[Span]
    texts: list[str]
    shared: list[int]
    comma: bool  # divided by commas, as clauses are, not by 、
    size: int  # length of each member

    def shares(self, chars: frozenset[str]) -> bool:
        """Whether one of the characters is shared, elsewhere than at the end: the end of a noun is its sort."""
        first, last = self.texts[0], self.size - 1
        return not chars.isdisjoint([first[k] for k in self.shared if k < last])

    @property
    def opening(self) -> int:
        """How many characters at the start of all members are the same."""
        for count, place in enumerate(self.shared):
            if place != count:
                return count
        return len(self.shared)


class Rallying:
    """Judges frames by the words of the lexicons `slogan-frames` and `slogan-stops`."""

    def __init__(self, frames: Lexicon, stops: Lexicon) -> None:
        self.openers = frozenset(with_role(frames, "opener"))
        self.uneven = frozenset(with_role(frames, "uneven"))
        self._verbs = frozenset(with_role(frames, "verb"))
        self._frames = frozenset(with_role(frames, "frame"))
        self._weak = frozenset(with_role(frames, "weak_frame"))
        self._hinges = self._weak | frozenset(with_role(frames, "hinge"))
        self._plain = frozenset(with_role(frames, "plain"))
        self._manners = frozenset(with_role(frames, "manner"))
        self._prepositions = frozenset(with_role(frames, "preposition"))
        self._telling = frozenset(with_role(frames, "telling"))
        self._tails = frozenset(with_role(frames, "tail"))
        self._ends = Endings(with_role(stops, "member"))
        self._faults = re.compile("|".join(map(re.escape, with_role(stops, "fault"))))

    def faulty(self, texts: list[str]) -> bool:
        """Whether a member blames, reports or points at somebody: 不够突出, 我们."""
        if all(text[0] == "一" for text in texts):  # 一个项目、一名领导、一个专班
            texts = [text[2:] for text in texts]
        return any(map(self._faults.search, texts))

    def __call__(self, reading: Reading, frame: Frame) -> bool:
        """Whether the frame is one of those that exhort."""
        texts, shared, size = frame.texts, frame.shared, frame.size
        if size > 3 and texts[0][0] in self.openers and all(text[0] in self.openers for text in texts):
            return carries(texts)
        if texts[0][0] == "既" and all(text[0] in "也又" for text in texts[1:]):
            return self._both(frame)
        if self._tells(frame):
            return False
        if frame.comma and len(shared) < 2:
            return self._meets_once(frame)
        if size > 2 and self._set_frame(reading, frame):
            return True
        if self._plain_end(reading, frame):
            return False
        if (
            texts[0][0] in NUMERALS
            and NUMERALS.issuperset([text[0] for text in texts])
            and (frame.opening < 2 or texts[0][:2] not in self._verbs)
        ):
            return self._steps(reading, frame)
        return not self._names(reading, frame) and self._exhorts(reading, frame)

    def _tells(self, frame: Frame) -> bool:
        """Whether the members open with verbs that only tell: 修建水渠、修建道路; 又能照顾小孩、又能照顾老人."""
        if frame.texts[0][0] == frame.texts[1][0] == "又":
            return True
        return self._telling.issuperset([text[:2] for text in frame.texts])

    def _plain_end(self, reading: Reading, frame: Frame) -> bool:
        """Whether the end of the members, what they share or what follows shows them to exhort nobody."""
        texts = frame.texts
        first, second = texts[:2]
        if texts[-1].endswith(("的", "了")):
            return True
        shared = [first[place] for place in frame.shared]
        if self._plain.issuperset(shared) and first[: frame.opening] not in self._verbs:
            return True
        if first[0] == second[0] and (first[0] == "每" or (first[0] == "最" and "的" not in first)):
            return True
        return COMPLAINED.match(reading.view, frame.spans[-1][1]) is not None

    def _names(self, reading: Reading, frame: Frame) -> bool:
        """Whether the members are things or names: 文化广场、健身广场."""
        texts = frame.texts
        ended = self._ends(texts[0]) and all(map(self._ends, texts))
        if ended and not (len(texts) > 2 and self._hinged(reading, frame)) and not _denies(frame):
            return True
        names = NAMES | PERSONS if frame.size <= LONGEST_NAME else NAMES
        return 2 * sum([reading.tag(start) in names for start, _ in frame.spans]) >= len(frame.spans)

    def _both(self, frame: Frame) -> bool:
        """Whether 既…又… weighs two ways of doing: 既看显绩，又看潜绩; 既有老人，也有孩子 only tells."""
        first, second = frame.texts[:2]
        if first[1] in "有是能可" or first[1:3] in self._telling or "了" in first:
            return False
        return first[1] == second[1] or len(frame.shared) > 1 or all(text[1:3] in self._verbs for text in frame.texts)

    def _set_frame(self, reading: Reading, frame: Frame) -> bool:
        """Whether the members have a frame that exhorts whatever fills it: 工业强县、农业稳县; 责任到位、措施到位."""
        texts, shared, size, first = frame.texts, frame.shared, frame.size, frame.texts[0]
        if first[-2:] in self._tails and all(text.endswith(first[-2:]) for text in texts):
            return size > SHORTEST_HINGED - 1
        if first[-1] in TAKEN_ON and shared[-1] == size - 1:
            return size > SHORTEST_HINGED
        if size == 3:
            opening = [text[0] for text in texts]
            if first[1] in POSSIBLE:
                return shared == [1] and FUSED.isdisjoint(opening)
            return first[1] in HEARTED and shared == [1] and PEOPLE.isdisjoint(opening)
        if any(all(map(alike.fullmatch, texts)) for alike in ALIKE):
            return len({text[2:] for text in texts}) > 1  # 工业强省、农业强省、文化强省 are names
        if size == SHORTEST_HINGED and shared[-1] == 2 and all(map(GROWS.fullmatch, texts)):
            return (len(texts) > 2 or len(shared) > 1) and reading.starts_word(frame.spans[0].start + 2)
        return first[0] == "在" and all(map(IN_FIELD.fullmatch, texts))

    def _meets_once(self, frame: Frame) -> bool:
        """Whether clauses of one length meet in one character by more than chance: 件件有着落，事事有回音."""
        if all(doubled(text) and text[:2] in self._verbs for text in frame.texts):
            return True
        first = frame.texts[0][0]
        return frame.size > SHORTEST_HINGED and frame.shared == [0] and first in self._frames and first in self.uneven

    def _steps(self, reading: Reading, frame: Frame) -> bool:
        """Whether members that begin with numbers go on in steps: 一天一调度、三天一碰头, not 一号楼、二号楼."""
        if frame.opening < 2 and len({text[1] for text in frame.texts}) == 1 and frame.texts[0][1] in ORDINALS:
            return False
        if len(frame.texts) > 2 and frame.size == SHORTEST_HINGED and all(text[0] == "一" for text in frame.texts):
            start = frame.spans[0].start
            if OBLIGED.search(reading.view, max(0, start - LONGEST_OBLIGED), start):
                return True
        if len(frame.shared) > 1 and (frame.shared[-1] > 1 or len(frame.texts) > 2):
            for text in frame.texts:
                rest = text.lstrip("".join(NUMERALS))  # not 十七届
                if not (NUMERALS if frame.comma else ANOTHER).isdisjoint(rest):
                    return True
        return self._hinged(reading, frame) or frame.shares(self._frames)

    def _exhorts(self, reading: Reading, frame: Frame) -> bool:
        size, shared, many, close = frame.size, frame.shared, len(frame.spans) > 2, len(frame.shared) > 1
        if frame.comma and size > LONGEST_CLAUSE and len(shared) < size // 3:
            return False
        if frame.shares(self._frames):
            return close or size <= LONGEST_PAIR
        if (many or close) and self._shares_word(reading, frame):  # but 好朋友、好伙伴
            return True
        fit = many or SHORTEST_HINGED <= size <= LONGEST_CLAUSE
        if fit and not frame.comma and self._hinged(reading, frame):
            return True
        if (close if many else len(shared) > 2) and shared[0] == 0 and self._opens(reading, frame):
            return True
        return self._commands(reading, frame)

    def _commands(self, reading: Reading, frame: Frame) -> bool:
        """Whether every member begins with a word that exhorts: 立足新起点、奋进新征程."""
        first, second = frame.texts[:2]
        many = len(frame.spans) > 2
        if not many and frame.opening == len(frame.shared) == 2 and first[:2] not in self._verbs:  # 走访慰问、走访调研
            if reading.tag(frame.spans[0].start)[0] in PLAIN_TAGS:
                return False
        elif first[0] == second[0] and first[0] in self._prepositions and frame.size >= SHORTEST_ADDRESSED:
            return "的" not in first  # but 对群众的感情、对事业的追求
        if frame.comma or (not many and frame.size > LONGEST_PAIR):  # 深化能源资源合作，拓展金融领域合作
            return False
        if not all(text[0] in self._verbs or text[:2] in self._verbs for text in frame.texts):
            return many and self._acts(reading, frame)
        return second[:2] in self._verbs or not _opens_with_noun(reading, frame.spans[1])

    def _opens(self, reading: Reading, frame: Frame) -> bool:
        """Whether what all members open with is a verb or preposition: 对法律心存敬畏、对群众心存感恩."""
        opening = frame.texts[0][: frame.opening]
        if opening in self._manners:  # 精准识别、精准帮扶、精准管理, but 精准农业、精准医疗、精准营销
            return all(reading.tag(span.start + frame.opening)[0] == "v" for span in frame.spans)
        if opening[0] in self._prepositions or opening[:2] in self._verbs:
            return True
        if opening[0] in self._verbs and reading.starts_word(frame.spans[1].start + 1):
            return True
        if (frame.opening == len(frame.shared) and len(frame.spans) == 2) or frame.size > LONGEST_CLAUSE:
            return False
        if any(reading.tag(span.start) in DOING - {"v"} for span in frame.spans):
            return True
        if frame.opening < len(frame.shared):
            return any(reading.tag(span.start) == "v" for span in frame.spans)
        doing = [reading.tag(span.start + frame.opening)[0] in "vai" for span in frame.spans]
        return 2 * sum(doing) > len(doing) and reading.tag(frame.spans[1].start) == "v"  # not 审计对象、审计内容

    def _shares_word(self, reading: Reading, frame: Frame) -> bool:
        """Whether a shared character is a weak frame word by itself: 身上有任务、肩上有指标, but not 主要 and 有机."""
        start, first, last = frame.spans[0][0], frame.texts[0], frame.size - 1
        weak = [start + k for k in frame.shared if first[k] in self._weak and k < last]
        return any(reading.starts_word(at) and reading.starts_word(at + 1) for at in weak)

    def _hinged(self, reading: Reading, frame: Frame) -> bool:
        """Whether a shared character within is a word by itself, in a third of the members: 白天跑项目、晚上跑企业."""
        first, last = frame.texts[0], frame.size - 1
        for place in frame.shared:
            char = first[place]
            if char in self._hinges and place and (place < last or char in self._verbs):
                alone = sum([_alone(reading, start + place, char) for start, _ in frame.spans])
                if 3 * alone >= len(frame.spans):
                    return True
        return False

    def _acts(self, reading: Reading, frame: Frame) -> bool:
        """Whether different verbs meet in one object: 发现问题、研究问题、解决问题."""
        begin, verbs = frame.shared[0], self._verbs
        if begin < 2 or frame.shared != list(range(begin, frame.size)) or frame.size - begin < 2:
            return False
        acting = [
            text[:begin] in verbs  # 解决问题 is one token
            or (
                reading.tag(span.start) == "v"
                and reading.starts_word(span.start + begin)
                and reading.tag(span.start + begin)[0] != "v"
            )
            for span, text in zip(frame.spans, frame.texts, strict=True)
        ]
        return 2 * sum(acting) > len(acting)


def doubled(text: str) -> bool:
    """Whether a clause begins with one character twice: 件件有着落."""
    return text[:1] == text[1:2]


def _denies(frame: Frame) -> bool:
    """Whether members that end like names deny: 小事不出村、大事不出镇, 等不起的紧迫感、慢不得的危机感."""
    first, shared = frame.texts[0], frame.shared
    denied = next((place for place in shared if first[place] == "不" and 0 < place < frame.size - 2), 0)
    if not denied:
        return False
    if all(text.endswith("感") for text in frame.texts) or shared == list(range(denied, frame.size)):  # 时间不等人
        return True
    return denied + 1 in shared and shared[-1] < frame.size - 1


def carries(texts: list[str]) -> bool:
    """Whether members that begin with 以, 把, 用, 让 or 靠 say what to do: not 以…为代表的贸易方式, 用户."""
    if texts[-1].endswith(("的", "了")) or any(map(HALF_OPENER.match, texts)):
        return False
    return not any(map(NAMED_BY.search, texts))


def _alone(reading: Reading, at: int, char: str) -> bool:
    """Whether a character is a word by itself; 一 and 起 need only begin one (劲往|一处), 得 end one (留得|住人)."""
    if char == "得":
        return reading.view[at - 1] not in FUSED
    return reading.starts_word(at) and (char in "一起" or reading.starts_word(at + 1))


def _opens_with_noun(reading: Reading, span: Span) -> bool:
    """Whether the first word of a member is a noun that only begins like a verb: 联邦议员, 学校."""
    return reading.tag(span.start)[0] == "n" and not reading.starts_word(span.start + 1)

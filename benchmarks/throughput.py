"""Throughput of the whole analysis against jieba's segmentation alone, on the same text in one process.

    python benchmarks/throughput.py [PATH] [--rounds 9] [--chars 100000] [--at-least lines=1.5 yaml=0.7]

PATH is a file, a folder or a zip of texts; without one, `samples/`. Each round times every contender once over the same
texts, in an order that turns from round to round; a ratio is the median of the ratios of the rounds. Texts are analyzed
in groups as `sysanalyze batch` does, and to JSON lines one by one as well, as `sysanalyze extract` does.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import warnings
import zipfile
from collections import defaultdict, deque
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from sysanalyze.analyze import Analyzer
from sysanalyze.batch.parts import GROUP
from sysanalyze.lexicon import load_lexicons
from sysanalyze.model import Document, Finding, Refusal, Report
from sysanalyze.read.decode import decode
from sysanalyze.render import to_json, to_yaml
from sysanalyze.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
REFERENCE = "jieba.lcut"
SHORT = {
    "report": "analysis to a Report",
    "lines": "analysis to JSON lines",
    "yaml": "analysis to YAML",
    "single": "to JSON lines, one by one",
}


def read_texts(path: Path, chars: int) -> list[str]:
    """Texts of a file, folder or zip, evenly spread over it, of about `chars` code points together."""
    if path.is_dir():
        files = sorted(file for file in path.rglob("*.txt") if file.is_file())
        texts = [decode(file.read_bytes()).text for file in files]
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            texts = [decode(archive.read(member)).text for member in archive.infolist() if not member.is_dir()]
    else:
        texts = [decode(path.read_bytes()).text]
    texts = [text for text in texts if text.strip()]
    total = sum(map(len, texts))
    return texts if total <= chars else texts[:: -(-total // chars)]


def contenders(analyzer: Analyzer) -> dict[str, Callable[[Sequence[str]], object]]:
    """What is timed, each a function of the texts; jieba's are warm."""
    import jieba

    jieba.setLogLevel(60)
    jieba.dt.tmp_dir = tempfile.mkdtemp(prefix="sysanalyze-benchmark-")  # never the shared cache
    import jieba.posseg

    jieba.lcut("预热")
    jieba.posseg.lcut("预热")

    def reports(texts: Sequence[str]) -> Iterator[Report]:
        for at in range(0, len(texts), GROUP):
            for report in analyzer.group([Document(id="-", text=text) for text in texts[at : at + GROUP]]):
                if isinstance(report, Exception):
                    raise report
                yield report

    return {
        REFERENCE: lambda texts: [jieba.lcut(text) for text in texts],
        "jieba.posseg.lcut": lambda texts: [jieba.posseg.lcut(text) for text in texts],
        SHORT["report"]: lambda texts: list(reports(texts)),
        SHORT["lines"]: lambda texts: list(map(to_json, reports(texts))),
        SHORT["yaml"]: lambda texts: list(map(to_yaml, reports(texts))),
        SHORT["single"]: lambda texts: [to_json(analyzer(Document(id="-", text=text))) for text in texts],
    }


def seconds(work: Callable[[Sequence[str]], object], texts: Sequence[str]) -> float:
    """Processor time that `work` takes over the texts; a busy machine does not change it much."""
    begin = process_time()
    work(texts)
    return process_time() - begin


def interleaved(
    work: dict[str, Callable[[Sequence[str]], object]], texts: Sequence[str], rounds: int
) -> dict[str, list[float]]:
    """Seconds of each contender in each round."""
    order = deque(work)
    times: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name in order:
            times[name].append(seconds(work[name], texts))
        order.rotate(1)
    return times


def stages(analyzer: Analyzer, texts: Sequence[str], rounds: int) -> dict[str, float]:
    """Median seconds of each stage over the texts, each document taken through all of them before the next."""
    taken: dict[str, list[float]] = {}
    for _ in range(rounds):
        spent: defaultdict[str, float] = defaultdict(float)
        for text in texts:
            one_document(analyzer, Document(id="-", text=text), spent)
        for name, value in spent.items():
            taken.setdefault(name, []).append(value)
    medians = {name: statistics.median(values) for name, values in taken.items()}
    return {"zones": max(0.0, medians.pop("article") - medians["segmentation"]), **medians}


def one_document(analyzer: Analyzer, document: Document, spent: defaultdict[str, float]) -> None:
    """Add to `spent` the seconds that each stage takes with the document."""
    begin = process_time()
    article = analyzer.articles(document)
    now = process_time()
    spent["article"] += now - begin
    analyzer.segmenter(article.view)
    begin = process_time()
    spent["segmentation"] += begin - now
    found: list[Finding | Refusal] = []
    for kind, extract in analyzer.extractors:
        found.extend(extract(article))
        now = process_time()
        spent[kind] += now - begin
        begin = now
    resolve(found)
    spent["resolution"] += process_time() - begin
    report = analyzer(document)
    begin = process_time()
    to_json(report)
    now = process_time()
    spent["to JSON lines"] += now - begin
    to_yaml(report)
    spent["to YAML"] += process_time() - now


def print_stages(parts: dict[str, float], chars: int) -> None:
    """The stages with their shares of the analysis to JSON lines."""
    whole = sum(value for name, value in parts.items() if name != "to YAML")
    print(f"\n{'stage':24}{'µs/char':>10}{'share':>9}")
    for name, value in parts.items():
        share = f"{value / whole:9.0%}" if name != "to YAML" else f"{'':>9}"
        print(f"{name:24}{value / chars * 1e6:10.3f}{share}")
    print("Shares are of the analysis to JSON lines.")


def missed(wanted: Sequence[str], ratios: dict[str, float]) -> list[str]:
    """The bars (`lines=1.5`) that the ratios do not reach; ValueError for an unknown name or no number."""
    short = []
    for bar in wanted:
        name, _, least = bar.partition("=")
        if name not in SHORT:
            raise ValueError(f"{name!r} is none of {', '.join(SHORT)}")
        if ratios[SHORT[name]] < float(least):
            short.append(f"{name} is {ratios[SHORT[name]]:.2f}, at least {least} is asked")
    return short


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description="Throughput of sysanalyze against jieba")
    parser.add_argument("path", nargs="?", type=Path, default=SAMPLES, help="file, folder or zip of texts")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--chars", type=int, default=100_000, help="about how much of the texts to take")
    parser.add_argument("--at-least", nargs="*", default=[], metavar="NAME=RATIO", help=", ".join(SHORT))
    options = parser.parse_args(argv)

    texts = read_texts(options.path, options.chars)
    if not texts:
        parser.error(f"{options.path} holds no text")
    chars = sum(map(len, texts))
    size = sum(len(text.encode()) for text in texts) / 1e6
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of jieba's old regular expressions
        analyzer = Analyzer(load_lexicons())
        work = contenders(analyzer)
    for text in texts:
        analyzer(Document(id="-", text=text))  # warm
    times = interleaved(work, texts, options.rounds)

    print(f"{len(texts)} texts, {chars} characters, {size:.3f} MB of UTF-8; {options.rounds} rounds\n")
    print(f"{'':28}{'MB/s':>8}{'µs/char':>10}{'x ' + REFERENCE:>15}")
    ratios = {}
    for name, values in times.items():
        ratios[name] = statistics.median(
            ours and base / ours for base, ours in zip(times[REFERENCE], values, strict=True)
        )
        middle = statistics.median(values)
        print(f"{name:28}{size / middle:8.2f}{middle / chars * 1e6:10.2f}{ratios[name]:15.2f}")
    print_stages(stages(analyzer, texts, options.rounds), chars)
    short = missed(options.at_least, ratios)
    for line in short:
        print(f"MISSED: {line}", file=sys.stderr)
    return 1 if short else 0


if __name__ == "__main__":
    raise SystemExit(main())

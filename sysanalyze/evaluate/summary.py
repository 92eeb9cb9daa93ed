"""The articles' counts together: precision, recall and F1 with bootstrap intervals over articles."""

from __future__ import annotations

import random
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sysanalyze.evaluate.measure import Measured

RESAMPLES = 1000
LEVEL = 0.95
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measure over all articles; intervals hold 95 % of the resampled values."""

    measure: str
    gold: int
    found: int
    right: int
    precision: float
    recall: float
    f1: float
    precision_interval: Interval
    recall_interval: Interval
    f1_interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One attribute over all articles: how many were right of how many compared."""

    attribute: str
    right: int
    of: int
    share: float
    interval: Interval


def precision(right: int, extra: int, missed: int) -> float:  # noqa: ARG001  # the three scores are called alike
    """Share of what was found that is right; 1 where nothing was found."""
    return right / (right + extra) if right + extra else 1.0


def recall(right: int, extra: int, missed: int) -> float:  # noqa: ARG001
    """Share of what is wanted that was found; 1 where nothing is wanted."""
    return right / (right + missed) if right + missed else 1.0


def f1(right: int, extra: int, missed: int) -> float:
    """Harmonic mean of the two.

    >>> f1(3, 1, 1)
    0.75
    """
    one, other = precision(right, extra, missed), recall(right, extra, missed)
    return 2 * one * other / (one + other) if one + other else 0.0


def summary(articles: Sequence[Measured]) -> tuple[list[Row], list[Share]]:
    """The measures and the attributes over all articles, by name."""
    measures = sorted({key for article in articles for key in article.counts})
    attributes = sorted({key for article in articles for key in article.shares})
    columns: list[list[int]] = []
    for measure in measures:
        columns += columns_of([article.counts.get(measure, (0, 0, 0)) for article in articles])
    for attribute in attributes:
        columns += columns_of([article.shares.get(attribute, (0, 0)) for article in articles])
    drawn = resampled(columns, len(articles))
    rows, shares = [], []
    for at, measure in enumerate(measures):
        right, extra, missed = (sum(column) for column in columns[3 * at : 3 * at + 3])
        sums = list(zip(*drawn[3 * at : 3 * at + 3], strict=True))
        rows.append(
            Row(
                measure=measure,
                gold=right + missed,
                found=right + extra,
                right=right,
                precision=precision(right, extra, missed),
                recall=recall(right, extra, missed),
                f1=f1(right, extra, missed),
                precision_interval=interval(sums, precision),
                recall_interval=interval(sums, recall),
                f1_interval=interval(sums, f1),
            )
        )
    for at, attribute in enumerate(attributes):
        first = 3 * len(measures) + 2 * at
        right, of = (sum(column) for column in columns[first : first + 2])
        bounds = interval(
            list(zip(*drawn[first : first + 2], strict=True)), lambda right, of: right / of if of else 1.0
        )
        shares.append(Share(attribute=attribute, right=right, of=of, share=right / of, interval=bounds))
    return rows, shares


def columns_of(each: Sequence[Sequence[int]]) -> list[list[int]]:
    """The counts of the articles, one list for each count."""
    return [list(column) for column in zip(*each, strict=True)]


def resampled(columns: Sequence[Sequence[int]], size: int) -> list[list[int]]:
    """Each column's sums over as many articles drawn with replacement, `RESAMPLES` times; the same draws every time."""
    draw = random.Random(size)  # noqa: S311  # a bootstrap, no secret
    articles = range(size)
    sums: list[list[int]] = [[] for _ in columns]
    for _ in range(RESAMPLES):
        picked = itemgetter(*draw.choices(articles, k=size), 0)  # one more: two at least make a tuple
        for column, drawn in zip(columns, sums, strict=True):
            drawn.append(sum(picked(column)) - column[0])
    return sums


def interval(sums: Sequence[tuple[int, ...]], score: Callable[..., float]) -> Interval:
    """The bounds between which 95 % of the resampled scores lie."""
    scores = sorted(score(*one) for one in sums)
    tail = round((1 - LEVEL) / 2 * len(scores))
    return scores[tail], scores[-1 - tail]

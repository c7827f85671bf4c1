"""Word-translation probabilities by IBM model 1, learned in both directions and filtered mutually."""
from dataclasses import dataclass

import numpy

ITERATIONS = 6
LONGEST = 40  # terms of a sentence; longer ones align badly and cost most
EMPTY = 0  # the source word that explains words without a counterpart


@dataclass(frozen=True)
class Bitext:
    """Aligned texts as lists of terms; `weights` says how much each pair counts."""
    left: list[list[str]]
    right: list[list[str]]
    weights: list[float]

    def turned(self) -> "Bitext":
        return Bitext(self.right, self.left, self.weights)


def _ids(texts: list[list[str]], first: int) -> tuple[list[numpy.ndarray], list[str]]:
    index: dict[str, int] = {}
    ids = [numpy.array([index.setdefault(t, len(index) + first) for t in text[:LONGEST]], numpy.int64)
           for text in texts]
    return ids, list(index)


def _cells(left: list[numpy.ndarray], right: list[numpy.ndarray]):
    """Every (source, target) cell of every sentence pair, and the target position each cell belongs to."""
    sources, targets, places, place = [], [], [], 0
    for a, b in zip(left, right):
        a = numpy.concatenate(([EMPTY], a))
        sources.append(numpy.tile(a, len(b)))
        targets.append(numpy.repeat(b, len(a)))
        places.append(numpy.repeat(numpy.arange(place, place + len(b)), len(a)))
        place += len(b)
    return numpy.concatenate(sources), numpy.concatenate(targets), numpy.concatenate(places)


def _model1(text: Bitext) -> dict[str, dict[str, float]]:
    """p(right term | left term)."""
    left, left_terms = _ids(text.left, 1)
    right, right_terms = _ids(text.right, 0)
    sources, targets, places = _cells(left, right)
    weights = numpy.repeat(numpy.array(text.weights), [len(b) for b in right])[places]
    keys, cells = numpy.unique(sources * len(right_terms) + targets, return_inverse=True)
    key_source, key_target = keys // len(right_terms), keys % len(right_terms)
    chance = numpy.full(len(keys), 1.0)
    for _ in range(ITERATIONS):
        share = chance[cells]
        share /= numpy.bincount(places, share)[places]
        counts = numpy.bincount(cells, share * weights)
        chance = counts / numpy.bincount(key_source, counts)[key_source]
    table: dict[str, dict[str, float]] = {}
    for source, target, p in zip(key_source, key_target, chance):
        if source != EMPTY and p > 0.02:
            table.setdefault(left_terms[source - 1], {})[right_terms[target]] = float(p)
    return table


def _mutual(forth: dict, back: dict, least_back: float) -> dict[str, list[tuple[str, float]]]:
    """Keeps translations that also lead back, weighted by the mean of both directions; best first."""
    out = {}
    for term, found in forth.items():
        kept = [(other, (p + min(1.0, back[other][term])) / 2) for other, p in found.items()
                if back.get(other, {}).get(term, 0) >= least_back]
        if kept:
            out[term] = sorted(kept, key=lambda item: -item[1])
    return out


def translations(text: Bitext, least_back: float = 0.03):
    """Tables left -> right and right -> left: term -> [(term, weight 0-1), ...], best first."""
    forth, back = _model1(text), _model1(text.turned())
    return _mutual(forth, back, least_back), _mutual(back, forth, least_back)

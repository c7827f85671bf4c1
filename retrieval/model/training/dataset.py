"""Tokenised training sources and the batches drawn from them."""
import hashlib
from dataclasses import dataclass

import numpy
import sentencepiece

from encoder import MOST_PIECES
from sources import BLOCK, Source
from text import normalise

MOST_CHARACTERS = 1500


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little", signed=True)


@dataclass(frozen=True)
class Tokenised:
    """A source as piece ids; `left_keys` and `right_keys` say which texts are the same."""
    weight: float
    passages: bool
    left: list[numpy.ndarray]
    right: list[numpy.ndarray]
    left_keys: numpy.ndarray
    right_keys: numpy.ndarray


@dataclass(frozen=True)
class Batch:
    left: list[numpy.ndarray]
    right: list[numpy.ndarray]
    same: numpy.ndarray  # (n, n): no negative, because left or right is the same text


def tokenise(source: Source, pieces: sentencepiece.SentencePieceProcessor) -> Tokenised:
    def ids(texts: list[str]) -> list[list[int]]:
        return pieces.encode([normalise(text[:MOST_CHARACTERS]) for text in texts], num_threads=2)

    left, right = ids([a for a, _ in source.pairs]), ids([b for _, b in source.pairs])
    kept = [i for i in range(len(left)) if left[i] and right[i]]
    return Tokenised(
        source.weight, source.passages,
        [numpy.array(left[i][:MOST_PIECES], numpy.int32) for i in kept],
        [numpy.array(right[i][:MOST_PIECES], numpy.int32) for i in kept],
        numpy.array([_hash(source.pairs[i][0]) for i in kept]),
        numpy.array([_hash(source.keys[i]) for i in kept]))


class Batches:
    """Draws a source by weight, then its next batch. Passage sources are walked in shuffled blocks of neighbours."""

    def __init__(self, data: dict[str, Tokenised], rng: numpy.random.Generator, only_passages: bool = False):
        self._data = {name: rows for name, rows in data.items() if rows.passages or not only_passages}
        self._names = list(self._data)
        weights = numpy.array([self._data[name].weight for name in self._names])
        self._chances = weights / weights.sum()
        self._rng = rng
        self._orders: dict[str, list] = {name: [numpy.array([], int), 0] for name in self._names}

    def draw(self, size: int, passage_size: int) -> Batch:
        name = self._names[self._rng.choice(len(self._names), p=self._chances)]
        rows = self._data[name]
        at = self._next(name, passage_size if rows.passages else size)
        left, right = rows.left_keys[at], rows.right_keys[at]
        same = (left[:, None] == left) | (right[:, None] == right)
        numpy.fill_diagonal(same, False)
        return Batch([rows.left[i] for i in at], [rows.right[i] for i in at], same)

    def _next(self, name: str, size: int) -> numpy.ndarray:
        order, at = self._orders[name]
        size = min(size, len(self._data[name].left))
        if at + size > len(order):
            order, at = self._permutation(name), 0
        self._orders[name] = [order, at + size]
        return order[at:at + size]

    def _permutation(self, name: str) -> numpy.ndarray:
        count = len(self._data[name].left)
        if not self._data[name].passages:
            return self._rng.permutation(count)
        shift = int(self._rng.integers(BLOCK))
        blocks = [numpy.arange(max(0, first), min(count, first + BLOCK)) for first in range(-shift, count, BLOCK)]
        self._rng.shuffle(blocks)
        return numpy.concatenate(blocks)


def with_gaps(texts: list[numpy.ndarray], share: float, rng: numpy.random.Generator) -> list[numpy.ndarray]:
    """Texts without a random share of their pieces (training noise); short texts stay whole."""
    out = []
    for text in texts:
        kept = rng.random(len(text)) >= share if len(text) > 2 else None
        out.append(text[kept] if kept is not None and kept.any() else text)
    return out


def windows(texts: list[numpy.ndarray], most: int, rng: numpy.random.Generator) -> list[numpy.ndarray]:
    """Of longer texts a random stretch of `most` pieces."""
    firsts = [int(rng.integers(max(1, len(text) - most + 1))) for text in texts]
    return [text[first:first + most] for text, first in zip(texts, firsts)]

"""Cuts the held-out sets by hash, so that they stay the same when data are added, and keeps them out of training."""
import collections
import hashlib
from dataclasses import dataclass, replace

from inputs import Inputs, Pair, Question
from text import normalise

PAIR_PERCENT = {"xwmt": 30, "ud_pud": 40, "udhr": 30}
TYDI_PERCENT = {"en": 12, "ru": 25}
AUTHORED_PERCENT = 10


@dataclass(frozen=True)
class HeldOut:
    pairs: dict[str, list[Pair]]
    tydi: list[Question]
    sentences: list[dict[str, str]]
    passages: list[tuple[dict[str, str], list[dict[str, str]]]]


def _chosen(key: str, percent: int) -> bool:
    return int(hashlib.sha256(normalise(key).encode()).hexdigest()[:8], 16) % 100 < percent


def _components(pairs: list[Pair]) -> list[str]:
    """For each pair one name of its translation group, so that all languages of a sentence are held out together."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            parent[key] = key = parent[parent[key]]
        return key

    for pair in pairs:
        a, b = sorted((root(f"{pair.lang_a} {pair.text_a}"), root(f"{pair.lang_b} {pair.text_b}")))
        parent[b] = a
    return [root(f"{pair.lang_a} {pair.text_a}") for pair in pairs]


def _by_flag(rows: list, flags: list[bool]) -> tuple[list, list]:
    return [r for r, held in zip(rows, flags) if held], [r for r, held in zip(rows, flags) if not held]


def split(inputs: Inputs) -> tuple[HeldOut, Inputs]:
    """The held-out sets, and the inputs without them and without any row that repeats one of their texts."""
    held_pairs, pairs = {}, dict(inputs.pairs)
    for name, percent in PAIR_PERCENT.items():
        flags = [_chosen(key, percent) for key in _components(pairs[name])]
        held_pairs[name], pairs[name] = _by_flag(pairs[name], flags)
    tydi, tydi_train = _by_flag(inputs.questions["tydi"], [
        _chosen(q.passage, TYDI_PERCENT[q.lang]) for q in inputs.questions["tydi"]])
    sentences, sentences_train = _by_flag(inputs.authored_sentences, [
        _chosen(row["en"], AUTHORED_PERCENT) for row in inputs.authored_sentences])
    passages, passages_train = _by_flag(inputs.authored_passages, [
        _chosen(passage["en"], AUTHORED_PERCENT) for passage, _ in inputs.authored_passages])
    held = HeldOut(held_pairs, tydi, sentences, passages)
    train = replace(inputs, pairs=pairs, questions={**inputs.questions, "tydi": tydi_train},
                    authored_sentences=sentences_train, authored_passages=passages_train)
    return held, _without(train, _texts(held))


def _texts(held: HeldOut) -> set[str]:
    texts = collections.Counter()
    for pairs in held.pairs.values():
        texts.update(t for pair in pairs for t in (pair.text_a, pair.text_b))
    texts.update(t for q in held.tydi for t in (q.question, q.passage))
    texts.update(t for row in held.sentences for t in row.values())
    texts.update(t for passage, _ in held.passages for t in passage.values())
    return {normalise(text) for text in texts if len(text) > 30}


def _without(inputs: Inputs, held: set[str]) -> Inputs:
    """Drops rows of other files that contain a held-out text (short strings such as headings are no leak)."""
    def clean(rows, *fields):
        return [row for row in rows if not any(normalise(getattr(row, f)) in held for f in fields)]

    return replace(
        inputs,
        pairs={name: clean(rows, "text_a", "text_b") for name, rows in inputs.pairs.items()},
        questions={name: clean(rows, "question", "passage") for name, rows in inputs.questions.items()},
        passages={name: clean(rows, "text") for name, rows in inputs.passages.items()})

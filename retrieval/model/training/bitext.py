"""Gathers the word-alignment text of every language pair: sentences, dictionary rows and the glossary."""
import itertools
import random
from typing import Callable

from alignment import Bitext
from inputs import Inputs
from text import LANGUAGES

# How much a pair counts, and at most how many pairs are used, by the beginning of the file's name.
SHARES = (("msdocs", 0.25, 20_000), ("mozilla", 0.3, 20_000), ("osm", 0.5, 20_000), ("cldr", 0.3, 20_000),
          ("wikipedia_android", 0.3, 20_000), ("wiktionary", 0.5, 100_000), ("", 1.0, 100_000))
GLOSSARY_WEIGHTS = (3.0, 1.5, 1.0)  # first, second and third translation

Terms = Callable[[str, str], list[str]]  # (language, text) -> terms


def _share(name: str) -> tuple[float, int]:
    return next((weight, most) for prefix, weight, most in SHARES if name.startswith(prefix))


def _rows(inputs: Inputs, a: str, b: str, seed: int):
    rng = random.Random(seed)
    for name, pairs in inputs.pairs.items():
        weight, most = _share(name)
        rows = [(p.text_a, p.text_b) if p.lang_a == a else (p.text_b, p.text_a)
                for p in pairs if {p.lang_a, p.lang_b} == {a, b}]
        for left, right in rows if len(rows) <= most else rng.sample(rows, most):
            yield left, right, weight
    for row in inputs.authored_sentences:
        yield row[a], row[b], 2.0
    for passage, questions in inputs.authored_passages:
        for texts in (*questions, passage):
            if a in texts and b in texts:
                yield texts[a], texts[b], 1.0
    for row in inputs.glossary:
        for rank, (left, right) in enumerate(itertools.zip_longest(row[a][:3], row[b][:3])):
            yield left or row[a][0], right or row[b][0], GLOSSARY_WEIGHTS[rank]


def gather(inputs: Inputs, terms: Terms, seed: int) -> dict[tuple[str, str], Bitext]:
    """A Bitext for each of the 21 language pairs."""
    found = {}
    for a, b in itertools.combinations(LANGUAGES, 2):
        rows = [(terms(a, left), terms(b, right), weight) for left, right, weight in _rows(inputs, a, b, seed)]
        rows = [row for row in rows if row[0] and row[1]]
        found[a, b] = Bitext(*(list(column) for column in zip(*rows)))
    return found

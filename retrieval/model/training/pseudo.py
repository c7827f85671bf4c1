"""Pseudo-translation: real text of one language, word by word, into another, with the forms that text really shows."""
import collections
import random

from inputs import Inputs
from text import word_spans, words
from transliterate import transliterate

MOST_CHOICES = 4  # translations of a term
MOST_FORMS = 12  # written forms of a term
COMMON = 300  # the most frequent terms vanish where no translation is known; rarer words are taken for names
KEEP = 0.04  # share of words left untranslated


class PseudoTranslator:
    """`tables[a, b]` gives the translations of a term; `term(lang, word)` its term."""

    def __init__(self, inputs: Inputs, tables: dict, term, seed: int):
        self._rng = random.Random(seed)
        self._tables = tables
        self._term = term
        self._forms, self._common = {}, {}
        for lang, counts in _word_counts(inputs).items():
            forms, totals = collections.defaultdict(collections.Counter), collections.Counter()
            for word, count in counts.items():
                forms[term(lang, word)][word] += count
                totals[term(lang, word)] += count
            self._forms[lang] = {t: list(zip(*c.most_common(MOST_FORMS))) for t, c in forms.items()}
            self._common[lang] = {t for t, _ in totals.most_common(COMMON)}

    def __call__(self, text: str, source: str, target: str) -> str:
        pieces = [self._word(piece, source, target) if is_word else piece for piece, is_word in word_spans(text)]
        return " ".join("".join(pieces).split())

    def _word(self, word: str, source: str, target: str) -> str:
        if self._rng.random() < KEEP:
            return word
        term = self._term(source, word)
        choices = self._tables[source, target].get(term, ())[:MOST_CHOICES]
        if not choices:
            return "" if term in self._common[source] else transliterate(word, source, target)
        terms, chances = zip(*choices)
        chosen = self._rng.choices(terms, chances)[0]
        if chosen not in self._forms[target]:
            return chosen
        forms, counts = self._forms[target][chosen]
        return self._rng.choices(forms, [count ** 0.5 for count in counts])[0]


def _word_counts(inputs: Inputs) -> dict[str, collections.Counter]:
    counts = collections.defaultdict(collections.Counter)

    def add(lang: str, text: str) -> None:
        counts[lang].update(words(text))

    for pairs in inputs.pairs.values():
        for pair in pairs:
            add(pair.lang_a, pair.text_a)
            add(pair.lang_b, pair.text_b)
    for rows in inputs.questions.values():
        for row in rows:
            add(row.lang, row.passage)
    for rows in inputs.passages.values():
        for row in rows:
            add(row.lang, row.text)
    for row in inputs.authored_sentences:
        for lang, text in row.items():
            add(lang, text)
    for passage, questions in inputs.authored_passages:
        for texts in (passage, *questions):
            for lang, text in texts.items():
                add(lang, text)
    for row in inputs.glossary:
        for lang, entries in row.items():
            for text in entries:
                add(lang, text)
    return counts

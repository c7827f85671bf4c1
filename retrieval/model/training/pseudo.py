"""Pseudo-translation: real text of one language, word by word, into another, with the forms that text really shows."""
import collections
import random

from text import word_spans
from transliterate import transliterate

MOST_CHOICES = 4  # translations of a term
MOST_FORMS = 12  # written forms of a term
COMMON = 300  # the most frequent terms vanish where no translation is known; rarer words are taken for names
KEEP = 0.04  # share of words left untranslated


class PseudoTranslator:
    """`counts[lang]` counts the words of real text, `tables[a, b]` translates terms, `term(lang, word)` is a word's term."""

    def __init__(self, counts: dict[str, collections.Counter], tables: dict, term, seed: int):
        self._rng = random.Random(seed)
        self._tables = tables
        self._term = term
        self._forms, self._common = {}, {}
        for lang, words in counts.items():
            forms, totals = collections.defaultdict(collections.Counter), collections.Counter()
            for word, count in words.items():
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
        forms, seen = self._forms[target][chosen]
        return self._rng.choices(forms, [count ** 0.5 for count in seen])[0]

"""Every text of the inputs by language, the words they hold, and the search's term for each word."""
import collections
import functools
import pathlib
import subprocess
from typing import Iterator

from inputs import Inputs
from text import words

TERMS_SCRIPT = pathlib.Path(__file__).parent / "terms.ts"


def texts(inputs: Inputs) -> Iterator[tuple[str, str]]:
    """(language, text) of everything."""
    for pairs in inputs.pairs.values():
        for pair in pairs:
            yield pair.lang_a, pair.text_a
            yield pair.lang_b, pair.text_b
    for questions in inputs.questions.values():
        for question in questions:
            yield question.lang, question.question
            yield question.lang, question.passage
    for passages in inputs.passages.values():
        for passage in passages:
            yield passage.lang, passage.text
    for row in inputs.authored_sentences:
        yield from row.items()
    for passage, questions in inputs.authored_passages:
        for row in (passage, *questions):
            yield from row.items()
    for row in inputs.glossary:
        for lang, entries in row.items():
            yield lang, " ".join(entries)


def word_counts(inputs: Inputs) -> dict[str, collections.Counter]:
    """How often each language's text shows each word."""
    counts = collections.defaultdict(collections.Counter)
    for lang, text in texts(inputs):
        counts[lang].update(words(text))
    return dict(counts)


class Terms:
    """Terms of words as retrieval/terms.ts makes them: asked once, for all words."""

    def __init__(self, counts: dict[str, collections.Counter]):
        asked = [(lang, word) for lang, found in counts.items() for word in found]
        answer = subprocess.run(
            ["npx", "tsx", str(TERMS_SCRIPT)], input="\n".join(f"{lang}\t{word}" for lang, word in asked),
            capture_output=True, text=True, check=True, cwd=TERMS_SCRIPT.parent).stdout.split("\n")
        self._known = {key: term.split(" ")[0] for key, term in zip(asked, answer)}

    def term(self, lang: str, word: str) -> str:
        """A word that was not counted is its own term."""
        return self._known.get((lang, word), word)

    @functools.lru_cache(maxsize=300_000)
    def __call__(self, lang: str, text: str) -> list[str]:
        return [self._known.get((lang, word), word) for word in words(text)]

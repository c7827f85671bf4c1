"""Trains the SentencePiece unigram tokenizer: one vocabulary of 30,000 pieces for the seven languages."""
import pathlib
import random

import sentencepiece

from inputs import Inputs
from text import LANGUAGES, normalise

PIECES = 30_000
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
# Characters of text per language: English and Russian as they come, the small languages repeated up to a share.
CHARACTERS = dict(en=9_000_000, ru=9_000_000, be=2_000_000, kk=2_500_000, ky=2_000_000, tg=2_000_000, hy=2_200_000)
MOST_REPEATS = 4
# Narrow-domain text is the last to be drawn from.
NARROW = ("msdocs", "mozilla", "osm", "wikipedia_android", "cldr")


def _texts(inputs: Inputs) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    general = {lang: [] for lang in LANGUAGES}
    narrow = {lang: [] for lang in LANGUAGES}
    for name, rows in inputs.pairs.items():
        target = narrow if name.startswith(NARROW) else general
        for row in rows:
            target[row.lang_a].append(row.text_a)
            target[row.lang_b].append(row.text_b)
    for name, rows in inputs.questions.items():
        for row in rows:
            (narrow if name.startswith(NARROW) else general)[row.lang] += [row.question, row.passage]
    for name, rows in inputs.passages.items():
        for row in rows:
            (narrow if name.startswith(NARROW) else general)[row.lang].append(row.text)
    for row in inputs.authored_sentences:
        for lang in LANGUAGES:
            general[lang].append(row[lang])
    for passage, questions in inputs.authored_passages:
        for row in (passage, *questions):
            for lang, text in row.items():
                general[lang].append(text)
    for row in inputs.glossary:
        for lang in LANGUAGES:
            general[lang] += row[lang]
    return general, narrow


def _take(texts: list[str], characters: int, repeats: int, rng: random.Random) -> list[str]:
    texts, out, taken = list(dict.fromkeys(texts)), [], 0
    for _ in range(repeats):
        rng.shuffle(texts)
        for text in texts:
            if taken >= characters:
                return out
            out.append(normalise(text))
            taken += len(text)
    return out


def train(inputs: Inputs, work: pathlib.Path, seed: int) -> None:
    """Writes tokenizer.model into `work`."""
    rng = random.Random(seed)
    general, narrow = _texts(inputs)
    corpus = []
    for lang in LANGUAGES:
        repeats = 1 if lang in ("en", "ru") else MOST_REPEATS
        lines = _take(general[lang], CHARACTERS[lang], repeats, rng)
        missing = min(CHARACTERS[lang] // 3, CHARACTERS[lang] - sum(map(len, lines)))
        corpus += lines + _take(narrow[lang], missing, 1, rng)
        print(f"tokenizer text {lang}: {sum(map(len, lines)) / 1e6:.1f} M general characters")
    rng.shuffle(corpus)
    (work / "tokenizer.txt").write_text("\n".join(corpus), encoding="utf8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(work / "tokenizer.txt"), model_prefix=str(work / "tokenizer"), vocab_size=PIECES,
        model_type="unigram", character_coverage=0.9998, normalization_rule_name="identity",
        max_sentencepiece_length=16, input_sentence_size=400_000, shuffle_input_sentence=True, num_threads=2,
        pad_id=0, unk_id=1, bos_id=2, eos_id=3, pad_piece=SPECIAL[0], unk_piece=SPECIAL[1],
        bos_piece=SPECIAL[2], eos_piece=SPECIAL[3], minloglevel=1)

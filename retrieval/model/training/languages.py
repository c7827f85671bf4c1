"""Letter statistics that tell the five Cyrillic languages apart: writes languages.json.

Naive Bayes over letter n-grams (1 to 3 letters, `_` is the edge of a word), learned from the authored parallel
text, so that every language has said the same things. Only the most telling n-grams are kept.

usage: python3 languages.py AUTHORED_FOLDER [AUTHORED_FOLDER ...] OUT.json
"""
import collections
import glob
import json
import math
import re
import sys

LANGUAGES = ("ru", "be", "kk", "ky", "tg")
KEPT = 3000  # n-grams
SENTENCE_COLUMNS = "en ru be kk ky tg hy".split()
QUESTION_COLUMNS = "- ru - ru be kk ky tg - - ru - ru".split()


def texts(folder):
    """(language, text) of every authored row, in JSON lines or tab-separated columns."""
    for path in sorted(glob.glob(f"{folder}/*.jsonl")):
        for line in open(path, encoding="utf8"):
            row = json.loads(line)
            for part in [row] if "en" in row else [row["passage"], *row["questions"]]:
                yield from part.items()
    for kind, columns in (("sentences", SENTENCE_COLUMNS), ("glossary", SENTENCE_COLUMNS), ("questions", QUESTION_COLUMNS)):
        for path in sorted(glob.glob(f"{folder}/{kind}-*.tsv")):
            for line in open(path, encoding="utf8"):
                yield from zip(columns, line.rstrip("\n").split("\t"))


def grams(text):
    for word in re.findall(r"[^\W\d_]+", text.lower().replace("ё", "е")):
        padded = f"_{word}_"
        for size in (1, 2, 3):
            for i in range(len(padded) - size + 1):
                if padded[i:i + size] != "_":
                    yield padded[i:i + size]


def main(folders, out):
    counts = {language: collections.Counter() for language in LANGUAGES}
    for folder in folders:
        for language, text in texts(folder):
            if language in counts:
                counts[language].update(grams(text))
    totals = {language: sum(c.values()) for language, c in counts.items()}
    table = {}
    for gram in set().union(*counts.values()):
        rates = [(counts[l][gram] + 0.5) / (totals[l] + 1) for l in LANGUAGES]
        mean = sum(rates) / len(rates)
        telling = sum(r * abs(math.log(r / mean)) for r in rates)
        # Tenths of a nat around the mean: what the gram says for and against each language.
        table[gram] = (telling, [round(10 * math.log(r / mean)) for r in rates])
    best = sorted(table, key=lambda g: (-table[g][0], g))[:KEPT]
    weights = {gram: table[gram][1] for gram in sorted(best)}
    with open(out, "w", encoding="utf8") as file:
        json.dump({"languages": LANGUAGES, "grams": weights}, file, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    main(sys.argv[1:-1], sys.argv[-1])

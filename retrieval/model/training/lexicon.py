"""lexicon.json: translations of the search's terms with their probabilities, and how rare terms are in general text."""
import collections
import itertools
import json
import math
import pathlib

import alignment
import bitext
from inputs import Inputs
from text import LANGUAGES
from vocabulary import Terms

LEAST_PROBABILITY = 0.08
LEAST_OF_BEST = 0.3  # a translation much weaker than the best one is dropped
# (most terms, most translations of each) for each direction, the most frequent terms first.
SIZES = {"main": (8_500, 3), "asked": (2_200, 2), "told": (300, 1)}
MOST_IDF = {"en": 10_000, "ru": 10_000}
MOST_IDF_SMALL = 1_500
HIGHEST_IDF = 98  # tenths; the search takes unseen stems for rarer than this
SENTENCES_A_DOCUMENT = 4
NARROW = ("msdocs", "mozilla", "osm", "wikipedia_android", "cldr", "wiktionary", "tico19_terms", "factbook")

Tables = dict[tuple[str, str], dict[str, list[tuple[str, float]]]]


def learn(inputs: Inputs, terms: Terms, seed: int) -> Tables:
    """Translations between all languages, in both directions."""
    tables: Tables = {}
    for (a, b), text in bitext.gather(inputs, terms, seed).items():
        tables[a, b], tables[b, a] = alignment.translations(text)
        print(f"lexicon {a}-{b}: {len(text.left)} pairs, {len(tables[a, b])} and {len(tables[b, a])} terms", flush=True)
    return tables


def _documents(inputs: Inputs) -> dict[str, list[str]]:
    """General passages, and short sentences four to a document."""
    found = {lang: [] for lang in LANGUAGES}
    for rows in (*inputs.questions.items(), *inputs.passages.items()):
        if not rows[0].startswith(NARROW):
            for lang, text in dict.fromkeys((row.lang, row[2]) for row in rows[1]):
                found[lang].append(text)
    for passage, _ in inputs.authored_passages:
        for lang, text in passage.items():
            found[lang].append(text)
    short = {lang: [row[lang] for row in inputs.authored_sentences] for lang in LANGUAGES}
    for name, pairs in inputs.pairs.items():
        if not name.startswith(NARROW):
            for pair in pairs:
                short[pair.lang_a].append(pair.text_a)
                short[pair.lang_b].append(pair.text_b)
    for lang, lines in short.items():
        lines = list(dict.fromkeys(lines))
        found[lang] += [" ".join(lines[i:i + SENTENCES_A_DOCUMENT])
                        for i in range(0, len(lines), SENTENCES_A_DOCUMENT)]
    return found


def _idf(inputs: Inputs, terms: Terms) -> tuple[dict[str, dict[str, int]], dict[str, collections.Counter]]:
    """ln(N/df) in tenths of the most frequent terms, and the document frequencies."""
    frequencies, idf = {}, {}
    for lang, documents in _documents(inputs).items():
        frequency = collections.Counter(t for text in documents for t in set(terms(lang, text)))
        frequencies[lang] = frequency
        idf[lang] = {term: min(HIGHEST_IDF, round(10 * math.log(len(documents) / count)))
                     for term, count in frequency.most_common(MOST_IDF.get(lang, MOST_IDF_SMALL))
                     if count > 1 and not any(c.isdigit() for c in term)}
    return idf, frequencies


def _kind(source: str, target: str) -> str | None:
    main = {"en", "ru"}
    if {source, target} == main:
        return "main"
    return "asked" if target in main else "told" if source in main else None


def _pruned(table: dict, frequency: collections.Counter, most_terms: int, most: int) -> dict[str, list]:
    """The most frequent terms' likely translations, without those that are the term itself (the search has it)."""
    kept = {}
    for term in sorted(table, key=lambda t: (-frequency[t], t)):
        least = max(LEAST_PROBABILITY, LEAST_OF_BEST * table[term][0][1])
        found = [[other, round(p, 2)] for other, p in table[term][:most] if p >= least and other != term]
        if found and len(term) > 1 and not any(c.isdigit() for c in term):
            kept[term] = found
        if len(kept) == most_terms:
            break
    return kept


def _complete(idf: dict[str, dict[str, int]], translations: dict) -> None:
    """Terms of the small languages that have translations but were not counted are as rare as those."""
    for source in LANGUAGES[2:]:
        for target in ("en", "ru"):
            for term, found in translations[source][target].items():
                known = [(p, idf[target][other]) for other, p in found if other in idf[target]]
                if known:
                    idf[source].setdefault(term, round(sum(p * x for p, x in known) / sum(p for p, _ in known)))


def write(inputs: Inputs, terms: Terms, tables: Tables, path: pathlib.Path) -> None:
    idf, frequencies = _idf(inputs, terms)
    translations = {lang: {} for lang in LANGUAGES}
    for source, target in itertools.permutations(LANGUAGES, 2):
        kind = _kind(source, target)
        if kind:
            translations[source][target] = _pruned(tables[source, target], frequencies[source], *SIZES[kind])
    _complete(idf, translations)
    path.write_text(json.dumps(dict(version=1, idf=idf, translations=translations),
                               ensure_ascii=False, separators=(",", ":")), encoding="utf8")
    print(f"lexicon.json: {path.stat().st_size / 1e6:.2f} MB")

"""Measures an embedding on the held-out sets: sentences by P@1, questions by R@1, for each language pair."""
import numpy

from holdout import HeldOut
from text import LANGUAGES
from text import sentences as cut

SMALL_LANGUAGES = LANGUAGES[2:]
MOST_CANDIDATES = 2000


def _first_place(queries: numpy.ndarray, candidates: numpy.ndarray, gold: list[int]) -> float:
    return float(((queries @ candidates.T).argmax(1) == numpy.array(gold)).mean())


def _distractors(held: HeldOut) -> dict[str, list[str]]:
    """English and Russian sentences of every held-out set, to make the choice as hard as among 2,000 news sentences."""
    found = {"en": [], "ru": []}
    for rows in (held.pairs["xwmt"], held.pairs["ud_pud"]):
        for row in rows:
            for lang, text in ((row.lang_a, row.text_a), (row.lang_b, row.text_b)):
                if lang in found:
                    found[lang].append(text)
    for lang in found:
        found[lang] += [row[lang] for row in held.sentences]
        found[lang] += [s for q in held.tydi if q.lang == lang for s in cut(q.passage)]
    return {lang: list(dict.fromkeys(texts)) for lang, texts in found.items()}


def sentence_figures(held: HeldOut, embed) -> dict[str, float]:
    """Keys such as "xwmt kk>ru": P@1 among up to 2,000 sentences (fewer for targets other than English and Russian)."""
    figures, vectors = {}, {}
    distractors = _distractors(held)

    def measure(name: str, a: str, b: str, pairs: dict[str, str]) -> None:
        pool = list(dict.fromkeys([*pairs.values(), *distractors.get(b, ())]))[:max(MOST_CANDIDATES, len(pairs))]
        missing = [text for text in (*pairs, *pool) if text not in vectors]
        if missing:
            vectors.update(zip(missing, embed(missing)))
        place = {text: i for i, text in enumerate(pool)}
        figures[f"{name} {a}>{b}"] = _first_place(
            numpy.stack([vectors[text] for text in pairs]), numpy.stack([vectors[text] for text in pool]),
            [place[text] for text in pairs.values()])

    def add(name: str, a: str, b: str, rows: list[tuple[str, str]]) -> None:
        rows = [row for row in rows if min(map(len, row)) > 20]
        measure(name, a, b, dict(rows))
        measure(name, b, a, {right: left for left, right in rows})

    for name, rows in held.pairs.items():
        for a, b in sorted({(row.lang_a, row.lang_b) for row in rows}):
            if a in ("en", "ru") or b in ("en", "ru"):
                add(name, a, b, [(r.text_a, r.text_b) for r in rows if (r.lang_a, r.lang_b) == (a, b)])
    for a in LANGUAGES[1:]:
        for b in ("en", "ru")[: 1 if a == "ru" else 2]:
            add("authored", a, b, [(row[a], row[b]) for row in held.sentences])
    return figures


def _pool(held: HeldOut, lang: str) -> list[str]:
    """Candidate passages: the authored ones (in their order), then the TyDi passages as distractors and answers."""
    authored = [passage[lang] for passage, _ in held.passages]
    return authored + list(dict.fromkeys(q.passage for q in held.tydi if q.lang == lang))


def question_figures(held: HeldOut, embed) -> dict[str, float]:
    """The share of questions whose passage comes first in its language's pool. Keys "authored kk>en" (the question that
    names its subject), "reworded ru>en" (the others, hard: they avoid the passage's words) and "tydi en>en"."""
    pools = {lang: _pool(held, lang) for lang in ("en", "ru")}
    vectors = {lang: embed(pool) for lang, pool in pools.items()}
    figures = {}

    def measure(name: str, lang: str, asked: list[tuple[str, int]]) -> None:
        queries = embed([text for text, _ in asked])
        for target in ("en", "ru"):
            figures[f"{name} {lang}>{target}"] = _first_place(queries, vectors[target], [i for _, i in asked])

    for lang in LANGUAGES:
        measure("authored", lang, [(questions[0][lang], i) for i, (_, questions) in enumerate(held.passages)])
    for lang in ("en", "ru"):
        measure("reworded", lang, [(q[lang], i) for i, (_, qs) in enumerate(held.passages) for q in qs[1:]])
    for lang in ("en", "ru"):
        asked = [q for q in held.tydi if q.lang == lang]
        figures[f"tydi {lang}>{lang}"] = _first_place(
            embed([q.question for q in asked]), vectors[lang], [pools[lang].index(q.passage) for q in asked])
    return figures


def summary(sentences: dict[str, float], questions: dict[str, float]) -> str:
    """A few lines to watch during training."""
    def mean(figures, *keys):
        return sum(figures[key] for key in keys) / len(keys)

    lines = ["sentences en-ru xwmt {:.3f} pud {:.3f} authored {:.3f} |".format(*(
        mean(sentences, f"{name} en>ru", f"{name} ru>en") for name in ("xwmt", "ud_pud", "authored")))]
    lines[0] += " " + " ".join("{} {:.2f}/{:.2f}".format(
        lang, sentences[f"authored {lang}>en"], sentences[f"authored {lang}>ru"]) for lang in SMALL_LANGUAGES)
    lines[0] += " | xwmt kk {:.2f} ky {:.2f}".format(*(
        mean(sentences, f"xwmt {lang}>en", f"xwmt {lang}>ru") for lang in ("kk", "ky")))
    lines.append("questions authored " + " ".join(
        f"{pair} {questions[f'authored {pair}']:.3f}" for pair in ("en>en", "ru>ru", "ru>en", "en>ru")))
    lines[1] += " " + " ".join("{} {:.2f}/{:.2f}".format(
        lang, questions[f"authored {lang}>en"], questions[f"authored {lang}>ru"]) for lang in SMALL_LANGUAGES)
    lines[1] += " | reworded " + " ".join(
        f"{pair} {questions[f'reworded {pair}']:.2f}" for pair in ("en>en", "ru>ru", "ru>en", "en>ru"))
    lines[1] += " | tydi en {:.3f} ru {:.3f}".format(questions["tydi en>en"], questions["tydi ru>ru"])
    return "\n".join(lines)

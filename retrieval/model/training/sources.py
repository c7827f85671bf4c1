"""The training sources: named lists of text pairs with a sampling weight, built from the inputs and pseudo-translations."""
import itertools
import random
from dataclasses import dataclass

from cloze import LONGEST, cloze
from inputs import Inputs, Passage
from pseudo import PseudoTranslator
from text import LANGUAGES, sentences

SMALL = LANGUAGES[2:]
SOFTWARE = ("msdocs", "mozilla", "osm", "wikipedia_android")
MOST_SOFTWARE = 40_000
MOST_PSEUDO = 40_000  # pseudo-translated sentences into Russian or English; a third of it for the other languages
MOST_CLOZE = 25_000
BLOCK = 6  # neighbouring passages that are taken together, as each other's hard negatives


@dataclass(frozen=True)
class Source:
    """`pairs` are (query side, passage side). `passages`: the right side is long; smaller batches, hard neighbours.
    `key` of a pair names its right side's origin, so that pairs with the same answer are never each other's negatives."""
    weight: float
    pairs: list[tuple[str, str]]
    keys: list[str]
    passages: bool = False


class Sources:
    """Builds all sources; `self.made` maps names to them."""

    def __init__(self, inputs: Inputs, translate: PseudoTranslator, seed: int):
        self._inputs, self._translate, self._rng = inputs, translate, random.Random(seed)
        self.made: dict[str, Source] = {}
        self._documents = self._document_passages()
        self._translations()
        self._dictionaries()
        self._authored()
        self._pseudo_sentences()
        self._questions()
        self._titles()
        self._clozes()

    def _add(self, name: str, weight: float, pairs: list, keys: list | None = None, passages: bool = False) -> None:
        if len(pairs) >= 20:
            self.made[name] = Source(weight, pairs, keys or [b for _, b in pairs], passages)

    # Sentence pairs

    def _translations(self) -> None:
        for a, b in itertools.combinations(LANGUAGES, 2):
            general, software = [], []
            for name, rows in self._inputs.pairs.items():
                if name.startswith(("cldr", "wiktionary", "tico19_terms")):
                    continue
                (software if name.startswith(SOFTWARE) else general).extend(
                    (r.text_a, r.text_b) if r.lang_a == a else (r.text_b, r.text_a)
                    for r in rows if {r.lang_a, r.lang_b} == {a, b})
            general += [(row[a], row[b]) for row in self._inputs.authored_sentences] * 2
            general += [(q[a], q[b]) for _, questions in self._inputs.authored_passages
                        for q in questions if a in q and b in q]
            if len(software) > MOST_SOFTWARE:
                software = self._rng.sample(software, MOST_SOFTWARE)
            weight = 10 if (a, b) == ("en", "ru") else 1.6 if a in ("en", "ru") else 0.4
            self._add(f"translation {a}-{b}", weight, general)
            self._add(f"software {a}-{b}", weight * 0.15, software)
        paraphrases = self._inputs.pairs["tatoeba_paraphrase"]
        for lang in ("en", "ru"):
            self._add(f"paraphrase {lang}", 0.4, [(r.text_a, r.text_b) for r in paraphrases if r.lang_a == lang])

    def _dictionaries(self) -> None:
        wiktionary = self._inputs.pairs["wiktionary_en_ru"]
        self._add("wiktionary", 3, [(r.text_a, r.text_b) for r in wiktionary])
        for a, b in itertools.combinations(LANGUAGES, 2):
            main = a in ("en", "ru")
            self._add(f"glossary {a}-{b}", 0.7 if main else 0.2, [
                pair for row in self._inputs.glossary
                for pair in {(row[a][0], row[b][0]), (row[a][-1], row[b][-1]), (", ".join(row[a]), ", ".join(row[b]))}])
            self._add(f"names {a}-{b}", 0.15 if main else 0.05, [
                (r.text_a, r.text_b) if r.lang_a == a else (r.text_b, r.text_a)
                for name in ("cldr_names", "tico19_terms") for r in self._inputs.pairs[name]
                if {r.lang_a, r.lang_b} == {a, b}])

    def _pseudo_sentences(self) -> None:
        real = {"en": [s for p in self._documents if p.lang == "en" for s in sentences(p.text)]
                + [q.passage for name in ("qamr", "qadiscourse") for q in self._inputs.questions[name]],
                "ru": [s for p in self._documents if p.lang == "ru" for s in sentences(p.text)]}
        for source, target in itertools.product(("en", "ru"), LANGUAGES):
            if source == target:
                continue
            texts = list(dict.fromkeys(text[:250] for text in real[source]))
            most = MOST_PSEUDO if target in ("en", "ru") else MOST_PSEUDO // 3
            texts = self._rng.sample(texts, min(most, len(texts)))
            weight = 3 if target in ("en", "ru") else 1
            self._add(f"pseudo {source}-{target}", weight, [
                (text, self._translate(text, source, target)) for text in texts])

    # Questions and passages

    def _document_passages(self) -> list[Passage]:
        """General passages in document order (neighbours are of the same document)."""
        kept = [p for name in ("kremlin_en", "ungdc_en", "kremlin_ru", "factrueval_ru")
                for p in self._inputs.passages[name]]
        asked = {q.passage: q.lang for name in ("tydi", "kremlin_en") for q in self._inputs.questions[name]}
        kept += [Passage(lang, "", text) for text, lang in asked.items()]
        return kept + [Passage(lang, "", text) for passage, _ in self._inputs.authored_passages
                       for lang, text in passage.items()]

    def _authored(self) -> None:
        rows = self._inputs.authored_passages
        for asked, told in itertools.product(LANGUAGES, ("en", "ru")):
            found = [(q[asked], passage[told], passage["en"]) for passage, questions in rows
                     for q in questions if asked in q]
            weight = 3 if asked in ("en", "ru") else 1.4
            self._add(f"authored {asked}>{told}", weight, [f[:2] for f in found], [f[2] for f in found], True)
        for asked, told in itertools.product(SMALL, ("en", "ru")):
            found = [(self._translate(q[told], told, asked), passage[told], passage["en"])
                     for passage, questions in rows for q in questions if asked not in q]
            self._add(f"authored pseudo {asked}>{told}", 0.4, [f[:2] for f in found], [f[2] for f in found], True)
        self._add("authored passages", 1, [(p["en"], p["ru"]) for p, _ in rows], None, True)
        for a, b in (("en", "ru"), ("ru", "en")):
            cut = [(sentence, p[b], p[b]) for p, _ in rows for sentence in sentences(p[a])]
            self._add(f"authored sentence {a}>{b}", 1, [c[:2] for c in cut], [c[2] for c in cut], True)

    def _among_others(self, sentence: str, others: list[str]) -> str:
        """The sentence between one to three others: passages are longer than what a question is about."""
        kept = [sentence, *self._rng.sample(others, self._rng.randint(1, 3))]
        self._rng.shuffle(kept)
        return " ".join(kept)

    def _question_rows(self) -> dict[str, list[tuple[str, str, str]]]:
        """(question, passage, key) of the open question sets, by name and language."""
        rows = {}
        for name, questions in self._inputs.questions.items():
            for lang in sorted({q.lang for q in questions}):
                rows[f"{name} {lang}"] = [(q.question, q.passage, q.passage) for q in questions if q.lang == lang]
        for name in ("qamr en", "qadiscourse en"):
            told = list(dict.fromkeys(passage for _, passage, _ in rows[name]))
            rows[name] = [(q, p if self._rng.random() < 0.3 else self._among_others(p, told), key)
                          for q, p, key in rows[name]]
        return rows

    def _questions(self) -> None:
        weights = {"tydi en": 4.5, "tydi ru": 1.8, "qamr en": 3, "qadiscourse en": 1.5, "kremlin_en en": 0.4,
                   "factbook_templ en": 0.8, "msdocs_faq en": 0.2, "msdocs_faq ru": 0.3, "kazqad_val kk": 0.5}
        rows = self._question_rows()
        for name, weight in weights.items():
            found = rows[name]
            self._add(f"questions {name}", weight, [f[:2] for f in found], [f[2] for f in found], True)
        asked = {lang: [row for name in ("tydi", "qamr", "qadiscourse") for row in rows.get(f"{name} {lang}", ())]
                 for lang in ("en", "ru")}
        for lang, target in itertools.product(("en", "ru"), LANGUAGES):
            if target != lang:
                self._across(lang, target, asked[lang])

    def _across(self, lang: str, target: str, rows: list[tuple[str, str, str]]) -> None:
        """Questions of `lang` put into `target`, to the real passages; and the real question to the passage put."""
        main = target in ("en", "ru")
        some = rows if main else self._rng.sample(rows, min(12_000, len(rows)))
        scale = 1.0 if lang == "en" else 0.4
        self._add(f"asked in {target} of {lang}", (5 if main else 1) * scale, [
            (self._translate(q, lang, target), p) for q, p, _ in some], [key for *_, key in some], True)
        if main:
            some = self._rng.sample(rows, min(15_000, len(rows)))
            self._add(f"asked in {lang} of pseudo {target}", 3 * scale, [
                (q, self._translate(p[:LONGEST], lang, target)) for q, p, _ in some], [key for *_, key in some], True)

    def _titles(self) -> None:
        for name, weight in dict(kremlin_en=1, kremlin_ru=0.4, factbook_en=0.6, ud_be_hse=0.2, msdocs=0.3).items():
            for lang in LANGUAGES:
                rows = [p for p in self._inputs.passages[name] if p.lang == lang and p.title]
                self._add(f"title {name} {lang}", weight, [(p.title, p.text) for p in rows], None, True)
        kremlin = self._inputs.passages["kremlin_en"]
        self._add("title kremlin ru>en", 1, [(self._translate(p.title, "en", "ru"), p.text) for p in kremlin], None, True)

    def _clozes(self) -> None:
        made = {lang: [] for lang in ("en", "ru")}
        for passage in self._documents:
            for _ in range(1 if passage.lang == "en" else 4):
                found = cloze(passage.text, passage.lang, self._rng)
                if found:
                    made[passage.lang].append((*found, passage.text))
        for lang, other in (("en", "ru"), ("ru", "en")):
            step = 1 + len(made[lang]) // MOST_CLOZE
            rows = [row for at, row in enumerate(made[lang]) if at // BLOCK % step == 0]
            self._add(f"cloze {lang}", 2, [r[:2] for r in rows], [r[2] for r in rows], True)
            self._add(f"cloze {other}>{lang}", 3, [
                (self._translate(q, lang, other), p) for q, p, _ in rows], [r[2] for r in rows], True)

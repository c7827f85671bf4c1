"""Inverse cloze: questions made from a passage's own sentences, for passages that nobody asked about."""
import random

from text import sentences

OPENINGS = dict(
    en=("who", "what", "when", "where", "which", "how", "why", "how many", "what is", "what did", "when did",
        "who was", "where is", "what was", "in what year"),
    ru=("кто", "что", "когда", "где", "какой", "как", "почему", "сколько", "какие", "в каком году", "что такое",
        "о чем", "куда", "кем", "зачем"),
    be=("хто", "што", "калі", "дзе", "які", "як", "чаму", "колькі"),
    kk=("кім", "не", "қашан", "қайда", "қандай", "қалай", "неге", "қанша"),
)
LONGEST = 700  # characters of a passage


def _question(sentence: str, lang: str, rng: random.Random) -> str:
    """An opening and a stretch of the sentence with gaps; four in ten times the sentence as it is."""
    found = sentence.split()
    if len(found) < 5 or rng.random() < 0.4:
        return sentence[:250]
    count = rng.randint(3, min(11, len(found)))
    first = rng.randint(0, len(found) - count)
    kept = [word for word in found[first:first + count] if rng.random() > 0.15]
    return f"{rng.choice(OPENINGS[lang])} {' '.join(kept).strip('.,;:')}?"


def cloze(passage: str, lang: str, rng: random.Random) -> tuple[str, str] | None:
    """(question, passage); six in ten times the passage lacks the sentence. None for a single sentence."""
    found = sentences(passage[:LONGEST])
    if len(found) < 2:
        return None
    at = rng.randrange(len(found))
    rest = found[:at] + found[at + 1:] if rng.random() < 0.6 else found
    return _question(found[at], lang, rng), " ".join(rest)

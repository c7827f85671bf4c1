"""Text normalisation shared by the tokenizer, the training data and the lexicon of surface words."""
import re
import unicodedata

LANGUAGES = ("en", "ru", "be", "kk", "ky", "tg", "hy")

_SENTENCE_END = re.compile(r"(?<=[.!?…։])\s+(?=[«\"“A-ZА-ЯЁЎІӘҒҚҢӨҰҮҺӢӮҲҶҶԱ-Ֆ0-9])")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def normalise(text: str) -> str:
    """The same steps as the normalizer written into tokenizer.json."""
    text = unicodedata.normalize("NFKC", text).lower().replace("ё", "е")
    return re.sub(r"\s+", " ", text).strip()


def sentences(passage: str, shortest: int = 25) -> list[str]:
    """Sentences of at least `shortest` characters."""
    return [s for s in (part.strip() for part in _SENTENCE_END.split(passage)) if len(s) >= shortest]


def words(text: str) -> list[str]:
    """Normalised words, without digits and punctuation."""
    return _WORD.findall(normalise(text))


def word_spans(text: str) -> list[tuple[str, bool]]:
    """The normalised text cut into (piece, is a word), so that words can be replaced in place."""
    text, out, last = normalise(text), [], 0
    for match in _WORD.finditer(text):
        if match.start() > last:
            out.append((text[last:match.start()], False))
        out.append((match.group(), True))
        last = match.end()
    if last < len(text):
        out.append((text[last:], False))
    return out

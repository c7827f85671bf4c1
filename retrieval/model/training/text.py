"""Text normalisation shared by the tokenizer, the training data and the lexicon of surface words."""
import re
import unicodedata

LANGUAGES = ("en", "ru", "be", "kk", "ky", "tg", "hy")

_SENTENCE_END = re.compile(r"(?<=[.!?…։])\s+(?=[«\"“A-ZА-ЯЁЎІӘҒҚҢӨҰҮҺӢӮҲҶҶԱ-Ֆ0-9])")
# As in retrieval/terms.ts: letters and digits, with marks and apostrophes inside a word.
_LETTER = r"[^\W_]"
_INSIDE = r"(?:[^\W_]|[\u0300-\u036f'’ʼ՛՞՜])*"
_WORD = re.compile(f"{_LETTER}(?:{_INSIDE}(?:[^\\W_]|[\u0300-\u036f]))?")


def normalise(text: str) -> str:
    """The same steps as the normalizer written into tokenizer.json."""
    text = unicodedata.normalize("NFKC", text).lower().replace("ё", "е")
    return re.sub(r"\s+", " ", text).strip()


def sentences(passage: str, shortest: int = 25) -> list[str]:
    """Sentences of at least `shortest` characters."""
    return [s for s in (part.strip() for part in _SENTENCE_END.split(passage)) if len(s) >= shortest]


def _plain(word: str) -> str:
    """Without apostrophes, and without accents on Latin letters."""
    word = re.sub("['’ʼ՛՞՜]", "", word)
    if re.search("[\u00c0-\u024f]", word):
        word = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return word


def words(text: str) -> list[str]:
    """Words and numbers as the search sees them before stemming."""
    return [_plain(word) for word in _WORD.findall(normalise(text))]


def word_spans(text: str) -> list[tuple[str, bool]]:
    """The normalised text cut into (piece, is a word), so that words can be replaced in place."""
    text, out, last = normalise(text), [], 0
    for match in _WORD.finditer(text):
        if match.start() > last:
            out.append((text[last:match.start()], False))
        is_word = not any(c.isdigit() for c in match.group())
        out.append((_plain(match.group()) if is_word else match.group(), is_word))
        last = match.end()
    if last < len(text):
        out.append((text[last:], False))
    return out

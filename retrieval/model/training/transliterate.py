"""Rough transliteration of names between the Latin, Cyrillic and Armenian alphabets, for pseudo-translations."""
_CYRILLIC_LATIN = {
    **dict(zip("абвгдезийклмнопрстуфыэіңөүұһәқғўӣӯҳҷ", "abvgdeziyklmnoprstufyeinouuhaqguiuhj")),
    "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"}
_ARMENIAN_LATIN = dict(zip(
    "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
    "a b g d e z e y t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts u p k o f ev".split()))
_LATIN_CYRILLIC = {
    "shch": "щ", "sch": "ш", "kh": "х", "zh": "ж", "ts": "ц", "ch": "ч", "sh": "ш", "yu": "ю", "ya": "я", "ye": "е",
    "ck": "к", "th": "т", "ph": "ф", "oo": "у", "ee": "и", "x": "кс", "j": "дж",
    **dict(zip("abcdefghiklmnopqrstuvwyz", "абкдефгхиклмнопкрстуввиз"))}
_LATIN_ARMENIAN = {
    "kh": "խ", "zh": "ժ", "ts": "ց", "ch": "չ", "sh": "շ", "gh": "ղ", "ya": "յա", "yu": "յու", "u": "ու", "oo": "ու",
    **dict(zip("abcdefghijklmnopqrstvwxyz", "աբկդեֆգհիջկլմնոպքրստվվքիզ"))}


def _replace(word: str, table: dict[str, str]) -> str:
    out, at = "", 0
    while at < len(word):
        size = next((n for n in (4, 3, 2, 1) if word[at:at + n] in table), 0)
        out += table[word[at:at + size]] if size else word[at]
        at += size or 1
    return out


def transliterate(word: str, source: str, target: str) -> str:
    """A lower-case word of language `source` in the alphabet of language `target`."""
    if source == target or not {source, target} & {"en", "hy"}:
        return word
    latin = word if source == "en" else _replace(word, _ARMENIAN_LATIN if source == "hy" else _CYRILLIC_LATIN)
    if target == "en":
        return latin
    return _replace(latin, _LATIN_ARMENIAN if target == "hy" else _LATIN_CYRILLIC)

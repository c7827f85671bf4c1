"""Writes the fixture that ties transformers.js to the training code: texts in seven languages and their vectors."""
import json
import pathlib

from embed import Embedder

TEXTS = (
    "The foreign ministers met in Yerevan on Tuesday.",
    "Who signed the agreement on border cooperation?",
    "Министры иностранных дел встретились в Ереване во вторник.",
    "Кто подписал соглашение о приграничном сотрудничестве?",
    "Міністры замежных спраў сустрэліся ў Ерэване ў аўторак.",
    "Сыртқы істер министрлері сейсенбіде Ереванда кездесті.",
    "Тышкы иштер министрлери шейшембиде Ереванда жолугушту.",
    "Вазирони корҳои хориҷӣ рӯзи сешанбе дар Ереван мулоқот карданд.",
    "Արտաքին գործերի նախարարները երեքշաբթի հանդիպեցին Երևանում։",
    "Ёлка, Łódź, № 7, ﬁnance\tи\nперевод строки",
    "2025",
    " ".join(["The council approved the budget, and the secretary reported on the exercises in the mountains."] * 20),
)


def write_fixture(embedder: Embedder, path: pathlib.Path) -> None:
    vectors = [[round(float(x), 5) for x in vector] for vector in embedder(list(TEXTS))]
    rows = [dict(text=text, vector=vector) for text, vector in zip(TEXTS, vectors)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(rows, ensure_ascii=False, separators=(",", ":")), encoding="utf8")

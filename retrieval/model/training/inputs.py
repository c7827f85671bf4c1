"""Reads every input: the open data (a folder given to the pipeline, checked against manifest.json) and authored/."""
import collections
import csv
import gzip
import hashlib
import json
import pathlib
from dataclasses import dataclass, field

from text import LANGUAGES

HERE = pathlib.Path(__file__).parent
# Business-software documentation is plentiful and far from the news: one file is left out, of others every nth row is kept.
UNUSED = ("msdocs_d365_partner",)
EVERY_NTH = {"msdocs_sxs_en_ru": 5, "msdocs": 3}
Pair = collections.namedtuple("Pair", "lang_a text_a lang_b text_b")
Question = collections.namedtuple("Question", "lang question passage")
Passage = collections.namedtuple("Passage", "lang title text")


@dataclass(frozen=True)
class Inputs:
    """Everything that the pipeline may learn from. Rows keep the order of their files."""
    pairs: dict[str, list[Pair]]
    questions: dict[str, list[Question]]
    passages: dict[str, list[Passage]]
    authored_sentences: list[dict[str, str]]
    authored_passages: list[tuple[dict[str, str], list[dict[str, str]]]]
    glossary: list[dict[str, list[str]]] = field(default_factory=list)


def check_hashes(data: pathlib.Path) -> None:
    """Stops unless every file of the manifest is there with the bytes the figures were measured with."""
    manifest = json.loads((HERE / "manifest.json").read_text())
    for entry in manifest["files"]:
        path = data / entry["file"]
        if not path.exists():
            raise SystemExit(f"{path} is missing; manifest.json names its source: {entry['source']}")
        if hashlib.sha256(path.read_bytes()).hexdigest() != entry["sha256"]:
            raise SystemExit(f"{path} is not the file that manifest.json describes (sha256 differs)")


def _rows(path: pathlib.Path) -> list[list[str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf8", newline="") as lines:
        return [row for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if row]


def _by_name(data: pathlib.Path, prefix: str, make) -> dict[str, list]:
    names = {path.name.split(".")[1]: path for path in sorted(data.glob(f"{prefix}.*.tsv.gz"))}
    return {name: [make(row) for row in _rows(path)[::EVERY_NTH.get(name, 1)]]
            for name, path in names.items() if name not in UNUSED}


def _authored_rows(kind: str, columns: int) -> list[list[str]]:
    return [row for path in sorted((HERE / "authored").glob(f"{kind}-*.tsv"))
            for row in _rows(path) if len(row) == columns]


def _authored_passage(row: list[str]):
    first = dict(zip(LANGUAGES, row[2:9]))
    more = [dict(en=row[9], ru=row[10]), dict(en=row[11], ru=row[12])]
    return dict(en=row[0], ru=row[1]), [first, *more]


def load(data: pathlib.Path) -> Inputs:
    older = [json.loads(line) for path in sorted((data / "authored").glob("*.jsonl"))
             for line in path.read_text(encoding="utf8").splitlines()]
    return Inputs(
        pairs=_by_name(data, "pairs", lambda row: Pair(*row[:4])),
        questions=_by_name(data, "qa", lambda row: Question(*row[:3])),
        passages=_by_name(data, "mono", lambda row: Passage(*row[:3])),
        authored_sentences=[row for row in older if "en" in row]
        + [dict(zip(LANGUAGES, row)) for row in _authored_rows("sentences", 7)],
        authored_passages=[(row["passage"], row["questions"]) for row in older if "passage" in row]
        + [_authored_passage(row) for row in _authored_rows("questions", 13)],
        glossary=[{lang: [word.strip() for word in cell.split(";") if word.strip()]
                   for lang, cell in zip(LANGUAGES, row)} for row in _authored_rows("glossary", 7)],
    )

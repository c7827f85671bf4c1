"""Runs everything: python3 pipeline.py DATA WORK [--trained | --prepared]

DATA is the folder of the open data named in manifest.json, WORK a folder for intermediate files. Writes the model, the
lexicon, figures.json and the parity fixture into the repository. --prepared starts from the tokenised sources that an
earlier run left in WORK, --trained from its weights.
"""
import argparse
import json
import multiprocessing
import pathlib
import pickle
import time

import sentencepiece
import torch

import dataset
import evaluate
import holdout
import inputs
import lexicon
import parity
import tokenizer
import train
import vocabulary
from embed import Embedder
from encoder import Encoder
from export import export
from pseudo import PseudoTranslator
from sources import Sources

SEED = 7
MODEL = pathlib.Path(__file__).parent.parent
FIXTURE = MODEL.parent.parent / "test" / "fixtures" / "model-parity.json"


def prepare(data: pathlib.Path, work: pathlib.Path) -> None:
    """Inputs to held-out sets, lexicon, tokenizer and tokenised training sources."""
    inputs.check_hashes(data)
    held, rows = holdout.split(inputs.load(data))
    tokenizing = multiprocessing.Process(target=tokenizer.train, args=(rows, work, SEED))
    tokenizing.start()
    counts = vocabulary.word_counts(rows)
    terms = vocabulary.Terms(counts)
    tables = lexicon.learn(rows, terms, SEED)
    lexicon.write(rows, terms, tables, MODEL / "lexicon.json")
    sources = Sources(rows, PseudoTranslator(counts, tables, terms.term, SEED), SEED).made
    tokenizing.join()
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(work / "tokenizer.model"))
    tokenised = {name: dataset.tokenise(source, pieces) for name, source in sources.items()}
    print(f"{len(tokenised)} sources, {sum(len(t.left) for t in tokenised.values()):,} pairs")
    with open(work / "prepared.pickle", "wb") as file:
        pickle.dump((held, tokenised), file, protocol=4)


def fit(work: pathlib.Path, device: str) -> None:
    """Tokenised sources to weights."""
    torch.manual_seed(SEED)
    _, tokenised = pickle.loads((work / "prepared.pickle").read_bytes())
    model = Encoder(tokenizer.PIECES, train.WIDTH).to(device)
    train.train_vectors(model, tokenised, SEED)
    torch.save(model.state_dict(), work / "vectors.pt")
    train.train_attention(model, tokenised, SEED)
    torch.save(model.state_dict(), work / "model.pt")


def publish(work: pathlib.Path) -> None:
    """Weights to the shipped files, the figures and the parity fixture."""
    held, _ = pickle.loads((work / "prepared.pickle").read_bytes())
    model = Encoder(tokenizer.PIECES, train.WIDTH)
    model.load_state_dict(torch.load(work / "model.pt", map_location="cpu"))
    model.eval()
    export(model, work / "tokenizer.model", MODEL)
    embedder = Embedder(model, work / "tokenizer.model")
    figures = dict(sentences=evaluate.sentence_figures(held, embedder), questions=evaluate.question_figures(held, embedder))
    print(evaluate.summary(**figures))
    (MODEL / "figures.json").write_text(json.dumps(figures, indent=1) + "\n")
    parity.write_fixture(embedder, FIXTURE)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("data", type=pathlib.Path)
    asked.add_argument("work", type=pathlib.Path)
    asked.add_argument("--prepared", action="store_true")
    asked.add_argument("--trained", action="store_true")
    options = asked.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(2)
    started = time.time()
    if not options.prepared and not options.trained:
        prepare(options.data, options.work)
        print(f"prepared in {time.time() - started:.0f} s", flush=True)
    if not options.trained:
        fit(options.work, "cuda" if torch.cuda.is_available() else "cpu")
        print(f"trained at {time.time() - started:.0f} s", flush=True)
    publish(options.work)
    print(f"done in {time.time() - started:.0f} s")


if __name__ == "__main__":
    main()

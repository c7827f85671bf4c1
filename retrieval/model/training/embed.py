"""Embeds texts with a trained encoder, as the shipped model does."""
import pathlib

import numpy
import sentencepiece
import torch

from encoder import MOST_PIECES, Encoder, encode
from text import normalise

UNKNOWN = 1


class Embedder:
    """`embedder(texts)` gives normalised vectors, at most 256 pieces of each text."""

    def __init__(self, model: Encoder, tokenizer: pathlib.Path):
        self._model = model
        self._pieces = sentencepiece.SentencePieceProcessor(model_file=str(tokenizer))

    def _ids(self, texts: list[str]) -> list[numpy.ndarray]:
        return [numpy.array((ids or [UNKNOWN])[:MOST_PIECES])
                for ids in self._pieces.encode([normalise(text) for text in texts])]

    @torch.no_grad()
    def __call__(self, texts: list[str]) -> numpy.ndarray:
        return encode(self._model, self._ids(texts)).cpu().numpy()

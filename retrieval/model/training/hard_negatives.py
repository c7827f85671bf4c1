"""Hard negatives: orders a passage source so that passages which the model finds alike stand together in batches."""
import dataclasses

import numpy
import torch

from dataset import BLOCK, Tokenised
from encoder import Encoder, flat

CHUNK = 4000  # passages compared with each other
CANDIDATES = 40


@torch.no_grad()
def _vectors(model: Encoder, texts: list[numpy.ndarray]) -> torch.Tensor:
    device = model.vectors.weight.device
    return torch.cat([model.static(*flat(texts[i:i + 512], device)) for i in range(0, len(texts), 512)])


def _groups(vectors: torch.Tensor, keys: numpy.ndarray) -> list[int]:
    """Greedy groups of BLOCK alike passages with different keys, one after the other."""
    near = (vectors @ vectors.T).topk(min(CANDIDATES, len(vectors)), dim=1).indices.cpu().numpy()
    taken, order = numpy.zeros(len(vectors), bool), []
    for first in range(len(vectors)):
        if taken[first]:
            continue
        group, seen = [first], {keys[first]}
        taken[first] = True
        for other in near[first]:
            if len(group) < BLOCK and not taken[other] and keys[other] not in seen:
                group.append(int(other))
                seen.add(keys[other])
                taken[other] = True
        order += group
    return order


def neighbours_together(model: Encoder, rows: Tokenised, rng: numpy.random.Generator) -> Tokenised:
    """The source in a new order; each chunk of random rows is grouped by itself."""
    shuffled, order = rng.permutation(len(rows.right)), []
    for at in range(0, len(shuffled), CHUNK):
        chunk = shuffled[at:at + CHUNK]
        vectors = _vectors(model, [rows.right[i] for i in chunk])
        order += [int(chunk[i]) for i in _groups(vectors, rows.right_keys[chunk])]
    return dataclasses.replace(
        rows, left=[rows.left[i] for i in order], right=[rows.right[i] for i in order],
        left_keys=rows.left_keys[order], right_keys=rows.right_keys[order])

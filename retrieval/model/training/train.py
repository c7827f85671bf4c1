"""Trains the encoder: first the token vectors, then the attention layer that weights them."""
import time

import numpy
import torch
from torch.nn import functional

from dataset import Batches, Tokenised, windows, with_gaps
from encoder import Encoder, encode, flat

WIDTH = 384
TEMPERATURE = 0.05
GAPS = 0.12  # share of pieces dropped from each text
WINDOW = 128  # pieces of a passage that the attention layer is trained on
VECTORS = dict(steps=2200, rate=1e-2, size=1024, passage_size=512)
ATTENTION = dict(steps=160, rate=3e-3, passage_size=256)


def _loss(left: torch.Tensor, right: torch.Tensor, same: numpy.ndarray) -> torch.Tensor:
    """Symmetric InfoNCE over the batch."""
    scores = (left @ right.T / TEMPERATURE).masked_fill(torch.from_numpy(same).to(left.device), -1e4)
    gold = torch.arange(len(scores), device=left.device)
    return (functional.cross_entropy(scores, gold) + functional.cross_entropy(scores.T, gold)) / 2


def _rate(step: int, steps: int) -> float:
    """Linear warm-up over 60 steps, then linear down to 2 %."""
    return min(1, step / 60) * (0.02 + 0.98 * (1 - step / steps))


def _run(name: str, steps: int, batches: Batches, sizes: tuple[int, int], optimizer, vectors, rng) -> None:
    """The training loop of both stages; `vectors(list of texts)` embeds."""
    started, losses = time.time(), []
    for step in range(1, steps + 1):
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * _rate(step, steps)
        batch = batches.draw(*sizes)
        left, right = (vectors(with_gaps(texts, GAPS, rng)) for texts in (batch.left, batch.right))
        loss = _loss(left, right, batch.same)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        if step % 50 == 0 or step == steps:
            print(f"{name} step {step} loss {numpy.mean(losses[-50:]):.3f} {time.time() - started:.0f} s", flush=True)


def train_vectors(model: Encoder, data: dict[str, Tokenised], seed: int) -> None:
    """All sources, mean of token vectors."""
    rng = numpy.random.default_rng(seed)
    weights = [model.vectors.weight]
    optimizer = torch.optim.Adam([dict(params=weights, lr=0, base=VECTORS["rate"])], betas=(0.9, 0.98))
    _run("vectors", VECTORS["steps"], Batches(data, rng), (VECTORS["size"], VECTORS["passage_size"]), optimizer,
         lambda texts: model.static(*flat(texts, model.vectors.weight.device)), rng)


def train_attention(model: Encoder, data: dict[str, Tokenised], seed: int) -> None:
    """Questions and passages only; the vectors stay as they are."""
    rng = numpy.random.default_rng(seed + 1)
    model.vectors.weight.requires_grad_(False)
    layer = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.Adam([dict(params=layer, lr=0, base=ATTENTION["rate"])], betas=(0.9, 0.98))
    size = ATTENTION["passage_size"]
    _run("attention", ATTENTION["steps"], Batches(data, rng, only_passages=True), (size, size), optimizer,
         lambda texts: encode(model, windows(texts, WINDOW, rng)), rng)

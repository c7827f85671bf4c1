"""The encoder: token vectors, weighted by one self-attention layer, then mean pooling and normalisation.

The layer decides from a token's neighbours how much the token counts (0 to 2 times). It starts at 1 for every token and
cannot move a text out of the space that the vectors of all languages share; a layer that also added to the vectors did.
"""
import numpy
import torch
from torch import nn
from torch.nn import functional

MOST_PIECES = 256


class Encoder(nn.Module):
    """`farthest` bounds the learned relative positions; tokens farther apart share the outermost bias."""

    def __init__(self, pieces: int, width: int, heads: int = 4, head_width: int = 32, farthest: int = 8):
        super().__init__()
        self.heads, self.head_width, self.farthest = heads, head_width, farthest
        inner = heads * head_width
        self.vectors = nn.Embedding(pieces, width)
        nn.init.normal_(self.vectors.weight, std=0.05)
        self.norm = nn.LayerNorm(width)
        self.query_key_value = nn.Linear(width, 3 * inner)
        self.position = nn.Parameter(torch.zeros(heads, 2 * farthest + 1))
        self.weight = nn.Linear(inner, 1)
        nn.init.zeros_(self.weight.weight)
        nn.init.zeros_(self.weight.bias)

    def static(self, pieces: torch.Tensor, offsets: torch.Tensor) -> torch.Tensor:
        """Mean of the token vectors alone (the first stage of training): texts concatenated, with their offsets."""
        return functional.normalize(
            functional.embedding_bag(pieces, self.vectors.weight, offsets, mode="mean"), dim=-1)

    def hidden(self, pieces: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """What the ONNX graph returns as last_hidden_state: (texts, pieces, width)."""
        count, length = pieces.shape
        tokens = self.vectors(pieces)
        split = self.query_key_value(self.norm(tokens)).view(count, length, 3, self.heads, self.head_width)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        place = torch.arange(length, device=pieces.device)
        distance = (place[None] - place[:, None]).clamp(-self.farthest, self.farthest) + self.farthest
        scores = query @ key.transpose(-1, -2) * self.head_width ** -0.5 + self.position[:, distance]
        scores = scores + ((1 - mask) * -1e4)[:, None, None]
        context = (scores.softmax(-1) @ value).transpose(1, 2).reshape(count, length, -1)
        return tokens * (2 * torch.sigmoid(self.weight(context)))

    def forward(self, pieces: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        pooled = (self.hidden(pieces, mask) * mask[..., None]).sum(1)
        return functional.normalize(pooled, dim=-1)


def flat(texts: list[numpy.ndarray], device: torch.device | str = "cpu") -> tuple[torch.Tensor, torch.Tensor]:
    """Texts as the concatenation and offsets that `Encoder.static` takes."""
    offsets = numpy.cumsum([0] + [len(text) for text in texts[:-1]])
    pieces = torch.from_numpy(numpy.concatenate(texts).astype(numpy.int64))
    return pieces.to(device), torch.from_numpy(offsets).to(device)


def _padded(texts: list[numpy.ndarray], device: torch.device) -> tuple[torch.Tensor, torch.Tensor]:
    pieces = numpy.zeros((len(texts), max(map(len, texts))), numpy.int64)
    mask = numpy.zeros(pieces.shape, numpy.float32)
    for row, text in enumerate(texts):
        pieces[row, :len(text)] = text
        mask[row, :len(text)] = 1
    return torch.from_numpy(pieces).to(device), torch.from_numpy(mask).to(device)


def encode(model: Encoder, texts: list[numpy.ndarray], most_tokens: int = 4096) -> torch.Tensor:
    """Vectors of the texts in their order, computed in length-sorted groups of at most `most_tokens` padded tokens."""
    device = model.position.device
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    groups, first = [], 0
    while first < len(order):
        last = first + 1
        while last < len(order) and (last - first + 1) * len(texts[order[last]]) <= most_tokens:
            last += 1
        groups.append(model(*_padded([texts[i] for i in order[first:last]], device)))
        first = last
    place = torch.empty(len(order), dtype=torch.long, device=device)
    place[torch.tensor(order, device=device)] = torch.arange(len(order), device=device)
    return torch.cat(groups)[place]

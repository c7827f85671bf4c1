"""Writes the model for transformers.js: int8 ONNX, tokenizer.json, tokenizer_config.json and config.json.

The graph is the encoder of encoder.py with token vectors as int8 rows and one scale each, dequantised after the
look-up, so that the table is never expanded; the layer's matrices are int8 by output channel.
"""
import json
import pathlib

import numpy
import onnx
import sentencepiece
from onnx import TensorProto, helper, numpy_helper

from encoder import MOST_PIECES, Encoder
from tokenizer import SPECIAL

OPSET = 17


def quantised(rows: numpy.ndarray) -> tuple[numpy.ndarray, numpy.ndarray]:
    """int8 values and one scale for each row."""
    scale = numpy.abs(rows).max(1, keepdims=True) / 127
    scale[scale == 0] = 1
    return numpy.round(rows / scale).astype(numpy.int8), scale.astype(numpy.float32)


class _Graph:
    """Collects nodes and constants; every node is named by its output."""

    def __init__(self):
        self.nodes, self.constants = [], []

    def constant(self, name: str, value) -> str:
        self.constants.append(numpy_helper.from_array(numpy.ascontiguousarray(value).reshape(numpy.shape(value)), name))
        return name

    def node(self, kind: str, inputs: list[str], output: str, **attributes) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output

    def linear(self, name: str, source: str, weight: numpy.ndarray, bias: numpy.ndarray) -> str:
        values, scale = quantised(weight)
        self.constant(f"{name}.values", values.T)
        self.constant(f"{name}.scale", scale[:, 0])
        self.constant(f"{name}.zero", numpy.zeros(len(weight), numpy.int8))
        matrix = self.node("DequantizeLinear", [f"{name}.values", f"{name}.scale", f"{name}.zero"],
                           f"{name}.weight", axis=1)
        product = self.node("MatMul", [source, matrix], f"{name}.product")
        return self.node("Add", [product, self.constant(f"{name}.bias", bias)], name)


def _tokens(graph: _Graph, vectors: numpy.ndarray) -> str:
    values, scale = quantised(vectors)
    graph.node("Gather", [graph.constant("vectors.values", values), "input_ids"], "tokens.values")
    graph.node("Cast", ["tokens.values"], "tokens.float", to=TensorProto.FLOAT)
    graph.node("Gather", [graph.constant("vectors.scale", scale), "input_ids"], "tokens.scale")
    return graph.node("Mul", ["tokens.float", "tokens.scale"], "tokens")


def _position_bias(graph: _Graph, position: numpy.ndarray, farthest: int) -> str:
    """(heads, length, length) from the learned biases of relative positions."""
    graph.constant("zero", numpy.array(0, numpy.int64))
    graph.constant("one", numpy.array(1, numpy.int64))
    graph.node("Shape", ["input_ids"], "shape")
    graph.node("Gather", ["shape", "one"], "length", axis=0)
    graph.node("Range", ["zero", "length", "one"], "place")
    graph.node("Unsqueeze", ["place", graph.constant("first", numpy.array([0], numpy.int64))], "place.row")
    graph.node("Unsqueeze", ["place", graph.constant("second", numpy.array([1], numpy.int64))], "place.column")
    graph.node("Sub", ["place.row", "place.column"], "distance.raw")
    graph.constant("nearest", numpy.array(-farthest, numpy.int64))
    graph.constant("farthest", numpy.array(farthest, numpy.int64))
    graph.node("Clip", ["distance.raw", "nearest", "farthest"], "distance.clipped")
    graph.node("Add", ["distance.clipped", "farthest"], "distance")
    return graph.node("Gather", [graph.constant("position", position), "distance"], "bias.position", axis=1)


def _mask_bias(graph: _Graph) -> str:
    graph.node("Cast", ["attention_mask"], "mask", to=TensorProto.FLOAT)
    graph.node("Sub", [graph.constant("present", numpy.array(1, numpy.float32)), "mask"], "absent")
    graph.node("Mul", ["absent", graph.constant("lowest", numpy.array(-1e4, numpy.float32))], "bias.absent")
    return graph.node("Unsqueeze", ["bias.absent", graph.constant("middle", numpy.array([1, 2], numpy.int64))],
                      "bias.mask")


def _attention(graph: _Graph, tokens: str, model: Encoder, weights: dict[str, numpy.ndarray]) -> str:
    heads, head_width = model.heads, model.head_width
    normed = graph.node("LayerNormalization", [tokens, graph.constant("norm.scale", weights["norm.weight"]),
                                               graph.constant("norm.bias", weights["norm.bias"])],
                        "normed", axis=-1, epsilon=1e-5)
    joined = graph.linear("qkv", normed, weights["query_key_value.weight"], weights["query_key_value.bias"])
    graph.node("Reshape", [joined, graph.constant("split", numpy.array([0, 0, 3, heads, head_width], numpy.int64))],
               "qkv.split")
    graph.node("Transpose", ["qkv.split"], "qkv.heads", perm=[2, 0, 3, 1, 4])
    for at, name in enumerate(("query", "key", "value")):
        graph.node("Gather", ["qkv.heads", graph.constant(f"{name}.at", numpy.array(at, numpy.int64))], name, axis=0)
    graph.node("Transpose", ["key"], "key.turned", perm=[0, 1, 3, 2])
    graph.node("MatMul", ["query", "key.turned"], "scores.raw")
    graph.node("Mul", ["scores.raw", graph.constant("shrink", numpy.array(head_width ** -0.5, numpy.float32))],
               "scores.scaled")
    graph.node("Add", ["scores.scaled", _position_bias(graph, weights["position"], model.farthest)], "scores.placed")
    graph.node("Add", ["scores.placed", _mask_bias(graph)], "scores")
    graph.node("Softmax", ["scores"], "shares", axis=-1)
    graph.node("MatMul", ["shares", "value"], "context.heads")
    graph.node("Transpose", ["context.heads"], "context.turned", perm=[0, 2, 1, 3])
    graph.constant("join", numpy.array([0, 0, heads * head_width], numpy.int64))
    return graph.node("Reshape", ["context.turned", "join"], "context")


def _graph(model: Encoder) -> onnx.ModelProto:
    weights = {name: value.float().cpu().numpy() for name, value in model.state_dict().items()}
    graph = _Graph()
    tokens = _tokens(graph, weights["vectors.weight"])
    context = _attention(graph, tokens, model, weights)
    graph.node("Sigmoid", [graph.linear("weight", context, weights["weight.weight"], weights["weight.bias"])], "weight.half")
    graph.node("Mul", ["weight.half", graph.constant("two", numpy.array(2, numpy.float32))], "weight.full")
    graph.node("Mul", [tokens, "weight.full"], "last_hidden_state")
    shape = ["texts", "pieces"]
    width = weights["vectors.weight"].shape[1]
    made = helper.make_model(helper.make_graph(
        graph.nodes, "encoder",
        [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in ("input_ids", "attention_mask")],
        [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, [*shape, width])],
        graph.constants), opset_imports=[helper.make_opsetid("", OPSET)])
    made.ir_version = 8
    onnx.checker.check_model(made)
    return made


def _tokenizer(pieces: sentencepiece.SentencePieceProcessor) -> dict:
    space = dict(type="Metaspace", replacement="▁", add_prefix_space=True, prepend_scheme="always")
    vocabulary = [[pieces.id_to_piece(i), 0.0 if i < len(SPECIAL) else round(pieces.get_score(i), 4)]
                  for i in range(pieces.get_piece_size())]
    return dict(
        version="1.0", truncation=None, padding=None,
        added_tokens=[dict(id=i, content=content, single_word=False, lstrip=False, rstrip=False, normalized=False,
                           special=True) for i, content in enumerate(SPECIAL)],
        normalizer=dict(type="Sequence", normalizers=[
            dict(type="NFKC"), dict(type="Lowercase"), dict(type="Replace", pattern=dict(String="ё"), content="е"),
            dict(type="Replace", pattern=dict(Regex="\\s+"), content=" "),
            dict(type="Strip", strip_left=True, strip_right=True)]),
        pre_tokenizer=space, post_processor=None, decoder=space,
        model=dict(type="Unigram", unk_id=1, vocab=vocabulary, byte_fallback=False))


def _write(path: pathlib.Path, value: dict) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf8")


def export(model: Encoder, tokenizer: pathlib.Path, folder: pathlib.Path) -> None:
    """Writes the four files that pipeline('feature-extraction', …, { dtype: 'q8' }) loads."""
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(tokenizer))
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    onnx.save(_graph(model), str(folder / "onnx" / "model_quantized.onnx"))
    _write(folder / "tokenizer.json", _tokenizer(pieces))
    _write(folder / "tokenizer_config.json", dict(
        tokenizer_class="XLMRobertaTokenizer", model_max_length=MOST_PIECES, pad_token=SPECIAL[0],
        unk_token=SPECIAL[1], cls_token=SPECIAL[2], sep_token=SPECIAL[3], clean_up_tokenization_spaces=False))
    _write(folder / "config.json", dict(
        model_type="bert", architectures=["BertModel"], hidden_size=model.vectors.embedding_dim, num_hidden_layers=1,
        num_attention_heads=model.heads, intermediate_size=model.heads * model.head_width,
        max_position_embeddings=MOST_PIECES, vocab_size=model.vectors.num_embeddings,
        pad_token_id=0, type_vocab_size=1))

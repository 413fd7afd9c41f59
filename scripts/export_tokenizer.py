"""Write the shipped tokenizer as ONNX Runtime reads it: Stanza's weights, and the same arithmetic without torch.

    scripts/export_tokenizer.py [MODEL.pt] [--out MODEL.onnx]

What it computes is extractor/segment/lstm.py, step by step; tests/test_segment.py compares both with Stanza's own
pipeline. Needs the package onnx (pip install "extractor[train]").
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from extractor.segment.load import MODEL, STANZA_MODEL
from extractor.segment.lstm import SHUT
from extractor.segment.stanza_model import load_trainer

OPSET = 17
GATES = (0, 3, 1, 2)  # torch has input, forget, cell, output; ONNX input, output, forget, cell
WAYS = ("", "_reverse")


def array(tensor: Any) -> NDArray[Any]:
    """Return a tensor as an array."""
    found: NDArray[Any] = tensor.detach().numpy()
    return found


def reordered(weights: NDArray[Any]) -> NDArray[Any]:
    """Return the weights of an LSTM's four gates in the order of ONNX."""
    parts = np.split(weights, 4)
    return np.concatenate([parts[gate] for gate in GATES])


def lstm(rnn: Any) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Return the weights of both directions: of inputs, with those of a break behind them, of states, and biases."""
    named = dict(rnn.named_parameters())
    inputs, states, biases = [], [], []
    for way in WAYS:
        ih = reordered(array(named[f"weight_ih_l0{way}"]))
        inputs.append(np.pad(ih, ((0, 0), (0, 1)), constant_values=SHUT))
        states.append(reordered(array(named[f"weight_hh_l0{way}"])))
        biases.append(np.concatenate([reordered(array(named[f"bias_{part}_l0{way}"])) for part in ("ih", "hh")]))
    return np.stack(inputs), np.stack(states), np.stack(biases)


def heads(token: Any, sentence: Any) -> NDArray[Any]:
    """Return the weights that tell ends of tokens and of sentences from what both directions put out."""
    return np.concatenate([array(token.weight), array(sentence.weight)]).T.copy()


def graph(model: Any, args: dict[str, Any]) -> onnx.GraphProto:
    """Return the network as a graph."""
    hidden, noise = args["hidden_dim"], args["hier_invtemp"]
    constants: dict[str, NDArray[Any]] = {
        "embeddings": array(model.embeddings.weight),
        "bias": np.concatenate([array(model.tok_clf.bias), array(model.sent_clf.bias)]),
        "heads1": heads(model.tok_clf, model.sent_clf),
        "heads2": heads(model.tok_clf2, model.sent_clf2),
        "flat": np.array([0, 0, -1]),
        "first": np.array([0]),
        "second": np.array([1]),
        "last": np.array([2]),
        "minus_noise": np.array(-noise, np.float32),
        "one": np.array(1, np.float32),
    }
    for number, rnn in ((1, model.rnn), (2, model.rnn2)):
        constants |= dict(zip((f"W{number}", f"R{number}", f"B{number}"), lstm(rnn), strict=True))

    def both_ways(number: int, inputs: str) -> list[onnx.NodeProto]:
        """Return an LSTM, and what its two directions put out side by side."""
        names = [inputs, f"W{number}", f"R{number}", f"B{number}"]
        return [
            helper.make_node("LSTM", names, [f"Y{number}"], hidden_size=hidden, direction="bidirectional"),
            helper.make_node("Transpose", [f"Y{number}"], [f"T{number}"], perm=[0, 2, 1, 3]),
            helper.make_node("Reshape", [f"T{number}", "flat"], [f"H{number}"]),
            helper.make_node("MatMul", [f"H{number}", f"heads{number}"], [f"S{number}"]),
        ]

    def log_sigmoid(name: str, out: str) -> list[onnx.NodeProto]:
        """Return the logarithm of the sigmoid: minus the softplus of the negative."""
        return [
            helper.make_node("Neg", [name], [f"{out}_n"]),
            helper.make_node("Softplus", [f"{out}_n"], [f"{out}_s"]),
            helper.make_node("Neg", [f"{out}_s"], [out]),
        ]

    nodes = [
        helper.make_node("Gather", ["embeddings", "units"], ["embedded"]),
        helper.make_node("Concat", ["embedded", "features", "breaks"], ["inputs1"], axis=2),
        *both_ways(1, "inputs1"),
        helper.make_node("Add", ["S1", "bias"], ["scores1"]),
        helper.make_node("Slice", ["scores1", "first", "second", "last"], ["token1"]),
        helper.make_node("Mul", ["token1", "minus_noise"], ["scaled"]),
        helper.make_node("Sigmoid", ["scaled"], ["ended"]),
        helper.make_node("Sub", ["one", "ended"], ["kept"]),
        helper.make_node("Mul", ["H1", "kept"], ["passed"]),
        helper.make_node("Concat", ["passed", "breaks"], ["inputs2"], axis=2),
        *both_ways(2, "inputs2"),
        helper.make_node("Add", ["scores1", "S2"], ["scores"]),
        helper.make_node("Split", ["scores"], ["token3", "sentence3"], axis=2),
        helper.make_node("Squeeze", ["token3", "last"], ["token"]),
        helper.make_node("Squeeze", ["sentence3", "last"], ["sentence"]),
        *log_sigmoid("token", "inside"),
        *log_sigmoid("sentence", "closes"),
        helper.make_node("Neg", ["sentence"], ["sentence_n"]),
        *log_sigmoid("sentence_n", "stays"),
        helper.make_node("Neg", ["token"], ["token_n"]),
        *log_sigmoid("token_n", "outside"),
        helper.make_node("Add", ["inside", "stays"], ["goes_on"]),
        helper.make_node("Add", ["inside", "closes"], ["ends"]),
        helper.make_node("Max", ["goes_on", "ends"], ["best"]),
        helper.make_node("Greater", ["best", "outside"], ["is_token"]),
        helper.make_node("Greater", ["ends", "goes_on"], ["is_sentence"]),
        helper.make_node("Cast", ["is_token"], ["token_end"], to=TensorProto.UINT8),
        helper.make_node("Cast", ["is_sentence"], ["sentence_end"], to=TensorProto.UINT8),
        helper.make_node("Mul", ["token_end", "sentence_end"], ["both"]),
        helper.make_node("Add", ["token_end", "both"], ["labels"]),
    ]
    signs = [
        helper.make_tensor_value_info("units", TensorProto.INT64, ["steps", "rows"]),
        helper.make_tensor_value_info("features", TensorProto.FLOAT, ["steps", "rows", args["feat_dim"]]),
        helper.make_tensor_value_info("breaks", TensorProto.FLOAT, ["steps", "rows", 1]),
    ]
    labels = helper.make_tensor_value_info("labels", TensorProto.UINT8, ["steps", "rows"])
    weights = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    return helper.make_graph(nodes, "tokenizer", signs, [labels], weights)


def exported(path: Path) -> onnx.ModelProto:
    """Return the model of a file that Stanza's trainer wrote. Raises SystemExit for one of another network."""
    trainer = load_trainer(path)
    args = trainer.args
    if not args["hierarchical"] or args["hier_invtemp"] <= 0 or args["rnn_layers"] != 1 or args["conv_res"]:
        raise SystemExit(f"{path}: only a hierarchical network of one layer can be written")
    made = helper.make_model(
        graph(trainer.model, args), opset_imports=[helper.make_opsetid("", OPSET)], producer_name="extractor"
    )
    made.ir_version = 8
    told = {"units": dict(trainer.vocab._unit2id), "features": list(args["feat_funcs"])}
    helper.set_model_props(made, {name: json.dumps(value, ensure_ascii=True) for name, value in told.items()})
    onnx.checker.check_model(made)
    return made


def main() -> None:
    """Write the model that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, nargs="?", default=STANZA_MODEL)
    parser.add_argument("--out", type=Path, default=MODEL)
    told = parser.parse_args()
    told.out.write_bytes(exported(told.model).SerializeToString(deterministic=True))
    print(f"{told.out}: {told.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()

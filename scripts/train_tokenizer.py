"""Train the shipped Stanza tokenizer from the Indonesian UD treebanks.

    python scripts/train_tokenizer.py TREEBANK_DIR [--out FILE] [--steps N] [--seed N]

The network, the reading of the text and the noise added to it are Stanza's own (its `Trainer` and
`DataLoader`). What is ours is the order in which it sees the data: an encyclopaedia (GSD) and the press (CSUI,
PUD and generated sentences) come in separate batches, because the two do not agree on where a sentence ends
(`XM. Huruf` is one sentence in GSD and two in CSUI), and a network that sees them apart can tell by the
surrounding text which custom holds. The learning rate falls to zero, so the last model is the best one.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from stanza.models.common.utils import set_random_seed
from stanza.models.tokenization.data import DataLoader
from stanza.models.tokenization.trainer import Trainer
from stanza.models.tokenization.vocab import Vocab

from conllu import Surface, read_sentences
from news_sentences import generate, generate_encyclopaedia

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "extractor" / "models" / "tokenizer" / "id_news.pt"
SEED = 2026
PARAGRAPH = (3, 9)  # sentences joined into one paragraph of training text
CONFIG: dict[str, Any] = {
    "lang": "id",
    "shorthand": "id_news",
    "mode": "train",
    "feat_funcs": ["space_before", "capitalized", "numeric", "end_of_para", "start_of_para"],
    "feat_dim": 5,
    "emb_dim": 16,
    "hidden_dim": 40,
    "rnn_layers": 1,
    "conv_res": None,
    "hierarchical": True,
    "hier_invtemp": 0.5,
    "use_dictionary": False,
    "num_dict_feat": 0,
    "use_mwt": False,
    "skip_newline": False,
    "dropout": 0.2,
    "unit_dropout": 0.2,
    "feat_dropout": 0.05,
    "feat_unit_dropout": 0.0,
    "tok_noise": 0.02,
    "sent_drop_prob": 0.2,
    "last_char_drop_prob": 0.2,
    "last_char_move_prob": 0.02,
    "punct_move_back_prob": 0.0,
    "split_mwt_prob": 0.0,
    "comma_typo_prob": 0.01,
    "comma_glue_prob": 0.01,
    "drop_initial_punct_prob": 0.0,
    "augment_final_punct_prob": 0.0,
    "augment_mid_punct_prob": 0.02,
    "max_seqlen": 320,
    "batch_size": 32,
    "lr0": 4e-3,
    "max_grad_norm": 1.0,
    "weight_decay": 0.0,
}


def main() -> None:
    """Read the arguments, train, save."""
    parser = argparse.ArgumentParser(description="Train the Stanza tokenizer from the Indonesian UD treebanks.")
    parser.add_argument("treebanks", type=Path, help="folder with the id_*.conllu files")
    parser.add_argument("--out", type=Path, default=OUT, help="model file to write")
    parser.add_argument("--steps", type=int, default=6000, help="batches to learn from")
    parser.add_argument("--start", type=Path, help="go on from this model instead of a new one")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="another value of CONFIG")
    parser.add_argument("--try", dest="trial", action="store_true", help="keep GSD dev and 100 CSUI sentences out")
    args = parser.parse_args()
    torch.set_num_threads(1)
    set_random_seed(args.seed)
    config = CONFIG | {name: type(CONFIG[name])(value) for name, value in (pair.split("=") for pair in args.set)}
    sources = read_sources(args.treebanks, trial=args.trial)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    train(config, sources, args.steps, args.start).save(str(args.out), skip_modules=True)


def read_sources(folder: Path, *, trial: bool) -> list[tuple[float, list[Surface]]]:
    """Return each kind of text with its share of the batches. A trial keeps out the sentences it is judged by."""
    draw = random.Random(SEED)
    csui = read_sentences(folder / "id_csui-ud-train.conllu")
    gsd = read_sentences(folder / "id_gsd-ud-train.projected.conllu")
    if trial:
        csui = csui[:-100]
    else:
        gsd += read_sentences(folder / "id_gsd-ud-dev.conllu")
    pud = read_sentences(folder / "id_pud-ud-test.conllu")
    press = 4 * csui + _ended(pud + generate(draw, csui + pud))
    gsd = 2 * gsd + generate_encyclopaedia(draw, gsd)
    return [(0.55, _ended(gsd)), (0.45, press)]


def _ended(sentences: Sequence[Surface]) -> list[Surface]:
    """Leave out the sentences without a mark at the end: in an encyclopaedia they are scraps of tables."""
    return [sentence for sentence in sentences if not sentence.text[-1].isalnum()]


def train(
    config: dict[str, Any], sources: list[tuple[float, list[Surface]]], steps: int, start: Path | None
) -> Trainer:
    """Return a trainer whose model has learnt from `steps` batches, in addition to what `start` knew."""
    known = Trainer(model_file=str(start), device="cpu") if start else None
    vocab = known.vocab if known else _vocab(config, [sentence for _, source in sources for sentence in source])
    loaders = [_loader(config, vocab, sentences) for _, sentences in sources]
    trainer = known or Trainer(args=config | {"vocab_size": len(vocab)}, vocab=vocab, device="cpu")
    draw = random.Random(config["shorthand"])
    for step in range(steps):
        loader = draw.choices(loaders, [share for share, _ in sources])[0]
        trainer.change_lr(config["lr0"] * min(1.0, (step + 1) / 100) * (1 - step / steps))
        loss = trainer.update(loader.next(unit_dropout=config["unit_dropout"]))
        if step % 100 == 0:
            print(f"step {step} of {steps}: loss {loss:.4f}", flush=True)
    return trainer


def _vocab(config: dict[str, Any], sentences: list[Surface]) -> Vocab:
    """Return Stanza's vocabulary of the characters of all sentences."""
    return Vocab([[(char, 0) for char in sentence.text] for sentence in sentences], config["lang"])


def _loader(config: dict[str, Any], vocab: Vocab, sentences: list[Surface]) -> DataLoader:
    """Make a Stanza loader over the sentences joined to paragraphs."""
    paragraphs = list(_paragraphs(sentences))
    with tempfile.TemporaryDirectory() as folder:
        files = {"txt": f"{folder}/text", "label": f"{folder}/labels"}
        Path(files["txt"]).write_text("\n\n".join(text for text, _ in paragraphs), encoding="utf-8")
        Path(files["label"]).write_text("\n\n".join(labels for _, labels in paragraphs), encoding="utf-8")
        return DataLoader(config, input_files=files, vocab=vocab)


def _paragraphs(sentences: list[Surface]) -> Iterator[tuple[str, str]]:
    """Yield text and labels (1 ends a token, 2 a sentence) of a few sentences at a time, in a fixed random order."""
    draw = random.Random(len(sentences))
    order = draw.sample(sentences, len(sentences))
    while order:
        some = [order.pop() for _ in range(min(len(order), draw.randint(*PARAGRAPH)))]
        labels = "0".join(re.sub("1$", "2", sentence.labels) for sentence in some)
        yield " ".join(sentence.text for sentence in some), labels


if __name__ == "__main__":
    main()

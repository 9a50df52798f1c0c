"""Fit the engine's model on judged needs, print honest figures, and write the model file.

    python benchmarks/fit_model.py FOLDER --version 2026.11-1 [--write matching/default_model.json]

FOLDER holds supports.jsonl, needs.jsonl, qrels.tsv and unmet.txt. Five-fold figures hold out needs, and weights
and limits are fitted again for each fold; term statistics are of all texts, the lexicon is the same throughout.
"""

from __future__ import annotations

import json
from pathlib import Path

import click
import numpy as np

from iuc_hub import taxonomy
from iuc_hub.exchange.judgements import parse_qrels, parse_unmet
from iuc_hub.exchange.needs import parse_needs
from iuc_hub.exchange.supports import parse_supports
from matching.features import COLUMNS
from matching.fitting import fit_weights, held_out, judged_needs, relevant_limit, scaled, unmet_limit
from matching.index import Index
from matching.model import Model
from matching.text import read

FOLDS = 5
SEEDS = (1, 2, 3)


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--version", required=True, help="Name of the new model version.")
@click.option("--ridge", default=0.001, show_default=True, help="How strongly weights are held small.")
@click.option("--write", type=click.Path(path_type=Path), help="File to write the model to.")
def fit_model(folder: Path, version: str, ridge: float, write: Path | None) -> None:
    """Fit, measure and perhaps write a model."""
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in ("supports.jsonl", "needs.jsonl")}
    supports = parse_supports(texts["supports.jsonl"], "supports.jsonl")
    needs = parse_needs(texts["needs.jsonl"], "needs.jsonl")
    corpus = [(read(f"{s.title}\n{s.description}", s.language), s.language) for s in supports]
    corpus += [(read(need.text), "sv") for need in needs]
    model = Model(version).fit_terms(corpus).fit_weights({}, 0.0, 0.0)
    qrels = parse_qrels((folder / "qrels.tsv").read_text(encoding="utf-8"), "qrels.tsv")
    unmet = parse_unmet((folder / "unmet.txt").read_text(encoding="utf-8"))
    judged = judged_needs(Index(model, supports), needs, qrels, unmet, taxonomy.hierarchies())

    weights = scaled(fit_weights(judged, ridge), judged)
    model.fit_weights(
        dict(zip(COLUMNS, map(float, np.round(weights, 3)), strict=True)),
        round(unmet_limit(judged, weights), 2),
        round(relevant_limit(judged, weights), 2),
    )
    inside = np.mean([each.ndcg(weights) for each in judged if not each.unmet and each.grades.any()])
    runs = [
        held_out(judged, FOLDS, seed, lambda rest: scaled(fit_weights(rest, ridge), rest)) for seed in SEEDS
    ]
    outside = {name: round(float(np.mean([run[name] for run in runs])), 4) for name in runs[0]}
    click.echo(json.dumps({"in_sample_ndcg@10": round(float(inside), 4), "held_out": outside}, indent=1))
    click.echo(json.dumps({name: weight for name, weight in model.weights_.items() if weight}))
    click.echo(f"unmet below {model.unmet_below_}, relevant from {model.relevant_from_}")
    if write:
        write.write_text(json.dumps(model.record(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    fit_model()

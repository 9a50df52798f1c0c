"""Fit the engine's model on judged needs, print honest figures, and write the model file.

    python benchmarks/fit_model.py FOLDER --version 2026.11-1 [--write matching/default_model.json]

FOLDER holds supports.jsonl, needs.jsonl, qrels.tsv and unmet.txt. Five-fold figures hold out needs, and weights
and limits are fitted again for each fold; term statistics are of all texts, the lexicon is the same throughout.
"""

from __future__ import annotations

import json
from pathlib import Path

import click

from iuc_hub import taxonomy
from iuc_hub.exchange.judgements import parse_qrels, parse_unmet
from iuc_hub.exchange.needs import parse_needs
from iuc_hub.exchange.supports import parse_supports
from matching.fitting import Judged, judged_needs
from matching.held_out import figures_held_out, mean_of
from matching.index import Index
from matching.limits import fit_model
from matching.model import Model, Weights
from matching.text import read

SEEDS = (1, 2, 3)


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--version", required=True, help="Name of the new model version.")
@click.option("--write", type=click.Path(path_type=Path), help="File to write the model to.")
def main(folder: Path, version: str, write: Path | None) -> None:
    """Fit, measure and perhaps write a model."""
    model, judged = judged_in(folder, version)
    fitted = fit_model(model, judged)
    runs = [figures_held_out(judged, seed=seed) for seed in SEEDS]
    click.echo(json.dumps({"held_out": mean_of(runs)}, indent=1))
    click.echo(json.dumps(dict(fitted.weights_.columns)))
    if write:
        write.write_text(json.dumps(fitted.record(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def judged_in(folder: Path, version: str) -> tuple[Model, list[Judged]]:
    """A model with the folder's term statistics and no weights yet, and its needs under it."""
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in ("supports.jsonl", "needs.jsonl")}
    supports = parse_supports(texts["supports.jsonl"], "supports.jsonl")
    needs = parse_needs(texts["needs.jsonl"], "needs.jsonl")
    corpus = [(read(f"{s.title}\n{s.description}", s.language), s.language) for s in supports]
    corpus += [(read(need.text), "sv") for need in needs]
    model = Model(version).fit_terms(corpus).fit_weights(Weights({}))
    qrels = parse_qrels((folder / "qrels.tsv").read_text(encoding="utf-8"), "qrels.tsv")
    unmet = parse_unmet((folder / "unmet.txt").read_text(encoding="utf-8"))
    return model, judged_needs(Index(model, supports), needs, qrels, unmet, taxonomy.hierarchies())


if __name__ == "__main__":
    main()

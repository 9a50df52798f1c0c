"""Fit the engine's model on judged needs, print figures of needs held out, and write the model file.

    python -m benchmarks.fit_model FOLDER [FOLDER …] --version 2026.11-1 [--write matching/default_model.json]

Each folder holds supports.jsonl, needs.jsonl, qrels.tsv and unmet.txt. Five-fold figures hold out needs, and weights
and limits are fitted again for each fold; term statistics are of all texts, the lexicon is the same throughout.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from iuc_hub import taxonomy
from iuc_hub.exchange.judgements import parse_qrels, parse_unmet
from iuc_hub.exchange.needs import parse_needs
from iuc_hub.exchange.supports import parse_supports
from matching.fitted.fitting import Judged, judged_needs
from matching.fitted.held_out import mean_of, rankings_held_out, with_interval
from matching.fitted.limits import fit_model
from matching.index import Index
from matching.model import Model, Weights
from matching.text import read
from matching.types import Need, Support

SEEDS = (1, 2, 3)


@dataclass(frozen=True)
class Data:
    """Judged needs of several folders under a model that has their term statistics and no weights yet."""

    model: Model
    judged: Sequence[list[Judged]]
    texts: Sequence[Mapping[str, str]]


@click.command()
@click.argument(
    "folders", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--version", required=True, help="Name of the new model version.")
@click.option("--write", type=click.Path(path_type=Path), help="File to write the model to.")
def main(folders: Sequence[Path], version: str, write: Path | None) -> None:
    """Fit, measure and perhaps write a model."""
    data = judged_in(folders, version)
    for at, (folder, judged) in enumerate(zip(folders, data.judged, strict=True)):
        others = [each for number, part in enumerate(data.judged) if number != at for each in part]
        runs = [with_interval(judged, rankings_held_out(judged, seed=seed, also=others)) for seed in SEEDS]
        click.echo(json.dumps({"folder": folder.name, "held_out": mean_of(runs)}, indent=1))
    fitted = fit_model(data.model, [each for part in data.judged for each in part])
    click.echo(json.dumps(dict(fitted.weights_.columns)))
    if write:
        write.write_text(json.dumps(fitted.record(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def judged_in(folders: Sequence[Path], version: str) -> Data:
    """What the folders hold, read and prepared."""
    read_in = [_read(folder) for folder in folders]
    corpus = [
        (read(f"{each.title}\n{each.description}", each.language), each.language)
        for supports, _ in read_in
        for each in supports
    ]
    corpus += [(read(need.text), "sv") for _, needs in read_in for need in needs]
    model = Model(version).fit_terms(corpus).fit_weights(Weights({}))
    judged = []
    for folder, (supports, needs) in zip(folders, read_in, strict=True):
        qrels = parse_qrels((folder / "qrels.tsv").read_text(encoding="utf-8"), "qrels.tsv")
        unmet = parse_unmet((folder / "unmet.txt").read_text(encoding="utf-8"))
        judged.append(judged_needs(Index(model, supports), needs, qrels, unmet, taxonomy.hierarchies()))
    texts = [
        {each.id: f"{each.title}\n{each.description}" for each in supports}
        | {need.id: need.text for need in needs}
        for supports, needs in read_in
    ]
    return Data(model, judged, texts)


def _read(folder: Path) -> tuple[Sequence[Support], Sequence[Need]]:
    supports = parse_supports((folder / "supports.jsonl").read_text(encoding="utf-8"), "supports.jsonl")
    return supports, parse_needs((folder / "needs.jsonl").read_text(encoding="utf-8"), "needs.jsonl")


if __name__ == "__main__":
    main()

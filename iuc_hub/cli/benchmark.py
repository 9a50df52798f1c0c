"""The command `iuc-hub benchmark`: the whole engine beside word searches, on the same invented texts."""

from __future__ import annotations

import json

import click


@click.command()
@click.option("--supports", default=2000, show_default=True, type=click.IntRange(min=50))
@click.option("--needs", default=5000, show_default=True, type=click.IntRange(min=10))
@click.option("--seed", default=1, show_default=True)
@click.option(
    "--checked",
    default=200,
    show_default=True,
    type=click.IntRange(min=0),
    help="Needs checked pair by pair.",
)
@click.option("--growth/--no-growth", default=True, help="Also at half and a quarter of the size.")
def benchmark(*, supports: int, needs: int, seed: int, checked: int, growth: bool) -> None:
    """Time the engine and its peers, one thread each; prints JSON.

    Example: iuc-hub benchmark --supports 10000 --needs 50000
    """
    from benchmarks.contest import Size, contest  # noqa: PLC0415 - only this command needs what it times

    found = contest(Size(supports, needs), seed, checked=checked, growth=growth, tell=_tell)
    click.echo(json.dumps(found, indent=1))


def _tell(word: str) -> None:
    click.echo(word, err=True)

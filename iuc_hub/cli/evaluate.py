"""The command `iuc-hub evaluate`: how well the engine's ranking agrees with what people judged."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from iuc_hub import taxonomy
from iuc_hub.cli.files import FILE, dated, text_of
from iuc_hub.cli.learned import compared, lessons, told_apart, unnamed_option
from iuc_hub.exchange.judgements import parse_blocked, parse_decisions, parse_qrels, parse_unmet
from iuc_hub.exchange.needs import parse_needs
from iuc_hub.exchange.supports import parse_supports
from matching.engine import match
from matching.evaluation import Ranking, figures
from matching.index import Index
from matching.learned.records import reliability_record
from matching.learning import Learned
from matching.model import default_model
from matching.types import NeedMatches


@click.command()
@click.option("--supports", required=True, type=FILE, help="The catalogue, supports.jsonl.")
@click.option("--needs", required=True, type=FILE, help="The needs, needs.jsonl.")
@click.option("--qrels", required=True, type=FILE, help="Grades 1-3, a tab-separated line each.")
@click.option("--blocked", type=FILE, help="Pairs that must not be shown, with their reasons.")
@click.option("--unmet", type=FILE, help="Needs that have nothing good, one a line.")
@click.option(
    "--decisions", type=FILE, help="decisions.jsonl: adds what they teach, and how chances met them."
)
@unnamed_option
def evaluate(
    *,
    supports: Path,
    needs: Path,
    qrels: Path,
    blocked: Path | None,
    unmet: Path | None,
    decisions: Path | None,
    unnamed: str | None,
) -> None:
    """Compare the engine's ranking with judgements; prints figures as JSON.

    Example: iuc-hub evaluate --supports supports.jsonl --needs needs.jsonl --qrels qrels.tsv
    """
    catalogue = parse_supports(text_of(supports), str(supports))
    asked = dated(parse_needs(text_of(needs), str(needs)), None)
    grades = parse_qrels(text_of(qrels), str(qrels))
    barred = parse_blocked(text_of(blocked), str(blocked)) if blocked else {}
    lost = parse_unmet(text_of(unmet)) if unmet else frozenset[str]()
    model = default_model()
    index = Index(model, catalogue)
    found = match(index, asked, None, taxonomy.hierarchies(), top=0, near=0)
    rankings = {each.need_id: _ranking(each) for each in found}
    result: dict[str, object] = {"model": model.version, **figures(rankings, grades, barred, lost)}
    if decisions:
        earlier = told_apart(parse_decisions(text_of(decisions), str(decisions)), unnamed)
        given = lessons(earlier, asked, index)
        result["learned"] = _learned_record(given.learned())
        result["comparison"] = asdict(compared(given, asked))
    click.echo(json.dumps(result, indent=1))


def _ranking(found: NeedMatches) -> Ranking:
    best = found.matches[0].score if found.matches else 0.0
    return Ranking(tuple(each.support_id for each in found.matches), best, found.unmet)


def _learned_record(learned: Learned) -> dict[str, object]:
    """What the decisions came to; the reliability is of decisions whose need a chance was fitted without."""
    return {
        "decisions": learned.decisions,
        "voters": learned.voters,
        "supports": len(learned.served),
        "multipliers": dict(learned.multipliers),
        "reliability": reliability_record(learned.chance.reliability) if learned.chance else None,
    }

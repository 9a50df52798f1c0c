"""The command `iuc-hub match`: ranks the supports of a file for the needs of another."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from textwrap import shorten
from typing import Any

import click

from iuc_hub import taxonomy
from iuc_hub.cli.files import DAY, FILE, as_day, dated, language_option, text_of
from iuc_hub.cli.learned import lessons, told_apart, unnamed_option
from iuc_hub.companies.aid.room_ahead import room_ahead
from iuc_hub.exchange.judgements import parse_decisions
from iuc_hub.exchange.needs import parse_needs
from iuc_hub.exchange.supports import parse_supports
from matching.engine import match as match_needs
from matching.explain import change_text, explanation, near_text, reason_text, why_text
from matching.index import Index
from matching.model import default_model
from matching.plans.proposing import plans
from matching.plans.values import Plan
from matching.plans.words import plan_record
from matching.types import CriterionResult, Match, Need, NeedMatches, Support, Verdict

PLANNED = 20  # best matches that plans are made from, however many are listed
WORDS = {
    "sv": {
        "eligible": "passar",
        "unknown": "passar om",
        "blocked": "inte möjligt",
        "unmet": "Inget är bra nog.",
    },
    "en": {
        "eligible": "fits",
        "unknown": "fits if",
        "blocked": "not possible",
        "unmet": "Nothing is good enough.",
    },
}


@click.command()
@click.option("--supports", required=True, type=FILE, help="The catalogue, supports.jsonl.")
@click.option("--needs", required=True, type=FILE, help="The needs, needs.jsonl.")
@click.option("--decisions", type=FILE, help="Earlier decisions, decisions.jsonl, to learn from.")
@click.option("--hub", help="Learn from this hub's decisions only.")
@click.option("--as-of", type=DAY, help="The day to judge on; else each need's own.")
@click.option("--top", default=10, show_default=True, type=click.IntRange(min=0), help="0 = all.")
@click.option("--include-blocked", is_flag=True, help="Also list what is relevant but not possible, last.")
@click.option(
    "--format", "form", type=click.Choice(["table", "tsv", "jsonl"]), default="table", show_default=True
)
@unnamed_option
@language_option
def match(
    *,
    supports: Path,
    needs: Path,
    decisions: Path | None,
    hub: str | None,
    unnamed: str | None,
    as_of: datetime | None,
    top: int,
    include_blocked: bool,
    form: str,
    language: str,
) -> None:
    """Rank supports for needs: who may have what, how well it fits and why.

    Example: iuc-hub match --supports examples/supports.jsonl --needs examples/needs.jsonl --top 3
    """
    catalogue = parse_supports(text_of(supports), str(supports))
    asked = dated(parse_needs(text_of(needs), str(needs)), as_day(as_of))
    index = Index(default_model(), catalogue)
    if decisions:
        earlier = told_apart(parse_decisions(text_of(decisions), str(decisions)), unnamed)
        given = lessons(earlier, asked, index, as_of=as_day(as_of))
        index = given.taught(given.learned(hub=hub))
    found = match_needs(
        index,
        asked,
        None,
        taxonomy.hierarchies(),
        top=max(top, PLANNED) if top and form == "jsonl" else top,
        near=(None if top == 0 else top) if include_blocked else 0,
    )
    by_id = {support.id: support for support in catalogue}
    lines = [FORMS[form](need, each, by_id, language, top) for need, each in zip(asked, found, strict=True)]
    click.echo("".join(lines), nl=False)


def _shown(found: NeedMatches, top: int) -> Iterator[Match]:
    yield from found.matches[: top or None]
    yield from found.near


def _tsv(need: Need, found: NeedMatches, supports: Mapping[str, Support], language: str, top: int) -> str:  # noqa: ARG001
    unmet = int(found.unmet)
    return "".join(
        f"{need.id}\t{rank}\t{each.support_id}\t{each.score:.1f}\t{each.verdict.value}\t{unmet}\n"
        for rank, each in enumerate(_shown(found, top), 1)
    )


def _jsonl(need: Need, found: NeedMatches, supports: Mapping[str, Support], language: str, top: int) -> str:
    record = {
        "need_id": need.id,
        "unmet": found.unmet,
        "why": why_text(found.why, language, taxonomy.names(language)),
        "matches": [
            _match_record(each, supports[each.support_id], need, language) for each in _shown(found, top)
        ],
        "plans": [plan_record(each, language) for each in _plans(need, found, supports)],
    }
    return json.dumps(record, ensure_ascii=False) + "\n"


def _plans(need: Need, found: NeedMatches, supports: Mapping[str, Support]) -> tuple[Plan, ...]:
    """The plans of a need with something good; a file tells nothing of the small aid that its company has got."""
    if found.unmet or need.as_of is None:
        return ()
    room = room_ahead((), need.as_of, known=False)
    line = default_model().weights_.relevant_from
    return plans(found.matches[:PLANNED], need, supports, need.as_of, line=line, room=room)


def _match_record(found: Match, support: Support, need: Need, language: str) -> dict[str, Any]:
    names = taxonomy.names(language)
    chance = {} if found.chance is None else {"chance": found.chance}
    return {
        "support_id": found.support_id,
        "score": found.score,
        "verdict": found.verdict.value,
        "contributions": [
            {"feature": each.feature, "value": each.value, "points": each.points}
            for each in found.contributions
        ],
        "criteria": criteria_records(found.criteria, language),
        "explanation": explanation(found, support, need, language, names),
        **chance,
    }


def criteria_records(results: Sequence[CriterionResult], language: str) -> list[dict[str, Any]]:
    """Criteria as the formats show them: fact, result, reason and the change that would flip it."""
    names = taxonomy.names(language)
    return [
        {
            "fact": each.fact,
            "result": each.result.value,
            "reason": reason_text(each, language, names),
            "change": change_text(each.change, language, names) if each.change else None,
        }
        for each in results
    ]


def _table(need: Need, found: NeedMatches, supports: Mapping[str, Support], language: str, top: int) -> str:
    names, words = taxonomy.names(language), WORDS[language]
    rows = [f"{need.id}  {shorten(need.text, 90, placeholder='…')}"]
    if found.unmet:
        rows.append(f"  {words['unmet']} {why_text(found.why, language, names)}")
    for rank, each in enumerate(_shown(found, top), 1):
        support = supports[each.support_id]
        rows.append(f"  {rank:>3}. {each.score:5.1f}  {words[each.verdict.value]:<12}  {support.title}")
        if each.verdict is Verdict.BLOCKED:
            rows.append(" " * 27 + ". ".join(part for part in near_text(each, language, names) if part))
        else:
            rows.append(" " * 27 + explanation(each, support, need, language, names))
    return "\n".join(rows) + "\n\n"


FORMS: Mapping[str, Callable[[Need, NeedMatches, Mapping[str, Support], str, int], str]] = {
    "table": _table,
    "tsv": _tsv,
    "jsonl": _jsonl,
}

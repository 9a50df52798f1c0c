"""What was learned as plain JSON and back, so that it is stored beside the model and can be taken up again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from matching.learned.chance import Bin, Chance, Reliability
from matching.learning import Learned, Vote

FORMAT = 1


def learned_record(learned: Learned) -> dict[str, Any]:
    """Plain JSON, without anything of a decision but its need, support and outcome."""
    return {
        "format": FORMAT,
        "day": learned.day.isoformat() if learned.day else None,
        "decisions": learned.decisions,
        "voters": learned.voters,
        "hubs": list(learned.hubs),
        "served": {support: dict(worth) for support, worth in learned.served.items()},
        "own": {need: dict(values) for need, values in learned.own.items()},
        "votes": {
            support: [[vote.need, vote.taken] for vote in votes] for support, votes in learned.votes.items()
        },
        "needs": {need: dict(profile) for need, profile in learned.needs.items()},
        "like": learned.like,
        "multipliers": dict(learned.multipliers),
        "chance": _chance_record(learned.chance) if learned.chance else None,
    }


def learned_from_record(record: Mapping[str, Any]) -> Learned:
    """What a record was made of; refuses a format it does not know."""
    if record.get("format") != FORMAT:
        raise ValueError(f"Format {record.get('format')} of what was learned is not {FORMAT}: learn again.")
    chance = record["chance"]
    return Learned(
        day=date.fromisoformat(record["day"]) if record["day"] else None,
        decisions=record["decisions"],
        voters=record["voters"],
        hubs=tuple(record["hubs"]),
        served=record["served"],
        own=record["own"],
        votes={
            support: tuple(Vote(need, taken) for need, taken in votes)
            for support, votes in record["votes"].items()
        },
        needs=record["needs"],
        like=record["like"],
        multipliers=record["multipliers"],
        chance=_chance_from_record(chance) if chance else None,
    )


def reliability_record(reliability: Reliability) -> dict[str, Any]:
    """The reliability curve as the evaluation report holds it."""
    return {
        "bins": [
            {
                "count": each.count,
                "predicted": each.predicted,
                "observed": each.observed,
                "low": each.low,
                "high": each.high,
            }
            for each in reliability.bins
        ],
        "gap": reliability.gap,
        "brier": reliability.brier,
    }


def _chance_record(chance: Chance) -> dict[str, Any]:
    return {
        "scores": list(chance.scores),
        "chances": list(chance.chances),
        "decisions": chance.decisions,
        "accepted": chance.accepted,
        "reliability": reliability_record(chance.reliability),
    }


def _chance_from_record(record: Mapping[str, Any]) -> Chance:
    held = record["reliability"]
    return Chance(
        scores=tuple(record["scores"]),
        chances=tuple(record["chances"]),
        decisions=record["decisions"],
        accepted=record["accepted"],
        reliability=Reliability(tuple(Bin(**each) for each in held["bins"]), held["gap"], held["brier"]),
    )

"""A model between its whole record and what is stored of it: what differs from the one that it builds on."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from iuc_hub.seals import as_stored
from matching.model import Model

Record = dict[str, Any]


def whole_record(model: Model) -> Record:
    """The record as it is read back from either database: plain JSON, names in order."""
    return in_order(model.record())


def in_order(record: Mapping[str, object]) -> Record:
    """The same with all names sorted, so that sums over them are the same sums wherever it was stored."""
    ordered: Record = json.loads(_text(as_stored(record)))
    return ordered


def checksum(record: Mapping[str, object], fingerprint: str) -> str:
    """Tells a model's whole record, with the lexicon that it was made under, from every other."""
    return hashlib.sha256(f"{fingerprint}\n{_text(as_stored(record))}".encode()).hexdigest()


def differing(record: Mapping[str, object], base: Mapping[str, object]) -> Record:
    """The parts of a record that are other than in the base's."""
    return {name: value for name, value in record.items() if name not in base or base[name] != value}


def completed(part: Mapping[str, object], base: Mapping[str, object]) -> Record:
    """The whole record again."""
    return in_order({**base, **part})


def gist_of(model: Model) -> Record:
    """What a list tells of a version, as plain JSON."""
    learned = model.learned_
    return in_order(
        {
            "cues": [each.cues for each in model.additions],
            "decisions": learned.decisions,
            "voters": learned.voters,
            "hubs": len(learned.hubs),
            "supports": len(learned.served),
            "multipliers": dict(learned.multipliers),
            "chance_from": learned.chance.decisions if learned.chance else 0,
        }
    )


def _text(record: Mapping[str, object]) -> str:
    return json.dumps(record, sort_keys=True, ensure_ascii=False)

"""Stored matches come back as they were."""

import json
from dataclasses import replace

from iuc_hub import taxonomy
from matching import records
from matching.engine import match
from matching.index import Index
from matching.model import default_model
from matching.types import AnyOf, Criterion, Op
from tests.unit.matching.cases import TODAY, need, support


def test_matches_and_their_inputs_survive_plain_json() -> None:
    rule = AnyOf((Criterion("x", Op.BETWEEN, (1, 2)), Criterion("y", Op.AFTER, TODAY)), "a clause")
    catalogue = [
        support("a", closes=TODAY, criteria=(rule,)),
        support("b", employees_max=9, counties=("20",)),
    ]
    asked = need()
    found = match(Index(default_model(), catalogue), [asked], None, taxonomy.hierarchies(), near=None)[0]
    stored = json.loads(json.dumps(records.need_matches_record(found), ensure_ascii=False))
    assert records.need_matches_from_record(stored) == found
    likely = replace(found.matches[0], chance=0.42)
    assert records.match_from_record(json.loads(json.dumps(records.match_record(likely)))) == likely
    assert records.need_from_record(json.loads(json.dumps(records.need_record(asked)))) == asked

"""The plans that `iuc-hub match --format jsonl` prints."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from iuc_hub.cli.main import main

STUDY: dict[str, Any] = {
    "id": "studie", "kind": "offer", "title": "Förstudie robot", "description": "Någon räknar på en robot i pressen.",
    "themes": ["production_automation"], "rolling": True,
    "funding": {"type": "voucher", "max_sek": 200000, "share_percent": 50, "state_aid": "de_minimis"},
    "eligibility": {"applicant": "company"},
}  # fmt: skip
GRANT = STUDY | {
    "id": "bidrag", "kind": "programme", "title": "Investeringsbidrag robot",
    "description": "Bidrag till investering i robot och maskiner.",
    "funding": {"type": "grant", "max_sek": 1000000, "share_percent": 40, "state_aid": "gber"},
}  # fmt: skip
NEED = {
    "id": "n1", "area": "production_automation", "text": "Vi ska köpa en robot till pressen, vem räknar på det?",
    "priority": 4, "company": {"id": "c1", "name": "Exempelverkstaden AB"}, "as_of": "2026-11-24",
}  # fmt: skip


def matched(folder: Path, *supports: dict[str, Any], top: int = 10) -> dict[str, Any]:
    catalogue, needs = folder / "supports.jsonl", folder / "needs.jsonl"
    catalogue.write_text("".join(json.dumps(each) + "\n" for each in supports), encoding="utf-8")
    needs.write_text(json.dumps(NEED) + "\n", encoding="utf-8")
    arguments = [
        "match",
        "--supports",
        str(catalogue),
        "--needs",
        str(needs),
        "--format",
        "jsonl",
        "--top",
        str(top),
    ]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    row: dict[str, Any] = json.loads(result.stdout)
    return row


def test_what_belongs_together_is_printed_as_a_plan(tmp_path: Path) -> None:
    (plan,) = matched(tmp_path, GRANT, STUDY)["plans"]

    assert [each["support_id"] for each in plan["steps"]] == ["studie", "bidrag"]
    assert plan["steps"][1]["begin"] >= plan["steps"][0]["ends"]
    assert plan["room_eur"] is None
    assert len(plan["questions"]) == 3


def test_without_anything_that_belongs_together_the_plans_are_empty(tmp_path: Path) -> None:
    assert matched(tmp_path, STUDY)["plans"] == []


def test_a_plan_does_not_hang_on_how_many_matches_are_listed(tmp_path: Path) -> None:
    one, all_of_them = (matched(tmp_path, GRANT, STUDY, top=top) for top in (1, 0))
    assert (len(one["matches"]), len(all_of_them["matches"])) == (1, 2)
    assert one["plans"] == all_of_them["plans"] != []

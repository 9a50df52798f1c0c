"""The Swedish boundary cases, on both evaluators and through the command that people run."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from iuc_hub import taxonomy
from iuc_hub.cli.eligibility import eligibility
from iuc_hub.companies.size_facts import sized
from iuc_hub.exchange.needs import parse_companies
from iuc_hub.exchange.supports import parse_supports
from matching.eligibility import VERDICT_OF_CODE, EligibilityTable, check
from matching.types import Answer, Company, Support, Verdict

LISTS = taxonomy.hierarchies()
DECISIVE = {Verdict.BLOCKED: Answer.NO, Verdict.UNKNOWN: Answer.UNKNOWN, Verdict.ELIGIBLE: Answer.YES}


@dataclass(frozen=True)
class Case:
    rule: str
    name: str
    support: str
    company: str
    as_of: date
    verdict: Verdict
    by: str


def line(number: int, record: Mapping[str, Any], **more: str) -> str:
    return json.dumps({"id": f"case-{number:03d}", **more, **record}, default=str)


@cache
def cases() -> tuple[Case, ...]:
    groups = yaml.safe_load(Path(__file__).with_name("boundary_cases.yaml").read_text(encoding="utf-8"))
    found = [(group, case) for group in groups for case in group["cases"]]
    return tuple(
        Case(
            rule=group["rule"],
            name=case["name"],
            support=line(number, case.get("support", group["support"]), kind="call", title=case["name"]),
            company=line(number, case["company"]),
            as_of=case.get("as_of", group["as_of"]),
            verdict=Verdict(case["verdict"]),
            by=case.get("by", ""),
        )
        for number, (group, case) in enumerate(found)
    )


def pair(case: Case) -> tuple[Support, Company]:
    (support,) = parse_supports(case.support, "supports.jsonl")
    (company,) = parse_companies(case.company, "companies.jsonl")
    return support, sized(company, case.as_of)


def test_there_are_cases_enough_and_each_has_its_own_name_under_its_rule() -> None:
    told = [(case.rule, case.name) for case in cases()]
    assert len(set(told)) == len(told) >= 80


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_boundary_case_is_decided_as_its_rule_says(case: Case) -> None:
    support, company = pair(case)
    verdict, results = check(support, company, case.as_of, LISTS)
    assert verdict is case.verdict
    assert not case.by or case.by in {each.fact for each in results if each.result is DECISIVE[verdict]}
    code = EligibilityTable([support], LISTS).answers([company], [case.as_of])[0, 0]
    assert VERDICT_OF_CODE[int(code)] is case.verdict


def test_every_support_of_the_cases_against_every_company_gives_the_same_on_both_evaluators() -> None:
    supports, companies = zip(*(pair(case) for case in cases()), strict=True)
    days = [case.as_of for case in cases()]
    table = EligibilityTable(supports, LISTS).answers(companies, days)
    for row, (company, day) in enumerate(zip(companies, days, strict=True)):
        slowly = [check(support, company, day, LISTS)[0] for support in supports]
        assert [VERDICT_OF_CODE[int(code)] for code in table[row]] == slowly


def test_the_command_decides_every_case_as_its_rule_says(tmp_path: Path) -> None:
    by_day = defaultdict(list)
    for case in cases():
        by_day[case.as_of].append(case)
    for day, held in by_day.items():
        supports, companies = tmp_path / "supports.jsonl", tmp_path / "companies.jsonl"
        supports.write_text("\n".join(case.support for case in held), encoding="utf-8")
        companies.write_text("\n".join(case.company for case in held), encoding="utf-8")
        asked = ["--supports", str(supports), "--companies", str(companies), "--as-of", day.isoformat()]
        done = CliRunner().invoke(eligibility, asked, catch_exceptions=False)
        rows = [json.loads(row) for row in done.stdout.split("\n") if row]
        told = {row["company_id"]: row["verdict"] for row in rows if row["company_id"] == row["support_id"]}
        assert list(told.values()) == [case.verdict.value for case in held]

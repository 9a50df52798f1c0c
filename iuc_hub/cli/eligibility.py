"""The command `iuc-hub eligibility`: which supports of a file each company of another may have, and why."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from iuc_hub import taxonomy
from iuc_hub.cli.files import DAY, FILE, language_option, text_of
from iuc_hub.cli.match import criteria_records
from iuc_hub.companies.size_facts import sized
from iuc_hub.exchange.needs import parse_companies
from iuc_hub.exchange.supports import parse_supports
from matching.eligibility import check


@click.command()
@click.option("--supports", required=True, type=FILE, help="The catalogue, supports.jsonl.")
@click.option("--companies", required=True, type=FILE, help="The companies, companies.jsonl.")
@click.option("--as-of", required=True, type=DAY, help="The day to judge on, as 2026-11-24.")
@language_option
def eligibility(*, supports: Path, companies: Path, as_of: datetime, language: str) -> None:
    """Judge every support for every company: one line of JSON a pair.

    Example: iuc-hub eligibility --supports examples/supports.jsonl --companies examples/companies.jsonl
    --as-of 2026-11-24
    """
    catalogue = parse_supports(text_of(supports), str(supports))
    day = as_of.date()
    asked = [sized(each, day) for each in parse_companies(text_of(companies), str(companies))]
    lines = []
    for company in asked:
        for support in catalogue:
            verdict, results = check(support, company, day, taxonomy.hierarchies())
            record = {
                "company_id": company.id,
                "support_id": support.id,
                "verdict": verdict.value,
                "criteria": criteria_records(results, language),
            }
            lines.append(json.dumps(record, ensure_ascii=False) + "\n")
    click.echo("".join(lines), nl=False)

"""The branches that reports count by: groups of SNI divisions, kept as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import yaml

from iuc_hub import taxonomy

OUTSIDE, UNKNOWN = "outside", "unknown"
DIVISION = 2
"""So many digits name a division."""


@dataclass(frozen=True)
class Branch:
    """A group's names; ``short`` fits the head of a narrow column."""

    code: str
    names: Mapping[str, str]
    shorts: Mapping[str, str]
    divisions: tuple[str, ...] = ()


@cache
def branches() -> Mapping[str, Branch]:
    """Code -> branch in the order of reports; outside industry and unknown stand last."""
    text = (taxonomy.REFERENCE / "branches.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    groups = {**data["branches"], OUTSIDE: data[OUTSIDE], UNKNOWN: data[UNKNOWN]}
    return {code: _branch(code, each) for code, each in groups.items()}


def _branch(code: str, each: Mapping[str, object]) -> Branch:
    divisions, short = each.get("divisions", ()), each["short"]
    if not isinstance(divisions, list | tuple) or not isinstance(short, dict):
        raise TypeError(f"branches.yaml: {code} is not written as its neighbours are")
    names = {language: str(each[language]) for language in taxonomy.LANGUAGES}
    return Branch(code, names, short, tuple(str(division) for division in divisions))


@cache
def _branch_of_division() -> Mapping[str, str]:
    return {division: each.code for each in branches().values() for division in each.divisions}


def branch_of(sni: object) -> str:
    """The branch of a company's SNI code, or of the first of several.

    >>> branch_of("25620"), branch_of(["4120", "16"]), branch_of(None)
    ('metal', 'outside', 'unknown')
    """
    code = sni[0] if isinstance(sni, list) and sni else sni
    if not isinstance(code, str) or not code[:DIVISION].isdigit():
        return UNKNOWN
    return _branch_of_division().get(code[:DIVISION], OUTSIDE)

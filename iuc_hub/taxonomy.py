"""The code lists of the field: themes, places, industries, legal forms, read once from reference/."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from matching.types import Hierarchies, Hierarchy

REFERENCE = Path(__file__).parent / "reference"
LANGUAGES = ("sv", "en")


@dataclass(frozen=True, slots=True)
class Entry:
    """One code with its names; `parent` is empty at the top of its list."""

    code: str
    sv: str
    en: str
    parent: str = ""
    short: str = ""

    def name(self, language: str) -> str:
        return self.en if language == "en" else self.sv


CodeList = Mapping[str, Entry]


@cache
def _yaml(name: str) -> dict[str, dict[str, dict[str, str]]]:
    with (REFERENCE / name).open(encoding="utf-8") as file:
        loaded: dict[str, dict[str, dict[str, str]]] = yaml.load(file, Loader=_Loader)  # noqa: S506 - a safe loader
    return loaded


_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _named(section: str) -> CodeList:
    rows = _yaml("themes.yaml")[section]
    return MappingProxyType({code: Entry(code, each["sv"], each["en"]) for code, each in rows.items()})


@cache
def themes() -> CodeList:
    return _named("themes")


@cache
def helps() -> CodeList:
    return _named("helps")


@cache
def kinds() -> CodeList:
    return _named("kinds")


@cache
def funding_types() -> CodeList:
    return _named("funding_types")


@cache
def state_aid() -> CodeList:
    return _named("state_aid")


@cache
def applicants() -> CodeList:
    return _named("applicants")


@cache
def places() -> CodeList:
    """Counties (two digits) and municipalities (four); `short` is the name as said in speech."""
    with (REFERENCE / "places.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType(
            {
                row["code"]: Entry(row["code"], row["name"], row["name"], row["parent"], row["short"])
                for row in csv.DictReader(file)
            }
        )


@cache
def counties() -> CodeList:
    return MappingProxyType({code: each for code, each in places().items() if not each.parent})


@cache
def municipalities() -> CodeList:
    return MappingProxyType({code: each for code, each in places().items() if each.parent})


@cache
def industries() -> CodeList:
    """SNI 2007 from section letters to five digits; the English name is its nearest named ancestor's."""
    english: dict[str, str] = {code: str(name) for code, name in _yaml("sni2007_en.yaml").items()}
    with (REFERENCE / "sni2007.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        english.setdefault(row["code"], english.get(row["parent"], row["sv"]))
    return MappingProxyType(
        {row["code"]: Entry(row["code"], row["sv"], english[row["code"]], row["parent"]) for row in rows}
    )


@cache
def legal_forms() -> CodeList:
    rows = _yaml("legal_forms.yaml")
    return MappingProxyType({code: Entry(code, str(x["sv"]), str(x["en"])) for code, x in rows.items()})


@cache
def hierarchies() -> Hierarchies:
    """The code trees as values for the engine: `sni`, `sni_2025`, `place` and the flat `legal_form`."""
    return MappingProxyType(
        {
            "sni": _tree(industries(), detail=5),
            "sni_2025": _sections_of_2025(),
            "place": _tree(places()),
            "legal_form": _tree(legal_forms()),
        }
    )


def _tree(codes: CodeList, detail: int = 0) -> Hierarchy:
    return Hierarchy({code: each.parent for code, each in codes.items()}, detail)


def _sections_of_2025() -> Hierarchy:
    """SNI 2025 down to its divisions; what is finer is below the division that it begins with."""
    parents: dict[str, str] = {}
    for section, divisions in _yaml("sni2025.yaml").items():
        parents |= {section: "", **dict.fromkeys(divisions, section)}
    return Hierarchy(parents, digits=2)


def known_industry(code: str) -> bool:
    """Whether a company's SNI code is in the list, or a finer code of registers under one that is."""
    return bool(hierarchies()["sni"].placed(code))


def name_of(codes: CodeList, code: str, language: str = "sv") -> str:
    """The code's name, or the code itself where the list does not know it."""
    entry = codes.get(code)
    return entry.name(language) if entry else code


@cache
def names(language: str) -> Mapping[str, Mapping[str, str]]:
    """What the engine's explanations call each code, by fact."""
    lists = {
        "county": places(),
        "municipality_code": places(),
        "sni": industries(),
        "legal_form": legal_forms(),
        "applicant": applicants(),
        "theme": themes(),
        "help": helps(),
        "kind": kinds(),
        "funding": funding_types(),
        "size_class": _named("size_classes"),
        "received": _named("received"),
    }
    return MappingProxyType(
        {
            fact: MappingProxyType({code: each.name(language) for code, each in codes.items()})
            for fact, codes in lists.items()
        }
    )

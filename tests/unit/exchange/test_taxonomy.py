"""The code lists are whole, and agree with the official ones where those are at hand."""

import csv

import pytest

from iuc_hub import taxonomy
from tests.unit.matching.cases import SHARED

REFERENCE = SHARED / "reference"
beside = pytest.mark.skipif(not REFERENCE.exists(), reason="the official lists are not beside the repository")


def rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_are_16_themes_21_counties_and_290_municipalities() -> None:
    assert len(taxonomy.themes()) == 16
    assert len(taxonomy.counties()) == 21
    assert len(taxonomy.municipalities()) == 290
    assert all(each.sv and each.en for each in taxonomy.themes().values())


def test_every_parent_is_in_its_list() -> None:
    for codes in (taxonomy.places(), taxonomy.industries()):
        assert all(not each.parent or each.parent in codes for each in codes.values())


def test_a_section_covers_its_detail_and_a_county_its_municipalities() -> None:
    lists = taxonomy.hierarchies()
    assert lists["sni"].covers("C", "25620")
    assert lists["place"].covers("18", "1880")
    assert not lists["sni"].covers("A", "25620")


def test_a_finer_code_of_a_register_is_known_by_the_code_it_stands_under() -> None:
    assert taxonomy.known_industry("28131")
    assert not taxonomy.known_industry("99999")


def test_names_come_in_both_languages() -> None:
    assert taxonomy.name_of(taxonomy.industries(), "25") != taxonomy.name_of(
        taxonomy.industries(), "25", "en"
    )
    assert taxonomy.names("en")["theme"]["energy"] == "Energy"
    assert taxonomy.name_of(taxonomy.themes(), "unheard") == "unheard"


@beside
def test_places_agree_with_the_official_list() -> None:
    counties = {row["county_code"]: row["county_name"] for row in rows("se_counties.csv")}
    places = {
        row["municipality_code"]: (row["municipality_name"], row["county_code"])
        for row in rows("se_municipalities.csv")
    }
    assert {code: each.sv for code, each in taxonomy.counties().items()} == counties
    assert {code: (each.sv, each.parent) for code, each in taxonomy.municipalities().items()} == places


@beside
def test_industries_agree_with_the_official_list() -> None:
    official = {row["vardekod"]: row["vardebenamning"] for row in rows("scb_sni2007.csv")}
    assert {code: each.sv for code, each in taxonomy.industries().items()} == official


@beside
def test_legal_forms_point_to_official_codes() -> None:
    official = {row["vardekod"] for row in rows("scb_jurform2020.csv")}
    assert {code for each in taxonomy._yaml("legal_forms.yaml").values() for code in each["scb"]} <= official

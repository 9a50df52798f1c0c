"""Companies and what they need: needs.jsonl and companies.jsonl to the engine's values."""

from __future__ import annotations

from iuc_hub import taxonomy
from iuc_hub.errors import N_
from iuc_hub.exchange.rows import Fields, all_or_error, built
from matching.facts import can_be_read
from matching.types import Company, FactValue, Need

FOUNDED = (1000, 2200)
PRIORITIES = (1, 5)


def parse_needs(text: str, where: str) -> tuple[Need, ...]:
    """Every need of the text; raises FileError naming the first row and field that can't be read."""
    return all_or_error(built(text, where, read_need, lambda need: need.id))


def parse_companies(text: str, where: str) -> tuple[Company, ...]:
    """Every company of the text; raises FileError naming the first row and field that can't be read."""
    return all_or_error(built(text, where, read_company, lambda company: company.id))


def read_need(fields: Fields) -> Need:
    """One row's need; its company may lack an id and then takes the need's."""
    priority = fields.number("priority", low=PRIORITIES[0], high=PRIORITIES[1])
    if priority is not None and priority != int(priority):
        fields.refuse("priority", N_("Prioriteten ska vara ett heltal från 1 till 5. Rätta den."))
    theme = fields.text("area")
    if theme not in taxonomy.themes():
        fields.unknown_code("area", theme, taxonomy.themes())
    company = fields.inner("company")
    identity = fields.identity()
    return Need(
        id=identity,
        theme=theme,
        text=fields.text("text"),
        priority=3 if priority is None else int(priority),
        company=Company(identity) if company is None else read_company(company, identity),
        as_of=fields.day("as_of"),
        helps=fields.codes("helps", taxonomy.helps()),
        planned_sek=fields.number("planned_sek", low=0),
    )


def read_company(fields: Fields, identity: str | None = None) -> Company:
    """A company and its known facts; what is absent or null is left out, so that it counts as unknown."""
    facts: dict[str, FactValue] = {
        "employees": fields.number("employees", low=0),
        "turnover_sek": fields.number("turnover_sek"),
        "balance_sek": fields.number("balance_sek"),
        "founded_year": fields.number("founded_year", low=FOUNDED[0], high=FOUNDED[1]),
        "sni_version": _version(fields),
        "legal_form": fields.text("legal_form", "") or None,
        "county": _code(fields, "county", taxonomy.counties()),
        "municipality_code": _code(fields, "municipality_code", taxonomy.municipalities()),
    }
    older = str(facts["sni_version"] or "2007") == "2007"
    facts["sni"] = _industries(fields, known=older)
    more = fields.inner("facts")
    facts |= _other_facts(more) if more else {}
    known = {name: value for name, value in facts.items() if _says_something(name, value)}
    own = fields.identity() if identity is None or fields.data.get("id") is not None else identity
    return Company(own, fields.text("name", ""), known)


def _says_something(name: str, value: FactValue) -> bool:
    """An empty list says nothing, except that no support has been received."""
    return value is not None and (value != () or name == "received")


def _version(fields: Fields) -> str | None:
    value = fields.data.get("sni_version")
    return None if value is None else str(value).strip().removeprefix("SNI").strip()


def _industries(fields: Fields, *, known: bool) -> tuple[str, ...]:
    """The company's codes without dots and blanks; empty slots of a register record are left out."""
    given = [each for each in fields.items("sni") if not (isinstance(each, str) and not each.strip())]
    plain = [each.replace(".", "").strip() if isinstance(each, str) else each for each in given]
    cleaned = Fields({"sni": plain}, fields.where, fields.row, fields.path)
    return cleaned.industries("sni") if known else cleaned.codes("sni")


def _code(fields: Fields, name: str, known: taxonomy.CodeList) -> str | None:
    value = fields.text(name, "").strip()
    if value and value not in known:
        fields.unknown_code(name, value, known)
    return value or None


def _all_read(value: object) -> bool:
    return all(map(can_be_read, value)) if isinstance(value, list) else can_be_read(value)


def _other_facts(fields: Fields) -> dict[str, FactValue]:
    found: dict[str, FactValue] = {}
    for name, value in fields.data.items():
        if name == "received" and value is not None and not _all_read(value):
            fields.refuse(
                name, N_("Mottagna stöd ska vara en lista med namn, som ”robotkollen 2025-03-14”. Rätta den.")
            )
        elif isinstance(value, list):
            found[name] = fields.codes(name)
        elif value is None or isinstance(value, bool | int | float | str):
            found[name] = value
        else:
            fields.refuse(name, N_("En uppgift ska vara text, tal, true, false eller en lista. Rätta den."))
    return found

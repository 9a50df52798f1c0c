"""What narrows the register of members, as its address says it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

WHO = ("now", "coming", "former", "all")
FEES = ("paid", "unpaid", "none")
FIRST_YEAR, LAST_YEAR = 1990, 2100
DIGITS = 4
LONGEST = 100


@dataclass(frozen=True)
class Filters:
    """``who`` is a part of the register, ``fee`` how the year's fee stands; "" narrows nothing."""

    year: int
    q: str = ""
    who: str = "now"
    fee_class: str = ""
    fee: str = ""

    def address(self, **other: object) -> dict[str, str]:
        """The values an address needs, with others put in their place."""
        told = replace(self, **other)  # type: ignore[arg-type] # the fields are named by the caller
        values = {each.name: str(getattr(told, each.name)) for each in fields(told)}
        return {name: value for name, value in values.items() if value}

    @property
    def narrowed(self) -> bool:
        return bool(self.q or self.fee_class or self.fee or self.who != "now")


def read_filters(given: Mapping[str, str], this_year: int) -> Filters:
    """The filters of an address; a value that no list has narrows nothing."""
    year = given.get("year", "")
    known = year.isascii() and year.isdigit() and len(year) == DIGITS and FIRST_YEAR <= int(year) <= LAST_YEAR
    who, fee = given.get("who", ""), given.get("fee", "")
    return Filters(
        year=int(year) if known else this_year,
        q=given.get("q", "")[:LONGEST].strip(),
        who=who if who in WHO else "now",
        fee_class=given.get("fee_class", "")[:80],
        fee=fee if fee in FEES else "",
    )

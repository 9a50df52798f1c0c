"""What narrows the catalogue, as its address says it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields

from iuc_hub import taxonomy

LONGEST = 100
OPEN, COMING, CLOSED = "open", "coming", "closed"
WINDOWS = (OPEN, COMING, CLOSED)
DRAFTS, ARCHIVED = "drafts", "archived"
STATES = (DRAFTS, ARCHIVED)


@dataclass(frozen=True)
class Filters:
    """What a list of supports is narrowed to; nothing set shows all that is published."""

    words: str = ""
    kind: str = ""
    theme: str = ""
    county: str = ""
    """What companies of this county may have: limited to it, or for the whole country."""
    when: str = ""
    """open | coming | closed today"""
    unverified: str = ""
    """yes: not compared with its source for a year"""
    state: str = ""
    """drafts (the hub's own, also those in review) | archived"""

    def address(self, **other: str) -> dict[str, str]:
        """The values that an address needs, with others put in their place."""
        values = {each.name: getattr(self, each.name) for each in fields(self)} | other
        values["q"] = values.pop("words")
        return {name: value for name, value in values.items() if value}

    @property
    def narrowed(self) -> bool:
        return bool(self.address())


def read_filters(given: Mapping[str, str]) -> Filters:
    """The filters of an address; a value that no list has narrows nothing."""
    allowed: dict[str, Callable[[str], bool]] = {
        "kind": lambda value: value in taxonomy.kinds(),
        "theme": lambda value: value in taxonomy.themes(),
        "county": lambda value: value in taxonomy.counties(),
        "when": lambda value: value in WINDOWS,
        "unverified": lambda value: value == "yes",
        "state": lambda value: value in STATES,
    }
    kept = {name: given[name] for name, fits in allowed.items() if name in given and fits(given[name])}
    return Filters(words=given.get("q", "")[:LONGEST], **kept)

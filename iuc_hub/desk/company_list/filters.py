"""What narrows the list of companies, as its address says it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace

from iuc_hub import taxonomy

SIZES: Mapping[str, tuple[int, int | None]] = {
    "micro": (0, 9), "small": (10, 49), "medium": (50, 249), "large": (250, None),
}  # fmt: skip
VISITS = ("never", "year", "half", "recent")
STATES = ("unsent", "unanswered", "yes", "under_way")
SORTS = ("name", "visit", "needs")
LONGEST = 100
DIVISION = 2


@dataclass(frozen=True)
class Filters:
    """One value each; "" narrows nothing. ``whose`` is "mine" or an advisor's id, ``branch`` a section or division."""

    q: str = ""
    place: str = ""
    branch: str = ""
    size: str = ""
    visit: str = ""
    theme: str = ""
    state: str = ""
    whose: str = ""
    member: str = ""
    sort: str = "name"

    def address(self, **other: str) -> dict[str, str]:
        """The values an address needs, with others put in their place."""
        told = replace(self, **other)
        values = {each.name: getattr(told, each.name) for each in fields(told)}
        return {name: value for name, value in values.items() if value and (name, value) != ("sort", "name")}

    @property
    def narrowed(self) -> bool:
        return bool(self.address(sort="name"))

    @property
    def chosen(self) -> int:
        """How many choices beside the words and the order narrow the list."""
        return len(self.address(q="", sort="name"))


def read_filters(given: Mapping[str, str]) -> Filters:
    """The filters of an address; a value that no list has narrows nothing."""
    places = taxonomy.municipalities()
    industries = taxonomy.industries()
    allowed: dict[str, Callable[[str], bool]] = {
        "place": lambda value: value in places,
        "branch": lambda value: value in industries and len(value) <= DIVISION,
        "size": lambda value: value in SIZES,
        "visit": lambda value: value in VISITS,
        "theme": lambda value: value in taxonomy.themes(),
        "state": lambda value: value in STATES,
        "whose": lambda value: (
            value == "mine" or (value.isascii() and value.isdigit() and len(value) < DIVISION * 5)
        ),
        "member": lambda value: value in ("yes", "no"),
        "sort": lambda value: value in SORTS,
    }
    kept = {name: given[name] for name, fits in allowed.items() if name in given and fits(given[name])}
    return Filters(q=given.get("q", "")[:LONGEST], **kept)


def divisions(branch: str) -> list[str]:
    """The two-digit divisions of a section, or the division itself."""
    if branch.isdigit():
        return [branch]
    return [code for code, entry in taxonomy.industries().items() if entry.parent == branch]

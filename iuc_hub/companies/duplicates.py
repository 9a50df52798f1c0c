"""Companies that are likely to be the same, with the reasons: compared in small groups, never all with all."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from rapidfuzz import fuzz

from iuc_hub.companies.models import Company

WORDS_OF_FORM = frozenset(
    [
        "ab",
        "aktiebolag",
        "aktiebolaget",
        "hb",
        "handelsbolag",
        "kb",
        "kommanditbolag",
        "i",
        "och",
        "publ",
        "firma",
        "enskild",
    ]
)
SHARED_DOMAINS = frozenset(
    ["gmail.com", "hotmail.com", "outlook.com", "telia.com", "live.se", "yahoo.se", "icloud.com"]
)
LARGEST_GROUP = 60
"""A group with more companies than this says nothing of any two of them."""
SIMILAR = 88
LIKELY = 50


class Reason(StrEnum):
    SAME_NAME = "same_name"
    SIMILAR_NAME = "similar_name"
    SAME_PHONE = "same_phone"
    SAME_DOMAIN = "same_domain"
    SAME_ADDRESS = "same_address"
    NEAR_NUMBER = "near_number"


WEIGHTS: Mapping[Reason, int] = {
    Reason.SAME_NAME: 60, Reason.SIMILAR_NAME: 40, Reason.SAME_PHONE: 25, Reason.SAME_DOMAIN: 20,
    Reason.SAME_ADDRESS: 20, Reason.NEAR_NUMBER: 30,
}  # fmt: skip


@dataclass(frozen=True)
class Pair:
    """Two companies, the older first, why they may be one, and how likely from 0 to 100."""

    first: Company
    second: Company
    reasons: tuple[Reason, ...]

    @property
    def key(self) -> str:
        return pair_key(self.first.id or 0, self.second.id or 0)

    @property
    def score(self) -> int:
        same_place = self.first.municipality_code == self.second.municipality_code
        return min(100, sum(WEIGHTS[each] for each in self.reasons) + (10 if same_place else 0))


def pair_key(one: int, other: int) -> str:
    """The same for both orders of two ids."""
    return f"{min(one, other)}-{max(one, other)}"


def bare_name(name_key: str) -> str:
    """A sorting key's words without signs and without words that only tell the legal form."""
    words = re.sub(r"[^\w{|}]+", " ", name_key).split()
    return " ".join(word for word in words if word not in WORDS_OF_FORM)


def find_pairs(
    companies: Sequence[Company], addresses: Sequence[tuple[int, str, str]], apart: frozenset[str]
) -> list[Pair]:
    """Likely pairs, the likeliest first, without those known to be two companies."""
    by_id = {each.id or 0: each for each in companies}
    names = {each: bare_name(company.name_key) for each, company in by_id.items()}
    found: dict[tuple[int, int], set[Reason]] = defaultdict(set)
    for reason, groups in _groups(by_id, names, addresses):
        for members in groups.values():
            if 1 < len(members) <= LARGEST_GROUP:
                for one, other in combinations(sorted(members), 2):
                    found[one, other].add(reason)
    for one, other in _candidates(by_id, names):
        if Reason.SAME_NAME not in found[one, other] and fuzz.ratio(names[one], names[other]) >= SIMILAR:
            found[one, other].add(Reason.SIMILAR_NAME)
    pairs = [Pair(by_id[a], by_id[b], tuple(sorted(why))) for (a, b), why in found.items() if why]
    likely = [pair for pair in pairs if pair.score >= LIKELY and pair.key not in apart]
    return sorted(likely, key=lambda pair: (-pair.score, pair.first.name_key, pair.first.id))


Groups = Mapping[str, set[int]]


def _groups(
    by_id: Mapping[int, Company], names: Mapping[int, str], addresses: Sequence[tuple[int, str, str]]
) -> Iterator[tuple[Reason, Groups]]:
    same_name, street, number = defaultdict(set), defaultdict(set), defaultdict(set)
    for each, company in by_id.items():
        if names[each]:
            same_name[names[each]].add(each)
        if company.address:
            street[f"{company.municipality_code} {company.address.casefold()}"].add(each)
        number["".join(sorted(company.organisation_number))].add(each)
    phone, domain = defaultdict(set), defaultdict(set)
    for each, email, telephone in addresses:
        if each in by_id:
            if digits := re.sub(r"\D", "", telephone).removeprefix("46").lstrip("0"):
                phone[digits].add(each)
            host = email.casefold().rpartition("@")[2]
            if host and host not in SHARED_DOMAINS:
                domain[host].add(each)
    yield from (
        (Reason.SAME_NAME, same_name), (Reason.SAME_ADDRESS, street), (Reason.SAME_PHONE, phone),
        (Reason.SAME_DOMAIN, domain), (Reason.NEAR_NUMBER, number),
    )  # fmt: skip


def _candidates(by_id: Mapping[int, Company], names: Mapping[int, str]) -> Iterator[tuple[int, int]]:
    """Pairs within a municipality whose names open alike or close alike, each once."""
    blocks: dict[tuple[str, str], set[int]] = defaultdict(set)
    opening = 4
    for each, company in by_id.items():
        if len(name := names[each].replace(" ", "")) >= opening:
            blocks[company.municipality_code, f"^{name[:opening]}"].add(each)
            blocks[company.municipality_code, f"{name[-opening:]}$"].add(each)
    met: set[tuple[int, int]] = set()
    for members in blocks.values():
        if len(members) <= LARGEST_GROUP:
            met.update(combinations(sorted(members), 2))
    yield from met

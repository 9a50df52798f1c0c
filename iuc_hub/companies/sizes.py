"""The size class of a company with those it is linked to, and why: pure arithmetic on frozen values."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Amount = int | float


class SizeKind(StrEnum):
    """The classes of 2003/361/EC and 2025/1099, from the smallest up."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    SMALL_MID_CAP = "small_mid_cap"
    LARGE = "large"
    UNKNOWN = "unknown"


class Measure(StrEnum):
    """What a class is measured by; the values are the facts' names."""

    EMPLOYEES = "employees"
    TURNOVER = "turnover_sek"
    BALANCE = "balance_sek"


@dataclass(frozen=True)
class SizeRule:
    """One class: fewer staff than the limit, and turnover or balance sheet total at most the sum in euro."""

    kind: SizeKind
    employees_below: int
    turnover_eur: int
    balance_eur: int
    source: str


@dataclass(frozen=True)
class Figures:
    """What is known of one company; None is unknown."""

    name: str
    employees: Amount | None = None
    turnover_sek: Amount | None = None
    balance_sek: Amount | None = None

    def of(self, measure: Measure) -> Amount | None:
        known = {
            Measure.EMPLOYEES: self.employees,
            Measure.TURNOVER: self.turnover_sek,
            Measure.BALANCE: self.balance_sek,
        }
        return known[measure]


@dataclass(frozen=True)
class Check:
    """One figure of the whole group against one class's limit; ``within`` None while it can't be told.

    ``value`` is in persons or kronor, ``eur`` the same in euro; without ``whole`` it is at least that much.
    """

    kind: SizeKind
    measure: Measure
    value: Decimal
    whole: bool
    eur: Decimal | None
    limit: int
    within: bool | None


@dataclass(frozen=True)
class Lacking:
    """A fact of a company that would settle the class."""

    company: str
    measure: Measure


@dataclass(frozen=True)
class Size:
    """The class, the checks that give it, what would settle an unknown one, and how many companies counted."""

    kind: SizeKind
    reasons: Sequence[Check]
    settled_by: Sequence[Lacking]
    companies: int
    sources: Sequence[str]


def size_class(companies: Sequence[Figures], rules: Sequence[SizeRule], sek_per_eur: Decimal) -> Size:
    """The smallest class that all companies together are within; linked companies count in whole.

    A class is unknown as soon as a smaller one can be neither given nor excluded.
    """
    over: tuple[Check, ...] = ()
    for rule in rules:
        checks = _checks(companies, rule, sek_per_eur)
        within = _within(checks)
        if within is None:
            return _size(
                SizeKind.UNKNOWN, (*over, *_told(checks)), companies, (rule,), _lacking(companies, checks)
            )
        if within:
            held = tuple(each for each in checks if each.within)
            return _size(rule.kind, (*over, *held), companies, (rule,))
        over = tuple(each for each in checks if each.within is False)
    return _size(SizeKind.LARGE, over, companies, rules[-1:])


def is_within(companies: Sequence[Figures], rule: SizeRule, sek_per_eur: Decimal) -> bool | None:
    """Whether all companies together are within one class's limits; None while a figure would tell."""
    return _within(_checks(companies, rule, sek_per_eur))


def _size(
    kind: SizeKind,
    reasons: Sequence[Check],
    companies: Sequence[Figures],
    rules: Sequence[SizeRule],
    lacking: Sequence[Lacking] = (),
) -> Size:
    return Size(kind, tuple(reasons), tuple(lacking), len(companies), tuple(rule.source for rule in rules))


def _told(checks: Sequence[Check]) -> tuple[Check, ...]:
    return tuple(each for each in checks if each.within is not None)


def _checks(companies: Sequence[Figures], rule: SizeRule, rate: Decimal) -> tuple[Check, Check, Check]:
    limits = (
        (Measure.EMPLOYEES, rule.employees_below),
        (Measure.TURNOVER, rule.turnover_eur),
        (Measure.BALANCE, rule.balance_eur),
    )
    heads, turnover, balance = (
        _check(companies, rule.kind, measure, limit, rate) for measure, limit in limits
    )
    return heads, turnover, balance


def _check(
    companies: Sequence[Figures], kind: SizeKind, measure: Measure, limit: int, rate: Decimal
) -> Check:
    figures = [each.of(measure) for each in companies]
    known = [Decimal(str(figure)) for figure in figures if figure is not None]
    value, whole = sum(known, Decimal(0)), len(known) == len(companies)
    eur = None if measure is Measure.EMPLOYEES else value / rate
    over = value >= limit if eur is None else eur > limit
    return Check(kind, measure, value, whole, eur, limit, within=False if over else True if whole else None)


def _within(checks: tuple[Check, Check, Check]) -> bool | None:
    """Staff and (turnover or balance), where each may be unknown."""
    heads, turnover, balance = (each.within for each in checks)
    money = True if turnover or balance else None if None in (turnover, balance) else False
    if heads is False or money is False:
        return False
    return None if None in (heads, money) else True


def _lacking(companies: Sequence[Figures], checks: tuple[Check, Check, Check]) -> list[Lacking]:
    """The facts to ask for first: staff, else turnover, else balance."""
    open_measure = next(each.measure for each in checks if each.within is None)
    return [Lacking(each.name, open_measure) for each in companies if each.of(open_measure) is None]

"""The orders that support belongs in, with the kinds of step and the rules, as the lexicon has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from matching.text import lexicon

Named = Mapping[str, str]
POINTS = ("ready", "decided", "ends")


@dataclass(frozen=True, slots=True)
class Lead:
    """Days that a step usually takes: to apply (`least` at a pinch), to be decided, to be carried out."""

    apply: int
    least: int
    decide: int
    run: int


@dataclass(frozen=True, slots=True)
class StepKind:
    """What a support must be to be such a step; empty limits nothing."""

    name: Named
    lead: Lead
    cost: str
    funding: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    about: str = "any"
    general: tuple[str, ...] = ()
    title: str = ""
    words: str = ""
    never: str = ""
    rest: bool = False
    begins: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in an order: the kinds that may stand there, how well they must fit, and what they wait for."""

    name: str
    of: tuple[str, ...]
    fit: float
    after: Mapping[str, str]
    before: str = ""
    needs: Named | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """One order of steps, the needs it is for, and how many of its steps make a plan."""

    key: str
    name: Named
    why: Named
    themes: tuple[str, ...]
    words: str
    least: int
    one_of: tuple[str, ...]
    slots: tuple[Slot, ...]
    never: str = ""


@dataclass(frozen=True, slots=True)
class CombinationRule:
    """A rule for combining supports, with where it stands and which kinds of state aid it is about."""

    says: Named
    source: str
    state_aid: tuple[str, ...]
    counts: Mapping[str, float]
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """Everything the lexicon has of orders: kinds of step, orders, rules, days for a joint application."""

    kinds: Mapping[str, StepKind]
    sequences: tuple[Order, ...]
    rules: Mapping[str, CombinationRule]
    together: int
    most: int


@cache
def book() -> Book:
    """The orders that the product ships with."""
    return book_of(lexicon("sequences"))


def book_of(record: Mapping[str, Any]) -> Book:
    """The orders of a record written like sequences.yaml.

    Raises:
        ValueError: a step waits for one that does not stand before it, or for no known point of it.
    """
    kinds = {key: _kind(each) for key, each in record["steps"].items()}
    sequences = tuple(_sequence(key, each) for key, each in record["sequences"].items())
    for each in sequences:
        _check(each, kinds)
    return Book(
        kinds=kinds,
        sequences=sequences,
        rules={key: _rule(each) for key, each in record["rules"].items()},
        together=record["lead_times"]["together"],
        most=record["most"],
    )


def _kind(record: Mapping[str, Any]) -> StepKind:
    days = record["days"]
    return StepKind(
        name=record["name"],
        lead=Lead(days["apply"], days["least"], days["decide"], days["run"]),
        cost=record["cost"],
        funding=tuple(record.get("funding", ())),
        kinds=tuple(record.get("kinds", ())),
        themes=tuple(record.get("themes", ())),
        about=record.get("about", "any"),
        general=tuple(record.get("general", ())),
        title=record.get("title", ""),
        words=record.get("words", ""),
        never=record.get("never", ""),
        rest=bool(record.get("rest")),
        begins=record.get("begins", ""),
    )


def _sequence(key: str, record: Mapping[str, Any]) -> Order:
    slots = tuple(
        Slot(
            name=name,
            of=tuple(each["of"]),
            fit=float(each["fit"]),
            after=each.get("after", {}),
            before=each.get("before", ""),
            needs=each.get("needs"),
        )
        for name, each in record["steps"].items()
    )
    return Order(
        key=key,
        name=record["name"],
        why=record["why"],
        themes=tuple(record["themes"]),
        words=record["words"],
        least=record["least"],
        one_of=tuple(record["one_of"]),
        slots=slots,
        never=record.get("never", ""),
    )


def _rule(record: Mapping[str, Any]) -> CombinationRule:
    return CombinationRule(
        says=record["says"],
        source=record["source"],
        state_aid=tuple(record["state_aid"]),
        counts=record.get("counts", {}),
        fact=record.get("fact", ""),
    )


def _check(sequence: Order, kinds: Mapping[str, StepKind]) -> None:
    earlier: set[str] = set()
    awaited: set[str] = set()
    for slot in sequence.slots:
        where = f"Step {slot.name} of the sequence {sequence.key}"
        if not set(slot.of) <= set(kinds):
            raise ValueError(f"{where} is of a kind that is not among the steps.")
        if not set(slot.after) <= earlier or not set(slot.after.values()) <= set(POINTS):
            raise ValueError(f"{where} must wait for a step before it to be one of {', '.join(POINTS)}.")
        if slot.before and (slot.before not in earlier or slot.before in awaited):
            raise ValueError(f"{where} holds up a step that others have waited for already.")
        earlier.add(slot.name)
        awaited |= {name for name, point in slot.after.items() if point == "ends"}

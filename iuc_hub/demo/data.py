"""What the demo tells: its people, its companies' stories and its invented calls, read from the YAML files here."""

import json
from collections.abc import Iterator
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Literal

import yaml
from pydantic import AwareDatetime, BaseModel, ConfigDict

from iuc_hub.accounts.models import Role
from iuc_hub.companies.dealings import NoteKind, Purpose
from iuc_hub.companies.models import FactSource
from iuc_hub.companies.services import FactValue
from iuc_hub.demo.dates import resolved


class Told(BaseModel):
    """A part of the demo's files; a name that is not known is a mistake in them."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class HubTold(Told):
    slug: str
    name: str
    county: str
    email: str
    phone: str


class UserTold(Told):
    """``key`` is how the companies' files name the person; ``hub`` is the slug of where an advisor or admin works."""

    key: str
    role: Role
    hub: str = "exempelhubben"
    name: str
    email: str
    password: str
    phone: str = ""
    organisation: str | None = None


class People(Told):
    hubs: tuple[HubTold, ...]
    users: tuple[UserTold, ...]

    def hub(self, slug: str) -> HubTold:
        """Raises StopIteration for a slug that no hub has."""
        return next(hub for hub in self.hubs if hub.slug == slug)


class ContactTold(Told):
    name: str
    title: str
    email: str
    phone: str


class InterviewTold(Told):
    """How far the interview has come: the moments that have passed."""

    planned: AwareDatetime
    started: AwareDatetime | None = None
    completed: AwareDatetime | None = None
    approved: AwareDatetime | None = None
    cancelled: AwareDatetime | None = None
    why_cancelled: str = ""


class AcceptTold(Told):
    """When the advisor chose among what fits, and how many at most."""

    at: AwareDatetime
    most: int


class PassTold(Told):
    """The advisor passes over the best of what is left, for a reason."""

    at: AwareDatetime
    reason: str
    comment: str = ""


class SendTold(Told):
    at: AwareDatetime


class ReplyTold(Told):
    """The company's answer to what it was sent: for its need of this theme, or the so many-th in the letter.

    A letter may hold fewer than the story's teller thought; there is no answer to what was not in it.
    """

    at: AwareDatetime
    theme: str = ""
    number: int | None = None
    answer: Literal["yes", "later", "no"]
    reason: str = ""
    comment: str = ""


class OutcomeTold(Told):
    """What became of the so many-th in the letter, when the company had said yes to it.

    An end is told as good or bad; whether that is money granted or refused, or help delivered or broken off,
    follows the kind of support. ``draw`` chooses among the reasons of a bad one.
    """

    at: AwareDatetime
    number: int
    after: Literal["begun", "well", "badly"]
    comment: str = ""
    amount: int = 0
    draw: int = 0


class ConsentTold(Told):
    """What the contact agreed to, or did not, aloud at the visit."""

    purpose: Purpose
    given: bool
    on: date


class PromiseTold(Told):
    text: str
    due: date
    kept: AwareDatetime | None = None


class NoteTold(Told):
    """A note, a call or a letter, perhaps with a promise in it."""

    at: AwareDatetime
    kind: NoteKind
    text: str = ""
    promise: PromiseTold | None = None


class MembershipTold(Told):
    """When the company joined its hub's association, and left it again."""

    fee_class: str
    joined: date
    left: date | None = None
    why: str = ""


class HandoverTold(Told):
    """The company was given to another advisor."""

    at: AwareDatetime
    to: str
    why: str


class CompanyTold(Told):
    """One company's story, as far as it has come."""

    organisation_number: str
    name: str
    municipality_code: str
    legal_form: str
    address: str
    advisor: str
    added: AwareDatetime
    facts: dict[str, FactValue]
    facts_as_of: date
    facts_source: FactSource
    contact: ContactTold | None = None
    interview: InterviewTold | None = None
    answers: dict[str, object] = {}
    accept: AcceptTold | None = None
    passed: tuple[PassTold, ...] = ()
    send: SendTold | None = None
    replies: tuple[ReplyTold, ...] = ()
    outcomes: tuple[OutcomeTold, ...] = ()
    consents: tuple[ConsentTold, ...] = ()
    notes: tuple[NoteTold, ...] = ()
    membership: MembershipTold | None = None
    handover: HandoverTold | None = None
    group_with: str = ""
    """The organisation number of a company told before, which is under the same control."""


def people() -> People:
    return People.model_validate(_yaml(_here() / "people.yaml"))


def companies(today: date) -> Iterator[CompanyTold]:
    """The stories as seen from this day, in the order of their files."""
    files = sorted((_here() / "companies").iterdir(), key=lambda file: file.name)
    for file in files:
        if file.name.endswith(".yaml"):
            yield CompanyTold.model_validate(resolved(_yaml(file), today))


def example_supports() -> str:
    """The example catalogue: real names in own words, unverified; a supports.jsonl."""
    return (_here() / "example_supports.jsonl").read_text(encoding="utf-8")


def invented_supports(today: date) -> str:
    """The invented calls and offers with their days counted from this one; a supports.jsonl."""
    return _supports(_here() / "calls.yaml", today)


def local_supports(today: date) -> str:
    """The invented offers of the demo hub alone; a supports.jsonl."""
    return _supports(_here() / "invented" / "local_supports.yaml", today)


def _supports(file: Traversable, today: date) -> str:
    rows = resolved(_yaml(file), today)
    if not isinstance(rows, list):
        raise TypeError(f"{file.name} holds a list of supports")
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _here() -> Traversable:
    return resources.files("iuc_hub.demo")


def _yaml(file: Traversable) -> object:
    loaded: object = yaml.safe_load(file.read_text(encoding="utf-8"))
    return loaded

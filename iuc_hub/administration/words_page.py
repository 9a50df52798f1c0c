"""The pages of the lexicon: what a word points to, the hub's own words, and what planned ones would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.errors import N_, InputError, InputErrors, NotFound
from iuc_hub.jobs import Job, JobState
from iuc_hub.ordering import swedish_key
from iuc_hub.recommendations.previews import queries, words
from iuc_hub.recommendations.previews.pages import PreviewPage, preview_page
from iuc_hub.recommendations.queries import list_supports_by_id
from iuc_hub.versions.lexicon import Concept, addition, concepts_of, look_up, spelled
from iuc_hub.versions.serving import active_model, active_name
from matching.model import THEMES, Model
from matching.words.concepts import GENERAL, Addition

NAMED = 12
LONGEST = 1000


@dataclass(frozen=True)
class WordForm:
    """What an administrator types: words, for a concept that there is or for a new one."""

    words: str = ""
    concept: str = ""
    name: str = ""
    theme: str = ""
    up: str = ""
    near: str = ""
    why: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, typed: Mapping[str, str]) -> WordForm:
        def said(name: str) -> str:
            return typed.get(name, "")[:LONGEST].strip()

        return cls(
            words=said("words"), concept=said("concept"), name=said("name"), theme=said("theme"),
            up=said("up"), near=said("near"), why=said("why"),
        )  # fmt: skip

    def addition(self, model: Model) -> Addition:
        """The addition it makes.

        Raises:
            InputError: by field.
        """
        return addition(
            model, self.words, self.concept, name=self.name, theme=self.theme, up=self.up, near=self.near
        )

    def telling(self, error: InputError, text: str) -> WordForm:
        """The form with what is wrong by its field."""
        several = error.errors if isinstance(error, InputErrors) else (error,)
        return replace(self, errors={each.field or "words": text for each in several})


@dataclass(frozen=True)
class OwnWords:
    """One of the hub's additions, with its place among them."""

    number: int
    concept: Concept
    words: Sequence[str]


@dataclass(frozen=True)
class WordsPage:
    """What a word that was looked up points to, the hub's own words, and the choices of the form."""

    asked: str
    found: Sequence[tuple[Concept, Sequence[str]]]
    own: Sequence[OwnWords]
    concepts: Sequence[Concept]
    themes: Sequence[str]
    seen: str
    """The name of the version in use, which whoever changes the words sends back."""


def words_page(session: Session, scope: Scope, asked: str, language: str) -> WordsPage:
    """By the version in use, in two selects."""
    model = active_model(session, scope.hub)
    known = concepts_of(model, language)
    return WordsPage(
        asked=asked,
        found=[(known[concept], told) for concept, told in look_up(model, asked).items()],
        own=_own(model.additions, known),
        concepts=sorted(known.values(), key=lambda each: swedish_key(each.name)),
        themes=(*THEMES, GENERAL),
        seen=active_name(session, scope.hub),
    )


@dataclass(frozen=True)
class PlannedPage:
    """How far counting has come, and what it found."""

    job: Job
    words: Sequence[str]
    moved: PreviewPage | None
    needs: int
    supports: Sequence[str]
    """Titles of the supports that are read otherwise, the first of them."""
    more_supports: int
    saved: int | None


def planned_page(session: Session, scope: Scope, job_id: int) -> PlannedPage:
    """What planned words would change, as far as it is counted.

    Raises:
        NotFound: no such preview of the caller's hub.
    """
    job = queries.find_job(session, scope, job_id, words.KIND)
    if job is None:
        raise NotFound(N_("Förhandsvisningen finns inte. Skriv orden igen."))
    result: Any = job.result
    is_done = job.state is JobState.DONE
    read = result.get("read_supports", []) if is_done else []
    titles = list_supports_by_id(session, scope, read[:NAMED]) if read else {}
    additions: Any = job.arguments["additions"]
    return PlannedPage(
        job=job,
        words=[word for each in additions for word in spelled(each["cues"])],
        moved=preview_page(session, scope, result) if is_done else None,
        needs=len(result.get("read_needs", ())),
        supports=[titles[each].title for each in read[:NAMED] if each in titles],
        more_supports=max(0, len(read) - NAMED),
        saved=result.get("saved"),
    )


def _own(additions: Sequence[Addition], known: Mapping[str, Concept]) -> list[OwnWords]:
    return [
        OwnWords(number, known[each.concept], spelled(each.cues)) for number, each in enumerate(additions)
    ]

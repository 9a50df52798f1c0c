"""A hub's own letter texts: shown, changed, put back, and filled in for one letter."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from iuc_hub import audit, db
from iuc_hub.accounts.scope import Scope
from iuc_hub.errors import N_, InputError, Stale
from iuc_hub.recommendations.letter_templates import queries
from iuc_hub.recommendations.letter_templates.values import Filling, check, fill
from iuc_hub.recommendations.letter_texts import LANGUAGES, Draft, shipped
from iuc_hub.recommendations.models import LetterKind, LetterTemplate

LONGEST_SUBJECT = 150
LONGEST_BODY = 5_000
EXAMPLE = Filling(
    contact="Kjell",
    company="Exempelverkstaden AB",
    advisor="Åsa Mallberg",
    hub="Exempelhubben",
    phone="070-174 06 10",
    proposals=("Automationsgenomgång", "Kompetenscheck industri"),
    reason="Sista dagen var fel. Den är den 15 december.",
    day=date(2026, 11, 24),
)
"""What a preview is filled with: nobody that exists."""
KIND_WORDS = {
    LetterKind.OFFER: N_("Förslag"),
    LetterKind.CORRECTION: N_("Rättelse"),
    LetterKind.REMINDER: N_("Påminnelse"),
    LetterKind.WITHDRAWAL: N_("Återtagande"),
}
"""What each kind of letter is called, as msgids."""

_ALREADY = N_("Någon annan ändrade samma brevtext just nu. Ladda om sidan för att se texten som gäller.")
db.explain_constraint("uq_letter_template_hub_id_kind_language", _ALREADY)


@dataclass(frozen=True)
class TemplateText:
    """The text that holds at the hub for a kind of letter in a language."""

    kind: LetterKind
    language: str
    subject: str
    body: str
    revision: int
    """0 while the text is the one that was shipped."""
    changed_at: datetime | None = None

    @property
    def is_own(self) -> bool:
        return self.revision > 0


def list_templates(session: Session, scope: Scope) -> list[TemplateText]:
    """Every kind of letter in both languages: the hub's own text, or the shipped one."""
    own = queries.list_own(session, scope)
    return [_text(kind, language, own.get((kind, language))) for kind in LetterKind for language in LANGUAGES]


def find_template(session: Session, scope: Scope, kind: LetterKind, language: str) -> TemplateText:
    """The text that holds; an unknown language gets the Swedish one."""
    language = language if language in LANGUAGES else LANGUAGES[0]
    return _text(kind, language, queries.find_own(session, scope, kind, language))


def _text(kind: LetterKind, language: str, own: LetterTemplate | None) -> TemplateText:
    if own is None:
        draft = shipped(kind.value, language)
        return TemplateText(kind, language, draft.subject, draft.body, 0)
    return TemplateText(kind, language, own.subject, own.body, own.revision, own.changed_at)


def preview_template(kind: LetterKind, language: str, *, subject: str, body: str) -> Draft:
    """The text filled with invented values.

    Raises:
        InputError: as `save_template`.
    """
    subject, body = _checked(kind, subject, body)
    return Draft(fill(subject, EXAMPLE, language), fill(body, EXAMPLE, language))


def save_template(
    session: Session,
    scope: Scope,
    kind: LetterKind,
    language: str,
    *,
    subject: str,
    body: str,
    revision: int,
    now: datetime,
) -> TemplateText:
    """Make a text the hub's own; ``revision`` is the one the form was shown with.

    Raises:
        InputError: empty, too long, or a value in braces that there is none of; its field is
            "subject", "body" or "language".
        Stale: changed by somebody else meanwhile.
    """
    if language not in LANGUAGES:
        raise InputError(N_("Välj svenska eller engelska."), field="language")
    subject, body = _checked(kind, subject, body)
    own = queries.find_own(session, scope, kind, language, lock=True)
    before = _text(kind, language, own)
    if before.revision != revision:
        raise Stale(_ALREADY, current={"subject": before.subject, "body": before.body})
    if (before.subject, before.body) == (subject, body):
        return before
    row = own or LetterTemplate(
        hub_id=scope.hub, kind=kind, language=language, subject=subject, body=body, revision=0, changed_at=now
    )
    row.subject, row.body, row.revision = subject, body, row.revision + 1
    row.changed_at, row.changed_by = now, scope.user_id
    session.add(row)
    session.flush()
    _log(session, scope, "letter_template_changed", before, now)
    return _text(kind, language, row)


def reset_template(
    session: Session, scope: Scope, kind: LetterKind, language: str, *, now: datetime
) -> TemplateText:
    """Put the shipped text back; what the hub had written stays in the log."""
    own = queries.find_own(session, scope, kind, language, lock=True)
    if own is not None:
        _log(session, scope, "letter_template_reset", _text(kind, language, own), now)
        session.delete(own)
        session.flush()
    return _text(kind, language, None)


def draft_letter(session: Session, scope: Scope, kind: LetterKind, language: str, filling: Filling) -> Draft:
    """The text an advisor starts a letter from, in the hub's own words where it has some."""
    text = find_template(session, scope, kind, language)
    subject = fill(text.subject, filling, text.language)
    return Draft(" ".join(subject.split())[:LONGEST_SUBJECT], fill(text.body, filling, text.language))


def _checked(kind: LetterKind, subject: str, body: str) -> tuple[str, str]:
    subject, body = " ".join(subject.split()), body.replace("\r\n", "\n").strip()
    if not subject or len(subject) > LONGEST_SUBJECT:
        raise InputError(
            N_("Skriv en rubrik på en rad, högst %(count)d tecken."), field="subject", count=LONGEST_SUBJECT
        )
    if not body or len(body) > LONGEST_BODY:
        raise InputError(N_("Skriv ett brev på högst %(count)d tecken."), field="body", count=LONGEST_BODY)
    check(subject, kind, field="subject")
    check(body, kind, field="body")
    return subject, body


def _log(session: Session, scope: Scope, action: str, before: TemplateText, now: datetime) -> None:
    audit.record(
        session, at=now, actor=scope.actor, action=action, hub_id=scope.hub, user_id=scope.user_id,
        subject=("letter_template", f"{before.kind.value}.{before.language}"),
        detail={"subject_before": before.subject, "body_before": before.body, "was_own": before.is_own},
    )  # fmt: skip

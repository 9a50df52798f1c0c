"""Letters that follow an offer: a reminder to a silent company, a correction, and word of what was taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlmodel import Session

from iuc_hub import clock
from iuc_hub.accounts.queries import get_colleague, get_hub
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.models import Support
from iuc_hub.companies.models import Company, Contact
from iuc_hub.companies.queries import get_company
from iuc_hub.errors import N_, Conflict, InputError
from iuc_hub.recommendations import queries
from iuc_hub.recommendations.letter_templates.services import draft_letter
from iuc_hub.recommendations.letter_templates.values import Filling
from iuc_hub.recommendations.letter_texts import Draft, first_name
from iuc_hub.recommendations.letters import LinkTerms, Sending, checked_contact, post_letter
from iuc_hub.recommendations.models import Letter, LetterKind, Recommendation
from iuc_hub.recommendations.models import RecommendationState as State
from iuc_hub.recommendations.outcomes.follow_up import rhythm

STATES = {
    LetterKind.REMINDER: (State.SENT,),
    LetterKind.WITHDRAWAL: (State.WITHDRAWN,),
    LetterKind.CORRECTION: (State.SENT, State.INTERESTED, State.LATER, State.DECLINED),
}
"""What each kind of letter is about."""


@dataclass(frozen=True)
class FollowUp:
    """What a letter of the kind would be about."""

    company: Company
    kind: LetterKind
    before: Letter
    about: Sequence[Recommendation]
    supports: Sequence[Support]

    @property
    def titles(self) -> list[str]:
        return [support.title for support in self.supports]


def follow_up(
    session: Session, scope: Scope, company_id: int, kind: LetterKind, *, now: datetime
) -> FollowUp:
    """What there is to write about.

    Raises:
        NotFound: another hub's company.
        Conflict: nothing has been sent, nothing is left to write about, or a reminder too soon.
    """
    company = get_company(session, scope, company_id)
    written = queries.list_letters_of_company(session, scope, company_id)
    offers = [one for one in written if one.kind is LetterKind.OFFER]
    if not offers:
        raise Conflict(N_("Inget brev har skickats till företaget än."))
    before = offers[-1]
    about = queries.list_recommendations(session, scope, company_id, states=STATES[kind])
    if kind is LetterKind.WITHDRAWAL:
        told = max((one.sent_at for one in written if one.kind is kind), default=None)
        about = [one for one in about if told is None or one.changed_at > told]
    if kind is LetterKind.CORRECTION:
        about = [one for one in about if one.letter_id == before.id]
    if kind is not LetterKind.CORRECTION and not about:
        raise Conflict(N_("Det finns inget att skriva om. Ladda om sidan för att se läget."))
    if kind is LetterKind.REMINDER:
        _refuse_too_soon(written, now)
    found = queries.list_supports_by_id(session, scope, [one.support_id for one in about])
    ids = dict.fromkeys(one.support_id for one in about)
    return FollowUp(company, kind, before, about, [found[each] for each in ids if each in found])


def _refuse_too_soon(written: Sequence[Letter], now: datetime) -> None:
    days = rhythm().remind_after
    newest = max(one.sent_at for one in written)
    if newest > now - timedelta(days=days):
        raise Conflict(
            N_(
                "Företaget fick ett brev för mindre än %(count)d dagar sedan. Vänta med påminnelsen, eller ring."
            ),
            count=days,
        )


def draft_follow_up(
    session: Session, scope: Scope, what: FollowUp, contact: Contact | None, language: str, *, reason: str | None
) -> Draft:  # fmt: skip
    """The text an advisor starts from; a correction's reason is left to be filled in."""
    advisor, hub = get_colleague(session, scope, scope.user), get_hub(session, scope.hub)
    filling = Filling(
        contact=first_name(contact.name) if contact else "",
        company=what.company.name,
        advisor=advisor.name,
        hub=hub.name,
        phone=advisor.phone or hub.phone,
        proposals=what.titles,
        reason=reason,
        day=clock.day_in_sweden(what.before.sent_at),
    )
    return draft_letter(session, scope, what.kind, language, filling)


def send_follow_up(
    session: Session,
    scope: Scope,
    company_id: int,
    sending: Sending,
    terms: LinkTerms,
    *,
    now: datetime,
    wrong: str = "",
) -> Letter:
    """Send a reminder, correction or withdrawal, once per form key; ``wrong`` fills a correction's reason.

    Raises:
        NotFound: another hub's company, or a contact of another company.
        InputError: as `send_letter`, or a correction that does not say what was wrong, at "wrong".
        Conflict: as `follow_up`.
    """
    today: date = clock.day_in_sweden(now)
    queries.list_recommendations(session, scope, company_id, states=STATES[sending.kind], lock=True)
    sent_before = queries.find_letter_by_key(session, scope, company_id, sending.form_key)
    if sent_before is not None:
        return sent_before
    what = follow_up(session, scope, company_id, sending.kind, now=now)
    if sending.kind is LetterKind.CORRECTION:
        if not wrong.strip():
            raise InputError(N_("Skriv vad som blev fel."), field="wrong")
        sending = replace(
            sending,
            body=sending.body.replace("{skäl}", wrong.strip()).replace("{reason}", wrong.strip()),
            corrects=what.before.id,
        )
    if sending.kind is LetterKind.WITHDRAWAL:
        sending = replace(sending, corrects=what.before.id)
    contact = checked_contact(session, scope, company_id, sending, today=today)
    return post_letter(session, scope, contact, sending, terms, now=now)

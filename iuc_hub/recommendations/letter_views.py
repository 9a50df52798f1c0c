"""The advisor's letters: the offer, and the reminder, correction or withdrawal that follows it."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.queries import get_colleague, get_hub
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies import queries as companies
from iuc_hub.companies.models import Contact
from iuc_hub.companies.people.queries import list_addressees
from iuc_hub.db import reading, transaction
from iuc_hub.errors import N_, NotFound
from iuc_hub.interviews.doors import note_words_read
from iuc_hub.recommendations import follow_ups, letters, offers, queries, reasons
from iuc_hub.recommendations.door import blueprint, language, link_terms
from iuc_hub.recommendations.forms import FollowUpForm, LetterForm
from iuc_hub.recommendations.letter_templates.services import KIND_WORDS, draft_letter
from iuc_hub.recommendations.letter_templates.values import Filling
from iuc_hub.recommendations.letter_texts import first_name
from iuc_hub.recommendations.models import LetterKind
from iuc_hub.recommendations.sendable import split_sendable
from iuc_hub.web.forms import told_on

TITLES = {
    LetterKind.REMINDER: N_("Påminn %(name)s"),
    LetterKind.CORRECTION: N_("Rätta brevet till %(name)s"),
    LetterKind.WITHDRAWAL: N_("Berätta för %(name)s vad som är återtaget"),
}


def _reachable(contacts: Sequence[Contact]) -> list[Contact]:
    """Those among the addressees who have an address."""
    return [one for one in contacts if one.email.strip()]


@blueprint.route("/companies/<int:company_id>/letter", methods=["GET", "POST"])
@allow(Role.ADVISOR)
def write_letter(scope: Scope, company_id: int) -> ResponseReturnValue:
    chosen = request.args.get("language", language())
    with reading() as session:
        company = companies.get_company(session, scope, company_id)
        contacts = _reachable(list_addressees(session, scope, company_id))
        sendable, lost = split_sendable(session, scope, company_id, today=clock.today())
        preview = offers.letter_page(session, scope, sendable, language=chosen, today=clock.today())
        supports = queries.list_supports_by_id(session, scope, [one.support_id for one in lost])
        advisor, hub = get_colleague(session, scope, scope.user), get_hub(session, scope.hub)
        filling = Filling(
            contact=first_name(contacts[0].name) if contacts else "", company=company.name,
            advisor=advisor.name, hub=hub.name, phone=advisor.phone or hub.phone,
            proposals=[offer.row.title for offer in preview.offers],
        )  # fmt: skip
        draft = draft_letter(session, scope, LetterKind.OFFER, chosen, filling)
    note_words_read(scope, [need for offer in preview.offers for need in offer.needs])
    form = LetterForm()
    form.offer(contacts)
    if not form.is_submitted():
        form.begin(draft, chosen)
    elif "preview" not in request.form and form.validate_on_submit() and _sent(scope, company_id, form):
        flash(_("Brevet är på väg till %(name)s.", name=company.name), "success")
        return redirect(url_for("recommendations.show_support", company_id=company_id))
    lost_rows = [supports[one.support_id] for one in lost if one.support_id in supports]
    return _letter_page(company=company, form=form, page=preview, advisor=advisor, lost=lost_rows)


def _letter_page(*, form: LetterForm, **shown: object) -> ResponseReturnValue:
    page = render_template(
        "recommendations/letter.html", form=form, comfortable=offers.COMFORTABLE, today=clock.today(), **shown
    )
    return page, 422 if form.errors else 200


def _sent(scope: Scope, company_id: int, form: LetterForm) -> bool:
    with told_on(form), transaction() as session:
        letters.send_letter(session, scope, company_id, form.sending(), link_terms(), now=clock.now())
    return not form.errors


@blueprint.route("/companies/<int:company_id>/letter/<word>", methods=["GET", "POST"])
@allow(Role.ADVISOR)
def write_follow_up(scope: Scope, company_id: int, word: str) -> ResponseReturnValue:
    kind = _kind(word)
    chosen = request.args.get("language", "")
    with reading() as session:
        what = follow_ups.follow_up(session, scope, company_id, kind, now=clock.now())
        contacts = _reachable(list_addressees(session, scope, company_id))
        contact = next((one for one in contacts if one.id == what.before.contact_id), None)
        contact = contact or (contacts[0] if contacts else None)
        chosen = chosen or what.before.language
        reason = _reason(what) if kind is LetterKind.WITHDRAWAL else None
        draft = follow_ups.draft_follow_up(session, scope, what, contact, chosen, reason=reason)
    form = FollowUpForm()
    form.offer(contacts)
    if not form.is_submitted():
        form.begin(draft, chosen, contact)
    elif "preview" not in request.form and form.validate_on_submit() and _followed(scope, what, form):
        flash(_("Brevet är på väg till %(name)s.", name=what.company.name), "success")
        return redirect(url_for("recommendations.show_support", company_id=company_id, need="all"))
    return render_template(
        "recommendations/follow_up.html", what=what, form=form, word=word, kind_words=KIND_WORDS[kind],
        title=_(TITLES[kind], name=what.company.name), filled=form.filled_body(),
    ), 422 if form.errors else 200  # fmt: skip


def _kind(word: str) -> LetterKind:
    if word not in {kind.value for kind in TITLES}:
        raise NotFound(N_("Det finns inget sådant brev."))
    return LetterKind(word)


def _reason(what: follow_ups.FollowUp) -> str:
    """Why the newest of them was taken back, in the list's words and the advisor's own."""
    newest = max(what.about, key=lambda one: one.changed_at)
    words = reasons.WITHDRAWN.get(newest.reason or "", "")
    parts = [_(words) if words and newest.reason != reasons.OTHER else "", newest.comment]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _followed(scope: Scope, what: follow_ups.FollowUp, form: FollowUpForm) -> bool:
    with told_on(form), transaction() as session:
        follow_ups.send_follow_up(
            session, scope, what.company.id or 0, form.sending(what.kind), link_terms(),
            now=clock.now(), wrong=form.wrong.data or "",
        )  # fmt: skip
    return not form.errors

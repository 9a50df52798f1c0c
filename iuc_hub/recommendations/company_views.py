"""The company's own pages: the link's landing, and what it can get and answer."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from iuc_hub import clock
from iuc_hub.accounts import links
from iuc_hub.accounts.access import allow, begin_link_session, public
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.db import reading, transaction
from iuc_hub.errors import Conflict, Gone, InputError, Stale
from iuc_hub.recommendations import arrivals, offers, own_page, reasons, renewal, replies
from iuc_hub.recommendations.door import blueprint, language, link_terms
from iuc_hub.recommendations.posted import posted_reply
from iuc_hub.recommendations.replies import Reply
from iuc_hub.web.limits import limiter

ENTER_LIMIT = "30 per minute"
RENEW_LIMIT = "5 per hour"


@blueprint.get("/c/<token>")
@public
def open_link(token: str) -> ResponseReturnValue:
    """What a mail scanner fetches as well: it tells who wrote and starts nothing."""
    with reading() as session:
        link = links.get_link(session, token)
        host = arrivals.host_of(session, link)
    try:
        links.check_link(link, clock.now())
    except Gone as gone:
        return _ended(token, gone, renewable=link.revoked_at is None)
    return render_template("recommendations/arrive.html", token=token, host=host, hub_name=host.hub.name)


def _ended(token: str, gone: Gone, *, renewable: bool) -> ResponseReturnValue:
    text = gone.text(_)
    page = render_template("recommendations/ended.html", token=token, text=text, renewable=renewable)
    return page, gone.http_status


@blueprint.post("/c/<token>")
@limiter.limit(ENTER_LIMIT)
@public
def enter(token: str) -> ResponseReturnValue:
    try:
        with transaction() as session:
            link = links.use_link(session, token, clock.now())
    except Gone:
        return redirect(url_for("recommendations.open_link", token=token))
    begin_link_session(link)
    return redirect(url_for("recommendations.company_page"))


@blueprint.post("/c/<token>/renew")
@limiter.limit(RENEW_LIMIT)
@public
def renew_link(token: str) -> ResponseReturnValue:
    try:
        with transaction() as session:
            renewal.renew_link(session, token, link_terms(), language(), clock.now())
    except Gone as gone:
        return _ended(token, gone, renewable=False)
    return render_template("recommendations/renewed.html")


@dataclass(frozen=True)
class Refused:
    """An answer that was not stored, as it was typed, and why not."""

    recommendation_id: int
    typed: Reply
    text: str
    field: str | None
    status: int


@dataclass(frozen=True)
class FactRefused:
    """A correction that was not stored, as it was typed, and why not."""

    fact: str
    typed: str
    text: str
    status: int


_FINE = FactRefused("", "", "", 200)


def _company_page(
    scope: Scope, refused: Refused | None = None, fact_refused: FactRefused | None = None
) -> ResponseReturnValue:
    with reading() as session:
        welcome = arrivals.welcome(session, scope)
        page = offers.company_page(
            session, scope, welcome.company.id or 0, language=language(), today=clock.today()
        )
        own = own_page.own_page(session, scope, language=language())
    changing = refused.recommendation_id if refused else request.args.get("change", 0, type=int)
    return render_template(
        "recommendations/our_support.html", welcome=welcome, page=page, refused=refused,
        reasons=reasons.DECLINED, changing=changing, today=clock.today(),
        own=own, fact_refused=fact_refused,
    ), (refused or fact_refused or _FINE).status  # fmt: skip


@blueprint.get("/our-support")
@allow(Role.COMPANY)
def company_page(scope: Scope) -> ResponseReturnValue:
    return _company_page(scope)


@blueprint.post("/our-support/<int:recommendation_id>")
@allow(Role.COMPANY)
def reply(scope: Scope, recommendation_id: int) -> ResponseReturnValue:
    given = posted_reply()
    try:
        with transaction() as session:
            replies.reply(session, scope, recommendation_id, given, now=clock.now(), today=clock.today())
    except (InputError, Conflict, Stale) as problem:
        status = problem.http_status
        return _company_page(scope, Refused(recommendation_id, given, problem.text(_), problem.field, status))
    return redirect(
        url_for(
            "recommendations.company_page", answered=recommendation_id, _anchor=f"svar-{recommendation_id}"
        )
    )


@blueprint.post("/our-support/facts")
@allow(Role.COMPANY)
def correct_fact(scope: Scope) -> ResponseReturnValue:
    fact, typed = request.form.get("fact", ""), request.form.get("value", "")[:40]
    try:
        with transaction() as session:
            own_page.correct_fact(session, scope, fact, typed, now=clock.now(), today=clock.today())
    except InputError as error:
        refused = FactRefused(fact, typed, error.text(_), error.http_status)
        return _company_page(scope, fact_refused=refused)
    flash(_("Uppgiften är rättad. Er rådgivare får se det."), "success")
    return redirect(url_for("recommendations.company_page", _anchor="era-uppgifter"))


@blueprint.post("/our-support/consent")
@allow(Role.COMPANY)
def set_consent(scope: Scope) -> ResponseReturnValue:
    given = bool(request.form.get("given"))
    with transaction() as session:
        own_page.set_consent(
            session, scope, request.form.get("purpose", ""), given=given, now=clock.now(), today=clock.today()
        )
    return redirect(url_for("recommendations.company_page", _anchor="vem-ser-vad"))

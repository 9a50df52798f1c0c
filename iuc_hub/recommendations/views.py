"""The advisor's pages of support for a company: what fits, how it was computed, the letter."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies import queries as companies
from iuc_hub.db import reading, transaction
from iuc_hub.errors import InputError
from iuc_hub.interviews.beside_result import show_beside
from iuc_hub.interviews.doors import note_words_read
from iuc_hub.interviews.result_page import ResultPage
from iuc_hub.recommendations import (
    company_views,
    letter_views,
    matching,
    outcome_views,
    paper_views,
    plan_views,
    queries,
    reasons,
    services,
    support_page,
    trace,
)
from iuc_hub.recommendations.door import blueprint, language
from iuc_hub.recommendations.models import MatchRun
from iuc_hub.recommendations.next_question import NextQuestion, next_question
from iuc_hub.recommendations.replay import replay
from iuc_hub.recommendations.search import search

__all__ = ["blueprint", "company_views", "letter_views", "outcome_views", "paper_views", "plan_views"]


def _current_run(scope: Scope, company_id: int) -> MatchRun:
    """The newest run, made now if anything it follows from has changed."""
    with reading() as session:
        run = matching.find_current_run(session, scope, company_id, clock.today())
        if run is None:
            matching.prepare(session, scope)
    if run is None:
        with transaction() as session:
            run = matching.match_company(session, scope, company_id, now=clock.now(), today=clock.today()).run
    return run


def _asked_beside(session: Session, scope: Scope, page: ResultPage) -> NextQuestion | None:
    return next_question(
        session, scope, page.company.id or 0, language=language(), today=clock.today(), at_once=True
    )


show_beside("next_question", _asked_beside)


def _prepare_matching(scope: Scope) -> None:
    with reading() as session:
        matching.prepare(session, scope)


def _shown_need() -> str | None:
    """The need, or all, that the page showed when its button was pressed."""
    need = request.form.get("need", "")
    return need if need == support_page.ALL or need.isdecimal() else None


def _back(company_id: int, anchor: str | None = None) -> ResponseReturnValue:
    return redirect(
        url_for("recommendations.show_support", company_id=company_id, need=_shown_need(), _anchor=anchor)
    )


@dataclass(frozen=True)
class Refused:
    """A passing over that was not stored, as it was typed, and why not."""

    match_id: int
    reason: str
    comment: str
    text: str
    field: str | None
    status: int


@dataclass(frozen=True)
class Unlisted:
    """A support that was not taken along beside the list, as it was typed, and why not."""

    support_id: str
    why: str
    text: str
    status: int


_FINE = Unlisted("", "", "", 200)


def _support_page(
    scope: Scope,
    company_id: int,
    *,
    shown: str,
    refused: Refused | None = None,
    unlisted: Unlisted | None = None,
) -> ResponseReturnValue:
    run = _current_run(scope, company_id)
    words = request.values.get("q", "").strip()
    with reading() as session:
        page = support_page.support_page(session, scope, company_id, run, shown=shown, language=language())
        need_ids = [section.need.id or 0 for section in page.sections]
        found = search(session, scope, run, need_ids, words, language=language()) if words else []
    note_words_read(scope, [section.need for section in page.sections])
    return render_template(
        "recommendations/support.html", page=page, words=words, found=found, reasons=reasons.REJECTED,
        withdrawn_reasons=reasons.WITHDRAWN,
        weak=request.values.get("weak") == "1", today=clock.today(), may_decide=scope.role is Role.ADVISOR,
        refused=refused, unlisted=unlisted, longest_why=services.LONGEST_WHY,
    ), (refused or unlisted or _FINE).status  # fmt: skip


@blueprint.get("/companies/<int:company_id>/support")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def show_support(scope: Scope, company_id: int) -> ResponseReturnValue:
    return _support_page(scope, company_id, shown=request.args.get("need", ""))


@blueprint.post("/companies/<int:company_id>/matches/<int:match_id>/accept")
@allow(Role.ADVISOR)
def accept(scope: Scope, company_id: int, match_id: int) -> ResponseReturnValue:
    with transaction() as session:
        services.accept(session, scope, company_id, match_id, now=clock.now(), language=language())
    return _back(company_id, f"kort-m{match_id}")


@blueprint.post("/companies/<int:company_id>/matches/accept")
@allow(Role.ADVISOR)
def accept_unlisted(scope: Scope, company_id: int) -> ResponseReturnValue:
    support_id, why = request.form.get("support", ""), request.form.get("why", "")
    _prepare_matching(scope)
    try:
        with transaction() as session:
            one = services.accept_unlisted(
                session, scope, company_id, need_id=request.form.get("need", 0, type=int),
                support_id=support_id, why=why, now=clock.now(), today=clock.today(), language=language(),
            )  # fmt: skip
    except InputError as error:
        unlisted = Unlisted(support_id, why, error.text(_), error.http_status)
        return _support_page(scope, company_id, shown=_shown_need() or "", unlisted=unlisted)
    return _back(company_id, f"kort-m{one.match_id}")


@blueprint.post("/companies/<int:company_id>/matches/<int:match_id>/reject")
@allow(Role.ADVISOR)
def reject(scope: Scope, company_id: int, match_id: int) -> ResponseReturnValue:
    reason, comment = request.form.get("reason", ""), request.form.get("comment", "")[:500]
    try:
        with transaction() as session:
            one = services.reject(
                session, scope, company_id, match_id, reason=reason, comment=comment, now=clock.now()
            )
    except InputError as error:
        refused = Refused(match_id, reason, comment, error.text(_), error.field, error.http_status)
        return _support_page(scope, company_id, shown=_shown_need() or "", refused=refused)
    undo_url = url_for("recommendations.undo", recommendation_id=one.id)
    undoable: Any = {"text": _("Stödet är avstått."), "undo": undo_url}
    flash(undoable, "success")
    return _back(company_id, f"kort-m{match_id}")


@blueprint.post("/recommendations/<int:recommendation_id>/undo")
@allow(Role.ADVISOR)
def undo(scope: Scope, recommendation_id: int) -> ResponseReturnValue:
    with transaction() as session:
        one = services.undo(session, scope, recommendation_id, now=clock.now())
    return redirect(
        url_for(
            "recommendations.show_support", company_id=one.company_id, need=_shown_need() or one.need_id,
            _anchor=f"kort-m{one.match_id}",
        )
    )  # fmt: skip


@blueprint.post("/recommendations/<int:recommendation_id>/withdraw")
@allow(Role.ADVISOR)
def withdraw(scope: Scope, recommendation_id: int) -> ResponseReturnValue:
    reason, comment = request.form.get("reason", ""), request.form.get("comment", "")[:500]
    with reading() as session:
        company_id = queries.get_recommendation(session, scope, recommendation_id).company_id
    try:
        with transaction() as session:
            one = services.withdraw(
                session, scope, recommendation_id, reason=reason, comment=comment, now=clock.now()
            )
    except InputError as error:
        flash(error.text(_), "error")
        return _back(company_id)
    flash(_("Förslaget är återtaget. Företagets sida säger det, med skälet."), "success")
    if "tell" in request.form:
        return redirect(url_for("recommendations.write_follow_up", company_id=company_id, word="withdrawal"))
    return _back(company_id, f"kort-m{one.match_id}")


@blueprint.post("/companies/<int:company_id>/matches/<int:match_id>/answer")
@allow(Role.ADVISOR)
def answer_question(scope: Scope, company_id: int, match_id: int) -> ResponseReturnValue:
    _prepare_matching(scope)
    try:
        with transaction() as session:
            services.answer_question(
                session, scope, company_id, match_id, fact=request.form.get("fact", ""),
                answer=request.form.get("svar", ""), now=clock.now(), today=clock.today(),
            )  # fmt: skip
    except InputError as error:
        flash(error.text(_), "error")
    else:
        flash(_("Svaret är sparat och stöden är räknade om."), "success")
    return _back(company_id)


@blueprint.get("/companies/<int:company_id>/matches/<int:match_id>")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def show_match(scope: Scope, company_id: int, match_id: int) -> ResponseReturnValue:
    with reading() as session:
        company = companies.get_company(session, scope, company_id)
        row, result, run = queries.get_match(session, scope, company_id, match_id)
        again = replay(session, scope, company_id, match_id)
        need = queries.list_needs_by_id(session, scope, [result.need_id])[result.need_id]
    note_words_read(scope, [need])
    return render_template(
        "recommendations/match.html", company=company, row=row, result=result, run=run, again=again,
        need=need, traced=trace.traced(again, result, run, language()),
        changed=trace.changed_words(again.changed, language(), _),
    )  # fmt: skip


@blueprint.post("/companies/<int:company_id>/links/revoke")
@allow(Role.ADVISOR)
def revoke_links(scope: Scope, company_id: int) -> ResponseReturnValue:
    with transaction() as session:
        count = services.revoke_links(session, scope, company_id, now=clock.now())
    flash(
        ngettext("%(num)s länk är återkallad.", "%(num)s länkar är återkallade.", count)
        if count
        else _("Företaget hade ingen länk som fungerade."),
        "success",
    )
    return _back(company_id)

"""The page where an advisor tells what became of a recommendation, and sees what has happened to it."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.db import reading, transaction
from iuc_hub.errors import InputError
from iuc_hub.recommendations import reasons
from iuc_hub.recommendations.door import blueprint
from iuc_hub.recommendations.lifecycle import LIFE
from iuc_hub.recommendations.models import Recommendation
from iuc_hub.recommendations.models import RecommendationState as State
from iuc_hub.recommendations.outcomes import services
from iuc_hub.recommendations.outcomes.page import outcome_page
from iuc_hub.recommendations.outcomes.services import Told


@blueprint.get("/recommendations/<int:recommendation_id>/outcome")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def show_outcome(scope: Scope, recommendation_id: int) -> ResponseReturnValue:
    return _page(scope, recommendation_id)


def _page(
    scope: Scope, recommendation_id: int, told: Told | None = None, refused: InputError | None = None
) -> ResponseReturnValue:
    with reading() as session:
        page = outcome_page(session, scope, recommendation_id)
    aid_url = _aid_url(page.company.id or 0, recommendation_id)
    wrong = {refused.field or "": refused.text(_)} if refused else {}
    return render_template(
        "recommendations/outcome.html", page=page, told=told, wrong=wrong, words=LIFE.words,
        refused_reasons=reasons.REFUSED, abandoned_reasons=reasons.ABANDONED,
        may_decide=scope.role is Role.ADVISOR, aid_url=aid_url, back=request.values.get("back", ""),
    ), refused.http_status if refused else 200  # fmt: skip


def _aid_url(company_id: int, recommendation_id: int) -> str:
    """Where a grant is entered into the company's aid ledger, filled in from the recommendation."""
    if "companies.add_aid" not in current_app.view_functions:
        return ""
    return url_for("companies.add_aid", company_id=company_id, recommendation=recommendation_id)


@blueprint.post("/recommendations/<int:recommendation_id>/outcome")
@allow(Role.ADVISOR)
def tell_outcome(scope: Scope, recommendation_id: int) -> ResponseReturnValue:
    form = request.form
    after = form.get("after", "")
    told = Told(after, form.get(f"reason-{after}", ""), form.get("comment", ""), form.get("granted_sek", ""))
    try:
        with transaction() as session:
            one = services.tell_outcome(session, scope, recommendation_id, told, now=clock.now())
    except InputError as error:
        return _page(scope, recommendation_id, told, error)
    flash(_("Sparat: %(state)s.", state=_(LIFE.words[State(after)])), "success")
    return _back(one)


@blueprint.post("/recommendations/<int:recommendation_id>/ask-later")
@allow(Role.ADVISOR)
def ask_later(scope: Scope, recommendation_id: int) -> ResponseReturnValue:
    with transaction() as session:
        one = services.ask_later(session, scope, recommendation_id, today=clock.today())
    flash(_("Frågan kommer tillbaka om en månad."), "success")
    return _back(one)


@blueprint.post("/recommendations/<int:recommendation_id>/handled")
@allow(Role.ADVISOR)
def handle_reply(scope: Scope, recommendation_id: int) -> ResponseReturnValue:
    undo = "undo" in request.values
    with transaction() as session:
        services.handle_reply(session, scope, recommendation_id, now=clock.now(), undo=undo)
    if not undo:
        undo_url = url_for("recommendations.handle_reply", recommendation_id=recommendation_id, undo=1)
        undoable: Any = {"text": _("Svaret är klart."), "undo": undo_url}
        flash(undoable, "success")
    return redirect(url_for("desk.today"))


def _back(one: Recommendation) -> ResponseReturnValue:
    """To the page that the advisor came from."""
    back = request.form.get("back", "")
    if back == "today":
        return redirect(url_for("desk.today"))
    if back == "company":
        return redirect(url_for("desk.show_company", company_id=one.company_id))
    return redirect(url_for("recommendations.show_outcome", recommendation_id=one.id))

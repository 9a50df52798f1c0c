"""One company with all that is known of it, and what is done from its page."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.queries import list_colleagues
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.queries import get_company
from iuc_hub.db import reading, transaction
from iuc_hub.desk.blueprint import blueprint
from iuc_hub.desk.company_page import services
from iuc_hub.desk.company_page.forms import HandoverForm
from iuc_hub.desk.company_page.timeline.services import EventKind
from iuc_hub.desk.company_page.told_aid import told_aid
from iuc_hub.interviews import queries as interview_queries
from iuc_hub.interviews.doors import note_reading
from iuc_hub.interviews.handing_over.services import hand_over as hand_companies_over
from iuc_hub.recommendations.door import language
from iuc_hub.recommendations.next_question import next_question
from iuc_hub.web.forms import told_on

LAST_PAGE = 500


def _shown() -> services.Shown:
    kind = request.args.get("kind", "")
    page = min(max(1, request.args.get("page", 1, type=int)), LAST_PAGE)
    return services.Shown(page, EventKind(kind) if kind in list(EventKind) else None)


@blueprint.get("/companies/<int:company_id>")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def show_company(scope: Scope, company_id: int) -> ResponseReturnValue:
    with reading() as session:
        needs = interview_queries.list_active_needs(session, scope, company_id)
        page = services.company_page(session, scope, company_id, needs, shown=_shown(), today=clock.today())
        asked = next_question(session, scope, company_id, language=language(), today=clock.today())
    return render_template(
        "desk/company.html", page=page, today=clock.today(), old_fact_days=services.OLD_FACT_DAYS,
        deleted=request.args.get("deleted", type=int), asked=asked,
    )  # fmt: skip


@blueprint.route("/companies/<int:company_id>/handover", methods=["GET", "POST"])
@allow(Role.ADVISOR)
def hand_over(scope: Scope, company_id: int) -> ResponseReturnValue:
    form = HandoverForm()
    with reading() as session:
        company = get_company(session, scope, company_id)
        form.offer(list_colleagues(session, scope, active_only=True), company.advisor_id)
    if form.validate_on_submit():
        with told_on(form):
            with transaction() as session:
                hand_companies_over(
                    session, scope, [company_id], form.to.data, why=form.why.data or "", now=clock.now()
                )
            flash(_("%(name)s är överlämnat.", name=company.name), "success")
            return redirect(url_for("desk.show_company", company_id=company_id))
    page = render_template("desk/handover.html", form=form, company=company)
    return page, 422 if form.errors else 200


@blueprint.get("/companies/<int:company_id>/aid/told")
@allow(Role.ADVISOR)
def show_told_aid(scope: Scope, company_id: int) -> ResponseReturnValue:
    with reading() as session:
        company = get_company(session, scope, company_id)
        rows = told_aid(session, scope, company_id)
    for interview_id in {row.interview.id or 0 for row in rows}:
        note_reading(scope, interview_id)
    return render_template("desk/told_aid.html", company=company, rows=rows)

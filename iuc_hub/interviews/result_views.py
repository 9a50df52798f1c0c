"""The result of an interview: see it, rank its needs, add one in the advisor's own words."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.queries import get_company
from iuc_hub.db import reading, transaction
from iuc_hub.interviews import doors, needs, queries
from iuc_hub.interviews.beside_result import parts_of
from iuc_hub.interviews.blueprint import blueprint
from iuc_hub.interviews.forms import OverrideForm, OwnNeedForm
from iuc_hub.interviews.result_page import load_result
from iuc_hub.web.forms import told_on


@blueprint.get("/interviews/<int:interview_id>/result")
@allow(*doors.READERS)
def show_result(scope: Scope, interview_id: int) -> ResponseReturnValue:
    doors.note_reading(scope, interview_id)
    with reading() as session:
        page = load_result(session, scope, interview_id)
        is_finished = page.interview.state in queries.FINISHED
        beside = parts_of(session, scope, page) if is_finished else {}
    if not is_finished:
        return redirect(url_for("interviews.show", interview_id=interview_id))
    return render_template("interviews/result.html", page=page, language=doors.language(), beside=beside)


@blueprint.route("/interviews/<int:interview_id>/needs/<int:need_id>/override", methods=["GET", "POST"])
@allow(*doors.HOLDERS)
def override(scope: Scope, interview_id: int, need_id: int) -> ResponseReturnValue:
    with reading() as session:
        need = queries.get_need(session, scope, interview_id, need_id)
        company = get_company(session, scope, need.company_id)
    form = OverrideForm(priority=need.shown_priority.value, reason=need.override_reason or "")
    if form.validate_on_submit():
        with told_on(form):
            with transaction() as session:
                needs.override_need(
                    session, scope, interview_id, need_id, priority=form.priority.data,
                    reason=form.reason.data or "", now=clock.now(),
                )  # fmt: skip
            flash(_("Prioriteten är ändrad."), "success")
            return redirect(doors.result_at(interview_id, need_id))
    page = render_template("interviews/override.html", form=form, need=need, company=company)
    return page, 422 if form.errors or form.form_errors else 200


@blueprint.post("/interviews/<int:interview_id>/needs/<int:need_id>/override/reset")
@allow(*doors.HOLDERS)
def reset_override(scope: Scope, interview_id: int, need_id: int) -> ResponseReturnValue:
    with transaction() as session:
        needs.reset_override(session, scope, interview_id, need_id, clock.now())
    flash(_("Prioriteten följer reglerna igen."), "success")
    return redirect(doors.result_at(interview_id, need_id))


@blueprint.route("/interviews/<int:interview_id>/needs/new", methods=["GET", "POST"])
@allow(*doors.HOLDERS)
def add_need(scope: Scope, interview_id: int) -> ResponseReturnValue:
    with reading() as session:
        interview = queries.get_interview(session, scope, interview_id)
        company = get_company(session, scope, interview.company_id)
    form = OwnNeedForm()
    form.offer(doors.language())
    if form.validate_on_submit():
        with told_on(form):
            with transaction() as session:
                need = needs.add_own_need(session, scope, interview_id, form.draft(), clock.now())
            flash(_("Behovet är tillagt."), "success")
            return redirect(doors.result_at(interview_id, need.id or 0))
    page = render_template("interviews/own_need.html", form=form, company=company, interview=interview)
    return page, 422 if form.errors or form.form_errors else 200


@blueprint.post("/interviews/<int:interview_id>/needs/<int:need_id>/withdraw")
@allow(*doors.HOLDERS)
def withdraw_need(scope: Scope, interview_id: int, need_id: int) -> ResponseReturnValue:
    with transaction() as session:
        needs.withdraw_own_need(session, scope, interview_id, need_id, clock.now())
    back = url_for("interviews.restore_need", interview_id=interview_id, need_id=need_id)
    flash({"text": _("Behovet är borttaget."), "undo": back}, "success")  # type: ignore[arg-type] # the layout reads both
    return redirect(url_for("interviews.show_result", interview_id=interview_id))


@blueprint.post("/interviews/<int:interview_id>/needs/<int:need_id>/restore")
@allow(*doors.HOLDERS)
def restore_need(scope: Scope, interview_id: int, need_id: int) -> ResponseReturnValue:
    with transaction() as session:
        needs.restore_own_need(session, scope, interview_id, need_id, clock.now())
    flash(_("Behovet är tillbaka."), "success")
    return redirect(doors.result_at(interview_id, need_id))

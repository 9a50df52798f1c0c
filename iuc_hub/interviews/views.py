"""Hold an interview: plan it, go through its areas, save answers, complete it."""

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.queries import get_company
from iuc_hub.db import reading, transaction
from iuc_hub.interviews import answers, area_form, doors, queries, result_views, services
from iuc_hub.interviews.area_page import load_area
from iuc_hub.interviews.blueprint import blueprint
from iuc_hub.interviews.forms import CompletionForm, PlanForm
from iuc_hub.interviews.guides import guide_of
from iuc_hub.interviews.sent_area import read_sent, way_on
from iuc_hub.web.forms import told_on

__all__ = ["blueprint", "result_views"]


@blueprint.route("/companies/<int:company_id>/interviews/new", methods=["GET", "POST"])
@allow(*doors.HOLDERS)
def plan(scope: Scope, company_id: int) -> ResponseReturnValue:
    form = PlanForm()
    with reading() as session:
        company = get_company(session, scope, company_id)
        form.offer(session, scope, company_id, clock.now())
    if form.validate_on_submit():
        with told_on(form):
            with transaction() as session:
                interview = services.plan_interview(
                    session, scope, company_id, form.contact_id.data or None,
                    planned_at=form.planned_at, now=clock.now(),
                )  # fmt: skip
                if "begin" in request.form:
                    services.start(session, scope, interview.id or 0, clock.now())
            if "begin" in request.form:
                return redirect(url_for("interviews.show", interview_id=interview.id))
            flash(_("Besöket är planerat."), "success")
            return redirect(url_for("desk.show_company", company_id=company_id))
    page = render_template("interviews/plan.html", form=form, company=company)
    return page, 422 if form.errors or form.form_errors else 200


@blueprint.get("/interviews/<int:interview_id>")
@allow(*doors.READERS)
def show(scope: Scope, interview_id: int) -> ResponseReturnValue:
    with reading() as session:
        interview = queries.get_interview(session, scope, interview_id)
        _answers, left = services.what_remains(session, scope, interview)
        guide = guide_of(session, interview)
    return redirect(doors.first_page(interview, guide, left.next()))


@blueprint.post("/interviews/<int:interview_id>/start")
@allow(*doors.HOLDERS)
def start(scope: Scope, interview_id: int) -> ResponseReturnValue:
    with transaction() as session:
        services.start(session, scope, interview_id, clock.now())
    return redirect(url_for("interviews.show", interview_id=interview_id))


@blueprint.get("/interviews/<int:interview_id>/areas/<letter>")
@allow(*doors.READERS)
def show_area(scope: Scope, interview_id: int, letter: str) -> ResponseReturnValue:
    doors.note_reading(scope, interview_id)
    with reading() as session:
        page = load_area(session, scope, interview_id, letter, blank=request.args.get("rows", ""))
    return render_template("interviews/area.html", page=page, language=doors.language())


@blueprint.post("/interviews/<int:interview_id>/areas/<letter>")
@allow(*doors.HOLDERS)
def save_area(scope: Scope, interview_id: int, letter: str) -> ResponseReturnValue:
    form, blank = read_sent(request.form.to_dict(flat=False))
    with transaction() as session:
        outcome = area_form.save_area(session, scope, interview_id, letter, form, now=clock.now())
    with reading() as session:
        page = load_area(session, scope, interview_id, letter, typed=form, outcome=outcome, blank=blank)
    if outcome.is_clean:
        confirmed = request.form.get("confirm", "")[:20]
        return redirect(way_on(page, request.form.get("go", ""), blank, confirmed))
    return render_template("interviews/area.html", page=page, language=doors.language()), 422


@blueprint.put("/interviews/<int:interview_id>/answers/<question>")
@allow(*doors.HOLDERS)
def save_answer(scope: Scope, interview_id: int, question: str) -> ResponseReturnValue:
    draft = answers.read_draft(question, doors.sent_json())
    key = request.headers.get("Idempotency-Key", "")
    with transaction() as session:
        reply = answers.save_answer(session, scope, interview_id, draft, key=key, now=clock.now())
    return jsonify(reply)


@blueprint.get("/interviews/<int:interview_id>/areas/<letter>/aside")
@allow(*doors.READERS)
def aside(scope: Scope, interview_id: int, letter: str) -> ResponseReturnValue:
    doors.note_reading(scope, interview_id)
    known = frozenset(request.args.get("known", "").split(","))
    with reading() as session:
        page = load_area(session, scope, interview_id, letter)
    return render_template("interviews/fragment.html", page=page, language=doors.language(), known=known)


@blueprint.get("/interviews/<int:interview_id>/next")
@allow(*doors.READERS)
def show_next(scope: Scope, interview_id: int) -> ResponseReturnValue:
    with reading() as session:
        interview = queries.get_interview(session, scope, interview_id)
        answered, left = services.what_remains(session, scope, interview)
    code = left.next(after=request.args.get("after", ""))
    if code is None:
        return redirect(url_for("interviews.review_completion", interview_id=interview_id))
    return redirect(doors.place_of(interview_id, answered.guide, code))


@blueprint.get("/interviews/<int:interview_id>/completion")
@allow(*doors.HOLDERS)
def review_completion(scope: Scope, interview_id: int) -> ResponseReturnValue:
    return _review(scope, interview_id, CompletionForm())


@blueprint.post("/interviews/<int:interview_id>/completion")
@allow(*doors.HOLDERS)
def complete(scope: Scope, interview_id: int) -> ResponseReturnValue:
    form = CompletionForm()
    if form.validate_on_submit():
        with told_on(form):
            with transaction() as session:
                services.complete(
                    session, scope, interview_id, clock.now(), confirmed=bool(form.confirmed.data)
                )
            flash(_("Intervjun är avslutad."), "success")
            return redirect(url_for("interviews.show_result", interview_id=interview_id))
    return _review(scope, interview_id, form)


def _review(scope: Scope, interview_id: int, form: CompletionForm) -> ResponseReturnValue:
    doors.note_reading(scope, interview_id)
    with reading() as session:
        letter = guide_of(session, queries.get_interview(session, scope, interview_id)).areas[0].code
        page = load_area(session, scope, interview_id, letter)
    if not page.is_editable:
        for text in form.form_errors:
            flash(text, "error")
        return redirect(url_for("interviews.show", interview_id=interview_id))
    shown = render_template("interviews/completion.html", page=page, form=form, language=doors.language())
    return shown, 422 if form.errors or form.form_errors else 200


@blueprint.post("/interviews/<int:interview_id>/cancel")
@allow(*doors.HOLDERS)
def cancel(scope: Scope, interview_id: int) -> ResponseReturnValue:
    with transaction() as session:
        interview = services.cancel(session, scope, interview_id, clock.now())
    flash(_("Intervjun är inställd. Svaren finns kvar."), "info")
    return redirect(url_for("desk.show_company", company_id=interview.company_id))


@blueprint.post("/interviews/<int:interview_id>/reopen")
@allow(*doors.HOLDERS)
def reopen(scope: Scope, interview_id: int) -> ResponseReturnValue:
    with transaction() as session:
        services.reopen(session, scope, interview_id, clock.now(), request.form.get("why", ""))
    flash(_("Intervjun är öppen igen. Avsluta den när du är klar, så räknas behoven om."), "info")
    letter = request.form.get("area")
    if letter:
        return redirect(url_for("interviews.show_area", interview_id=interview_id, letter=letter))
    return redirect(url_for("interviews.show", interview_id=interview_id))


@blueprint.post("/interviews/<int:interview_id>/approve")
@allow(*doors.HOLDERS)
def approve(scope: Scope, interview_id: int) -> ResponseReturnValue:
    with transaction() as session:
        services.approve(session, scope, interview_id, clock.now())
    flash(_("Resultatet är godkänt."), "success")
    return redirect(url_for("interviews.show_result", interview_id=interview_id))

"""Notes and calls: written, edited, deleted and brought back."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies import queries as companies
from iuc_hub.companies.blueprint import blueprint
from iuc_hub.companies.notes import queries, services
from iuc_hub.companies.notes.forms import NewNoteForm, NoteForm
from iuc_hub.db import reading, transaction
from iuc_hub.web.forms import told_on


def _to_company(company_id: int) -> ResponseReturnValue:
    return redirect(url_for("desk.show_company", company_id=company_id))


@blueprint.route("/companies/<int:company_id>/notes/new", methods=["GET", "POST"])
@allow(Role.ADVISOR)
def write_note(scope: Scope, company_id: int) -> ResponseReturnValue:
    form = NewNoteForm()
    with reading() as session:
        company = companies.get_company(session, scope, company_id)
        people = companies.list_contacts(session, scope, company_id)
    form.offer([each for each in people if each.left_on is None])
    if not form.is_submitted():
        form.begin(clock.now(), request.args.get("kind", ""))
    if form.validate_on_submit():
        with told_on(form):
            with transaction() as session:
                services.write_note(session, scope, company_id, form.draft(), clock.now())
            flash(_("Sparat."), "success")
            return _to_company(company_id)
    page = render_template("companies/note.html", form=form, company=company)
    return page, 422 if form.errors else 200


@blueprint.post("/companies/<int:company_id>/no-answer")
@allow(Role.ADVISOR)
def no_answer(scope: Scope, company_id: int) -> ResponseReturnValue:
    with transaction() as session:
        note = services.note_no_answer(session, scope, company_id, clock.now())
    flash(_("Samtalet utan svar är antecknat."), "success")
    return redirect(url_for("desk.show_company", company_id=company_id, undo=note.id))


@blueprint.route("/notes/<int:note_id>/edit", methods=["GET", "POST"])
@allow(Role.ADVISOR)
def edit_note(scope: Scope, note_id: int) -> ResponseReturnValue:
    form = NoteForm()
    with reading() as session:
        note = queries.get_note(session, scope, note_id)
        company = companies.get_company(session, scope, note.company_id)
        form.offer(companies.list_contacts(session, scope, note.company_id))
    if not form.is_submitted():
        form.begin_with(note)
    if form.validate_on_submit():
        with told_on(form):
            with transaction() as session:
                services.edit_note(session, scope, note_id, form.draft(), clock.now())
            flash(_("Sparat."), "success")
            return _to_company(note.company_id)
    page = render_template("companies/note.html", form=form, company=company, note=note)
    return page, 422 if form.errors else 200


@blueprint.post("/notes/<int:note_id>/delete")
@allow(Role.ADVISOR)
def delete_note(scope: Scope, note_id: int) -> ResponseReturnValue:
    with transaction() as session:
        note = services.delete_note(session, scope, note_id, clock.now())
    return redirect(url_for("desk.show_company", company_id=note.company_id, deleted=note.id))


@blueprint.post("/notes/<int:note_id>/restore")
@allow(Role.ADVISOR)
def restore_note(scope: Scope, note_id: int) -> ResponseReturnValue:
    with transaction() as session:
        note = services.restore_note(session, scope, note_id, clock.now())
    flash(_("Anteckningen är tillbaka."), "success")
    return _to_company(note.company_id)

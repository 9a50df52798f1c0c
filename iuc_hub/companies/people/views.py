"""Contact persons: add, correct, mark as left, and what they have agreed to."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies import contacts
from iuc_hub.companies import queries as companies
from iuc_hub.companies.blueprint import blueprint
from iuc_hub.companies.dealings import ConsentWay, Purpose
from iuc_hub.companies.forms import ContactForm, contact_draft
from iuc_hub.companies.people import queries, services
from iuc_hub.companies.people.forms import ConsentForm, LeftForm
from iuc_hub.db import reading, transaction
from iuc_hub.web.forms import told_on


def _to_contact(contact_id: int) -> ResponseReturnValue:
    return redirect(url_for("companies.show_contact", contact_id=contact_id))


@blueprint.route("/companies/<int:company_id>/contacts/new", methods=["GET", "POST"])
@allow(Role.ADVISOR)
def add_contact(scope: Scope, company_id: int) -> ResponseReturnValue:
    with reading() as session:
        company = companies.get_company(session, scope, company_id)
    form = ContactForm()
    if form.validate_on_submit():
        with told_on(form):
            with transaction() as session:
                contact = contacts.add_contact(session, scope, company_id, contact_draft(form))
            flash(_("%(name)s är tillagd.", name=contact.name), "success")
            return redirect(url_for("desk.show_company", company_id=company_id))
    page = render_template("companies/contact.html", form=form, company=company)
    return page, 422 if form.errors else 200


@blueprint.get("/contacts/<int:contact_id>")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def show_contact(scope: Scope, contact_id: int) -> ResponseReturnValue:
    with reading() as session:
        contact = companies.get_contact(session, scope, contact_id)
        company = companies.get_company(session, scope, contact.company_id)
        consents = queries.newest_consents(session, scope, [contact_id])[contact_id]
        history = queries.list_consents(session, scope, contact_id)
    return render_template(
        "companies/person.html", contact=contact, company=company, consents=consents, history=history
    )


@blueprint.route("/contacts/<int:contact_id>/edit", methods=["GET", "POST"])
@allow(Role.ADVISOR)
def change_contact(scope: Scope, contact_id: int) -> ResponseReturnValue:
    with reading() as session:
        contact = companies.get_contact(session, scope, contact_id)
        company = companies.get_company(session, scope, contact.company_id)
    form = ContactForm()
    if not form.is_submitted():
        form.begin(contact)
    if form.validate_on_submit():
        with told_on(form):
            with transaction() as session:
                contacts.change_contact(session, scope, contact_id, contact_draft(form), clock.now())
            flash(_("Uppgifterna är sparade."), "success")
            return _to_contact(contact_id)
    page = render_template("companies/contact.html", form=form, company=company, contact=contact)
    return page, 422 if form.errors else 200


@blueprint.route("/contacts/<int:contact_id>/left", methods=["GET", "POST"])
@allow(Role.ADVISOR)
def contact_left(scope: Scope, contact_id: int) -> ResponseReturnValue:
    with reading() as session:
        contact = companies.get_contact(session, scope, contact_id)
        company = companies.get_company(session, scope, contact.company_id)
    form = LeftForm()
    if not form.is_submitted():
        form.on.data = clock.today()
    if form.validate_on_submit():
        with told_on(form):
            with transaction() as session:
                contacts.mark_left(session, scope, contact_id, form.on.data or clock.today(), clock.now())
            flash(_("%(name)s får inga fler brev.", name=contact.name), "success")
            return _to_contact(contact_id)
    page = render_template("companies/person_left.html", form=form, company=company, contact=contact)
    return page, 422 if form.errors else 200


@blueprint.post("/contacts/<int:contact_id>/back")
@allow(Role.ADVISOR)
def contact_back(scope: Scope, contact_id: int) -> ResponseReturnValue:
    with transaction() as session:
        contacts.mark_back(session, scope, contact_id, clock.now())
    return _to_contact(contact_id)


@blueprint.route("/contacts/<int:contact_id>/consent", methods=["GET", "POST"])
@allow(Role.ADVISOR)
def record_consent(scope: Scope, contact_id: int) -> ResponseReturnValue:
    with reading() as session:
        contact = companies.get_contact(session, scope, contact_id)
        company = companies.get_company(session, scope, contact.company_id)
    form = ConsentForm()
    if not form.is_submitted():
        form.as_of.data = clock.today()
        form.purpose.data = request.args.get("purpose") or form.purpose.data
    if form.validate_on_submit():
        with told_on(form):
            with transaction() as session:
                services.record_consent(
                    session, scope, contact_id, Purpose(form.purpose.data), given=form.given.data == "yes",
                    way=ConsentWay(form.way.data), as_of=form.as_of.data or clock.today(), now=clock.now(),
                )  # fmt: skip
            return _to_contact(contact_id)
    page = render_template("companies/consent.html", form=form, company=company, contact=contact)
    return page, 422 if form.errors else 200

"""The facts of a company: every value ever recorded, and their correction."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies import fact_history, queries, services
from iuc_hub.companies.blueprint import blueprint
from iuc_hub.companies.fact_catalogue import typed_facts
from iuc_hub.companies.fact_forms import FactForm
from iuc_hub.companies.models import FactSource
from iuc_hub.db import reading, transaction
from iuc_hub.web.forms import told_on


@blueprint.route("/companies/<int:company_id>/facts", methods=["GET", "POST"])
@allow(Role.ADVISOR)
def correct_facts(scope: Scope, company_id: int) -> ResponseReturnValue:
    with reading() as session:
        company = queries.get_company(session, scope, company_id)
        known = services.known_facts(session, scope, company_id)
    form = FactForm()
    if not form.is_submitted():
        form.begin(known, clock.today())
    if form.validate_on_submit():
        with told_on(form):
            with transaction() as session:
                rows = services.record_facts(
                    session, scope, company_id, form.corrected(), source=FactSource(form.source.data),
                    as_of=form.as_of.data or clock.today(), now=clock.now(),
                )  # fmt: skip
                older = fact_history.overtaken(session, scope, company_id, rows)
            flash(_("Uppgifterna är sparade."), "success")
            if older:
                flash(
                    _("Ett senare värde gäller fortfarande för något av dem. Det äldre finns i historiken."),
                    "info",
                )
            return redirect(url_for("desk.show_company", company_id=company_id))
    page = render_template("companies/facts.html", form=form, company=company, facts=typed_facts())
    return page, 422 if form.errors else 200


@blueprint.get("/companies/<int:company_id>/fact-history")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def show_facts(scope: Scope, company_id: int) -> ResponseReturnValue:
    with reading() as session:
        company = queries.get_company(session, scope, company_id)
        histories = fact_history.histories(session, scope, company_id)
    return render_template(
        "companies/fact_history.html", company=company, histories=histories, today=clock.today()
    )

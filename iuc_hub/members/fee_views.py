"""Fees: a year's made for all, marked paid, corrected; the classes they follow; the years and the goal."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from iuc_hub import clock
from iuc_hub.accounts.access import allow, safe_next
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.db import reading, transaction
from iuc_hub.errors import InputError, Stale
from iuc_hub.members import classes, fees, queries, services, years
from iuc_hub.members.blueprint import blueprint
from iuc_hub.members.fee_choice import chosen_day, chosen_fees
from iuc_hub.members.forms import ClassFeeForm, ClassForm, FeeForm, GoalForm
from iuc_hub.web.forms import told_on


@blueprint.get("/members/years")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def show_years(scope: Scope) -> ResponseReturnValue:
    with reading() as session:
        known = years.register(session, scope, clock.today())
    return render_template("members/years.html", known=known, today=clock.today())


@blueprint.route("/members/goal", methods=["GET", "POST"])
@allow(Role.HUB_ADMIN)
def set_goal(scope: Scope) -> ResponseReturnValue:
    form = GoalForm()
    if not form.is_submitted():
        with reading() as session:
            form.begin(queries.find_goal(session, scope))
    if form.validate_on_submit():
        members, by_year = form.wanted
        with told_on(form):
            with transaction() as session:
                years.set_goal(session, scope, members=members, by_year=by_year, now=clock.now())
            flash(_("Målet är sparat."), "success")
            return redirect(url_for("members.show_years"))
    return render_template("members/goal.html", form=form), 422 if form.errors else 200


@blueprint.route("/members/years/<int:year>/fees", methods=["GET", "POST"])
@allow(Role.HUB_ADMIN)
def make_year(scope: Scope, year: int) -> ResponseReturnValue:
    if request.method == "POST":
        with transaction() as session:
            made = fees.make_year(session, scope, year, clock.now())
        count = len(made.wanted)
        words = ngettext("En avgift är skapad.", "%(num)d avgifter är skapade.", count)
        flash(words if count else _("Alla avgifter fanns redan."), "success")
        return redirect(url_for("members.list_members", year=year, who="all"))
    with reading() as session:
        plan = fees.plan_year(session, scope, year, clock.now())
    return render_template("members/make_year.html", plan=plan)


@blueprint.post("/members/fees/paid")
@allow(Role.HUB_ADMIN)
def mark_paid(scope: Scope) -> ResponseReturnValue:
    unpaid = "unpaid" in request.form
    try:
        ids, day = chosen_fees(request.form), None if unpaid else chosen_day(request.form)
        with transaction() as session:
            changed = fees.mark_paid(session, scope, ids, day, now=clock.now())
        if unpaid:
            flash(
                ngettext(
                    "En avgift är inte längre betald.", "%(num)d avgifter är inte längre betalda.", changed
                ),
                "success",
            )
        else:
            flash(ngettext("En avgift är betald.", "%(num)d avgifter är betalda.", changed), "success")
    except InputError as error:
        flash(error.text(_), "error")
    return redirect(safe_next(request.form.get("next")) or url_for("members.list_members"))


@blueprint.route("/members/fees/<int:fee_id>", methods=["GET", "POST"])
@allow(Role.HUB_ADMIN)
def correct_fee(scope: Scope, fee_id: int) -> ResponseReturnValue:
    form = FeeForm()
    with reading() as session:
        fee = queries.get_fee(session, scope, fee_id)
        page = services.member_page(session, scope, fee.member_id)
    if not form.is_submitted():
        form.begin(fee)
    if form.validate_on_submit():
        with told_on(form):
            try:
                with transaction() as session:
                    fees.correct_fee(session, scope, fee_id, form.wish, now=clock.now())
            except Stale as error:
                form.catch_up(fee, error.text(_))
                return render_template("members/fee.html", form=form, fee=fee, page=page), error.http_status
            flash(_("Avgiften är sparad."), "success")
            return redirect(url_for("members.show_member", member_id=fee.member_id))
    shown = render_template("members/fee.html", form=form, fee=fee, page=page)
    return shown, 422 if form.errors else 200


@blueprint.route("/members/classes", methods=["GET", "POST"])
@allow(Role.HUB_ADMIN)
def show_classes(scope: Scope) -> ResponseReturnValue:
    form = ClassForm()
    if not form.is_submitted():
        form.begin(clock.today().year)
    if form.validate_on_submit():
        with told_on(form):
            with transaction() as session:
                row = classes.add_class(
                    session, scope, name=form.name.data or "", from_year=form.year, amount=form.amount,
                    now=clock.now(),
                )  # fmt: skip
            flash(_("%(name)s är sparad.", name=row.name), "success")
            return redirect(url_for("members.show_classes"))
    with reading() as session:
        histories = classes.list_histories(session, scope)
    page = render_template(
        "members/classes.html", form=form, histories=histories, this_year=clock.today().year
    )
    return page, 422 if form.errors or form.form_errors else 200


@blueprint.route("/members/classes/<int:class_id>", methods=["GET", "POST"])
@allow(Role.HUB_ADMIN)
def change_class(scope: Scope, class_id: int) -> ResponseReturnValue:
    form = ClassFeeForm()
    with reading() as session:
        row = queries.get_class(session, scope, class_id)
    if not form.is_submitted():
        form.begin(row)
    if form.validate_on_submit():
        with told_on(form):
            try:
                with transaction() as session:
                    classes.change_class(
                        session, scope, class_id, amount=form.amount, seen=form.seen_amount, now=clock.now()
                    )
            except Stale as error:
                form.catch_up(row, error.text(_))
                return render_template("members/class.html", form=form, row=row), error.http_status
            flash(_("Uppgifterna är sparade."), "success")
            return redirect(url_for("members.show_classes"))
    return render_template("members/class.html", form=form, row=row), 422 if form.errors else 200


@blueprint.post("/members/classes/<int:class_id>/remove")
@allow(Role.HUB_ADMIN)
def remove_class(scope: Scope, class_id: int) -> ResponseReturnValue:
    with transaction() as session:
        row = classes.remove_class(session, scope, class_id, now=clock.now())
    flash(_("%(name)s från %(year)s är borttagen.", name=row.name, year=str(row.from_year)), "success")
    return redirect(url_for("members.show_classes"))

"""The hub's administration: its people, its own details, its log."""

from datetime import date

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from iuc_hub import clock
from iuc_hub.accounts import people
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.queries import get_colleague, get_hub, list_colleagues
from iuc_hub.accounts.scope import Scope
from iuc_hub.administration import (
    guide_views,
    letter_views,
    queries,
    services,
    version_views,
    word_views,
)
from iuc_hub.administration.blueprint import blueprint
from iuc_hub.administration.forms import CloseForm, HubForm, PersonForm
from iuc_hub.administration.log import Asked, log_page
from iuc_hub.administration.log_words import ACTS, GROUPS
from iuc_hub.db import reading, transaction
from iuc_hub.web.forms import told_on

__all__ = ["blueprint", "guide_views", "letter_views", "version_views", "word_views"]
MOST_PAGES = 100_000
ASKED = ("first", "last", "actor", "group", "company")
"""What the log's form asks for, as its address has it."""


def _public_url() -> str:
    address: str = current_app.extensions["iuc_settings"].public_url
    return address


@blueprint.get("/administration")
@allow(Role.HUB_ADMIN)
def show_people(scope: Scope) -> ResponseReturnValue:
    with reading() as session:
        hub = get_hub(session, scope.hub)
        colleagues = services.list_people(session, scope)
    return render_template("administration/people.html", hub=hub, colleagues=colleagues)


@blueprint.route("/administration/people/new", methods=["GET", "POST"])
@allow(Role.HUB_ADMIN)
def invite(scope: Scope) -> ResponseReturnValue:
    form = PersonForm()
    if form.validate_on_submit():
        with told_on(form):
            with transaction() as session:
                user = people.invite(session, scope, form.draft(), _public_url(), clock.now())
            flash(
                _(
                    "%(name)s är inbjuden. Länken är skickad till %(email)s.",
                    name=user.name,
                    email=user.email,
                ),
                "success",
            )
            return redirect(url_for("administration.show_people"))
    return render_template("administration/invite.html", form=form), 422 if form.errors else 200


@blueprint.route("/administration/people/<int:user_id>", methods=["GET", "POST"])
@allow(Role.HUB_ADMIN)
def change_person(scope: Scope, user_id: int) -> ResponseReturnValue:
    with reading() as session:
        user = get_colleague(session, scope, user_id)
    form = PersonForm()
    if form.is_submitted():
        del form.email
    else:
        form.begin(user)
    if form.validate_on_submit():
        with told_on(form):
            with transaction() as session:
                people.change(session, scope, user_id, form.draft(user.email), clock.now())
            flash(_("Uppgifterna är sparade."), "success")
            return redirect(url_for("administration.show_people"))
    page = render_template(
        "administration/person.html", form=form, user=user, is_self=user.id == scope.user_id
    )
    return page, 422 if form.errors else 200


@blueprint.post("/administration/people/<int:user_id>/link")
@allow(Role.HUB_ADMIN)
def send_link(scope: Scope, user_id: int) -> ResponseReturnValue:
    with transaction() as session:
        user = people.send_link(session, scope, user_id, _public_url(), clock.now())
    flash(_("En ny länk är skickad till %(email)s.", email=user.email), "success")
    return redirect(url_for("administration.show_people"))


@blueprint.route("/administration/people/<int:user_id>/close", methods=["GET", "POST"])
@allow(Role.HUB_ADMIN)
def close_account(scope: Scope, user_id: int) -> ResponseReturnValue:
    form = CloseForm()
    with reading() as session:
        user = get_colleague(session, scope, user_id)
        companies = len(queries.list_company_ids_of(session, scope, user_id))
        form.offer(list_colleagues(session, scope, active_only=True), user_id)
    if not companies:
        del form.heir
    if form.validate_on_submit():
        heir = form.heir.data if companies else None
        with told_on(form):
            with transaction() as session:
                services.close_account(session, scope, user_id, heir=heir, now=clock.now())
            flash(_("Kontot för %(name)s är stängt.", name=user.name), "success")
            return redirect(url_for("administration.show_people"))
    page = render_template("administration/close.html", form=form, user=user, companies=companies)
    return page, 422 if form.errors or form.form_errors else 200


@blueprint.post("/administration/people/<int:user_id>/open")
@allow(Role.HUB_ADMIN)
def open_account(scope: Scope, user_id: int) -> ResponseReturnValue:
    with transaction() as session:
        user = people.open_again(session, scope, user_id, clock.now())
    flash(_("Kontot för %(name)s är öppet igen.", name=user.name), "success")
    return redirect(url_for("administration.show_people"))


@blueprint.route("/administration/hub", methods=["GET", "POST"])
@allow(Role.HUB_ADMIN)
def change_hub(scope: Scope) -> ResponseReturnValue:
    form = HubForm()
    if not form.is_submitted():
        with reading() as session:
            form.begin(get_hub(session, scope.hub))
    if form.validate_on_submit():
        with told_on(form):
            with transaction() as session:
                services.change_hub(
                    session, scope, name=form.name.data or "", email=form.email.data or "",
                    phone=form.phone.data or "", now=clock.now(),
                )  # fmt: skip
            flash(_("Hubbens uppgifter är sparade."), "success")
            return redirect(url_for("administration.show_people"))
    return render_template("administration/hub.html", form=form), 422 if form.errors else 200


@blueprint.get("/administration/log")
@allow(Role.HUB_ADMIN)
def show_log(scope: Scope) -> ResponseReturnValue:
    asked = Asked(
        first=_day("first"),
        last=_day("last"),
        actor=request.args.get("actor", "")[:120],
        group=request.args.get("group", "")[:20],
        company_id=request.args.get("company", type=int),
    )
    page = min(max(1, request.args.get("page", 1, type=int)), MOST_PAGES)
    with reading() as session:
        found = log_page(session, scope, asked, page=page)
    return render_template(
        "administration/log.html", found=found, asked=asked, acts=ACTS, groups=GROUPS, page_url=_page_url
    )


def _page_url(number: int) -> str:
    asked = {name: value for name, value in request.args.to_dict().items() if name in ASKED}
    return url_for("administration.show_log", _anchor=None, page=number, **asked)  # type: ignore[arg-type] # the stubs take no dict


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None

"""Matching's versions: which there are, one beside the one in use, switching, learning, forgetting, sharing."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.administration.blueprint import blueprint
from iuc_hub.administration.versions_page import version_page, versions_page
from iuc_hub.db import reading, transaction
from iuc_hub.errors import HubError, IllegalTransition, InputError, Stale
from iuc_hub.recommendations.learning import fitting
from iuc_hub.versions import services
from iuc_hub.versions.services import Why

TOLD = (Stale, InputError, IllegalTransition)
"""What is told on the list rather than as a page of its own."""


@blueprint.get("/administration/versions")
@allow(Role.HUB_ADMIN)
def show_versions(scope: Scope) -> ResponseReturnValue:
    with reading() as session:
        skip = max(0, request.args.get("skip", 0, type=int))
        page = versions_page(session, scope, str(get_locale() or "sv"), skip=skip)
    return render_template("administration/versions.html", page=page)


@blueprint.get("/administration/versions/<int:version_id>")
@allow(Role.HUB_ADMIN)
def show_version(scope: Scope, version_id: int) -> ResponseReturnValue:
    with reading() as session:
        page = version_page(session, scope, version_id, str(get_locale() or "sv"))
    return render_template("administration/version.html", page=page)


@blueprint.post("/administration/versions/learn")
@allow(Role.HUB_ADMIN)
def learn_version(scope: Scope) -> ResponseReturnValue:
    with transaction() as session:
        fitting.want(session, scope, now=clock.now())
    flash(_("Besluten gås igenom. Du kan lämna sidan, förslaget ligger här när det är klart."), "success")
    return redirect(url_for("administration.show_versions"))


@blueprint.post("/administration/versions/<int:version_id>/use")
@allow(Role.HUB_ADMIN)
def use_version(scope: Scope, version_id: int) -> ResponseReturnValue:
    try:
        with transaction() as session:
            services.use(session, scope, version_id, seen=_seen(), why=_why())
    except TOLD as error:
        return _refused(error)
    return _switched()


@blueprint.post("/administration/versions/shipped")
@allow(Role.HUB_ADMIN)
def use_shipped(scope: Scope) -> ResponseReturnValue:
    try:
        with transaction() as session:
            services.use_shipped(session, scope, seen=_seen(), why=_why())
    except TOLD as error:
        return _refused(error)
    return _switched()


@blueprint.post("/administration/versions/forget")
@allow(Role.HUB_ADMIN)
def forget_learned(scope: Scope) -> ResponseReturnValue:
    try:
        with transaction() as session:
            services.forget(session, scope, seen=_seen(), why=_why())
    except TOLD as error:
        return _refused(error)
    return _switched()


@blueprint.post("/administration/versions/sharing")
@allow(Role.HUB_ADMIN)
def share_learning(scope: Scope) -> ResponseReturnValue:
    agreed = request.form.get("agreed") == "1"
    with transaction() as session:
        services.agree(session, scope, agreed=agreed, now=clock.now())
    flash(
        _("Ni lär tillsammans med andra hubbar från och med nästa gång ni lär av besluten.")
        if agreed
        else _("Ni lär bara av era egna beslut från och med nästa gång, och ingen annan lär av dem."),
        "success",
    )
    return redirect(url_for("administration.show_versions"))


def _seen() -> str:
    return request.form.get("seen", "")[:80]


def _why() -> Why:
    return Why(clock.now(), request.form.get("why", "")[:500])


def _refused(error: HubError) -> ResponseReturnValue:
    flash(error.text(_), "error")
    return redirect(url_for("administration.show_versions"))


def _switched() -> ResponseReturnValue:
    flash(_("Versionen används från och med nu. Stöden räknas om för alla företag."), "success")
    return redirect(url_for("administration.show_versions"))

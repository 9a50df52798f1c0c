"""The buttons of one support: compared with its source, published, archived, latest change taken back."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue import editing, verifying
from iuc_hub.catalogue.blueprint import blueprint
from iuc_hub.db import transaction


def _back(support_id: str, anchor: str) -> ResponseReturnValue:
    return redirect(url_for("catalogue.show_support", support_id=support_id, _anchor=anchor))


def _seen() -> int:
    """The revision that stood on the page; 0, which none has, where it is missing."""
    return request.form.get("revision", 0, type=int)


@blueprint.post("/catalogue/<path:support_id>/verify")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def verify(scope: Scope, support_id: str) -> ResponseReturnValue:
    note = request.form.get("note", "")
    with transaction() as session:
        verifying.verify(
            session, scope, support_id, revision=_seen(), note=note, today=clock.today(), now=clock.now()
        )
    flash(_("Stödet står nu som kontrollerat idag av dig."), "success")
    return _back(support_id, "kalla")


@blueprint.post("/catalogue/<path:support_id>/publish")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def publish(scope: Scope, support_id: str) -> ResponseReturnValue:
    with transaction() as session:
        editing.publish(session, scope, support_id, now=clock.now())
    flash(_("Stödet är publicerat och föreslås igen."), "success")
    return _back(support_id, "historia")


@blueprint.post("/catalogue/<path:support_id>/archive")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def archive(scope: Scope, support_id: str) -> ResponseReturnValue:
    with transaction() as session:
        editing.archive(session, scope, support_id, now=clock.now())
    flash(_("Stödet är arkiverat och föreslås inte längre."), "success")
    return _back(support_id, "historia")


@blueprint.post("/catalogue/<path:support_id>/undo")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def undo(scope: Scope, support_id: str) -> ResponseReturnValue:
    with transaction() as session:
        editing.undo(session, scope, support_id, revision=_seen(), now=clock.now())
    flash(_("Den senaste ändringen är ångrad."), "success")
    return _back(support_id, "historia")

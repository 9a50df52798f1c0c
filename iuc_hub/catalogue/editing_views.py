"""The buttons of one support: compared with its source, a step in its life, back to an earlier revision."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue import editing, verifying
from iuc_hub.catalogue.blueprint import blueprint
from iuc_hub.catalogue.models import SupportState
from iuc_hub.db import transaction
from iuc_hub.errors import N_

STEPS = {
    "review": (SupportState.IN_REVIEW, N_("Utkastet är lämnat till granskning.")),
    "draft": (SupportState.DRAFT, N_("Stödet är ett utkast igen.")),
    "publish": (SupportState.PUBLISHED, N_("Stödet är publicerat och föreslås.")),
    "archive": (SupportState.ARCHIVED, N_("Stödet är arkiverat och föreslås inte längre.")),
}
"""Button -> the state it leads to, and what is said then."""


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


@blueprint.post("/catalogue/<path:support_id>/<any(review, draft, publish, archive):step>")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def take_step(scope: Scope, support_id: str, step: str) -> ResponseReturnValue:
    after, words = STEPS[step]
    with transaction() as session:
        editing.take_step(session, scope, support_id, after, now=clock.now())
    flash(_(words), "success")
    return redirect(url_for("catalogue.show_support", support_id=support_id))


@blueprint.post("/catalogue/<path:support_id>/go-back")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def go_back(scope: Scope, support_id: str) -> ResponseReturnValue:
    to = request.form.get("to", 0, type=int)
    with transaction() as session:
        editing.go_back(session, scope, support_id, seen=_seen(), to=to, now=clock.now())
    flash(_("Stödet säger nu åter vad det sade då. Ändringen går att ångra."), "success")
    return _back(support_id, "historia")

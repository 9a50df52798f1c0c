"""A support's history, with the way back to any earlier revision."""

import json

from flask import render_template
from flask.typing import ResponseReturnValue

from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.blueprint import blueprint
from iuc_hub.catalogue.history import services
from iuc_hub.catalogue.rule_words import rule_text
from iuc_hub.db import reading
from iuc_hub.web.format import current_reader


@blueprint.app_template_filter("rule_text")
def rule_in_words(rule: str) -> str:
    """A rule, written as JSON, in the page's language."""
    return rule_text(json.loads(rule), current_reader())


@blueprint.get("/catalogue/<path:support_id>/history")
@allow(Role.ADVISOR, Role.HUB_ADMIN, Role.ANALYST, Role.EXPERT)
def show_history(scope: Scope, support_id: str) -> ResponseReturnValue:
    with reading() as session:
        shown = services.history(session, scope, support_id, current_reader())
    return render_template("catalogue/history.html", shown=shown)

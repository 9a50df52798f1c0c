"""The page of what needs the advisor now."""

from flask import render_template
from flask.typing import ResponseReturnValue

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.db import reading
from iuc_hub.desk.blueprint import blueprint
from iuc_hub.desk.today import services


@blueprint.get("/today")
@allow(Role.ADVISOR)
def today(scope: Scope) -> ResponseReturnValue:
    with reading() as session:
        work = services.todays_work(session, scope, now=clock.now())
    return render_template("desk/today.html", work=work, today=clock.today())

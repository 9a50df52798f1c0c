"""The company's paper as a PDF: for the advisor to put on the table, for the company to keep."""

import io

from flask import send_file
from flask.typing import ResponseReturnValue

from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.db import reading
from iuc_hub.interviews.doors import note_words_read
from iuc_hub.recommendations import arrivals, paper
from iuc_hub.recommendations.door import blueprint
from iuc_hub.web.format import current_reader


def _printed(gathered: paper.Gathered) -> ResponseReturnValue:
    made = paper.print_paper(gathered, current_reader())
    return send_file(io.BytesIO(made.content), mimetype="application/pdf", download_name=made.name, max_age=0)


@blueprint.get("/companies/<int:company_id>/support/paper.pdf")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def show_paper(scope: Scope, company_id: int) -> ResponseReturnValue:
    with reading() as session:
        gathered = paper.gather(session, scope, company_id, reader=current_reader())
    note_words_read(scope, [*gathered.needs, *(offer.need for offer in gathered.offers)])
    return _printed(gathered)


@blueprint.get("/our-support/paper.pdf")
@allow(Role.COMPANY)
def our_paper(scope: Scope) -> ResponseReturnValue:
    with reading() as session:
        welcome = arrivals.welcome(session, scope)
        gathered = paper.gather(session, scope, welcome.company.id or 0, reader=current_reader())
    return _printed(gathered)

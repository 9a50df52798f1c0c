"""Hand in a file of past interviews, and fetch an example of one."""

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.db import reading, transaction
from iuc_hub.errors import N_
from iuc_hub.interviews.importing import example
from iuc_hub.interviews.importing.columns import columns
from iuc_hub.interviews.importing.forms import ImportForm
from iuc_hub.interviews.importing.services import ANSWERS
from iuc_hub.uploads import UploadKind, pages
from iuc_hub.uploads.queries import list_uploads
from iuc_hub.uploads.services import receive
from iuc_hub.web.forms import told_on
from iuc_hub.web.sizes import takes_files

blueprint = Blueprint("interview_import", __name__, template_folder="templates")
pages.register(
    UploadKind.INTERVIEWS,
    pages.UploadPage(
        N_("Tidigare intervjuer från en fil"),
        "interview_import.start",
        "desk.list_companies",
        N_("Till företagen"),
        columns(),
        roles=frozenset({Role.HUB_ADMIN}),
        counted={ANSWERS: N_("Svar")},
    ),
)


@blueprint.route("/interviews/import", methods=["GET", "POST"])
@allow(Role.HUB_ADMIN)
@takes_files
def start(scope: Scope) -> ResponseReturnValue:
    form = ImportForm()
    with reading() as session:
        before = list_uploads(session, scope, UploadKind.INTERVIEWS)
    if form.validate_on_submit():
        with told_on(form):
            given = form.file.data
            with transaction() as session:
                upload = receive(
                    session, scope, UploadKind.INTERVIEWS, given.filename, given.read(), settings={},
                    now=clock.now(),
                )  # fmt: skip
            return redirect(url_for("uploads.show", upload_id=upload.id))
    page = render_template("interviews/import.html", form=form, before=before)
    return page, 422 if form.errors or form.form_errors else 200


@blueprint.get("/interviews/import/example.<any(csv, xlsx):ending>")
@allow(Role.HUB_ADMIN)
def example_file(_scope: Scope, ending: str) -> ResponseReturnValue:
    content, kind = example.file(ending)
    return Response(
        content, mimetype=kind, headers={"Content-Disposition": f"attachment; filename=intervjuer.{ending}"}
    )

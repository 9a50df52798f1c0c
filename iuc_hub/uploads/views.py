"""An upload's page: how checking goes, the preview, choosing columns, taking in, the refused rows."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.db import reading, transaction
from iuc_hub.errors import Conflict, Stale
from iuc_hub.uploads import queries, services
from iuc_hub.uploads.pages import page_of
from iuc_hub.uploads.refused_rows import as_csv, as_xlsx, error_text, refused_rows

blueprint = Blueprint("uploads", __name__, template_folder="templates")
SHOWN_ERRORS = 100
MIME = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@blueprint.app_template_filter("upload_error")
def upload_error(error: dict[str, object]) -> str:
    """A stored error in the page's language."""
    return error_text(error, _)


@blueprint.get("/uploads/<int:upload_id>")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def show(scope: Scope, upload_id: int) -> ResponseReturnValue:
    with reading() as session:
        upload = queries.get_upload(session, scope, upload_id)
        page = page_of(scope, upload)
        job = queries.find_job(session, upload.job_id)
    return render_template(
        "uploads/show.html", upload=upload, words=page, job=job, preview=services.preview_of(upload),
        language=str(get_locale() or "sv"), shown_errors=SHOWN_ERRORS,
        names={column.field: column.name(str(get_locale() or "sv")) for column in page.columns},
    )  # fmt: skip


@blueprint.post("/uploads/<int:upload_id>/columns")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def choose(scope: Scope, upload_id: int) -> ResponseReturnValue:
    with transaction() as session:
        page = page_of(scope, queries.get_upload(session, scope, upload_id))
        chosen = {
            column.field: request.form[f"column-{column.field}"]
            for column in page.columns
            if f"column-{column.field}" in request.form
        }
        wanted: dict[str, object] = {"columns": chosen}
        if "sheet" in request.form:
            wanted["sheet"] = request.form["sheet"]
        services.choose(session, scope, upload_id, wanted, clock.now())
    return redirect(url_for("uploads.show", upload_id=upload_id))


@blueprint.post("/uploads/<int:upload_id>/take-in")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def take_in(scope: Scope, upload_id: int) -> ResponseReturnValue:
    try:
        with transaction() as session:
            page_of(scope, queries.get_upload(session, scope, upload_id))
            services.want_taking_in(
                session, scope, upload_id, fingerprint=request.form.get("fingerprint", ""),
                leave_out=request.form.get("leave_out") == "1", now=clock.now(),
            )  # fmt: skip
    except (Conflict, Stale) as error:
        flash(error.text(_), "error")
    return redirect(url_for("uploads.show", upload_id=upload_id))


@blueprint.post("/uploads/<int:upload_id>/cancel")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def cancel(scope: Scope, upload_id: int) -> ResponseReturnValue:
    with transaction() as session:
        page = page_of(scope, queries.get_upload(session, scope, upload_id))
        services.cancel(session, scope, upload_id, clock.now())
    flash(_("Filen är kastad. Inget togs in."), "success")
    return redirect(url_for(page.start))


@blueprint.get("/uploads/<int:upload_id>/refused.<any(csv, xlsx):ending>")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def refused(scope: Scope, upload_id: int, ending: str) -> ResponseReturnValue:
    with reading() as session:
        upload = queries.get_upload(session, scope, upload_id)
        page_of(scope, upload)
        table = services.open_table(session, upload)
    rows = refused_rows(table, upload.errors, _, (_("Rad"), _("Fel")))
    content = as_csv(rows) if ending == "csv" else as_xlsx(rows)
    name = f"rader-med-fel-{upload_id}.{ending}"
    return Response(
        content, mimetype=MIME[ending], headers={"Content-Disposition": f"attachment; filename={name}"}
    )

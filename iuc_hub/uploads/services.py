"""The verbs on handed-in files: receive, check, choose columns, take in whole, throw away."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePath

from sqlmodel import Session

from iuc_hub import audit, jobs
from iuc_hub.accounts.models import User
from iuc_hub.accounts.scope import Scope
from iuc_hub.errors import N_, Conflict, InputError, Stale
from iuc_hub.uploads import queries
from iuc_hub.uploads.limits import MOST_ERRORS, SHOWN_CHANGES
from iuc_hub.uploads.models import Upload, UploadKind, UploadState
from iuc_hub.uploads.plans import REFUSED, Handed, Plan, Planner, RowError
from iuc_hub.uploads.tables import Table, read_table

Progress = Callable[[int, int], None]
Planners = Mapping[UploadKind, Planner]
OPEN = (UploadState.WAITING, UploadState.CHECKED)


def receive(
    session: Session,
    scope: Scope,
    kind: UploadKind,
    file_name: str,
    content: bytes,
    *,
    settings: Mapping[str, object],
    now: datetime,
) -> Upload:
    """Store a file as it was handed in and want it checked, in the caller's transaction.

    Raises:
        InputError: there is nothing in it.
    """
    if not content:
        raise InputError(N_("Välj en fil som inte är tom."), field="file")
    upload = Upload.model_validate(
        {
            "hub_id": scope.hub, "kind": kind, "file_name": PurePath(file_name or "fil").name[-200:],
            "digest": hashlib.sha256(content).hexdigest(), "content": content, "settings": dict(settings),
            "uploaded_by": scope.user, "uploaded_at": now,
        }
    )  # fmt: skip
    session.add(upload)
    session.flush()
    _want(session, scope, upload, "check_upload", now)
    return upload


def choose(
    session: Session, scope: Scope, upload_id: int, settings: Mapping[str, object], now: datetime
) -> Upload:
    """Check the file again with other columns, sheet or whatever else its page lets people choose.

    Raises:
        Conflict: it was taken in or thrown away already.
    """
    upload = queries.get_upload(session, scope, upload_id, lock=True)
    _demand_open(upload)
    chosen = {key: value for key, value in upload.settings.items() if key != "preview"}
    upload.settings = chosen | dict(settings)
    upload.state, upload.errors, upload.counts = UploadState.WAITING, [], {}
    session.add(upload)
    _want(session, scope, upload, "check_upload", now)
    return upload


def want_taking_in(
    session: Session, scope: Scope, upload_id: int, *, fingerprint: str, leave_out: bool, now: datetime
) -> Upload:
    """Let a job take the file in as its preview says; a second press for the same preview changes nothing.

    Raises:
        Stale: the preview on the screen is not the one that was made last.
        Conflict: rows are refused and ``leave_out`` was not chosen, or the file was thrown away.
    """
    upload = queries.get_upload(session, scope, upload_id, lock=True)
    if upload.state is UploadState.TAKEN_IN:
        return upload
    _demand_open(upload)
    if upload.state is not UploadState.CHECKED or fingerprint_of(upload) != fingerprint:
        raise Stale(N_("Granskningen har gjorts om sedan sidan öppnades. Läs den nya och tryck igen."))
    if upload.counts.get(REFUSED) and not leave_out:
        raise Conflict(
            N_("Filen har rader med fel. Rätta dem, eller välj att utelämna dem."), field="leave_out"
        )
    _want(session, scope, upload, "take_in_upload", now)
    return upload


def cancel(session: Session, scope: Scope, upload_id: int, now: datetime) -> Upload:
    """Throw an upload away; its row stays, without what was in the file.

    Raises:
        Conflict: it was taken in already.
    """
    upload = queries.get_upload(session, scope, upload_id, lock=True)
    if upload.state is UploadState.CANCELLED:
        return upload
    if upload.state is UploadState.TAKEN_IN:
        raise Conflict(N_("Filen är redan intagen, så den går inte att kasta."))
    upload.state, upload.ended_at, upload.content = UploadState.CANCELLED, now, b""
    upload.errors, upload.settings = [], {}
    session.add(upload)
    session.flush()
    return upload


def _demand_open(upload: Upload) -> None:
    if upload.state not in OPEN and upload.state is not UploadState.REFUSED:
        raise Conflict(N_("Filen är redan intagen eller kastad. Lämna in den igen om något ska ändras."))


def _want(session: Session, scope: Scope, upload: Upload, kind: str, now: datetime) -> None:
    job = jobs.enqueue(
        session, kind, {"upload_id": upload.id, "user_id": scope.user}, now=now, hub_id=upload.hub_id,
        requested_by=scope.user, unique_key=f"{kind}:{upload.id}",
    )  # fmt: skip
    upload.job_id = job.id
    session.add(upload)
    session.flush()


def fingerprint_of(upload: Upload) -> str:
    """What tells one preview of an upload from another, "" before there is one."""
    return str(preview_of(upload).get("fingerprint", ""))


@dataclass(frozen=True)
class Checked:
    """What a check found, with the settings it was made from; ``refusal`` when the whole file can't be read."""

    settings: Mapping[str, object]
    counts: Mapping[str, int] = field(default_factory=dict)
    errors: list[dict[str, object]] = field(default_factory=list)
    preview: Mapping[str, object] = field(default_factory=dict)
    refused: bool = False


def check(
    session: Session, upload_id: int, user_id: int, planners: Planners, *, today: date, progress: Progress
) -> Checked:
    """Read the file and plan what taking it in would do; writes nothing."""
    upload = queries.get_upload_of_job(session, upload_id)
    settings = _chosen(upload)
    try:
        table = open_table(session, upload)
        handed = Handed(upload_id, table, settings, today, progress)
        plan = planners[upload.kind](session, scope_of(queries.get_user(session, user_id)), handed)
    except InputError as error:
        message = RowError(
            None, "", "", error.message, {key: str(each) for key, each in error.values.items()}
        )
        return Checked(settings, errors=[message.stored()], refused=True)
    return _told(settings, table, plan)


def _told(settings: Mapping[str, object], table: Table, plan: Plan) -> Checked:
    preview: dict[str, object] = {
        "fingerprint": plan.fingerprint(), "rows": len(table.rows), "errors": len(plan.errors),
        "encoding": table.encoding, "delimiter": table.delimiter, "sheets": list(table.sheets),
        "sheet": table.sheet, "headers": list(table.headers), "columns": dict(plan.columns),
        "changes": [each.stored() for each in plan.changes[:SHOWN_CHANGES]],
    }  # fmt: skip
    errors = [each.stored() for each in plan.errors[:MOST_ERRORS]]
    return Checked(settings, dict(plan.counts), errors, preview)


def store_check(session: Session, upload_id: int, checked: Checked, now: datetime) -> None:
    """Write what a check found, unless the person has chosen otherwise meanwhile."""
    upload = queries.get_upload_of_job(session, upload_id, lock=True)
    if upload.state is not UploadState.WAITING or _chosen(upload) != checked.settings:
        return
    _write(upload, checked, now)
    session.add(upload)
    session.flush()


def _write(upload: Upload, checked: Checked, now: datetime, **more: object) -> None:
    upload.state = UploadState.REFUSED if checked.refused else UploadState.CHECKED
    upload.counts, upload.errors, upload.checked_at = dict(checked.counts), list(checked.errors), now
    upload.settings = dict(checked.settings) | {"preview": dict(checked.preview) | more}


def _chosen(upload: Upload) -> dict[str, object]:
    return {key: value for key, value in upload.settings.items() if key != "preview"}


def open_table(session: Session, upload: Upload) -> Table:
    """The upload's file as a table.

    Raises:
        InputError: as `read_table`.
    """
    sheet = upload.settings.get("sheet")
    content = queries.get_content(session, upload.id or 0)
    return read_table(content, upload.file_name, sheet=sheet if isinstance(sheet, str) else "")


def read_upload(session: Session, upload_id: int) -> Table | None:
    """The table of a file that is to be taken in; None when that is no longer so."""
    upload = queries.get_upload_of_job(session, upload_id)
    return open_table(session, upload) if upload.state is UploadState.CHECKED else None


def take_in(
    session: Session, upload_id: int, user_id: int, table: Table, planners: Planners, *, today: date,
    now: datetime,
) -> bool:  # fmt: skip
    """Take a checked file in, all of it but the refused rows; tells whether it was done.

    When the database has changed since the check, nothing is taken in and the preview is made anew.
    """
    upload = queries.get_upload_of_job(session, upload_id, lock=True)
    if upload.state is not UploadState.CHECKED:
        return False
    scope = scope_of(queries.get_user(session, user_id))
    handed = Handed(upload_id, table, _chosen(upload), today, lambda _done, _total: None)
    plan = planners[upload.kind](session, scope, handed)
    if plan.fingerprint() != fingerprint_of(upload):
        _write(upload, _told(_chosen(upload), table, plan), now, outdated=True)
        session.add(upload)
        session.flush()
        return False
    plan.take_in(session, now)
    upload.state, upload.ended_at = UploadState.TAKEN_IN, now
    session.add(upload)
    audit.record(
        session, at=now, actor=scope.actor, action=f"upload_taken_in_{upload.kind}", hub_id=upload.hub_id,
        user_id=scope.user_id, subject=("upload", upload_id),
        detail={"file": upload.file_name, "digest": upload.digest, **upload.counts},
    )  # fmt: skip
    session.flush()
    return True


def scope_of(user: User) -> Scope:
    """What the user may see and is called, for a job they wanted."""
    return Scope(role=user.role, actor=user.name, hub_id=user.hub_id, user_id=user.id)


def preview_of(upload: Upload) -> dict[str, object]:
    """What the last check found beside counts and errors; empty before there is one."""
    preview = upload.settings.get("preview")
    return preview if isinstance(preview, dict) else {}

"""Every select on uploads."""

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from iuc_hub.accounts.models import User
from iuc_hub.accounts.scope import Scope
from iuc_hub.errors import N_, NotFound
from iuc_hub.jobs.models import Job
from iuc_hub.uploads.models import Upload, UploadKind


def get_upload(session: Session, scope: Scope, upload_id: int, *, lock: bool = False) -> Upload:
    """An upload of the caller's hub, without its content unless that is asked of it.

    Raises:
        NotFound: also for another hub's.
    """
    query = select(Upload).where(Upload.hub_id == scope.hub, Upload.id == upload_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    else:
        query = query.options(defer(Upload.content))  # type: ignore[arg-type] # SQLModel types columns by their values
    upload = session.exec(query).first()
    if upload is None:
        raise NotFound(N_("Filen finns inte i er hubb. Lämna in den igen."))
    return upload


def get_content(session: Session, upload_id: int) -> bytes:
    return session.exec(select(Upload.content).where(Upload.id == upload_id)).one()


def get_upload_of_job(session: Session, upload_id: int, *, lock: bool = False) -> Upload:
    """An upload by its id alone: for a job, which was wanted by somebody of its hub."""
    query = select(Upload).where(Upload.id == upload_id).options(defer(Upload.content))  # type: ignore[arg-type] # as above
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    upload = session.exec(query).first()
    if upload is None:
        raise NotFound(N_("Filen finns inte i er hubb. Lämna in den igen."))
    return upload


def list_uploads(
    session: Session, scope: Scope, kind: UploadKind, *, limit: int = 20
) -> list[tuple[Upload, str]]:
    """The hub's last uploads of a kind with who handed them in, newest first."""
    query = (
        select(Upload, User.name)
        .join(User, col(User.id) == Upload.uploaded_by)
        .where(Upload.hub_id == scope.hub, Upload.kind == kind)
        .options(defer(Upload.content))  # type: ignore[arg-type] # as above
        .order_by(col(Upload.id).desc())
    )
    return [(upload, name) for upload, name in session.exec(query.limit(limit))]


def find_job(session: Session, job_id: int | None) -> Job | None:
    return session.get(Job, job_id) if job_id else None


def get_user(session: Session, user_id: int) -> User:
    return session.exec(select(User).where(User.id == user_id)).one()

"""Commands about the catalogue: its files in and out, and what of it is published."""

from datetime import datetime
from pathlib import Path
from typing import Protocol

import click
from sqlmodel import Session

from iuc_hub import clock
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.queries import find_hub_by_slug
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue import services
from iuc_hub.catalogue.importing import ImportReport
from iuc_hub.catalogue.models import Support
from iuc_hub.cli.door import open_database
from iuc_hub.cli.language import say, translator
from iuc_hub.db import reading, transaction
from iuc_hub.errors import N_, FileError, InputError, NotFound
from iuc_hub.exchange.catalogue_files import Form
from iuc_hub.exchange.support_columns import read_column_map

PATH = click.Path(path_type=Path)
ENCODING = {Form.JSONL: "utf-8", Form.CSV: "utf-8-sig"}
"""Excel takes a CSV for UTF-8 only where it begins with the mark of it."""
hub_option = click.option("--hub", "slug", help="A hub's short name: its own supports instead of the shared.")


@click.group()
def catalogue() -> None:
    """Supports: programmes, calls, offers, experts and projects."""


@catalogue.command("import")
@click.option(
    "--from",
    "form",
    type=click.Choice([each.value for each in Form]),
    required=True,
    help="The file's format.",
)
@hub_option
@click.option("--example", is_flag=True, help='Mark every new row "example, not verified".')
@click.option(
    "--columns", type=PATH, help="A column map for csv and xlsx: YAML, a heading and its field a row."
)
@click.option("--dry-run", is_flag=True, help="Only tell what would happen.")
@click.argument("path", type=PATH)
def import_(
    form: str, slug: str | None, path: Path, columns: Path | None, *, example: bool, dry_run: bool
) -> None:
    """Take in a file: what is new or changed is stored, the rest left alone; running it again changes nothing.

    Prints new, changed, unchanged and refused rows on one line, then each refusal with row and reason. Exit code 1
    says that every row was refused, or the file as a whole; what could be read of a file is taken in.

    Example: iuc-hub catalogue import --from jsonl supports.jsonl

    Example: iuc-hub catalogue import --from xlsx supports.xlsx --columns map.yaml --dry-run

    Example: iuc-hub catalogue import --from project-list page.txt
    """
    content = _content_of(path)
    column_map = read_column_map(_content_of(columns), str(columns)) if columns else None
    open_database()
    with transaction() as session:
        hub_id = _hub_id(session, slug)
        report = services.import_file(
            session, _scope(hub_id), content, Form(form), where=str(path), now=clock.now(), hub_id=hub_id,
            is_example=example, column_map=column_map, dry_run=dry_run,
        )  # fmt: skip
    _tell(report)
    if report.refused and not report.wrote and not report.unchanged:
        raise click.exceptions.Exit(1)


@catalogue.command()
@click.option(
    "--to",
    "form",
    type=click.Choice([Form.JSONL.value, Form.CSV.value]),
    required=True,
    help="The file's format.",
)
@hub_option
@click.argument("path", type=PATH)
def export(form: str, slug: str | None, path: Path) -> None:
    """Write the published supports to a file that `import` reads.

    Example: iuc-hub catalogue export --to jsonl supports.jsonl

    Example: iuc-hub catalogue export --to csv supports.csv
    """
    open_database()
    with reading() as session:
        text, count = services.export_supports(session, hub_id=_hub_id(session, slug), form=Form(form))
    try:
        path.write_text(text, encoding=ENCODING[Form(form)], newline="")
    except OSError as error:
        message = N_("Filen går inte att skriva (%(reason)s). Välj en annan plats.")
        raise FileError(message, where=str(path), reason=error.strerror) from error
    click.echo(say(N_("%(count)s stöd finns nu i %(path)s."), count=count, path=path))


@catalogue.command()
@hub_option
@click.argument("support_id", metavar="ID")
def publish(slug: str | None, support_id: str) -> None:
    """Let an archived support be found and matched again.

    Every hub it concerns is matched again by a job.

    Example: iuc-hub catalogue publish robotcheck

    Example: iuc-hub catalogue publish vart-erbjudande --hub exempel
    """
    support = _moved(slug, support_id, services.publish)
    click.echo(say(N_("%(title)s är publicerat."), title=support.title))


@catalogue.command()
@hub_option
@click.argument("support_id", metavar="ID")
def archive(slug: str | None, support_id: str) -> None:
    """Take a support out of lists and matching; what was recommended before keeps it, and publish undoes it.

    Every hub it concerns is matched again by a job.

    Example: iuc-hub catalogue archive robotcheck

    Example: iuc-hub catalogue archive vart-erbjudande --hub exempel
    """
    support = _moved(slug, support_id, services.archive)
    click.echo(say(N_("%(title)s är arkiverat."), title=support.title))


class _Move(Protocol):
    def __call__(self, session: Session, scope: Scope, support_id: str, *, now: datetime) -> Support: ...


def _moved(slug: str | None, support_id: str, move: _Move) -> Support:
    """The support after the step; only a shared one, or one of the named hub's own."""
    open_database()
    with transaction() as session:
        hub_id = _hub_id(session, slug)
        support = move(session, _scope(hub_id), support_id, now=clock.now())
        if support.hub_id != hub_id:
            message = N_(
                "Stödet ”%(id)s” finns inte bland dem som kommandot gäller. Kontrollera id:t och --hub."
            )
            raise NotFound(message, id=support_id)
    return support


def _scope(hub_id: int | None) -> Scope:
    return Scope(role=Role.HUB_ADMIN, actor="command line", hub_id=hub_id)


def _content_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = N_("Filen går inte att läsa (%(reason)s). Kontrollera sökvägen.")
        raise FileError(message, where=str(path), reason=error.strerror) from error


def _hub_id(session: Session, slug: str | None) -> int | None:
    if slug is None:
        return None
    hub = find_hub_by_slug(session, slug)
    if hub is None:
        message = N_("Det finns ingen hubb med kortnamnet ”%(slug)s”. Lägg till den med ”iuc-hub hub add”.")
        raise InputError(message, field="hub", slug=slug)
    return hub.id


def _tell(report: ImportReport) -> None:
    click.echo(", ".join(f"{word}: {count}" for word, count in report.counts.items()))
    for refusal in report.refused:
        click.echo(refusal.text(translator()))

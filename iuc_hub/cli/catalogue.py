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
from iuc_hub.exchange.rows import decoded

PATH = click.Path(path_type=Path)
hub_option = click.option("--hub", "slug", help="A hub's short name: its own supports instead of the shared.")


@click.group()
def catalogue() -> None:
    """Supports: programmes, calls, offers, experts and projects."""


@catalogue.command("import")
@click.option("--from", "kind", type=click.Choice(["jsonl"]), required=True, help="The file's format.")
@hub_option
@click.option("--example", is_flag=True, help='Mark every new row "example, not verified".')
@click.argument("path", type=PATH)
def import_(kind: str, slug: str | None, path: Path, *, example: bool) -> None:  # noqa: ARG001 - one format so far
    """Take in a file: what is new or changed is stored, the rest left alone; running it again changes nothing.

    Prints new, changed, unchanged and refused rows on one line, then each refusal with row and reason.

    Example: iuc-hub catalogue import --from jsonl supports.jsonl
    """
    text = _text_of(path)
    open_database()
    with transaction() as session:
        report = services.import_supports(
            session, text, clock.now(), hub_id=_hub_id(session, slug), is_example=example, where=str(path)
        )
    _tell(report)
    if report.refused and not report.wrote and not report.unchanged:
        raise click.exceptions.Exit(1)


@catalogue.command()
@click.option("--to", "kind", type=click.Choice(["jsonl"]), required=True, help="The file's format.")
@hub_option
@click.argument("path", type=PATH)
def export(kind: str, slug: str | None, path: Path) -> None:  # noqa: ARG001 - one format so far
    """Write the published supports to a file that `import` reads.

    Example: iuc-hub catalogue export --to jsonl supports.jsonl
    """
    open_database()
    with reading() as session:
        text, count = services.export_supports(session, hub_id=_hub_id(session, slug))
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
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
        scope = Scope(role=Role.HUB_ADMIN, actor="command line", hub_id=hub_id)
        support = move(session, scope, support_id, now=clock.now())
        if support.hub_id != hub_id:
            message = N_(
                "Stödet ”%(id)s” finns inte bland dem som kommandot gäller. Kontrollera id:t och --hub."
            )
            raise NotFound(message, id=support_id)
    return support


def _text_of(path: Path) -> str:
    try:
        return decoded(path.read_bytes(), str(path))
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
    counts = {
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "refused": len(report.refused),
    }
    click.echo(", ".join(f"{word}: {count}" for word, count in counts.items()))
    for refusal in report.refused:
        click.echo(refusal.text(translator()))

"""The command `iuc-hub report`: a hub's figures of some days as a file."""

from datetime import datetime
from pathlib import Path

import click
from babel import Locale

from iuc_hub import clock
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.queries import find_hub_by_slug
from iuc_hub.accounts.scope import Scope
from iuc_hub.cli.door import open_database
from iuc_hub.cli.files import DAY, as_day, language_option
from iuc_hub.cli.language import say
from iuc_hub.db import reading
from iuc_hub.errors import N_, FileError, InputError
from iuc_hub.reports import making
from iuc_hub.reports.models import ReportFormat
from iuc_hub.reports.period import period_between
from iuc_hub.web.format import Reader
from iuc_hub.web.translating import translator


@click.command()
@click.argument("kind", type=click.Choice(["needs", "coverage", "outcomes"]))
@click.option("--hub", "slug", required=True, help="The hub's short name.")
@click.option("--from", "first", type=DAY, help="The first day; else from the beginning.")
@click.option("--to", "last", type=DAY, help="The last day, which counts; else today.")
@click.option(
    "--to-file",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="X.pdf, X.xlsx or X.json.",
)
@language_option
def report(
    *, kind: str, slug: str, first: datetime | None, last: datetime | None, to_file: Path, language: str
) -> None:
    """Write a hub's figures of some days: what companies need, whom the hub has met, what came of it.

    Every figure is shown, small groups too; what is to be published is made on the hub's own page.

    Example: iuc-hub report coverage --hub exempelhubben --from 2026-07-01 --to 2026-09-30 --to-file coverage.xlsx
    """
    form = _format(to_file)
    today = clock.today()
    period = period_between(as_day(first), as_day(last) or today, today)
    open_database()
    with reading() as session:
        hub = find_hub_by_slug(session, slug)
        if hub is None:
            raise InputError(
                N_("Ingen hubb heter ”%(slug)s”. Skriv hubbens kortnamn."), field="hub", slug=slug
            )
        scope = Scope(role=Role.HUB_ADMIN, actor="iuc-hub report", hub_id=hub.id)
        reader = Reader(Locale(language), clock.now(), translator(language))
        content = making.written_for(session, scope, kind, form, period, reader=reader, today=today)
    _write(to_file, content)
    click.echo(say(N_("Rapporten ligger i %(file)s."), file=to_file))


def _format(path: Path) -> ReportFormat:
    ending = path.suffix.lower().removeprefix(".")
    if ending not in {each.value for each in ReportFormat}:
        raise InputError(N_("Filens namn ska sluta på .pdf, .xlsx eller .json."), field="to-file")
    return ReportFormat(ending)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        message = N_("Filen går inte att skriva (%(reason)s). Välj en annan plats.")
        raise FileError(message, where=str(path), reason=error.strerror) from error

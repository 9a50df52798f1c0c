"""The command `iuc-hub replay`: stored matches computed again from what they were made from."""

import click

from iuc_hub.accounts.queries import find_hub_by_slug
from iuc_hub.cli.door import open_database
from iuc_hub.cli.language import language, say, translator
from iuc_hub.db import reading
from iuc_hub.errors import N_, InputError
from iuc_hub.recommendations.replay_many import Replayed, replays
from iuc_hub.recommendations.trace import WORDS, changed_words


@click.command()
@click.option("--hub", "slug", required=True, help="The hub's short name.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=1000, show_default=True, help="How many, newest first."
)
def replay(*, slug: str, limit: int) -> None:
    """Compute stored matches again and tell which differ, and in what; exit code 1 where any does.

    Each is computed from the day, company, need, revision of the support and version of the model that it was made
    from. What was written over since is named.

    Example: iuc-hub replay --hub exempelhubben --limit 5000
    """
    open_database()
    identical, different = 0, 0
    with reading() as session:
        hub = find_hub_by_slug(session, slug)
        if hub is None or hub.id is None:
            raise InputError(
                N_("Ingen hubb heter ”%(slug)s”. Skriv hubbens kortnamn."), field="hub", slug=slug
            )
        for one in replays(session, hub.id, limit=limit):
            if one.replay.identical:
                identical += 1
                continue
            different += 1
            click.echo(_line(one))
    click.echo(
        say(N_("Lika: %(identical)d. Olika: %(different)d."), identical=identical, different=different)
    )
    if different:
        click.get_current_context().exit(1)


def _line(one: Replayed) -> str:
    """A match that differs: its number, company, need and support, what is other and what was written over."""
    told = [say(WORDS[each]) for each in one.differences]
    names = changed_words(one.replay.changed, language(), translator())
    if names:
        told.append(say(N_("Ändrat sedan dess: %(names)s."), names=", ".join(names)))
    where = (one.match_id, one.company_id, one.need_id, one.support_id)
    return "\t".join((*(str(each) for each in where), " ".join(told)))

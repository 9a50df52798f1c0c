"""The command `iuc-hub demo`: fills the demo hub, shows who can log in, and serves it."""

import click

from iuc_hub import clock, db, schema
from iuc_hub.cli.language import say
from iuc_hub.cli.serve import serve_embedded
from iuc_hub.config import Settings
from iuc_hub.demo.data import UserTold
from iuc_hub.demo.seed import Seeded, seed, tell_invented, want_invented
from iuc_hub.errors import N_
from iuc_hub.logs import set_up_logs

ROLE_WORDS = {
    "advisor": N_("rådgivare"),
    "hub_admin": N_("förening"),
    "analyst": N_("analytiker"),
    "expert": N_("expert"),
}


@click.command()
@click.option("--host", help="Address to listen on; else IUC_HOST.")
@click.option(
    "--port", type=click.IntRange(1, 65535), envvar="PORT", help="Port to listen on; else PORT or IUC_PORT."
)
@click.option("--no-serve", is_flag=True, help="Only fill the database, and wait until all of it is there.")
def demo(host: str | None, port: int | None, *, no_serve: bool) -> None:
    """Fill a database with an invented hub and serve it; safe to run twice, what you did is kept.

    Example: iuc-hub demo --port 8080
    """
    settings = _settings(host, port)
    set_up_logs(settings)
    database = db.Database(settings.database_url)
    schema.upgrade(database)
    schema.import_tables()
    db.use(database)
    seeded = seed(settings, now=clock.now(), today=clock.today())
    if no_serve:
        for step in tell_invented(settings, now=clock.now(), today=clock.today()):
            all_of_it = step
        seeded.companies += all_of_it.added
    _tell(seeded, settings)
    if not no_serve:
        _tell_the_rest_beside()
        serve_embedded(settings)


def _tell_the_rest_beside() -> None:
    """The runner fills in the invented companies while people already look around."""
    if want_invented(now=clock.now(), today=clock.today()) is not None:
        click.echo(say(N_("Fler företag kommer in medan du ser dig om. Det tar ungefär en minut.")))


def _settings(host: str | None, port: int | None) -> Settings:
    """The environment's, with links that lead to where the demo is served."""
    settings = Settings()
    changed: dict[str, object] = {}
    if host is not None:
        changed["host"] = host
    if port is not None:
        changed["port"] = port
        if "public_url" not in settings.model_fields_set:
            changed["public_url"] = f"http://127.0.0.1:{port}"
    return settings.model_copy(update=changed)


def _tell(seeded: Seeded, settings: Settings) -> None:
    if seeded.hubs + seeded.users + seeded.supports + seeded.companies:
        message = N_("Inlagt: %(companies)s företag, %(supports)s stöd, %(users)s inloggningar.")
        click.echo(say(message, companies=seeded.companies, supports=seeded.supports, users=seeded.users))
    else:
        click.echo(say(N_("Demon fanns redan. Inget är ändrat.")))
    click.echo()
    for row in _table(seeded.logins):
        click.echo(row)
    click.echo()
    address = f"{settings.public_url.rstrip('/')}/dev/outbox"
    message = N_("Företagets länk står i brevet i utkorgen, som rådgivaren öppnar på %(address)s.")
    click.echo(say(message, address=address))


def _table(people: list[UserTold]) -> list[str]:
    heads = (say(N_("Roll")), say(N_("Namn")), say(N_("Adress")), say(N_("Lösenord")))
    rows = [heads, *((say(ROLE_WORDS[each.role]), each.name, each.email, each.password) for each in people)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]

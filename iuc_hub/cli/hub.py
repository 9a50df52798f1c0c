"""Commands about hubs: add one."""

import re

import click

from iuc_hub import taxonomy
from iuc_hub.accounts import services
from iuc_hub.cli.door import open_database
from iuc_hub.cli.language import language, say
from iuc_hub.db import transaction
from iuc_hub.errors import N_, InputError


@click.group()
def hub() -> None:
    """Hubs: one for each industrial development centre."""


@hub.command()
@click.option("--slug", required=True, help="Short name: a-z, 0-9 and hyphens, as in addresses.")
@click.option("--name", required=True, help="The name as people read it.")
@click.option("--county", required=True, help="The county's two digits, as 18 for Örebro län.")
@click.option("--email", required=True, help="Where companies write.")
@click.option("--phone", required=True, help="Where companies call.")
def add(slug: str, name: str, county: str, email: str, phone: str) -> None:
    """Add a hub.

    Example: iuc-hub hub add --slug exempel --name "IUC Exempel" --county 18
    --email hej@exempel.example --phone "070-174 06 05"
    """
    if not re.fullmatch(r"[a-z0-9-]{2,40}", slug):
        message = N_("Kortnamnet ”%(slug)s” går inte att använda. Skriv 2–40 tecken: a–z, 0–9, bindestreck.")
        raise InputError(message, field="slug", slug=slug)
    if not name.strip():
        raise InputError(N_("Skriv hubbens namn."), field="name")
    if county not in taxonomy.counties():
        message = N_("Länskoden ”%(code)s” finns inte. Skriv två siffror, som 18 för Örebro län.")
        raise InputError(message, field="county", code=county)
    open_database()
    with transaction() as session:
        services.add_hub(session, slug=slug, name=name.strip(), county=county, email=email, phone=phone)
    place = taxonomy.name_of(taxonomy.counties(), county, language())
    click.echo(
        say(N_("Hubben %(name)s (%(slug)s) i %(place)s är tillagd."), name=name, slug=slug, place=place)
    )

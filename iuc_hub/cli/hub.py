"""Commands about hubs: add one."""

import click


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
    from pydantic import ValidationError  # noqa: PLC0415 - heavy libraries load when a command needs them

    from iuc_hub import taxonomy  # noqa: PLC0415 - the same
    from iuc_hub.accounts import services  # noqa: PLC0415 - the same
    from iuc_hub.cli.door import open_database  # noqa: PLC0415 - the same
    from iuc_hub.cli.language import language, say  # noqa: PLC0415 - the same
    from iuc_hub.db import transaction  # noqa: PLC0415 - the same
    from iuc_hub.errors import N_, InputError  # noqa: PLC0415 - the same

    if county not in taxonomy.counties():
        message = N_("Länskoden ”%(code)s” finns inte. Skriv två siffror, som 18 för Örebro län.")
        raise InputError(message, field="county", code=county)
    open_database()
    try:
        with transaction() as session:
            services.add_hub(session, slug=slug, name=name, county=county, email=email, phone=phone)
    except ValidationError as error:
        message = N_(
            "Kortnamn eller namn går inte att använda. Kortnamnet har 2–40 tecken: a–z, 0–9, bindestreck."
        )
        raise InputError(message, field="slug") from error
    place = taxonomy.name_of(taxonomy.counties(), county, language())
    click.echo(
        say(N_("Hubben %(name)s (%(slug)s) i %(place)s är tillagd."), name=name, slug=slug, place=place)
    )

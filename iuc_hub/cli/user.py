"""Commands about people who log in: add one."""

import sys

import click
from sqlmodel import Session

from iuc_hub import clock
from iuc_hub.accounts import queries, services
from iuc_hub.accounts.models import Hub, Role
from iuc_hub.cli.door import open_database
from iuc_hub.cli.language import say
from iuc_hub.db import transaction
from iuc_hub.errors import N_, InputError

ROLES = ("advisor", "hub_admin", "analyst", "expert")


@click.group()
def user() -> None:
    """People who log in. A company's contact has no login: they come by a link in a letter."""


@user.command()
@click.option("--role", required=True, type=click.Choice(ROLES), help="What the person may see and do.")
@click.option("--name", required=True, help="First and last name.")
@click.option("--email", required=True, help="The address to log in with.")
@click.option("--hub", "slug", help="The hub's short name; for advisors and hub admins.")
@click.option("--organisation", help="The organisation an expert answers for.")
@click.option("--phone", default="", help="Shown to companies under an advisor's letters.")
@click.option("--language", "chosen", type=click.Choice(["sv", "en"]), default="sv", show_default=True)
@click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input; else it is asked for."
)
def add(
    *,
    role: str,
    name: str,
    email: str,
    slug: str | None,
    organisation: str | None,
    phone: str,
    chosen: str,
    password_stdin: bool,
) -> None:
    """Add a person.

    Example: iuc-hub user add --role advisor --hub exempel --name "Åsa Mallberg" --email asa@exempel.example
    """
    _check(role, slug, organisation)
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else _asked()
    open_database()
    with transaction() as session:
        hub = queries.find_hub_by_slug(session, slug) if slug else None
        if slug and hub is None:
            message = N_(
                "Det finns ingen hubb med kortnamnet ”%(slug)s”. Lägg till den med ”iuc-hub hub add”."
            )
            raise InputError(message, field="hub", slug=slug)
        services.add_user(
            session, role=Role(role), name=name, email=email, password=password, now=clock.now(),
            hub_id=hub.id if hub else None, phone=phone, organisation=organisation, language=chosen,
        )  # fmt: skip
    click.echo(say(N_("%(name)s kan nu logga in med %(email)s."), name=name, email=email))


def _asked() -> str:
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return password


def _check(role: str, slug: str | None, organisation: str | None) -> None:
    if (role in ("advisor", "hub_admin")) != bool(slug):
        message = N_("Rådgivare och administratörer hör till en hubb, andra roller inte. Rätta --hub.")
        raise InputError(message, field="hub")
    if (role == "expert") != bool(organisation):
        message = N_("En expert svarar för en organisation, andra roller inte. Rätta --organisation.")
        raise InputError(message, field="organisation")


def _hub(session: Session, slug: str) -> Hub:
    hub = queries.find_hub_by_slug(session, slug)
    if hub is None:
        message = N_("Det finns ingen hubb med kortnamnet ”%(slug)s”. Lägg till den med ”iuc-hub hub add”.")
        raise InputError(message, field="hub", slug=slug)
    return hub

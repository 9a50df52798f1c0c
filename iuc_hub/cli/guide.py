"""Commands about interview guides: check one, publish it for a hub, export one to start from."""

from __future__ import annotations

from pathlib import Path

import click

from iuc_hub.interviews.guide_codes import read_usable_guide
from surveys.guide_file import packaged_text
from surveys.problems import GuideError, Problem

DEFAULT = "tbn-1"
TEXTS = {
    "sv": {
        "right": "{file}: guiden {label} stämmer: {areas} områden, {questions} frågor, språk {languages}.",
        "wrong": "Fel i {file}: {count}. Rätta dem och kontrollera igen.",
        "unreadable": "{file} är inte text i UTF-8. Spara filen som UTF-8 och försök igen.",
        "written": "Guiden {label} finns nu i {file}.",
        "exists": "{file} finns redan. Välj ett annat namn, eller lägg till --replace.",
        "unknown": "Det finns ingen guide som heter {label}.",
        "no_hub": "Det finns ingen hubb med kortnamnet {slug}. Lägg till den med ”iuc-hub hub add”.",
        "published": "Nya intervjuer hos {hub} hålls nu efter {label}.",
    },
    "en": {
        "right": "{file}: the guide {label} is right: {areas} areas, {questions} questions, languages {languages}.",
        "wrong": "Mistakes in {file}: {count}. Correct them and check again.",
        "unreadable": "{file} is not text in UTF-8. Save the file as UTF-8 and try again.",
        "written": "The guide {label} is now in {file}.",
        "exists": "{file} is already there. Choose another name, or add --replace.",
        "unknown": "There is no guide called {label}.",
        "no_hub": "There is no hub with the short name {slug}. Add it with “iuc-hub hub add”.",
        "published": "New interviews at {hub} are now held by {label}.",
    },
}
language_option = click.option(
    "--language",
    type=click.Choice(["sv", "en"]),
    default="sv",
    show_default=True,
    help="Language of the reply.",
)


@click.group()
def guide() -> None:
    """Interview guides: questions, scales, conditions and rules as YAML files."""


@guide.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@language_option
def check(file: Path, language: str) -> None:
    """Check a guide; every mistake is told with its place and remedy.

    Example: iuc-hub guide check my-guide.yaml
    """
    say = TEXTS[language]
    try:
        checked = read_usable_guide(file.read_text(encoding="utf-8"))
        problems: tuple[Problem, ...] = ()
    except GuideError as error:
        problems = error.problems
    except UnicodeDecodeError:
        raise click.ClickException(say["unreadable"].format(file=file)) from None
    if problems:
        for each in problems:
            click.echo(f"{each.path or file}: {each.text(language)}", err=True)
        raise click.ClickException(say["wrong"].format(file=file, count=len(problems)))
    counts = {"areas": len(checked.areas), "questions": len(checked.questions)}
    languages = ", ".join(checked.languages)
    click.echo(say["right"].format(file=file, label=checked.label, languages=languages, **counts))


@guide.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--hub", "slug", required=True, help="Short name of the hub whose guide it is.")
@language_option
@click.pass_context
def publish(context: click.Context, file: Path, slug: str, language: str) -> None:
    """Check a guide and hold a hub's new interviews by it; those under way keep theirs.

    Example: iuc-hub guide publish my-guide.yaml --hub exempel
    """
    context.invoke(check, file=file, language=language)
    from iuc_hub.cli.publishing import publish_for  # noqa: PLC0415 - checking and exporting need no database

    say = TEXTS[language]
    hub, label = publish_for(file.read_text(encoding="utf-8"), slug)
    if not hub:
        raise click.ClickException(say["no_hub"].format(slug=slug))
    click.echo(say["published"].format(hub=hub, label=label))


@guide.command()
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--guide", "label", default=DEFAULT, show_default=True, help="Name of the guide.")
@click.option("--replace", is_flag=True, help="Write over a file that is already there.")
@language_option
def export(file: Path, label: str, language: str, *, replace: bool) -> None:
    """Write a guide that comes with the product to a file, to read or to start an own version from.

    Example: iuc-hub guide export my-guide.yaml
    """
    say = TEXTS[language]
    if file.exists() and not replace:
        raise click.ClickException(say["exists"].format(file=file))
    try:
        text = packaged_text(label)
    except FileNotFoundError:
        raise click.ClickException(say["unknown"].format(label=label)) from None
    file.write_text(text, encoding="utf-8")
    click.echo(say["written"].format(file=file, label=label))

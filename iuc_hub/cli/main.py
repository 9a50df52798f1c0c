"""The command `iuc-hub`: finds each command's file when it is asked for, and tells its errors in the user's words."""

import sys
from importlib import import_module

import click

from iuc_hub.cli.language import database_trouble, settings_trouble, translator
from iuc_hub.errors import HubError

COMMANDS = {
    "demo": "Fill the demo hub, show its logins and serve it.",
    "serve": "Serve the application, with a runner for its jobs.",
    "worker": "Run one worker of the production queue.",
    "db": "Upgrade the database, or check it against the code.",
    "hub": "Add a hub.",
    "user": "Add a person who can log in.",
    "match": "Rank supports for needs, from files.",
    "eligibility": "Judge which supports a company may have, from files.",
    "evaluate": "Compare a ranking with what people judged.",
    "benchmark": "Time the engine beside word searches.",
    "catalogue": "Import and export supports.",
    "guide": "Check an interview guide, or export one.",
    "report": "Write a hub's figures as PDF, Excel or JSON.",
    "replay": "Compute stored matches again, and tell which differ.",
    "job": "List the long work and how it went.",
}
"""Name -> one line of help; a command stands in the file of its name, loaded when first used."""


class LazyGroup(click.Group):
    """A group whose commands are loaded one at a time, so that the first word is answered at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"iuc_hub.cli.{cmd_name}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except HubError as error:
            click.echo(error.text(translator()), err=True)
            ctx.exit(error.exit_code)
        except Exception as error:
            text = database_trouble(error) or settings_trouble(error)
            if text is None:
                raise
            click.echo(text, err=True)
            ctx.exit(1)


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="iuc-hub")
def main() -> None:
    """IUC Hub: from a company's interview to support that it gets.

    Every command has its own --help with an example. Exit code 0: done, 1: refused with a reason, 2: wrong
    usage. Refusals are in Swedish where LANG or LC_ALL says so, else in English; results take --language.
    """


if __name__ == "__main__":
    sys.exit(main())

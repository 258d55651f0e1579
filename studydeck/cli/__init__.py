"""The command line: it parses, wires, prints and exits.

A command is imported when it is run; the list of them is all that `--help` needs. Exit
codes: 0 clean, 1 findings, 2 could not run, 130 interrupted.
"""

from importlib import import_module
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperGroup

from studydeck import __version__
from studydeck.cli.run import run


class Command(NamedTuple):
    """A command: what it does in a line, the function that does it, and an example."""

    line: str
    function: str
    example: str


COMMANDS = {
    "check": Command(
        "Prove every item against its sources, and say what is wrong.",
        "check:check",
        "studydeck check questions/dates.yaml",
    ),
    "cite": Command(
        "Propose the passage that proves an item.",
        "cite:cite",
        "studydeck cite arms-deals/kilo-2002.number",
    ),
    "coverage": Command(
        "Show which passages, figures, dates and names no item asks about.",
        "coverage:show_coverage",
        "studydeck coverage changed-landscape-2002",
    ),
    "review": Command(
        "Show items with their passages and what changed, and stamp them as right.",
        "review:review",
        "studydeck review arms-deals --by 'Ada Lovelace'",
    ),
    "build": Command(
        "Make Anki packages, and the forms as PDF and HTML.",
        "build:build",
        "studydeck build everything -o dist",
    ),
    "release": Command(
        "Note in decks/*.lock what learners get, and tell what is new.",
        "release:release",
        "studydeck release",
    ),
    "print": Command(
        "Make the forms of a deck as PDF and HTML.",
        "paper:print_forms",
        "studydeck print everything/test --version A",
    ),
    "quiz": Command(
        "Ask the items of a deck, show the passages, and keep the responses.",
        "quiz:quiz",
        "studydeck quiz everything --limit 10",
    ),
    "stats": Command(
        "Tell how learning goes: what is kept, what is due when, what is hard.",
        "stats:show",
        "studydeck stats --form everything/test",
    ),
    "flagged": Command(
        "List the items that you flagged or suspended, and settle them.",
        "flagged:flagged",
        "studydeck flagged --resolve dates/treaty-signed",
    ),
    "history": Command(
        "Take your responses to another machine, and bring those of another in.",
        "history:history",
        "studydeck history export responses.jsonl",
    ),
    "explain": Command(
        "Tell what a code means, with an example and the way out.",
        "explain:explain",
        "studydeck explain SD301",
    ),
    "schema": Command(
        "Print the JSON Schema of a kind of file, for editors.",
        "schema:schema",
        "studydeck schema bank",
    ),
}


class _Commands(TyperGroup):
    """Knows the commands by name and line, and imports the one that is run."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that is run; one that is mistyped has been refused by then."""
        name, stub, rest = super().resolve_command(ctx, args)
        return name, stub and real(str(name)), rest


def real(name: str) -> Any:
    """Import a command and give typer's object for it."""
    module, _, function = COMMANDS[name].function.partition(":")
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    example = f"Example: {COMMANDS[name].example}"
    found = getattr(import_module(f"{__name__}.{module}"), function)
    alone.command(name, epilog=example)(found)
    return typer.main.get_command(alone)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"studydeck {__version__}")
        raise typer.Exit


def _studydeck(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Question banks with proof: check them, make Anki decks and paper of them, or be asked."""


def _stub() -> None:
    """Stand in for a command until it is run."""


app = typer.Typer(cls=_Commands, rich_markup_mode=None, no_args_is_help=True)
app.callback(epilog="Example: studydeck build")(_studydeck)
for _name, _command in COMMANDS.items():
    app.command(_name, help=_command.line)(_stub)


def main() -> None:
    """Run the command line and exit."""
    run(app)

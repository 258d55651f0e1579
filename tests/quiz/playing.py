"""Sessions in this process: typed lines in, a transcript out, a clock that is told."""

import io
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from itertools import count

from studydeck.check import check
from studydeck.grade import lexicon_of
from studydeck.load import load
from studydeck.quiz.backing import Backing
from studydeck.quiz.begin import Game
from studydeck.quiz.mock import mock
from studydeck.quiz.plan import Plan, siblings_in
from studydeck.quiz.play import at_terminal
from studydeck.quiz.wish import Wish, eligible

START = datetime(2026, 5, 1, 10, tzinfo=UTC)
RIGHT = {
    "dammed": "16 July 2001",
    "town": "Orlin",
    "length": "85 km",
    "rivers": "Ona, Tulva, Brask",
    "dived": "f",
}


class Player:
    """A learner with a log, a clock and keys; `days` moves the clock on."""

    def __init__(self, root, database):
        project, faults = load(root)
        self.checked, found = check(project)
        assert not faults
        assert not found
        self.database, self.days, self.seconds = database, 0.0, 0.0
        self.names = (f"session{n}" for n in count())
        self.edited = []
        self.outcome = None

    def now(self):
        self.seconds += 1
        return (START + timedelta(days=self.days, seconds=self.seconds)).isoformat(
            timespec="milliseconds"
        )

    def game(self, out, *, width=80, ascii_only=False, attempts=1, wish=None, **more):
        wish = wish or Wish(seed="s")
        plan = Plan(
            (),
            wish.seed or "s",
            exam=wish.exam,
            lexicon=cache(partial(lexicon_of, self.checked.project)),
            attempts=attempts,
            siblings=siblings_in(self.checked.project),
        )
        if wish.form:
            made = mock(self.checked, wish.form, wish.version, plan, reserved=wish.reserved)
            plan = made.plan
        else:
            found = eligible(self.checked, wish)
            plan = Plan(**{**vars(plan), "items": found.items, "present": found.present})
        backing = Backing(self.checked.project, self.checked.findings)

        def edit(path, line):
            self.edited.append((path.name, line))
            return ""

        return Game(
            backing, plan, wish, out, self.now, lambda: next(self.names), self.database,
            width=width, ascii_only=ascii_only, zone=UTC, edit=edit, **more,
        )  # fmt: skip

    def play(self, *typed, then="", give_up_after=200, **more):
        """Play with lines, where `R` is the right answer; without any left, `then` (None leaves)."""
        out = io.StringIO()
        lines, left = iter(typed), iter(range(give_up_after))
        game = self.game(out, **more)

        def read(prompt):
            line = next(lines, then) if next(left, None) is not None else None
            if line is None:
                raise EOFError
            if callable(line):
                line = line(self) or ""
            if line == "R":
                line = RIGHT[self.asked(out)]
            out.write(f"{prompt}{line}\n")
            return line

        self.outcome = at_terminal(game, read)
        return out.getvalue()

    def asked(self, out):
        """Find what was asked last, by its prompt."""
        text = " ".join(out.getvalue().split())
        items = self.checked.project.items.values()
        prompts = {str(item.id): " ".join(str(item.prompt).split()) for item in items}
        return max(prompts, key=lambda key: text.rfind(prompts[key]))

"""Playing a session from its start to its summary: at a terminal, from a file, in JSON."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from studydeck.model import Present
from studydeck.quiz.backing import Backing
from studydeck.quiz.journal import Journal, find_unfinished, missed, take_up
from studydeck.quiz.machine import (
    Answers,
    as_line,
    converse,
    end_as_json,
    responses_from,
    responses_of,
    run,
    start_as_json,
    tell_in_json,
    tell_in_words,
)
from studydeck.quiz.plan import Plan, arrange, identity_of, manner
from studydeck.quiz.screen import Screen
from studydeck.quiz.session import Session
from studydeck.quiz.show import percentage, show_summary
from studydeck.quiz.store import Log
from studydeck.quiz.talk import Talk
from studydeck.quiz.wish import BANK, Wish

DONE, BELOW, INTERRUPTED = 0, 1, 130


@dataclass(frozen=True)
class Game:
    """All that a session needs from outside.

    `plan` holds every item that fits the wish, in the order of the project. `now` gives
    the time as UTC text, `name` a name for a new session. `restart` begins anew where an
    unfinished session could be taken up.
    """

    backing: Backing
    plan: Plan
    wish: Wish
    out: TextIO
    now: Callable[[], str]
    name: Callable[[], str]
    database: Path
    restart: bool = False
    pass_mark: float = 0.0
    ascii_only: bool = False
    width: int | None = None
    program: str = "studydeck"

    @property
    def screen(self) -> Screen:
        """A screen on the output."""
        return Screen(self.out, ascii_only=self.ascii_only, width=self.width)

    def fresh(self, *, shuffle: bool = True) -> Session:
        """Begin: put the items in the order of the seed, and take as many as wanted."""
        items = self.plan.items
        if self.plan.exam:
            # What learners judge themselves cannot be scored fairly.
            present = self.plan.present
            items = tuple(one for one in items if manner(one, present) is not Present.REVEAL)
        items = arrange(items, self.plan.seed) if shuffle else items
        return Session(replace(self.plan, items=items[: self.wish.limit]))

    def verdict(self, session: Session) -> int:
        """Give the exit code: below the pass mark only an exam fails."""
        below = self.plan.exam and percentage(session) < self.pass_mark
        return BELOW if below else DONE


@dataclass(frozen=True, slots=True)
class Begun:
    """A session that is in the log, new or taken up again (`since` is when it began)."""

    session: Session
    journal: Journal
    since: str = ""


def begin(game: Game, log: Log) -> Begun:
    """Take up the unfinished session over the same selection, or begin a new one."""
    project = game.backing.project
    identities = {item.key: identity_of(project, item) for item in project.items.values()}
    keys = {identity: key for key, identity in identities.items()}
    selection = game.wish.selection(project)
    found = find_unfinished(log, selection)
    if found:
        session = take_up(found, game.plan, keys)
        journal = Journal(log, found.id, identities)
        if session.next() and not game.restart:
            return Begun(session, journal, found.at)
        journal.end(session, game.now(), "left")
    if game.wish.missed:
        game = _only_missed(game, log, identities)
    session = game.fresh()
    journal = Journal(log, game.name(), identities)
    if session.plan.items:
        journal.begin(session.plan, selection, game.now())
    return Begun(session, journal)


def _only_missed(game: Game, log: Log, identities: dict[str, str]) -> Game:
    wanted = missed(log.responses())
    items = tuple(item for item in game.plan.items if identities[item.key] in wanted)
    return replace(game, plan=replace(game.plan, items=items))


def at_terminal(game: Game, read: Callable[[str], str]) -> int:
    """Play with a learner, and give the exit code."""
    screen = game.screen
    with Log(game.database) as log:
        begun = begin(game, log)
        if not begun.session.plan.items:
            told = "Nothing was missed" if game.wish.missed else "Nothing here can be asked"
            screen.line((f"{told}.", ""))
            return DONE
        _greet(game, begun)
        talk = Talk(screen, game.backing, begun.session, begun.journal, read, game.now)
        try:
            session = talk.run()
        except (KeyboardInterrupt, EOFError):
            screen.gap()
            _say_saved(screen, talk.session)
            return INTERRUPTED
        if not session.finished:
            _say_saved(screen, session)
            return DONE
        begun.journal.end(session, game.now(), "finished")
    _sum_up(game, screen, session)
    return game.verdict(session)


def _greet(game: Game, begun: Begun) -> None:
    screen, session = game.screen, begun.session
    done, count = len(session.first), len(session.plan.items)
    if begun.since:
        began = f"Resuming: {done} of {count} answered, begun on {begun.since[:10]}."
        screen.line((began, "bold"), (" --restart begins anew.", "dim"))
    else:
        questions = "question" if count == 1 else "questions"
        screen.line((_title(game), "bold"), (f" — {count} {questions}", ""))
    if game.plan.exam:
        screen.line(("This is an exam: no hints, and the results at the end.", ""))
    screen.line(("Type :help to see what else you can type.", "dim"))


def _title(game: Game) -> str:
    project, name = game.backing.project, game.wish.deck
    if name.startswith(BANK):
        return str(project.banks[name.removeprefix(BANK)].title)
    deck = project.decks.get(name or next(iter(project.decks), ""))
    return str(deck.title) if deck else project.settings.title


def _say_saved(screen: Screen, session: Session) -> None:
    done, count = len(session.first), len(session.plan.items)
    screen.line((f"Saved: {done} of {count} answered. The same command goes on from here.", ""))


def _sum_up(game: Game, screen: Screen, session: Session) -> None:
    show_summary(screen, game.backing, session)
    seed = session.plan.seed
    screen.line(
        (f"Seed {seed}; the same again: {game.wish.command(game.program, seed=seed)}", "dim")
    )
    if not game.plan.exam and any(not act.passed for act in session.first.values()):
        screen.line((f"What was missed: {game.wish.command(game.program, missed=True)}", "dim"))
    if game.plan.exam and game.pass_mark:
        passed = game.verdict(session) == DONE
        told = (
            f"Passed: {game.pass_mark:g} % were needed."
            if passed
            else (f"Not passed: {game.pass_mark:g} % were needed.")
        )
        screen.line((told, "bold"))


def from_file(game: Game, answers: Answers, *, in_json: bool) -> int:
    """Grade responses from a file; nothing is asked twice and nothing goes into the log."""
    plan = replace(game.plan, again=False)
    session = replace(game, plan=plan).fresh(shuffle=bool(game.wish.seed))
    respond = responses_from(answers)
    if in_json:
        game.out.write(as_line(start_as_json(session)))
        session = run(session, respond, game.now, tell_in_json(game.backing, game.out.write))
        game.out.write(as_line(end_as_json(session)))
    else:
        screen = game.screen
        session = run(session, respond, game.now, tell_in_words(game.backing, screen))
        show_summary(screen, game.backing, session)
    return game.verdict(session)


def in_json(game: Game, lines: Iterable[str]) -> int:
    """Play with a program: a line of JSON out for each event, a response in for each question."""

    def write(line: str) -> None:
        game.out.write(line)
        game.out.flush()

    with Log(game.database) as log:
        begun = begin(game, log)
        session, journal = begun.session, begun.journal
        write(as_line(start_as_json(session)))
        tell = tell_in_json(game.backing, write)
        session = converse(session, responses_of(lines), game.now, tell, journal)
        if session.finished and session.plan.items:
            journal.end(session, game.now(), "finished")
        write(as_line(end_as_json(session)))
    return game.verdict(session) if session.finished else DONE

"""Playing a session from its start to its summary: at a terminal, from a file, in JSON."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from studydeck.model import Project
from studydeck.quiz.agenda import Agenda
from studydeck.quiz.begin import Begun, Game, begin, foreseen, outlook
from studydeck.quiz.machine import (
    Answers,
    Teller,
    as_line,
    converse,
    end_as_json,
    responses_from,
    run,
    said_in,
    start_as_json,
    tell_in_json,
    tell_in_words,
)
from studydeck.quiz.screen import Screen
from studydeck.quiz.session import Session
from studydeck.quiz.show import percentage, show_summary, stretch
from studydeck.quiz.store import Log
from studydeck.quiz.talk import Talk
from studydeck.quiz.wish import BANK, Wish

DONE, BELOW, INTERRUPTED = 0, 1, 130


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a session went: the exit code, and where it stands; `began` is when it was begun."""

    code: int
    session: Session
    began: str = ""


def verdict(game: Game, session: Session) -> int:
    """Give the exit code: below the pass mark only an exam fails."""
    below = game.plan.exam and percentage(session) < game.pass_mark
    return BELOW if below else DONE


def at_terminal(game: Game, read: Callable[[str], str]) -> Outcome:
    """Play with a learner."""
    screen = game.screen
    with Log(game.database) as log:
        begun = begin(game, log)
        if begun.behind:
            told = "The clock of this machine is behind your last responses; they count as of now."
            screen.line((told, "yellow"))
        if not begun.session.plan.items:
            _say_nothing_to_do(game, screen, begun)
            return Outcome(DONE, begun.session)
        _greet(game, begun)
        began = begun.since or game.now()
        talk = Talk(
            screen,
            game.backing,
            begun.session,
            begun.journal,
            read,
            game.now,
            edit=game.edit,
            days_until=begun.days_until,
        )
        try:
            session = talk.run()
        except (KeyboardInterrupt, EOFError):
            screen.gap()
            _say_saved(game, screen, talk.session)
            return Outcome(INTERRUPTED, talk.session, began)
        if not session.finished:
            _say_saved(game, screen, session)
            return Outcome(DONE, session, began)
        begun.journal.end(session, game.now(), "finished")
        ahead = outlook(game, log) if game.wish.mode == "study" else None
    _sum_up(game, screen, session)
    if ahead and ahead.next_day:
        _say_next(screen, ahead)
    return Outcome(verdict(game, session), session, began)


def _greet(game: Game, begun: Begun) -> None:
    screen, session = game.screen, begun.session
    if begun.since:
        done, count = len(session.first), len(session.items)
        day = datetime.fromisoformat(begun.since).astimezone(game.zone).date()
        began = f"Resuming: {done} of {count} answered, begun on {day}."
        screen.line((began, "bold"), (" --restart begins anew.", "dim"))
    else:
        screen.line(
            (title_of(game.backing.project, game.wish), "bold"), (f" — {_extent(begun)}", "")
        )
    if game.plan.exam:
        screen.line(("This is an exam: no hints, and the results at the end.", ""))
    elif not game.counts:
        screen.line(("This does not change what is due.", "dim"))
    if session.plan.until:
        left = datetime.fromisoformat(session.plan.until) - datetime.fromisoformat(game.now())
        screen.line((f"Time: {stretch(left)}.", ""))
    screen.line(("Type :help to see what else you can type.", "dim"))


def _extent(begun: Begun) -> str:
    items, today = begun.session.plan.items, begun.agenda
    told = counted(len(items), "question")
    if today is None:
        return told
    fresh = {item.key for item in today.new}
    new = sum(item.key in fresh for item in items)
    return f"{told}: {len(items) - new} due, {new} new" if new < len(items) else f"{told}, all new"


def title_of(project: Project, wish: Wish) -> str:
    """Name what is asked: a form, a deck or a bank."""
    name = wish.deck
    if name.startswith(BANK):
        return str(project.banks[name.removeprefix(BANK)].title)
    if wish.form:
        deck, _, form = wish.form.partition("/")
        title = next((spec.title for spec in project.decks[deck].forms if spec.id == form), form)
        return f"{title}, version {wish.version}" if wish.version else title
    spec = project.decks.get(name or next(iter(project.decks), ""))
    return str(spec.title) if spec else project.settings.title


def counted(number: int, noun: str) -> str:
    """Give a number with its noun.

    >>> counted(1, "item"), counted(2, "item")
    ('1 item', '2 items')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _say_nothing_to_do(game: Game, screen: Screen, begun: Begun) -> None:
    today = begun.agenda
    if today is None:
        told = "Nothing was missed" if game.wish.failed else "Nothing here can be asked"
        screen.line((f"{told}.", ""))
        return
    screen.line(("Nothing is due today.", "bold"))
    if today.next_day:
        _say_next(screen, today)
    if today.away:
        screen.line((f"{counted(today.away, 'item')} put off or suspended.", ""))
    again = replace(game.wish, seed="")
    if today.waiting:
        more = replace(again, new=min(today.waiting, 10)).command(game.program)
        screen.line((f"New items that wait: {today.waiting}. To learn some today: {more}", ""))
    cram = replace(again, mode="cram", new=None, until_exam="").command(game.program)
    screen.line((f"To practise all the same: {cram}", "dim"))


def _say_next(screen: Screen, today: Agenda) -> None:
    screen.line((f"Next: {counted(today.next_count, 'item')} on {today.next_day}.", ""))


def _say_saved(game: Game, screen: Screen, session: Session) -> None:
    ask, back = session.next(), ""
    if ask and ask.waiting + ask.again:
        back = f", {ask.waiting + ask.again} coming again"
    command = "The same command without --restart" if game.restart else "The same command"
    told = f"Saved: {len(session.first)} of {len(session.items)} answered{back}."
    screen.line((f"{told} {command} goes on from here.", ""))
    if session.plan.until:
        screen.line(("The time goes on meanwhile.", ""))


def _sum_up(game: Game, screen: Screen, session: Session) -> None:
    show_summary(screen, game.backing, session)
    wish, seed = game.wish, session.plan.seed
    if wish.mode != "study" and not wish.form:
        again = wish.command(game.program, seed=seed)
        screen.line((f"Seed {seed}; the same again: {again}", "dim"))
    if any(not act.passed for act in session.first.values()):
        mode = "study" if wish.exam else wish.mode
        deck = wish.form.partition("/")[0] or wish.deck
        missed = replace(
            wish, deck=deck, mode=mode, form="", version="", minutes=None, limit=None, new=None
        )
        told = missed.command(game.program, failed="last")
        screen.line((f"What was missed: {told}", "dim"))
    if game.plan.exam and game.pass_mark:
        passed = verdict(game, session) == DONE
        told = "Passed" if passed else "Not passed"
        screen.line((f"{told}: {game.pass_mark:g} % were needed.", "bold"))


def from_file(game: Game, answers: Answers, *, in_json: bool) -> Outcome:
    """Grade responses from a file; nothing is asked twice and nothing goes into the log."""
    plan = replace(game.plan, again=False, attempts=1)
    session = replace(game, plan=plan).fresh(shuffle=bool(game.wish.seed))
    respond = responses_from(answers)
    began = game.now()
    if in_json:
        game.out.write(as_line(start_as_json(session, game.wish.mode)))
        session = run(session, respond, game.now, tell_in_json(game.backing, game.out.write))
        game.out.write(as_line(end_as_json(session)))
    else:
        screen = game.screen
        session = run(session, respond, game.now, tell_in_words(game.backing, screen))
        show_summary(screen, game.backing, session)
    return Outcome(verdict(game, session), session, began)


def in_json(game: Game, lines: Iterable[str]) -> Outcome:
    """Play with a program: a line of JSON out for each event, a response in for each question."""

    def write(line: str) -> None:
        game.out.write(line)
        game.out.flush()

    with Log(game.database) as log:
        begun = begin(game, log)
        session, journal, began = begun.session, begun.journal, begun.since or game.now()
        write(as_line(start_as_json(session, game.wish.mode)))
        teller = Teller(game.backing, write)
        session = converse(session, said_in(lines), game.now, teller, journal)
        if session.finished and session.plan.items:
            journal.end(session, game.now(), "finished")
        write(as_line(end_as_json(session)))
    return Outcome(verdict(game, session) if session.finished else DONE, session, began)


def preview(game: Game, *, in_json: bool) -> Outcome:
    """Say what would be asked, and write nothing."""
    session = foreseen(game)
    if in_json:
        game.out.write(as_line(start_as_json(session, game.wish.mode)))
        return Outcome(DONE, session)
    screen = game.screen
    for number, item in enumerate(session.plan.items, 1):
        screen.listed(f"{number:3}.", (f"{item.key}: {item.prompt}", ""), indent=0)
    screen.line((f"{counted(len(session.plan.items), 'question')}.", ""))
    return Outcome(DONE, session)

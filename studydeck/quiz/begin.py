"""How a session begins: taken up where it was left, or made anew for its mode."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import TextIO

from studydeck.collector import paused_collector
from studydeck.model import Item, Present, Project
from studydeck.quiz.acts import Deed
from studydeck.quiz.agenda import Agenda, Diary, agenda
from studydeck.quiz.backing import Backing
from studydeck.quiz.day import day_of
from studydeck.quiz.journal import Journal, find_unfinished, take_up
from studydeck.quiz.memory import remember
from studydeck.quiz.past import Past, given_in, read_past
from studydeck.quiz.plan import Plan, arrange, identity_of, manner
from studydeck.quiz.screen import Screen
from studydeck.quiz.session import Session
from studydeck.quiz.store import Log
from studydeck.quiz.wish import Wish

AHEAD = timedelta(hours=1)
"""A log that is further ahead than this was written by a clock that was put back since."""


@dataclass(frozen=True)
class Game:
    """All that a session needs from outside.

    `plan` holds every item that fits the wish, in the order of the project. `now` gives
    the time as UTC text, `zone` the learner's time zone, `name` a name for a new session.
    `restart` begins anew where an unfinished session could be taken up. `edit` opens a
    file at a line. `record` lets responses count that are no study.
    """

    backing: Backing
    plan: Plan
    wish: Wish
    out: TextIO
    now: Callable[[], str]
    name: Callable[[], str]
    database: Path
    restart: bool = False
    record: bool = False
    pass_mark: float = 0.0
    ascii_only: bool = False
    width: int | None = None
    program: str = "studydeck"
    zone: tzinfo | None = None
    edit: Callable[[Path, int], str] | None = None

    @property
    def screen(self) -> Screen:
        """A screen on the output."""
        return Screen(self.out, ascii_only=self.ascii_only, width=self.width)

    @property
    def counts(self) -> bool:
        """Whether responses shape what is asked when."""
        return self.wish.mode == "study" or self.record

    def fresh(self, *, shuffle: bool = True) -> Session:
        """Begin with every item: in the order of the seed, and as many as wanted."""
        items = self.plan.items
        if self.plan.exam and not self.plan.printed:
            # What learners judge themselves cannot be scored fairly.
            present = self.plan.present
            items = tuple(one for one in items if manner(one, present) is not Present.REVEAL)
        items = arrange(items, self.plan.seed) if shuffle and not self.plan.printed else items
        return self.with_items(items[: self.wish.limit])

    def with_items(self, items: tuple[Item, ...]) -> Session:
        """Begin with these items; an exam is told by bank, unless its form has sections."""
        sections = self.plan.sections or by_bank(self.backing.project, items)
        return Session(replace(self.plan, items=items, sections=sections))


def by_bank(project: Project, items: tuple[Item, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Sort items into sections, one for each bank, by its title."""
    found: dict[str, list[str]] = {}
    for item in items:
        found.setdefault(item.bank, []).append(item.key)
    return tuple((str(project.banks[bank].title), tuple(keys)) for bank, keys in found.items())


def identities_of(project: Project) -> Mapping[str, str]:
    """Give the names of all items in the log, by key."""
    return {item.key: identity_of(project, item) for item in project.items.values()}


def diary_of(project: Project, log: Log, now: str, zone: tzinfo | None) -> Diary:
    """Read the log, and work out what is remembered."""
    at = datetime.fromisoformat(now).astimezone(UTC)
    with paused_collector():
        past = read_past(log.events())
        traces = remember(past.given, at)
    return Diary(past, traces, identities_of(project), at, zone)


@dataclass(frozen=True, slots=True)
class Begun:
    """A session that is in the log, new or taken up again (`since` is when it began).

    `agenda` is what the day asks for, in study. `behind` is set where the clock is behind
    the log.
    """

    session: Session
    journal: Journal
    since: str = ""
    agenda: Agenda | None = None
    behind: bool = False
    diary: Diary | None = None

    def days_until(self, session: Session, key: str) -> int | None:
        """Say in how many days an item is due after its last response in a session.

        None where responses do not count.
        """
        if self.diary is None:
            return None
        identity = self.diary.identities[key]
        here = [act for act in session.standing if act.deed is Deed.RESPONSE and act.item == key]
        before = [
            one
            for one in self.diary.past.given
            if one.act.item == identity and one.session != self.journal.session
        ]
        given = [*before, *(given_in(self.journal.session, act, identity) for act in here)]
        trace = remember(given, given[-1].at).get(identity) if here else None
        if trace is None:
            return None
        days = [day_of(at, self.diary.zone) for at in (trace.due, trace.last)]
        return (days[0] - days[1]).days


def begin(game: Game, log: Log) -> Begun:
    """Take up the unfinished session over the same selection, or begin a new one."""
    identities = identities_of(game.backing.project)
    selection = game.wish.selection(game.backing.project)
    begun = _taken_up(game, log, identities, selection)
    if begun:
        return begun
    diary = diary_of(game.backing.project, log, game.now(), game.zone)
    session, wanted = _new(game, diary)
    kept = diary if game.counts else None
    journal = Journal(log, game.name(), identities)
    if session.plan.items:
        mode = game.wish.mode
        journal.begin(session.plan, selection, game.now(), mode, counts=game.counts)
    given = diary.past.given
    behind = bool(given) and given[-1].at > diary.now + AHEAD
    return Begun(session, journal, agenda=wanted, behind=behind, diary=kept)


def foreseen(game: Game) -> Session:
    """Make the session that would begin now, and write nothing."""
    if not game.database.exists():
        at = datetime.fromisoformat(game.now()).astimezone(UTC)
        diary = Diary(Past(), {}, identities_of(game.backing.project), at, game.zone)
        return _new(game, diary)[0]
    with Log(game.database) as log:
        return _new(game, diary_of(game.backing.project, log, game.now(), game.zone))[0]


def outlook(game: Game, log: Log) -> Agenda:
    """Work out what the selection asks for as the log now stands."""
    diary = diary_of(game.backing.project, log, game.now(), game.zone)
    return agenda(game.plan.items, diary, game.wish.new)


def _taken_up(
    game: Game, log: Log, identities: Mapping[str, str], selection: Mapping[str, object]
) -> Begun | None:
    found = find_unfinished(log, selection)
    if not found:
        return None
    keys = {identity: key for key, identity in identities.items()}
    session = take_up(found, game.plan, keys)
    sections = game.plan.sections or by_bank(game.backing.project, session.plan.items)
    session = replace(session, plan=replace(session.plan, sections=sections))
    journal = Journal(log, found.id, identities)
    if session.next() and not game.restart and not _stale(game, found.at):
        diary = diary_of(game.backing.project, log, game.now(), game.zone)
        return Begun(session, journal, found.at, diary=diary if game.counts else None)
    journal.end(session, game.now(), "left")
    return None


def _stale(game: Game, began: str) -> bool:
    """Whether a session is of another day: what is due has changed since."""
    days = [day_of(datetime.fromisoformat(at), game.zone) for at in (began, game.now())]
    return game.wish.mode == "study" and days[0] != days[1]


def _new(game: Game, diary: Diary) -> tuple[Session, Agenda | None]:
    wish, items = game.wish, game.plan.items
    if wish.failed:
        failed = diary.past.failed(wish.failed == "last")
        items = tuple(item for item in items if diary.identities[item.key] in failed)
    here = replace(game, plan=replace(game.plan, items=items))
    if wish.mode != "study" or wish.failed:
        return _timed(here.fresh(), game), None
    exam = date.fromisoformat(wish.until_exam) if wish.until_exam else None
    wanted = agenda(items, diary, wish.new, exam)
    return here.with_items(wanted.take(wish.limit, game.plan.seed, in_order=bool(exam))), wanted


def _timed(session: Session, game: Game) -> Session:
    if not game.wish.minutes:
        return session
    until = datetime.fromisoformat(game.now()) + timedelta(minutes=game.wish.minutes)
    return replace(session, plan=replace(session.plan, until=until.isoformat()))

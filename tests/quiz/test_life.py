"""Any life of a session, with its log on a disk, against a model that knows only snapshots."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from studydeck.quiz.acts import Deed
from studydeck.quiz.journal import Journal, find_unfinished, take_up
from studydeck.quiz.memory import remember
from studydeck.quiz.past import read_past
from studydeck.quiz.plan import Plan
from studydeck.quiz.session import Session
from studydeck.quiz.store import Log
from tests.quiz.learning import START, an_item, at, identity

ITEMS = tuple(an_item(name) for name in ("amber", "birch", "cedar", "elder", "fir"))
NAMES = {item.key: identity(item) for item in ITEMS}
KEYS = {name: key for key, name in NAMES.items()}
SELECTION = {"deck": "trees"}


def picture(session):
    """What a learner can tell of a session."""
    return session.next(), dict(session.first), session.points, session.maximum


class Life(RuleBasedStateMachine):
    """Every act is taken down; what can be taken back leads to the picture of before."""

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.log = Log(self.folder / "log.sqlite")
        self.session = Session(Plan(ITEMS, "s", attempts=2))
        self.journal = Journal(self.log, "one", NAMES)
        self.journal.begin(self.session.plan, SELECTION, at())
        self.before = []
        self.flags = 0

    def teardown(self):
        self.log._db.close()
        shutil.rmtree(self.folder)

    def now(self):
        return at(hours=len(self.session.acts))

    def go(self, after, *, can_be_undone=True):
        if can_be_undone and after is not self.session:
            self.before.append(picture(self.session))
        self.journal.record(self.session, after)
        self.session = after

    open_session = precondition(lambda self: not self.session.finished)

    @open_session
    @rule(typed=st.sampled_from(["right", "right", "wrong", "slip"]))
    def respond(self, typed):
        right = str(self.session.next().item.id)
        said = {"right": right, "slip": f"{right[0]}{right[2]}{right[1]}{right[3:]}"}.get(
            typed, "no"
        )
        after, feedback = self.session.submit(said, self.now())
        self.go(after, can_be_undone=not feedback.once_more)

    @open_session
    @rule()
    def skip(self):
        self.go(self.session.skip(self.now())[0])

    @open_session
    @rule()
    def hint(self):
        self.go(self.session.hint(self.now())[0], can_be_undone=False)

    @open_session
    @rule(deed=st.sampled_from([Deed.BURY, Deed.SUSPEND]))
    def put_away(self, deed):
        self.go(self.session.put_away(deed, self.now()))

    @precondition(lambda self: self.session.last)
    @rule(deed=st.sampled_from([Deed.BURY, Deed.SUSPEND]))
    def put_away_what_was_answered(self, deed):
        self.go(self.session.put_away(deed, self.now(), self.session.last.item))

    @open_session
    @rule()
    def flag(self):
        self.flags += 1
        self.go(self.session.flag(self.session.next().item.key, "odd", self.now()),
                can_be_undone=False)  # fmt: skip

    @rule()
    def accept(self):
        self.go(self.session.accept(self.now()))

    @rule()
    def easy(self):
        self.go(self.session.easy(self.now()))

    @precondition(lambda self: self.before)
    @rule()
    def undo(self):
        """Hints and attempts after what is taken back go with it; those before it stay."""
        self.go(self.session.undo(self.now()), can_be_undone=False)
        assert picture(self.session) == self.before.pop()

    @rule()
    def undo_of_nothing_changes_nothing(self):
        if not self.before:
            assert self.session.undo(self.now()) is self.session

    @rule()
    def kill(self):
        """The session that a new process takes up is the one that was."""
        self.log._db.close()
        self.log = Log(self.folder / "log.sqlite")
        found = find_unfinished(self.log, SELECTION)
        again = take_up(found, Plan(tuple(reversed(ITEMS)), "t", attempts=2), KEYS)
        assert picture(again) == picture(self.session)
        assert again.acts == self.session.acts
        self.session, self.journal = again, Journal(self.log, "one", NAMES)

    @rule()
    def replay(self):
        """Memory, remarks and what is put away follow from the log as from the session."""
        past = read_past(self.log.events())
        standing = self.session.standing
        responses = [NAMES[act.item] for act in standing if act.deed is Deed.RESPONSE]
        assert [one.act.item for one in past.given] == responses
        assert remember(past.given, START).keys() == set(responses)
        gone = {NAMES[act.item] for act in standing if act.deed is Deed.SUSPEND}
        assert past.suspended == gone
        assert len(past.flagged) == self.flags

    @invariant()
    def nothing_is_asked_and_done_with_at_once(self):
        ask = self.session.next()
        assert (ask is None) == self.session.finished
        if ask:
            assert 0 <= ask.done <= ask.total == len(self.session.items)


Life.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestLife = Life.TestCase

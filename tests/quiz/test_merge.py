"""Whatever machines bring to one another, each response is there, and is there once."""

from collections import Counter

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from studydeck.quiz.exchange import as_csv, as_jsonl, read_history
from studydeck.quiz.merge import merge
from studydeck.quiz.past import read_past
from studydeck.quiz.store import Event, Log
from tests.quiz.learning import Sessions, at


def some():
    sessions = Sessions().begin("a", seed="x").right("amber").wrong("birch", 1)
    return sessions.begin("b", 2, mode="exam").right("cedar", 2, hints=1).add("end", "", 2)


def sorted_as_in_a_log(events):
    return sorted(events, key=lambda one: (one.session, one.n))


def test_the_same_twice_is_there_once(tmp_path):
    events = tuple(some().events)
    with Log(tmp_path / "log.sqlite") as log:
        for expected in ((len(events), 0), (0, len(events))):
            merged = merge(log.events(), read_history(as_jsonl(events)))
            log.add(merged.new)
            assert (len(merged.new), merged.known) == expected
        assert log.events() == tuple(sorted(events, key=lambda one: (one.session, one.n)))


def test_twice_in_one_file_is_there_once():
    events = some().events
    assert len(merge((), [*events, *events]).new) == len(events)


def test_a_session_that_went_on_elsewhere_comes_in_where_it_stopped():
    events = some().events
    assert merge(events[:3], events).new == tuple(events[3:])


def test_a_session_that_went_on_on_both_machines_loses_nothing():
    """The other machine's part is a session of its own, and comes in once."""
    here = Sessions().begin("a").right("amber").right("birch", 1)
    there = Sessions().begin("a").right("amber").wrong("cedar", 2).right("cedar", 2, 1)
    merged = merge(here.events, there.events)
    together = [*here.events, *merged.new]
    past = read_past(sorted(together, key=lambda one: (one.session, one.n)))
    assert [one.act.item[-5:] for one in past.given] == ["amber", "birch", "cedar", "cedar"]
    assert merge(together, there.events).new == ()
    there.right("elder", 3)
    (more,) = merge(together, there.events).new
    assert more.item == "bank/elder"


def test_what_follows_a_part_follows_it_and_ends_nothing_else():
    """Our own session stays open, and gets nothing that was answered after another past."""
    here = Sessions().begin("a").right("amber").right("birch", 1).right("hazel", 1)
    there = Sessions().begin("a").right("amber").wrong("cedar", 2).right("elder", 2)
    part = merge(here.events, there.events).new
    there.right("rowan", 3).add("end", "", 3)
    more = merge([*here.events, *part], there.events).new
    assert [(one.session, one.type) for one in more] == [(part[0].session, "response")]


def test_a_part_that_came_in_is_not_taken_up_as_unfinished(tmp_path):
    with Log(tmp_path / "log.sqlite") as log:
        log.add(Sessions().begin("a").right("amber").add("end", "").events)
        there = Sessions().begin("a").right("amber").wrong("cedar", 2).events
        log.add(merge(log.events(), there).new)
        assert log.unfinished() == ()


def given_on(events):
    return Counter(
        (one.at, one.act.item, one.act.typed) for one in read_past(sorted_as_in_a_log(events)).given
    )


def test_a_part_that_comes_home_is_known():
    """Two machines went on with one session; each brings the other what it has, again and again."""
    one = Sessions().begin("a").right("amber").right("birch", 1).right("fir", 1, 1).events
    two = Sessions().begin("a").right("amber").wrong("cedar", 2).right("cedar", 2, 1).events
    for _ in range(3):
        one, two = [*one, *merge(one, two).new], [*two, *merge(two, one).new]
    assert given_on(one) == given_on(two)
    assert sum(given_on(one).values()) == 5


def test_a_third_machine_parts_from_the_second():
    """What stands where something else stands already is not taken for it."""
    one = Sessions().begin("a").right("amber").right("birch", 1).events
    two = Sessions().begin("a").right("amber").wrong("cedar", 2).right("elder", 2, 1).events
    three = Sessions().begin("a").right("amber").wrong("cedar", 2).right("fir", 2, 2).events
    for other in (two, three):
        one = [*one, *merge(one, other).new]
    assert sum(given_on(one).values()) == 5


class Machines(RuleBasedStateMachine):
    """Three machines go on with sessions that they have, and bring one another what they have."""

    def __init__(self):
        super().__init__()
        self.logs = [[], [], []]
        self.said = Counter()
        self.count = 0

    def add(self, machine, session, kind, item="", data=None):
        self.count += 1
        numbers = [one.n for one in self.logs[machine] if one.session == session]
        n = max(numbers, default=-1) + 1
        when = at(hours=self.count)
        name = f"ns/bank/{item}" if item else ""
        self.logs[machine].append(Event(session, n, when, kind, item, name, data or {}))
        return when

    def open_ones(self, machine):
        ended = {one.session for one in self.logs[machine] if one.type == "end"}
        return sorted({one.session for one in self.logs[machine]} - ended)

    machine = st.sampled_from(range(3))

    @rule(machine=machine)
    def begin(self, machine):
        self.add(machine, f"session {self.count}", "start")

    @rule(machine=machine, item=st.sampled_from(["amber", "birch"]), which=st.integers(0, 9))
    def answer(self, machine, item, which):
        if names := self.open_ones(machine):
            data = {"typed": "x", "mark": "wrong"}
            when = self.add(machine, names[which % len(names)], "response", item, data)
            self.said[when] += 1

    @rule(machine=machine, which=st.integers(0, 9))
    def end(self, machine, which):
        if names := self.open_ones(machine):
            self.add(machine, names[which % len(names)], "end")

    @rule(machine=machine, other=machine, write=st.sampled_from([as_csv, as_jsonl]))
    def bring(self, machine, other, write):
        before = given_on(self.logs[machine])
        told = read_history(write(self.logs[other]))
        self.take(machine, told)
        assert not before - given_on(self.logs[machine])
        assert merge(self.logs[machine], told).new == ()

    def take(self, machine, told):
        mine = self.logs[machine]
        mine += merge(mine, told).new
        places = Counter((one.session, one.n) for one in mine)
        assert max(places.values(), default=1) == 1
        assert max(given_on(mine).values(), default=1) == 1

    def teardown(self):
        """After every machine was everywhere, all of them have everything."""
        for _ in range(2):
            for machine in range(3):
                for other in range(3):
                    self.take(machine, self.logs[other])
        for log in self.logs:
            assert Counter(at for at, _, _ in given_on(log)) == Counter(map(as_time, self.said))


def as_time(text):
    (one,) = read_past([Event("s", 1, text, "response", "i", "i", {})]).given
    return one.at


Machines.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestMachines = Machines.TestCase

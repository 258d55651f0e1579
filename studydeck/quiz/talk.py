"""The conversation: asks, reads, answers, until nothing is left or the learner leaves."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from studydeck.grade import Mark
from studydeck.grade.fold import fold
from studydeck.model import Gaps, Item, Kind, Present, Single
from studydeck.quiz.acts import Deed, undoable
from studydeck.quiz.backing import Backing
from studydeck.quiz.journal import Journal
from studydeck.quiz.screen import Screen
from studydeck.quiz.session import Ask, Feedback, Session
from studydeck.quiz.show import show_ask, show_background, show_feedback, show_help, stretch

PROMPT = "> "
_LEAVES = {":right", ":o", ":undo", ":u", ":bury", ":b", ":suspend"}
"""Commands after which there is nothing left to read about a response."""
_OF_LAST = _LEAVES | {":flag", ":f", ":edit", ":e", ":quit", ":q"}
"""Commands that say something of a response, or of the item that was just asked."""
_TAKEN_BACK = {
    Deed.RESPONSE: "your last response",
    Deed.ACCEPT: "counting the last response as correct",
    Deed.EASY: "calling the last response easy",
    Deed.BURY: "putting off the last item",
    Deed.SUSPEND: "suspending the last item",
}
_JUDGED = {"y": Mark.CORRECT, "p": Mark.CLOSE, "n": Mark.WRONG}


class LeaveError(Exception):
    """The learner has asked to stop."""


class Parts:
    """The gaps of a cloze text, as they are filled one line after the other."""

    def __init__(self, item: Item) -> None:
        self._count = len(item.answer.gaps) if isinstance(item.answer, Gaps) else 1
        self._filled: list[str] = []

    @property
    def place(self) -> str:
        """Say which gap comes next, where there are several."""
        number = len(self._filled) + 1
        return f"gap {number} of {self._count} " if self._count > 1 else ""

    def add(self, typed: str) -> str | None:
        """Give the whole response once it is there: the last gap, or all of them in one line."""
        in_one = not typed.strip() or ";" in typed or "," in typed
        if self._count == 1 or (in_one and not self._filled):
            return typed
        self._filled.append(typed)
        if len(self._filled) < self._count:
            return None
        whole = "; ".join(self._filled)
        self._filled.clear()
        return whole


@dataclass
class Talk:
    """One session with a learner.

    `read` shows a prompt and gives the line that was typed; it may raise EOFError and
    KeyboardInterrupt, which come through. `now` gives the time as text, `days_until` when
    an item is due, if that is known. Every act is in the journal before its feedback is
    written.
    """

    screen: Screen
    backing: Backing
    session: Session
    journal: Journal
    read: Callable[[str], str]
    now: Callable[[], str]
    edit: Callable[[Path, int], str] | None = None
    days_until: Callable[[Session, str], int | None] = lambda _session, _key: None
    asked_at: str = ""

    def run(self) -> Session:
        """Ask until nothing is left, and give the session as it then stands."""
        with suppress(LeaveError):
            while ask := self.session.next():
                self.asked_at = self.now()
                if self.session.plan.over(self.asked_at):
                    self.screen.line(("The time is over.", "bold"))
                    self._go_to(self.session.stop(self.asked_at))
                    break
                show_ask(self.screen, self.backing, ask, self._time_left())
                self._turn(ask)
        return self.session

    def _time_left(self) -> str:
        until = self.session.plan.until
        if not until:
            return ""
        left = datetime.fromisoformat(until) - datetime.fromisoformat(self.asked_at)
        return f"{stretch(left)} left"

    def _seconds(self) -> float:
        """How long the question has been on the screen; a clock put back counts as none."""
        took = datetime.fromisoformat(self.now()) - datetime.fromisoformat(self.asked_at)
        return round(max(0.0, took.total_seconds()), 1)

    def _go_to(self, after: Session) -> None:
        self.journal.record(self.session, after)
        self.session = after

    def _turn(self, ask: Ask) -> None:
        """Read lines until the question has a response or another one has to be asked."""
        blank, parts = False, Parts(ask.item)
        while True:
            typed = self.read(f"{parts.place}{PROMPT}")
            if typed.startswith(":") or typed.strip() == "?":
                if self._command(typed.strip(), ask.item):
                    return
                continue
            whole = parts.add(typed)
            if whole is None:
                continue
            typed = whole
            if ask.how is Present.REVEAL:
                self._reveal(ask, typed)
                return
            if not typed.strip() and not blank:
                blank = True
                what = "leave it open" if self.session.plan.exam else "see the answer"
                self.screen.line((f"Enter once more to {what}; ? lists commands.", "dim"))
                continue
            blank = False
            if self._respond(typed):
                return

    def _respond(self, typed: str) -> bool:
        at, seconds = self.now(), self._seconds()
        after, feedback = (
            self.session.submit(typed, at, seconds)
            if typed.strip()
            else self.session.skip(at, seconds)
        )
        if not feedback.result.readable:
            self.screen.line((f"{feedback.result.note[:1].upper()}{feedback.result.note[1:]}.", ""))
            return False
        self._go_to(after)
        if feedback.once_more:
            told = "In part." if feedback.result.mark is Mark.CLOSE else "Not so."
            self.screen.line((f"{told} ", "bold yellow"), ("Try once more.", ""))
            return False
        self._tell(feedback, typed)
        return True

    def _tell(self, feedback: Feedback, typed: str) -> None:
        if self.session.plan.exam:
            last = self.session.last
            late = last is not None and last.late
            self.screen.line(("Too late: the time is over." if late else "Noted.", "dim"))
            return
        show_feedback(self.screen, self.backing, feedback, typed)
        if not feedback.comes_back:
            self._say_when(feedback.ask.item.key)
        if feedback.result.mark is not Mark.CORRECT:
            self._pause(feedback.ask.item, typed)

    def _say_when(self, key: str) -> None:
        """Say when an item is asked again, if that is known."""
        days = self.days_until(self.session, key)
        if days is not None:
            told = "tomorrow" if days == 1 else f"in {days} days"
            self.screen.line((f"Next time: {told}.", "dim"))

    def _pause(self, item: Item, answered: str) -> None:
        """Let the learner read what was wrong, and object."""
        offer = {"o": "I was right"} if answered.strip() else {}
        offer |= {"u": "undo", "f": "flag"} | ({"e": "edit"} if self.edit else {})
        keys = {key: f":{word}" for key, word in offer.items()} | {"o": ":right", "q": ":quit"}
        asked = "Enter: go on, " + ", ".join(f"{key}: {word}" for key, word in offer.items())
        if len(asked) + 12 > self.screen.width:
            asked = ", ".join(["Enter", *offer])
        while typed := self.read(f"{asked} > ").strip():
            key, _, note = typed.partition(" ")
            command = key.casefold() if key.startswith(":") else keys.get(key.casefold(), "")
            if command not in _OF_LAST or (command in {":right", ":o"} and not answered.strip()):
                told = ", ".join(f"{key}: {word}" for key, word in (offer | {"q": "quit"}).items())
                self.screen.line((f"Enter: go on, {told}.", "dim"))
                continue
            self._command(f"{command} {note}".strip(), item)
            if command in _LEAVES:
                return

    def _command(self, typed: str, item: Item) -> bool:
        """Carry a command out; true if the question has to be asked anew."""
        name, _, note = typed.partition(" ")
        match name.casefold():
            case ":quit" | ":q":
                raise LeaveError
            case ":hint" | ":h":
                return self._hint()
            case ":skip" | ":s":
                return self._respond("")
            case ":undo" | ":u":
                return self._undo()
            case ":right" | ":o":
                return self._accept()
            case ":easy":
                return self._easy()
            case ":flag" | ":f":
                return self._flag(item, note)
            case ":bury" | ":b":
                return self._put_away(Deed.BURY, item, "Put off until tomorrow.")
            case ":suspend":
                told = f"Not asked again, until studydeck flagged --resolve {item.key}"
                return self._put_away(Deed.SUSPEND, item, told)
            case ":edit" | ":e":
                return self._edit(item)
            case _:
                show_help(self.screen)
                return False

    def _hint(self) -> bool:
        after, hint = self.session.hint(self.now())
        self._go_to(after)
        none = "An exam has no hints." if self.session.plan.exam else "No hint is left."
        self.screen.line((f"Hint: {hint}" if hint else none, "cyan"))
        return False

    def _undo(self) -> bool:
        before = self.session
        place = undoable(before.acts)
        if place is None:
            self.screen.line(("There is nothing to take back.", ""))
            return False
        self._go_to(before.undo(self.now()))
        self.screen.line((f"Taken back: {_TAKEN_BACK[before.acts[place].deed]}.", ""))
        return True

    def _accept(self) -> bool:
        last, after = self.session.last, self.session.accept(self.now())
        if after is self.session or last is None:
            self.screen.line(("There is no response to count as correct.", ""))
            return False
        self._go_to(after)
        self.screen.line(("Counted as correct.", "green"))
        item = next((one for one in self.session.plan.items if one.key == last.item), None)
        if item and last.typed.strip() and not (last.own or last.spelling):
            self._suggest_alias(item, last.typed)
        return True

    def _easy(self) -> bool:
        after = self.session.easy(self.now())
        told = "That is for right responses without help."
        if after is not self.session:
            self._go_to(after)
            told = "Noted as easy: it comes later."
        self.screen.line((told, ""))
        return False

    def _flag(self, item: Item, note: str) -> bool:
        note = note.strip() or self.read("What is wrong with it? > ").strip()
        self._go_to(self.session.flag(item.key, note, self.now()))
        self.screen.line((f"Flagged {item.key}; studydeck flagged lists it.", ""))
        return False

    def _put_away(self, deed: Deed, item: Item, told: str) -> bool:
        after = self.session.put_away(deed, self.now(), item.key)
        if after is self.session:
            self.screen.line(("An exam asks everything.", ""))
            return False
        self._go_to(after)
        self.screen.line((told, ""))
        return True

    def _edit(self, item: Item) -> bool:
        span = item.span
        if self.edit is None or span is None:
            self.screen.line(("There is no editor here: set EDITOR.", ""))
            return False
        path = self.backing.project.root / span.file.path
        failed = self.edit(path, span.file.place(span.start)[0])
        told = failed or "The quiz goes on with the item as it was; a new session reads it anew."
        self.screen.line((told, "dim"))
        return False

    def _suggest_alias(self, item: Item, typed: str) -> None:
        """Say what to add to the bank, so that the next learner is not marked down."""
        single = isinstance(item.answer, Single) and item.kind in {Kind.TEXT, Kind.DATE}
        bank = self.backing.project.banks.get(item.bank)
        if not single or bank is None or fold(typed) == "":
            return
        quoted = json.dumps(typed.strip(), ensure_ascii=False)
        line = f":{item.span.file.place(item.span.start)[0]}" if item.span else ""
        place = f"'{item.id}' in {bank.file.path}{line}"
        told = f"If it should always count: aliases: [{quoted}] for {place}"
        self.screen.line((told, "dim"))

    def _reveal(self, ask: Ask, typed: str) -> None:
        """Show the answer and let the learner compare, unless grading sees that it is right."""
        tried = self.session.try_out(typed)
        if self.session.plan.exam or tried.mark is Mark.CORRECT:
            self._respond(typed)
            return
        answer = " or ".join(self.backing.answers(ask.item))
        self.screen.listed("The answer:", (answer, "bold"), indent=0)
        show_background(self.screen, self.backing, ask.item)
        while True:
            said = self.read("Did you have it? y(es), p(artly), n(o) > ").strip().casefold()[:2]
            if said in {":q", "q"}:
                raise LeaveError
            if mark := _JUDGED.get(said[:1]):
                break
            self.screen.line(("Type y, p or n; q: quit.", "dim"))
        after, feedback = self.session.judge(typed, mark, self.now(), self._seconds())
        self._go_to(after)
        if feedback.comes_back:
            self.screen.line(("This one comes back later.", "dim"))
        else:
            self._say_when(ask.item.key)

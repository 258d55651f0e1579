"""The conversation: asks, reads, answers, until nothing is left or the learner leaves."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from studydeck.grade import Mark
from studydeck.grade.fold import fold
from studydeck.model import Gaps, Item, Kind, Present, Single
from studydeck.quiz.backing import Backing
from studydeck.quiz.journal import Journal
from studydeck.quiz.screen import Screen
from studydeck.quiz.session import Ask, Feedback, Session
from studydeck.quiz.show import show_ask, show_background, show_feedback, show_help

PROMPT = "> "
_JUDGED = {"y": Mark.CORRECT, "p": Mark.CLOSE, "n": Mark.WRONG}


class LeaveError(Exception):
    """The learner has asked to stop."""


@dataclass
class Talk:
    """One session with a learner.

    `read` shows a prompt and gives the line that was typed; it may raise EOFError and
    KeyboardInterrupt, which come through. `now` gives the time as text. Every act is in
    the journal before its feedback is written.
    """

    screen: Screen
    backing: Backing
    session: Session
    journal: Journal
    read: Callable[[str], str]
    now: Callable[[], str]

    def run(self) -> Session:
        """Ask until nothing is left, and give the session as it then stands."""
        with suppress(LeaveError):
            while ask := self.session.next():
                show_ask(self.screen, self.backing, ask)
                self._turn(ask)
        return self.session

    def _go_to(self, after: Session) -> None:
        self.journal.record(self.session, after)
        self.session = after

    def _turn(self, ask: Ask) -> None:
        """Read lines until the question has a response or another one has to be asked."""
        blank = False
        while True:
            typed = self._read(ask)
            if typed.startswith(":") or typed.strip() == "?":
                if self._command(typed.strip()):
                    return
                continue
            if ask.how is Present.REVEAL:
                self._reveal(ask, typed)
                return
            if not typed.strip() and not blank:
                blank = True
                self.screen.line(("Enter once more to see the answer; ? lists commands.", "dim"))
                continue
            blank = False
            if self._respond(typed):
                return

    def _read(self, ask: Ask) -> str:
        """Read a response; the gaps of a cloze text come one after the other, if wanted."""
        typed = self.read(PROMPT)
        gaps = len(ask.item.answer.gaps) if isinstance(ask.item.answer, Gaps) else 1
        if gaps == 1 or not typed.strip() or typed[0] in ":?" or ";" in typed or "," in typed:
            return typed
        parts = [typed]
        for number in range(2, gaps + 1):
            part = self.read(f"gap {number}{PROMPT}")
            if part.startswith(":"):
                return part
            parts.append(part)
        return "; ".join(parts)

    def _respond(self, typed: str) -> bool:
        after, feedback = (
            self.session.submit(typed, self.now())
            if typed.strip()
            else self.session.skip(self.now())
        )
        if not feedback.result.readable:
            self.screen.line((f"{feedback.result.note[:1].upper()}{feedback.result.note[1:]}.", ""))
            return False
        self._go_to(after)
        self._tell(feedback, typed)
        return True

    def _tell(self, feedback: Feedback, typed: str) -> None:
        if self.session.plan.exam:
            self.screen.line(("Noted.", "dim"))
            return
        show_feedback(self.screen, self.backing, feedback, typed)
        if feedback.result.mark is not Mark.CORRECT:
            self._pause(typed)

    def _pause(self, answered: str) -> None:
        """Let the learner read what was wrong, and object."""
        keys = {"u": ":undo", "q": ":quit"} | ({"o": ":right"} if answered.strip() else {})
        offer = ", o: I was right" if answered.strip() else ""
        while typed := self.read(f"Enter: go on{offer}, u: undo > ").strip().casefold():
            command = keys.get(typed, typed)
            if command in {*keys.values(), ":u", ":q", ":o"}:
                self._command(command)
                return
            self.screen.line((f"The keys here are Enter, {', '.join(sorted(keys))}.", "dim"))

    def _command(self, typed: str) -> bool:
        """Carry a command out; true if the question has to be asked anew."""
        match typed.casefold():
            case ":quit" | ":q":
                raise LeaveError
            case ":hint" | ":h":
                after, hint = self.session.hint(self.now())
                self._go_to(after)
                none = "An exam has no hints." if self.session.plan.exam else "No hint is left."
                self.screen.line((f"Hint: {hint}" if hint else none, "cyan"))
                return False
            case ":skip" | ":s":
                return self._respond("")
            case ":undo" | ":u":
                return self._undo()
            case ":right" | ":o":
                return self._accept()
            case _:
                show_help(self.screen)
                return False

    def _undo(self) -> bool:
        after = self.session.undo(self.now())
        if after is self.session:
            self.screen.line(("There is nothing to take back.", ""))
            return False
        changed = len(after.standing) == len(self.session.standing)
        self._go_to(after)
        what = "counting the last response as correct" if changed else "your last response"
        self.screen.line((f"Taken back: {what}.", ""))
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

    def _suggest_alias(self, item: Item, typed: str) -> None:
        """Say what to add to the bank, so that the next learner is not marked down."""
        single = isinstance(item.answer, Single) and item.kind in {Kind.TEXT, Kind.DATE}
        bank = self.backing.project.banks.get(item.bank)
        if not single or bank is None or fold(typed) == "":
            return
        quoted = json.dumps(typed.strip(), ensure_ascii=False)
        told = f"If it should always count: aliases: [{quoted}] for '{item.id}' in {bank.file.path}"
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
            said = self.read("Had you got it? y(es), p(artly), n(o) > ").strip().casefold()[:2]
            if said == ":q":
                raise LeaveError
            if mark := _JUDGED.get(said[:1]):
                break
        after, feedback = self.session.judge(typed, mark, self.now())
        self._go_to(after)
        if feedback.comes_back:
            self.screen.line(("This one comes back later.", "dim"))

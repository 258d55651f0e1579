"""A learner with a real Anki collection: imports packages, reviews, and looks at cards."""

import re
import time
from pathlib import Path

import pytest

pytest.importorskip("anki", reason="the anki package is not installed")

from anki import buildinfo
from anki.collection import Card, Collection, ImportAnkiPackageRequest
from anki.scheduler.v3 import CardAnswer

_CONDITIONS = {"if newer": 0, "always": 1}
_TYPE = re.compile(r"\[\[type:(.+?)\]\]")
_LOG = ("new", "updated", "duplicate", "conflicting", "missing_notetype", "first_field_match")


class Learner:
    """One collection in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.col = Collection(str(folder / "collection.anki2"))
        self._begin_days_far_from_now()
        self.imported = 0
        self.dates_as_told = tuple(map(int, buildinfo.version.split(".")[:2])) >= (25, 2)
        """Until then, Anki gave notes that it updated the time of its own clock."""

    def _begin_days_far_from_now(self) -> None:
        """Let Anki's next day begin half a day from now.

        Cards whose next step lies in the next day are not in the queue before it.
        """
        preferences = self.col.get_preferences()
        preferences.scheduling.rollover = (time.localtime().tm_hour + 12) % 24
        self.col.set_preferences(preferences)

    def take(
        self,
        package: bytes,
        *,
        condition: str = "if newer",
        scheduling: bool = False,
        merge: bool = False,
    ) -> dict[str, int]:
        """Import a package as File > Import does, and count what Anki says of its notes."""
        self.imported += 1
        path = self.folder / f"{self.imported}.apkg"
        path.write_bytes(package)
        request = ImportAnkiPackageRequest(package_path=str(path))
        if condition != "if newer" or scheduling or merge:
            request.options.update_notes = _CONDITIONS[condition]
            request.options.with_scheduling = scheduling
            request.options.merge_notetypes = merge
        log = self.col.import_anki_package(request).log
        counts = {name: len(getattr(log, name)) for name in _LOG}
        return {name: count for name, count in counts.items() if count}

    def cards(self, key: str) -> list[Card]:
        """Give the cards of an item by its `Id` field."""
        return [self.col.get_card(id) for id in self.col.find_cards(f'"Id:{key}"')]

    def review(self, key: str, times: int = 1) -> None:
        """Answer the cards of an item with Good, each so many times."""
        for card in self.cards(key):
            others = [id for id in self.col.find_cards("-is:suspended") if id != card.id]
            self.col.sched.suspend_cards(others)  # Anki takes only what is next in its queue
            self.col.decks.select(card.did)
            for _ in range(times):
                self._answer(card.id)
            self.col.sched.unsuspend_cards(others)

    def _answer(self, card_id: int) -> None:
        (queued,) = self.col.sched.get_queued_cards().cards
        card = self.col.get_card(card_id)
        card.start_timer()
        answer = self.col.sched.build_answer(
            card=card, states=queued.states, rating=CardAnswer.GOOD
        )
        self.col.sched.answer_card(answer)

    def history(self) -> dict[int, tuple[int, int, int, int]]:
        """Give what scheduling knows of each card: type, interval, repetitions, log rows."""
        rows = self.col.db.all("select id, type, ivl, reps from cards")
        log = dict(self.col.db.all("select cid, count(*) from revlog group by cid"))
        return {id: (type, ivl, reps, log.get(id, 0)) for id, type, ivl, reps in rows}

    def decks(self) -> dict[str, int]:
        """Give the decks and how many cards each holds itself; Default only if it has some."""
        found = {
            deck.name: len(self.col.decks.cids(deck.id))
            for deck in self.col.decks.all_names_and_ids()
        }
        return {name: count for name, count in found.items() if count or name != "Default"}

    def fields(self, key: str) -> dict[str, str]:
        """Give the fields of an item's note."""
        return dict(self.cards(key)[0].note().items())

    def expected(self, card: Card) -> str:
        """Give what Anki compares a typed answer with, as its reviewer finds it."""
        found = _TYPE.search(card.question())
        assert found, "nothing to type into"
        name = found[1].removeprefix("cloze:")
        text = card.note()[name]
        return self.col.extract_cloze_for_typing(text, card.ord + 1) if name != found[1] else text

    def typed(self, card: Card, answer: str) -> str:
        """Give Anki's comparison of a typed answer."""
        return self.col.compare_answer(self.expected(card), answer)

    def sides(self, card: Card, answer: str = "") -> tuple[str, str]:
        """Render both sides as the desktop reviewer does, with what is typed in between."""
        font = "font-family: 'Liberation Sans'; font-size: 20px"
        box, told = f'<center><input type=text id=typeans style="{font};"></center>', ""
        if _TYPE.search(card.question()):
            told = f'<div style="{font}">{self.typed(card, answer)}</div>'
        return (
            _TYPE.sub(lambda _: box, card.question()),
            _TYPE.sub(lambda _: told, card.answer()),
        )

    def sound(self) -> bool:
        """Say whether Anki finds its collection whole, with no empty card and no lost file."""
        _, whole = self.col.fix_integrity()
        empty = self.col.get_empty_cards().notes
        return whole and not empty and not self.col.media.check().missing

    def note_types(self) -> list[str]:
        """Give the names of our note types, and of copies that Anki made of them."""
        names = [one.name for one in self.col.models.all_names_and_ids()]
        return sorted(name for name in names if name.startswith("studydeck"))

    def close(self) -> None:
        self.col.close()

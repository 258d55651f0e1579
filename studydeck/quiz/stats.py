"""How learning goes, as plain data: what is kept, what comes, what is hard, what a test gives."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from studydeck.model import Item, Kind, Present
from studydeck.quiz.agenda import Diary
from studydeck.quiz.backing import Backing
from studydeck.quiz.day import day_of
from studydeck.quiz.memory import Tested, recall, tested
from studydeck.quiz.past import Given
from studydeck.quiz.plan import Plan
from studydeck.quiz.wish import FILTERS, words_of
from studydeck.wording import prompt_text

FORMAT = 1
DAYS = 30
"""How many days a forecast, and a look back, has."""
HARDEST = 10


@dataclass(frozen=True)
class Scope:
    """What statistics are about: the items of a plan, and the learner's diary."""

    backing: Backing
    plan: Plan
    diary: Diary

    @property
    def given(self) -> list[Given]:
        """The responses to the items, in the order of time."""
        wanted = {self.diary.identities[item.key] for item in self.plan.items}
        return [one for one in self.diary.past.given if one.act.item in wanted]


def stats(scope: Scope) -> dict[str, Any]:
    """Give the statistics; their keys are a contract with whoever reads them.

    Rates and chances are from 0 to 1, days are the learner's, as ISO 8601. A rate of
    nothing is None.
    """
    given, diary = scope.given, scope.diary
    tests = tested(given, diary.now)
    return {
        "format": FORMAT,
        "today": diary.today.isoformat(),
        "items": _items(scope),
        "responses": _responses(given, diary),
        "retention": [_kept(tests, diary, days) for days in (7, 30, None)],
        "calibration": _calibration(tests),
        "forecast": _forecast(scope),
        "activity": _activity(given, diary),
        "accuracy": {name: _accuracy(scope, given, name) for name in FILTERS},
        "hardest": _hardest(scope, given),
        "expected": expected(scope),
    }


def rate(part: int, whole: int) -> float | None:
    """Give a rate with four places, or None of nothing."""
    return round(part / whole, 4) if whole else None


def _items(scope: Scope) -> dict[str, int]:
    items, diary = scope.plan.items, scope.diary
    there = [item for item in items if not diary.away(item)]
    days = [diary.due_on(item) for item in there]
    return {
        "all": len(items),
        "learnt": sum(diary.trace(item) is not None for item in items),
        "due": sum(day is not None and day <= diary.today for day in days),
        "new": sum(day is None for day in days),
        "away": len(items) - len(there),
    }


def _responses(given: Sequence[Given], diary: Diary) -> dict[str, Any]:
    days = {day_of(one.at, diary.zone) for one in given}
    passed = sum(one.act.passed for one in given)
    return {
        "all": len(given),
        "passed": passed,
        "rate": rate(passed, len(given)),
        "days": len(days),
        "streak": _streak(days, diary.today),
        "minutes": round(sum(one.act.seconds for one in given) / 60),
    }


def _streak(days: set[date], today: date) -> int:
    """Count the days in a row up to today; today may still come."""
    day, found = today, 0
    if day not in days:
        day -= timedelta(days=1)
    while day in days:
        found, day = found + 1, day - timedelta(days=1)
    return found


def _kept(tests: Sequence[Tested], diary: Diary, days: int | None) -> dict[str, Any]:
    since = diary.today - timedelta(days=days) if days else date.min
    inside = [one for one in tests if day_of(one.given.at, diary.zone) > since]
    kept = sum(one.given.act.passed for one in inside)
    return {"days": days, "reviews": len(inside), "kept": kept, "rate": rate(kept, len(inside))}


def _calibration(tests: Sequence[Tested]) -> list[dict[str, Any]]:
    """Hold the chances that were given against what came of them, by tenths."""
    found = []
    for tenth in range(10):
        low, high = tenth / 10, (tenth + 1) / 10
        inside = [one for one in tests if low <= one.chance < high or one.chance == high == 1]
        if inside:
            found.append({
                "from": low,
                "to": high,
                "reviews": len(inside),
                "expected": round(sum(one.chance for one in inside) / len(inside), 4),
                "kept": rate(sum(one.given.act.passed for one in inside), len(inside)),
            })  # fmt: skip
    return found


def _forecast(scope: Scope) -> list[dict[str, Any]]:
    diary = scope.diary
    days = [diary.due_on(item) for item in scope.plan.items if not diary.away(item)]
    due = Counter(max(day, diary.today) for day in days if day)
    every = [diary.today + timedelta(days=n) for n in range(DAYS)]
    return [{"day": day.isoformat(), "due": due[day]} for day in every]


def _activity(given: Iterable[Given], diary: Diary) -> list[dict[str, Any]]:
    done = Counter(day_of(one.at, diary.zone) for one in given)
    every = [diary.today - timedelta(days=n) for n in reversed(range(DAYS))]
    return [{"day": day.isoformat(), "responses": done[day]} for day in every]


def _accuracy(scope: Scope, given: Iterable[Given], name: str) -> list[dict[str, Any]]:
    items = {scope.diary.identities[item.key]: item for item in scope.plan.items}
    responses: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    for one in given:
        words = words_of(items[one.act.item])[name]
        responses.update(words)
        passed.update(words if one.act.passed else ())
    return [
        {"name": word, "responses": n, "passed": passed[word], "rate": rate(passed[word], n)}
        for word, n in sorted(responses.items())
    ]


def _hardest(scope: Scope, given: Iterable[Given]) -> list[dict[str, Any]]:
    """Give the items that were missed most, the harder ones of equals first."""
    responses: dict[str, list[Given]] = {}
    for one in given:
        responses.setdefault(one.act.item, []).append(one)
    found: list[dict[str, Any]] = []
    for item in scope.plan.items:
        here = responses.get(scope.diary.identities[item.key], [])
        missed = sum(not one.act.passed for one in here)
        trace = scope.diary.trace(item)
        if missed:
            found.append({
                "item": item.key,
                "prompt": prompt_text(item),
                "answers": list(scope.backing.answers(item)),
                "responses": len(here),
                "missed": missed,
                "difficulty": round(trace.difficulty, 2) if trace else None,
                "chance": round(recall(trace, scope.diary.now), 4) if trace else None,
            })  # fmt: skip
    found.sort(key=lambda one: (-one["missed"], -(one["difficulty"] or 0), one["item"]))
    return found[:HARDEST]


def expected(scope: Scope) -> dict[str, Any]:
    """Say what a test of these items would give today, from the chance of knowing each.

    What was never studied counts as not known; what is not known can still be guessed
    where there are options.
    """
    chance = _chances(scope.diary)
    points = most = 0.0
    for item in scope.plan.items:
        worth = scope.plan.worth_of(item.key)
        known, guess = chance(item), guessed(scope.plan, item)
        points += worth * (known + (1 - known) * guess)
        most += worth
    unseen = sum(scope.diary.trace(item) is None for item in scope.plan.items)
    return {
        "points": round(points, 2),
        "of": most,
        "rate": round(points / most, 4) if most else None,
        "never_studied": unseen,
    }


def _chances(diary: Diary) -> Callable[[Item], float]:
    def chance(item: Item) -> float:
        trace = diary.trace(item)
        return recall(trace, diary.now) if trace else 0.0

    return chance


def guessed(plan: Plan, item: Item) -> float:
    """Give the chance of a right guess: one of the options, or of true and false."""
    if item.kind is Kind.STATEMENT:
        return 0.5
    how, shown = plan.asking(item, 0)
    return 1 / len(shown) if how is Present.CHOOSE and shown else 0.0


def by_name(found: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """Give the rows of accuracy by one filter, the weakest first."""
    rows: list[dict[str, Any]] = found["accuracy"][name]
    return sorted(rows, key=lambda row: (row["rate"], -row["responses"], row["name"]))

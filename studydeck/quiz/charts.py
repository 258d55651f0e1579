"""Statistics at a terminal: words and numbers first, bars beside them."""

from collections.abc import Mapping, Sequence
from typing import Any

from studydeck.quiz.screen import Screen
from studydeck.quiz.stats import by_name
from studydeck.quiz.wish import FILTERS

BAR = 20
HEIGHT = 5
HARDEST = 5
SHOWN = 8
"""So many rows of a kind are shown; --json and --html have all."""


def show_stats(screen: Screen, found: Mapping[str, Any], title: str, *, ascii_only: bool) -> None:
    """Write statistics, as they come from `stats`."""
    block = "#" if ascii_only else "█"
    screen.line((title, "bold"))
    _show_counts(screen, found)
    _show_expected(screen, found["expected"])
    if not found["responses"]["all"]:
        return
    _show_retention(screen, found)
    _show_days(screen, "Responses in the last 30 days", found["activity"], "responses", block)
    _show_days(screen, "Due in the next 30 days", found["forecast"], "due", block)
    for name in FILTERS:
        _show_accuracy(screen, name, by_name(found, name), block)
    _show_hardest(screen, found["hardest"])


def percent(rate: float | None) -> str:
    """Write a rate in per cent.

    >>> percent(0.905), percent(None)
    ('90 %', '–')
    """
    return "–" if rate is None else f"{100 * rate:.0f} %"


def _show_counts(screen: Screen, found: Mapping[str, Any]) -> None:
    items, given = found["items"], found["responses"]
    counts = [f"{items['learnt']} of {items['all']} items learnt", f"{items['due']} due today"]
    counts += [f"{items['new']} new"] if items["new"] else []
    counts += [f"{items['away']} put away"] if items["away"] else []
    screen.line((", ".join(counts) + ".", ""))
    if given["all"]:
        days = f"{given['days']} day{'' if given['days'] == 1 else 's'}"
        streak = f", {given['streak']} in a row" if given["streak"] > 1 else ""
        noun = "response" if given["all"] == 1 else "responses"
        told = f"{given['all']} {noun} on {days}{streak}; {percent(given['rate'])} right."
        screen.line((told, ""))
    else:
        screen.line(("No responses yet.", ""))


def _show_expected(screen: Screen, found: Mapping[str, Any]) -> None:
    if found["rate"] is None:
        return
    told = f"{found['points']:g} of {found['of']:g} points, {percent(found['rate'])}"
    unseen = f"; {found['never_studied']} never studied" if found["never_studied"] else ""
    screen.line(("Expected score today: ", ""), (told, "bold"), (unseen + ".", ""))


def _show_retention(screen: Screen, found: Mapping[str, Any]) -> None:
    screen.gap()
    screen.line(("Known after a day or more (90 % is aimed at)", "bold"))
    for row in found["retention"]:
        when = f"last {row['days']} days" if row["days"] else "ever"
        told = f"{percent(row['rate']):>5}  of {row['reviews']}"
        screen.line((f"{when:13}{told}", ""), indent=2)


def _show_days(
    screen: Screen, title: str, rows: Sequence[Mapping[str, Any]], name: str, block: str
) -> None:
    """Write a chart of one column for each day, and the same in words."""
    numbers = [row[name] for row in rows]
    most = max(numbers)
    screen.gap()
    screen.line((title, "bold"))
    if most == 0:
        screen.line(("none", ""), indent=2)
        return
    lead = len(str(most))
    for level in range(HEIGHT, 0, -1):
        bars = "".join(block if n * HEIGHT > most * (level - 1) else " " for n in numbers)
        mark = str(most) if level == HEIGHT else ""
        screen.fixed(f"  {mark:>{lead}} {bars}")
    screen.fixed(f"  {0:>{lead}} {rows[0]['day'][5:]}{rows[-1]['day'][5:]:>{len(rows) - 5}}")
    peak = next(row["day"] for row in rows if row[name] == most)
    week = sum(numbers[:7] if name == "due" else numbers[-7:])
    near = numbers[0] if name == "due" else numbers[-1]
    screen.line((f"today {near}, 7 days {week}, 30 days {sum(numbers)}; most on {peak}", ""),
                indent=2)  # fmt: skip


def _show_accuracy(
    screen: Screen, name: str, rows: Sequence[Mapping[str, Any]], block: str
) -> None:
    """Write a bar for each of the weakest, where there is something to compare."""
    if len(rows) < 2:
        return
    screen.gap()
    screen.line((f"Right by {name}", "bold"), (", the weakest first", ""))
    shown = rows[:SHOWN]
    width = min(max(len(row["name"]) for row in shown), 24)
    for row in shown:
        label = row["name"] if len(row["name"]) <= width else f"{row['name'][: width - 2]}.."
        bar = block * round(BAR * row["rate"])
        room = f"{bar:{BAR}} " if screen.width >= width + BAR + 18 else ""
        screen.fixed(f"  {label:{width}} {room}{percent(row['rate']):>5} of {row['responses']}")
    if len(rows) > SHOWN:
        screen.line((f"and {len(rows) - SHOWN} more", "dim"), indent=2)


def _show_hardest(screen: Screen, rows: Sequence[Mapping[str, Any]]) -> None:
    if not rows:
        return
    screen.gap()
    screen.line(("Hardest items", "bold"))
    for row in rows[:HARDEST]:
        screen.listed("-", (f"{row['prompt']} ", ""), ("; ".join(row["answers"]), "bold"))
        told = f"missed {row['missed']} of {row['responses']} times, {row['item']}"
        screen.line((told, "dim"), indent=4)

"""Write a project of any size for benchmarks: the same bytes for the same numbers.

    python tests/benchmarks/make_project.py DIR --items 10000 --passages 2500

An item is about twelve lines and 450 bytes of YAML. Items ask by turns for another thing of
their passage (day, amount, city, span of years), and every eighth is asked by a fact; the
countries and treaties are invented, so that no two passages speak of the same.
"""

import argparse
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

STARTS = "Bal Cor Dra Fel Gar Hes Ilm Jas Kel Lor Mar Nor Orv Pel Ros Sil Tar Ulm Ven Wes".split()
MIDDLES = (
    "a an ba da do e en er go i il ka li lo ma mi na o ra re ri ro sa so ta te u va vo".split()
)
ENDS = "bria dan dor gard heim land len mark mont mor nia ra rath ria stan tal tia via vik".split()
CITIES = "burg bridge castle field ford gate haven mouth port stead ton ville".split()
WORKS = [
    "the repair of old canals",
    "new schools along the border",
    "a railway through the mountains",
    "the care of wounded soldiers",
    "dams against the spring floods",
    "clean water for the villages",
    "a common fishing fleet",
]
WORDS = {8: "eight", 9: "nine", 10: "ten", 11: "eleven", 12: "twelve", 15: "fifteen", 20: "twenty"}
PROJECT = """\
format: 1
project: benchmark-project-0a1b2c
title: Benchmark
language: en
licence: CC-BY-4.0
"""
SOURCE = """\
source: chronicle
title: A chronicle of invented treaties
author: studydeck contributors
issued: 2026
rights: own
passages:
"""
DECK = """\
deck: all
title: Benchmark, complete
select: {{banks: [{banks}]}}
anki: {{present: {{default: reveal}}}}
"""


class Treaty(NamedTuple):
    """What one passage states."""

    name: str
    parties: tuple[str, str]
    city: str
    day: date
    millions: int
    work: str
    years: int


def treaty(n: int) -> Treaty:
    """Invent the n-th treaty; names do not repeat below ten thousand."""
    years = tuple(WORDS)
    return Treaty(
        name=_name(n),
        parties=(_name(n * 7 + 10_007), _name(n * 7 + 10_010)),
        city=_name(n * 3 + 5_003) + CITIES[n % len(CITIES)],
        day=date(1850, 1, 1) + timedelta(days=n * 8_861 % 50_000),
        millions=110 + n * 37 % 880,
        work=WORKS[n % len(WORKS)],
        years=years[n % len(years)],
    )


def _name(n: int) -> str:
    n, end = divmod(n, len(ENDS))
    n, middle = divmod(n + end, len(MIDDLES))
    return STARTS[(n + middle) % len(STARTS)] + MIDDLES[middle] + ENDS[end]


def passage(n: int) -> str:
    """Write one passage of three sentences."""
    made = treaty(n)
    return f"""\
- id: c{n}
  text: >-
    {made.parties[0]} and {made.parties[1]} signed the {made.name} Treaty in the city of
    {made.city} on {_plain(made.day)}. The {made.name} Treaty gave {made.millions} million
    dollars to {made.work}. It stayed in force for {WORDS[made.years]} years.
"""


def item(n: int, passages: int) -> str:
    """Write one item; items that share a passage ask for different things of it."""
    at = n % passages
    made = treaty(at)
    if n % 8 == 7:
        return _fact(n, passages, made)
    prompt, answer, wrong = _asks(made)[(n // passages + n) % 4]
    return f"""\
- id: q{n:06}
  prompt: >-
    {prompt}
  answer: {answer}
  distractors: [{", ".join(wrong)}]
  explanation: >-
    {made.parties[0]} and {made.parties[1]} signed the treaty in {made.city}, and in it they
    set money aside for {made.work}; it was to hold for {made.years} years.
  hint: Think of {made.work}.
  tags: [treaties, {made.work.split()[-1]}]
  importance: {1 + n % 3}
  cite: c{at}
"""


def _fact(n: int, passages: int, made: Treaty) -> str:
    turn, at = divmod(n, passages)
    asked = ("On which day", "On what date")[turn // 2 % 2]
    parties = made.parties if turn % 2 else made.parties[::-1]
    days = [str(made.day + timedelta(days=by)) for by in (-365, 61, 1000)]
    return f"""\
- id: q{n:06}
  event:
    what: {made.name} Treaty
    date: {made.day}
    parties: [{", ".join(made.parties)}]
  tags: [treaties, {made.work.split()[-1]}]
  importance: {1 + n % 3}
  cite: c{at}
  ask:
    date:
      prompt: {asked} was the {made.name} Treaty signed by {" and ".join(parties)}?
      distractors: [{", ".join(days)}]
"""


def _asks(made: Treaty) -> list[tuple[str, str, list[str]]]:
    one, two = made.parties
    days = [str(made.day + timedelta(days=by)) for by in (-400, 33, 800)]
    cities = [made.city[:3] + end for end in ("oldhouse", "newmarket", "underhill")]
    return [
        (
            f"On which day did {one} and {two} sign the {made.name} Treaty?",
            str(made.day),
            days,
        ),
        (
            f"How much money did the {made.name} Treaty give to {made.work}?",
            f"{made.millions} million dollars",
            [f"{made.millions + by} million dollars" for by in (-75, 130, 260)],
        ),
        (f"In which city was the {made.name} Treaty signed?", made.city, cities),
        (
            f"For how many years did the {made.name} Treaty of {one} stay in force?",
            f"{made.years} years",
            [f"{made.years + by} years" for by in (-3, 4, 17)],
        ),
    ]


def _plain(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def write_project(root: Path, items: int, passages: int = 0, banks: int = 1) -> Path:
    """Write a project below `root` and return `root`; a passage serves four items by default."""
    passages = passages or max(1, items // 4)
    sources, decks = root / "questions/sources", root / "decks"
    for folder in (sources, decks):
        folder.mkdir(parents=True, exist_ok=True)
    texts = {
        root / "questions/project.yaml": PROJECT,
        sources / "chronicle.yaml": SOURCE + "".join(passage(n) for n in range(passages)),
    }
    names = [f"treaties-{number}" for number in range(1, banks + 1)]
    for place, name in enumerate(names):
        entries = "".join(item(n, passages) for n in range(place, items, banks))
        head = f"bank: {name}\ntitle: Treaties {place + 1}\nsource: chronicle\nitems:\n"
        texts[root / f"questions/{name}.yaml"] = head + entries
    texts[decks / "all.yaml"] = DECK.format(banks=", ".join(names))
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return root


def write_texts(
    root: Path, items: int, megabytes: float, broken: int = 0, files: int = 200
) -> list[tuple[str, str]]:
    """Write a project of full texts whose items quote them; gives source and quote of each.

    Of a hundred quotes so many are `broken`: a word of them is another.
    """
    sources = root / "questions/sources"
    sources.mkdir(parents=True, exist_ok=True)
    (root / "questions/project.yaml").write_text(PROJECT, "utf-8")
    passages = max(1, items // 4)
    paragraphs: list[list[str]] = [[] for _ in range(files)]
    for n in range(passages):
        paragraphs[n % files].append(_paragraph(n))
    for number, lines in enumerate(paragraphs):
        size, more = sum(map(len, lines)), 0
        while size < megabytes * 1e6 / files:
            lines.append(_paragraph(20_000 + number * 1000 + more).replace("Treaty", "Accord"))
            size, more = size + len(lines[-1]), more + 1
        record = f"source: s{number}\ntitle: Text {number}\nrights: own\ntext: s{number}.txt\n"
        (sources / f"s{number}.yaml").write_text(record, "utf-8")
        (sources / f"s{number}.txt").write_text("\n".join(lines) + "\n", "utf-8")
    quotes, entries = [], ["bank: texts\ntitle: Texts\nitems:\n"]
    for n in range(items):
        at = n % passages
        source, quote = f"s{at % files}", _paragraph(at)
        if n % 100 < broken:
            quote = quote.replace(" in force", " in power")
        quotes.append((source, quote))
        cite = f'  cite: {{at: {source}, quote: "{quote}"}}\n'
        entries.append(item(n, passages).replace(f"  cite: c{at}\n", cite))
    (root / "questions/texts.yaml").write_text("".join(entries), "utf-8")
    return quotes


def _paragraph(n: int) -> str:
    return " ".join(passage(n).partition("text: >-")[2].split())


def main() -> None:
    """Read the command line and write the project."""
    parser = argparse.ArgumentParser(description="write a project of any size for benchmarks")
    parser.add_argument("root", type=Path)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--passages", type=int, default=0, help="default: one for four items")
    parser.add_argument("--banks", type=int, default=1)
    told = parser.parse_args()
    write_project(told.root, told.items, told.passages, told.banks)


if __name__ == "__main__":
    main()

"""Write a package of many notes, and the same notes with genanki alone: time, memory, size.

    python tests/benchmarks/package.py --notes 100000

Each round starts a process of its own for each of the two. Both get the same notes, with the
fields of studydeck, and write a file that Anki imports; genanki's is not compressed. With
`--import`, real Anki takes both.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from make_project import treaty
from run import _peak

from studydeck.deck import Deck, Note, make_note
from studydeck.fields import FIELDS
from studydeck.model import Settings

NAMESPACE = "benchmark-project-0a1b2c"
NOW = 1_795_000_000


def notes(count: int) -> Iterator[Note]:
    """Make notes as an item with a passage, an explanation and a hint becomes one."""
    for n in range(count):
        made = treaty(n)
        first, second = made.parties
        signed = f"{first} and {second} signed the {made.name} Treaty in the city of {made.city}"
        fields = {
            "Prompt": f"On which day did {first} and {second} sign the {made.name} Treaty?",
            "Typed": str(made.day),
            "Hint": f"Think of {made.work}.",
            "Answer": str(made.day),
            "Explanation": f"{signed}, and in it they set money aside for {made.work}.",
            "Passages": f"<figure><blockquote>{signed} on <mark>{made.day}</mark>. It gave"
            f" {made.millions} million dollars to {made.work}, and stayed in force for"
            f" {made.years} years.</blockquote><figcaption>studydeck contributors, “A chronicle"
            f" of invented treaties”, 2026, c{n}</figcaption></figure>",
            "Topic": "Treaties",
            "Kind": "date",
            "Id": f"treaties/q{n:06}",
            "Language": "en",
            "Licence": "studydeck contributors · CC-BY-4.0",
        }
        id, tags = f"q{n:06}", ("bank::treaties", "source::chronicle", "treaties")
        yield make_note(
            NAMESPACE,
            ("treaties", id),
            f"treaties/{id}",
            "Benchmark::Treaties",
            fields,
            tags=tags,
            position=n + 1,
        )


def ours(made: tuple[Note, ...], path: Path) -> None:
    """Write the package as `studydeck build` does."""
    from studydeck.emit.anki import package

    homes = {"": "Benchmark"}
    deck = Deck("all", "Benchmark", "A benchmark.", Settings(namespace=NAMESPACE), made, homes)
    path.write_bytes(package(deck, {note.guid: NOW for note in made}))


def genanki_alone(made: tuple[Note, ...], path: Path) -> None:
    """Write it as a script of one page would, with genanki's own checks."""
    import genanki

    names = [{"name": name} for name in FIELDS]
    faces = [{"name": "Card", "qfmt": "{{Prompt}}", "afmt": "{{FrontSide}}{{Answer}}"}]
    model = genanki.Model(1607392319, "Benchmark", fields=names, templates=faces)
    deck = genanki.Deck(2059400110, "Benchmark")
    for note in made:
        fields, tags = list(note.fields.values()), list(note.tags)
        deck.add_note(genanki.Note(model=model, fields=fields, tags=tags, guid=note.guid))
    genanki.Package(deck).write_to_file(path)


WRITERS = {"raw genanki": genanki_alone, "studydeck": ours}


def child(writer: str, count: int, path: Path) -> None:
    """Write one package, and print what it took as JSON; making the notes is not counted."""
    made = tuple(notes(count))
    start = time.perf_counter()
    WRITERS[writer](made, path)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "peak": _peak(), "size": path.stat().st_size / 1e6}))


def take(path: Path) -> str:
    """Import a package into real Anki, and say what it thinks of it."""
    from anki.collection import Collection, ImportAnkiPackageRequest

    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(f"{folder}/c.anki2")
        start = time.perf_counter()
        request = ImportAnkiPackageRequest(package_path=str(path))
        log = collection.import_anki_package(request).log
        seconds = time.perf_counter() - start
        told = f"{len(log.new)} new, {len(log.conflicting)} in conflict, {seconds:.1f} s"
        collection.close()
    return told


def main() -> None:
    """Read the command line, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--notes", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--import", dest="take", action="store_true")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.child:
        child(told.child[0], told.notes, Path(told.child[1]))
        return
    seen: dict[str, list[dict[str, float]]] = {writer: [] for writer in WRITERS}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(told.rounds):
            for writer, results in seen.items():
                path = str(Path(folder, f"{writer}.apkg"))
                command = [sys.executable, __file__, "--notes", str(told.notes), "--child"]
                done = subprocess.run(
                    [*command, writer, path], check=True, capture_output=True, text=True
                )
                results.append(json.loads(done.stdout))
        print(f"{told.notes} notes, middle of {told.rounds} rounds")
        base: dict[str, float] = {}
        for writer, results in seen.items():
            now = {name: statistics.median(one[name] for one in results) for name in results[0]}
            base = base or now
            ratios = ", ".join(f"{name} x {now[name] / base[name]:.2f}" for name in now)
            print(
                f"  {writer:12} {now['seconds']:6.2f} s {now['peak']:5.0f} MiB"
                f" {now['size']:6.1f} MB   {ratios}"
            )
            if told.take:
                print(f"    Anki: {take(Path(folder, f'{writer}.apkg'))}")


if __name__ == "__main__":
    main()

"""Print studydeck's times beside those of what it is built on, measured in one run.

    python tests/benchmarks/run.py [--items 10000] [--rounds 3] [load] [check] [build] [start]

Each job runs in a process of its own, in turn with its rival, so that a busy machine slows
both; the middle of the rounds is shown. `peak` is the most memory the process ever had.
"""

import argparse
import gc
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from make_project import write_project

TYPER = "import typer\napp = typer.Typer()\n@app.command()\ndef main(): ...\napp()"
STARTS = 15
NOW = 1_767_225_600


# Jobs: each runs in a child, does its imports and preparations, and gives the timed part


def yaml_job(root: Path) -> Callable[[], object]:
    """PyYAML with libyaml, over the same files, without places or checks."""
    import yaml

    def read() -> object:
        paths = sorted(root.rglob("*.yaml"))
        return [yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader) for path in paths]

    return read


def yaml_without_gc_job(root: Path) -> Callable[[], object]:
    """The same with the garbage collector off, as studydeck reads."""
    gc.disable()
    return yaml_job(root)


def load_job(root: Path) -> Callable[[], object]:
    """studydeck's first stage: the files to a project with the place of every word."""
    from studydeck.load import load

    return lambda: load(root)


def check_job(root: Path) -> Callable[[], object]:
    """studydeck's second stage: every item against its passages."""
    from studydeck.check import check
    from studydeck.load import load

    project, _ = load(root)
    return lambda: check(project)


def package_job(root: Path) -> Callable[[], object]:
    """studydeck's Anki package, from a compiled deck to bytes."""
    from studydeck.deck import compile_deck
    from studydeck.emit.anki import package
    from studydeck.lock import Lock, stamp

    deck, _ = compile_deck(_checked(root), "all")
    return lambda: package(deck, stamp(deck, Lock(), NOW))


def build_job(root: Path) -> Callable[[], object]:
    """The same from a checked project, so with the making of every field."""
    from studydeck.deck import compile_deck
    from studydeck.emit.anki import package
    from studydeck.lock import Lock, stamp

    checked = _checked(root)

    def build() -> bytes:
        deck, _ = compile_deck(checked, "all")
        return package(deck, stamp(deck, Lock(), NOW))

    return build


def genanki_job(root: Path) -> Callable[[], object]:
    """Raw genanki, which writes notes with the same fields and tags to a file."""
    import genanki

    from studydeck.deck import compile_deck

    deck, _ = compile_deck(_checked(root), "all")
    names = [{"name": name} for name in deck.notes[0].fields]
    faces = [{"name": "Card", "qfmt": "{{Prompt}}", "afmt": "{{FrontSide}}{{Answer}}"}]

    def write() -> None:
        model = genanki.Model(1607392319, "Benchmark", fields=names, templates=faces)
        made = genanki.Deck(2059400110, "Benchmark")
        for note in deck.notes:
            fields, tags = list(note.fields.values()), list(note.tags)
            made.add_note(genanki.Note(model=model, fields=fields, tags=tags, guid=note.guid))
        genanki.Package(made).write_to_file(root / "genanki.apkg")

    return write


def _checked(root: Path):
    from studydeck.check import check
    from studydeck.load import load

    return check(load(root)[0])[0]


JOBS = {
    "PyYAML CSafeLoader": yaml_job,
    "PyYAML CSafeLoader, gc off": yaml_without_gc_job,
    "studydeck load": load_job,
    "studydeck check": check_job,
    "studydeck package": package_job,
    "studydeck compile and package": build_job,
    "raw genanki": genanki_job,
}


def child(job: str, root: Path) -> None:
    """Run one job and print its seconds and peak memory as JSON."""
    work = JOBS[job](root)
    start = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "peak": _peak(), "done": result is not Ellipsis}))


def _peak() -> float:
    """Give the peak memory of this process in MiB; the status file counts from its start."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


# The parent: starts children in turn and prints a table


def measure(jobs: list[tuple[str, Path]], rounds: int) -> list[tuple[float, float]]:
    """Run jobs in turn, `rounds` times; give the middle time and the peak of each."""
    seen = [[] for _ in jobs]
    for _ in range(rounds):
        for results, (job, root) in zip(seen, jobs, strict=True):
            command = [sys.executable, __file__, "--child", job, str(root)]
            output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            results.append(json.loads(output))
    return [
        (statistics.median(r["seconds"] for r in results), max(r["peak"] for r in results))
        for results in seen
    ]


def table(title: str, rows: list[tuple[str, float, float, str]]) -> None:
    """Print one comparison; the ratio is to the first row."""
    print(f"\n{title}")
    base = rows[0][1]
    for name, seconds, peak, more in rows:
        memory = f"{peak:6.0f} MiB" if peak else " " * 10
        print(f"  {name:32} {seconds * 1000:9.1f} ms  {memory}  x {seconds / base:5.2f}  {more}")


def load_table(folder: Path, items: int, rounds: int) -> None:
    """Compare reading with PyYAML's fastest loader."""
    root = write_project(folder / "load", items)
    size = sum(path.stat().st_size for path in root.rglob("*.yaml")) / 1e6
    names = ["PyYAML CSafeLoader", "PyYAML CSafeLoader, gc off", "studydeck load"]
    found = measure([(name, root) for name in names], rounds)
    rows = [
        (name, seconds, peak, f"{size / seconds:5.1f} MB/s")
        for name, (seconds, peak) in zip(names, found, strict=True)
    ]
    table(f"read {items} items in one bank, {size:.1f} MB with their source", rows)


def check_table(folder: Path, items: int, rounds: int) -> None:
    """Show that checking takes twice as long for twice as many items, and no longer."""
    sizes = [items, 2 * items]
    jobs = [("studydeck check", write_project(folder / f"check{n}", n)) for n in sizes]
    rows = [
        (f"studydeck check, {n} items", seconds, peak, f"{n / seconds:7.0f} items/s")
        for n, (seconds, peak) in zip(sizes, measure(jobs, rounds), strict=True)
    ]
    table("check; 2.00 would be exactly linear", rows)


def build_table(folder: Path, items: int, rounds: int) -> None:
    """Compare an Anki package with what genanki alone takes for the same notes."""
    root = write_project(folder / "build", items)
    names = ["raw genanki", "studydeck package", "studydeck compile and package"]
    found = measure([(name, root) for name in names], rounds)
    rows = [(name, *numbers, "") for name, numbers in zip(names, found, strict=True)]
    table(f"write {items} notes", rows)


def start_table(folder: Path, items: int, rounds: int) -> None:
    """Compare the start of the program with a command that does nothing."""
    commands = {
        "typer, a command that does nothing": [sys.executable, "-c", TYPER],
        "studydeck --version": [sys.executable, "-m", "studydeck", "--version"],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(STARTS + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, cwd=folder)
            if turn:
                times[name].append(time.perf_counter() - start)
    rows = [(name, statistics.median(seen), 0.0, "") for name, seen in times.items()]
    table(f"start, middle of {STARTS}", rows)


TABLES = {"load": load_table, "check": check_table, "build": build_table, "start": start_table}


def main() -> None:
    """Read the command line; without names every table is made."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tables", nargs="*", help=f"of {', '.join(TABLES)}; default: all")
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.child:
        child(told.child[0], Path(told.child[1]))
        return
    print(f"Python {sys.version.split()[0]} on {sys.platform}, {told.rounds} rounds")
    with tempfile.TemporaryDirectory() as folder:
        for name in told.tables or TABLES:
            TABLES[name](Path(folder), told.items, told.rounds)


if __name__ == "__main__":
    main()

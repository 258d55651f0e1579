"""Print what the quiz costs: its start, a response that is on the disk, and a long memory.

    python tests/benchmarks/quiz.py [--rounds 7] [--reviews 100000]

The first prompt is held against a typer command that does nothing, in turn with it, and the
memory against fsrs alone, so that a busy machine slows both; the middle of the rounds is shown.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

TYPER = "import typer\napp = typer.Typer()\n@app.command()\ndef main(): ...\napp()"
START = datetime(2020, 1, 1, tzinfo=UTC)
STAGES = """
import sys, time
begun = time.perf_counter()
from pathlib import Path
from studydeck.load import load
from studydeck.check import check
from studydeck.load.root import builtin_root
project, _ = load(builtin_root())
checked, _ = check(project)
ready = time.perf_counter()
import io
sys.argv = ["studydeck", "quiz"]
from studydeck.cli import quiz
from studydeck.cli.learner import clock, new_name
from studydeck.quiz.play import at_terminal
told = quiz.Options(db=Path(sys.argv[0] + ".none") if False else Path(__import__("tempfile").mkdtemp()) / "log.sqlite")
game = quiz._game(checked, told.whole_wish, told)
def read(prompt):
    print(ready - begun, time.perf_counter() - ready, file=sys.stderr)
    raise EOFError
at_terminal(game, read)
"""


def first_prompt(rounds: int) -> None:
    """Measure until the first prompt stands, beside a typer command that does nothing."""
    import pexpect

    prompts, nothings = [], []
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"STUDYDECK_DB": f"{folder}/log.sqlite"}
        for _ in range(rounds):
            began = time.perf_counter()
            subprocess.run([sys.executable, "-c", TYPER], check=True, capture_output=True)
            nothings.append(time.perf_counter() - began)
            began = time.perf_counter()
            command = [sys.executable, ["-m", "studydeck", "quiz", "--restart"]]
            child = pexpect.spawn(*command, cwd=folder, env=environment, timeout=60)
            child.expect("\n> ")
            prompts.append(time.perf_counter() - began)
            child.close(force=True)
    prompt, nothing = statistics.median(prompts), statistics.median(nothings)
    print(f"first prompt {prompt:.3f} s, typer that does nothing {nothing:.3f} s,", end=" ")
    print(f"ratio {prompt / nothing:.1f}")


def stages(rounds: int) -> None:
    """Split the start into load and check, and what the quiz adds to them."""
    both = []
    for _ in range(rounds):
        done = subprocess.run(
            [sys.executable, "-c", STAGES], capture_output=True, text=True, check=False
        )
        both.append(tuple(map(float, done.stderr.split()[-2:])))
    before, quiz = (statistics.median(column) for column in zip(*both, strict=True))
    print(f"load and check {before:.3f} s, and the quiz up to its first prompt {quiz:.3f} s")


def durable(rounds: int) -> None:
    """Measure one response, from Enter to the disk."""
    from studydeck.quiz.store import Event, Log

    data = {"typed": "16 July 2001", "mark": "correct", "score": 1.0, "response": "16 July 2001"}
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder, Log(Path(folder) / "a") as log:
        times = []
        for n in range(rounds * 30):
            began = time.perf_counter()
            log.append(Event("s", n, START.isoformat(), "response", "b/i", "n/b/i", data))
            times.append(time.perf_counter() - began)
    times.sort()
    middle, worst = statistics.median(times), times[int(len(times) * 0.99)]
    print(f"a response on the disk {1000 * middle:.1f} ms, 99 of 100 within {1000 * worst:.1f} ms")


def replay(reviews: int) -> None:
    """Measure the memory of many reviews, from the file to what is due."""
    from studydeck.model import Project
    from studydeck.quiz.begin import diary_of
    from studydeck.quiz.store import Log

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.sqlite"
        with Log(path) as log:
            log._db.execute("BEGIN")
            log._db.executemany(
                "INSERT INTO event (session, n, at, type, item, identity, data)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                rows(reviews),
            )
            log._db.execute("COMMIT")
        began, busy = time.perf_counter(), time.process_time()
        with Log(path) as log:
            diary = diary_of(Project(Path()), log, "2100-01-01T00:00:00+00:00", UTC)
        done, used = time.perf_counter() - began, time.process_time() - busy
    print(f"{reviews} reviews of {len(diary.traces)} items: {done:.2f} s ({used:.2f} s of work),")
    alone = fsrs_alone(reviews)
    print(
        f"  of which fsrs needs {alone:.2f} s for as many reviews in memory: ratio {used / alone:.1f}"
    )


def fsrs_alone(reviews: int) -> float:
    """Measure what the library does at least: the same ratings, with no log to read."""
    from fsrs import Card, Rating, Scheduler

    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    cards = {number: Card(card_id=number, due=START) for number in range(2000)}
    busy = time.process_time()
    for number in range(reviews):
        key, rating = number * 7 % 2000, Rating.Good if number % 8 else Rating.Again
        at = START + timedelta(minutes=number * 25)
        cards[key], _ = scheduler.review_card(cards[key], rating, at)
    return time.process_time() - busy


def rows(reviews: int):
    """Give sessions of fifty responses over two thousand items, one in eight missed."""
    for number in range(reviews):
        session, n = divmod(number, 50)
        at = (START + timedelta(minutes=number * 25)).isoformat(timespec="milliseconds")
        key = f"bank/item-{number * 7 % 2000}"
        if n == 0:
            yield f"{session:016x}", 0, at, "start", "", "", '{"mode": "study", "counts": true}'
        right = number % 8 > 0
        data = {"typed": "16 July 2001", "mark": "correct" if right else "wrong",
                "score": float(right), "response": "16 July 2001", "spelling": False, "hints": 0,
                "tries": 0, "seconds": 4.2, "own": False, "late": False}  # fmt: skip
        yield f"{session:016x}", n + 1, at, "response", key, f"ns/{key}", json.dumps(data)


def main() -> None:
    """Run every measurement."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--reviews", type=int, default=100_000)
    told = parser.parse_args()
    first_prompt(told.rounds)
    stages(told.rounds)
    durable(told.rounds)
    replay(told.reviews)


if __name__ == "__main__":
    main()

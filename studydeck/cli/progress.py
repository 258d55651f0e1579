"""Signs of life on the error stream, for work that takes over a second at a terminal."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

SECONDS = 1.0


@contextmanager
def waiting(what: str, total: int | None = None) -> Iterator[Callable[[], None]]:
    """Show what is done once it has taken a second; give a function that counts a step.

    Nothing is shown, and rich not imported, for shorter work or without a terminal.
    """
    if sys.stderr is None or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda: None
        return
    bar = _Bar(what, total)
    timer = Timer(SECONDS, bar.show)
    timer.daemon = True
    timer.start()
    try:
        yield bar.step
    finally:
        timer.cancel()
        timer.join()
        bar.stop()


class _Bar:
    """A line that shows how far the work is, from when it is shown until it is stopped."""

    def __init__(self, what: str, total: int | None) -> None:
        self.what, self.total, self.done = what, total, 0
        self.stop: Callable[[], None] = lambda: None
        self.redraw: Callable[[], None] = lambda: None

    def show(self) -> None:
        """Draw the line; a timer calls this."""
        from rich.console import Console  # noqa: PLC0415  (slow to import)
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn  # noqa: PLC0415

        columns = [SpinnerColumn("line"), TextColumn("{task.description}", markup=False)]
        columns += [BarColumn(30)] if self.total else []
        progress = Progress(*columns, console=Console(stderr=True), transient=True)
        task = progress.add_task(self.what, total=self.total, completed=self.done)
        self.redraw = lambda: progress.update(task, completed=self.done)
        self.stop = progress.stop
        progress.start()

    def step(self) -> None:
        """Count one step."""
        self.done += 1
        self.redraw()

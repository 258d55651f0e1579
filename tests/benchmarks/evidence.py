"""Time whole checks of quotes in long texts: cold, unchanged, and beside another validator.

    python tests/benchmarks/evidence.py [--items 10000] [--megabytes 10] [--broken 5] [--lrv PYTHON]

`--lrv` names the Python of an environment with linkml-reference-validator, which looks up the
same quotes in the same texts (it judges no answers). Every run is a process of its own; the
first one of each pair warms the disk.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from make_project import write_texts

LRV = """
import json, sys
from pathlib import Path
from linkml_reference_validator.models import ReferenceValidationConfig
from linkml_reference_validator.validation.supporting_text_validator import SupportingTextValidator
root = Path(sys.argv[1])
config = ReferenceValidationConfig(reference_base_dir=root, cache_dir=root / "cache")
validator = SupportingTextValidator(config)
good = sum(validator.validate(q, f"file:{s}").is_valid for s, q in json.loads(sys.stdin.read()))
print(good)
"""


def timed(command: list[str], cache: Path, text: str = "") -> tuple[float, float, str]:
    """Run a process; gives seconds, its peak memory in MiB, and the last line that it said."""
    wrapped = [
        sys.executable, "-c",
        "import resource, subprocess, sys; "
        "done = subprocess.run(sys.argv[1:], stdin=sys.stdin, capture_output=True, text=True); "
        "print((done.stderr + done.stdout).strip().splitlines()[-1]); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)",
        *command,
    ]  # fmt: skip
    start = time.perf_counter()
    done = subprocess.run(wrapped, input=text, capture_output=True, text=True, check=True,
                          env={**os.environ, "XDG_CACHE_HOME": str(cache)})  # fmt: skip
    said, peak = done.stdout.strip().splitlines()[-2:]
    return time.perf_counter() - start, float(peak), said


def rows(folder: Path, items: int, megabytes: float, broken: int, lrv: str) -> None:
    """Print what each takes for so many quotes."""
    root, cache = folder / f"texts{items}", folder / f"cache{items}"
    quotes = write_texts(root, items, megabytes, broken)
    check = [sys.executable, "-m", "studydeck", "check", "--project", str(root)]
    told = {"studydeck check, cold": timed(check, cache), "unchanged since": timed(check, cache)}
    if lrv:
        text = json.dumps([(f"{source}.txt", quote) for source, quote in quotes])
        sources = root / "questions" / "sources"
        told["linkml-reference-validator"] = timed([lrv, "-c", LRV, str(sources)], cache, text)
    print(f"\n{items} items with quotes in {megabytes:g} MB, {broken} in 100 broken")
    base = told["studydeck check, cold"][0]
    for name, (seconds, peak, said) in told.items():
        print(f"  {name:28} {seconds:7.2f} s {peak:6.0f} MiB  x {seconds / base:6.2f}  {said}")


def main() -> None:
    """Read the command line; a tenth, a half and all of the items are run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--megabytes", type=float, default=10)
    parser.add_argument("--broken", type=int, default=0, help="broken quotes in a hundred")
    parser.add_argument("--lrv", default="", help="a Python with linkml-reference-validator")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for items in (told.items // 10, told.items // 2, told.items):
            rows(Path(folder), items, told.megabytes, told.broken, told.lrv)


if __name__ == "__main__":
    main()

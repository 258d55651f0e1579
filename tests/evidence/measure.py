"""Measure the engine: claims on the originals, each cited by paragraph and by quote.

    STUDYDECK_ORIGINALS=FOLDER python tests/evidence/measure.py [--wrong | --markdown] [KIND…]

The originals belong to their publishers and are not in this repository; the table of claims
holds questions, answers and places, never a sentence of theirs.
"""

import csv
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from studydeck.check import check
from studydeck.check.answers import HELP
from studydeck.load import load

TABLE = Path(__file__).parent / "claims"
NAMES = Path(__file__).parents[2] / "questions" / "names.yaml"
WAYS = ("paragraph", "quote")
REFUSALS = ("SD303", "SD304", "SD305", "SD306", "SD307")
GENERAL = frozenset(HELP.values())


@dataclass(frozen=True)
class Claim:
    """One row of the table."""

    id: str
    source: str
    line: int
    first: int
    last: int
    kind: str
    truth: bool
    prompt: str
    answer: str


def claims() -> list[Claim]:
    """Read all tables, in order of file and row."""
    found = []
    for path in sorted(TABLE.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                first, _, last = row["words"].partition("-")
                found.append(
                    Claim(
                        f"{path.stem}-{row['id']}".lower().replace("_", "-"), row["source"],
                        int(row["line"]), int(first), int(last), row["kind"],
                        row["truth"] == "true", row["prompt"], row["answer"],
                    )
                )  # fmt: skip
    return found


@dataclass(frozen=True)
class Judged:
    """The finding on a claim, cited one way, and the help of its refusal."""

    verdict: str
    reason: str
    help: str

    @property
    def helped(self) -> bool:
        """Whether the help names an edit that was tried and makes the claim pass."""
        told = self.help and not self.help.startswith("of this the passage says")
        return bool(told) and self.help not in GENERAL


def judge(originals: Path, folder: Path, rows: list[Claim]) -> dict[tuple[str, str], Judged]:
    """Check every claim both ways; what is found is by claim id and way.

    True and false ones are two projects: edits are tried for the first hundreds of refusals.
    """
    return {
        key: one
        for truth in (True, False)
        for key, one in _judge(
            originals, folder / str(truth), [row for row in rows if row.truth is truth]
        ).items()
    }


def _judge(originals: Path, folder: Path, rows: list[Claim]) -> dict[tuple[str, str], Judged]:
    questions = folder / "questions"
    (questions / "sources").mkdir(parents=True)
    (questions / "project.yaml").write_text("format: 1\nproject: claims-0a1b2c\n", "utf-8")
    (questions / "names.yaml").write_bytes(NAMES.read_bytes())
    for source in {row.source for row in rows}:
        text = (originals / f"{source}.txt").read_text("utf-8")
        (questions / "sources" / f"{source}.txt").write_text(text, "utf-8")
        record = {"source": source, "title": source, "rights": "licensed", "text": f"{source}.txt"}
        (questions / "sources" / f"{source}.yaml").write_text(json.dumps(record), "utf-8")
    for way in WAYS:
        bank = {"bank": way, "title": way, "items": [_entry(row, way, originals) for row in rows]}
        (questions / f"{way}.yaml").write_text(json.dumps(bank), "utf-8")
    project, read = load(folder)
    if read:
        raise SystemExit("\n".join(f"{one.item} {one.code} {one.message}" for one in read[:20]))
    checked, found = check(project)
    helps = {one.item: one.help for one in reversed(found) if one.code in REFUSALS}
    return {
        (item.partition("/")[2], item.partition("/")[0]): Judged(
            finding.verdict.value, finding.reason, helps.get(item, "")
        )
        for item, finding in checked.findings.items()
    }


def _entry(row: Claim, way: str, originals: Path) -> dict[str, object]:
    cite: object = f"{row.source}@p{row.line}"
    if way == "quote":
        lines = (originals / f"{row.source}.txt").read_text("utf-8").split("\n")
        words = lines[row.line - 1].split()[row.first - 1 : row.last]
        cite = {"at": cite, "quote": " ".join(words)}
    said, colon, sentence = row.answer.partition(": ")
    if colon and said in {"True", "False"} and row.kind in {"statement", "correction", "negation"}:
        key = "statement" if said == "True" else "correction"
        entry = {"statement": row.prompt, "answer": said.lower(), key: sentence}
    elif "; " in row.answer:
        entry = {"prompt": row.prompt, "answer": row.answer.split("; ")}
    else:
        entry = {"prompt": row.prompt, "answer": row.answer}
    return {"id": row.id, "cite": cite, **entry}


def rates(rows: list[Claim], found: dict[tuple[str, str], Judged]) -> dict[str, float]:
    """Give the share of true claims accepted and of false ones refused, by way."""
    told = {}
    for way in WAYS:
        for truth, name in ((True, "accepted"), (False, "refused")):
            some = [row for row in rows if row.truth is truth]
            good = sum((found[row.id, way].verdict == "supported") is truth for row in some)
            told[f"{name} by {way}"] = good / len(some)
    return told


def helped(rows: list[Claim], found: dict[tuple[str, str], Judged]) -> tuple[int, int]:
    """Count the refusals of true claims, and those whose help names an edit that passes."""
    refused = [found[row.id, way] for row in rows if row.truth for way in WAYS]
    refused = [one for one in refused if one.verdict != "supported"]
    return sum(one.helped for one in refused), len(refused)


def table(rows: list[Claim], found: dict[tuple[str, str], Judged]) -> Iterator[str]:
    """Write the counts by truth and kind, a line each."""
    groups = Counter((row.truth, row.kind) for row in rows)
    for (truth, kind), count in sorted(groups.items(), key=lambda one: (not one[0][0], one[0][1])):
        some = [row for row in rows if (row.truth, row.kind) == (truth, kind)]
        good = [
            sum((found[row.id, way].verdict == "supported") is truth for row in some)
            for way in WAYS
        ]
        name = f"{'true' if truth else 'false'} {kind}"
        yield f"{name:24}{count:5}{good[0]:10}{good[1]:8}"


def matrix(rows: list[Claim], found: dict[tuple[str, str], Judged]) -> str:
    """Write the counts by kind as the table of the README."""
    lines = ["| claims | kind | number | by paragraph | by quote |", "|---|---|--:|--:|--:|"]
    for line in table(rows, found):
        truth, kind, count, *good = line.split()
        lines.append(f"| {truth} | {kind} | {count} | {' | '.join(good)} |")
    for truth, did in ((True, "accepted"), (False, "refused")):
        some = [row for row in rows if row.truth is truth]
        counts = [
            sum((found[row.id, way].verdict == "supported") is truth for row in some)
            for way in WAYS
        ]
        shares = " | ".join(f"**{n} ({100 * n / len(some):.1f} %)**" for n in counts)
        lines.append(f"| **{str(truth).lower()}** | **{did}** | **{len(some)}** | {shares} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the table, and with --wrong each claim that was judged wrongly."""
    only = {word for word in sys.argv[1:] if not word.startswith("-")}
    rows = [row for row in claims() if not only or row.kind in only]
    with tempfile.TemporaryDirectory() as folder:
        found = judge(Path(os.environ["STUDYDECK_ORIGINALS"]), Path(folder), rows)
    if "--markdown" in sys.argv:
        print(matrix(rows, found), end="")
        return
    print(f"{'':24}{'all':>5}{'paragraph':>10}{'quote':>8}")
    print("\n".join(table(rows, found)))
    for name, rate in rates(rows, found).items():
        print(f"{name}: {100 * rate:.1f} %")
    print(
        "refused true claims whose help names an edit that passes: {} of {}".format(
            *helped(rows, found)
        )
    )
    if "--wrong" in sys.argv:
        for row in rows:
            for way in WAYS:
                one = found[row.id, way]
                if (one.verdict == "supported") is not row.truth:
                    print(row.truth, row.kind, way, row.id, one.verdict, "|", row.prompt, "|",
                          row.answer, "|", one.reason, "|", one.help)  # fmt: skip


if __name__ == "__main__":
    main()

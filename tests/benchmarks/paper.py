"""Print a form with its keys through Typst, and the same form through WeasyPrint: time, pages.

    python tests/benchmarks/paper.py [--rounds 3]

Each round starts a process of its own for each of the two, which imports all that it needs.
Both get the same forms, 40 items in 2 versions, and set paper and key of each; WeasyPrint gets
the same words as plain HTML. Then 200 items in 8 versions are set by Typst alone.
WeasyPrint is no dependency: `pip install weasyprint` before.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from html import escape

from studydeck.form import Choice, Form, Part, Question

PARTS = ("paper", "key")


def forms(items: int, versions: int) -> list[Form]:
    """Make forms whose questions have options, an explanation and a passage."""
    made = []
    for version in "ABCDEFGH"[:versions]:
        questions = tuple(question(n, version) for n in range(1, items + 1))
        part = Part("Part I", 1, items, questions)
        made.append(replace(FORM, version=version, parts=(part,), points=items))
    return made


FORM = Form("Benchmark", "deck", "form", "A test of many questions", "A", minutes=60,
            versions=tuple("ABCDEFGH"), header=("Name", "Class", "Date"))  # fmt: skip


def question(n: int, version: str) -> Question:
    """Make the question of one number; versions differ in their letters."""
    texts = [
        f"{1800 + n} in the {word} of the {n}th river" for word in ("city", "port", "valley", "bay")
    ]
    turn = (n + ord(version)) % 4
    choices = tuple(Choice("ABCD"[i], texts[(i + turn) % 4]) for i in range(4))
    right = choices[0]
    return Question(
        n, f"bank/q{n}", "choose", f"In which year and place was treaty number {n} signed and sealed?",
        right.text, choices=choices, letters=right.letter,
        explanation="The two states set money aside for dredging, and kept to it for years.",
        proofs=((f"Treaty {n} was signed in the city after a summer of talks. " * 3, f"Chronicle, p{n}"),),
    )  # fmt: skip


def typst(items: int, versions: int) -> None:
    """Set every paper and key with Typst, side by side as `studydeck print` does."""
    from studydeck.emit.pdf import pdf

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        wanted = [(form, part) for form in forms(items, versions) for part in PARTS]
        for made, _ in pool.map(lambda told: pdf(*told), wanted):
            if made is None:
                raise SystemExit("a paper was refused")


def weasyprint(items: int, versions: int) -> None:
    """Set every paper and key with WeasyPrint."""
    import weasyprint

    for form in forms(items, versions):
        for part in PARTS:
            weasyprint.HTML(string=page(form, part)).write_pdf()


def page(form: Form, part: str) -> str:
    """Write what stands on a paper or key as plain HTML, every question kept whole."""
    shown = "".join(
        f"<li><p>{escape(q.prompt)}</p>{options(q) if part == 'paper' else solution(q)}</li>"
        for q in form.questions
    )
    return f"<html lang=en><title>{form.title}</title><style>{STYLE}</style><h1>{form.title}</h1><ol>{shown}"


def options(q: Question) -> str:
    """Write the options of a question."""
    return "<ol type=A>" + "".join(f"<li>{escape(one.text)}</li>" for one in q.choices) + "</ol>"


def solution(q: Question) -> str:
    """Write the answer with explanation and passage."""
    quoted = "".join(f"<blockquote>{escape(a)}<br>{escape(b)}</blockquote>" for a, b in q.proofs)
    return f"<p><b>{q.letters} {escape(q.answer)}</b></p><p>{escape(q.explanation)}</p>{quoted}"


STYLE = """body > ol > li { break-inside: avoid } @page { size: A4; margin: 2cm; @bottom-center {
content: counter(page) " / " counter(pages) } }"""
JOBS = {"typst": typst, "weasyprint": weasyprint}


def seconds(job: str, items: int, versions: int) -> float:
    """Time one whole process."""
    begun = time.perf_counter()
    told = [sys.executable, __file__, "--job", job, str(items), str(versions)]
    subprocess.run(told, check=True, timeout=600)
    return time.perf_counter() - begun


def main() -> None:
    """Run the jobs in turn and print the middle of the rounds."""
    reader = argparse.ArgumentParser()
    reader.add_argument("--rounds", type=int, default=3)
    reader.add_argument("--job", nargs=3)
    told = reader.parse_args()
    if told.job:
        JOBS[told.job[0]](int(told.job[1]), int(told.job[2]))
        return
    rounds = [{job: seconds(job, 40, 2) for job in JOBS} for _ in range(told.rounds)]
    middle = {job: statistics.median(one[job] for one in rounds) for job in JOBS}
    ratio = middle["weasyprint"] / middle["typst"]
    print(f"40 items, 2 versions with keys: typst {middle['typst']:.2f} s,"
          f" weasyprint {middle['weasyprint']:.2f} s: {ratio:.1f} times as fast")  # fmt: skip
    print(f"200 items, 8 versions with keys: typst {seconds('typst', 200, 8):.2f} s")


if __name__ == "__main__":
    main()

"""Reading is not slower than the YAML library alone, though it gives places and types."""

import time

import yaml

from studydeck.load import load

ENTRY = """\
- id: item-{0}
  prompt: In which year was the {0}. treaty on the waters of the lakes signed by all parties?
  answer: {1}
  cite: p1
  distractors:
  - the year of the survey
  - the year of the second conference
  - the year of the first map
  explanation: >-
    The treaty was signed by all parties in one year, and it came into force in the next; the
    survey of the lakes had been made before, and the map was printed long after.
  tags: [treaties, lakes, core]
"""


def test_reading_a_bank_is_faster_than_the_yaml_library_alone(write):
    """Best of several, so that it holds on a busy machine too."""
    entries = "".join(ENTRY.format(n, 1850 + n % 100) for n in range(4000))
    text = f"bank: paper\ntitle: Paper\nsource: notes\nitems:\n{entries}"
    root = write({"questions/paper.yaml": text})

    def seconds(work) -> float:
        times = []
        for _ in range(3):
            start = time.perf_counter()
            made = work()
            times.append(time.perf_counter() - start)
            del made
        return min(times)

    ours = seconds(lambda: load(root))
    theirs = seconds(lambda: yaml.load(text, Loader=yaml.CSafeLoader))
    assert ours < 0.9 * theirs

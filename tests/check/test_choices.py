"""Item-writing faults are named, and nothing is said of sound items."""

import pytest

ITEM = "- {id: a, prompt: '%s', answer: '%s', cite: p1, distractors: [%s]%s}"

FAULTS = [
    ("How deep is Lake Baikal?", "1,642 metres", "'1,700 metres'", ", kind: choice", "SD213"),
    ("Which lake is it?", "Lake Baikal", "the Caspian Sea, the Aral Sea", "", "SD204"),
    ("Which lake is it?", "Lake Baikal", "Caspian Sea, Aral Sea", "", "SD205"),
    ("What is it?", "Lake Baikal", "never a lake, Aral Sea", "", "SD214"),
    ("How deep is it, and who measured it?", "1,642 metres", "", "", "SD207"),
    ("How deep? And how wide?", "1,642 metres", "", "", "SD207"),
    ("Which of these is it?", "Lake Baikal", "Aral Sea, Black Sea", "", "SD208"),
    ("How deep is Lake Baikal at present?", "1,642 metres", "", "", "SD209"),
]

SOUND = [
    (
        "How deep is Lake Baikal?",
        "1,642 metres",
        "'1,700 metres', '1,800 metres'",
        ", kind: choice",
    ),
    ("Which of these is it?", "Lake Baikal", "Lake Aral, Lake Ladoga", ", kind: choice"),
    ("What is it?", "a lake", "a sea, an ocean", ""),
    ("What is it?", "Lake Baikal", "the Caspian Sea, Aral Sea", ""),
    ("Between which who's who does it stand?", "Lake Baikal", "", ""),
    ("How deep is Lake Baikal at present?", "1,642 metres", "", ", as_of: '2001'"),
    ("How deep is Lake Baikal today, in 2001?", "1,642 metres", "", ""),
]


def writing_faults(found) -> list[str]:
    return [one.code for one in found if one.code.startswith("SD2")]


@pytest.mark.parametrize(("prompt", "answer", "options", "more", "code"), FAULTS)
def test_a_writing_fault_is_named(run, prompt, answer, options, more, code) -> None:
    """Each with its own code and a way out."""
    _, found = run(ITEM % (prompt, answer, options, more))
    assert code in writing_faults(found)
    assert all(one.help and one.severity == "warning" for one in found if one.code == code)


@pytest.mark.parametrize(("prompt", "answer", "options", "more"), SOUND)
def test_sound_writing_is_left_alone(run, prompt, answer, options, more) -> None:
    """A warning that cries wolf is soon not read."""
    _, found = run(ITEM % (prompt, answer, options, more))
    assert writing_faults(found) == []

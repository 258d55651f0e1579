"""Where a project is: the nearest folder upwards, or the library that comes with us."""

from pathlib import Path


def find_root(start: Path) -> Path | None:
    """Give the nearest folder from `start` upwards whose `questions/` holds YAML files."""
    for folder in (start, *start.parents):
        questions = folder / "questions"
        if questions.is_dir() and any(questions.glob("*.yaml")):
            return folder
    return None


def builtin_root() -> Path:
    """Give the folder of the built-in library, in an installed package or in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "library"
    return installed if installed.is_dir() else package.parent

"""Where a project is: the nearest folder upwards, or the library that comes with us."""

from pathlib import Path

_NO_BANK = "names.yaml"


def find_root(start: Path) -> Path | None:
    """Give the nearest folder from `start` upwards that is a project, or None.

    A project has `questions/` with a bank or with `project.yaml` in it. A file stands for
    the folder that it is in, and folders that may not be read are passed over.
    """
    start = start.absolute()
    return next((folder for folder in (start, *start.parents) if _is_project(folder)), None)


def _is_project(folder: Path) -> bool:
    try:
        return any(path.name != _NO_BANK for path in (folder / "questions").glob("*.yaml"))
    except OSError:
        return False


def builtin_root() -> Path:
    """Give the folder of the built-in library, in an installed package or in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "library"
    return installed if installed.is_dir() else package.parent

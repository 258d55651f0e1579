"""What holds for files that are written: whole, in one step, and never half."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from studydeck.output import write_file

LIMITED = """
import resource, sys
from pathlib import Path
from studydeck.output import write_file
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
found = write_file(Path(sys.argv[1]), b"n" * 100_000)
print(found.code, found.message)
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_with_its_folders(tmp_path):
    """Folders on the way are made, and no temporary file is left."""
    assert write_file(tmp_path / "a/b/c.txt", b"new") is None
    assert (tmp_path / "a/b/c.txt").read_bytes() == b"new"
    assert names(tmp_path / "a/b") == ["c.txt"]


def test_an_old_file_is_replaced(tmp_path):
    """The second write wins."""
    target = tmp_path / "c.txt"
    assert [write_file(target, data) for data in (b"a long first text", b"new")] == [None, None]
    assert target.read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes of files")
def test_others_may_read_it_as_the_system_says(tmp_path):
    """The file has the mode of any new file, not the private one of temporary files."""
    write_file(tmp_path / "ours", b"")
    (tmp_path / "usual").write_bytes(b"")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no limits to files")
def test_a_disk_that_fills_up_in_the_middle_keeps_the_old_file(tmp_path):
    """The system refuses after 4 KiB, in another process: SD509, the old bytes, no rest."""
    target = tmp_path / "deck.apkg"
    target.write_bytes(b"old")
    command = [sys.executable, "-c", LIMITED, str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith(f"SD509 '{target}' cannot be written: file too large")
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["deck.apkg"]


def test_a_target_that_is_open_elsewhere_is_named(tmp_path, monkeypatch):
    """Windows refuses to replace a file that a program holds open."""

    def refuse(self, target):
        raise PermissionError(13, "Permission denied", str(target))

    target = tmp_path / "deck.apkg"
    target.write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", refuse)
    found = write_file(target, b"new")
    assert found.code == "SD509"
    assert found.message.endswith("deck.apkg' cannot be written: permission denied")
    assert found.help.startswith("close the program that has the file open")
    assert names(tmp_path) == ["deck.apkg"]


def test_a_folder_in_the_place_of_the_file_is_left_alone(tmp_path):
    """A folder of that name is no file to replace."""
    (tmp_path / "deck.apkg").mkdir()
    assert write_file(tmp_path / "deck.apkg", b"new").code == "SD509"
    assert names(tmp_path) == ["deck.apkg"]


def test_a_file_in_the_place_of_a_folder_is_left_alone(tmp_path):
    """`dist` may be a file."""
    (tmp_path / "dist").write_bytes(b"old")
    assert write_file(tmp_path / "dist/deck.apkg", b"new").code == "SD509"
    assert (tmp_path / "dist").read_bytes() == b"old"


def test_a_name_that_the_system_refuses_is_a_finding(tmp_path):
    """A name may be too long, and still no exception leaves."""
    assert write_file(tmp_path / ("n" * 300), b"new").code == "SD509"
    assert names(tmp_path) == []


def test_stopping_in_the_middle_leaves_nothing(tmp_path, monkeypatch):
    """Ctrl-C goes through, and the temporary file is gone."""

    def stop(number):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "deck.apkg", b"new")
    assert names(tmp_path) == []


def test_two_builds_at_once_do_not_mix(tmp_path):
    """Whoever is last wins, with all of its bytes."""
    target = tmp_path / "deck.apkg"
    texts = [letter * 200_000 for letter in (b"a", b"b", b"c", b"d")]
    found = []
    writers = [
        threading.Thread(target=lambda data=data: found.append(write_file(target, data)))
        for data in texts
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert found == [None] * 4
    assert target.read_bytes() in texts
    assert names(tmp_path) == ["deck.apkg"]

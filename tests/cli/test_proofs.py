"""The proof cache: a second check of the same files is not made, and any change makes one."""

import json
from importlib import import_module
from pathlib import Path

import pytest

from studydeck.check import check
from studydeck.cli.project import read
from studydeck.cli.proofs import known, read_before
from studydeck.digests import digests, engine
from studydeck.load import load
from studydeck.memory import read_memory, write_memory


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "studydeck"


def test_what_was_found_is_found_again_without_a_check(project: Path, monkeypatch) -> None:
    first, found = read(project)

    def never(*_: object) -> None:
        raise AssertionError("checked again")

    monkeypatch.setattr(import_module("studydeck.check"), "check", never)
    second, again = read(project)
    assert second.findings == first.findings
    assert (second.unclean, second.proved) == (first.unclean, first.proved)
    assert [shown(one) for one in again] == [shown(one) for one in found]


def shown(one) -> tuple:
    place = one.span and (one.span.file.path, one.span.start, one.span.end, one.span.text)
    return one.code, one.severity, place, one.message, one.help, one.item, len(one.related)


def test_findings_come_back_with_their_places(project: Path) -> None:
    bank = project / "questions" / "tunnel.yaml"
    bank.write_text(bank.read_text("utf-8").replace("50 km", "60 km"), "utf-8")
    _, found = read(project)
    assert "SD304" in [one.code for one in found]
    _, again = read(project)
    assert [shown(one) for one in again] == [shown(one) for one in found]


@pytest.mark.parametrize("name", ["tunnel.yaml", "sources/guide.yaml", "project.yaml", "new.txt"])
def test_any_changed_file_makes_a_new_check(project: Path, name: str) -> None:
    read(project)
    assert known(project, digests(project))
    path = project / "questions" / name
    path.write_text((path.read_text("utf-8") if path.exists() else "") + "# more\n", "utf-8")
    assert known(project, digests(project)) is None


def test_a_changed_rule_makes_a_new_check(project: Path, monkeypatch) -> None:
    read(project)
    monkeypatch.setattr("studydeck.cli.proofs.engine", lambda: "another")
    assert known(project, digests(project)) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format": 1}', '{"format": 2}'])
def test_a_damaged_cache_is_no_cache(project: Path, cache: Path, text: str) -> None:
    read(project)
    (path,) = cache.glob("*.json")
    path.write_text(text)
    assert read_memory(text) is None
    checked, _ = read(project)
    assert checked.findings


def test_a_cache_that_cannot_be_written_does_no_harm(project: Path, cache: Path) -> None:
    cache.parent.mkdir(parents=True)
    cache.write_text("a file where the folder would be")
    assert read(project)[0].findings


def test_what_is_kept_is_the_same_on_every_machine(project: Path) -> None:
    loaded, found = load(project)
    checked, judged = check(loaded)
    texts = {
        write_memory(engine(), digests(project) or {}, checked, (*found, *judged)) for _ in "ab"
    }
    (text,) = texts
    assert str(project) not in text
    assert json.loads(text)["files"].keys() >= {"questions/tunnel.yaml"}


def test_the_command_says_the_same_from_the_cache(studydeck, project: Path) -> None:
    first = studydeck("check", "--project", str(project))
    second = studydeck("check", "--project", str(project))
    assert (first.exit_code, first.stderr) == (second.exit_code, second.stderr)


def test_a_third_run_of_the_same_files_reads_none_of_them(project: Path, monkeypatch) -> None:
    read(project)
    first, _ = read(project)

    def never(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr("studydeck.cli.project.load", never)
    again, _ = read(project)
    assert repr(again.project) == repr(first.project)
    key, item = next(iter(first.project.items.items()))
    assert again.project.items[key].span.text == item.span.text


def test_a_changed_bank_is_read_anew(project: Path) -> None:
    read(project)
    read(project)
    bank = project / "questions" / "tunnel.yaml"
    bank.write_text(bank.read_text("utf-8") + "# more\n", "utf-8")
    assert read_before(project, digests(project)) is None
    read(project)
    checked, _ = read(project)
    assert checked.project.banks["tunnel"].file.text.endswith("# more\n")


@pytest.mark.parametrize("at", [0, 31, 32, -1])
def test_a_damaged_project_in_the_cache_is_read_anew(project: Path, cache: Path, at: int) -> None:
    read(project)
    first, _ = read(project)
    (path,) = cache.glob("*.pickle")
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
    assert read_before(project, digests(project)) is None
    assert repr(read(project)[0].project) == repr(first.project)
    assert read_before(project, digests(project))


@pytest.mark.parametrize("data", [b"", b"short", b"\x80" * 64])
def test_what_is_no_project_is_never_unpickled(project: Path, cache: Path, data: bytes) -> None:
    read(project)
    read(project)
    (path,) = cache.glob("*.pickle")
    path.write_bytes(data)
    assert read_before(project, digests(project)) is None


def test_another_python_reads_anew(project: Path, monkeypatch) -> None:
    read(project)
    read(project)
    monkeypatch.setattr("sys.version", "another")
    assert read_before(project, digests(project)) is None

"""Pictures: what is taken out of them, what is refused, and which nobody uses."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studydeck.load import load
from studydeck.load.scrub import picture_type, scrubbed
from tests.canals import CANALS, FILES, write
from tests.pictures import GIF, JPEG, SVG, WEBP, chunk, png

PLACE = b"52 degrees 31 minutes north"

KINDS = {"png": png(), "jpg": JPEG, "webp": WEBP, "gif": GIF, "svg": SVG}


def segment(marker, data):
    return bytes([0xFF, marker]) + (len(data) + 2).to_bytes(2) + data


def exif(turn, order="big"):
    """What a camera writes: how it was held, and where."""

    def number(value, size):
        return value.to_bytes(size, order)

    entry = number(0x0112, 2) + number(3, 2) + number(1, 4) + number(turn, 2) + bytes(2)
    other = number(0x8825, 2) + number(4, 2) + number(1, 4) + number(99, 4)
    start = b"MM\0*" if order == "big" else b"II*\0"
    return b"Exif\0\0" + start + number(8, 4) + number(2, 2) + other + entry + PLACE


def riff(*chunks):
    parts = b"".join(
        kind + len(data).to_bytes(4, "little") + data + bytes(len(data) % 2)
        for kind, data in chunks
    )
    return b"RIFF" + (len(parts) + 4).to_bytes(4, "little") + b"WEBP" + parts


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_without_anything_to_hide_stays_as_it_is(kind):
    """Byte for byte."""
    assert picture_type(KINDS[kind]) == kind
    assert scrubbed(KINDS[kind]) == KINDS[kind]


@pytest.mark.parametrize("kind", [b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"])
def test_a_png_loses_its_notes(kind):
    """And nothing that is seen; what follows its end goes, too."""
    assert scrubbed(png(200, chunk(kind, PLACE)) + PLACE) == png()
    seen = png(200, chunk(b"gAMA", bytes(4)))
    assert scrubbed(seen) == seen


@pytest.mark.parametrize(
    "noted",
    [
        segment(0xE1, exif(1)),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + PLACE),
        segment(0xED, PLACE),
        segment(0xFE, PLACE),
        segment(0xE2, b"MPF\0" + PLACE),
        segment(0xE1, b"Exif\0\0??" + PLACE),
    ],
)
def test_a_jpeg_loses_its_notes(noted):
    """Place, program, comments, and a second picture behind the first."""
    assert scrubbed(JPEG[:2] + noted + JPEG[2:] + JPEG + PLACE) == JPEG


def test_a_jpeg_keeps_its_colours():
    """A profile of colours is seen."""
    kept = JPEG[:2] + segment(0xE2, b"ICC_PROFILE\0\1\1") + JPEG[2:]
    assert scrubbed(kept) == kept


@pytest.mark.parametrize("order", ["big", "little"])
def test_a_jpeg_stays_the_right_way_up(order):
    """How the camera was held is the one thing of its notes that is seen."""
    found = scrubbed(JPEG[:2] + segment(0xE1, exif(6, order)) + JPEG[2:])
    assert PLACE not in found
    assert found == JPEG[:2] + found[2 : -len(JPEG) + 2] + JPEG[2:]
    assert found[2:4] == b"\xff\xe1"
    assert found[28:32] == b"\0\1\0\6"


def test_a_webp_loses_its_notes():
    """And the flags that say it has some."""
    picture = (b"VP8L", WEBP[20:])
    noted = riff((b"VP8X", bytes([0x1C, *bytes(9)])), picture, (b"EXIF", PLACE), (b"XMP ", PLACE))
    assert scrubbed(noted) == riff((b"VP8X", bytes([0x10, *bytes(9)])), picture)


def test_a_gif_loses_its_notes():
    """It goes on moving as it did."""
    moves = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
    noted = b"\x21\xfe" + bytes([len(PLACE)]) + PLACE + b"\0"
    notes = b"\x21\xff\x0bXMP DataXMP" + bytes([len(PLACE)]) + PLACE + b"\0"
    at = 13 + 12
    assert scrubbed(GIF[:at] + noted + moves + notes + GIF[at:]) == GIF[:at] + moves + GIF[at:]


NAMES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def drawing(inside, more=""):
    return f'<?xml version="1.0"?><svg {NAMES} {more}>{inside}</svg>'.encode()


@pytest.mark.parametrize(
    "noted",
    [
        "<metadata><place>52 N</place></metadata>",
        "<svg:metadata xmlns:svg='http://www.w3.org/2000/svg'>52 N</svg:metadata>",
        "<metadata/>",
        "<!-- 52 N -->",
    ],
)
def test_a_drawing_loses_its_notes(noted):
    """Place, program, comments, and the folder that it was saved to."""
    seen = '<path d="M0 0" fill="url(#a)"/><use href="#b"/>'
    assert scrubbed(drawing(noted + seen)) == drawing(seen)
    name = "xmlns:inkscape='urn:i' inkscape:export-filename=\"/home/anna/map.png\""
    assert b"anna" not in scrubbed(drawing(seen, name))


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<g onclick='alert(1)'/>",
        "<image href='data:image/jpeg;base64,AAAA'/>",
        "<image xlink:href='https://example.org/a.png'/>",
        "<path fill='url(https://example.org/a.svg#b)'/>",
        "<style>@import 'https://example.org/a.css';</style>",
        "<style>path { fill: url( 'a.svg#b' ) }</style>",
        "<foreignObject/>",
    ],
)
def test_a_drawing_shows_nothing_but_itself(tmp_path, inside):
    """No script, nothing fetched, and no photograph that could say where it was taken."""
    assert faults(tmp_path, "a.svg", drawing(inside)) == (
        b"",
        [("SD412", "a.svg", "'a.svg' is a drawing with scripts, links, or other files in it")],
    )


def test_entities_and_style_sheets_are_no_part_of_a_drawing(tmp_path):
    """They can make a small file a large one, or fetch another."""
    bomb = b"<!DOCTYPE svg [<!ENTITY a 'aaaa'>]>" + SVG
    sheet = b'<?xml-stylesheet href="https://example.org/a.css"?>' + SVG
    for number, data in enumerate(
        (b"<?xml version='1.0'?>" + bomb, b"<?xml version='1.0'?>" + sheet)
    ):
        _, ((code, _, _),) = faults(tmp_path / str(number), "a.svg", data)
        assert code == "SD412"


@settings(max_examples=200)
@given(st.sampled_from(sorted(KINDS)), st.data())
def test_no_damage_makes_the_reader_fail(kind, data):
    """It gives a picture or none."""
    whole = KINDS[kind]
    at = data.draw(st.integers(0, len(whole)))
    broken = whole[:at] + data.draw(st.binary(max_size=8)) + whole[data.draw(st.integers(at)) :]
    found = scrubbed(broken)
    assert found is None or isinstance(found, bytes)


@pytest.mark.parametrize("kind", ["png", "jpg", "webp", "gif"])
def test_a_picture_that_ends_early_is_none(kind):
    """Half a picture could hide what it says behind its end."""
    assert scrubbed(KINDS[kind][:-3]) is None


# In a project


def faults(tmp_path, name, data):
    image = f"  image: {{file: {name}, alt: a lake}}\n  prompt: How high"
    files = {**FILES, "questions/canals.yaml": CANALS.replace("  prompt: How high", image)}
    root = write(tmp_path, files)
    (root / "questions" / name).write_bytes(data)
    project, found = load(root)
    return project.items["canals/height"].image.data, [
        (one.code, one.span.text, one.message) for one in found
    ]


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.pdf", b"%PDF-1.7", "no picture that Anki shows"),
        ("a.png", b"%PDF-1.7", "no picture that Anki shows"),
        ("a.tiff", png(), "no picture that Anki shows"),
        ("a.png", JPEG, "a jpg by what is in it"),
        ("a.png", png()[:-3], "a damaged picture"),
        ("a.svg", SVG[:-3], "a damaged picture"),
        ("a.png", b"", "no picture that Anki shows"),
        ("a.png", png() + bytes(5 * 2**20), "a picture of 5.0 MiB"),
    ],
)
def test_what_is_no_picture_for_a_card_is_refused(tmp_path, name, data, what):
    """At the place where it is named."""
    assert faults(tmp_path, name, data) == (b"", [("SD412", name, f"'{name}' is {what}")])


@pytest.mark.parametrize("name", ["a.png", "A.PNG"])
def test_a_picture_is_read_without_its_notes(tmp_path, name):
    """Nothing that the program writes can tell where it was taken."""
    assert faults(tmp_path, name, png(200, chunk(b"eXIf", PLACE))) == (png(), [])


def test_a_picture_that_nobody_uses_is_told(tmp_path):
    """But not those beside the sources, which are not meant for cards."""
    root = write(tmp_path, FILES)
    for name in ("more/left.png", "sources/scan.png", "private/face.jpg", "notes.txt"):
        path = root / "questions" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(png())
    _, (found,) = load(root)
    assert (found.code, found.span.file.path) == ("SD413", "questions/more/left.png")


def test_the_logo_of_a_form_is_in_use(tmp_path):
    """Its path counts from the folder of the project."""
    logo = (
        "forms:\n- form: a\n  title: A\n  sections: [{select: {}}]\n"
        "  logo: {file: questions/school.png, alt: the school}\n"
    )
    deck = FILES["decks/all.yaml"] + logo
    root = write(tmp_path, {**FILES, "decks/all.yaml": deck})
    (root / "questions/school.png").write_bytes(png())
    _, found = load(root)
    assert found == ()

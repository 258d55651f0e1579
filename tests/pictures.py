"""Small pictures of each type, for the tests: true ones, of two pixels."""

import zlib
from base64 import b64decode


def chunk(kind, data):
    """Write a chunk of a PNG file."""
    return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)


def png(red=200, *more):
    """Write a picture with a shade of red in it; `more` chunks come before what is seen."""
    head = (2).to_bytes(4) + (1).to_bytes(4) + bytes([8, 2, 0, 0, 0])
    rows = zlib.compress(bytes([0, red, 30, 30, 10, 200, 30]))
    chunks = [chunk(b"IHDR", head), *more, chunk(b"IDAT", rows), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


JPEG = b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVG"
    "ZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8"
    "fHx8fHx8fHx8fHx8fHx8fHx8fHz/wgARCAABAAIDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAL/xAAUAQEA"
    "AAAAAAAAAAAAAAAAAAAE/9oADAMBAAIQAxAAAAGQUP8A/8QAFRABAQAAAAAAAAAAAAAAAAAAATH/2gAIAQEAAQUCJ//E"
    "ABcRAAMBAAAAAAAAAAAAAAAAAAABAjL/2gAIAQMBAT8BrTP/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oACAECAQE/AX//"
    "xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAY/An//xAAVEAEBAAAAAAAAAAAAAAAAAAAAMf/aAAgBAQABPyGD/9oA"
    "DAMBAAIAAwAAABAH/8QAFhEAAwAAAAAAAAAAAAAAAAAAAAGh/9oACAEDAQE/ELGf/8QAFhEAAwAAAAAAAAAAAAAAAAAA"
    "AAEx/9oACAECAQE/EHT/xAAWEAADAAAAAAAAAAAAAAAAAAAAAaH/2gAIAQEAAT8QhR//2Q=="
)
"""A progressive one: it has several scans."""

WEBP = b64decode("UklGRiAAAABXRUJQVlA4TBQAAAAvAQAAAA9wK+Qr+I7H/EcLMqL/AQ==")
GIF = b64decode("R0lGODdhAgABAIEAAArIHsgeHgAAAAAAACwAAAAAAgABAAAIBQADAAgIADs=")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"></svg>'

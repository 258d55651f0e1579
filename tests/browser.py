"""A real browser for the tests: Chromium, driven over a pipe by its own protocol.

Taps and keys go in as a screen and a keyboard would send them, so that what the page does
with them is what a learner's device does.
"""

import base64
import fcntl
import json
import os
import shutil
import subprocess
from itertools import count
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), "")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --hide-scrollbars --remote-debugging-pipe"
)
KEYS = {"Enter": 13, "Shift": 16, " ": 32}


class Browser:
    """One page of Chromium; `folder` takes its profile."""

    def __init__(self, folder: Path) -> None:
        (theirs, send), (self.answers, reply) = os.pipe(), os.pipe()

        def connect() -> None:
            """Chromium reads from descriptor 3 and writes to 4."""
            ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (theirs, reply)]
            os.dup2(ends[0], 3)
            os.dup2(ends[1], 4)

        self.program = subprocess.Popen(
            [CHROMIUM, *FLAGS.split(), f"--user-data-dir={folder / 'profile'}"],
            preexec_fn=connect,  # noqa: PLW1509  (no thread runs beside the tests)
            pass_fds=(3, 4),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs)
        os.close(reply)
        self.commands, self.rest, self.number, self.session = send, b"", count(1), ""
        (page,) = (one for one in self("Target.getTargets")["targetInfos"] if one["type"] == "page")
        told = self("Target.attachToTarget", targetId=page["targetId"], flatten=True)
        self.session = told["sessionId"]

    def __call__(self, method: str, **told: Any) -> Any:
        """Send a command of the DevTools protocol and give its result."""
        id = next(self.number)
        message = {"id": id, "method": method, "params": told}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.commands, json.dumps(message).encode() + b"\0")
        while True:
            found = self._message()
            if found.get("id") == id:
                assert "error" not in found, found
                return found["result"]

    def _message(self) -> Any:
        while b"\0" not in self.rest:
            got = os.read(self.answers, 1 << 20)
            assert got, "the browser went away"
            self.rest += got
        first, _, self.rest = self.rest.partition(b"\0")
        return json.loads(first)

    def open(self, page: Path, width: int = 360, height: int = 800, *, touch: bool = True) -> None:
        """Open a page in a window of a phone's or a desk's size."""
        self("Emulation.setDeviceMetricsOverride", width=width, height=height,
             deviceScaleFactor=1, mobile=touch)  # fmt: skip
        self("Emulation.setTouchEmulationEnabled", enabled=touch)
        self("Page.navigate", url=page.as_uri())
        while self.run("document.readyState") != "complete":
            pass

    def run(self, script: str) -> Any:
        """Evaluate a script, and wait for it if it promises something."""
        found = self("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def tap(self, query: str, number: int = 0) -> None:
        """Tap the middle of an element, as a finger on a screen."""
        x, y = self.run(
            f"(() => {{ const one = document.querySelectorAll({json.dumps(query)})[{number}];"
            "one.scrollIntoView({block: 'center'}); const box = one.getBoundingClientRect();"
            "return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        self("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
        self("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
        self.run("new Promise(done => setTimeout(done, 30))")

    def key(self, key: str, code: str = "") -> None:
        """Press and leave a key of the keyboard."""
        about = {
            "key": key,
            "code": code or (f"Key{key.upper()}" if key.isalpha() and len(key) == 1 else key),
            "windowsVirtualKeyCode": KEYS.get(key, ord(key[0].upper())),
        }
        text = {"text": key} if len(key) == 1 else {}
        self("Input.dispatchKeyEvent", type="keyDown", **about, **text)
        self("Input.dispatchKeyEvent", type="keyUp", **about)

    def picture(self, path: Path) -> None:
        """Take a picture of the whole page."""
        size = self("Page.getLayoutMetrics")["cssContentSize"]
        shot = self("Page.captureScreenshot", captureBeyondViewport=True,
                    clip={**size, "x": 0, "y": 0, "scale": 1})  # fmt: skip
        path.write_bytes(base64.b64decode(shot["data"]))

    def close(self) -> None:
        self("Browser.close")
        self.program.wait(10)
        os.close(self.commands)
        os.close(self.answers)

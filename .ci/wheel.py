"""Build hook: the wheel takes the proof cache of its library along."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ProofCache(BuildHookInterface):
    """Checks the library once, so that no reader of it has to."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the cache beside the library; an editable install has none."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from studydeck.check import check
        from studydeck.diagnostics import in_order
        from studydeck.digests import SHIPPED, digests, engine
        from studydeck.load import load
        from studydeck.memory import write_memory

        project, found = load(root)
        checked, judged = check(project)
        files = digests(root) or {}
        shared = {name: one for name, one in files.items() if "/private/" not in name}
        text = write_memory(engine(), shared, checked, in_order([*found, *judged]))
        self._folder = tempfile.TemporaryDirectory()
        path = Path(self._folder.name) / SHIPPED
        path.write_text(text, "utf-8")
        build_data["force_include"][str(path)] = f"studydeck/library/{SHIPPED}"

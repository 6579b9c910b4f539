"""Every line of the guide runs, in order."""

from __future__ import annotations

import re

from places import ROOT


def test_the_guide_runs() -> None:
    text = (ROOT / "docs/guides/use-python.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 4
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, "docs/guides/use-python.md", "exec"), names)

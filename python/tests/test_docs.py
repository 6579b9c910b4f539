"""Runs all code blocks of the guide, in order."""

from __future__ import annotations

import re
import tomllib
from importlib.util import find_spec

import pytest
from places import ROOT

GUIDE = (ROOT / "docs/guides/use-python.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


def test_code_blocks_of_the_guide_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert len(BLOCKS) >= 4
    names: dict[str, object] = {}
    for block in BLOCKS:
        exec(compile(block, "docs/guides/use-python.md", "exec"), names)


def imported(text: str) -> set[str]:
    """Returns the packages that code imports, including optional ones that imported modules of this package need."""
    found: set[str] = set()
    for package, names in re.findall(r"^\s*(?:from|import) ([\w.]+)(?: import ([\w, ]+))?", text, re.MULTILINE):
        if package.split(".")[0] != "skybourse":
            found.add(package.split(".")[0])
            continue
        for module in (package, *(f"{package}.{name.strip()}" for name in names.split(","))):
            spec = find_spec(module) if module.count(".") == 1 else None
            if spec is not None and spec.origin is not None:
                with open(spec.origin, encoding="utf-8") as source:
                    found |= {each for each in imported(source.read()) if each in ("gymnasium", "pettingzoo", "stable_baselines3")}
    return found


def test_install_line_covers_imports_of_the_guide() -> None:
    with (ROOT / "python/pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    extras = re.findall(r"^pip install .*'skybourse\[([\w,]+)\]'", GUIDE, re.MULTILINE)[0].split(",")
    needs = [*project["dependencies"], *(need for extra in extras for need in project["optional-dependencies"][extra])]
    brought = {re.split(r"\W", need)[0].lower() for need in needs}
    third = {"gymnasium", "pettingzoo", "numpy", "stable_baselines3", "onnxruntime", "pandas"} & set().union(*map(imported, BLOCKS))
    assert {"gymnasium", "pettingzoo", "numpy"} <= third <= brought

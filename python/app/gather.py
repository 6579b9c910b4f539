"""Gathers what the package carries: jars of the program and of others, of ECharts the library alone, their licences, open data."""

from __future__ import annotations

import shutil
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
CARRIED = ("picocli", "hipparchus", "progressbar", "jline-terminal")
ECHARTS = "META-INF/resources/_static/echarts/"


def licences(jar: Path) -> None:
    """Copies the licences that a jar has at its top, or at that of ECharts."""
    with zipfile.ZipFile(jar) as held:
        for name in held.namelist():
            _, _, short = name.rpartition("/")
            if short.split(".")[0] in ("LICENSE", "NOTICE", "LICENSE-d3") and name.count("/") <= 6:
                (HERE / "licences" / f"{jar.stem}-{short}").write_bytes(held.read(name))


def main(root: Path, quick: Path) -> None:
    inside = HERE / "src/skybourse_app"
    for made in (inside / "jars", inside / "examples", HERE / "licences"):
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir()
    for own in (root / "app/target/quick").glob("skybourse-app-*.jar"):
        shutil.copy(own, inside / "jars")
    for needed in (quick / "needed").read_text(encoding="utf-8").split():
        jar = quick / needed
        if jar.name.startswith(CARRIED):
            shutil.copy(jar, inside / "jars")
            licences(jar)
        elif jar.name.startswith("echarts"):
            licences(jar)
            with zipfile.ZipFile(jar) as held, zipfile.ZipFile(inside / "jars/echarts.jar", "w", zipfile.ZIP_DEFLATED) as kept:
                for name in held.namelist():
                    if name.startswith(ECHARTS) and name.endswith("/dist/echarts.min.js"):
                        kept.writestr(zipfile.ZipInfo(name), held.read(name), zipfile.ZIP_DEFLATED)
    shutil.copytree(root / "examples/data", inside / "examples/data")
    for text in ("progressbar.MIT.txt", "jline.BSD-3-Clause.txt"):  # not in their jars
        shutil.copy(HERE / text, HERE / "licences")
    for name in ("LICENSE", "NOTICE"):
        shutil.copy(root / name, HERE)


main(Path(sys.argv[1]), Path(sys.argv[2]))

"""Functions of the program that work with files: markets from traces, and sweeps. Requires the extra `app`."""

from __future__ import annotations

import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ._errors import InputError, JavaError, told
from ._jvm import VECTOR, find_java, has_vectors, java_class_path
from ._table import Table, read_table
from .market import Market, load

File = str | os.PathLike[str]


def _program(*words: str) -> str:
    """Runs a command of the program in a separate process. Returns its output if it exits with code 0 or 1."""
    try:
        from skybourse_app import HOME
    except ImportError:
        raise JavaError("The program is missing. pip install 'skybourse[app]'.") from None
    java = find_java()
    jars = [*java_class_path(), *sorted(map(str, Path(HOME, "jars").glob("*.jar")))]
    vectors = [f"--add-modules={VECTOR}"] if has_vectors(java) else []
    options = [f"-Dskybourse.home={HOME}", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow", *vectors]
    command = [str(java / "bin" / "java"), *options, "-cp", os.pathsep.join(jars), "skybourse.app.cli.Main", *words]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    of_java = ("WARNING: Using incubator", "NOTE: Picked up ", "Picked up ")
    said = "\n".join(line for line in done.stderr.splitlines() if not line.startswith(of_java)).strip()
    if done.returncode == 2:
        complaint, _, hint = said.removeprefix("skybourse: ").partition("\nHint: ")
        file, colon, rest = complaint.partition(": ")
        wrong = told(rest, file) if colon and " must " not in file else told(complaint)
        raise InputError(wrong.file, wrong.field, wrong.rule, wrong.value, hint)
    if done.returncode not in (0, 1) or (done.returncode == 1 and not done.stdout):
        raise JavaError(said or f"the program ended with {done.returncode}")
    return done.stdout


def _words(options: dict[str, object]) -> list[str]:
    words: list[str] = []
    for name, value in options.items():
        for one in value if isinstance(value, list | tuple) else [value]:
            if one is not None and one is not False:
                words += [f"--{name.replace('_', '-')}"] + ([] if one is True else [str(one)])
    return words


def import_trace(out: File | None = None, **options: object) -> Market:
    """Builds a market from traces. requests, sites, users, mobility, hardware and walks are CSV files; the default is open data that
    is included in the package. Other keywords, such as wireless=50 and over_time=True, are options of `./skybourse import`: True for an
    option without a value, a list for a repeated option. out: the YAML file to write."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "imported.yaml") if out is None else Path(out)
        _program("import", *_words(options), "--out", str(file))
        return load(file)


@dataclass(frozen=True)
class Swept:
    """Results of a sweep. rows: all cells in the order of the grid; means: mean and 95 % confidence interval over seeds; differences:
    paired effect of each value of an axis; failures: failed cells with reasons; folder: the folder of the page and all files."""

    folder: Path
    rows: Table
    means: Table
    differences: Table
    failures: Table


def sweep(file: File, out: File, **options: object) -> Swept:
    """Runs or continues a sweep file in a folder and returns its tables. Keywords are options of `./skybourse sweep`."""
    folder = Path(out)
    _program("sweep", os.fspath(file), "--out", str(folder), *_words(options))
    tables = (read_table(folder / f"{name}.csv") for name in ("rows", "means", "differences", "failures"))
    return Swept(folder, *tables)

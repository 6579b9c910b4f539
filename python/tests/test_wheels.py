"""Wheels: size limits, and licences of all their content."""

from __future__ import annotations

import os
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from places import ROOT

DIST = ROOT / "python/dist"
HOME = "skybourse_java/home/"


def wheel(name: str, most_megabytes: int) -> ZipFile:
    (file,) = DIST.glob(f"{name}-*.whl")
    assert file.stat().st_size <= most_megabytes * 1_000_000
    return ZipFile(file)


@pytest.mark.parametrize(("name", "most_megabytes"), [("skybourse", 8), ("skybourse_app", 8)])
def test_every_jar_has_its_licence(name: str, most_megabytes: int) -> None:
    with wheel(name, most_megabytes) as held:
        files = held.namelist()
        notice = next(held.read(file).decode() for file in files if file.endswith("licenses/NOTICE"))
        licences = [Path(file).name for file in files if "/licenses/" in file]
        jars = [Path(file).stem for file in files if file.endswith(".jar")]
    assert "LICENSE" in licences and len(jars) > 3
    for jar in jars:
        of_jar = any(re.match(f"{re.escape(jar)}[-.]", licence) for licence in licences)
        named = re.sub(r"(-terminal)?-\d.*", "", jar) in notice.lower()
        assert jar.startswith("skybourse-") or of_jar or named, jar


def test_wheel_has_the_checker_of_receipts() -> None:
    with wheel("skybourse", 8) as held:
        assert held.read("skybourse/_check_receipt.py") == (ROOT / "examples/exchange/check_receipt.py").read_bytes()


def test_java_wheel_has_licences_notice_and_vector_module() -> None:
    if not list(DIST.glob("skybourse_java-*.whl")):
        pytest.skip("the command that makes the wheels has said why there is none of Java")
    with wheel("skybourse_java", 32) as held:
        files = set(held.namelist())
        release = held.read(f"{HOME}release").decode()
        modules = re.findall(r'MODULES="(.*)"', release)[0].split()
        assert "jdk.incubator.vector" in modules
        java = Path(os.environ["SKYBOURSE_JAVA_HOME"])  # the Java from which the image was linked
        licences = [file for module in modules for file in (java / "legal" / module).glob("*") if not file.is_symlink()]
        assert java / "legal/java.base/ASSEMBLY_EXCEPTION" in licences
        for licence in licences:
            assert f"{HOME}legal/{licence.parent.name}/{licence.name}" in files
        if (java / "NOTICE").is_file():
            assert held.read(f"{HOME}NOTICE") == (java / "NOTICE").read_bytes()

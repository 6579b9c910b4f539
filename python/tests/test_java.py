"""Java in this process: which is found, what is said where there is none, forks, Ctrl-C and memory."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from places import EXAMPLES

import skybourse as sky
import skybourse.gym as sky_gym
from skybourse import _jvm


def script(text: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {**os.environ, **environment}
    return subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, env=kept, check=False, timeout=120)


def fake(folder: Path, version: str) -> Path:
    (folder / "lib/server").mkdir(parents=True)
    (folder / "lib/server/libjvm.so").touch()
    (folder / "release").write_text(f'JAVA_VERSION="{version}"\n', encoding="utf-8")
    return folder


def test_no_java_one_too_old_and_a_folder_without_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKYBOURSE_JAVA_HOME", str(tmp_path))
    with pytest.raises(sky.JavaError, match="must be the folder of a Java"):
        sky.find_java()
    monkeypatch.setenv("SKYBOURSE_JAVA_HOME", str(fake(tmp_path / "old", "17.0.2")))
    with pytest.raises(sky.JavaError, match="needs Java 25 or newer, and SKYBOURSE_JAVA_HOME, .*old, is 17"):
        sky.find_java()
    monkeypatch.delenv("SKYBOURSE_JAVA_HOME")
    monkeypatch.setitem(sys.modules, "skybourse_java", None)
    for found, said in (([], "found none"), ([tmp_path / "old"], "found only Java 17")):
        monkeypatch.setattr(_jvm, "_candidates", lambda found=found: iter(found))
        with pytest.raises(sky.JavaError, match=f"{said}. .*SKYBOURSE_JAVA_HOME"):
            sky.find_java()
    newer = [fake(tmp_path / "newer", "26"), fake(tmp_path / "exact", "25.0.1"), tmp_path / "old"]
    monkeypatch.setattr(_jvm, "_candidates", lambda: iter(newer))
    assert sky.find_java() == tmp_path / "exact"


def test_another_java_in_the_process() -> None:
    done = script(
        "import jpype, skybourse as sky, skybourse._jvm as j\n"
        "jpype.startJVM(str(j._machine(sky.find_java())))\n"
        "try: sky.generate()\n"
        "except sky.JavaError as e: print(e)\n"
    )
    assert "A Java without Skybourse runs in this process already" in done.stdout, done.stderr


def test_a_forked_child_is_told_to_be_spawned() -> None:
    done = script(
        "import os, sys, numpy as np, skybourse as sky, skybourse.gym as g\n"
        "e = g.DoubleDutchVectorEnv(3); e.reset(seed=1)\n"
        "if os.fork(): sys.exit(os.waitstatus_to_exitcode(os.wait()[1]))\n"
        "for use in (sky.generate, lambda: e.step(np.zeros(3, int))):\n"
        "    try: use()\n"
        "    except sky.JavaError as failure: print(failure, flush=True)\n"
        "os._exit(7)\n"
    )
    assert done.stdout.count("get_context('spawn')") == 2, done.stderr
    assert done.returncode == 7


def test_ctrl_c_is_heard() -> None:
    works = ["list(sky.simulate(m, 10**6))", "while True: e.step(a)", "sky.solve(sky.generate(wireless=4000, fixed=400, mobile=200))"]
    text = (
        "import time, numpy as np, skybourse as sky, skybourse.gym as g\n"
        f"m = sky.load({str(EXAMPLES / 'campus-over-time.yaml')!r}); e = g.DoubleDutchVectorEnv(4096); e.reset(seed=1)\n"
        "a = np.zeros(4096, int)\n"
    ) + "".join(
        f"try:\n    print('ready', flush=True)\n    {work}\nexcept KeyboardInterrupt: print('heard', flush=True)\n" for work in works
    )
    running = subprocess.Popen(
        [sys.executable, "-c", text],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # who runs tests in the background has it ignored
    )
    watch = threading.Timer(60, running.kill)
    watch.start()
    for work in works:
        assert running.stdout is not None and running.stdout.readline() == "ready\n"
        with pytest.raises(subprocess.TimeoutExpired):
            running.wait(0.5)
        running.send_signal(signal.SIGINT)
        assert running.stdout.readline() == "heard\n", work
    _, failed = running.communicate(timeout=20)
    watch.cancel()
    assert running.returncode in (0, 130), failed


def test_an_interrupted_simulation_goes_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    simulation = sky.simulate(sky.load(EXAMPLES / "campus-over-time.yaml"), 3)
    with monkeypatch.context() as broken:
        broken.setattr(sky.Simulation, "_slot", lambda self, played: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            next(simulation)
    with pytest.raises(sky.InputError, match="must be begun anew after a slot was interrupted"):
        next(simulation)


CALLS = 20_000
MOST = 15e6  # by how many bytes memory may grow; a kilobyte kept in each of 20,000 calls is more


def resident() -> int:
    """Returns this process's memory, bytes."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


def grown(calls: int, work: Callable[[], object]) -> int:
    """Returns by how many bytes memory grows after the first tenth of the calls."""
    for _ in range(calls // 10):
        work()
    before = resident()
    for _ in range(calls - calls // 10):
        work()
    return resident() - before


def half_way(clocks: sky.Clocks) -> int:
    return max(1, clocks.largest_step // 2)


def test_steps_solves_and_policies_keep_nothing() -> None:
    env, actions = sky_gym.DoubleDutchVectorEnv(1), np.zeros(1, np.int64)
    env.reset(seed=1)
    small = sky.generate(wireless=2, mobile=1, fixed=1, aerial=1, seed=1)
    law, policy = sky.Law.named("narrow-3x2"), sky.policy()(half_way)
    assert grown(CALLS, lambda: env.step(actions)) < MOST
    assert grown(CALLS, lambda: sky.solve(small)) < MOST
    assert grown(CALLS // 250, lambda: law.value(policy)) < MOST  # each asks it 250 times
    kept: list[bytearray] = []
    assert grown(CALLS, lambda: kept.append(bytearray(1000))) > MOST

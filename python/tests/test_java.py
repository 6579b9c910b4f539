"""Java in this process: which is found, what is said where there is none, forks, Ctrl-C and memory."""

from __future__ import annotations

import gc
import os
import pickle
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from places import EXAMPLES

import skybourse as sky
import skybourse.gym as sky_gym
from skybourse import _jvm
from skybourse._jvm import java


def script(text: str, **environment: str) -> subprocess.CompletedProcess[str]:
    told = {**os.environ, **environment}
    return subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, env=told, check=False, timeout=60)


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
        "import os; del os.fork, os.register_at_fork  # as where nothing forks\n"
        "import jpype, skybourse as sky, skybourse._jvm as j\n"
        "jpype.startJVM(str(j._machine(sky.find_java())))\n"
        "try: sky.generate()\n"
        "except sky.JavaError as e: print(e)\n"
    )
    assert "A Java without Skybourse runs in this process already" in done.stdout, done.stderr


def test_a_forked_child_is_told_to_be_spawned() -> None:
    done = script(
        "import gc, os, signal, sys, numpy as np, skybourse as sky, skybourse.gym as g\n"
        "e = g.DoubleDutchVectorEnv(3); e.reset(seed=1); m = sky.generate()\n"
        "if os.fork(): sys.exit(os.waitstatus_to_exitcode(os.wait()[1]))\n"
        "signal.alarm(30)\n"  # who hangs is not left behind
        "for use in (sky.generate, lambda: e.step(np.zeros(3, int)), lambda: m.name, lambda: repr(m), lambda: m.leaders, lambda: m.seed):\n"
        "    try: use()\n"
        "    except sky.JavaError as failure: print(failure, flush=True)\n"
        "grown = [bytearray(10**6) for _ in range(500)]; gc.collect()\n"  # would have Java clean up too
        "sys.exit(7)\n"
    )
    assert done.stdout.count("get_context('spawn')") == 6, done.stderr
    assert "incubat" not in done.stderr
    assert done.returncode == 7


def test_a_forked_pool_is_told_to_be_spawned() -> None:
    done = script(
        "import multiprocessing, skybourse as sky\n"
        "m = sky.generate(wireless=3)\n"
        "with multiprocessing.get_context('fork').Pool(1) as pool:\n"
        "    try: pool.map(sky.solve, [m])\n"
        "    except sky.JavaError as failure: print(failure)\n"
    )
    assert "get_context('spawn')" in done.stdout, done.stderr


def test_python_ends_where_a_thread_started_java() -> None:
    done = script(
        "import skybourse as sky; from concurrent.futures import ThreadPoolExecutor\n"
        "with ThreadPoolExecutor(2) as pool: print(*(m.seed for m in pool.map(lambda seed: sky.generate(wireless=3, seed=seed), [1, 2])))\n"
    )
    assert (done.stdout, done.returncode) == ("1 2\n", 0), done.stderr


def test_a_class_is_whole_for_whichever_thread_asks() -> None:
    done = script(
        "from concurrent.futures import ThreadPoolExecutor; from threading import Barrier; from skybourse._jvm import java\n"
        "within = {'java.util.Locale': 'Builder', 'java.lang.ProcessBuilder': 'Redirect', 'java.util.Base64': 'Encoder',\n"
        "    'java.util.Calendar': 'Builder', 'java.lang.StackWalker': 'Option', 'skybourse.base.scenario.ScenarioSampler': 'Counts'}\n"
        "java('java.lang.Object'); begin = Barrier(8)\n"
        "def has(name):\n"
        "    begin.wait()\n"
        "    return hasattr(java(name), within[name])\n"
        "with ThreadPoolExecutor(8) as pool: print([name for name in within if not all(list(pool.map(has, [name] * 8)))])\n"
    )
    assert (done.stdout, done.returncode) == ("[]\n", 0), done.stderr


@pytest.mark.parametrize(("where", "heap"), [("JAVA_TOOL_OPTIONS", "-Xmx64m"), ("_JAVA_OPTIONS", "-XX:MaxHeapSize=64m -XX:+UseParallelGC")])
def test_a_heap_that_is_named_is_had(where: str, heap: str) -> None:
    done = script(
        "from skybourse._jvm import java; print(java('java.lang.Runtime').getRuntime().maxMemory() <= 64 << 20)",
        **{"JAVA_TOOL_OPTIONS": "", "_JAVA_OPTIONS": "", where: heap},
    )
    assert (done.stdout, done.returncode) == ("True\n", 0), done.stderr


HEARD = 10  # seconds in which Ctrl-C must be heard: it takes a few hundredths, and far more where many processes share a core


def said(running: subprocess.Popen[bytes], seconds: float) -> bytes:
    """Returns the next line of a process, or nothing after so many seconds."""
    assert running.stdout is not None
    return running.stdout.readline() if select.select([running.stdout], [], [], seconds)[0] else b""


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
        bufsize=0,  # or select would not see a line that was read with the one before
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # who runs tests in the background has it ignored
    )
    try:
        for work in works:
            assert said(running, 60) == b"ready\n"
            with pytest.raises(subprocess.TimeoutExpired):
                running.wait(0.3)
            running.send_signal(signal.SIGINT)
            assert said(running, HEARD) == b"heard\n", work
        _, failed = running.communicate(timeout=60)
    finally:
        running.kill()
        running.wait()
    assert running.returncode in (0, 130), failed


def test_an_interrupted_simulation_goes_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    simulation = sky.simulate(sky.load(EXAMPLES / "campus-over-time.yaml"), 3)
    with monkeypatch.context() as broken:
        broken.setattr(sky.Simulation, "_slot", lambda self, played: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            next(simulation)
    for goes_on in (lambda: next(simulation), simulation.finish):
        with pytest.raises(sky.InputError, match="must be started again after a slot was interrupted") as told:
            goes_on()
        assert str(pickle.loads(pickle.dumps(told.value))) == str(told.value)  # as it comes from a worker of one's own


CALLS = 2_000
MOST = 0.3  # kilobytes and Python's blocks that a call may keep; what fills once is less


def held() -> tuple[int, int]:
    """Returns how many bytes Java's objects that are in use take, and how many blocks Python's do. Neither depends on what Java compiles
    meanwhile, as the memory of the process does, which measure.py looks at."""
    gc.collect()
    java("java.lang.System").gc()
    runtime = java("java.lang.Runtime").getRuntime()
    return int(runtime.totalMemory()) - int(runtime.freeMemory()), sys.getallocatedblocks()


def kept(work: Callable[[], object], times: int = CALLS) -> float:
    """Returns how many kilobytes of Java or blocks of Python are kept a call, whichever is more, after a tenth of the calls."""
    for _ in range(times // 10):
        work()
    before = held()
    for _ in range(times):
        work()
    after = held()
    return max((after[0] - before[0]) / 1e3, after[1] - before[1]) / CALLS


def test_steps_solves_and_policies_keep_nothing() -> None:
    env, actions = sky_gym.DoubleDutchVectorEnv(1), np.zeros(1, np.int64)
    env.reset(seed=1)
    small = sky.generate(wireless=2, mobile=1, fixed=1, aerial=1, seed=1)
    asked = count()

    @sky.policy()
    def half_way(clocks: sky.Clocks) -> int:
        next(asked)
        return max(1, clocks.largest_step // 2)

    law = sky.Law.named("narrow-3x2")
    assert kept(lambda: env.step(actions)) < MOST
    assert kept(lambda: sky.solve(small)) < MOST
    assert kept(lambda: law.value(half_way), CALLS // 200) < MOST
    assert next(asked) >= CALLS  # at least 200 times in each
    kilobytes: list[Any] = []
    for keep in (lambda: bytearray(1000), lambda: java("java.nio.ByteBuffer").allocate(1000)):
        assert kept(lambda keep=keep: kilobytes.append(keep())) > MOST  # type: ignore[misc]


MANY = (
    "import gc, sys, gymnasium, numpy as np, skybourse.gym as g\n"
    "from skybourse._jvm import java\n"
    "how, held = sys.argv[1], []\n"
    "def use(env, actions):\n"
    "    env.reset(seed=1); env.step(actions)\n"
    "    if how == 'closed': env.close(); held.append(env._lanes if hasattr(env, '_lanes') else env)\n"
    "    if how == 'held': held.append(env)\n"
    "lanes = np.zeros(4096, int)\n"
    "for n in range(1000): use(gymnasium.make('skybourse/DoubleDutch-narrow-3x2-v0'), 0)\n"
    "for n in range(300): use(gymnasium.make_vec('skybourse/DoubleDutch-narrow-3x2-v0', num_envs=4096), lanes)\n"
    "gc.collect(); java('java.lang.System').gc(); r = java('java.lang.Runtime').getRuntime()\n"
    "print((r.totalMemory() - r.freeMemory()) >> 20)\n"
)


@pytest.mark.parametrize(("how", "ends"), [("dropped", True), ("closed", True), ("held", False)])
def test_environments_are_freed(how: str, ends: bool) -> None:
    told = {**os.environ, "JAVA_TOOL_OPTIONS": "-Xmx512m -Xmn96m -XX:+UseSerialGC", "_JAVA_OPTIONS": ""}
    command = [sys.executable, "-c", MANY, how]
    done = subprocess.run(command, capture_output=True, text=True, env=told, check=False, timeout=300)
    if ends:
        assert done.returncode == 0 and int(done.stdout) < 40, done.stderr
    else:
        assert "MemoryError" in done.stderr

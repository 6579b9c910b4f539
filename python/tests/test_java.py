"""Java in this process: search, errors if none is found, forks, Ctrl-C and memory."""

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


def test_missing_and_old_java_are_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_other_java_in_the_process_is_refused() -> None:
    done = script(
        "import os; del os.fork, os.register_at_fork  # as on systems without fork\n"
        "import jpype, skybourse as sky, skybourse._jvm as j\n"
        "jpype.startJVM(str(j._machine(sky.find_java())))\n"
        "try: sky.generate()\n"
        "except sky.JavaError as e: print(e)\n"
    )
    assert "A Java without Skybourse runs in this process already" in done.stdout, done.stderr


def test_forked_child_gets_error_naming_spawn() -> None:
    done = script(
        "import gc, os, signal, sys, numpy as np, skybourse as sky, skybourse.gym as g\n"
        "e = g.DoubleDutchVectorEnv(3); e.reset(seed=1); m = sky.generate()\n"
        "if os.fork(): sys.exit(os.waitstatus_to_exitcode(os.wait()[1]))\n"
        "signal.alarm(30)\n"  # ends a child that hangs
        "for use in (sky.generate, lambda: e.step(np.zeros(3, int)), lambda: m.name, lambda: repr(m), lambda: m.leaders, lambda: m.seed):\n"
        "    try: use()\n"
        "    except sky.JavaError as failure: print(failure, flush=True)\n"
        "grown = [bytearray(10**6) for _ in range(500)]; gc.collect()\n"  # would also trigger cleanup in Java
        "sys.exit(7)\n"
    )
    assert done.stdout.count("get_context('spawn')") == 6, done.stderr
    assert "incubat" not in done.stderr
    assert done.returncode == 7


def test_forked_pool_gets_error_naming_spawn() -> None:
    done = script(
        "import multiprocessing, skybourse as sky\n"
        "m = sky.generate(wireless=3)\n"
        "with multiprocessing.get_context('fork').Pool(1) as pool:\n"
        "    try: pool.map(sky.solve, [m])\n"
        "    except sky.JavaError as failure: print(failure)\n"
    )
    assert "get_context('spawn')" in done.stdout, done.stderr


def test_python_exits_if_a_thread_started_java() -> None:
    done = script(
        "import skybourse as sky; from concurrent.futures import ThreadPoolExecutor\n"
        "with ThreadPoolExecutor(2) as pool: print(*(m.seed for m in pool.map(lambda seed: sky.generate(wireless=3, seed=seed), [1, 2])))\n"
    )
    assert (done.stdout, done.returncode) == ("1 2\n", 0), done.stderr


def test_java_classes_are_complete_in_all_threads() -> None:
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
def test_given_heap_size_is_used(where: str, heap: str) -> None:
    done = script(
        "from skybourse._jvm import java; print(java('java.lang.Runtime').getRuntime().maxMemory() <= 64 << 20)",
        **{"JAVA_TOOL_OPTIONS": "", "_JAVA_OPTIONS": "", where: heap},
    )
    assert (done.stdout, done.returncode) == ("True\n", 0), done.stderr


HEARD = 10  # time limit for Ctrl-C, s: it usually takes a few hundredths, and much more if many processes share a core


def said(running: subprocess.Popen[bytes], seconds: float) -> bytes:
    """Returns the next line of a process, or nothing after the given time."""
    assert running.stdout is not None
    return running.stdout.readline() if select.select([running.stdout], [], [], seconds)[0] else b""


def test_ctrl_c_interrupts_long_calls() -> None:
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
        bufsize=0,  # otherwise select misses a line that was buffered with the previous one
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # background jobs ignore it
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


def test_interrupted_simulation_cannot_continue(monkeypatch: pytest.MonkeyPatch) -> None:
    simulation = sky.simulate(sky.load(EXAMPLES / "campus-over-time.yaml"), 3)
    with monkeypatch.context() as broken:
        broken.setattr(sky.Simulation, "_slot", lambda self, played: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            next(simulation)
    for goes_on in (lambda: next(simulation), simulation.finish):
        with pytest.raises(sky.InputError, match="must be started again after a slot was interrupted") as told:
            goes_on()
        assert str(pickle.loads(pickle.dumps(told.value))) == str(told.value)  # as it arrives from a worker process


CALLS = 2_000
MOST = 0.3  # limit of retained kilobytes and Python blocks per call; caches that fill once retain less


def held() -> tuple[int, int]:
    """Returns the used heap of Java in bytes and the number of allocated Python blocks. Neither includes code compiled by the JVM,
    unlike the memory of the process, which measure.py checks."""
    gc.collect()
    java("java.lang.System").gc()
    runtime = java("java.lang.Runtime").getRuntime()
    return int(runtime.totalMemory()) - int(runtime.freeMemory()), sys.getallocatedblocks()


def kept(work: Callable[[], object], times: int = CALLS) -> float:
    """Returns the retained kilobytes of Java or blocks of Python per call, whichever is more, after a warm-up of a tenth of the calls."""
    for _ in range(times // 10):
        work()
    before = held()
    for _ in range(times):
        work()
    after = held()
    return max((after[0] - before[0]) / 1e3, after[1] - before[1]) / CALLS


def test_repeated_calls_do_not_leak_memory() -> None:
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

"""Measures the package by processor time: `python python/benchmarks/measure.py`. Needs what the tests do, and envpool for its line."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import gymnasium
import numpy as np
from plain import PlainDoubleDutch, mean_reward

import skybourse as sky
import skybourse.gym as sky_gym
from skybourse._jvm import java

HERE = Path(__file__).parent
MOST = 20  # megabytes by which memory may grow


def processor(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Returns how many seconds the work takes."""
    began = clock()
    work()
    return clock() - began


def vector(env: Any, steps: int, draw: Callable[[dict[str, Any]], Any]) -> float:
    """Returns steps a second of lanes side by side; a third as many go before."""
    lanes = env.num_envs if hasattr(env, "num_envs") else env.config["num_envs"]
    info = env.reset()[1]

    def play(count: int) -> None:
        nonlocal info
        for _ in range(count):
            info = env.step(draw(info))[4]

    play(steps // 3)
    return float(lanes * steps / processor(lambda: play(steps)))


def single(env: Any, steps: int, legal: bool) -> float:
    """Returns steps a second of one lane."""
    info = env.reset(seed=1)[1]
    draws = np.random.default_rng(1).random(steps).tolist()

    def play(count: int) -> None:
        nonlocal info
        for i in range(count):
            _, _, over, cut, info = env.step(int(draws[i] * (info["legal_actions"] if legal else 2)))
            if over or cut:
                info = env.reset()[1]

    play(steps // 3)
    return steps / processor(lambda: play(steps))


def speeds() -> None:
    random = np.random.default_rng(1)

    def ours(law: str, lanes: int, steps: int) -> float:
        env = sky_gym.DoubleDutchVectorEnv(lanes, law)
        env.reset(seed=1)
        return vector(env, steps, lambda info: (random.random(lanes) * info["legal_actions"]).astype(np.int64))

    def both(lanes: int) -> Callable[[Any], Any]:
        return lambda info: random.integers(0, 2, lanes)

    rows = {
        "5x3, 4,096 lanes": ours("concentrated-5x3", 4096, 1500),
        "20x10, 4,096 lanes": ours("concentrated-20x10", 4096, 500),
        "5x3, 64 lanes": ours("concentrated-5x3", 64, 20_000),
        "5x3, one lane": single(sky_gym.DoubleDutchEnv("concentrated-5x3"), 200_000, True),
        "5x3 in plain Python, one lane": single(PlainDoubleDutch(), 100_000, True),
        "gymnasium's CartPole, 4,096 lanes in numpy": vector(
            gymnasium.make_vec("CartPole-v1", 4096, "vector_entry_point"), 300, both(4096)
        ),
        "gymnasium's CartPole, one lane": single(gymnasium.make("CartPole-v1").unwrapped, 200_000, False),
    }
    home, jars = str(sky.find_java() / "bin/java"), ":".join(sky.java_class_path())
    options = ["-XX:+UseSerialGC", "--add-modules=jdk.incubator.vector", "-cp", jars]
    loop = subprocess.run([home, *options, str(HERE / "Loop.java"), "1500"], capture_output=True, text=True, check=True)
    rows["5x3, 4,096 lanes, Java alone"] = float(loop.stdout)
    try:
        pool = import_module("envpool").make_gymnasium("CartPole-v1", num_envs=4096, num_threads=1)
        rows["envpool's CartPole, 4,096 lanes"] = vector(pool, 300, both(4096))
    except ImportError:
        print("envpool is not there")
    mean, width = mean_reward(5000, 3)
    exact = sky_gym.Law.named("concentrated-5x3").best_fixed()
    print(f"a step of 3 earns {mean:.4f} +- {width:.4f} in plain Python, {exact:.4f} exactly")
    for name, rate in rows.items():
        print(f"{name:45} {rate:14,.0f} steps a second of processor time")


@sky.rule(truthful="one lot")
def mcafee(book: sky.Book) -> list[Any]:
    k = book.pairs
    if k == 0:
        return []
    if k < min(len(book.bids), len(book.asks)):
        middle = (book.bids[k] + book.asks[k]) / 2
        if book.asks[k - 1] <= middle <= book.bids[k - 1]:
            return [(i, i, middle) for i in range(k)]
    return [(i, i, book.bids[k - 1], book.asks[k - 1]) for i in range(k - 1)]


def audits() -> None:
    random = np.random.default_rng(1)
    calls = 0

    def counted(book: sky.Book) -> Any:
        nonlocal calls
        calls += 1
        return mcafee(book)

    rule = sky.rule(name="counted", truthful="one lot")(counted)
    books = [sky.Orders(random.integers(0, 12, 3), random.integers(0, 12, 2)) for _ in range(1000)]
    began = time.process_time()
    gains = [sky.audit(book, rule, low=0, high=11).worst.gain_half_ticks for book in books]
    spent = time.process_time() - began
    theirs = [sky.audit(book, "mcafee", low=0, high=11).worst.gain_half_ticks for book in books]
    print(f"1,000 books of 3 x 2 on 12 ticks audited: {spent:.1f} s, {calls:,} calls into Python, same gains: {gains == theirs}")


def solves() -> None:
    market = sky.generate(wireless=20, seed=1)
    library = java("skybourse.Skybourse")(1)
    times: dict[str, list[float]] = {"Python": [], "Java": []}
    for _ in range(1000):
        times["Python"].append(processor(lambda: sky.solve(market), time.thread_time))
        times["Java"].append(processor(lambda: library.solve(market._scenario), time.thread_time))
    ours, theirs = (1000 * float(np.median(values[500:])) for values in times.values())
    print(f"solve of 20 agents: {ours:.2f} ms from Python, {theirs:.2f} ms in Java (medians of 500)")


def threads() -> None:
    envs = [sky_gym.DoubleDutchVectorEnv(4096, "concentrated-5x3") for _ in range(2)]
    actions = np.zeros(4096, np.int64)

    def play(env: Any) -> None:
        env.reset(seed=1)
        for _ in range(1000):
            env.step(actions)

    def together() -> None:
        running = [threading.Thread(target=play, args=(env,)) for env in envs]
        for thread in running:
            thread.start()
        for thread in running:
            thread.join()

    def alone() -> None:
        for env in envs:
            play(env)

    play(envs[0])
    after = min(processor(alone, time.perf_counter) for _ in range(3))
    beside = min(processor(together, time.perf_counter) for _ in range(3))
    print(f"two environments: {after:.2f} s one after the other, {beside:.2f} s in two threads, {beside / after:.2f} of it")


def resident() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096


def works() -> dict[str, Callable[[], int]]:
    """Returns what is called again and again, by name; each returns how many calls it was."""
    env, small, law = sky_gym.DoubleDutchEnv(), sky.generate(wireless=2, mobile=1, fixed=1, aerial=1, seed=1), sky.Law.named("narrow-3x2")
    env.reset(seed=1)
    kept: list[bytearray] = []
    asked = 0

    def step() -> int:
        if env.step(0)[2]:
            env.reset()
        return 1

    def solve() -> int:
        sky.solve(small)
        return 1

    @sky.policy()
    def half_way(clocks: sky.Clocks) -> int:
        nonlocal asked
        asked += 1
        return max(1, clocks.largest_step // 2)

    def judge() -> int:
        before = asked
        law.value(half_way)
        return asked - before

    def keep() -> int:
        kept.append(bytearray(1000))
        return step()

    return {"step": step, "solve of 5 agents": solve, "policy in Python": judge, "step that keeps a kilobyte": keep}


def grown(name: str) -> None:
    """Says by how much memory grows in 100,000 calls after the first tenth of them."""
    work = works()[name]

    def play(calls: int) -> int:
        made = 0
        while made < calls:
            made += work()
        return made

    made = play(10_000)
    before = resident()
    made += play(90_000)
    more = (resident() - before) / 1e6
    control = "keeps" in name
    print(f"{made:,} calls of a {name}: {more:.1f} MB more after the first tenth{', red as it must be' * (control and more > MOST)}")
    assert (more > MOST) == control and made >= 100_000


def memory() -> None:
    for name in works():  # each alone in a process
        subprocess.run([sys.executable, __file__, name], check=True)


if __name__ == "__main__":
    if sys.argv[1:]:
        grown(sys.argv[1])
    else:
        for part in (speeds, solves, audits, threads, memory):
            part()

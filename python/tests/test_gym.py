"""Environments: checks of gymnasium, comparison of vector lanes with single lanes and with Java, and exact marks."""

from __future__ import annotations

import copy
import hashlib
import pickle
import runpy
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import gymnasium
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env
from numpy.typing import NDArray
from places import ROOT

import skybourse as sky
import skybourse.gym as sky_gym
from skybourse import zoo
from skybourse._jvm import java


@pytest.mark.parametrize("law", ["narrow-3x2", "concentrated-5x3"])
def test_single_lane_passes_gymnasium_checks(law: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check_env(sky_gym.DoubleDutchEnv(law, illegal="nearest"), skip_render_check=True)
        check_env(sky_gym.DoubleDutchEnv(law, ("hindsight", "waves"), "nearest"), skip_render_check=True)


@pytest.mark.parametrize(("aids", "beside"), [((), range(70)), (("hindsight", "waves"), [0, 31, 63, 64, 69])])
def test_vector_lanes_equal_single_environments(aids: tuple[str, ...], beside: Sequence[int]) -> None:
    lanes, first = 70, 1000  # two tiles in Java
    many = sky_gym.DoubleDutchVectorEnv(lanes, "concentrated-5x3", aids)
    alone = [sky_gym.DoubleDutchEnv("concentrated-5x3", aids) for _ in beside]
    seeds = [first + lane for lane in beside]
    options = {"hashed": False}
    states, info = many.reset(seed=first, options=options)
    singles = [env.reset(seed=seed, options=options) for env, seed in zip(alone, seeds, strict=True)]
    np.testing.assert_array_equal(states[beside], [state for state, _ in singles])
    random = np.random.default_rng(5)
    ends = 0
    for _ in range(25):
        actions = (random.random(lanes) * info["legal_actions"]).astype(np.int64)
        states, rewards, ended, cut, info = many.step(actions)
        assert not cut.any()
        now: list[tuple[Any, Any]] = []
        for place, (lane, env) in enumerate(zip(beside, alone, strict=True)):
            state, reward, over, _, single = env.step(actions[lane])
            assert (over, reward) == (ended[lane], rewards[lane])
            if over:
                ends += 1
                np.testing.assert_array_equal(info["final_obs"][lane], state)
                seeds[place] += lanes
                state, single = env.reset(seed=seeds[place], options=options)
            now.append((state, single["action_mask"]))
        np.testing.assert_array_equal(states[beside], [state for state, _ in now])
        np.testing.assert_array_equal(info["action_mask"][beside], [mask for _, mask in now])
    assert ends > 3 * len(alone)


def test_final_states_belong_to_the_ended_auction() -> None:
    """The moved clock is at the end of the step, and the announcements continue; both restart in the next auction."""
    lanes = 256
    env = sky_gym.DoubleDutchVectorEnv(lanes, "concentrated-5x3")
    alone = [sky_gym.DoubleDutchEnv("concentrated-5x3") for _ in range(8)]
    states, info = env.reset(seed=9, options={"hashed": False})
    for lane, one in enumerate(alone):
        one.reset(seed=9 + lane, options={"hashed": False})
    random, total, over = np.random.default_rng(2), 0, np.zeros(8, bool)
    gap = int(env.law._market.gapTicks())
    for _ in range(60):
        actions = (random.random(lanes) * info["legal_actions"]).astype(np.int64)
        before = states
        states, _, ended, _, info = env.step(actions)
        final = info["final_obs"]
        assert (final[ended, 1] > before[ended, 1]).all() and (states[ended, 1] < final[ended, 1]).all()
        mover = np.where(before[:, 0] == 1, 3, 2)
        towards = np.where(mover == 3, 1, -1)
        steps = np.minimum(np.array(env.law.steps)[actions], np.rint(gap * (before[:, 2] - before[:, 3])))
        rows = np.flatnonzero(ended)
        moved = towards[rows] * gap * (final[rows, mover[rows]] - before[rows, mover[rows]])
        forced = np.rint(moved - steps[rows])  # if the clocks are one tick apart, the last tick is forced
        assert ((forced == 0) | (forced == 1)).all()
        for lane in np.flatnonzero(~over).tolist():
            state, _, over[lane], _, _ = alone[lane].step(actions[lane])
            np.testing.assert_array_equal(state, final[lane] if over[lane] else states[lane])
        total += len(rows)
    assert total > 500 and over.all()


def test_steps_equal_those_of_java() -> None:
    lanes = 4096
    ours = sky_gym.DoubleDutchVectorEnv(lanes, "concentrated-5x3")
    markets = java("skybourse.learning.headroom.BenchmarkMarkets")
    theirs = java("skybourse.learning.auctions.AuctionProblem").of(markets.named("concentrated-5x3").get()).lanes(lanes)
    states, info = ours.reset(seed=7, options={"hashed": False})
    theirs.reset(7)
    random = np.random.default_rng(5)
    ends = 0
    for _ in range(125):  # 512,000 steps
        np.testing.assert_array_equal(states.ravel(), np.array(theirs.states()))
        actions = (random.random(lanes) * info["legal_actions"]).astype(np.int64)
        states, rewards, ended, _, info = ours.step(actions)
        theirs.step(actions.astype(np.int32))
        np.testing.assert_array_equal(rewards, np.array(theirs.rewards()))
        np.testing.assert_array_equal(ended, np.array(theirs.terminated()))
        final = np.array(theirs.finalStates()).reshape(lanes, -1)
        np.testing.assert_array_equal(info["final_obs"][ended], final[ended])
        ends += int(ended.sum())
    assert ends > 50_000


@pytest.mark.parametrize(
    ("actions", "said"),
    [
        (np.full(130, 0.0), "actions must be whole numbers: float64"),
        (np.full(130, np.nan), "actions must be whole numbers: float64"),
        (np.zeros(129, np.int64), r"actions must have the shape \(130,\): \(129,\)"),
        ([0, 0, [1]], r"actions must be whole numbers: \[0, 0, \[1\]\]"),
        (np.full(130, 2**64 - 1, np.uint64), "actions must be at most 9223372036854775807: 18446744073709551615"),
        (np.array([0] * 100 + [6] + [0] * 29), r"actions\[100\] must be legal, one of \[0, 1, 2, 3, 4, 5\]: 6"),
        (np.array([0] * 100 + [2**40] + [0] * 29), r"actions\[100\] must be legal, one of \[0, 1, 2, 3, 4, 5\]: 1099511627776"),
        (np.array([0] * 100 + [-7] + [0] * 29), r"actions\[100\] must be legal, one of \[0, 1, 2, 3, 4, 5\]: -7"),
    ],
)
def test_refused_actions_change_no_lane(actions: Any, said: str) -> None:
    env = sky_gym.DoubleDutchVectorEnv(np.array([130]))  # type: ignore[arg-type]
    with pytest.raises(sky.InputError, match="reset must come before the first step"):
        env.step(np.zeros(130, np.int64))
    before, _ = env.reset(seed=1)
    with pytest.raises(sky.InputError, match=said):
        env.step(actions)
    np.testing.assert_array_equal(env._lanes.states, before)
    first = env.step(np.zeros(130, np.int64))[0]
    env.reset(seed=1)
    np.testing.assert_array_equal(env.step(np.zeros(130, np.int64))[0], first)


def test_seeds_restart_episodes_and_are_hashed() -> None:
    env = sky_gym.DoubleDutchVectorEnv(64)
    steps = np.zeros(64, np.int64)

    def rewards(seed: int | None) -> NDArray[Any]:
        env.reset(seed=seed)
        return np.concatenate([env.step(steps)[1] for _ in range(40)])

    once = rewards(3)
    np.testing.assert_array_equal(once, rewards(3))
    assert (once != rewards(None)).any()
    assert abs(sky_gym._hashed(1) - sky_gym._hashed(2)) > 1 << 40


def test_wrong_seed_does_not_change_the_environment() -> None:
    tried, same = sky_gym.DoubleDutchEnv(), sky_gym.DoubleDutchEnv()
    for env in (tried, same):
        env.reset(seed=3)
    for seed, hashed in ((2**70, False), (2**70, True), (1.5, True), (-1, False), ("1", True)):
        with pytest.raises(sky.InputError, match="seed must be .*: "):
            tried.reset(seed=seed, options={"hashed": hashed})  # type: ignore[arg-type]
    for _ in range(3):
        np.testing.assert_array_equal(tried.step(0)[0], same.step(0)[0])
        np.testing.assert_array_equal(tried.reset()[0], same.reset()[0])
    tried.reset(seed=np.int64(4))  # type: ignore[arg-type]
    same.reset(seed=4)
    assert tried.np_random.integers(1 << 53) == same.np_random.integers(1 << 53)
    last = sky_gym.DoubleDutchVectorEnv(2)
    last.reset(seed=2**63 - 1, options={"hashed": False})
    last.reset()


def test_actions_of_a_single_lane_are_integers_or_arrays_of_one() -> None:
    env = sky_gym.DoubleDutchEnv(aids="waves")
    steps: list[Any] = [0, np.int64(0), np.array(0), np.array([0])]  # return types of learners' predict
    rewards = []
    for step in steps:
        env.reset(seed=1)
        rewards.append(env.step(step)[1])
    assert len(set(rewards)) == 1
    for wrong in (0.0, np.array([0, 0]), np.nan, "0"):
        with pytest.raises(sky.InputError, match="action must be a whole number"):
            env.step(wrong)  # type: ignore[arg-type]
        with pytest.raises(sky.InputError, match="action of the policy must be a whole number"):
            env.headroom(lambda state, mask, wrong=wrong: wrong)  # type: ignore[misc]
    with pytest.raises(sky.InputError, match="action must be in"):
        env.step(2**70)
    with pytest.raises(sky.InputError, match="aids must be among hindsight, waves: no"):
        sky_gym.DoubleDutchEnv(aids="no")
    with pytest.raises(sky.InputError, match="num_envs must be a whole number: 2.5"):
        sky_gym.DoubleDutchVectorEnv(2.5)  # type: ignore[arg-type]


def test_environments_are_registered_with_gymnasium() -> None:
    env = gymnasium.make("skybourse/DoubleDutch-narrow-3x2-v0")
    assert env.reset(seed=1)[0].shape == (10,)
    many = gymnasium.make_vec("skybourse/DoubleDutch-narrow-3x2-v0", num_envs=3)
    assert many.reset(seed=1)[0].shape == (3, 10)


def test_stored_marks_equal_output_of_their_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    names = ["uniform-3x2", "narrow-3x2"]
    monkeypatch.setattr(sys, "argv", ["marks.py", *names])
    runpy.run_path(str(ROOT / "python/benchmarks/marks.py"), run_name="__main__")
    kept = (ROOT / "python/src/skybourse/_marks.py").read_text(encoding="utf-8").splitlines()
    assert capsys.readouterr().out.splitlines() == [line for line in kept if line.split('"')[1:2] in ([name] for name in names)]


def test_fixed_step_in_python_has_the_value_of_java() -> None:
    law = sky_gym.Law.named("narrow-3x2")
    step = law.steps.index(2)
    mark = law.headroom(lambda state, mask: min(step, int(mask.sum()) - 1))
    assert mark == sky_gym.Mark(law.best_fixed(), 0.0)
    with pytest.raises(sky.InputError, match="action of the policy must be in"):
        law.headroom(lambda state, mask: 6)


def test_user_defined_laws_have_exact_values() -> None:
    law = sky_gym.Law.of(2, [1, 2, 1], 1, [1, 1, 1], high=4, first=1, steps=[1, 2])
    assert law.best_fixed() <= law.optimum()
    assert sky_gym.DoubleDutchVectorEnv(5, law).reset(seed=1)[0].shape == (5, 10)
    with pytest.raises(sky.InputError, match="law must be one of uniform-3x2"):
        sky_gym.Law.named("nowhere")
    cases: dict[str, Callable[[], object]] = {
        "high must be a whole number: 4.5": lambda: sky_gym.Law.of(2, [1], 1, [1], high=4.5),  # type: ignore[arg-type]
        "buyers must be a whole number: 2.5": lambda: sky_gym.Law.of(2.5, [1], 1, [1], high=4),  # type: ignore[arg-type]
        "steps must be a whole number: 1.5": lambda: sky_gym.Law.of(2, [1], 1, [1], high=4, steps=[1.5]),  # type: ignore[list-item]
        "values must be numbers: <U1": lambda: sky_gym.Law.of(2, ["a"], 1, [1], high=4),  # type: ignore[list-item]
        "weights must have the shape .3,.: .2,.": lambda: sky_gym.Law.of(2, [1], 1, [1], high=4, weights=(1, 1)),  # type: ignore[arg-type]
        "markets must be a whole number: 9.5": lambda: law.evaluate([1], markets=9.5),  # type: ignore[arg-type]
        "policies must be a whole number: 1.5": lambda: law.evaluate([1.5], markets=9),  # type: ignore[list-item]
    }
    for said, wrong in cases.items():
        with pytest.raises(sky.InputError, match=said):
            wrong()
    one = np.array([1])
    named = sky_gym.Law.of(one, [1], one, [1], high=np.array([4]), first=one, steps=np.array([1, 2]))  # type: ignore[arg-type]
    assert (named.name, named.steps) == ("own-1x1", [1, 2])
    level = sky_gym.Law.of(1, [0, 0, 1], 1, [1], high=4, steps=[1])
    assert level.optimum() == level.best_fixed() and np.isnan(level.headroom(lambda state, mask: 0).share)
    with pytest.raises(sky.InputError, match="must have one component"):
        sky_gym.Law.named("mixed-5x3").optimum()


def test_threads_step_their_own_environments() -> None:
    envs = [sky_gym.DoubleDutchVectorEnv(256, "concentrated-5x3") for _ in range(2)]
    sums: list[float] = []

    def play(env: sky_gym.DoubleDutchVectorEnv) -> None:
        env.reset(seed=1)
        sums.append(sum(float(env.step(np.zeros(256, np.int64))[1].sum()) for _ in range(50)))

    threads = [threading.Thread(target=play, args=(env,)) for env in envs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(sums)) == 1 and len(sums) == 2


def test_results_are_equal_without_vector_module() -> None:
    states = "b''.join(e.step(np.zeros(70, int))[0].tobytes() for _ in range(50))"
    script = (
        "import numpy as np, skybourse._jvm as j, hashlib\n"
        "j.VECTOR = 'no.such.module'\n"
        "import skybourse.gym as g\n"
        "e = g.DoubleDutchVectorEnv(70); e.reset(seed=1)\n"
        f"print(hashlib.sha256({states}).hexdigest())\n"
    )
    plain = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "results are the same" in plain.stderr
    env = sky_gym.DoubleDutchVectorEnv(70)
    env.reset(seed=1)
    ours = b"".join(env.step(np.zeros(70, int))[0].tobytes() for _ in range(50))
    assert plain.stdout.strip() == hashlib.sha256(ours).hexdigest()


def test_environments_cannot_be_copied_or_used_after_close() -> None:
    made: list[Any] = [
        sky_gym.DoubleDutchEnv(),
        sky_gym.DoubleDutchVectorEnv(3),
        sky_gym.MarketEnv(sky.generate(wireless=3), slots=2),
        zoo.market(sky.generate(wireless=3), slots=2),
        zoo.pricing(sky.generate(wireless=3)),
    ]
    for env in made:
        for copied in (copy.copy, copy.deepcopy, pickle.dumps):
            with pytest.raises(TypeError, match=f"{type(env).__name__} cannot be copied or pickled. Create another one"):
                copied(env)
        env.reset(seed=1)
        env.close()
        env.close()
    for env in made[:2]:
        for use in (env.reset, lambda env=env: env.step(np.zeros(3, int) if env is made[1] else 0)):
            with pytest.raises(sky.InputError, match="environment must not be closed"):
                use()
    with pytest.raises(sky.InputError, match="must follow a reset"):
        made[2].step(np.array([0.5]))
    gymnasium.make("skybourse/Market-v0", scenario=sky.generate(wireless=3)).close()


def test_nearest_replaces_illegal_actions() -> None:
    nearest, legal = sky_gym.DoubleDutchVectorEnv(130, illegal="nearest"), sky_gym.DoubleDutchVectorEnv(130)
    nearest.reset(seed=1)
    _, info = legal.reset(seed=1)
    for step in range(60):
        wrong, right = (2**40, info["legal_actions"] - 1) if step % 3 else (-(2**40), np.zeros(130, np.int64))
        theirs = nearest.step(np.full(130, wrong))
        *ours, info = legal.step(right)
        for one, other in zip(theirs[:3], ours[:3], strict=True):
            np.testing.assert_array_equal(one, other)

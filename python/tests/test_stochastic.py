"""Randomized policies: exact values of functions and tables of probabilities, and refusals."""

from __future__ import annotations

import runpy
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from places import ROOT

import skybourse as sky
import skybourse.gym as sky_gym


def uniform(state: NDArray[np.float32], mask: NDArray[np.int8]) -> NDArray[np.float64]:
    return np.asarray(mask / mask.sum())


def test_randomized_policies_have_exact_values() -> None:
    law = sky_gym.Law.of(2, [1, 2, 1], 1, [1, 1, 1], high=4, steps=[1, 2])
    states, masks = law.states()
    assert masks.sum(1).min() >= 1 and len(np.unique(states, axis=0)) == len(states) == len(law.states(waves=True)[0])
    even = masks / masks.sum(1, keepdims=True)
    value = law.value(uniform)
    assert law.value(even) == law.value(even.astype(np.float32)) == law.value(law.policy(uniform)) == value
    assert law.value(uniform, waves=True) == law.value(law.policy(even)) == value
    fixed = np.eye(2)[np.minimum(1, masks.sum(1) - 1)]
    for last in (lambda state, mask: min(1, int(mask.sum()) - 1), lambda state, mask: np.eye(2)[int(mask.sum()) - 1]):
        assert law.value(fixed) == law.value(last)
    narrow = sky_gym.Law.named("narrow-3x2")
    even = narrow.states()[1] / narrow.states()[1].sum(1, keepdims=True)
    mark = sky_gym.DoubleDutchEnv("narrow-3x2").headroom(even)
    assert mark.value == pytest.approx(0.4911227989, abs=1e-9) and mark.share < 0  # 0.487 +- 0.012 in sampled episodes
    played = narrow.evaluate([narrow.policy(even)], markets=4000).row(0)
    assert abs(played["reward"] - mark.value) < 2 * played["half_width"]


def test_inconsistent_answers_are_refused() -> None:
    law = sky_gym.Law.of(2, [1, 2, 1], 1, [1, 1, 1], high=4, steps=[1, 2])
    random = np.random.default_rng(1)

    def drawn(state: NDArray[np.float32], mask: NDArray[np.int8]) -> int:
        return int(random.integers(mask.sum()))

    def noisy(state: NDArray[np.float32], mask: NDArray[np.int8]) -> NDArray[np.float64]:
        return np.array([0.5, 0.5]) + 1e-7 * random.random() * np.array([1, -1]) if mask.all() else np.array([1.0, 0.0])

    asked: list[bytes] = []

    def seen(state: NDArray[np.float32], mask: NDArray[np.int8]) -> NDArray[np.float64]:
        asked.append(state.tobytes())
        return uniform(state, mask)

    for wrong in (drawn, noisy):
        with pytest.raises(sky.InputError, match="answer of policy must be the same each time it is asked in a state: steps of"):
            law.value(wrong)
    law.value(seen)
    half = len(asked) // 2
    assert asked[:half] == asked[half:][::-1] == [state.tobytes() for state in law.states()[0]]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ([0.5, 0.4], "probabilities of the policy must not be negative and must sum to 1: "),
        ([1.5, -0.5], "probabilities of the policy must not be negative and must sum to 1: "),
        ([np.nan, 1], "probabilities of the policy must not be negative and must sum to 1: "),
        ([0.5, 0.5], "probabilities of the policy must be 0 for illegal actions, those from 1 on: "),
        ([0.2, 0.3, 0.5], "action of the policy must be a whole number: "),
        (2, "action of the policy must be in "),
    ],
)
def test_invalid_probabilities_are_refused(answer: Any, said: str) -> None:
    law = sky_gym.Law.of(2, [1, 2, 1], 1, [1, 1, 1], high=4, steps=[1, 2])
    with pytest.raises(sky.InputError, match=said):
        law.value(lambda state, mask: answer)


def test_invalid_probability_tables_are_refused() -> None:
    law = sky_gym.Law.of(2, [1, 2, 1], 1, [1, 1, 1], high=4, steps=[1, 2])
    _, masks = law.states()
    even = masks / masks.sum(1, keepdims=True)
    with pytest.raises(sky.InputError, match=r"policy must be a function, a Policy or a table with the shape \(\d+, 2\): \(2, 2\)"):
        law.value(even[:2])
    for place, row in ((1, [0.5, 0.4]), (int(masks.sum(1).argmin()), [0.5, 0.5]), (2, [np.nan, 1]), (3, [2, -1])):
        wrong = even.copy()
        wrong[place] = row
        with pytest.raises(sky.InputError, match=rf"policy\[{place}\] must not be negative, 0 for illegal actions, those from"):
            law.value(wrong)
    market = sky.generate(seed=1)
    with pytest.raises(sky.InputError, match="policy must be a function outside the law own-2x1"):
        sky.run(market, "double-dutch-midpoint", law.policy(even))
    assert sky.run(market, "double-dutch-midpoint", law.policy(uniform)).trades.rows > 0


def test_sampled_episodes_have_the_exact_value() -> None:
    episodes = runpy.run_path(str(ROOT / "python/benchmarks/stochastic.py"))
    rows = [episodes["judged"](name, kind, seed, 40_000) for name, kind, seed in episodes["CASES"][::6]]
    assert sum(abs(row["played"] - row["exact"]) <= row["half_width99"] for row in rows) >= len(rows) - 1
    assert max(row["half_width99"] for row in rows) < 0.01

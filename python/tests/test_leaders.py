"""Leaders as agents: the checkers of gymnasium and PettingZoo, the slots of the program, the certificate as the judge."""

from __future__ import annotations

import warnings
from typing import Any

import gymnasium
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env
from pettingzoo.test import parallel_api_test, parallel_seed_test
from places import EXAMPLES

import skybourse as sky
import skybourse.gym as sky_gym
from skybourse import zoo

OVER_TIME = EXAMPLES / "campus-over-time.yaml"


def test_the_fields_own_checks_pass() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check_env(sky_gym.MarketEnv(OVER_TIME, slots=8), skip_render_check=True)
    for made in (lambda: zoo.market(OVER_TIME, slots=15), lambda: zoo.pricing(EXAMPLES / "campus.yaml", rounds=3)):
        parallel_api_test(made(), num_cycles=30)
        parallel_seed_test(made, num_cycles=10)


def test_the_markets_own_prices_play_its_slots() -> None:
    market = sky.load(OVER_TIME)
    played = list(sky.simulate(market, 30))
    posted, some = sky.simulate(market, 30), sky.simulate(market, 30)
    env = zoo.market(market, slots=30)
    env.reset(seed=market.seed)
    for slot in played:
        prices = slot.leaders["price"]
        part = np.where(np.arange(3) == slot.number % 3, prices, np.nan)
        for other in (posted.play(prices), some.play(part)):
            for ours, its in ((slot.leaders, other.leaders), (slot.aerial, other.aerial), (slot.ledger, other.ledger)):
                assert list(ours) == list(its)
                for name, values in ours.items():
                    np.testing.assert_array_equal(values, its[name])
        seen, earned, _, cut, info = env.step(dict(zip(market.leaders, prices / market.price_caps, strict=True)))
        np.testing.assert_allclose([info[name]["price"] for name in market.leaders], prices)
        np.testing.assert_allclose([seen[name][3] for name in market.leaders], prices / market.price_caps, rtol=1e-6)
    assert cut["library"] and earned.keys() == seen.keys()
    np.testing.assert_array_equal(posted.finish()["met"], some.finish()["met"])


def test_rewards_sum_to_what_is_paid_less_energy() -> None:
    market = sky.generate(wireless=8, seed=2)
    env = gymnasium.make("skybourse/Market-v0", scenario=market, leader="FA2", slots=6)
    env.reset(seed=5)
    earned = sum(float(env.step(np.array([0.2], np.float32))[1]) for _ in range(6))
    unwrapped: Any = env.unwrapped
    assert unwrapped.certified(5) != earned
    last = list(sky.simulate(market, 6, seed=5))
    paid = last[-1].leaders["balance"][3] * 1e-6
    cost = float(market._scenario.leaders()[3].costPerWork())
    work = sum(slot.leaders["sold_work"][3] - slot.leaders["resold_work"][3] for slot in last)
    assert unwrapped.certified(5) == pytest.approx(paid - cost * work, rel=1e-12)


def test_the_certificate_judges_prices() -> None:
    market = sky.load(EXAMPLES / "reference.yaml")
    solved = sky.solve(market)
    env = zoo.pricing(market)
    env.reset(seed=1)
    best = dict(zip(market.leaders, solved.prices / market.price_caps, strict=True))
    _, earned, over, _, info = env.step(best)
    assert all(over.values()) and env.agents == []
    np.testing.assert_allclose([info[name]["load"] for name in market.leaders], solved.loads, rtol=1e-9)
    proof = env.certify(best)
    assert proof.holds
    np.testing.assert_allclose(list(earned.values()), proof.leaders["profit"], rtol=1e-9)
    worse = env.certify(best | {"FA2": 0.3})
    gain = worse.leaders["best_profit"] - worse.leaders["profit"]
    env.reset()
    better = best | {"FA2": worse.leaders["best_price"][3] / market.price_caps[3]}
    assert env.step(better)[1]["FA2"] == pytest.approx(worse.leaders["best_profit"][3], rel=1e-9)
    assert not worse.holds and gain[3] > 0


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: sky_gym.MarketEnv(OVER_TIME, leader="FA9"), "leader must be one of shuttle, library, laboratory: FA9"),
        (lambda: sky_gym.MarketEnv(OVER_TIME, others=[1.0]), r"others must have the shape \(3,\)"),
        (lambda: zoo.pricing(OVER_TIME, rounds=0), "rounds must be at least 1: 0"),
        (lambda: zoo.pricing(OVER_TIME).step({}), "step must follow a reset"),
        (lambda: sky.simulate(sky.load(OVER_TIME), 3).play([0, 0, 1]), r"prices of laboratory must be in \[0, 2e-05\]: 1.0"),
    ],
)
def test_wrong_arguments_are_told(wrong: Any, said: str) -> None:
    with pytest.raises(sky.InputError, match=said):
        wrong()


@pytest.mark.parametrize("action", [np.array([1.5]), np.array([np.nan]), np.array([-0.1, 0.2]), "high"])
def test_a_wrong_action_plays_no_slot(action: Any) -> None:
    env, same = (sky_gym.MarketEnv(OVER_TIME, slots=3) for _ in range(2))
    with pytest.raises(sky.InputError, match="action must be"):
        env.step(action)
    env.reset(seed=4)
    same.reset(seed=4)
    with pytest.raises(sky.InputError, match="action must be"):
        env.step(action)
    for _ in range(3):
        np.testing.assert_array_equal(env.step(0.2)[0], same.step(0.2)[0])
    with pytest.raises(sky.InputError, match="step must follow a reset, for the slots are over"):
        env.step(0.2)

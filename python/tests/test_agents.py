"""Environments of leaders and aerial agents: library checks, comparison with simulated slots and the certificate, and misreports."""

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


def test_environments_pass_gymnasium_and_pettingzoo_checks() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for agent in ("shuttle", "drone"):
            check_env(sky_gym.MarketEnv(OVER_TIME, agent, slots=8), skip_render_check=True)
    for made in (lambda: zoo.market(OVER_TIME, slots=6, who="all"), lambda: zoo.pricing(EXAMPLES / "campus.yaml", rounds=3)):
        parallel_api_test(made(), num_cycles=15)
        parallel_seed_test(made, num_cycles=5)


def test_posting_certified_prices_reproduces_the_slots() -> None:
    market = sky.load(OVER_TIME)
    played = list(sky.simulate(market, 12))
    posted, some = sky.simulate(market, 12), sky.simulate(market, 12)
    env = zoo.market(market, slots=12)
    env.reset(seed=market.seed)
    for slot in played:
        prices = slot.leaders["price_per_bit"]
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


def test_true_asks_reproduce_the_slots() -> None:
    market = sky.generate(wireless=14, mobile=1, fixed=2, aerial=2, seed=5)
    played, told = list(sky.simulate(market, 4)), sky.simulate(market, 4)
    env = zoo.market(market, slots=4, who="aerial agents")
    env.reset(seed=market.seed)
    truth = dict.fromkeys(market.aerial_agents, np.array([0.25, 1.0], np.float32))
    earned = dict.fromkeys(market.aerial_agents, 0.0)
    for slot in played:
        other = told.play(asks=[1.0] * 2, lots=[1000] * 2)
        for ours, its in ((slot.leaders, other.leaders), (slot.aerial, other.aerial), (slot.ledger, other.ledger)):
            for name, values in ours.items():
                np.testing.assert_array_equal(values, its[name])
        seen, rewards, _, cut, info = env.step(truth)
        earned = {name: earned[name] + rewards[name] for name in earned}
        assert all(cut.values()) == (slot.number == 3) and info["AA1"] == {}
    assert sum(slot.aerial["lots"].sum() for slot in played) > 3
    costs = np.sum([slot.aerial["cost"] for slot in played], axis=0)
    np.testing.assert_allclose(list(earned.values()), played[-1].aerial["balance"] * 1e-6 - costs, rtol=1e-9)
    most = env._game._most_lots
    np.testing.assert_allclose([seen[name][2] for name in earned], played[-1].aerial["lots"] / most, rtol=1e-6)
    one = sky_gym.MarketEnv(market, "AA2", slots=4)
    assert one.certified(market.seed) == pytest.approx(earned["AA2"], rel=1e-12)


def gains(market: sky.Market, rule: str | sky.Rule) -> list[tuple[float, float]]:
    """Returns ask factors and gains over truthful reporting of each aerial agent, in ledger units; true asks are the costs of lots."""
    books: list[sky.Book] = []
    prices, count = sky.solve(market).prices, len(market.aerial_agents)
    kept = sky.rule(truthful="any lots")(lambda book: books.append(book) or [])  # type: ignore[func-returns-value]
    sky.simulate(market, 1, kept).play(prices)  # under a rule declared truthful, asks are costs
    tick = 2 * int(market._scenario.rules().ledgerUnitsPerHalfTick())

    def left(place: int, ask: float, lots: int) -> int:
        simulation = sky.simulate(market, 3, rule)
        asks, most = np.ones(count), np.full(count, 1000)
        asks[place], most[place] = ask, lots
        sold = simulation.play(prices, asks, most).aerial["lots"][place]
        for _ in range(2):
            paid = simulation.play(np.full(len(prices), np.inf)).aerial["balance"][place]
        costs = [cost for cost, seller in zip(books[0].asks, books[0].sellers, strict=True) if seller == market.aerial_agents[place]]
        return int(paid) - tick * sum(costs[:sold])

    reports = [(ask, 1000) for ask in (0, 0.5, 0.9, 1.05, 1.1, 1.25, 1.5, 2)] + [(1.0, 1), (1.0, 2)]
    return [(ask, left(place, ask, lots) - left(place, 1, 1000)) for place in range(count) for ask, lots in reports]


def test_misreports_gain_only_under_untruthful_rule() -> None:
    market = sky.generate(wireless=14, mobile=1, fixed=2, aerial=2, seed=5)
    assert max(gain for _, gain in gains(market, "seller-vcg")) == 0
    pay_as_ask = sky.rule(name="pay-as-ask")(lambda book: [(i, i, book.asks[i]) for i in range(book.pairs)])
    assert max(gain for ask, gain in gains(market, pay_as_ask) if ask > 1) > 0


def test_rewards_sum_to_payments_minus_energy_costs() -> None:
    market = sky.generate(wireless=8, seed=2)
    env = gymnasium.make("skybourse/Market-v0", scenario=market, agent="FA2", slots=6)
    env.reset(seed=5)
    earned = sum(float(env.step(np.array([0.2], np.float32))[1]) for _ in range(6))
    unwrapped: Any = env.unwrapped
    assert unwrapped.certified(5) != earned
    last = list(sky.simulate(market, 6, seed=5))
    paid = last[-1].leaders["balance"][3] * 1e-6
    cost = float(market._scenario.leaders()[3].costPerWork())
    work = sum(slot.leaders["sold_work"][3] - slot.leaders["resold_work"][3] for slot in last)
    assert unwrapped.certified(5) == pytest.approx(paid - cost * work, rel=1e-12)


def test_certificate_evaluates_prices_of_the_environment() -> None:
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
    np.testing.assert_allclose(list(earned.values()), proof.leaders["decision_profit"], rtol=1e-9)
    worse = env.certify(best | {"FA2": 0.3})
    gain = worse.leaders["best_decision_profit"] - worse.leaders["decision_profit"]
    env.reset()
    better = best | {"FA2": worse.leaders["best_price_per_bit"][3] / market.price_caps[3]}
    assert env.step(better)[1]["FA2"] == pytest.approx(worse.leaders["best_decision_profit"][3], rel=1e-9)
    assert not worse.holds and gain[3] > 0


def priced(**more: float) -> Any:
    env = zoo.pricing(OVER_TIME)
    env.reset()
    return env.step(dict.fromkeys(env.agents, 0.5) | more)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: sky_gym.MarketEnv(OVER_TIME, agent="FA9"), "agent must be one of shuttle, library, laboratory, drone: FA9"),
        (lambda: sky_gym.MarketEnv(OVER_TIME, others=[1.0]), r"others must have the shape \(3,\)"),
        (lambda: zoo.pricing(OVER_TIME, rounds=0), "rounds must be at least 1: 0"),
        (lambda: zoo.pricing(OVER_TIME).step({}), "step must follow a reset"),
        (lambda: sky_gym.MarketEnv(OVER_TIME).step(0.2), "step must follow a reset: no slot is left"),
        (lambda: sky_gym.MarketEnv(OVER_TIME).reset(seed=1 << 63), r"seed must be in \[0, 9223372036854775807\]: 9223372036854775808"),
        (lambda: sky_gym.MarketEnv(OVER_TIME).reset(seed=1.5), "seed must be a whole number: 1.5"),  # type: ignore[arg-type]
        (lambda: sky_gym.MarketEnv(OVER_TIME, slots=2.5), "slots must be a whole number: 2.5"),  # type: ignore[arg-type]
        (lambda: sky_gym.MarketEnv(OVER_TIME, slots=float("nan")), "slots must be a whole number: nan"),  # type: ignore[arg-type]
        (lambda: sky_gym.MarketEnv(OVER_TIME, others=[[1], [1, 2], []]), "others must be numbers"),
        (lambda: zoo.pricing(OVER_TIME, rounds=1.5), "rounds must be a whole number: 1.5"),  # type: ignore[arg-type]
        (lambda: zoo.market(OVER_TIME).reset(seed=1.5), "seed must be a whole number: 1.5"),  # type: ignore[arg-type]
        (lambda: zoo.market(OVER_TIME).step({"drone": 1}), "actions must have one entry for each of shuttle, library, laboratory: drone"),
        (
            lambda: priced(FA9=0.5),
            "actions must have one entry for each of shuttle, library, laboratory: shuttle, library, laboratory, FA9",
        ),
        (lambda: zoo.market(sky.generate(aerial=0), who="aerial agents"), "who must be leaders, aerial agents or all"),
        (lambda: sky_gym.MarketEnv(EXAMPLES / "energy-dvfs.yaml"), "scenario must have no leader with an energy model, .*: van"),
        (lambda: sky_gym.MarketEnv(OVER_TIME, "drone").step(0.2), "action must be 2 numbers: 0.2"),
        (lambda: sky_gym.MarketEnv(OVER_TIME, "drone").step(np.array([1, 1.5])), r"action must be in \[0, 1\]: \[1.  1.5\]"),
        (lambda: sky.simulate(sky.load(OVER_TIME), 3).play(asks=[-1]), r"asks\[0\] of drone must not be negative and must be finite: -1.0"),
        (lambda: sky.simulate(sky.load(OVER_TIME), 3).play(lots=[0.5]), "lots must be whole numbers"),
        (lambda: sky.simulate(sky.load(OVER_TIME), 3).play(lots=[-1]), r"lots\[0\] of drone must not be negative"),
        (lambda: sky.simulate(sky.load(OVER_TIME), 3).play([0, 0, 1]), r"prices of laboratory must be in \[0, 2e-05\]: 1.0"),
    ],
)
def test_wrong_arguments_of_environments_are_refused(wrong: Any, said: str) -> None:
    with pytest.raises(sky.InputError, match=said):
        wrong()


def test_wrong_argument_does_not_change_the_simulation() -> None:
    tried, same = (sky.simulate(sky.load(OVER_TIME), 2) for _ in range(2))
    for wrong in ({"asks": [np.nan]}, {"asks": [-1]}, {"lots": [-1]}, {"lots": [0.5]}):
        with pytest.raises(sky.InputError):
            tried.play(**wrong)
    np.testing.assert_array_equal(tried.play().leaders["balance"], same.play().leaders["balance"])


def test_certified_episode_does_not_change_the_running_one() -> None:
    env, same = (sky_gym.MarketEnv(OVER_TIME, slots=3) for _ in range(2))
    env.reset(seed=4)
    same.reset(seed=4)
    assert env.certified(7) == same.certified(7)
    for _ in range(3):
        np.testing.assert_array_equal(env.step(0.2)[0], same.step(0.2)[0])


def test_numpy_integers_are_accepted() -> None:
    env, same = sky_gym.MarketEnv(OVER_TIME, slots=np.array([2])), sky_gym.MarketEnv(OVER_TIME, slots=2)  # type: ignore[arg-type]
    for first in (np.int64(4), np.array([5])):
        env.reset(seed=first)  # type: ignore[arg-type]
        same.reset(seed=int(first.item()))
        assert env.np_random.integers(1 << 53) == same.np_random.integers(1 << 53)
        for _ in range(2):
            (ours, *_, cut, _), (its, *_, ends, _) = env.step(0.2), same.step(0.2)
            np.testing.assert_array_equal(ours, its)
            assert cut == ends
    assert cut


@pytest.mark.parametrize("action", [np.array([1.5]), np.array([np.nan]), np.array([-0.1, 0.2]), "high", [0, [1]]])
def test_wrong_action_plays_no_slot(action: Any) -> None:
    env, same = (sky_gym.MarketEnv(OVER_TIME, slots=3) for _ in range(2))
    with pytest.raises(sky.InputError, match="action must be"):
        env.step(action)
    env.reset(seed=4)
    same.reset(seed=4)
    with pytest.raises(sky.InputError, match="action must be"):
        env.step(action)
    for _ in range(3):
        np.testing.assert_array_equal(env.step(0.2)[0], same.step(0.2)[0])
    with pytest.raises(sky.InputError, match="step must follow a reset: no slot is left"):
        env.step(0.2)

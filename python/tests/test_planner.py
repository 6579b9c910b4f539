"""Comparison of the planner's bound of tier 1 with scipy: the best allocation is within one millionth below the bound."""

from __future__ import annotations

from itertools import count
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import optimize

import skybourse as sky
from skybourse._jvm import java

Vector = NDArray[np.float64]


class Planner:
    """The planner's problem of a market as vectors with one element per link, implemented from its definition."""

    def __init__(self, market: sky.Market):
        self.game = game = java("skybourse.tier1.game.ScenarioGameFactory").of(market._scenario)
        links = (game.linkLeader(), game.linkCharge(), game.linkInverseQuality(), game.linkCap())
        leader, charge, inverse, cap = (np.array(array) for array in links)
        places = [(n, game.entriesOf(n).at(i)) for n in range(game.agents()) for i in range(game.entriesOf(n).count())]
        self.agent, entry = np.array(places).T
        self.leader, self.charge, self.inverse, self.cap = leader[entry], charge[entry], inverse[entry], cap[entry]
        self.weight, self.work = np.array(self.game.weight())[self.agent], np.array(self.game.taskWork())[self.agent]
        table = self.game.leaderTable()
        self.cost, self.overload, self.capacity = (np.array(a) for a in (table.costsPerWork(), table.overloadPrices(), table.capacities()))
        self.linear = self.charge + self.cost[self.leader] * self.work
        self.of_agent = (self.agent == np.arange(self.game.agents())[:, np.newaxis]).astype(float)
        self.of_leader = (self.leader == np.arange(len(self.cost))[:, np.newaxis]) * self.work

    def welfare(self, ratios: Vector) -> float:
        """Returns the welfare of an allocation, with overload at its price."""
        gain = self.weight * np.log1p(ratios / self.inverse) - self.linear * ratios
        overload = np.maximum(self.of_leader @ ratios - self.capacity, 0)
        return float(gain.sum() - self.overload @ overload)

    def allowed(self, ratios: Vector) -> Vector:
        """Returns the allocation projected into its limits: ratios, agents, and leaders with prohibitive overload."""
        ratios = np.clip(ratios, 0, self.cap)
        ratios /= np.maximum(self.of_agent @ ratios, 1)[self.agent]
        load = self.of_leader @ ratios
        full = np.where(self.prohibitive() & (load > self.capacity), self.capacity / np.maximum(load, 1e-300) * (1 - 1e-15), 1)
        moved: Vector = ratios * full[self.leader]
        return moved

    def prohibitive(self) -> NDArray[np.bool_]:
        """Returns which leaders have an overload price above the worth of a unit of work to all agents."""
        worth = (self.weight / self.inverse - self.charge) / self.work - self.cost[self.leader]
        return np.array([self.overload[s] >= worth[self.leader == s].max(initial=0) for s in range(len(self.cost))])

    def best(self) -> float:
        """Returns the welfare of the best allocation that SLSQP finds: a lower bound on the optimum."""
        links, hard = len(self.cap), self.prohibitive()
        soft = np.flatnonzero(~hard & (self.overload > 0))
        scale = self.weight.mean()

        def loss(x: Vector) -> tuple[float, Vector]:
            ratios = x[:links]
            gain = self.weight * np.log1p(ratios / self.inverse) - self.linear * ratios
            slope = self.weight / (self.inverse + ratios) - self.linear
            return -(gain.sum() - x[links:].sum() * scale) / scale, np.concatenate([-slope / scale, np.ones(len(soft))])

        budgets = np.hstack([-self.of_agent, np.zeros((len(self.of_agent), len(soft)))])
        held = np.flatnonzero(hard)
        capacity = np.hstack([-self.of_leader[held] / self.capacity[held, np.newaxis], np.zeros((len(held), len(soft)))])
        price = self.overload[soft] / scale  # excess over capacity is a separate variable, in money
        excess = np.hstack([-self.of_leader[soft] * price[:, np.newaxis], np.eye(len(soft))])
        matrix = np.vstack([budgets, capacity, excess])
        room = np.concatenate([np.ones(len(budgets)), np.ones(len(held)), price * self.capacity[soft]])
        found = optimize.minimize(
            loss,
            np.concatenate([np.minimum(self.cap, 0.1), np.zeros(len(soft))]),
            jac=True,
            method="SLSQP",
            bounds=[(0, c) for c in self.cap] + [(0, None)] * len(soft),
            constraints={"type": "ineq", "fun": lambda x: matrix @ x + room, "jac": lambda _: matrix},
            options={"ftol": 1e-13, "maxiter": 1000},
        )
        return self.welfare(self.allowed(found.x[:links]))

    def bound(self, prices: Vector) -> Any:
        """Returns the bound of the product, computed from these prices."""
        return java("skybourse.tier1.certificate.PlannerBound").of(self.game, prices, java("skybourse.base.numeric.TaskRunner").of(1))


def markets() -> list[sky.Market]:
    """Returns fifty random markets of three sizes."""
    return (
        [sky.generate(wireless=20, seed=seed) for seed in range(1, 21)]
        + [sky.generate(wireless=8, mobile=1, fixed=2, aerial=1, seed=seed) for seed in range(1, 16)]
        + [sky.generate(wireless=12, mobile=0, fixed=3, aerial=2, seed=seed) for seed in range(1, 16)]
    )


def test_best_allocation_is_within_a_millionth_below_the_bound() -> None:
    widest = 0.0
    for market, seed in zip(markets(), count(1), strict=False):
        planner = Planner(market)
        prices = np.array([1.5 * planner.game.breakEvenPrice(s) for s in range(len(planner.cost))])
        bound, best = planner.bound(prices), planner.best()
        assert best <= bound.optimum(), seed
        widest = max(widest, 1 - best / bound.optimum())
    print(f"widest gap {widest:.2g}")
    assert widest <= 1e-6


def test_bound_contains_share_of_certified_prices() -> None:
    market = sky.generate(seed=4)
    planner, solved = Planner(market), sky.solve(market)
    bound = planner.bound(solved.prices)
    assert 0.9 < bound.share() == bound.welfare() / bound.optimum() <= 1
    assert bound.welfare() <= planner.best()


def test_comparison_detects_too_low_bounds() -> None:
    planner = Planner(sky.generate(seed=1))
    bound = planner.bound(np.zeros(len(planner.cost))).optimum()
    assert planner.best() > bound * (1 - 2e-6)
    with pytest.raises(AssertionError):
        assert planner.best() <= bound * (1 - 2e-6)

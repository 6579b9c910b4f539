"""Distributions of auctions, the optimal reward on them, and exact evaluation of policies."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import jpype
import numpy as np
from numpy.typing import NDArray

from ._errors import INT, argument, numbers, whole
from ._jvm import call, java
from ._marks import MARKS
from ._table import Table, table
from .policies import Policy, of_numbers

_TRAINING = "skybourse.learning.training."
_HEADROOM = "skybourse.learning.headroom."
_MOST_STATES = 2_000_000

Numbers = Sequence[float] | NDArray[np.float64]
Choice = Callable[[NDArray[np.float32], NDArray[np.int8]], int]


@dataclass(frozen=True)
class Mark:
    """A policy's exact expected reward and its share of the headroom: 0 for the best fixed step, 1 for the
    optimum, NaN without headroom."""

    value: float
    share: float


class Law:
    """A distribution of auctions: independent random valuations of buyers and costs of sellers, one lot each.

    The clocks start at high and low. steps: the steps from which the auctioneer chooses, in ticks. weights: of gains from trade, regret
    and messages in the reward.
    """

    def __init__(self, market: Any, name: str) -> None:
        self._market = market
        self.name = name
        self.steps: list[int] = [int(step) for step in market.steps().ticks()]
        self._marks: tuple[float, float] | None = MARKS.get(name)

    @classmethod
    def named(cls, name: str) -> Law:
        """Returns an included law, such as narrow-3x2."""

        def find() -> Law:
            markets = java(_HEADROOM + "BenchmarkMarkets")
            found = markets.named(str(name)).orElse(None)
            if found is None:
                raise argument("law", f"must be one of {', '.join(str(market.name()) for market in markets.all())}", name)
            return cls(found, name)

        law: Law = call(find)
        return law

    @classmethod
    def of(
        cls,
        buyers: int,
        values: Numbers,
        sellers: int,
        costs: Numbers,
        *,
        low: int = 0,
        high: int,
        first: int = 1,
        steps: Sequence[int] | None = None,
        weights: tuple[float, float, float] = (1, 0.1, 0.2),
    ) -> Law:
        """Creates a law. values and costs are weights of the ticks first, first + 1, ...; they are scaled to sum to 1."""

        def make() -> Law:
            distributions = java("skybourse.tier2.auction.ValueDistribution")
            start, sides = whole(first, "first"), (whole(buyers, "buyers", 1, INT), whole(sellers, "sellers", 1, INT))
            drawn = [distributions.table(start, numbers(given, name)) for given, name in ((values, "values"), (costs, "costs"))]
            component = java("skybourse.tier2.auction.MarketComponent")(sides[0], drawn[0], sides[1], drawn[1])
            sets, top, bottom = java("skybourse.tier2.clock.StepSet"), whole(high, "high"), whole(low, "low")
            ticks = [whole(step, "steps", 1) for step in (() if steps is None else steps)]
            chosen = sets.forGap(whole(top - bottom, "high - low")) if steps is None else sets.of(jpype.JArray(jpype.JLong)(ticks))
            listed = java("java.util.List").of(component)
            name = f"own-{sides[0]}x{sides[1]}"
            weighed = java(_HEADROOM + "RewardWeights")(*numbers(weights, "weights", 3))
            return cls(java(_HEADROOM + "ClockMarket")(name, listed, top, bottom, chosen, weighed), name)

        law: Law = call(make)
        return law

    def _problem(self, hindsight: bool, waves: bool) -> Any:
        problems, forms, rewards = (java(_TRAINING + name) for name in ("AuctionProblem", "StateForm", "TrainingReward"))
        plain = problems.of(self._market)
        form = plain.form()
        clocks = forms.Clocks.FOURIER if waves else forms.Clocks.PLAIN
        seen = forms(form.full(), form.wide(), form.counts(), form.buyersScale(), form.sellersScale(), clocks)
        paid = rewards.HINDSIGHT if hindsight else rewards.PLAIN
        return problems(plain.source(), plain.turns(), plain.actions(), seen, plain.reward(), paid, plain.stateNoise())

    def _exact(self) -> tuple[float, float]:
        self._marks = self._marks or call(self._solve)
        return self._marks

    def _solve(self, most_states: int = _MOST_STATES) -> tuple[float, float]:
        if len(self._market.components()) != 1:
            raise argument("law", "must have one component, so that its optimum can be exact", self.name)
        optimum = java(_HEADROOM + "BayesOptimal").solve(self._market, most_states).orElse(None)
        if optimum is None:
            raise argument("law", f"must have at most {most_states} states, so that its optimum can be exact", self.name)
        fixed = java("skybourse.tier2.clock.FixedStep")
        values = [self._value(fixed(step)) for step in self.steps]
        return max(values), float(optimum.value())

    def _value(self, policy: Any) -> float:
        found = java(_HEADROOM + "PolicyValue").exact(self._market, policy, np.iinfo(np.int64).max)
        if found.isEmpty():
            raise argument("law", "must be small, so that a policy's value can be exact", self.name)
        return float(found.getAsDouble())

    def optimum(self) -> float:
        """Returns the exact expected reward of the best auctioneer that knows the law and all announcements."""
        return self._exact()[1]

    def best_fixed(self) -> float:
        """Returns the exact expected reward of the best fixed step."""
        return self._exact()[0]

    def policy(self, choice: Choice, *, waves: bool = False, name: str = "policy") -> Policy:
        """Turns a function into a policy. The function receives a state as in the environments, float32, and its mask of legal actions,
        int8, and returns an action. It must be deterministic. If clocks start with another gap, the steps scale with the gap."""
        width = len(self.steps)
        masks = np.tril(np.ones((width, width), np.int8))

        def choose(seen: Any, legal: int, _: Any) -> int:
            return whole(choice(np.array(seen), masks[legal - 1]), "action of the policy", 0, legal - 1)

        def make() -> Policy:
            problem = self._problem(False, waves)
            return of_numbers(name, problem.form(), problem.actions(), choose)

        policy: Policy = call(make)
        return policy

    def value(self, policy: Choice | Policy, *, waves: bool = False) -> float:
        """Returns a policy's exact expected reward. The policy is called once in every state that it can reach."""
        judged = policy if isinstance(policy, Policy) else self.policy(policy, waves=waves)
        value: float = call(lambda: self._value(judged._java()))
        return value

    def headroom(self, policy: Choice | Policy, *, waves: bool = False) -> Mark:
        """Evaluates a policy exactly, as value does."""
        fixed, optimum = self._exact()
        value = self.value(policy, waves=waves)
        return Mark(value, (value - fixed) / (optimum - fixed) if optimum > fixed else math.nan)

    def evaluate(self, policies: Sequence[Policy | int | str], *, markets: int = 10_000, seed: int = 1) -> Table:
        """Runs policies on the same sampled markets, as `./skybourse evaluate` does: reward with half of its 95 % interval, gains from
        trade as a share of the maximum, messages. A number is a fixed step in ticks, a string the name of a policy."""
        count, first = whole(markets, "markets", 2, INT), whole(seed, "seed")

        def conductor(named: Policy | int | str) -> Any:
            if isinstance(named, Policy):
                return named._java()
            if not isinstance(named, str):
                return java("skybourse.tier2.clock.FixedStep")(whole(named, "policies", 1))
            settings = java("skybourse.tier2.spi.AuctionSettings").of(self._market.buyersStartTicks(), self._market.sellersStartTicks())
            found = java("skybourse.tier2.catalogue.AuctionCatalogue").policy(named, settings).orElse(None)
            if not isinstance(found, java("skybourse.tier2.clock.ClockPolicy")):
                raise argument("policies", "must be policies of the Double Dutch Auction", named)
            return found

        def play() -> Table:
            sampled = java(_HEADROOM + "SampledValue")
            draws = sampled.markets(self._market, first, "evaluation-markets", count)
            reward = java(_HEADROOM + "ClockReward").of(self._market)
            rows = [sampled.of(self._market, reward, conductor(each), draws) for each in policies]
            return table(_HEADROOM + "SampledValue", rows)

        played: Table = call(play)
        return played

    def __repr__(self) -> str:
        return f"Law {self.name}"

"""Distributions of auctions, the optimal reward on them, and exact evaluation of policies."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import jpype
import numpy as np
from numpy.typing import ArrayLike, NDArray

from ._errors import INT, argument, array, numbers, whole
from ._jvm import call, java
from ._marks import MARKS
from ._table import Table, table
from .policies import MadePolicy, Policy, of_numbers

_AUCTIONS = "skybourse.learning.auctions."
_HEADROOM = "skybourse.learning.headroom."
_MOST_STATES = 2_000_000

Numbers = Sequence[float] | NDArray[np.float64]
Choice = Callable[[NDArray[np.float32], NDArray[np.int8]], ArrayLike]
_ROUNDING = 1e-5  # of the sum of probabilities in single precision


def _probabilities(answer: ArrayLike, width: int, legal: int) -> NDArray[np.float64]:
    """Returns the probabilities of the legal actions from what a function returned: an action, or the probabilities of all."""
    given = np.asarray(answer)
    if given.shape != (width,) or (width == 1 and given.dtype.kind != "f"):
        chances = np.zeros(legal)
        chances[whole(answer, "action of the policy", 0, legal - 1)] = 1
        return chances
    if given.dtype.kind not in "fiu" or not ((given >= 0).all() and abs(given.sum(dtype=np.float64) - 1) <= _ROUNDING):
        raise argument("probabilities of the policy", "must not be negative and must sum to 1", given)
    if given[legal:].any():
        raise argument("probabilities of the policy", f"must be 0 for illegal actions, those from {legal} on", given)
    legal_only: NDArray[np.float64] = given[:legal].astype(np.float64)
    legal_only /= legal_only.sum()
    return legal_only


@dataclass(frozen=True)
class Mark:
    """A policy's exact expected reward and its share of the headroom: 0 for the best fixed step, 1 for the
    optimum, NaN without headroom."""

    value: float
    share: float


@dataclass(frozen=True)
class _Own:
    """How a law of one's own is created."""

    buyers: int
    values: NDArray[np.float64]
    sellers: int
    costs: NDArray[np.float64]
    low: int
    high: int
    first: int
    steps: list[int] | None
    weights: NDArray[np.float64]

    def made(self, name: str) -> Any:
        distributions = java("skybourse.tier2.auction.ValueDistribution")
        values, costs = (distributions.table(self.first, given) for given in (self.values, self.costs))
        component = java("skybourse.tier2.auction.UnitDemandMarketDistribution")(self.buyers, values, self.sellers, costs)
        sets, gap = java("skybourse.tier2.clock.StepSet"), whole(self.high - self.low, "high - low")
        chosen = sets.forGap(gap) if self.steps is None else sets.of(jpype.JArray(jpype.JLong)(self.steps))
        weighed = java(_HEADROOM + "RewardWeights")(*self.weights)
        return java(_HEADROOM + "ClockMarketDistribution")(name, java("java.util.List").of(component), self.high, self.low, chosen, weighed)


def _included(name: str) -> Any:
    markets = java(_HEADROOM + "BenchmarkMarkets")
    found = markets.named(str(name)).orElse(None)
    if found is None:
        raise argument("law", f"must be one of {', '.join(str(market.name()) for market in markets.all())}", name)
    return found


class Law:
    """A distribution of auctions: independent random valuations of buyers and costs of sellers, one lot each. Created by named or of.

    The clocks start at high and low. steps: the steps from which the auctioneer chooses, in ticks. weights: of gains from trade, regret
    and messages in the reward.
    """

    def __init__(self, name: str, own: _Own | None) -> None:
        self.name = name
        self._own = own
        self._marks: tuple[float, float] | None = MARKS.get(name)
        _ = self.steps  # raises an error for invalid arguments

    def __getstate__(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("name", "_own", "_marks")}

    @cached_property
    def _market(self) -> Any:
        return call(lambda: self._own.made(self.name) if self._own else _included(self.name))

    @cached_property
    def steps(self) -> list[int]:
        """The steps from which the auctioneer chooses, in ticks."""
        return [int(step) for step in self._market.steps().ticks()]

    @classmethod
    def named(cls, name: str) -> Law:
        """Returns an included law, such as narrow-3x2."""
        return cls(name, None)

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
        start, sides = whole(first, "first"), (whole(buyers, "buyers", 1, INT), whole(sellers, "sellers", 1, INT))
        drawn = numbers(values, "values"), numbers(costs, "costs")
        top, bottom = whole(high, "high"), whole(low, "low")
        ticks = None if steps is None else [whole(step, "steps", 1) for step in steps]
        own = _Own(sides[0], drawn[0], sides[1], drawn[1], bottom, top, start, ticks, numbers(weights, "weights", 3))
        return cls(f"own-{sides[0]}x{sides[1]}", own)

    def _problem(self, hindsight: bool, waves: bool) -> Any:
        problems, forms, rewards = (java(_AUCTIONS + name) for name in ("AuctionProblem", "StateEncoding", "TrainingReward"))
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
        optimum = java(_HEADROOM + "BayesOptimalPolicy").solve(self._market, most_states).orElse(None)
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

    def policy(self, choice: Choice | ArrayLike, *, waves: bool = False, name: str = "policy") -> Policy:
        """Turns a function or a table into a policy.

        A function receives a state as in the environments, float32, and its mask of legal actions, int8. It returns an action, or the
        probability of each action: float64[steps], 0 for illegal ones, sum 1. It must return the same for the same state. A table has
        these probabilities for every state of `states()`, float64[states, steps].

        A policy with probabilities draws its steps. In rounds the seed is fixed, so that the same state has the same draw. If clocks start
        with another gap, the steps scale with the gap, and a table does not apply.
        """
        if not callable(choice):
            return self._tabled(choice, name)
        width = len(self.steps)
        masks = np.tril(np.ones((width, width), np.int8))

        def choose(seen: Any, legal: int, _: Any) -> Any:
            answer = choice(np.array(seen), masks[legal - 1])
            return jpype.JArray(jpype.JDouble)(_probabilities(answer, width, legal))

        def make() -> Policy:
            problem = self._problem(False, waves)
            return of_numbers(name, problem.form(), problem.actions(), choose)

        policy: Policy = call(make)
        return policy

    @cached_property
    def _states(self) -> Any:
        return call(lambda: java("skybourse.python.StateTable")(self._market))

    def states(self, *, waves: bool = False) -> tuple[NDArray[np.float32], NDArray[np.int8]]:
        """Returns all states in which a policy can be asked, float32[states, 10] or with waves 34, and their legal actions,
        int8[states, steps]. The order is that of a table of probabilities."""
        problem, width = call(lambda: self._problem(False, waves)), len(self.steps)
        numbers = call(lambda: np.array(self._states.numbers(problem.form(), problem.actions())))
        masks = np.tril(np.ones((width, width), np.int8))[np.array(self._states.legal()) - 1]
        return numbers.reshape(len(masks), -1), masks

    def _tabled(self, table: ArrayLike, name: str) -> Policy:
        given, (_, masks) = array(table, "policy").astype(np.float64), self.states()
        if given.shape != masks.shape:
            raise argument("policy", f"must be a function, a Policy or a table with the shape {masks.shape}", given.shape)
        sums = given.sum(1, keepdims=True)
        wrong = ~((given >= 0) & ((given == 0) | (masks == 1)) & (abs(sums - 1) <= _ROUNDING)).all(1)
        if wrong.any():
            row = int(wrong.argmax())
            rule = f"must not be negative, 0 for illegal actions, those from {masks[row].sum()} on, and have the sum 1"
            raise argument(f"policy[{row}]", rule, given[row])
        made = call(lambda: self._states.policy(name, jpype.JArray(jpype.JDouble)((given / sums).ravel())))
        return MadePolicy(name, made)

    def value(self, policy: Choice | Policy | ArrayLike, *, waves: bool = False) -> float:
        """Returns a policy's exact expected reward, also over its own draws.

        The policy is asked twice in every state that it can reach, the second time in reverse order. One that does not answer the same is
        refused.
        """
        judged = policy if isinstance(policy, Policy) else self.policy(policy, waves=waves)
        value: float = call(lambda: self._value(judged._java()))
        return value

    def headroom(self, policy: Choice | Policy | ArrayLike, *, waves: bool = False) -> Mark:
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
            played = [conductor(each) for each in policies]
            rows = [
                sampled.of(self._market, reward, draws, java("skybourse.python.PolicyStepSampling").byMarket(each))
                if isinstance(each, java(_HEADROOM + "StochasticPolicy"))
                else sampled.of(self._market, reward, each, draws)
                for each in played
            ]
            return table(_HEADROOM + "SampledValue", rows)

        played: Table = call(play)
        return played

    def __repr__(self) -> str:
        return f"Law {self.name}"

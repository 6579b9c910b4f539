"""Leaders as agents of PettingZoo, all at once: pricing, one round, with the certificate as the judge; market, slot by slot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pettingzoo import ParallelEnv

from ._errors import argument
from ._jvm import call, java
from .auction import Rule
from .leaders import LeadersGame, Scenario, market_of, own_first, share, unit_space
from .market import Certificate, certify
from .policies import Policy

Numbers = NDArray[np.float32]
Stepped = tuple[dict[str, Numbers], dict[str, float], dict[str, bool], dict[str, bool], dict[str, dict[str, Any]]]


class _Leaders(ParallelEnv[str, Numbers, Numbers]):  # type: ignore[misc]
    """Agents are the leaders; an action is a price as a share of the leader's cap, one number in [0, 1]."""

    def __init__(self, leaders: list[str], width: int) -> None:
        self.render_mode = None
        self.possible_agents = leaders
        self.agents: list[str] = []
        self.observation_spaces = {leader: unit_space(width) for leader in leaders}
        self.action_spaces = {leader: unit_space(1) for leader in leaders}
        self._random = np.random.default_rng()

    def observation_space(self, agent: str) -> Any:
        return self.observation_spaces[agent]

    def action_space(self, agent: str) -> Any:
        return self.action_spaces[agent]

    def _shares(self, actions: Mapping[str, Any]) -> NDArray[np.float64]:
        if missing := [leader for leader in self.possible_agents if leader not in actions]:
            raise argument("actions", "must have one of each leader", f"none of {missing[0]}")
        return np.array([share(actions[leader], f"actions[{leader}]") for leader in self.possible_agents])

    def _begin(self, seed: int | None) -> int:
        if seed is not None:
            self._random = np.random.default_rng(seed)
        self.agents = self.possible_agents.copy()
        return int(self._random.integers(1 << 53)) if seed is None else seed

    def _told(self, seen: NDArray[Any], earned: NDArray[np.float64], terminated: bool, cut: bool, info: Mapping[str, Any]) -> Stepped:
        leaders = self.possible_agents
        if terminated or cut:
            self.agents = []
        infos = {leader: {name: values[s] for name, values in info.items()} for s, leader in enumerate(leaders)}
        return (
            self._seen(seen),
            dict(zip(leaders, map(float, earned), strict=True)),
            dict.fromkeys(leaders, terminated),
            dict.fromkeys(leaders, cut),
            infos,
        )

    def _seen(self, seen: NDArray[Any]) -> dict[str, Numbers]:
        return {leader: seen[s].astype(np.float32) for s, leader in enumerate(self.possible_agents)}


class PricingEnv(_Leaders):
    """The pricing game of one round: all leaders name a price at once, wireless agents answer with what is best for each, exactly.

    A reward is decision profit, money: revenue less energy, and less what overload is expected to cost. An observation is the prices of
    the round before as shares of caps, the leader's own first, 0 before the first. An episode ends after `rounds` rounds.
    """

    metadata: dict[str, Any] = {"name": "skybourse_pricing_v0", "render_modes": []}

    def __init__(self, scenario: Scenario | None = None, rounds: int = 1) -> None:
        if rounds < 1:
            raise argument("rounds", "must be at least 1", rounds)
        self.market = market_of(scenario)
        self.rounds = rounds
        self.caps = self.market.price_caps
        self._game: Any = call(lambda: java("skybourse.tier1.game.ScenarioGame").of(self.market._scenario), file=self.market._file)
        super().__init__(self.market.leaders, len(self.caps))
        self._left = 0

    def reset(self, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[dict[str, Numbers], dict[str, dict[str, Any]]]:
        self._begin(seed)
        self._left = self.rounds
        return self._seen(np.zeros((len(self.caps), len(self.caps)))), {leader: {} for leader in self.agents}

    def step(self, actions: Mapping[str, Any]) -> Stepped:
        if self._left == 0:
            raise argument("step", "must follow a reset, for the rounds are over", self.market.name)
        shares = self._shares(actions)
        loads, profits = self._answered(shares * self.caps)
        self._left -= 1
        seen = np.stack([own_first(shares, leader) for leader in range(len(shares))])
        return self._told(seen, profits, self._left == 0, False, {"price": shares * self.caps, "load": loads})

    def _answered(self, prices: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        games = "skybourse.tier1.game."
        sold = call(lambda: java(games + "Allocation").at(self._game, prices, java(games + "ExactResponse")()), brief=True)
        return np.array(sold.loads()), np.array(sold.profits())

    def prices(self, actions: Mapping[str, Any]) -> NDArray[np.float64]:
        """Returns the prices that actions are, float64[leaders], money per bit."""
        prices: NDArray[np.float64] = self._shares(actions) * self.caps
        return prices

    def certify(self, actions: Mapping[str, Any]) -> Certificate:
        """Judges actions: by how much each leader could gain by another price, proved, and the best price that was seen."""
        return certify(self.market, self.prices(actions))


class MarketEnv(_Leaders):
    """A market over time, all leaders at once; see help(skybourse.leaders) for what they see, do and earn."""

    metadata: dict[str, Any] = {"name": "skybourse_market_v0", "render_modes": []}

    def __init__(self, scenario: Scenario | None = None, slots: int = 100, rule: str | Rule = "vcg", policy: Policy | None = None) -> None:
        self._game = LeadersGame(market_of(scenario), slots, rule, policy)
        self.market = self._game.market
        super().__init__(self.market.leaders, self._game.width)

    def reset(self, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[dict[str, Numbers], dict[str, dict[str, Any]]]:
        self._game.begin(self._begin(seed))
        return self._seen(self._game.seen), {leader: {} for leader in self.agents}

    def step(self, actions: Mapping[str, Any]) -> Stepped:
        prices = self._shares(actions) * self._game.caps
        earned = self._game.play(prices)
        return self._told(self._game.seen, earned, False, self._game.left == 0, {"price": prices})


pricing = PricingEnv
market = MarketEnv

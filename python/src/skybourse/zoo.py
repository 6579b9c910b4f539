"""PettingZoo environments: pricing, the leaders of one round, with the certificate as evaluation; market, slot by slot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from pettingzoo import ParallelEnv

from ._errors import NotCopied, argument, whole
from ._jvm import call, java
from .agents import MarketGame, Scenario, chosen, market_of, own_first, unit_space
from .auction import DEFAULT_RULE, Rule
from .market import Certificate, certify
from .policies import Policy

Numbers = NDArray[np.float32]
Stepped = tuple[dict[str, Numbers], dict[str, float], dict[str, bool], dict[str, bool], dict[str, dict[str, Any]]]


class _Agents(NotCopied, ParallelEnv[str, Numbers, Numbers]):  # type: ignore[misc]
    """Agents that act simultaneously."""

    def __init__(self, widths: Mapping[str, int], actions: Mapping[str, int]) -> None:
        self.render_mode = None
        self.possible_agents = list(actions)
        self.agents: list[str] = []
        self.observation_spaces = {agent: unit_space(width) for agent, width in widths.items()}
        self.action_spaces = {agent: unit_space(width) for agent, width in actions.items()}
        self._random = np.random.default_rng()

    def observation_space(self, agent: str) -> Any:
        return self.observation_spaces[agent]

    def action_space(self, agent: str) -> Any:
        return self.action_spaces[agent]

    def _chosen(self, actions: Mapping[str, Any]) -> dict[str, NDArray[np.float64]]:
        if set(actions) != set(self.possible_agents):
            rule = f"must have one entry for each of {', '.join(self.possible_agents)}"
            raise argument("actions", rule, ", ".join(map(str, actions)) or "none")
        spaces = self.action_spaces
        return {agent: chosen(actions[agent], f"actions[{agent}]", spaces[agent].shape[0]) for agent in self.possible_agents}

    def _begin(self, seed: int | None) -> int:
        if seed is not None:
            self._random = np.random.default_rng(whole(seed, "seed", 0))
        self.agents = self.possible_agents.copy()
        return int(self._random.integers(1 << 53)) if seed is None else seed

    def _told(
        self, seen: dict[str, Numbers], earned: dict[str, float], over: tuple[bool, bool], infos: dict[str, dict[str, Any]]
    ) -> Stepped:
        agents = self.possible_agents
        if any(over):
            self.agents = []
        return seen, earned, dict.fromkeys(agents, over[0]), dict.fromkeys(agents, over[1]), infos


class PricingEnv(_Agents):
    """The pricing game of one round. All leaders set prices simultaneously; wireless agents respond optimally.

    An action is a price as a share of the leader's cap, one number in [0, 1]. A reward is decision profit, money: revenue minus energy cost
    and expected cost of overload. An observation has the previous prices as shares of the caps, the leader's own first, 0 before the first
    round. An episode ends after `rounds` rounds.
    """

    metadata: dict[str, Any] = {"name": "skybourse_pricing_v0", "render_modes": []}

    def __init__(self, scenario: Scenario | None = None, rounds: int = 1) -> None:
        self.market = market_of(scenario)
        self.rounds = whole(rounds, "rounds", 1)
        self.caps = self.market.price_caps
        self._game: Any = call(lambda: java("skybourse.tier1.game.ScenarioGameFactory").of(self.market._scenario), file=self.market._file)
        leaders = self.market.leaders
        super().__init__(dict.fromkeys(leaders, len(leaders)), dict.fromkeys(leaders, 1))
        self._left = 0

    def reset(self, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[dict[str, Numbers], dict[str, dict[str, Any]]]:
        self._begin(seed)
        self._left = self.rounds
        return self._seen(np.zeros(len(self.caps))), {leader: {} for leader in self.agents}

    def _seen(self, shares: NDArray[np.float64]) -> dict[str, Numbers]:
        return {leader: own_first(shares, s).astype(np.float32) for s, leader in enumerate(self.possible_agents)}

    def step(self, actions: Mapping[str, Any]) -> Stepped:
        if self._left == 0:
            raise argument("step", "must follow a reset: all rounds are played", self.market.name)
        prices = self.prices(actions)
        loads, profits = self._answered(prices)
        self._left -= 1
        earned = dict(zip(self.possible_agents, profits.tolist(), strict=True))
        infos = {leader: {"price": prices[s], "load": loads[s]} for s, leader in enumerate(self.possible_agents)}
        return self._told(self._seen(prices / self.caps), earned, (self._left == 0, False), infos)

    def _answered(self, prices: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        games = "skybourse.tier1.game."
        sold = call(lambda: java(games + "Allocation").at(self._game, prices, java(games + "ExactFollowerResponse")()), brief=True)
        return np.array(sold.loads()), np.array(sold.profits())

    def prices(self, actions: Mapping[str, Any]) -> NDArray[np.float64]:
        """Converts actions to prices, float64[leaders], money per bit."""
        prices: NDArray[np.float64] = np.concatenate(list(self._chosen(actions).values())) * self.caps
        return prices

    def certify(self, actions: Mapping[str, Any]) -> Certificate:
        """Evaluates actions: a certified bound on each leader's gain from another price, and the best price that was found."""
        return certify(self.market, self.prices(actions))


class MarketEnv(_Agents):
    """A market over time with many agents. help(skybourse.agents) describes observations, actions and rewards.

    who: the agents that act, "leaders", "aerial agents" or "all"; the others have certified prices and truthful asks.
    """

    metadata: dict[str, Any] = {"name": "skybourse_market_v0", "render_modes": []}

    def __init__(
        self,
        scenario: Scenario | None = None,
        slots: int = 100,
        rule: str | Rule = DEFAULT_RULE,
        policy: Policy | None = None,
        who: Literal["leaders", "aerial agents", "all"] = "leaders",
    ) -> None:
        self.market = market_of(scenario)
        leaders, sellers = self.market.leaders, self.market.aerial_agents
        acting = {"leaders": leaders, "aerial agents": sellers, "all": leaders + sellers}.get(who)
        if not acting:
            raise argument("who", "must be leaders, aerial agents or all, and exist in the market", who)
        self._game = MarketGame(self.market, slots, rule, policy)
        super().__init__({agent: len(self._game.seen(agent)) for agent in acting}, {agent: self._game.actions(agent) for agent in acting})

    def reset(self, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[dict[str, Numbers], dict[str, dict[str, Any]]]:
        self._game.begin(self._begin(seed))
        return self._seen(), {agent: {} for agent in self.agents}

    def close(self) -> None:
        self._game.close()

    def _seen(self) -> dict[str, Numbers]:
        return {agent: self._game.seen(agent) for agent in self.possible_agents}

    def step(self, actions: Mapping[str, Any]) -> Stepped:
        earned = self._game.play(self._chosen(actions))
        prices = dict(zip(self.market.leaders, self._game.prices.tolist(), strict=True))
        infos = {agent: {"price": prices[agent]} if agent in prices else {} for agent in self.possible_agents}
        return self._told(self._seen(), {agent: earned[agent] for agent in self.possible_agents}, (False, self._game.left == 0), infos)


pricing = PricingEnv
market = MarketEnv

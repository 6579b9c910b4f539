"""A market over time as a game of its agents: `skybourse/Market-v0` for one agent, `skybourse.zoo.market` for many.

A step is a slot. A leader's action is the price of the slot as a share of its price cap, one number in [0, 1]. Its observation has
numbers in [0, 1], all 0 before the first slot:

    0  its backlog x, in multiples of its capacity per slot, as x / (1 + x)
    1  work sold in the last slot, in the same form
    2  the part of this work that was resold to aerial agents, in the same form
    3  its price in the last slot as a share of its cap, 1 if it was closed
    4, ...  the same four numbers of the other leaders, in the order of Market.leaders

An aerial agent's action is two numbers in [0, 1]. The first is the ask price of its lots, as a share of four times the truthful
ask. The second is the largest number of lots that it offers, as a share of the lots that it can do in a slot. [0.25, 1] is truthful.
Its observation has numbers in [0, 1]:

    0  1 if it is in service, otherwise 0
    1  the charge of its battery
    2  lots sold in the last slot, as a share of the lots that it can compute in a slot
    3, ...  the same three numbers of the other aerial agents, in the order of Market.aerial_agents
    then the backlog and the price of each leader, as above

A reward is settled profit, money: the agent's receipts minus its payments of the slot, minus the energy cost of what it sold. For a
leader this excludes resold work; for an aerial agent it includes the battery but not the markup. Sellers are paid on delivery, so the
payment for a sale arrives some slots later. An agent without an action has the certified price of the slot, or a truthful ask. An
episode is truncated after `slots` slots. Scenarios in which a leader has an energy model are refused.

The seed is the seed of simulate: the same seed gives the same motion, tasks, channels, messages and ties.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import gymnasium
import numpy as np
from numpy.typing import ArrayLike, NDArray

from ._errors import NotCopied, argument, array, numbers, whole
from ._table import Table, table
from .auction import DEFAULT_RULE, Rule
from .market import Market, generate, load
from .policies import Policy
from .simulation import AERIAL_SLOT, LEADER_SLOT, Simulation, simulate

Scenario = Market | str | os.PathLike[str] | Mapping[str, Any]
Numbers = NDArray[np.float64]
MOST_ASKED = 4.0


def market_of(scenario: Scenario | None) -> Market:
    """Returns a market: the given one, one read from a file or a mapping, or a sampled one with five leaders."""
    if scenario is None:
        return generate()
    return scenario if isinstance(scenario, Market) else load(scenario)


def chosen(action: Any, name: str, count: int = 1) -> Numbers:
    """Checks an action: `count` numbers in [0, 1]."""
    what = "one number" if count == 1 else f"{count} numbers"
    given = array(action, name, what=what)
    if given.size != count:
        raise argument(name, f"must be {what}", action)
    flat: Numbers = given.reshape(-1).astype(np.float64)
    if not ((flat >= 0) & (flat <= 1)).all():
        raise argument(name, "must be in [0, 1]", given.item() if count == 1 else given)
    return flat


def own_first(values: NDArray[Any], own: int) -> NDArray[Any]:
    """Returns values by agent, with the given agent first."""
    return np.concatenate((values[own : own + 1], np.delete(values, own)))


def unit_space(width: int) -> Any:
    """Returns the space of arrays of numbers in [0, 1]."""
    return gymnasium.spaces.Box(0.0, 1.0, (width,), np.float32)


class MarketGame:
    """The slots of a market as observations and rewards of its agents."""

    def __init__(self, market: Market, slots: int, rule: str | Rule, policy: Policy | None) -> None:
        self.market = market
        self.leaders, self.sellers = market.leaders, market.aerial_agents
        self.caps = market.price_caps
        scenario, rules = market._scenario, market._scenario.rules()
        for leader in scenario.leaders():
            if leader.computer().energy().isPresent():
                needed = "must have no leader with an energy model, because rewards count a constant cost per unit of work"
                raise argument("scenario", needed, leader.id())
        self._cost_per_work = np.array([float(leader.costPerWork()) for leader in scenario.leaders()])
        work = np.array([float(seller.computer().workPerSecond()) for seller in scenario.aerialAgents()])
        self._most_lots = np.floor(work * float(rules.roundSeconds()) / float(rules.lotWork()))
        self._unit = float(rules.ledgerUnitMoney())
        self._made = (whole(slots, "slots", 1), rule, policy)
        self.begin(0)
        self.left = 0  # for what is seen; the first slot follows a reset

    def actions(self, agent: str) -> int:
        """Returns the number of elements of an agent's action."""
        return 1 if agent in self.leaders else 2

    def begin(self, seed: int) -> None:
        """Restarts the market before its first slot."""
        slots, rule, policy = self._made
        self._simulation: Simulation | None = simulate(self.market, slots, rule, policy, seed=whole(seed, "seed", 0))
        self._balances = np.zeros(len(self.leaders) + len(self.sellers), np.int64)
        self.left = slots
        self._shares = np.zeros(len(self.leaders))
        self._work = np.zeros((3, len(self.leaders)))
        self._aerial = np.zeros((3, len(self.sellers)))

    def close(self) -> None:
        """Frees the simulation. A reset begins another one."""
        self.left = 0
        self._simulation = None

    def play(self, actions: Mapping[str, Numbers], prices: Numbers | None = None) -> dict[str, float]:
        """Computes one slot and returns each agent's reward. prices: prices of leaders, NaN for a price that the market computes."""
        if self.left == 0 or self._simulation is None:
            raise argument("step", "must follow a reset: no slot is left", self.market.name)
        asked = np.full(len(self.leaders), np.nan) if prices is None else prices.copy()
        asks, offered = np.ones(len(self.sellers)), np.ones(len(self.sellers))
        for agent, action in actions.items():
            if agent in self.leaders:
                place = self.leaders.index(agent)
                asked[place] = action[0] * self.caps[place]
            else:
                place = self.sellers.index(agent)
                asks[place], offered[place] = MOST_ASKED * action[0], action[1]
        lots = np.rint(offered * self._most_lots).astype(np.int32)
        brief = len(self.market.wireless_agents) < 100
        return self._told(*self._simulation._next((asked, asks, lots), _tables, brief))

    def _told(self, slot: Table, aerial: Table) -> dict[str, float]:
        self.left -= 1
        self.prices = slot["price"]
        self._shares = np.where(np.isinf(self.prices), 1.0, self.prices / self.caps)
        work = np.stack((slot["backlog"], slot["sold_work"], slot["resold_work"])) / slot["capacity"]
        self._work = work / (1 + work)
        self._aerial = np.stack((aerial["mode"] == "serving", aerial["charge"], aerial["lots"] / np.maximum(1, self._most_lots)))
        balances = np.concatenate((slot["balance"], aerial["balance"]))
        costs = np.concatenate((self._cost_per_work * (slot["sold_work"] - slot["resold_work"]), aerial["cost"]))
        earned = (balances - self._balances) * self._unit - costs
        self._balances = balances
        return dict(zip(self.leaders + self.sellers, earned.tolist(), strict=True))

    def seen(self, agent: str) -> NDArray[np.float32]:
        """Returns the observation of an agent."""
        if agent in self.leaders:
            own = self.leaders.index(agent)
            parts = [self._work[:, own], own_first(self._shares, own)]
        else:
            own = self.sellers.index(agent)
            parts = [self._aerial[:2, own], own_first(self._aerial[2], own), self._work[0], self._shares]
        return np.concatenate(parts).astype(np.float32)


def _tables(played: Any) -> tuple[Table, Table]:
    return table(LEADER_SLOT, played.leaders()), table(AERIAL_SLOT, played.aerialAgents())


class MarketEnv(NotCopied, gymnasium.Env[NDArray[np.float32], NDArray[np.float32]]):
    """One agent of a market over time. help(skybourse.agents) describes observations, actions and rewards.

    scenario: a Market, a file or a mapping; default: a sampled market with five leaders. agent: id of a leader or an aerial agent; default:
    the first leader. others: prices that the other leaders set in every slot, float64[leaders], money per bit; the agent's own entry is
    ignored; default: the certified prices of each slot, as in simulate. rule and policy: of the auction. `info["prices"]` has the prices
    of all leaders.
    """

    metadata: dict[str, Any] = {"render_modes": []}

    def __init__(
        self,
        scenario: Scenario | None = None,
        agent: str | None = None,
        others: ArrayLike | None = None,
        slots: int = 100,
        rule: str | Rule = DEFAULT_RULE,
        policy: Policy | None = None,
        render_mode: None = None,
    ) -> None:
        market = market_of(scenario)
        self.agent = market.leaders[0] if agent is None else agent
        if self.agent not in (known := market.leaders + market.aerial_agents):
            raise argument("agent", f"must be one of {', '.join(known)}", self.agent)
        self.render_mode = render_mode
        self._game = MarketGame(market, slots, rule, policy)
        self._others = None if others is None else numbers(others, "others", len(market.leaders))
        if self._others is not None and ((self._others < 0) | (self._others > market.price_caps) & np.isfinite(self._others)).any():
            raise argument("others", "must be in [0, cap] each, or infinite for a closed leader", self._others)
        self.observation_space = unit_space(len(self._game.seen(self.agent)))
        self.action_space = unit_space(self._game.actions(self.agent))

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[NDArray[np.float32], dict[str, Any]]:
        seed = None if seed is None else whole(seed, "seed", 0)
        self._game.begin(int(self.np_random.integers(1 << 53)) if seed is None else seed)
        super().reset(seed=seed)
        return self._game.seen(self.agent), {}

    def step(self, action: NDArray[np.float32] | float) -> tuple[NDArray[np.float32], float, bool, bool, dict[str, Any]]:
        earned = self._game.play({self.agent: chosen(action, "action", self._game.actions(self.agent))}, self._others)
        return self._game.seen(self.agent), earned[self.agent], False, self._game.left == 0, {"prices": self._game.prices.copy()}

    def close(self) -> None:
        self._game.close()

    def certified(self, seed: int) -> float:
        """Computes the agent's return in the episode of a seed if all agents have certified prices and report truthfully.

        The current episode is not changed.
        """
        game = MarketGame(self._game.market, *self._game._made)
        game.begin(seed)
        return sum(game.play({})[self.agent] for _ in range(game.left))

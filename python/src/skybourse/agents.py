"""A market over time as a game of its agents: `skybourse/Market-v0`, one of them, and `skybourse.zoo.market`, many.

A step is a slot. A leader's action is the price of the slot as a share of its price cap, one number in [0, 1]. It sees numbers in
[0, 1], all 0 before the first slot:

    0  its backlog x, in slots of its work, as x / (1 + x)
    1  what it sold in the last slot, in slots of its work, likewise
    2  what it resold to aerial agents of that, likewise
    3  its price of the last slot as a share of its cap, 1 where it was closed
    4, ...  those of the other leaders, in the order of Market.leaders

An aerial agent's action is two numbers in [0, 1]: what it asks for its lots as a share of four times what they cost it with its markup,
and how many of the lots that it can do in a slot it offers at most, as a share. [0.25, 1] is the truth. It sees numbers in [0, 1]:

    0  whether it serves, 1 or 0
    1  the charge of its battery
    2  what it sold in the last slot, as a share of the lots that it can do in one
    3, ...  those of the other aerial agents, in the order of Market.aerial_agents
    then, by leader, backlogs and prices as above

A reward is settled profit, money: what the ledger pays the agent in the slot less what it pays, less the energy of what it sold: a
leader's of what it did not resell, an aerial agent's with its battery, without its markup. Sellers are paid on delivery, so that a sale is
paid some slots later. Who does not act has the certified price of the slot, or asks the truth. An episode is cut after `slots` slots.

The seed is that of simulate: the same seed has the same motion, tasks, channels and messages.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import gymnasium
import numpy as np
from numpy.typing import ArrayLike, NDArray

from ._errors import argument, array, numbers, whole
from ._table import Table, table
from .auction import Rule
from .market import Market, generate, load
from .policies import Policy
from .simulation import AERIAL_SLOT, LEADER_SLOT, Simulation, simulate

Scenario = Market | str | os.PathLike[str] | Mapping[str, Any]
Numbers = NDArray[np.float64]
MOST_ASKED = 4.0


def market_of(scenario: Scenario | None) -> Market:
    """Returns a market: itself, a file's or a mapping's, or one of five leaders that is drawn."""
    if scenario is None:
        return generate()
    return scenario if isinstance(scenario, Market) else load(scenario)


def chosen(action: Any, name: str, count: int = 1) -> Numbers:
    """Checks an action: so many numbers in [0, 1]."""
    what = "one number" if count == 1 else f"{count} numbers"
    given = array(action, name, what=what)
    if given.size != count:
        raise argument(name, f"must be {what}", action)
    flat: Numbers = given.reshape(-1).astype(np.float64)
    if not ((flat >= 0) & (flat <= 1)).all():
        raise argument(name, "must be in [0, 1]", given.item() if count == 1 else given)
    return flat


def own_first(values: NDArray[Any], own: int) -> NDArray[Any]:
    """Returns numbers by agent, that of one agent first."""
    return np.concatenate((values[own : own + 1], np.delete(values, own)))


def unit_space(width: int) -> Any:
    """Returns the space of numbers in [0, 1]."""
    return gymnasium.spaces.Box(0.0, 1.0, (width,), np.float32)


class MarketGame:
    """The slots of a market, told to its agents."""

    def __init__(self, market: Market, slots: int, rule: str | Rule, policy: Policy | None) -> None:
        self.market = market
        self.leaders, self.sellers = market.leaders, market.aerial_agents
        self.caps = market.price_caps
        scenario, rules = market._scenario, market._scenario.rules()
        self._cost_per_work = np.array([float(leader.costPerWork()) for leader in scenario.leaders()])
        work = np.array([float(seller.computer().workPerSecond()) for seller in scenario.aerialAgents()])
        self._most_lots = np.floor(work * float(rules.roundSeconds()) / float(rules.lotWork()))
        self._unit = float(rules.ledgerUnitMoney())
        self._made = (whole(slots, "slots", 1), rule, policy)
        self.begin(0)
        self.left = 0  # for what is seen; the first slot follows a reset

    def actions(self, agent: str) -> int:
        """Returns how many numbers an action of an agent is."""
        return 1 if agent in self.leaders else 2

    def begin(self, seed: int) -> None:
        """Begins anew, before the first slot."""
        slots, rule, policy = self._made
        self._simulation: Simulation = simulate(self.market, slots, rule, policy, seed=whole(seed, "seed", 0))
        self._balances = np.zeros(len(self.leaders) + len(self.sellers), np.int64)
        self.left = slots
        self._shares = np.zeros(len(self.leaders))
        self._work = np.zeros((3, len(self.leaders)))
        self._aerial = np.zeros((3, len(self.sellers)))

    def play(self, actions: Mapping[str, Numbers], prices: Numbers | None = None) -> dict[str, float]:
        """Plays a slot; returns what each agent earns. prices: of leaders that do not act, NaN for what the market finds."""
        if self.left == 0:
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
        """Returns what an agent sees now."""
        if agent in self.leaders:
            own = self.leaders.index(agent)
            parts = [self._work[:, own], own_first(self._shares, own)]
        else:
            own = self.sellers.index(agent)
            parts = [self._aerial[:2, own], own_first(self._aerial[2], own), self._work[0], self._shares]
        return np.concatenate(parts).astype(np.float32)


def _tables(played: Any) -> tuple[Table, Table]:
    return table(LEADER_SLOT, played.leaders()), table(AERIAL_SLOT, played.aerialAgents())


class MarketEnv(gymnasium.Env[NDArray[np.float32], NDArray[np.float32]]):
    """One agent of a market over time; see help(skybourse.agents) for what it sees, does and earns.

    scenario: a Market, a file or a mapping; five drawn leaders where none is given; agent: id of a leader or an aerial agent, the first
    leader where none is given; others: prices that the other leaders post in every slot, float64[leaders], money per bit, of which the
    agent's own does not count; where none are given, they have the certified prices of each slot, as simulate has them; rule and
    policy: of the auction. `info["prices"]` has what all leaders asked.
    """

    metadata: dict[str, Any] = {"render_modes": []}

    def __init__(
        self,
        scenario: Scenario | None = None,
        agent: str | None = None,
        others: ArrayLike | None = None,
        slots: int = 100,
        rule: str | Rule = "vcg",
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
            raise argument("others", "must be in [0, cap] each, infinite for who is closed", self._others)
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

    def certified(self, seed: int) -> float:
        """Returns what the agent earns in the episode of a seed where all have the certified prices of each slot, and ask the truth.

        The episode that runs goes on.
        """
        game = MarketGame(self._game.market, *self._game._made)
        game.begin(seed)
        return sum(game.play({})[self.agent] for _ in range(game.left))

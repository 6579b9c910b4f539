"""A market over time as a game of its leaders: `skybourse/Market-v0`, one of them, and `skybourse.zoo.market`, all.

A step is a slot. An action is the price of the slot as a share of the leader's price cap, one number in [0, 1]. An observation is
numbers in [0, 1], all 0 before the first slot:

    0  the leader's backlog x, in slots of its work, as x / (1 + x)
    1  what it sold in the last slot, in slots of its work, likewise
    2  what it resold to aerial agents of that, likewise
    3  its price of the last slot as a share of its cap, 1 where it was closed
    4, ...  those of the other leaders, in the order of Market.leaders

A reward is settled profit, money: what the ledger pays the leader in the slot less what the leader pays, less the energy of what it
sold and did not resell. Sellers are paid on delivery, so that a sale is paid some slots later. An episode is cut after `slots` slots.

The seed is that of simulate: the same seed has the same motion, tasks, channels and messages.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import gymnasium
import numpy as np
from numpy.typing import ArrayLike, NDArray

from ._errors import argument
from ._table import table
from .auction import Rule
from .market import Market, generate, load, numbers
from .policies import Policy
from .simulation import LEADER_SLOT, Simulation, simulate

Scenario = Market | str | os.PathLike[str] | Mapping[str, Any]


def market_of(scenario: Scenario | None) -> Market:
    """Returns a market: itself, a file's or a mapping's, or one of five leaders that is drawn."""
    if scenario is None:
        return generate()
    return scenario if isinstance(scenario, Market) else load(scenario)


def share(action: Any, name: str) -> float:
    """Checks an action: one number in [0, 1]."""
    given = np.asarray(action)
    if given.dtype.kind not in "fiu" or given.size != 1:
        raise argument(name, "must be one number", action)
    if not 0 <= given.item() <= 1:
        raise argument(name, "must be in [0, 1]", given.item())
    return float(given.item())


def own_first(shares: NDArray[np.float64], leader: int) -> NDArray[np.float64]:
    """Returns numbers by leader, that of one leader first."""
    return np.concatenate((shares[leader : leader + 1], np.delete(shares, leader)))


def unit_space(width: int) -> Any:
    """Returns the space of numbers in [0, 1]."""
    return gymnasium.spaces.Box(0.0, 1.0, (width,), np.float32)


class LeadersGame:
    """The slots of a market, told to its leaders."""

    def __init__(self, market: Market, slots: int, rule: str | Rule, policy: Policy | None) -> None:
        self.market = market
        self.caps = market.price_caps
        self._cost_per_work = np.array([float(leader.costPerWork()) for leader in market._scenario.leaders()])
        self._unit = float(market._scenario.rules().ledgerUnitMoney())
        self._made = (slots, rule, policy)
        self._simulation: Simulation | None = None
        self.begin(0)

    @property
    def width(self) -> int:
        """How many numbers a leader sees."""
        return 3 + len(self.caps)

    def begin(self, seed: int) -> None:
        """Begins anew, before the first slot."""
        slots, rule, policy = self._made
        self._simulation = simulate(self.market, slots, rule, policy, seed=seed)
        self._balances = np.zeros(len(self.caps), np.int64)
        self.left = slots
        self.seen = np.zeros((len(self.caps), self.width), np.float32)

    def play(self, prices: NDArray[np.float64]) -> NDArray[np.float64]:
        """Plays a slot, NaN for prices that the market finds; returns what each leader earns."""
        if self._simulation is None or self.left == 0:
            raise argument("step", "must follow a reset, for the slots are over", self.market.name)
        brief = len(self.market.wireless_agents) < 100
        slot = self._simulation._next(prices, lambda played: table(LEADER_SLOT, played.leaders()), brief)
        self.left -= 1
        shares = np.where(np.isinf(slot["price"]), 1.0, slot["price"] / self.caps)
        work = np.stack((slot["backlog"], slot["sold_work"], slot["resold_work"])) / slot["capacity"]
        self.seen[:, :3] = (work / (1 + work)).T
        for leader in range(len(self.caps)):
            self.seen[leader, 3:] = own_first(shares, leader)
        paid, self._balances = slot["balance"] - self._balances, slot["balance"]
        self.prices = slot["price"]
        earned: NDArray[np.float64] = paid * self._unit - self._cost_per_work * (slot["sold_work"] - slot["resold_work"])
        return earned


class MarketEnv(gymnasium.Env[NDArray[np.float32], NDArray[np.float32]]):
    """One leader of a market over time; see help(skybourse.leaders) for what it sees, does and earns.

    scenario: a Market, a file or a mapping; five drawn leaders where none is given; leader: its id, the first where none is given;
    others: prices that the others post in every slot, float64[leaders], money per bit, of which the leader's own does not count; where
    none are given, the others have the certified prices of each slot, as simulate has them; rule and policy: of the auction.
    `info["prices"]` has what all asked.
    """

    metadata: dict[str, Any] = {"render_modes": []}

    def __init__(
        self,
        scenario: Scenario | None = None,
        leader: str | None = None,
        others: ArrayLike | None = None,
        slots: int = 100,
        rule: str | Rule = "vcg",
        policy: Policy | None = None,
        render_mode: None = None,
    ) -> None:
        market = market_of(scenario)
        self.leader = market.leaders[0] if leader is None else leader
        if self.leader not in market.leaders:
            raise argument("leader", f"must be one of {', '.join(market.leaders)}", self.leader)
        self.render_mode = render_mode
        self._game = LeadersGame(market, slots, rule, policy)
        self._place = market.leaders.index(self.leader)
        count = len(market.leaders)
        self._others = np.full(count, np.nan) if others is None else numbers(others, "others", count)
        self.observation_space = unit_space(self._game.width)
        self.action_space = unit_space(1)

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[NDArray[np.float32], dict[str, Any]]:
        super().reset(seed=seed)
        self._game.begin(int(self.np_random.integers(1 << 53)) if seed is None else seed)
        return self._game.seen[self._place].copy(), {}

    def step(self, action: NDArray[np.float32] | float) -> tuple[NDArray[np.float32], float, bool, bool, dict[str, Any]]:
        price = share(action, "action") * self._game.caps[self._place]
        return self._played(price)

    def _played(self, price: float) -> tuple[NDArray[np.float32], float, bool, bool, dict[str, Any]]:
        prices = self._others.copy()
        prices[self._place] = price
        earned = self._game.play(prices)
        seen = self._game.seen[self._place].copy()
        return seen, float(earned[self._place]), False, self._game.left == 0, {"prices": self._game.prices.copy()}

    def certified(self, seed: int) -> float:
        """Returns what the leader earns in the episode of a seed where all have the certified prices of each slot; begins anew."""
        self.reset(seed=seed)
        everybody = np.full(len(self._game.caps), np.nan)
        return sum(float(self._game.play(everybody)[self._place]) for _ in range(self._game.left))

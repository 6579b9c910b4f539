"""Markets over time, slot by slot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import jpype
import numpy as np
from numpy.typing import ArrayLike, NDArray

from ._errors import argument, numbers, whole
from ._jvm import call, java
from ._table import Table, column, snake, table
from .auction import DEFAULT_RULE, Rule, provider
from .market import Market, ledger, library
from .policies import Policy

LEADER_SLOT = "skybourse.round.simulation.SlotResult$LeaderSlot"
_CHECKPOINT = "skybourse.files.codec.SimulationCheckpointFile"
AERIAL_SLOT = "skybourse.round.simulation.SlotResult$AerialSlot"
_INTERRUPTED = "must be started again after a slot was interrupted"


@dataclass(frozen=True)
class Slot:
    """The results of a slot.

    measured: rows of the slots whose results are final, which lag by the longest deadline; leaders and aerial: by agent; ledger: every
    payment of the slot; places: float64[agents and leaders, 2], metres east and north, NaN for an absent agent.
    """

    number: int
    measured: Table
    leaders: Table
    aerial: Table
    ledger: Table
    places: NDArray[np.float64]


class Simulation(Iterator[Slot]):
    """A market over time: an iterator that computes one slot per step. A copy, also in another process, continues independently."""

    def __init__(self, market: Market, slots: int, rule: str | Rule, policy: Policy | None, seed: int, threads: int) -> None:
        self._market = market
        self._arguments = (rule, policy, seed, threads)
        self._left = slots
        self._unheard = False
        self._rows: list[Any] = []
        self._saved = b""
        _ = self._begun  # raises an error for invalid arguments

    @cached_property
    def _names(self) -> list[str]:
        return ["slot", *(snake(str(metric.name()).lower()) for metric in java("skybourse.round.dynamics.Metric").values())]

    @cached_property
    def _begun(self) -> Any:
        rule, policy, seed, threads = self._arguments
        market, offered = self._market, provider(rule, policy)

        def begin() -> Any:
            made, given = library(threads), (market._scenario, market._dynamics, offered, seed)
            if not self._saved:
                return made.simulate(*given)
            resume = jpype.JProxy(_CHECKPOINT + "$Reading", dict={"of": lambda heading, state: made.resume(*given, state)})
            stream = java("java.io.ByteArrayInputStream")(jpype.JArray(jpype.JByte)(self._saved))
            return java(_CHECKPOINT).read(market.name, stream, resume)

        return call(begin, file=market._file)

    def __getstate__(self) -> dict[str, Any]:
        if self._unheard:
            raise argument("simulation", _INTERRUPTED, self._market.name)
        if "_begun" in vars(self):
            self._saved = call(self._save, brief=True)
        return {name: value for name, value in vars(self).items() if name != "_begun"} | {"_rows": self._rows.copy()}

    def _save(self) -> bytes:
        out, heading = java("java.io.ByteArrayOutputStream")(), java(_CHECKPOINT + "$Heading")
        begun = self._begun
        state = jpype.JProxy("java.util.function.Consumer", dict={"accept": begun.serialize})
        java(_CHECKPOINT).write(out, heading("", "", self._arguments[2], begun.slot(), java("java.util.TreeMap")()), state)
        return bytes(out.toByteArray())

    def __next__(self) -> Slot:
        if self._left <= 0:
            raise StopIteration
        slot: Slot = self._next((), self._slot)
        return slot

    def play(self, prices: ArrayLike | None = None, asks: ArrayLike | None = None, lots: ArrayLike | None = None) -> Slot:
        """Computes the next slot with the given decisions. The other decisions are certified prices and truthful asks.

        prices: float64[leaders], money per bit, from 0 to each cap, infinite for a closed leader, NaN for a price that the market
        computes; if all prices are given, nothing is solved. asks: float64[aerial agents], each ask as a multiple of the truthful ask
        (the cost of a lot, with markup unless the rule promises truthfulness, rounded up), at least 0. lots: int[aerial agents], the
        largest number of lots that each offers.
        Defaults: certified prices, truthful asks, all lots.
        """
        leaders, sellers = self._market.leaders, self._market.aerial_agents
        given = np.zeros(0) if prices is None else numbers(prices, "prices", len(leaders))
        for name, price, cap in zip(leaders, given, self._market.price_caps, strict=False):
            if price < 0 or cap < price < np.inf:
                raise argument(f"prices of {name}", f"must be in [0, {cap}]", price)
        multiples = np.zeros(0) if asks is None else numbers(asks, "asks", len(sellers))
        most = np.zeros(0) if lots is None else numbers(lots, "lots", len(sellers))
        if (most % 1 != 0).any():
            raise argument("lots", "must be whole numbers", most)
        for k, name in enumerate(sellers):
            if asks is not None and not 0 <= multiples[k] < np.inf:
                raise argument(f"asks[{k}] of {name}", "must not be negative and must be finite", multiples[k])
            if lots is not None and most[k] < 0:
                raise argument(f"lots[{k}] of {name}", "must not be negative", most[k])
        slot: Slot = self._next((given, multiples, most.clip(max=2**31 - 1).astype(np.int32)), self._slot)
        return slot

    def _next(self, given: tuple[Any, ...], told: Callable[[Any], Any], brief: bool = False) -> Any:
        if self._left <= 0:
            raise argument("simulation", "must have slots left", self._market.name)
        if self._unheard:
            raise argument("simulation", _INTERRUPTED, self._market.name)
        self._unheard = True  # an interrupted slot is played on, so that no other may begin
        begun = self._begun
        slot = call(lambda: told(begun.play(*given)), file=self._market._file, brief=brief)
        self._unheard = False
        self._left -= 1
        return slot

    def _slot(self, played: Any) -> Slot:
        rows = [[float(row.slot()), *np.array(row.values())] for row in played.complete()]
        self._rows += rows
        leaders = table(LEADER_SLOT, played.leaders())._named(price="price_per_bit")
        aerial = table(AERIAL_SLOT, played.aerialAgents())
        return Slot(
            int(played.slot()),
            self._table(rows),
            Table({"id": np.array(self._market.leaders), **leaders}),
            Table({"id": np.array(self._market.aerial_agents, dtype=str), **aerial}),
            ledger(played.ledger()),
            column(played.places()).reshape(-1, 2),
        )

    def _table(self, rows: list[Any]) -> Table:
        numbers = np.array(rows).reshape(len(rows), len(self._names))
        return Table({name: numbers[:, place] for place, name in enumerate(self._names)})

    def finish(self) -> Table:
        """Ends the simulation and returns the measures of every slot. Open tasks count as late."""
        if self._unheard:
            raise argument("simulation", _INTERRUPTED, self._market.name)
        if self._left >= 0:
            self._rows += call(lambda: [[float(row.slot()), *np.array(row.values())] for row in self._begun.remainingRows()])
        self._left = -1
        return self._table(self._rows)


def simulate(
    market: Market,
    slots: int = 100,
    rule: str | Rule = DEFAULT_RULE,
    policy: Policy | None = None,
    *,
    seed: int | None = None,
    threads: int = 1,
) -> Simulation:
    """Starts a simulation. Prices are repaired in every slot but not certified. seed: default is the scenario's seed."""
    played, drawn = whole(slots, "slots", 1), market.seed if seed is None else whole(seed, "seed")
    return Simulation(market, played, rule, policy, drawn, threads)

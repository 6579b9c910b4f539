"""Markets that are read or sampled: certified prices, rounds, and simulations over time.

Money is in the scenario's own unit, prices are in money per bit, work is in work units.
"""

from __future__ import annotations

import html
import json
import math
import os
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import jpype
import numpy as np
from numpy.typing import ArrayLike, NDArray

from ._errors import INT, argument, numbers, read, whole
from ._jvm import asked_by_java, call, java, start
from ._table import Table, snake, table
from .auction import DEFAULT_RULE, Orders, Rule, provider, trades
from .policies import Policy

_ROUND = "skybourse.round.market."
_BRIEF = 1_000  # links of a market that is solved faster than anybody presses Ctrl-C


@dataclass(frozen=True)
class _Text:
    """How a market is read: its text, and the tables beside it, which are kept so that a copy needs no file."""

    source: str
    text: bytes = field(repr=False)
    folder: Path
    tables: dict[str, bytes] = field(default_factory=dict, repr=False)

    def made(self) -> tuple[Any, Any]:
        def table_beside(name: Any) -> Any:
            path = str(name)
            if path not in self.tables:
                self.tables[path] = read(self.folder / path)
            return jpype.JArray(jpype.JByte)(self.tables[path])

        beside = jpype.JProxy("java.util.function.Function", dict={"apply": asked_by_java(table_beside)})
        market = java("skybourse.files.scenario.ScenarioText").readOverTime(self.source, self.text, beside)
        return market.scenario(), market.dynamics()


@dataclass(frozen=True)
class _Sample:
    """How a market is sampled."""

    counts: list[int]
    name: str
    seed: int

    def made(self) -> tuple[Any, Any]:
        sampler = java("skybourse.base.scenario.ScenarioSampler")
        drawn = sampler.standard(sampler.Counts(*self.counts)).withPublishedPrice().sample(self.name, self.seed)
        return drawn, java("skybourse.round.dynamics.Dynamics").stationary()


class Market:
    """A scenario, with its changes over time. Created by load or generate. A copy, also in another process, is the same market."""

    def __init__(self, origin: _Text | _Sample, file: str) -> None:
        self._origin = origin
        self._file = file
        _ = self._made  # raises an error for invalid arguments

    def __getstate__(self) -> dict[str, Any]:
        return {"_origin": self._origin, "_file": self._file}

    @cached_property
    def _made(self) -> tuple[Any, Any]:
        made: tuple[Any, Any] = call(self._origin.made, file=self._file)
        return made

    @property
    def _scenario(self) -> Any:
        start()  # or a forked child would hang
        return self._made[0]

    @property
    def _dynamics(self) -> Any:
        return self._made[1]

    @property
    def name(self) -> str:
        """The scenario's name."""
        return str(self._scenario.name())

    @property
    def seed(self) -> int:
        """The scenario's seed. It also breaks ties in the auction."""
        return int(self._scenario.seed())

    @cached_property
    def leaders(self) -> list[str]:
        """Ids of the leaders; arrays by leader are in this order."""
        return [str(leader.id()) for leader in self._scenario.leaders()]

    @cached_property
    def price_caps(self) -> NDArray[np.float64]:
        """The highest allowed price of each leader, money per bit."""
        return np.array([float(leader.priceCapPerBit()) for leader in self._scenario.leaders()])

    @cached_property
    def wireless_agents(self) -> list[str]:
        """Ids of the wireless agents; arrays by agent are in this order."""
        return [str(agent.id()) for agent in self._scenario.wirelessAgents()]

    @cached_property
    def aerial_agents(self) -> list[str]:
        """Ids of the aerial agents; arrays by aerial agent are in this order."""
        return [str(agent.id()) for agent in self._scenario.aerialAgents()]

    def yaml(self) -> str:
        """Returns the scenario as YAML that load reads, without its changes over time."""
        return str(java("skybourse.files.scenario.ScenarioText").writeYaml(self._scenario))

    def _repr_html_(self) -> str:
        work = np.array([float(leader.computer().workPerSecond()) for leader in self._scenario.leaders()])
        leaders = Table({"id": np.array(self.leaders), "work_per_second": work, "price_cap_per_bit": self.price_caps})
        return f"<p>{html.escape(repr(self))}</p>{leaders._repr_html_()}"

    def __repr__(self) -> str:
        return (
            f"Market {self.name}: {len(self.wireless_agents)} wireless agents, {len(self.leaders)} leaders, "
            f"{len(self.aerial_agents)} aerial agents"
        )


def load(scenario: str | os.PathLike[str] | Mapping[str, Any]) -> Market:
    """Reads a scenario: a YAML or JSON file, or a mapping with the same fields. Tables that it names are in the folder of the file."""
    if isinstance(scenario, Mapping):
        source, text, folder = "scenario.json", json.dumps(scenario).encode(), Path()
    else:
        source, text, folder = os.fspath(scenario), read(scenario), Path(scenario).parent

    return Market(_Text(source, text, folder), source)


def generate(*, wireless: int = 20, mobile: int = 2, fixed: int = 3, aerial: int = 3, seed: int = 1, name: str = "") -> Market:
    """Samples a scenario as `./skybourse generate` does. The same seed gives the same scenario."""
    asked = {"wireless": wireless, "mobile": mobile, "fixed": fixed, "aerial": aerial}
    counts, first = [whole(count, kind, most=INT) for kind, count in asked.items()], whole(seed, "seed")
    return Market(_Sample(counts, name or f"drawn-{'-'.join(map(str, counts))}-seed-{first}", first), "generate")


def library(threads: int) -> Any:
    """Returns the facade of the engine."""
    return java("skybourse.Skybourse")(whole(threads, "threads", 1, INT))


@dataclass(frozen=True)
class Mix:
    """Randomized prices: in each round each leader draws its price, independently of the other leaders.

    support and weights: the prices of each leader, money per bit, infinite for a closed leader, and their probabilities, which sum to 1
    within 1e-15; by leader, float64[1 to 4]. Of a mix that was solved also: expected_profit, float64[leaders], decision profit in money,
    and eps, the bound on the relative gain of any agent in expectation.
    """

    support: Mapping[str, ArrayLike]
    weights: Mapping[str, ArrayLike]
    expected_profit: NDArray[np.float64] | None = None
    eps: float = math.nan

    def __post_init__(self) -> None:
        for name in ("support", "weights"):
            given = getattr(self, name)
            object.__setattr__(self, name, {leader: numbers(values, f"{name}[{leader}]") for leader, values in given.items()})

    def _java(self, leaders: list[str]) -> Any:
        for name, by_leader in (("support", self.support), ("weights", self.weights)):
            if list(by_leader) != leaders:
                raise argument(name, f"must have one entry for each of {', '.join(leaders)}, in this order", ", ".join(by_leader))
        kinds = java("skybourse.tier1.game.MixedPrices")
        mixes = java("java.util.ArrayList")()
        for leader in leaders:
            prices, weights = np.asarray(self.support[leader]), np.asarray(self.weights[leader])
            if prices.shape != weights.shape:
                raise argument(f"weights[{leader}]", f"must have the shape {prices.shape}", weights.shape)
            mixes.add(kinds.Mix(java("java.util.ArrayList")([kinds.Point(*point) for point in zip(prices, weights, strict=True)])))
        return kinds(mixes)


def _mix(mixed: Any, leaders: list[str], proof: Certificate) -> Mix:
    points = {leader: list(each.points()) for leader, each in zip(leaders, mixed.mixes(), strict=True)}
    support = {leader: [float(point.price()) for point in each] for leader, each in points.items()}
    weights = {leader: [float(point.weight()) for point in each] for leader, each in points.items()}
    return Mix(support, weights, proof.leaders["decision_profit"], proof.eps)


@dataclass(frozen=True)
class Certificate:
    """Upper bounds on the deviation gaps of prices, computed separately from the solver.

    eps: the largest relative gap of all agents; tolerance: the requested tolerance; holds: whether eps is within the tolerance; leaders:
    price, decision profit, its upper bound and the gap of each leader; largest_gap_money: the largest gap in money. For a mix, profits
    and gaps are expected values, and the price of a leader is its most probable one.
    """

    eps: float
    tolerance: float
    holds: bool
    leaders: Table
    largest_follower_gap: float
    largest_gap_money: float


def _certificate(proof: Any, names: list[str]) -> Certificate:
    gaps = table("skybourse.tier1.certificate.EquilibriumCertificate$LeaderGap", proof.leaders())._named(
        price="price_per_bit", profit="decision_profit", best_price="best_price_per_bit", best_profit="best_decision_profit"
    )
    return Certificate(
        float(proof.epsilon()),
        float(proof.tolerance()),
        bool(proof.holds()),
        Table({"id": np.array(names), **gaps}),
        float(proof.largestFollowerGap()),
        float(proof.largestGapMoney()),
    )


@dataclass(frozen=True)
class Solved:
    """Prices with their certificate.

    prices: float64[leaders], money per bit, infinite for a closed leader; where leaders randomize, one draw from `mix`, the one that run
    plays. mix: the randomized prices that are certified, None if no leader randomizes. certificate: of the mix, otherwise of the prices.
    ending: how the solver ended; iterations and repairs: counts of the search.
    """

    market: Market = field(repr=False)
    prices: NDArray[np.float64]
    certificate: Certificate
    ending: str
    iterations: int
    repairs: int
    mix: Mix | None = None

    @property
    def eps(self) -> float:
        """Bound on the relative gain of any agent from a unilateral deviation: expected gain if there is a mix."""
        return self.certificate.eps

    @property
    def certified(self) -> bool:
        """Whether eps is within the scenario's tolerance."""
        return self.certificate.holds

    @cached_property
    def loads(self) -> NDArray[np.float64]:
        """Work sold by each leader at these prices, float64[leaders]."""
        loads: NDArray[np.float64] = call(lambda: _sold(self.market, self.prices))
        return loads

    @property
    def leaders(self) -> Table:
        """Id, price, sold work and relative gap of each leader."""
        gaps = self.certificate.leaders
        return Table({"id": gaps["id"], "price_per_bit": self.prices, "work": self.loads, "relative_gap": gaps["relative_gap"]})

    def _repr_html_(self) -> str:
        drawn = ", prices are one draw from the mix" if self.mix else ""
        return f"<p>{self.ending}, eps {self.eps:.3g}{drawn}</p>{self.leaders._repr_html_()}"


def _sold(market: Market, prices: NDArray[np.float64]) -> NDArray[np.float64]:
    tiers = java(_ROUND + "TwoTierRound").of(market._scenario, java("skybourse.base.numeric.TaskRunner").of(1))
    return np.array([float(leader.load().work()) for leader in tiers.sell(prices).leaders()])


def _solved(market: Market, result: Any) -> Solved:
    effort, proof = result.effort(), _certificate(result.certificate(), market.leaders)
    mixed = isinstance(result, java("skybourse.tier1.equilibrium.SolveResult$CertifiedMixed"))
    return Solved(
        market,
        np.array(java("skybourse.round.analysis.RoundAnalysisPlan").roundPrices(result, market.seed, 0)),
        proof,
        snake(str(result.getClass().getSimpleName())).replace("_", "-"),
        int(effort.iterations()),
        int(effort.repairs()),
        _mix(result.mix(), market.leaders, proof) if mixed else None,
    )


def solve(market: Market, *, threads: int = 1) -> Solved:
    """Searches for prices from which no agent gains more than the scenario's tolerance by deviating unilaterally. If the scenario allows
    it and no fixed prices certify, leaders randomize."""
    brief = len(market.wireless_agents) * len(market.leaders) <= _BRIEF
    solved: Solved = call(lambda: _solved(market, library(threads).solve(market._scenario)), file=market._file, brief=brief)
    return solved


def certify(market: Market, prices: ArrayLike | Mix, *, threads: int = 1) -> Certificate:
    """Bounds the deviation gaps at any prices: float64[leaders], money per bit, from 0 to each cap, infinite for a closed leader; or the
    expected gaps at a Mix."""
    leaders = market.leaders
    given = prices if isinstance(prices, Mix) else numbers(prices, "prices", len(leaders))

    def proved() -> Certificate:
        asked = given._java(leaders) if isinstance(given, Mix) else given
        return _certificate(library(threads).certify(market._scenario, asked), leaders)

    proof: Certificate = call(proved, file=market._file)
    return proof


@dataclass(frozen=True)
class Round:
    """A round of both tiers.

    solved: the prices; tasks: by wireless agent, with and without the auction; leaders: by leader, profit_tier1 before the auction and
    profit_settled after all payments; links: what each agent sent to each leader; trades: lots of the auction, prices in half ticks;
    aerial: by aerial agent; ledger: every payment in whole units; totals: key figures of the round; welfare: of both tiers, money; house:
    what the auction leaves the house with, money, below 0 if it pays.
    """

    solved: Solved
    tasks: Table
    leaders: Table
    links: Table
    trades: Table
    aerial: Table
    ledger: Table
    totals: dict[str, float]
    welfare: float
    house: float

    def _repr_html_(self) -> str:
        pays = f", the house pays {-self.house:.6g}" if self.house < 0 else ""
        return f"<p>welfare {self.welfare:.6g}{pays}</p>{self.leaders._repr_html_()}{self.trades._repr_html_()}"


def ledger(posted: Any) -> Table:
    """Returns the payments as a table."""
    return table("skybourse.round.ledger.Ledger$Entry", posted.entries())


def _links(market: Market, reach: Any, agents: Any) -> Table:
    links = [(n, link) for n, agent in enumerate(agents) for link in agent.links()]
    sent = dict(table(_ROUND + "AgentOutcome$Link", [link for _, link in links]))
    leader, delays = np.array(market.leaders)[sent.pop("leader")], table(_ROUND + "PieceDelay", [link.delay() for _, link in links])
    rates = [dict(zip(of.leaders(), of.bitsPerSecond(), strict=True)) for of in map(reach.of, range(len(agents)))]
    senders = np.array([market.wireless_agents[n] for n, _ in links], dtype=str)
    sent["bits_per_second"] = np.array([rates[n][link.leader()] for n, link in links], dtype=float)
    return Table({"agent": senders, "leader": leader, **sent, "delay_seconds": delays["seconds"], "last_part": delays["last"]})


def _round(market: Market, played: Any) -> Round:
    after = played.finalRound()
    resold = played.resold().orElse(None)
    settlement, loads = java(_ROUND + "Settlement"), [leader.load() for leader in after.leaders()]
    settled = resold.ledger() if resold is not None else settlement.of(after, java("java.util.List").of())
    before = table(_ROUND + "AgentOutcome", played.sold().agents())
    without = {f"{name}_without_resale": before[name] for name in ("delay_seconds", "deadline_met")}
    leaders = dict(table(_ROUND + "LeaderOutcome", after.leaders())._named(leader="id"), **table(_ROUND + "LeaderLoad", loads))
    for gone in ("profit", "backlog", "backlog_after", "free_capacity"):  # neither profit below; in a round alone 0, left_over, capacity
        del leaders[gone]
    leaders["resold"] = np.array([float(load.resale().work()) for load in loads])
    leaders["profit_tier1"] = np.array([float(leader.profit()) for leader in played.sold().leaders()])
    leaders["profit_settled"] = np.array(settlement.profits(settled, after))
    idle = [java(_ROUND + "AerialOutcome")(agent, 0, 0.0, 0.0, 0.0) for agent in market._scenario.aerialAgents()]
    aerial = table(_ROUND + "AerialOutcome", resold.aerialAgents() if resold is not None else idle)
    totals = table(_ROUND + "RoundTotals", [after.totals()]).row(0)
    sold = totals.pop("welfare")  # of tier 1
    return Round(
        _solved(market, played.prices()),
        Table({**table(_ROUND + "AgentOutcome", after.agents())._named(agent="id"), **without}),
        Table(leaders),
        _links(market, after.links(), after.agents()),
        trades(resold.outcome().trades() if resold is not None else []),
        aerial._named(agent="id", lots_work="work", profit="profit_settled"),
        ledger(settled),
        totals,
        float(resold.welfare()) if resold is not None else sold,
        int(resold.outcome().houseHalfTicks()) * float(market._scenario.rules().tickMoney()) / 2 if resold is not None else 0.0,
    )


def run(market: Market, rule: str | Rule = DEFAULT_RULE, policy: Policy | None = None, *, threads: int = 1) -> Round:
    """Computes a round: prices, the wireless agents' tasks, and the auction of overload. The scenario's seed breaks ties.

    rule: the name of a rule or a Rule; the default is that of simulate and of the environments, while `./skybourse run` has the paper's
    double-dutch-midpoint. policy: the clock policy, default: steps of one tick. Warns if the house pays under a rule that does not
    declare a deficit.
    """
    offered = provider(rule, policy)
    played: Round = call(lambda: _round(market, library(threads).round(market._scenario, offered)), file=market._file)
    declared = str(offered.traits().budget()).lower()
    if played.house < 0 and declared != "deficit":
        told = f"{offered.name()} declares a {declared} budget, and the house pays {-played.house:.6g} money in {market.name}"
        warnings.warn(told, stacklevel=2)
    return played


def tier2_orders(market: Market, truthful: bool) -> tuple[Orders, int, int] | None:
    """Returns the orders of tier 2 in a round, and the lowest and the highest price of its clocks and orders; None without an auction.

    truthful: whether asks are the declared costs, as under a rule that promises truthfulness, or include markups.
    """

    def found() -> tuple[Orders, int, int] | None:
        rule = provider(DEFAULT_RULE if truthful else "double-dutch-midpoint", None)
        resold = library(1).round(market._scenario, rule).resold().orElse(None)
        if resold is None:
            return None
        orders, clocks = Orders._of(resold.market().book()), resold.market()
        return orders, min([int(clocks.sellersStartTicks()), *orders._limits()]), max([int(clocks.buyersStartTicks()), *orders._limits()])

    orders: tuple[Orders, int, int] | None = call(found, file=market._file)
    return orders

"""A leader that learns: PPO as one of five, in one round beside what the certificate allows, over time beside certified and solved play.

Needs stable-baselines3 2.9.2 (with torch), gymnasium and pettingzoo. `python leader.py ROWS [SEEDS]` writes what every training and
episode gave, a line of JSON each, and prints what they say; five seeds take three minutes of a core.
"""

from __future__ import annotations

import json
import sys
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gymnasium
import numpy as np
import torch
from gymnasium.spaces import Box
from gymnasium.wrappers import TransformAction, TransformReward
from numpy.typing import NDArray
from stable_baselines3 import PPO

import skybourse as sky
from skybourse import zoo
from skybourse.gym import MarketEnv

LEADER, PLACE = "FA1", 2
RULE = "vcg"  # of the stored rows
ROUND_STEPS, SLOT_STEPS = 5_120, 3_072
EPISODES = range(900_001, 900_011)
STUDENT = {5: 2.776, 10: 2.262}  # two-sided 95 % of t by how many numbers


Keep = Callable[..., None]


class OneOfRound(gymnasium.Env[Any, Any]):
    """One leader of zoo.pricing while the others' prices stay."""

    def __init__(self, game: zoo.PricingEnv, others: dict[str, float]) -> None:
        self.game, self.others = game, others
        self.observation_space = game.observation_space(LEADER)
        self.action_space = game.action_space(LEADER)
        self.best = -np.inf

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        super().reset(seed=seed)
        return self.game.reset(seed)[0][LEADER], {}

    def earned(self, share: float) -> float:
        self.game.reset()
        return self.game.step({**self.others, LEADER: share})[1][LEADER]

    def step(self, action: Any) -> tuple[Any, float, bool, bool, dict[str, Any]]:
        profit = self.earned(float(action[0]))
        self.best = max(self.best, profit)
        return np.zeros(self.observation_space.shape, np.float32), profit, True, False, {}


def learned(env: gymnasium.Env[Any, Any], known: float, scale: float, steps: int, seed: int) -> Callable[[Any], float]:
    """Trains a PPO whose action is a factor between a half and two beside a price that is known; returns the share of the cap it asks."""

    def share(action: Any) -> Any:
        return np.minimum(1.0, known * 2.0 ** np.clip(action, -1, 1))

    seen = TransformReward(TransformAction(env, share, Box(-1.0, 1.0, (1,), np.float32)), lambda reward: float(reward) / scale)
    ppo = PPO(
        "MlpPolicy",
        seen,
        learning_rate=lambda left: 3e-3 * left,
        n_steps=256,
        gamma=0.9,
        seed=seed,
        device="cpu",
        policy_kwargs={"net_arch": [32, 32], "log_std_init": -3.0},
    )
    ppo.learn(steps)
    return lambda state: float(share(ppo.predict(state, deterministic=True)[0])[0])


def interval(values: NDArray[np.float64], digits: int) -> str:
    """Returns a mean with its 95 % interval, and the largest and the least; no interval but of five or ten numbers."""
    half = STUDENT.get(len(values), np.nan) * np.std(values, ddof=len(values) > 1) / np.sqrt(len(values))
    return f"{np.mean(values):.{digits}f} +- {half:.{digits}f} (largest {max(values):.{digits}f}, least {min(values):.{digits}f})"


def one_round(market: sky.Market, seeds: range, keep: Keep) -> None:
    """Beside what the certificate allows: at certified prices, and where a rival has moved."""
    shares = dict(zip(market.leaders, sky.solve(market).prices / market.price_caps, strict=True))
    for name, moved in (("certified", {}), ("FA2 asks twice", {"FA2": shares["FA2"] * 2})):
        game = zoo.pricing(market)
        others = {**shares, **moved}
        proof = game.certify(others).leaders.row(PLACE)
        profit, gap = proof["decision_profit"], proof["upper_bound"] - proof["decision_profit"]
        found, tried = [], []
        for seed in seeds:
            env = OneOfRound(game, others)
            choose = learned(env, shares[LEADER], profit, ROUND_STEPS, seed)
            found.append(env.earned(choose(np.zeros(len(shares), np.float32))) - profit)
            tried.append(env.best - profit)
            keep(part="one round", others=name, seed=seed, certified_profit=profit, gap=gap, last_gain=found[-1], best_gain=tried[-1])
        print(f"one round, {name}: {LEADER} earns {profit:.6f}, gap {gap:.3g} ({100 * gap / profit:.3g} %)", flush=True)
        print(
            f"  PPO gains {interval(np.array(found), 6)}, its best try {max(tried):.3g}, above the ceiling by {max(tried) - gap:.3g}",
            flush=True,
        )
        if moved:
            print(f"  share of the gap, %: {interval(100 * np.array(found) / gap, 1)}", flush=True)


def over_time(market: sky.Market, seeds: range, keep: Keep) -> None:
    """Where the others post their certified prices of one round in every slot: beside what the leader's own earns in the same episodes, and
    beside what it earns where the prices of all are solved in each slot."""
    prices = sky.solve(market).prices
    known = float(prices[PLACE] / market.price_caps[PLACE])

    def earned(choose: Callable[[Any], float]) -> NDArray[np.float64]:
        env, totals = MarketEnv(market, LEADER, prices, rule=RULE), []
        for episode in EPISODES:
            state, _ = env.reset(seed=episode)
            total, over = 0.0, False
            while not over:
                state, reward, _, over, _ = env.step(np.array([choose(state)]))
                total += reward
            totals.append(total)
        return np.array(totals)

    def kept(earnings: NDArray[np.float64], how: str, **more: int) -> NDArray[np.float64]:
        for episode, total in zip(EPISODES, earnings.tolist(), strict=True):
            keep(part="over time", how=how, episode=episode, earned=total, **more)
        return earnings

    certified = kept(earned(lambda state: known), "certified price of one round")
    everybody = MarketEnv(market, LEADER, rule=RULE)
    solved = kept(np.array([everybody.certified(episode) for episode in EPISODES]), "all prices solved in each slot")
    print(f"over time: {LEADER} earns {certified.mean():.1f} an episode of 100 slots by its certified price, in {len(EPISODES)} episodes")
    print(f"  {solved.mean():.1f} where all prices are solved in each slot, more than that by {interval(solved - certified, 1)}")
    gains = []
    for seed in seeds:
        choose = learned(MarketEnv(market, LEADER, prices, rule=RULE), known, abs(certified.mean()) / 100, SLOT_STEPS, seed)
        gains.append(100 * (kept(earned(choose), "PPO", seed=seed).mean() / certified.mean() - 1))
        print(f"  seed {seed}: {gains[-1]:.2f} %", flush=True)
    print(f"  PPO more than by its certified price, %: {interval(np.array(gains), 2)}", flush=True)


def main() -> None:
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    seeds = range(1, 1 + (int(sys.argv[2]) if len(sys.argv) > 2 else 5))
    drawn = sky.generate(wireless=12, seed=1)
    with open(sys.argv[1], "w", encoding="utf-8") as rows, tempfile.TemporaryDirectory() as folder:

        def keep(**row: object) -> None:
            print(json.dumps(row), file=rows, flush=True)

        one_round(drawn, seeds, keep)
        file = Path(folder, "random-arrivals.yaml")
        file.write_text(drawn.yaml() + "overTime: {arrivals: {poisson: {tasksPerSecond: 0.8}}}\n", encoding="utf-8")
        over_time(sky.load(file), seeds, keep)


if __name__ == "__main__":
    main()

"""The auction of concentrated-5x3 as one would write it for gymnasium in plain Python, to be measured beside ours."""

from __future__ import annotations

from typing import Any

import gymnasium
import numpy as np
from numpy.typing import NDArray

import skybourse.gym as sky_gym
from skybourse._jvm import java

HIGH = 50
STEPS = (1, 2, 3, 5, 8, 13, 21, 34)
BUYERS, SELLERS = 0, 1


class PlainDoubleDutch(gymnasium.Env[NDArray[np.float32], Any]):
    """One auction at a time. After an acceptance the other side's clock moves, else the same; the queues trade at the end."""

    def __init__(self) -> None:
        self.observation_space = gymnasium.spaces.Box(0.0, 1.0, (10,), np.float32)
        self.action_space = gymnasium.spaces.Discrete(len(STEPS))
        scale = java("skybourse.learning.headroom.ClockReward").of(sky_gym.Law.named("concentrated-5x3")._market).scale()
        self.welfare, self.messages = float(scale.welfareTicks()), float(scale.messages())
        ticks = np.arange(1, HIGH + 1)
        self.chances = [np.exp(-0.5 * ((ticks - mean) / 3) ** 2).cumsum() for mean in (30, 20)]

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[NDArray[np.float32], dict[str, Any]]:
        super().reset(seed=seed)
        over = True
        while over:  # a market without a choice is passed over
            self.waiting: list[list[int]] = [
                (1 + np.searchsorted(chances, self.np_random.random(count) * chances[-1])).tolist()
                for chances, count in zip(self.chances, (5, 3), strict=True)
            ]
            self.queued: list[list[int]] = [[], []]
            self.clocks = [HIGH, 0]
            self.heard = [False, False]
            self.side, self.announcements, self.earned = BUYERS, 0, 0.0
            over = self.to_a_choice()
        return self.state(), self.info()

    def announce(self, step: int) -> None:
        side = self.side
        self.clocks[side] += (-step if side == BUYERS else step) if self.heard[side] else 0
        self.heard[side] = True
        clock = self.clocks[side]
        accepting = [limit for limit in self.waiting[side] if (limit >= clock if side == BUYERS else limit <= clock)]
        messages = len(self.waiting[side]) + len(accepting)
        regret = sum(abs(limit - clock) for limit in accepting)
        self.earned -= 0.1 * regret / self.welfare + 0.2 * messages / self.messages
        self.waiting[side] = [limit for limit in self.waiting[side] if limit not in accepting]
        self.queued[side] += accepting
        self.announcements += 1
        if accepting:
            self.side = 1 - side

    def to_a_choice(self) -> bool:
        """Plays on until a step must be chosen; returns whether the auction is over."""
        while True:
            for side in (BUYERS, SELLERS):
                if not self.waiting[side] and len(self.queued[side]) <= len(self.queued[1 - side]):
                    return True
            gap = self.clocks[BUYERS] - self.clocks[SELLERS]
            if gap <= 0:
                if gap < 0 or all(self.heard):
                    return True
                self.side = self.heard.index(False)
            elif not self.waiting[self.side]:
                self.side = 1 - self.side
            if self.heard[self.side] and gap > STEPS[0]:
                return False
            self.announce(gap)

    def step(self, action: int) -> tuple[NDArray[np.float32], float, bool, bool, dict[str, Any]]:
        if not 0 <= action < self.legal():
            raise ValueError(f"action must be legal, below {self.legal()}: {action}")
        self.announce(min(STEPS[action], self.clocks[BUYERS] - self.clocks[SELLERS]))
        over = self.to_a_choice()
        if over:
            self.earned += sum(bid - ask for bid, ask in zip(*self.queued, strict=False)) / self.welfare
        reward, self.earned = self.earned, 0.0
        return self.state(), reward, over, False, self.info()

    def legal(self) -> int:
        gap = self.clocks[BUYERS] - self.clocks[SELLERS]
        return 1 + sum(step < gap for step in STEPS[:-1])

    def state(self) -> NDArray[np.float32]:
        sides = [*zip(self.waiting, (5, 3), strict=True), *zip(self.queued, (5, 3), strict=True)]
        counts = [len(each) / most for each, most in sides]
        shares = [clock / HIGH for clock in self.clocks]
        return np.array([self.side, self.announcements / (HIGH + 2), *shares, *counts, *self.heard], np.float32)

    def info(self) -> dict[str, Any]:
        legal = self.legal()
        mask = np.zeros(len(STEPS), np.int8)
        mask[:legal] = 1
        return {"action_mask": mask, "legal_actions": legal}


def mean_reward(episodes: int, step: int) -> tuple[float, float]:
    """Returns what a fixed step earns, and half its 95 % interval."""
    env = PlainDoubleDutch()
    action = STEPS.index(step)
    earned = np.zeros(episodes)
    for episode in range(episodes):
        info = env.reset(seed=1 if episode == 0 else None)[1]
        over = False
        while not over:
            _, reward, over, _, info = env.step(min(action, info["legal_actions"] - 1))
            earned[episode] += reward
    return float(earned.mean()), float(1.96 * earned.std() / episodes**0.5)

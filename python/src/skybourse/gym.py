"""Auctions as gymnasium environments with an exactly known optimum.

An auctioneer moves the clocks of a Double Dutch Auction. A state is ten numbers of about [0, 1]:

    0  1 if the sellers' clock moves next, otherwise 0
    1  announcements so far, as a share of the largest possible number
    2, 3  clocks of buyers and sellers above the sellers' start, as a share of the initial gap
    4, 5  waiting buyers and sellers, as shares
    6, 7  buyers and sellers that have accepted, as shares
    8, 9  1 if there was an announcement to the side, otherwise 0

aids="waves" appends 24 numbers: sin and cos of pi 2^k x, k = 0 to 3, for x = the buyers' clock, the sellers' clock and their distance.

An action is an index into `steps`, the ticks by which the moving clock moves; a step ends where the clocks meet. The legal actions are
the first ones, at least two. `info["action_mask"]` marks them as int8; `info["legal_actions"]` is their number. So `min(a, legal - 1)` is
a fixed step.

A reward is gains from trade at the end of an auction minus regret and messages, undiscounted. Announcements before the first choice are
charged to the first step. An episode has 1 to about 50 decisions and is never truncated.

The n-th episode of lane i has the seed `first + n * lanes + i`; therefore close seeds would give the same markets, shifted by a lane.
reset(seed) hashes its seed to avoid this. reset(seed, options={"hashed": False}) uses the seed unchanged, as Java does. reset() without
a seed continues the sequence.
"""

from __future__ import annotations

import ctypes
import hashlib
import threading
from collections.abc import Sequence
from typing import Any, Literal

import gymnasium
import numpy as np
from gymnasium.vector import AutoresetMode
from gymnasium.vector.utils import batch_space
from numpy.typing import ArrayLike, NDArray

from ._errors import LONG, NotCopied, argument, array, whole
from ._jvm import attach, call, java, start
from ._marks import MARKS
from .agents import MarketEnv
from .law import Choice, Law, Mark
from .policies import Policy

__all__ = ["Choice", "DoubleDutchEnv", "DoubleDutchVectorEnv", "Law", "Mark", "MarketEnv"]

_MOST_LANES = 1 << 20


def _hashed(seed: int) -> int:
    return int.from_bytes(hashlib.sha256(f"skybourse {seed}".encode()).digest()[:7], "big")


class _Lanes:
    """Parallel auctions in arrays that Java writes."""

    def __init__(self, law: Law, lanes: int, *, hindsight: bool, waves: bool, nearest: bool) -> None:
        self.actions = np.zeros(lanes, np.int64)
        width = 34 if waves else 10
        self.states = np.zeros((lanes, width), np.float32)
        self.mask = np.zeros((lanes, len(law.steps)), np.int8)
        self.legal = np.zeros(lanes, np.int64)
        self.rewards = np.zeros(lanes, np.float64)
        self.ended = np.zeros(lanes, np.bool_)
        self.final = np.zeros((lanes, width), np.float32)
        arrays = (self.actions, self.states, self.mask, self.legal, self.rewards, self.ended, self.final)

        def make() -> Any:
            door = java("skybourse.python.NativeEnvironment")
            places = door.Arrays(*(array.ctypes.data for array in arrays))
            return door(law._problem(hindsight, waves), lanes, places, nearest)

        self._door: Any = call(make)
        self._step = ctypes.CFUNCTYPE(ctypes.c_int)(self._door.stepAddress())
        self._known = {threading.get_ident()}
        self._next: int | None = None

    def close(self) -> None:
        """Frees what Java holds: it belongs to the door, which nothing else refers to."""
        self._door = None

    def _opened(self) -> Any:
        if self._door is None:
            raise argument("environment", "must not be closed", "it is")
        return self._door

    def reset(self, seed: int | None, hashed: bool) -> None:
        if seed is None:
            first = _hashed(int(np.random.SeedSequence().generate_state(1, np.uint64)[0])) if self._next is None else self._next
        else:
            first = _hashed(whole(seed, "seed", 0)) if hashed else whole(seed, "seed", 0)
        call(self._opened().reset, first, brief=True)
        self._next = (first + (1 << 40)) % (1 << 63)

    def step(self) -> None:
        door = self._opened()  # held until the step is done, even if another thread closes
        if threading.get_ident() not in self._known:
            attach()
            self._known.add(threading.get_ident())
        start()
        if self._step():
            call(door.failure, brief=True)


def _aids(given: str | Sequence[str]) -> dict[str, bool]:
    aids = [given] if isinstance(given, str) else given
    for aid in aids:
        if aid not in ("hindsight", "waves"):
            raise argument("aids", "must be among hindsight, waves", aid)
    return {"hindsight": "hindsight" in aids, "waves": "waves" in aids}


def _spaces(law: Law, waves: bool) -> tuple[Any, Any]:
    low = np.array([0.0] * 10 + [-1.0] * 24, np.float32)[: 34 if waves else 10]
    high = np.ones_like(low)
    return gymnasium.spaces.Box(low, high, dtype=np.float32), gymnasium.spaces.Discrete(len(law.steps))


class _Judged(NotCopied):
    """Exact values of the law from which an environment samples."""

    law: Law
    _waves: bool

    def optimum(self) -> float:
        """Returns the exact expected reward of the optimal auctioneer."""
        return self.law.optimum()

    def best_fixed(self) -> float:
        """Returns the exact expected reward of the best fixed step."""
        return self.law.best_fixed()

    def headroom(self, policy: Choice | Policy | ArrayLike) -> Mark:
        """Evaluates a policy exactly: a function of a state and its action mask that returns an action or the probability of each action,
        or a table of probabilities, see Law.policy. The reward has no aids; the state is as in this environment."""
        return self.law.headroom(policy, waves=self._waves)


class DoubleDutchVectorEnv(_Judged, gymnasium.vector.VectorEnv[NDArray[np.float32], NDArray[np.int64], NDArray[Any]]):
    """Parallel auctions. A lane whose auction ends starts the next auction in the same step.

    law: a name or a Law. aids: "hindsight" subtracts the market's best possible welfare from the reward; "waves" adds periodic features
    of the clocks to the state; neither changes the optimal policy. illegal: "raise" rejects an illegal action before any lane moves;
    "nearest" uses the nearest legal action.

    Final states of ended auctions are in `info["final_obs"]`, an array of all lanes, valid where `info["_final_obs"]` is true: the state
    after the last step of the ended auction. close frees the environment, as does the garbage collector.
    """

    metadata: dict[str, Any] = {"render_modes": [], "autoreset_mode": AutoresetMode.SAME_STEP}

    def __init__(
        self,
        num_envs: int = 1,
        law: str | Law = "narrow-3x2",
        aids: str | Sequence[str] = (),
        illegal: Literal["raise", "nearest"] = "raise",
        render_mode: None = None,
    ) -> None:
        self.law = Law.named(law) if isinstance(law, str) else law
        chosen = _aids(aids)
        if illegal not in ("raise", "nearest"):
            raise argument("illegal", "must be raise or nearest", illegal)
        self.num_envs = whole(num_envs, "num_envs", 1, _MOST_LANES)
        self.render_mode = render_mode
        self._waves = chosen["waves"]
        self._lanes = _Lanes(self.law, self.num_envs, nearest=illegal == "nearest", **chosen)
        self.single_observation_space, self.single_action_space = _spaces(self.law, self._waves)
        self.observation_space = batch_space(self.single_observation_space, self.num_envs)
        self.action_space = batch_space(self.single_action_space, self.num_envs)
        self._never = np.zeros(self.num_envs, np.bool_)
        self._always = ~self._never

    def reset(
        self, *, seed: int | list[int | None] | None = None, options: dict[str, Any] | None = None
    ) -> tuple[NDArray[np.float32], dict[str, Any]]:
        if isinstance(seed, list):
            raise argument("seed", "must be one number; the seeds of all lanes are derived from it", "a list")
        self._lanes.reset(seed, (options or {}).get("hashed", True))
        return self._lanes.states.copy(), self._info()

    def step(self, actions: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[Any], NDArray[Any], NDArray[Any], dict[str, Any]]:
        given = array(actions, "actions", "iu", "whole numbers")
        if given.shape != (self.num_envs,):
            raise argument("actions", f"must have the shape ({self.num_envs},)", given.shape)
        if given.dtype == np.uint64 and given.max() > LONG:  # would become negative
            raise argument("actions", f"must be at most {LONG}", given.max())
        lanes = self._lanes
        lanes.actions[:] = given
        lanes.step()
        info = self._info()
        ended = lanes.ended.copy()
        info["final_obs"], info["_final_obs"] = lanes.final.copy(), ended
        return lanes.states.copy(), lanes.rewards.copy(), ended, self._never.copy(), info

    def close_extras(self, **options: Any) -> None:
        self._lanes.close()

    def _info(self) -> dict[str, Any]:
        lanes = self._lanes
        return {
            "action_mask": lanes.mask.copy(),
            "_action_mask": self._always,
            "legal_actions": lanes.legal.copy(),
            "_legal_actions": self._always,
        }


class DoubleDutchEnv(_Judged, gymnasium.Env[NDArray[np.float32], np.int64]):
    """One auction at a time, equal to DoubleDutchVectorEnv with one lane."""

    metadata: dict[str, Any] = {"render_modes": []}

    def __init__(
        self,
        law: str | Law = "narrow-3x2",
        aids: str | Sequence[str] = (),
        illegal: Literal["raise", "nearest"] = "raise",
        render_mode: None = None,
    ) -> None:
        vector = DoubleDutchVectorEnv(1, law, aids, illegal)
        self.law = vector.law
        self.render_mode = render_mode
        self._lanes = vector._lanes
        self._waves = vector._waves
        self._over = False
        self.observation_space, self.action_space = _spaces(self.law, self._waves)

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[NDArray[np.float32], dict[str, Any]]:
        lanes, seed = self._lanes, None if seed is None else whole(seed, "seed", 0)
        if seed is not None or not self._over:
            lanes.reset(seed, (options or {}).get("hashed", True))
        super().reset(seed=seed)
        self._over = False  # where an auction ended, the next one has begun
        return lanes.states[0].copy(), self._info()

    def step(self, action: np.int64 | int) -> tuple[NDArray[np.float32], float, bool, bool, dict[str, Any]]:
        lanes = self._lanes
        if self._over:
            raise argument("step", "must follow a reset: the auction has ended", action)
        lanes.actions[0] = whole(action, "action")
        lanes.step()
        if lanes.ended[0]:
            self._over = True
            nothing = {"action_mask": np.zeros_like(lanes.mask[0]), "legal_actions": 0}
            return lanes.final[0].copy(), float(lanes.rewards[0]), True, False, nothing
        return lanes.states[0].copy(), float(lanes.rewards[0]), False, False, self._info()

    def close(self) -> None:
        self._lanes.close()

    def _info(self) -> dict[str, Any]:
        return {"action_mask": self._lanes.mask[0].copy(), "legal_actions": int(self._lanes.legal[0])}


def _register() -> None:
    for law in MARKS:
        gymnasium.register(
            f"skybourse/DoubleDutch-{law}-v0",
            entry_point="skybourse.gym:DoubleDutchEnv",
            vector_entry_point="skybourse.gym:DoubleDutchVectorEnv",
            kwargs={"law": law},
            disable_env_checker=True,
        )
    gymnasium.register("skybourse/Market-v0", entry_point="skybourse.gym:MarketEnv", disable_env_checker=True)


_register()

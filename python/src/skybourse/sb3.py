"""Environments for stable-baselines3. Requires stable-baselines3, and sb3-contrib for learners with action masks."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np
from numpy.typing import NDArray
from stable_baselines3.common.vec_env import VecEnv

from .gym import Choice, DoubleDutchVectorEnv, Mark


class Lanes(VecEnv):
    """The lanes of an environment as a VecEnv. It provides action masks to learners such as MaskablePPO. Seeds are hashed as in reset."""

    def __init__(self, env: DoubleDutchVectorEnv) -> None:
        self.env = env
        super().__init__(env.num_envs, env.single_observation_space, env.single_action_space)
        self._mask: NDArray[np.int8] = np.ones((0, 0), np.int8)
        self._actions: NDArray[np.int64] = np.zeros(0, np.int64)

    def reset(self) -> NDArray[np.float32]:
        states, info = self.env.reset(seed=self._seeds[0])
        self._reset_seeds()
        self._mask = info["action_mask"]
        return states

    def step_async(self, actions: NDArray[np.int64]) -> None:
        self._actions = actions

    def step_wait(self) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.bool_], list[dict[str, Any]]]:
        states, rewards, ended, _, info = self.env.step(self._actions)
        self._mask = info["action_mask"]
        told: list[dict[str, Any]] = [{} for _ in range(self.num_envs)]
        for lane in np.flatnonzero(ended).tolist():
            told[lane]["terminal_observation"] = info["final_obs"][lane]
        return states, rewards.astype(np.float32), ended, told

    def action_masks(self) -> NDArray[np.int8]:
        """Returns the legal actions of all lanes, int8[lanes, actions]."""
        return self._mask

    def env_method(self, method_name: str, *method_args: Any, indices: Any = None, **method_kwargs: Any) -> list[Any]:
        if method_name == "action_masks":  # of all lanes as a whole: one array, not an array of each
            return [self._mask] if indices is None else list(self._mask[self._get_indices(indices)])
        method = getattr(self.env, method_name)
        return [method(*method_args, **method_kwargs) for _ in self._get_indices(indices)]

    def get_attr(self, attr_name: str, indices: Any = None) -> list[Any]:
        value = getattr(self if attr_name == "action_masks" else self.env, attr_name)
        return [value for _ in self._get_indices(indices)]

    def set_attr(self, attr_name: str, value: Any, indices: Any = None) -> None:
        setattr(self.env, attr_name, value)

    def env_is_wrapped(self, wrapper_class: type[Any], indices: Any = None) -> list[bool]:
        return [False for _ in self._get_indices(indices)]

    def close(self) -> None:
        self.env.close()

    def headroom(self, model: Any) -> Mark:
        """Evaluates a learner's greedy policy exactly. An illegal action is replaced by the nearest legal one."""
        return self.env.headroom(choice(model))


def choice(model: Any) -> Choice:
    """Returns a learner's greedy action as a policy that headroom accepts."""
    masked = "action_masks" in inspect.signature(model.predict).parameters

    def choose(state: NDArray[np.float32], mask: NDArray[np.int8]) -> int:
        given = {"action_masks": mask} if masked else {}
        return min(int(model.predict(state, deterministic=True, **given)[0]), int(mask.sum()) - 1)

    return choose

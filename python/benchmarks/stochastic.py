"""Compares exact values of stochastic policies with episodes that draw their steps.

`python python/benchmarks/stochastic.py [EPISODES [LAW]]` prints 20 cases of 1,000,000 episodes each, or the five of one law: random and
trained policies on four laws.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

import skybourse.gym as sky_gym

LANES = 4096
HIDDEN = 16
NORMAL99 = 2.5758293035489004
LAWS = ["uniform-3x2", "normal-3x2", "narrow-3x2", "close-3x2"]
CASES = [(law, kind, seed) for law in LAWS for kind, seed in (("random", 1), ("random", 2), ("sharp", 3), ("trained", 4), ("trained", 5))]

Floats = NDArray[np.floating[Any]]
Chances = Callable[[Floats, NDArray[np.int8]], Floats]


def softmax(scores: Floats, masks: NDArray[np.int8]) -> Floats:
    raised = np.exp(scores - scores.max(-1, keepdims=True)) * masks
    return np.asarray(raised / raised.sum(-1, keepdims=True))


def random_policy(width: int, actions: int, seed: int, scale: float) -> Chances:
    """Returns a network with random parameters, in double precision so that a vector of states and one state give the same numbers."""
    random = np.random.default_rng(seed)
    first, second = scale * random.normal(size=(width, HIDDEN)), scale * random.normal(size=(HIDDEN, actions))
    return lambda states, masks: softmax(np.tanh(states.astype(float) @ first) @ second, masks)


def draw(chances: Floats, legal: NDArray[np.int64], random: np.random.Generator) -> NDArray[np.int64]:
    chosen: NDArray[np.int64] = (chances.cumsum(-1) < random.random((len(chances), 1))).sum(-1)
    return np.minimum(chosen, legal - 1)


def trained_policy(law: str, seed: int, updates: int = 60, decisions: int = 20) -> Chances:
    """Returns a policy with scores that are linear in the state, trained by REINFORCE with a linear baseline."""
    env, random = sky_gym.DoubleDutchVectorEnv(512, law, aids="hindsight"), np.random.default_rng(seed)
    actions = len(env.law.steps)
    weights = np.zeros((10, actions))
    for _ in range(updates):
        states, info = env.reset(seed=int(random.integers(1 << 31)))
        steps = []
        for _ in range(decisions):
            likely = softmax(states @ weights, info["action_mask"])
            chosen, before = draw(likely, info["legal_actions"], random), states
            states, rewards, ended, _, info = env.step(chosen)
            steps.append((before, likely, chosen, rewards, ended))
        earned, whole, kept = np.zeros(512), np.zeros(512, bool), []
        for before, likely, chosen, rewards, ended in reversed(steps):
            earned = np.where(ended, 0, earned) + rewards
            whole |= ended
            kept.append((before[whole], (np.arange(actions) == chosen[whole, None]) - likely[whole], earned[whole]))
        seen, push, got = (np.concatenate(column) for column in zip(*kept, strict=True))
        better = got - seen @ np.linalg.lstsq(seen, got)[0]
        weights += 2 * seen.T @ (push * (better / better.std())[:, None]) / len(better)
    env.close()
    return lambda states, masks: softmax(states.astype(float) @ weights, masks)


def play(law: str, policy: Chances, episodes: int, seed: int) -> Floats:
    """Returns the rewards of episodes, the same number of each lane, so that short ones are not more frequent."""
    each = -(-episodes // LANES)
    env, random = sky_gym.DoubleDutchVectorEnv(LANES, law), np.random.default_rng(seed)
    states, info = env.reset(seed=seed)
    sums, totals, counts = np.zeros(LANES), np.zeros((LANES, each)), np.zeros(LANES, np.int64)
    while counts.min() < each:
        chosen = draw(policy(states, info["action_mask"]), info["legal_actions"], random)
        states, rewards, ended, _, info = env.step(chosen)
        sums += rewards
        counted = ended & (counts < each)
        totals[counted, counts[counted]] = sums[counted]
        counts[counted] += 1
        sums[ended] = 0
    env.close()
    return totals.ravel()


def judged(law: str, kind: str, seed: int, episodes: int) -> dict[str, Any]:
    """Evaluates one policy exactly and plays it."""
    known = sky_gym.Law.named(law)
    scale = {"random": 1.0, "sharp": 4.0}.get(kind)
    policy = trained_policy(law, seed) if scale is None else random_policy(10, len(known.steps), seed, scale)
    exact = known.headroom(policy(*known.states()))
    rewards = play(law, policy, episodes, 100 + seed)
    half = NORMAL99 * rewards.std() / np.sqrt(len(rewards))
    played = {"exact": exact.value, "share": exact.share, "played": rewards.mean(), "half_width99": half, "episodes": len(rewards)}
    return {"law": law, "policy": kind, "seed": seed, **played}


def main() -> None:
    episodes = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    cases = [case for case in CASES if case[0] in (sys.argv[2:] or LAWS)]
    within = 0
    for case in cases:
        row = judged(*case, episodes)
        hit = abs(row["played"] - row["exact"]) <= row["half_width99"]
        within += hit
        print(
            f"{row['law']:12} {row['policy']:8} seed {row['seed']}  exact {row['exact']:.6f} ({100 * row['share']:.1f} % of the headroom)  "
            f"{row['episodes']:,} episodes {row['played']:.6f} +- {row['half_width99']:.6f}  {'within' if hit else 'outside'}",
            flush=True,
        )
    print(f"{within} of {len(cases)} exact values within the 99 % interval")


if __name__ == "__main__":
    main()

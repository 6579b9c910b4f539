"""Learners that are not ours, judged exactly: `python python/benchmarks/learners.py rows.jsonl`, with learners-requirements.txt.

Each row of the file is one training. Begun again it goes on with those that are missing; `--table` only shows what is there. In the end
the notebook about a learner runs.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sb3_contrib import MaskablePPO
from stable_baselines3 import PPO

import skybourse.gym as sky_gym
from skybourse.sb3 import Lanes

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
LAWS = ("narrow-3x2", "normal-3x2", "concentrated-5x3")
SEEDS = (1, 2, 3, 4, 5)
STUDENT = {2: 12.706, 3: 4.303, 4: 3.182, 5: 2.776}
GROUPS = (("sensible", "with aids"), ("defaults", "without masks"))  # those that are judged first
SENSIBLE: dict[str, Any] = {
    "n_steps": 64,
    "batch_size": 2048,
    "gamma": 1.0,
    "gae_lambda": 1.0,
    "learning_rate": lambda left: 2e-3 * left,
    "ent_coef": 0.005,
}
AIDS = ("hindsight", "waves")
SETTINGS: dict[str, tuple[Any, int, int, dict[str, Any], dict[str, Any]]] = {
    # learner, lanes, steps, its settings, the environment's
    "sensible": (MaskablePPO, 512, 2_000_000, SENSIBLE, {}),
    "with aids": (MaskablePPO, 512, 2_000_000, SENSIBLE, {"aids": AIDS}),
    "defaults": (MaskablePPO, 8, 196_608, {}, {}),
    "without masks": (PPO, 512, 2_000_000, SENSIBLE, {"illegal": "nearest"}),
}


class Timed(Lanes):
    """Lanes that know how long they took."""

    spent = 0.0

    def step_wait(self) -> Any:
        began = time.process_time()
        answer = super().step_wait()
        self.spent += time.process_time() - began
        return answer


def trained(law: str, setting: str, seed: int) -> dict[str, Any]:
    """Trains one learner and judges its last weights."""
    learner, lanes, steps, settings, environment = SETTINGS[setting]
    env = Timed(sky_gym.DoubleDutchVectorEnv(lanes, law, **environment))
    model = learner("MlpPolicy", env, seed=seed, device="cpu", **settings)
    began = time.process_time()
    model.learn(steps)
    seconds = time.process_time() - began
    judging = time.process_time()
    mark = env.headroom(model)
    return {
        "law": law,
        "setting": setting,
        "seed": seed,
        "share": mark.share,
        "value": mark.value,
        "steps": model.num_timesteps,
        "seconds": seconds,
        "ours": env.spent / seconds,
        "judging": time.process_time() - judging,
    }


def interval(values: list[float]) -> str:
    """Returns the mean with half Student's 95 % interval; one value as it is."""
    if len(values) < 2:
        return ", ".join(f"{value:.1f}" for value in values)
    width = STUDENT[len(values)] * float(np.std(values, ddof=1)) / len(values) ** 0.5
    few = "" if len(values) == len(SEEDS) else f" ({len(values)} seeds)"
    return f"{np.mean(values):.1f} ± {width:.1f}{few}"


def table(rows: list[dict[str, Any]]) -> None:
    def of(setting: str, law: str, what: Callable[[dict[str, Any]], float]) -> list[float]:
        return [what(row) for row in rows if row["setting"] == setting and law in ("", row["law"])]

    print(f"| learner | {' | '.join(LAWS)} | steps a second | ours, % |\n|{' --- |' * (len(LAWS) + 3)}")
    for setting in SETTINGS:
        shares = [of(setting, law, lambda row: 100 * float(row["share"])) for law in LAWS]
        rate = of(setting, "", lambda row: float(row["steps"] / row["seconds"]))
        ours = of(setting, "", lambda row: 100 * float(row["ours"]))
        if rate:
            print(f"| {setting} | {' | '.join(map(interval, shares))} | {np.median(rate):,.0f} | {np.median(ours):.1f} |")


def main(file: Path, only_table: bool) -> None:
    torch.set_num_threads(1)
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []
    done = {(row["setting"], row["law"], row["seed"]) for row in rows}
    all_of_them = [(law, setting, seed) for group in GROUPS for seed in SEEDS for setting in group for law in LAWS]
    missing = [(law, setting, seed) for law, setting, seed in all_of_them if (setting, law, seed) not in done]
    for law, setting, seed in [] if only_table else missing:
        row = trained(law, setting, seed)
        with file.open("a", encoding="utf-8") as rest:
            rest.write(json.dumps(row) + "\n")
        rows.append(row)
        shown = f"{100 * row['share']:6.1f} %, {row['seconds']:.0f} s, ours {100 * row['ours']:.1f} %"
        print(f"{setting:14} {law:17} seed {seed}: {shown}", flush=True)
    table(rows)
    if not only_table:
        sys.path.append(str(NOTEBOOKS))
        import_module("run").run(NOTEBOOKS / "learner.ipynb")


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--table" in sys.argv)

"""Policies of the program, exported models, external networks and functions: equal steps give equal results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper
from places import ROOT
from test_market import program

import skybourse as sky
from skybourse._jvm import java
from skybourse.testing import check_policy

SHIPPED = ROOT / "app/src/main/resources/skybourse/models/learned.skymodel"
NARROW = sky.Law.named("narrow-3x2")


def exported(model: Path | str, folder: Path) -> sky.Policy:
    file = folder / "model.onnx"
    program("export", str(model), "--onnx", str(file))
    return sky.policy(file)


def drawn(file: Path) -> Path:
    """Writes a diffusion model with random parameters, twice as large as initial ones, so that it is no fixed step."""
    training = "skybourse.learning.training."
    market = java("skybourse.learning.headroom.BenchmarkMarkets").named("narrow-3x2").get()
    learner, schedule = java(training + "LearnerPlan").named("diffusion", 64).get(), java(training + "TrainingLength").standard(1, 1)
    problem = java("skybourse.learning.auctions.AuctionProblem").of(market)
    plan = java(training + "TrainingPlan").of("diffusion", learner, "narrow-3x2", problem, schedule)
    made = plan.newLearner()
    made.initialise(java("skybourse.base.random.RandomStreams")(4).stream("first-parameters", 0))
    first = made.policy()
    policy = java("skybourse.learning.policy.TrainedPolicy")(first.form(), 2 * np.array(first.parameters()))
    file.write_bytes(bytes(java("skybourse.files.codec.ModelFile").write(plan.model(policy, 4, 0, 0.5, "0.0.0-test"))))
    return file


def test_exported_model_has_the_values_of_the_model(tmp_path: Path) -> None:
    file = drawn(tmp_path / "drawn.skymodel")
    ours, theirs = sky.policy(file), exported(file, tmp_path)
    value = NARROW.value(ours)
    assert NARROW.value(theirs) == value
    assert value not in [NARROW.value(lambda state, mask, k=k: min(k, int(mask.sum()) - 1)) for k in range(6)]  # type: ignore[misc]
    played = NARROW.evaluate([ours, theirs, 2, "greedy"], markets=60)
    assert all(column[0] == column[1] for name, column in played.items() if name != "policy")
    told = program("evaluate", str(file), "--markets", "60").splitlines()
    rows = {line.split()[0]: line.split() for line in told if line.strip()}
    for place, name in enumerate(["learned-diffusion-steady", "", "fixed-2", "greedy"]):
        if name:
            assert rows[name][-3:-1] == [f"{played['welfare_share'][place]:.4f}", f"{played['messages'][place]:.2f}"]
    assert rows["learned-diffusion-steady"][1:3] == [f"{value:.5f}", "exact"]


def test_exported_default_model_gives_equal_rounds(tmp_path: Path) -> None:
    ours, theirs = sky.policy(SHIPPED), exported("learned", tmp_path)
    for seed in (1, 2, 3):
        market = sky.generate(wireless=30, seed=seed)
        rounds = [sky.run(market, "double-dutch-midpoint", policy) for policy in (ours, theirs)]
        assert rounds[0].trades.rows > 0
        assert rounds[0].welfare == rounds[1].welfare
        for name, column in rounds[0].trades.items():
            np.testing.assert_array_equal(column, rounds[1].trades[name])
    limits = np.zeros(400)
    limits[49::50] = 1  # a gap of the clocks within the training range
    wide = sky.Law.of(3, limits, 2, limits, high=400)
    played = wide.evaluate([ours, theirs, 28], markets=100)
    assert played["reward"][0] == played["reward"][1] != played["reward"][2]


def network(file: Path, width: int, actions: int, best: int) -> Path:
    """Writes an external network that prefers one action, and then the actions closest to it."""
    biases = [float(-abs(action - best)) for action in range(actions)]
    made = helper.make_graph(
        [helper.make_node("MatMul", ["obs", "w"], ["x"]), helper.make_node("Add", ["x", "b"], ["logits"])],
        "theirs",
        [helper.make_tensor_value_info("obs", TensorProto.FLOAT, ["batch", width])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", actions])],
        [
            helper.make_tensor("w", TensorProto.FLOAT, [width, actions], [0.0] * (width * actions)),
            helper.make_tensor("b", TensorProto.FLOAT, [actions], biases),
        ],
    )
    onnx.save(helper.make_model(made, opset_imports=[helper.make_opsetid("", 13)], ir_version=8), str(file))
    return file


def test_external_networks_are_evaluated_and_used_in_rounds(tmp_path: Path) -> None:
    best = NARROW.steps.index(2)
    for width in (10, 34):
        theirs = sky.policy(network(tmp_path / "theirs.onnx", width, len(NARROW.steps), best), law="narrow-3x2")
        assert NARROW.headroom(theirs) == sky.Mark(NARROW.best_fixed(), 0.0)
    function = NARROW.policy(lambda state, mask: min(best, int(mask.sum()) - 1))
    market = sky.generate(wireless=30, seed=1)
    rounds = [sky.run(market, "double-dutch-midpoint", policy) for policy in (theirs, function)]
    assert rounds[0].trades.rows > 0 and rounds[0].welfare == rounds[1].welfare
    assert rounds[0].welfare != sky.run(market, "double-dutch-midpoint").welfare  # one tick a step


@pytest.mark.parametrize(
    ("made", "law", "said"),
    [
        (lambda file: file, None, "must be a readable file"),
        (lambda file: file.write_bytes(b"nothing") and file, None, "must be an ONNX model"),
        (lambda file: network(file, 10, 6, 0), None, "law must be the law of the training"),
        (lambda file: network(file, 11, 6, 0), NARROW, "inputs must be one state of 10 numbers"),
        (lambda file: network(file, 10, 5, 0), NARROW, "first output must have a number for each of 6 actions"),
    ],
)
def test_invalid_policy_files_are_refused(made: Any, law: sky.Law | None, said: str, tmp_path: Path) -> None:
    with pytest.raises(sky.InputError, match=said):
        sky.policy(made(tmp_path / "theirs.onnx"), law=law)


def test_stateful_policies_are_detected() -> None:
    asked: list[int] = []

    @sky.policy()
    def faster_each_time(clocks: sky.Clocks) -> int:
        asked.append(1)
        return min(1 + len(asked) % 3, clocks.largest_step)

    @sky.policy()
    def half_way(clocks: sky.Clocks) -> int:
        return max(1, clocks.largest_step // 2)

    check_policy(half_way)
    with pytest.raises(AssertionError, match="faster-each-time must return the same step for the same clocks"):
        check_policy(faster_each_time)
    calls = len(asked)
    with pytest.raises(sky.InputError, match="answer of faster-each-time must be the same each time it is asked in a state: a step of"):
        NARROW.value(faster_each_time)
    assert 20 < len(asked) - calls < 100_000
    with pytest.raises(sky.InputError, match="must be policies of the Double Dutch Auction: bisection"):
        NARROW.evaluate(["bisection"])

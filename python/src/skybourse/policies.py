"""Clock policies of a Double Dutch Auction: Python functions, networks trained elsewhere, and models of the program."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

import jpype
import numpy as np
from numpy.typing import NDArray

from ._errors import InputError, argument, read, whole
from ._jvm import asked_by_java, call, java

if TYPE_CHECKING:
    from .law import Law

_CHAINS = 16  # of which the steady choice of a diffusion model takes the mean, as in Java


@dataclass(frozen=True)
class Clocks:
    """Input of a policy before a clock moves, in ticks. The smallest legal step is 1, the largest is the distance of the clocks."""

    sellers_move: bool
    announcements: int
    buyers_clock: int
    sellers_clock: int
    buyers_waiting: int
    sellers_waiting: int
    buyers_queued: int
    sellers_queued: int

    @property
    def largest_step(self) -> int:
        """The distance of the clocks."""
        return self.buyers_clock - self.sellers_clock


class Policy:
    """A clock policy, created by policy or Law.policy."""

    name: str

    def _java(self) -> Any:
        raise NotImplementedError

    def __deepcopy__(self, memo: dict[int, Any]) -> Policy:
        return self  # it does not change

    def __repr__(self) -> str:
        return f"Policy {self.name}"


@dataclass(frozen=True, repr=False)
class FunctionPolicy(Policy):
    """A policy from a function of Clocks. Calling it calls the function."""

    name: str
    function: Callable[[Clocks], int]

    def __call__(self, clocks: Clocks) -> int:
        return self.function(clocks)

    def _step(self, state: Any) -> int:
        sides = state.buyers(), state.sellers()
        seen = [int(getattr(side, name)()) for name in ("clockTicks", "waiting", "queuedLots") for side in sides]
        clocks = Clocks(str(state.active()) == "SELLERS", int(state.step()), *seen)
        return whole(self.function(clocks), f"step of {self.name}", 1, clocks.largest_step)

    def _java(self) -> Any:
        return jpype.JProxy("skybourse.tier2.clock.ClockPolicy", dict={"name": lambda: self.name, "stepTicks": asked_by_java(self._step)})


@dataclass(frozen=True, repr=False)
class MadePolicy(Policy):
    """A policy whose features, steps and limits are known to Java."""

    name: str
    _made: Any

    def _java(self) -> Any:
        return self._made


def of_numbers(name: str, form: Any, actions: Any, choose: Callable[..., Any], draws: int = 0, seed: int = 0, range_: Any = None) -> Policy:
    """Returns the policy of a function of the state, the number of legal actions, and random numbers, which returns the probability of
    each legal action as double[]."""
    chooser = jpype.JProxy("skybourse.python.NumbersPolicy$Chooser", dict={"choose": asked_by_java(choose)})
    known = java("skybourse.learning.training.TrainedRange").ANY if range_ is None else range_
    return MadePolicy(name, java("skybourse.python.NumbersPolicy")(name, form, actions, known, draws, seed, chooser))


def _session(path: str) -> Any:
    try:
        import onnxruntime
    except ImportError:
        raise ImportError("ONNX models need onnxruntime: pip install 'skybourse[onnx]'") from None
    model, options = read(path), onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    try:
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception as failure:  # its own kinds, of no common one
        raise InputError(path, "", "must be an ONNX model", str(failure)) from None


def _network(path: str, law: str | Law | None) -> Policy:
    session = _session(path)
    inputs = {given.name: given.shape[-1] for given in session.get_inputs()}
    noise = [f"noise_{i}" for i in range(len(inputs) - 1)]
    seen = next((name for name in inputs if name not in noise), "")
    output = session.get_outputs()[0]
    width = output.shape[-1]

    def choose(numbers: Any, legal: int, drawn: Any) -> Any:
        states = np.array(numbers)[np.newaxis]
        given: dict[str, NDArray[np.float32]] = {seen: states}
        if noise:  # drawn from a chain's start to its end
            chains = np.array(drawn).reshape(_CHAINS, len(noise), width)
            given = {seen: np.repeat(states, _CHAINS, 0), **{name: chains[:, -1 - i] for i, name in enumerate(noise)}}
        preferences = session.run([output.name], given)[0]
        best = np.zeros(legal)
        best[np.argmax(preferences.sum(0, dtype=np.float64)[:legal])] = 1
        return jpype.JArray(jpype.JDouble)(best)

    known = session.get_modelmeta().custom_metadata_map.get("skybourse")
    if known is not None:
        header = java("skybourse.files.codec.ModelFile").header(path, known)
        draws = _CHAINS * len(noise) * width if noise else 0
        name = f"{header.origin().learnerName()}-onnx"
        return of_numbers(name, header.state(), header.actions(), choose, draws, header.origin().seed(), header.range())
    from .law import Law

    if law is None:
        raise argument("law", "must be the law of the training, because the file does not name it", path)
    trained = Law.named(law) if isinstance(law, str) else law
    if list(inputs.values()) not in ([10], [34]):
        raise InputError(path, "inputs", "must be one state of 10 numbers, or of 34 with waves", str(inputs))
    if width != len(trained.steps):
        raise InputError(path, "first output", f"must have a number for each of {len(trained.steps)} actions", str(output.shape))
    problem = trained._problem(False, inputs[seen] == 34)
    return of_numbers(Path(path).stem, problem.form(), problem.actions(), choose)


@overload
def policy(model: str | os.PathLike[str], *, law: str | Law | None = None) -> Policy: ...


@overload
def policy(*, name: str = "") -> Callable[[Callable[[Clocks], int]], FunctionPolicy]: ...


def policy(model: str | os.PathLike[str] = "", *, name: str = "", law: str | Law | None = None) -> Any:
    """Creates a policy of the Double Dutch Auction.

    As a decorator: the function receives Clocks and returns the number of ticks by which the clock moves. The result must depend only on
    the Clocks. One function serves all auctions, is not told when one starts, and is called for states in any order, for some only once.

    From a file: a .skymodel of the program, which takes its most likely step, or an ONNX model. An exported model behaves as the original.
    Any other ONNX model must have one input, a state as in environments of `law`, and a first output with one number per action; the
    largest legal one is chosen.
    """
    if not model:

        def made(function: Callable[[Clocks], int]) -> FunctionPolicy:
            return FunctionPolicy(name or function.__name__.replace("_", "-"), function)

        return made

    path = os.fspath(model)

    def load() -> Policy:
        if path.endswith(".skymodel"):
            steady = java("skybourse.files.codec.ModelFile").read(path, read(path)).steady()
            return MadePolicy(str(steady.name()), steady)
        return _network(path, law)

    return call(load)

"""Clock policies from functions and from files: networks trained elsewhere, and models of the program."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, overload

import jpype
import numpy as np
from numpy.typing import NDArray

from ._errors import InputError, argument, read
from ._jvm import call, java
from .law import Law
from .policies import Clocks, FunctionPolicy, MadePolicy, Policy, of_numbers

_CHAINS = 16  # of which the steady choice of a diffusion model takes the mean, as in Java


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
    the Clocks. One function serves all auctions, is not notified when an auction starts, and may be called for states in any order.

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

"""Clock policies of a Double Dutch Auction, as Python functions and as Java objects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jpype

from ._errors import whole
from ._jvm import asked_by_java, java


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
    """A policy whose features, steps and limits are defined in Java."""

    name: str
    _made: Any

    def _java(self) -> Any:
        return self._made


def of_numbers(name: str, form: Any, actions: Any, choose: Callable[..., Any], draws: int = 0, seed: int = 0, range_: Any = None) -> Policy:
    """Returns the policy of a function of the state, the number of legal actions, and random numbers, which returns the probability of
    each legal action as double[]."""
    chooser = jpype.JProxy("skybourse.python.ExternalPolicy$PolicyFunction", dict={"choose": asked_by_java(choose)})
    known = java("skybourse.learning.training.TrainedRange").ANY if range_ is None else range_
    return MadePolicy(name, java("skybourse.python.ExternalPolicy")(name, form, actions, known, draws, seed, chooser))

"""Errors, and the translation of errors from Java."""

from __future__ import annotations

import re
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

INT, LONG = (1 << 31) - 1, (1 << 63) - 1  # the largest that Java has
_FIELD_FIRST = re.compile(r"^(?P<field>.*?) (?P<rule>must .*?): (?P<value>.*)$", re.DOTALL)


class InputError(ValueError):
    """Raised if an input is invalid.

    file: the source, or the name of the function; field: the part that is wrong, empty for the complete input; rule: the rule that is
    violated; value: the invalid value; hint: what to do, empty if unknown.
    """

    def __init__(self, file: str, field: str, rule: str, value: str, hint: str = "") -> None:
        said = f"{field} {rule}".strip() + (f": {value}" if value else "")
        super().__init__((f"{file}: " if file else "") + said + (f"\nHint: {hint}" if hint else ""))
        self.file = file
        self.field = field
        self.rule = rule
        self.value = value
        self.hint = hint

    def __reduce__(self) -> tuple[type[InputError], tuple[str, ...]]:
        return InputError, (self.file, self.field, self.rule, self.value, self.hint)


class JavaError(RuntimeError):
    """Raised if Java cannot be started or used. The message says what to do."""


class NotCopied:
    """An environment: Java writes into its arrays, so that a copy would share them."""

    def __reduce__(self) -> Any:
        raise TypeError(f"{type(self).__name__} cannot be copied or pickled. Create another one with the same arguments.")


def argument(name: str, rule: str, value: Any) -> InputError:
    """Returns the error for an invalid argument."""
    return InputError("", name, rule, str(value))


def whole(value: Any, name: str, least: int = -LONG - 1, most: int = LONG) -> int:
    """Checks an argument: an integer, or an array of one integer, in [least, most]."""
    given = value if isinstance(value, int) or getattr(value, "size", 0) != 1 else value.item()
    if not isinstance(given, int) or isinstance(given, bool):
        raise argument(name, "must be a whole number", value)
    if not least <= given <= most:
        raise argument(name, f"must be at least {least}" if given < least and most >= INT else f"must be in [{least}, {most}]", given)
    return given


def array(values: ArrayLike, name: str, kinds: str = "fiu", what: str = "numbers") -> NDArray[Any]:
    """Checks an argument: an array of numbers, or what converts to one."""
    try:
        given = np.asarray(values)
    except ValueError:  # rows of different lengths
        raise argument(name, f"must be {what}", values) from None
    if given.dtype.kind not in kinds:
        raise argument(name, f"must be {what}", given.dtype)
    return given


def numbers(values: ArrayLike, name: str, count: int | None = None) -> NDArray[np.float64]:
    """Checks an argument: a one-dimensional array of numbers, with `count` elements if given."""
    given = array(values, name)
    if given.ndim != 1 or (count is not None and len(given) != count):
        raise argument(name, "must have one dimension" if count is None else f"must have the shape ({count},)", given.shape)
    return np.ascontiguousarray(given, dtype=np.float64)


def read(path: str | PathLike[str]) -> bytes:
    """Returns the content of a file."""
    try:
        return Path(path).read_bytes()
    except OSError as failure:
        raise InputError(str(path), "", "must be a readable file", failure.strerror or str(failure)) from None


def told(message: str, file: str = "") -> InputError:
    """Parses a Java message of the form "name must rule: value" into an error."""
    found = _FIELD_FIRST.match(message)
    if found:
        return InputError(file, found["field"], found["rule"], found["value"])
    return InputError(file, "", message, "")


def invalid(java: Any) -> InputError:
    """Returns the error of an InvalidInputException."""
    complaint = str(java.complaint())
    rule, _, value = complaint.partition(": ")
    field, hint = str(java.field()), str(java.advice())
    if not field and " must " in rule:
        field, _, rest = rule.partition(" must ")
        rule = "must " + rest
    return InputError(str(java.source()), field, rule, value, hint)

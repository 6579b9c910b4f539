"""What can go wrong, and how Java's complaints arrive."""

from __future__ import annotations

import re
from typing import Any

_FIELD_FIRST = re.compile(r"^(?P<field>.*?) (?P<rule>must .*?): (?P<value>.*)$", re.DOTALL)


class InputError(ValueError):
    """Input that breaks a rule.

    file: where it comes from, or the function's name; field: what of it, empty for the whole; rule: what must hold;
    value: what was found; hint: what may help, empty for none.
    """

    def __init__(self, file: str, field: str, rule: str, value: str, hint: str = "") -> None:
        said = f"{field} {rule}".strip() + (f": {value}" if value else "")
        super().__init__((f"{file}: " if file else "") + said + (f"\nMaybe {hint}" if hint else ""))
        self.file = file
        self.field = field
        self.rule = rule
        self.value = value
        self.hint = hint

    def __reduce__(self) -> tuple[type[InputError], tuple[str, ...]]:
        return InputError, (self.file, self.field, self.rule, self.value, self.hint)


class JavaError(RuntimeError):
    """Java cannot be started or used here; the message says what to do."""


def argument(name: str, rule: str, value: Any) -> InputError:
    """Returns the complaint about an argument."""
    return InputError("", name, rule, str(value))


def told(message: str, file: str = "") -> InputError:
    """Returns the complaint that Java's "name must rule: value" is."""
    found = _FIELD_FIRST.match(message)
    if found:
        return InputError(file, found["field"], found["rule"], found["value"])
    return InputError(file, "", message, "")


def invalid(java: Any) -> InputError:
    """Returns the complaint of an InvalidInputException."""
    complaint = str(java.complaint())
    rule, _, value = complaint.partition(": ")
    field, hint = str(java.field()), str(java.advice())
    if not field and " must " in rule:
        field, _, rest = rule.partition(" must ")
        rule = "must " + rest
    return InputError(str(java.source()), field, rule, value, hint)

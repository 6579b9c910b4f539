"""Two-tier markets of AI tasks: certified prices, audited auctions, and learning problems with a known optimum.

The engine is a Java library that runs in this process. The first call starts it. Names are imported when they are first used, so that
`skybourse.exchange` loads neither Java nor NumPy.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._errors import InputError, JavaError
    from ._jvm import find_java, java_class_path
    from ._table import Table
    from .app import Swept, import_trace, sweep
    from .auction import Audit, Book, Cleared, Misreport, Orders, Rule, audit, clear, rule
    from .law import Law, Mark
    from .market import Certificate, Market, Mix, Round, Solved, certify, generate, load, run, solve
    from .models import policy
    from .policies import Clocks, Policy
    from .simulation import Simulation, Slot, simulate

__all__ = [
    "Audit",
    "Book",
    "Certificate",
    "Cleared",
    "Clocks",
    "InputError",
    "JavaError",
    "Law",
    "Mark",
    "Market",
    "Misreport",
    "Mix",
    "Orders",
    "Policy",
    "Round",
    "Rule",
    "Simulation",
    "Slot",
    "Solved",
    "Swept",
    "Table",
    "audit",
    "certify",
    "clear",
    "find_java",
    "generate",
    "import_trace",
    "java_class_path",
    "load",
    "policy",
    "rule",
    "run",
    "simulate",
    "solve",
    "sweep",
]

_MODULES = {
    "_errors": "InputError JavaError",
    "_jvm": "find_java java_class_path",
    "_table": "Table",
    "app": "Swept import_trace sweep",
    "auction": "Audit Book Cleared Misreport Orders Rule audit clear rule",
    "law": "Law Mark",
    "market": "Certificate Market Mix Round Solved certify generate load run solve",
    "models": "policy",
    "policies": "Clocks Policy",
    "simulation": "Simulation Slot simulate",
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names.split()}

if not TYPE_CHECKING:  # otherwise mypy would accept every name

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name in _MODULES:
            return import_module(f".{name}", __name__)
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = globals()[name] = getattr(import_module(f".{_HOMES[name]}", __name__), name)
        return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES, *__all__})

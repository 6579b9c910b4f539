"""Two-tier markets of AI tasks: certified prices, audited auctions, and learning problems with a known optimum.

The engine is a Java library that runs in this process. The first call starts it.
"""

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

"""Works out what stands in skybourse._marks: `python python/benchmarks/marks.py [LAW...]`, all laws where none is named."""

from __future__ import annotations

import sys

from skybourse import Law
from skybourse._marks import MARKS

if __name__ == "__main__":
    for name in sys.argv[1:] or MARKS:
        print(f'    "{name}": {Law.named(name)._solve(30_000_000)!r},', flush=True)

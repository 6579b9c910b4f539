"""Where the jars of the program lie, and the data that ships with it."""

from pathlib import Path

HOME = Path(__file__).parent

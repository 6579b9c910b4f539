"""Where the Java lies that comes in this package."""

from pathlib import Path

HOME = Path(__file__).parent / "home"

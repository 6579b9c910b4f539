"""Files of an agent of a running exchange: commands that it sent, and receipts."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import importlib.util
import json
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ._http import ExchangeError, parsed

if TYPE_CHECKING:
    from .exchange import Exchange


def store(path: Path, data: bytes) -> None:
    """Writes a file durably and atomically."""
    temporary = path.with_name(path.name + ".new")
    with open(temporary, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
    if os.name == "posix":  # otherwise a new name may be lost
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


class SentCommands:
    """File of sent commands and promises, as `check-receipt --sent-commands` reads it. One object at a time may write it."""

    def __init__(self, path: Path) -> None:
        self.path, self._lock = path, threading.Lock()
        self._commands: set[tuple[str, str]] = set()
        self._promises: set[str] = set()
        self.tidy()

    def tidy(self) -> None:
        """Removes an incomplete last line, and each line that another one repeats with a promise. Ends a complete last line."""
        with self._lock:
            data = self.path.read_bytes() if self.path.exists() else b""
            lines = [line + b"\n" for line in data.split(b"\n") if line.strip()]
            if lines and not data.endswith(b"\n"):  # a crash may have cut it; a line from an editor is complete
                lines = lines if _is_json(lines[-1]) else lines[:-1]
            rows = [json.loads(line) for line in lines]
            promised = {_command(row) for row in rows if "promise" in row}
            lines = [line for line, row in zip(lines, rows, strict=True) if "promise" in row or _command(row) not in promised]
            if b"".join(lines) != data or not data:
                store(self.path, b"".join(lines))
            self._commands = {_command(row) for row in rows}
            self._promises = {row["promise"] for row in rows if "promise" in row}

    def add(self, row: dict[str, str]) -> None:
        """Appends a line durably, unless the file has the command, or the promise, if there is one. A promise must be for its command."""
        command, promise = _command(row), row.get("promise")
        if promise is not None:
            said = parsed(_payload(promise))
            if (said.get("for"), said.get("sha256")) != command:
                raise ExchangeError(200, "promise", "must be for the command that was sent")
        with self._lock:
            if command in self._commands if promise is None else promise in self._promises:
                return
            size = self.path.stat().st_size
            try:
                with open(self.path, "ab") as file:
                    file.write(json.dumps(row).encode() + b"\n")
                    file.flush()
                    os.fsync(file.fileno())
            except OSError:
                os.truncate(self.path, size)
                raise
            self._commands.add(command)
            self._promises |= set() if promise is None else {promise}


def _is_json(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _payload(jws: str) -> bytes:
    """Returns the payload of a compact JWS, and nothing if the text is none. The receipt's check verifies the signature."""
    with contextlib.suppress(ValueError, IndexError):
        return base64.urlsafe_b64decode(jws.split(".")[1] + "==")
    return b""


def _command(row: dict[str, str]) -> tuple[str, str]:
    """Returns route and digest of a command."""
    return row["for"], row["sha256"] if "sha256" in row else hashlib.sha256(row["text"].encode()).hexdigest()


class Receipts:
    """Folder with the receipts of an agent and what their check needs: key, first checkpoint, and records.

    Save each sold round, because later payments are checked against the records of earlier ones.
    """

    def __init__(self, exchange: Exchange, folder: str | os.PathLike[str]) -> None:
        self._exchange, self.folder = exchange, Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        if self._kept("exchange.pub", key := exchange.get("key")) != key:
            raise ValueError(f"{self.folder / 'exchange.pub'} must be the key of the exchange, which has another one")
        self._leaves = int(self._kept("checkpoint", exchange.get("checkpoint")).split(b"\n")[1])

    def _kept(self, name: str, data: bytes) -> bytes:
        """Stores a file unless it exists, and returns its content."""
        path = self.folder / name
        if not path.exists():
            store(path, data)
        return path.read_bytes()

    def save(self, number: int) -> bool:
        """Downloads the record of a sold round and the agent's receipts. Returns False if the agent has no receipt of this round."""
        if (self.folder / f"round-{number:09}.json").exists():
            return True
        first, part = 0, 0
        while True:
            query: dict[str, Any] = {"agent": self._exchange.agent, "from": first, "older": self._leaves}
            try:
                data = self._exchange.get("rounds", str(number), "receipt", **query)
            except ExchangeError as refused:
                if (refused.status, refused.field, part) == (404, "receipt", 0):
                    return False
                raise
            leaf = parsed(parsed(data)["leaf"].encode())
            if leaf["toSeq"] < first:
                raise ExchangeError(200, "receipt", f"must have commands from {first}", str(leaf["toSeq"]))
            self._kept(f"receipt-{number:09}-{part:03}.json", data)
            if leaf["toSeq"] >= leaf["lastSeq"]:
                self._kept(f"round-{number:09}.json", self._exchange.get("rounds", str(number)))  # last: then the round is complete
                return True
            first, part = leaf["toSeq"] + 1, part + 1

    def _files(self) -> tuple[list[Path], list[Path], Path | None, Path | None]:
        """Returns receipts, records, sent commands and own key."""
        sent, own = self._exchange.sent, self.folder / "agent.pub"
        if sent is not None:
            sent.tidy()
        if self._exchange.public_key:
            self._kept(own.name, self._exchange.public_key.encode())
        records = sorted(self.folder.glob("round-*.json"))
        if not records:
            raise ValueError(f"{self.folder} must have a receipt. Save a round first.")
        receipts = [path for record in records for path in sorted(self.folder.glob(f"receipt{record.stem[5:]}-*.json"))]
        return receipts, records, sent.path if sent is not None and sent.path.stat().st_size else None, own if own.exists() else None

    def command(self) -> list[str]:
        """Returns the command that checks all saved receipts, including the lines that need the market's engine."""
        receipts, records, sent, own = self._files()
        options = ["--key", self.folder / "exchange.pub", "--earlier-checkpoint", self.folder / "checkpoint"]
        options += [option for record in records for option in ("--record", record)]
        options += ["--sent-commands", sent] if sent else []
        options += ["--agent-key", own] if own else []
        return ["./skybourse", "check-receipt", *map(str, receipts), *map(str, options)]

    def check(self) -> dict[int, tuple[str, str]]:
        """Checks all saved receipts without Java. Returns verdict ("holds", "BROKEN" or "not checked") and text by line.

        Lines 7, 8, 12 and 16 are missing; `command` checks them. Raises ValueError if a file has a wrong format.
        """
        receipts, records, sent, own = self._files()
        key, older = (self.folder / name for name in ("exchange.pub", "checkpoint"))
        try:
            lines: dict[int, tuple[str, str]] = _checker().check(
                [path.read_bytes() for path in receipts],
                key.read_text(),
                [path.read_bytes() for path in records],
                older=older.read_text(),
                mine=sent.read_bytes() if sent else None,
                my_key=own.read_text() if own else None,
            )
        except (ValueError, KeyError, TypeError, IndexError) as wrong:
            raise ValueError(f"{self.folder} must have files of an exchange: {wrong!r}") from wrong
        return dict(sorted(lines.items()))


def _checker() -> Any:
    """Loads `examples/exchange/check_receipt.py`, of which the package contains a copy."""
    inside = Path(__file__).with_name("_check_receipt.py")
    file = inside if inside.exists() else Path(__file__).parents[3] / "examples/exchange/check_receipt.py"
    spec = importlib.util.spec_from_file_location("skybourse._check_receipt", file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module

"""Client of a running exchange. It loads neither Java nor NumPy. The guide is `docs/guides/write-an-agent.md`.

Commands are idempotent. The path is the idempotency key, for example with the name of the task. The client retries with identical bytes.
It does not use redirects or proxies.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
import os
import random
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ._http import ExchangeError, Transport, UnavailableError, parsed
from ._receipts import Receipts, SentCommands

__all__ = ["Exchange", "ExchangeError", "Receipts", "UnavailableError"]

INLINE = 64 << 10  # bytes; a larger payload or result is uploaded as a blob
LARGEST_BLOB = 4 << 20  # bytes
POLL = 30  # s, standard length of a long poll
Piece = str | Mapping[str, Any]  # id of a piece, or a piece of `work` or of a task


class Exchange:
    """Client of a running exchange for one agent. Thread-safe.

    urls: a URL, or several URLs of the same exchange, the preferred one first; agent: id; secret: 32 to 1,000 visible ASCII characters;
    key: Ed25519 private key of 32 bytes, with which commands are signed (needs the extra `exchange-signing`); sent: file of sent commands
    and promises, used by one `Exchange` at a time; deadline: time after which a request is not repeated, s; timeout: limit of each wait for
    the network, s. A long poll extends both by its length. clock, sleep and jitter, a random number in [0, 1), are replaced in tests.
    """

    def __init__(
        self,
        urls: str | Sequence[str],
        agent: str,
        secret: str,
        *,
        key: bytes | None = None,
        sent: str | os.PathLike[str] | None = None,
        deadline: float = 60.0,
        timeout: float = 10.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._transport = Transport(urls, secret, deadline, timeout, clock, sleep, jitter)
        self._clock, self._market_name, self.agent = clock, "", agent
        self._sign: Callable[[bytes], bytes] | None = None
        self.public_key = ""  # hexadecimal digits; empty without a key
        if key is not None:
            self._sign, self.public_key = _signer(key)
        self.sent = None if sent is None else SentCommands(Path(sent))

    def join(self, terms: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Takes the agent's seat, or changes its terms. A change needs a higher `version`. A key adds its `publicKey`.

        The default is version 1 of the scenario's terms.
        """
        return self._put(("agents", self.agent), {**(terms or {"version": 1}), **({"publicKey": self.public_key} if self._sign else {})})

    def leave(self, version: int) -> dict[str, Any]:
        """Leaves the market from the next round on. `version` must be higher than that of the current terms."""
        return self._put(("agents", self.agent, "leaving"), {"version": version})

    def submit(
        self,
        task_name: str,
        payload: bytes | str,
        *,
        input_bits: float,
        work: float,
        deadline_seconds: float,
        last_round: int,
        units: int | None = None,
    ) -> dict[str, Any]:
        """Submits a task. With `units`, the payload has one line per unit. Rounds up to `last_round` may sell the task."""
        fields = {"inputBits": input_bits, "work": work, "deadlineSeconds": deadline_seconds, "lastRound": last_round}
        fields |= {} if units is None else {"units": units}
        return self._put(("agents", self.agent, "tasks", task_name), {**fields, "payload": self._content(payload)})

    def submit_batch(self, task_name: str, requests: Iterable[Mapping[str, Any]], *, last_round: int) -> dict[str, Any]:
        """Submits requests to an inference market: bodies of `POST /v1/chat/completions` of OpenAI's API.

        Rounds up to `last_round` may sell lots of the batch. `task`, `wait` and `withdraw` also apply to it. The requests are uploaded,
        so that the journal of the exchange has only their digest, and `erase` deletes them.
        """
        lines = "\n".join(json.dumps(request, ensure_ascii=False, separators=(",", ":")) for request in requests)
        return self._put(("agents", self.agent, "batches", task_name), {"lastRound": last_round, "payload": self._uploaded(lines.encode())})

    def answers(self, batch: Mapping[str, Any]) -> list[dict[str, Any] | None]:
        """Returns the answers of a batch that `task` or `wait` returned, in the order of its requests. None: there is no result."""
        answers: list[dict[str, Any] | None] = [None] * batch["units"]
        for piece in batch["pieces"]:
            if piece["state"] in ("DONE", "REJECTED", "PAID") and "undoable" not in piece:
                lines = self.result(piece).decode().rstrip("\n").split("\n")
                answers[piece["firstUnit"] : piece["endUnit"]] = [json.loads(line) for line in lines]
        return answers

    def erase(self, digest: str) -> dict[str, Any]:
        """Erases a payload or result of ended tasks of this agent, or an upload, given the SHA-256 of its bytes."""
        return self._put(("agents", self.agent, "erasures", digest), {})

    def withdraw(self, task_name: str) -> dict[str, Any]:
        """Withdraws an open task, or the lots of a batch that wait."""
        return self._put(("agents", self.agent, "tasks", task_name, "withdrawal"), {})

    def task(self, task_name: str, wait: int = 0) -> dict[str, Any]:
        """Returns a task with its pieces. Waits at most `wait` s, up to 60, until `isAnswered` is true or `toAnswer` is not empty.

        Raises ExchangeError with status 410 if the pieces have been deleted, 100 rounds after the last sale of the task."""
        return parsed(self.get("agents", self.agent, "tasks", task_name, wait=wait))

    def wait(self, task_name: str, seconds: float = math.inf) -> dict[str, Any]:
        """Returns a task when `isAnswered` is true or `toAnswer` is not empty. Raises TimeoutError if it has no answer after `seconds`.

        Raises UnavailableError if the exchange does not respond; retries may extend the wait."""
        until = self._clock() + seconds
        while True:
            found = self.task(task_name, max(0, math.ceil(min(POLL, until - self._clock()))))
            if found["isAnswered"] or found["toAnswer"]:
                return found
            if self._clock() >= until:
                raise TimeoutError(f"task {task_name} has no answer after {seconds} s")

    def work(self, wait: int = POLL) -> dict[str, Any]:
        """Returns the `pieces` to do, and the reports `toAnswer` about lots. Waits at most `wait` s, up to 60, until there is one."""
        return parsed(self.get("agents", self.agent, "work", wait=wait))

    def payload(self, piece: Piece) -> bytes:
        """Returns the part of the payload that belongs to a piece. The digest in a piece of `work` is checked."""
        known = {} if isinstance(piece, str) else piece.get("payload", {})
        if "text" in known or "base64" in known:
            data = known["text"].encode() if "text" in known else base64.b64decode(known["base64"])
        else:
            data = self.get("pieces", _id(piece), "payload")
        return _checked(data, "payload", known.get("sha256"))

    def result(self, piece: Piece) -> bytes:
        """Returns the result of a piece, after a check of its digest."""
        known = parsed(self.get("pieces", piece)) if isinstance(piece, str) else piece
        return _checked(self.get("pieces", _id(piece), "result"), "result", known.get("sha256"))

    def deliver(self, piece: Piece, data: bytes | str) -> dict[str, Any]:
        """Delivers the result of a piece."""
        data = data.encode() if isinstance(data, str) else data
        is_raw = self._sign is None and len(data) <= INLINE
        return self._put(("pieces", _id(piece), "result"), data if is_raw else self._content(data))

    def undoable(self, piece: Piece, reason: str) -> dict[str, Any]:
        """Reports that a piece cannot be done."""
        return self._put(("pieces", _id(piece), "undoable"), {"reason": reason})

    def confirm(self, piece: Piece) -> dict[str, Any]:
        """Confirms a report that a piece cannot be done, as the buyer of the piece or as the leader of the lot."""
        return self._put(("pieces", _id(piece), "confirmation"), {"agent": self.agent})

    def dispute(self, piece: Piece, reason: str) -> dict[str, Any]:
        """Disputes a result as the buyer, or a report that a piece cannot be done as the buyer or as the leader of the lot."""
        return self._put(("pieces", _id(piece), "rejection"), {"reason": reason, "agent": self.agent})

    def account(self) -> dict[str, Any]:
        """Returns the balance of the agent."""
        return parsed(self.get("accounts", self.agent))

    def market(self) -> dict[str, Any]:
        """Returns rules, agents and the last prices."""
        return parsed(self.get("market"))

    def round(self, number: int) -> dict[str, Any]:
        """Returns the record of a sold round, or the state of another one."""
        return parsed(self.get("rounds", str(number)))

    def receipt(self, number: int, from_seq: int = 0) -> dict[str, Any]:
        """Returns the agent's first receipt of a sold round whose `toSeq` is at least `from_seq`."""
        return parsed(self.get("rounds", str(number), "receipt", agent=self.agent, **{"from": from_seq}))

    def get(self, *path: str, wait: int = 0, **query: str | float) -> bytes:
        """Returns the reply to a GET request. `path` has the segments after `/v1/`."""
        return self._transport.send("GET", path, {**query, "wait": wait} if wait else query, None, "", wait)

    def _content(self, payload: bytes | str) -> dict[str, str]:
        """Returns the member of a command that contains a payload or result. Uploads a large one first."""
        data = payload.encode() if isinstance(payload, str) else payload
        if len(data) > INLINE:
            return self._uploaded(data)
        encoded = {"base64": base64.b64encode(data).decode()}
        try:
            return min({"text": data.decode()}, encoded, key=lambda form: len(_json(form)))  # text may need many escapes
        except UnicodeDecodeError:
            return encoded

    def _uploaded(self, data: bytes) -> dict[str, str]:
        """Uploads a payload. Returns the member of a command that names it."""
        if len(data) > LARGEST_BLOB:
            raise ValueError(f"payload must have at most {LARGEST_BLOB} bytes: {len(data)}")
        self._put(("blobs", digest := hashlib.sha256(data).hexdigest()), data, agent=self.agent)
        return {"sha256": digest}

    def _put(self, path: tuple[str, ...], command: dict[str, Any] | bytes, **query: str) -> dict[str, Any]:
        """Sends a command: bytes as they are, an object as JSON or signed. Stores it before the request, its promise after the reply."""
        route, kind = "PUT /v1/" + "/".join(path), "application/octet-stream"
        if isinstance(command, bytes):
            body, row = command, {"for": route, "sha256": hashlib.sha256(command).hexdigest()}
        else:
            body = _json(command)
            if self._sign is not None:
                self._market_name = self._market_name or self.market()["market"]
                body = _jws(self._sign, _json({"for": route, "market": self._market_name, **command}))
            kind = "application/json" if self._sign is None else "application/jose"
            row = {"for": route, "text": body.decode()}
        if self.sent is None:
            return parsed(self._transport.send("PUT", path, query, body, kind, 0))
        self.sent.add(row)
        reply = parsed(self._transport.send("PUT", path, {**query, "promise": "true"}, body, kind, 0))
        if promise := reply.get("promise"):
            self.sent.add({**row, "promise": promise})
        return reply


def _signer(key: bytes) -> tuple[Callable[[bytes], bytes], str]:
    """Returns the signing function of a private key, and its public key in hexadecimal digits."""
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    except ImportError:
        raise ImportError("signed commands need the package cryptography: pip install 'skybourse[exchange-signing]'") from None
    if len(key) != 32:
        raise ValueError(f"key must have 32 bytes, but has {len(key)}")
    private = Ed25519PrivateKey.from_private_bytes(key)
    return private.sign, private.public_key().public_bytes_raw().hex()


def _jws(sign: Callable[[bytes], bytes], payload: bytes) -> bytes:
    """Returns a payload as a compact JWS (RFC 7515, EdDSA)."""
    text = b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in (b'{"alg":"EdDSA"}', payload))
    return text + b"." + base64.urlsafe_b64encode(sign(text)).rstrip(b"=")


def _json(fields: Mapping[str, Any]) -> bytes:
    return json.dumps(fields, ensure_ascii=False, allow_nan=False).encode()


def _id(piece: Piece) -> str:
    return piece if isinstance(piece, str) else str(piece["piece"])


def _checked(data: bytes, what: str, digest: str | None) -> bytes:
    """Returns downloaded bytes if they have the digest, or if none is known."""
    found = hashlib.sha256(data).hexdigest()
    if digest is not None and digest != found:
        raise ExchangeError(200, what, f"must have the SHA-256 {digest}", found)
    return data

"""Sent commands, signatures and receipts of a client of a running exchange, against a scripted server. Needs no Java."""

from __future__ import annotations

import base64
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from fake_exchange import DROP, FakeExchange, Reply, Request, problem
from places import EXAMPLES
from test_exchange import TASK, Make, Serve, fake, make, rows, serve, sha256

from skybourse import _receipts
from skybourse.exchange import Exchange, ExchangeError, Receipts

ed25519 = pytest.importorskip("cryptography.hazmat.primitives.asymmetric.ed25519")
KEY = bytes(range(32))
MARKET = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(32))
CHECKER = _receipts._checker()
__all__ = ["fake", "make", "serve"]  # fixtures


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def promised(route: str, digest: str, seq: int = 5) -> str:
    said = {"skybourse": "promise-1", "market": "m", "agent": "WA1", "seq": seq, "for": route, "sha256": digest}
    text = encoded(b'{"alg":"EdDSA"}') + "." + encoded(json.dumps(said).encode())
    return text + "." + encoded(MARKET.sign(text.encode()))


def exchange_key() -> str:
    public = b"\1" + MARKET.public_key().public_bytes_raw()
    return f"skybourse/m+{CHECKER.sha256(b'skybourse/m' + bytes([10]) + public)[:4].hex()}+{base64.b64encode(public).decode()}\n"


def promise_each(server: FakeExchange) -> None:
    """Has the server reply with a promise for each command."""

    def answer(request: Request) -> Reply | None:
        route, _, query = request.path.partition("?")
        return Reply({"promise": promised("PUT " + route, sha256(request.body))}) if "promise=true" in query else None

    server.answer = answer


# Sent commands.


def test_command_is_stored_before_it_is_sent_and_its_promise_after(serve: Serve, make: Make, tmp_path: Path) -> None:
    path, found = tmp_path / "sent.jsonl", list[list[dict[str, str]]]()
    server = serve()
    promise_each(server)
    server.before = lambda request: found.append(rows(path))
    exchange = make(server, sent=path)
    exchange.submit("t1", "ü\u2028", **TASK)
    exchange.deliver("r0.0", b"\xff")
    text = server.seen[0].body.decode()
    task = {"for": "PUT /v1/agents/WA1/tasks/t1", "text": text}
    task_promised = {**task, "promise": promised(task["for"], sha256(text.encode()))}
    result = {"for": "PUT /v1/pieces/r0.0/result", "sha256": sha256(b"\xff")}
    assert found == [[task], [task, task_promised, result]]
    mine = CHECKER.read_mine(path.read_bytes(), CHECKER.Key(exchange_key()))  # verifies the promises
    assert [row["promised"]["seq"] for row in mine if "promised" in row] == [5, 5]
    assert [row["sha256"] for row in mine] == [sha256(text.encode())] * 2 + [sha256(b"\xff")] * 2


def test_repeated_command_is_stored_once(serve: Serve, make: Make, tmp_path: Path) -> None:
    path, server = tmp_path / "sent.jsonl", serve(DROP, problem(503))
    make(server, sent=path).withdraw("t1")
    assert len(server.seen) == 3 and len(rows(path)) == 1
    promise_each(server)
    for _ in range(2):
        make(server, sent=path).withdraw("t1")
        exchange = make(server, sent=path)
        exchange.withdraw("t1")
        exchange.withdraw("t1")
    assert [row["promise"] for row in rows(path)] == [promised(WITHDRAWAL, sha256(b"{}"))]
    server.answer = lambda request: Reply({"promise": promised(WITHDRAWAL, sha256(b"{}"), 8)})
    exchange.withdraw("t1")
    assert len(rows(path)) == 2  # another entry of the journal


def test_without_a_file_no_promise_is_requested(serve: Serve, make: Make) -> None:
    server = serve()
    make(server).withdraw("t1")
    assert server.seen[0].path == "/v1/agents/WA1/tasks/t1/withdrawal"


WITHDRAWAL = "PUT /v1/agents/WA1/tasks/t1/withdrawal"
OTHERS = [promised(WITHDRAWAL.replace("t1", "t2"), sha256(b"{}")), promised(WITHDRAWAL, sha256(b"[]")), "e30.e30.e30", "e30", "ü.ü"]


@pytest.mark.parametrize("promise", OTHERS)
def test_promise_for_another_command_is_refused(serve: Serve, make: Make, tmp_path: Path, promise: str) -> None:
    with pytest.raises(ExchangeError, match="promise must be for the command|reply must be a JSON object"):
        make(serve(Reply({"promise": promise})), sent=tmp_path / "sent.jsonl").withdraw("t1")
    assert len(rows(tmp_path / "sent.jsonl")) == 1


def test_incomplete_line_is_removed_and_complete_lines_stay(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "sent.jsonl"
    first, other = {"for": "a", "text": "{}"}, {"for": "b", "text": "{}"}
    again = {"for": "a", "sha256": sha256(b"{}"), "promise": promised("a", sha256(b"{}"))}
    whole = b"".join(json.dumps(row).encode() + b"\n" for row in (first, other, again))
    path.write_bytes(whole + b'{"for": "PUT')
    make("http://h", sent=path)
    assert rows(path) == [other, again] and path.read_bytes().endswith(b"\n")
    assert [file.name for file in tmp_path.iterdir()] == ["sent.jsonl"]
    path.write_bytes(b"\n" + whole + b'{"for": "d", "text": "{}"}')  # written with an editor, without a line end
    make("http://h", sent=path)
    assert rows(path) == [other, again, {"for": "d", "text": "{}"}] and path.read_bytes().endswith(b"\n")


def test_command_that_cannot_be_stored_is_not_sent(serve: Serve, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server, path = serve(), tmp_path / "sent.jsonl"
    exchange = make(server, sent=path)
    exchange.withdraw("t1")
    stored = path.read_bytes()

    def full(descriptor: int) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="no space left"):
            exchange.withdraw("t2")
    assert path.read_bytes() == stored and len(server.seen) == 1
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    exchange.withdraw("t2")
    assert len(synced) == 1 and len(rows(path)) == 2 and len(server.seen) == 2


# Signatures.


def test_commands_are_signed(serve: Serve, make: Make, tmp_path: Path) -> None:
    server = serve(Reply({"market": "m"}))
    exchange = make(server, key=KEY, sent=tmp_path / "sent.jsonl")
    exchange.join({"version": 3})
    exchange.deliver("r0.0", "one")
    market, join, result = server.seen
    assert (market.path, join.kind, result.kind) == ("/v1/market", "application/jose", "application/jose")
    public = ed25519.Ed25519PrivateKey.from_private_bytes(KEY).public_key()
    bodies = []
    for request in (join, result):
        payload, message, signature = CHECKER.jws(request.body.decode())
        public.verify(signature, message)
        assert CHECKER.is_signed(public.public_bytes_raw(), message, signature)
        bodies.append(json.loads(payload))
    own = public.public_bytes_raw().hex()
    assert bodies == [
        {"for": "PUT /v1/agents/WA1", "market": "m", "version": 3, "publicKey": own},
        {"for": "PUT /v1/pieces/r0.0/result", "market": "m", "text": "one"},
    ]
    assert exchange.public_key == own
    exchange.deliver("r0.0", "one")
    assert server.seen[3] == result
    assert rows(tmp_path / "sent.jsonl")[1] == {"for": "PUT /v1/pieces/r0.0/result", "text": result.body.decode()}


def test_missing_package_and_wrong_key_are_reported(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="key must have 32 bytes, but has 31"):
        make("http://h", key=KEY[1:])
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.asymmetric.ed25519", None)
    with pytest.raises(ImportError, match=r"need the package cryptography: pip install 'skybourse\[exchange-signing\]'"):
        make("http://h", key=KEY)
    assert make("http://h").public_key == ""


# Receipts.


def leaf(from_seq: int, to_seq: int, last: int) -> Reply:
    return Reply({"leaf": json.dumps({"fromSeq": from_seq, "toSeq": to_seq, "lastSeq": last})})


def opened(serve: Serve, make: Make, folder: Path, **options: Any) -> tuple[FakeExchange, Exchange, Receipts]:
    server = serve(Reply(b"m+0+key\n"), Reply(b"m\n7\nroot\n\nsignature\n"))
    exchange = make(server, **options)
    return server, exchange, Receipts(exchange, folder / "receipts")


def test_receipts_of_a_round_are_saved_once(serve: Serve, make: Make, tmp_path: Path) -> None:
    server, exchange, receipts = opened(serve, make, tmp_path)
    missing = problem(404, "receipt", "is not in this market", "3")
    server.script += [leaf(1, 4, 9), leaf(5, 9, 9), Reply(b"record 2"), missing, leaf(10, 11, 11), Reply(b"record 10")]
    assert [receipts.save(2), receipts.save(2), receipts.save(3), receipts.save(10)] == [True, True, False, True]
    query = "receipt?agent=WA1&from={}&older=7"
    asked = [("2", query.format(0)), ("2", query.format(5)), ("2", ""), ("3", query.format(0)), ("10", query.format(0)), ("10", "")]
    assert [request.path for request in server.seen[2:]] == [f"/v1/rounds/{number}/{rest}".rstrip("/") for number, rest in asked]
    names = ["receipt-000000002-000.json", "receipt-000000002-001.json", "receipt-000000010-000.json"]
    found = sorted(path.name for path in receipts.folder.iterdir())
    assert found == ["checkpoint", "exchange.pub", *names, "round-000000002.json", "round-000000010.json"]
    assert (receipts.folder / "round-000000010.json").read_bytes() == b"record 10"
    server.script += [Reply(b"m+0+key\n"), Reply(b"m\n9\n")]
    Receipts(exchange, receipts.folder)
    assert (receipts.folder / "checkpoint").read_bytes() == b"m\n7\nroot\n\nsignature\n"  # the first one stays
    server.script += [Reply(b"m+0+other\n")]
    with pytest.raises(ValueError, match="exchange.pub must be the key of the exchange"):
        Receipts(exchange, receipts.folder)


def test_incomplete_round_is_not_checked(serve: Serve, make: Make, tmp_path: Path) -> None:
    server, _, receipts = opened(serve, make, tmp_path)
    for script in ([leaf(1, 4, 9), problem(404, "receipt")], [leaf(1, 4, 9), leaf(1, 4, 9)], [problem(404, "agent")]):
        server.script = script
        with pytest.raises(ExchangeError):
            receipts.save(2)
    with pytest.raises(ValueError, match="must have a receipt. Save a round first"):
        receipts.command()


def test_command_line_has_all_files(serve: Serve, make: Make, tmp_path: Path) -> None:
    sent = tmp_path / "sent.jsonl"
    server, exchange, receipts = opened(serve, make, tmp_path, sent=sent, key=KEY)
    server.script += [leaf(1, 9, 9), Reply(b"record 2")]
    receipts.save(2)
    at = str(receipts.folder) + "/"
    bare = ["./skybourse", "check-receipt", at + "receipt-000000002-000.json", "--key", at + "exchange.pub"]
    bare += ["--earlier-checkpoint", at + "checkpoint", "--record", at + "round-000000002.json"]
    own = ["--agent-key", at + "agent.pub"]
    assert receipts.command() == [*bare, *own]  # check-receipt refuses an empty file of commands
    server.script += [Reply({"market": "m"})]
    exchange.withdraw("t1")
    assert receipts.command() == [*bare, "--sent-commands", str(sent), *own]
    assert (receipts.folder / "agent.pub").read_text() == exchange.public_key


def test_checker_of_the_example_checks_saved_files(serve: Serve, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    example, key = (EXAMPLES / "exchange/receipt.json").read_bytes(), (EXAMPLES / "exchange/exchange.pub").read_bytes()
    checkpoint = json.loads(example)["checkpoint"].encode()
    server = serve(Reply(key), Reply(checkpoint))
    exchange = make(server, sent=tmp_path / "sent.jsonl")
    receipts = Receipts(exchange, tmp_path / "receipts")
    server.script = [Reply(example), Reply(b'{"skybourse": "record-1"}')]
    number = json.loads(json.loads(example)["leaf"])["round"]
    assert receipts.save(number)
    with pytest.raises(ValueError, match="must have files of an exchange: .*record must have the format"):
        receipts.check()
    checker, given = _receipts._checker(), dict[str, Any]()

    def check(files: list[bytes], key: str, records: list[bytes], **others: Any) -> Any:
        given.update(others, records=records)
        return CHECKER.check(files, key, [], **others)

    monkeypatch.setattr(checker, "check", check)
    monkeypatch.setattr(_receipts, "_checker", lambda: checker)
    lines = receipts.check()
    assert [lines[number][0] for number in (1, 2, 3, 4, 6)] == ["holds", "holds", "holds", "not checked", "not checked"]
    assert given == {"records": [b'{"skybourse": "record-1"}'], "older": checkpoint.decode(), "mine": None, "my_key": None}
    exchange.withdraw("t1")
    assert list(lines) == sorted(lines)
    assert receipts.check()[4][0] == "BROKEN"  # the commands of the example are others

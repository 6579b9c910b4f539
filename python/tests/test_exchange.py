"""Client of a running exchange, against a scripted server. Needs no Java."""

from __future__ import annotations

import ast
import base64
import hashlib
import json
import os
import pickle
import re
import socket
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from email.utils import formatdate
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fake_exchange import CUT, DROP, HANG, SECRET, FakeExchange, FakeTime, Reply, problem
from places import EXAMPLES, ROOT

import skybourse as sky
from skybourse.exchange import INLINE, LARGEST_BLOB, Exchange, ExchangeError, UnavailableError

TASK: dict[str, Any] = {"input_bits": 4e6, "work": 3e9, "deadline_seconds": 1, "last_round": 9}
Make = Callable[..., Exchange]
Serve = Callable[..., FakeExchange]


@pytest.fixture
def serve() -> Iterator[Serve]:
    started: list[FakeExchange] = []

    def start(*script: Reply) -> FakeExchange:
        started.append(FakeExchange(*script))
        return started[-1]

    yield start
    for server in started:
        server.close()


@pytest.fixture
def fake() -> FakeTime:
    return FakeTime()


@pytest.fixture
def make(fake: FakeTime) -> Make:
    def exchange(*servers: FakeExchange | str, **options: Any) -> Exchange:
        urls = [server if isinstance(server, str) else server.url for server in servers]
        options = {"clock": fake.clock, "sleep": fake.sleep, "jitter": lambda: 0.0, **options}
        return Exchange(urls, "WA1", SECRET, **options)

    return exchange


def dead() -> str:
    """Returns a URL that refuses connections."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# Imports.


def test_import_loads_neither_java_nor_numpy() -> None:
    loaded = "import sys, skybourse.exchange; print({name.split('.')[0] for name in sys.modules} & {'jpype', 'numpy', 'cryptography'})"
    for text, said in (
        (loaded, "set()\n"),
        ("import skybourse; print(skybourse.market.Market.__name__, skybourse.Law.__name__)", "Market Law\n"),
    ):
        done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=False, timeout=60)
        assert (done.stdout, done.returncode) == (said, 0), done.stderr


def test_names_of_the_package_are_imported_when_used() -> None:
    assert sky.__file__ is not None
    tree = ast.parse(Path(sky.__file__).read_text(encoding="utf-8"))
    typed = {
        node.module: " ".join(name.name for name in node.names)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level
    }
    assert typed == sky._MODULES
    assert sorted(sky._HOMES) == sky.__all__
    assert set(sky.__all__) | {"market"} <= set(dir(sky))
    assert all(getattr(sky, name).__name__ == name for name in sky.__all__)
    assert sky.Market is sky.market.Market
    with pytest.raises(AttributeError, match="module 'skybourse' has no attribute 'nothing'"):
        _ = sky.nothing  # type: ignore[attr-defined]
    wrong = pickle.loads(pickle.dumps(sky.InputError("", "field", "must be given", "")))
    assert isinstance(wrong, sky.InputError) and wrong.field == "field"


# Repetition.


@pytest.mark.parametrize("failure", [HANG, DROP, CUT, problem(429), problem(503), problem(502), problem(504)])
def test_identical_request_is_repeated(serve: Serve, make: Make, fake: FakeTime, failure: Reply) -> None:
    server = serve(failure, Reply({"seq": 7}))
    assert make(server, timeout=0.3).submit("t1", "one\ntwo", units=2, **TASK) == {"seq": 7}
    first, again = server.seen
    assert first == again
    assert (first.method, first.path, first.kind, first.secret) == ("PUT", "/v1/agents/WA1/tasks/t1", "application/json", SECRET)
    assert json.loads(first.body) == {
        "inputBits": 4e6, "work": 3e9, "deadlineSeconds": 1, "lastRound": 9, "units": 2, "payload": {"text": "one\ntwo"}
    }  # fmt: skip
    assert fake.sleeps == [0.2]


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_honoured(serve: Serve, make: Make, fake: FakeTime, status: int) -> None:
    later = formatdate(time.time() + 20, usegmt=True)
    make(serve(problem(status, Retry_After="7"), problem(status, Retry_After=later), problem(status, Retry_After="soon"))).market()
    assert fake.sleeps[0] == pytest.approx(7.2)
    assert 15 < fake.sleeps[1] <= 20.4
    assert fake.sleeps[2] == pytest.approx(0.8)


def test_pauses_grow_to_a_limit_and_are_shortened_at_random(serve: Serve, make: Make, fake: FakeTime) -> None:
    make(serve(*[DROP] * 7)).market()
    assert fake.sleeps == pytest.approx([0.2, 0.4, 0.8, 1.6, 3.2, 5, 5])
    fake.sleeps.clear()
    make(serve(*[DROP] * 2), jitter=lambda: 0.5).market()
    assert fake.sleeps == pytest.approx([0.15, 0.3])


@pytest.mark.parametrize(("failure", "status", "cause"), [(DROP, 0, OSError), (problem(503, "market", "stops"), 503, ExchangeError)])
def test_gives_up_at_the_deadline_with_the_last_cause(
    serve: Serve, make: Make, fake: FakeTime, failure: Reply, status: int, cause: type[Exception]
) -> None:
    server = serve(problem(502), *[failure] * 99)
    with pytest.raises(UnavailableError, match="has not accepted the request within 12 s") as gone:
        make(server, deadline=12.0).market()
    assert isinstance(gone.value.__cause__, cause) and gone.value.status == status
    assert gone.value.value == str(gone.value.__cause__)
    assert 12 - 5 <= sum(fake.sleeps) < 12 and len(server.seen) == len(fake.sleeps) + 1
    assert str(pickle.loads(pickle.dumps(gone.value))) == str(gone.value)


def test_no_attempt_is_made_if_retry_after_exceeds_the_deadline(serve: Serve, make: Make, fake: FakeTime) -> None:
    server = serve(problem(503, Retry_After="61"))
    with pytest.raises(UnavailableError):
        make(server).market()
    assert len(server.seen) == 1 and not fake.sleeps


@pytest.mark.parametrize("status", [302, 400, 401, 403, 404, 409, 410, 413, 422, 500])
def test_other_errors_are_not_repeated(serve: Serve, make: Make, status: int) -> None:
    server = serve(problem(status, "work", "must be at most 3", "4", Location="/v1/key"), Reply())
    with pytest.raises(ExchangeError) as wrong:
        make(server).withdraw("t1")
    found = wrong.value
    assert type(found) is ExchangeError and (found.status, found.field, found.rule, found.value) == (
        status,
        "work",
        "must be at most 3",
        "4",
    )
    assert str(found) == f"{status}: work must be at most 3: 4" and len(server.seen) == 1


def test_reply_that_is_no_object_is_an_error(serve: Serve, make: Make) -> None:
    for body in (b"<html>", b"[]"):
        with pytest.raises(ExchangeError, match="reply must be a JSON object"):
            make(serve(Reply(body))).market()
    with pytest.raises(ExchangeError, match="404: Not Found"):
        make(serve(Reply(b"<html>", 404))).market()


# Several URLs.


def test_dead_url_is_skipped_and_tried_again_later(serve: Serve, make: Make, fake: FakeTime) -> None:
    first, second = serve(DROP), serve()
    exchange = make(first, second)
    for _ in range(3):
        exchange.market()
    assert (len(first.seen), len(second.seen), fake.sleeps) == (1, 3, [])
    fake.now += 31
    exchange.market()
    assert (len(first.seen), len(second.seen)) == (2, 3)
    exchange.market()
    assert (len(first.seen), len(second.seen)) == (3, 3)


def test_refused_connection_and_busy_exchange_switch_the_url(serve: Serve, make: Make, fake: FakeTime) -> None:
    busy, last = serve(problem(503)), serve()
    make(dead(), busy, last).market()
    assert (len(busy.seen), len(last.seen), fake.sleeps) == (1, 1, [])


def test_rate_limit_does_not_switch_the_url(serve: Serve, make: Make, fake: FakeTime) -> None:
    first, second = serve(problem(429, Retry_After="1")), serve()
    make(first, second).market()
    assert (len(first.seen), len(second.seen), fake.sleeps) == (2, 0, [1.2])


def test_all_urls_dead_pauses_between_cycles(serve: Serve, make: Make, fake: FakeTime) -> None:
    first, second = serve(DROP, DROP), serve(DROP)
    make(first, second).market()
    assert (len(first.seen), len(second.seen)) == (2, 2) and fake.sleeps == [0.2, 0.4]


def test_urls_may_have_a_path(serve: Serve, make: Make) -> None:
    server = serve()
    make(server.url + "/proxy/").get("agents", "a b/ü", wait=3, after="1&2")
    assert server.seen[0].path == "/proxy/v1/agents/a%20b%2F%C3%BC?after=1%262&wait=3"


# Long polls.


def test_long_poll_may_take_longer_than_the_short_time_limit(serve: Serve, make: Make) -> None:
    server = serve(Reply({"pieces": []}, seconds=0.6))
    assert make(server, timeout=0.3).work(wait=9) == {"pieces": []}
    assert server.seen[0].path == "/v1/agents/WA1/work?wait=9" and len(server.seen) == 1


def test_long_poll_extends_the_deadline(serve: Serve, make: Make, fake: FakeTime) -> None:
    with pytest.raises(UnavailableError, match="within 25 s"):
        make(serve(*[DROP] * 99), deadline=5.0).work(wait=20)
    assert 20 <= sum(fake.sleeps) < 25


def test_wait_polls_until_there_is_an_answer(serve: Serve, make: Make, fake: FakeTime) -> None:
    open_, answered = {"isAnswered": False, "toAnswer": []}, {"isAnswered": True, "toAnswer": []}
    server = serve(Reply(open_), Reply(answered))
    assert make(server).wait("t1") == answered
    assert [request.path for request in server.seen] == ["/v1/agents/WA1/tasks/t1?wait=30"] * 2
    assert make(serve(Reply({**open_, "toAnswer": ["r0.0"]}))).wait("t1")["toAnswer"] == ["r0.0"]
    server = serve(Reply(open_), Reply(open_))
    server.before = lambda request: setattr(fake, "now", fake.now + 30)
    with pytest.raises(TimeoutError, match="task t1 has no answer after 40 s"):
        make(server).wait("t1", seconds=40)
    assert [request.path[-3:] for request in server.seen] == ["=30", "=10"]


# Payloads and results.


def test_content_above_64_kib_is_uploaded_first(serve: Serve, make: Make, tmp_path: Path) -> None:
    server, small, large = serve(), b"x" * INLINE, b"x" * (INLINE + 1)
    exchange = make(server)
    exchange.submit("t1", small, **TASK)
    exchange.deliver("r0.0", small)
    assert [request.path for request in server.seen] == ["/v1/agents/WA1/tasks/t1", "/v1/pieces/r0.0/result"]
    assert json.loads(server.seen[0].body)["payload"] == {"text": small.decode()}
    assert (server.seen[1].body, server.seen[1].kind) == (small, "application/octet-stream")
    server.seen.clear()
    exchange = make(server, sent=tmp_path / "sent.jsonl")
    exchange.submit("t2", large, **TASK)
    exchange.deliver({"piece": "r0.1"}, large.decode())
    upload, task, again, result = server.seen
    assert upload == again and (upload.body, upload.kind) == (large, "application/octet-stream")
    assert upload.path == f"/v1/blobs/{sha256(large)}?agent=WA1&promise=true"
    assert json.loads(task.body)["payload"] == json.loads(result.body) == {"sha256": sha256(large)}
    assert result.kind == "application/json"
    assert rows(tmp_path / "sent.jsonl")[0] == {"for": f"PUT /v1/blobs/{sha256(large)}", "sha256": sha256(large)}
    with pytest.raises(ValueError, match=f"at most {LARGEST_BLOB} bytes: {LARGEST_BLOB + 1}"):
        exchange.submit("t3", b"x" * (LARGEST_BLOB + 1), **TASK)
    assert len(server.seen) == 4


@pytest.mark.parametrize(("data", "form"), [(b"\xff", "base64"), (b"\n" * 60_000, "base64"), ("ü".encode(), "text")])
def test_content_is_sent_in_a_form_that_fits(serve: Serve, make: Make, data: bytes, form: str) -> None:
    server = serve()
    make(server).submit("t1", data, **TASK)
    (sent,) = json.loads(server.seen[0].body)["payload"].items()
    assert sent == (form, data.decode() if form == "text" else base64.b64encode(data).decode())
    assert len(server.seen[0].body) < 96 << 10


def test_batch_is_sent_as_lines_and_answers_return_in_order(serve: Serve, make: Make) -> None:
    server, first, second = serve(), '{"n":1}\n{"error":{}}\n', '{"n":3}'
    requests = [{"messages": [{"role": "user", "content": "ü\u2028\n"}], "max_tokens": number} for number in (1, 2)]
    make(server).submit_batch("b1", requests, last_round=7)
    upload, batch = server.seen
    assert upload.path == f"/v1/blobs/{sha256(upload.body)}?agent=WA1"
    assert [json.loads(line) for line in upload.body.decode().split("\n")] == requests
    assert batch.path == "/v1/agents/WA1/batches/b1"
    assert json.loads(batch.body) == {"lastRound": 7, "payload": {"sha256": sha256(upload.body)}}
    make(server).erase(sha256(upload.body))
    assert server.seen[2].path == f"/v1/agents/WA1/erasures/{sha256(upload.body)}"
    server.script += [Reply(first.encode()), Reply(second.encode())]
    pieces = [
        {"piece": "r1.1", "state": "PAID", "firstUnit": 0, "endUnit": 2, "sha256": sha256(first.encode())},
        {"piece": "r1.0", "state": "DONE", "firstUnit": 3, "endUnit": 4, "sha256": sha256(second.encode())},
        {"piece": "r1.2", "state": "FAILED", "firstUnit": 2, "endUnit": 3},
        {"piece": "r1.3", "state": "REJECTED", "firstUnit": 4, "endUnit": 5, "undoable": "cannot"},
    ]
    assert make(server).answers({"units": 5, "pieces": pieces}) == [{"n": 1}, {"error": {}}, None, {"n": 3}, None]


def test_downloads_are_checked_by_their_digest(serve: Serve, make: Make) -> None:
    right = sha256(b"data")
    exchange = make(serve(Reply(b"data"), Reply(b"data"), Reply({"sha256": right}), Reply(b"data")))
    assert exchange.payload({"piece": "p", "payload": {"sha256": right, "bytes": 4}}) == b"data"
    assert exchange.payload("p") == b"data" and exchange.result("p") == b"data"
    assert exchange.payload({"piece": "p", "payload": {"text": "data", "sha256": right}}) == b"data"
    assert exchange.payload({"piece": "p", "payload": {"base64": "ZGF0YQ==", "sha256": right}}) == b"data"
    for wrong in ({"sha256": right}, {"sha256": right, "text": "date"}):
        with pytest.raises(ExchangeError, match=f"payload must have the SHA-256 {right}: {sha256(b'date')}"):
            make(serve(Reply(b"date"))).payload({"piece": "p", "payload": wrong})
    for script, piece in (([Reply({"sha256": right}), Reply(b"date")], "p"), ([Reply(b"date")], {"piece": "p", "sha256": right})):
        with pytest.raises(ExchangeError, match="result must have the SHA-256"):
            make(serve(*script)).result(piece)


def test_other_commands_and_queries(serve: Serve, make: Make) -> None:
    server = serve()
    exchange = make(server)
    calls = [exchange.join(), exchange.join({"version": 2, "worth": 3}), exchange.leave(3), exchange.undoable("p", "hot")]
    calls += [exchange.confirm({"piece": "p"}), exchange.dispute("p", "bad"), exchange.account(), exchange.round(4), exchange.receipt(4, 9)]
    assert calls == [{}] * 9
    assert [(request.path, json.loads(request.body or b"0")) for request in server.seen] == [
        ("/v1/agents/WA1", {"version": 1}),
        ("/v1/agents/WA1", {"version": 2, "worth": 3}),
        ("/v1/agents/WA1/leaving", {"version": 3}),
        ("/v1/pieces/p/undoable", {"reason": "hot"}),
        ("/v1/pieces/p/confirmation", {"agent": "WA1"}),
        ("/v1/pieces/p/rejection", {"reason": "bad", "agent": "WA1"}),
        ("/v1/accounts/WA1", 0),
        ("/v1/rounds/4", 0),
        ("/v1/rounds/4/receipt?agent=WA1&from=9", 0),
    ]


# Secrets.


def test_secret_is_never_in_the_text_of_an_exception(serve: Serve, make: Make) -> None:
    echo = problem(401, SECRET, f"Bearer {SECRET}", SECRET)
    cases: list[Callable[[], object]] = [lambda: make(serve(echo)).market()]
    cases += [
        lambda: make(serve(*[Reply(echo.body, 503)] * 99)).market(),
        lambda: make(dead()).market(),
        lambda: make(serve(CUT), deadline=0.1).market(),
    ]
    cases += [partial(Exchange, "http://h", "WA1", secret) for secret in (SECRET + "\n", SECRET + "ü", SECRET[:9], SECRET * 30)]
    for case in cases:
        with pytest.raises((ExchangeError, ValueError)) as failed:
            case()
        text = "".join(traceback.format_exception(failed.value, limit=0)) + repr(failed.value)
        assert SECRET[:9] not in text, text
    assert SECRET not in repr(make(dead()))
    for urls in (["ftp://h"], ["http://"], [f"http://user:{SECRET}@h"], list[str]()):
        with pytest.raises(ValueError, match="urls must be") as refused:
            Exchange(urls, "WA1", SECRET)
        assert SECRET not in str(refused.value)


# Examples and documentation.


def test_example_buyer_needs_only_the_standard_library(serve: Serve) -> None:
    lines = "\n".join(["x"] * 100).encode()
    piece = {"piece": "r0.0", "sha256": sha256(lines)}
    task = {"isAnswered": True, "toAnswer": [], "billUnits": 5, "pieces": [piece, {"piece": "r0.1"}]}
    server = serve(Reply(), Reply(), Reply({"isAnswered": False, "toAnswer": ["r0.0"]}), Reply(b"text"), Reply(), Reply(task), Reply(lines))
    command = [sys.executable, "-I", "-S", str(EXAMPLES / "exchange/buyer.py"), server.url, "WA1", SECRET, "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout == "agents/WA1/tasks/task-0 is done for 5 units: 100 lines of 100\n", done.stderr
    assert "/v1/pieces/r0.0/rejection" in [request.path for request in server.seen]


def test_example_seller_needs_only_the_standard_library(serve: Serve) -> None:
    pieces = [{"piece": "r0.0", "payload": {"text": "a\nb"}}, {"piece": "r0.1", "payload": {"base64": "AAAA"}}]
    script = [Reply(), Reply({"pieces": pieces, "toAnswer": ["r0.2"]}), Reply(), Reply(), Reply(b"\0"), Reply(), problem(401)]
    server = serve(*script)
    command = [sys.executable, "-I", "-S", str(EXAMPLES / "exchange/seller.py"), server.url, "WA1", SECRET, '{"version": 4}']
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.stdout, done.returncode) == ("r0.0 2 lines\n", 1) and "task is wrong" in done.stderr
    assert json.loads(server.seen[0].body) == {"version": 4}
    assert server.seen[2].body.decode() == f"{sha256(b'a')}\n{sha256(b'b')}"
    assert [request.path[11:] for request in server.seen[3:6]] == ["r0.1/undoable", "r0.2/payload", "r0.2/confirmation"]


def test_names_in_the_guides_exist() -> None:
    text = "".join((ROOT / "docs/guides" / name).read_text(encoding="utf-8") for name in ("write-an-agent.md", "use-python.md"))
    used = set(re.findall(r"\bexchange\.(\w+)\(", text))
    assert len(used) >= 6 and not [name for name in used if not callable(getattr(Exchange, name, None))]
    assert os.path.exists(EXAMPLES / "exchange/check_receipt.py")

"""What the tests of inference markets share: a market with its agents, endpoints, programs, clients of a gateway, and what must follow from the events."""
import collections, contextlib, copy, http.server, json, math, os, random, signal, subprocess, threading, time, urllib.request
from pathlib import Path

from faults import ROOT, Market, free_port, secret, wait_for

MONEY, LOT_VOLUME, CAP, LEAST_SHARE, CLIENTS = 10**9, 32768, 500, 0.05, 40
MODEL = "qwen2.5-0.5b-instruct"
ENDS = ["PiecePaid", "PieceFailed", "PieceReturned"]
KINDS = ["BatchPut", "LotsSold", "PieceMetered", "PieceRejected", "StakeRaised", "Barred", *ENDS]


def opened(name, folder, agents, objection, scenario="inference"):
    """Starts a market in a folder. Its agents get money, and files with their secrets."""
    market = Market(name, folder + "/market", "--objection", str(objection), scenario=scenario, port=free_port())
    market.start()
    for agent in agents:
        market.admit(agent, secret(agent), MONEY)
        Path(folder, agent).write_text(secret(agent))
    return market


class Endpoint(http.server.BaseHTTPRequestHandler):
    """An endpoint that exaggerates its usage. Subclasses have a function that answers the last message, and the seconds that it takes."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def reply(self, body):
        text = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def do_GET(self):
        self.reply({"object": "list", "data": [{"id": MODEL + "-q4_k_m", "object": "model"}]})

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["messages"][-1]["content"]
        with self.slots:
            time.sleep(self.seconds)
        message = {"role": "assistant", "content": self.answer(asked)}
        self.reply({"object": "chat.completion", "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
                    "usage": {"prompt_tokens": 1, "completion_tokens": 10**6}})


class EndpointServer(http.server.ThreadingHTTPServer):
    request_queue_size = 512


def endpoint(answer, seconds=0.02, parallel=1000):
    """Starts an endpoint that answers some requests in parallel, and returns its address. Other requests wait."""
    handler = type("Endpoint", (Endpoint,), {"answer": staticmethod(answer), "seconds": seconds, "slots": threading.Semaphore(parallel)})
    server = EndpointServer(("127.0.0.1", 0), handler)
    server.handle_error = lambda *_: None  # a killed seller closes its connections
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}"


class Program:
    """A program of this project, in a process group of its own."""

    def __init__(self, folder, *words):
        self.words, self.file = words, Path(folder, f"{words[0]}-{len(os.listdir(folder))}.txt")
        self.start()

    def start(self):
        with open(self.file, "a") as said:
            self.process = subprocess.Popen([ROOT / "skybourse", *self.words], stdout=said, stderr=subprocess.STDOUT, start_new_session=True)

    def signal(self, number):
        with contextlib.suppress(ProcessLookupError):  # it has ended
            os.killpg(self.process.pid, number)
        self.process.wait()

    def killed(self):
        self.signal(signal.SIGKILL)


def seller(folder, market, agent, at, ask, *options):
    """Starts a seller with an endpoint, which asks a price in ledger units."""
    return Program(folder, "sell", "http://" + market.host, "--endpoint", at, "--agent", agent, "--secret-file", f"{folder}/{agent}",
        "--ask", f"{1e-6 * ask}", *options)


class Gateway(Program):
    """A gateway that buys for an agent at the market's addresses."""

    def __init__(self, folder, agent, *addresses):
        super().__init__(folder, "gateway", *addresses, "--agent", agent, "--secret-file", f"{folder}/{agent}", "--api-key-file", f"{folder}/api-key",
            "--port", "0", "--timeout", "300")
        wait_for(lambda: "Base URL" in self.file.read_text())
        self.url = self.file.read_text().split("Base URL for clients: ")[1].split(",")[0]
        self.key = Path(folder, "api-key").read_text().strip()

    def ask(self, name, content, max_tokens):
        """Returns the answer to a request. Repeats it with the same key while the gateway does not answer it."""
        body = {"model": MODEL, "messages": [{"role": "user", "content": content}], "max_tokens": max_tokens}
        headers = {"Authorization": "Bearer " + self.key, "Content-Type": "application/json", "Idempotency-Key": name}
        until = time.monotonic() + 300
        while time.monotonic() < until:
            try:
                request = urllib.request.Request(self.url + "/chat/completions", json.dumps(body).encode(), headers)
                with urllib.request.urlopen(request, timeout=200) as reply:
                    return json.loads(reply.read())
            except OSError:
                time.sleep(1)
        return None


class Clients:
    """Clients that send a gateway requests, each with a content and a limit of tokens. Stores the answers, and the seconds until each."""

    def __init__(self, gateway, requests, clients=CLIENTS):
        self.gateway, self.requests, self.answers, self.seconds = gateway, requests, {}, {}
        self.threads = [threading.Thread(target=self.client, args=(first, clients)) for first in range(clients)]
        [any_.start() for any_ in self.threads]

    def client(self, first, clients):
        for number in range(first, len(self.requests), clients):
            began = time.monotonic()
            self.answers[number] = self.gateway.ask(f"key-{number}", *self.requests[number])
            self.seconds[number] = time.monotonic() - began

    def text(self, number):
        answer = self.answers.get(number)
        return answer["choices"][0]["message"]["content"] if answer else "nothing"

    def by_piece(self):
        """Returns the number of answers from each piece."""
        return collections.Counter(answer["skybourse"]["piece"] for answer in self.answers.values() if answer)

    def join(self):
        [any_.join() for any_ in self.threads]


def settled(market):
    """Waits for the end of all pieces: those of a killed seller fail when they are due."""
    until = time.monotonic() + 120
    while time.monotonic() < until and sum(len(event["pieces"]) for event in market.events("LotsSold")) > len(market.events(*ENDS)):
        time.sleep(1)


def balances(market, agents):
    return {agent: json.loads(market.ask("accounts/" + agent))["balanceUnits"] for agent in agents}


def bill(payment, volume, sold):
    return max(min(volume, 1), -(-payment * volume // sold))


def pieces_of(events):
    """Returns the pieces of a market by id, with the number of their requests, what they were sold for, their answers, stakes and ends."""
    requests = {(event["agent"], event["task"]): event["requests"] for event in events if event["t"] == "BatchPut"}
    pieces = {}
    for event in events:
        if event["t"] == "LotsSold":
            bought = {row["seller"]: (row["paymentTicks"], row["lots"] * LOT_VOLUME) for row in event["purchases"]}
            for piece in event["pieces"]:
                count = requests[piece["buyer"], piece["task"]]
                pieces[piece["id"]] = piece | {"requests": round(piece["to"] * count) - round(piece["from"] * count), "sold": bought[piece["worker"]],
                    "answers": None, "stake": 0, "ends": []}
        elif event["t"] == "PieceMetered":
            pieces[event["piece"]]["answers"] = event["answers"]
        elif event["t"] in ("PieceRejected", "StakeRaised"):
            pieces[event["piece"]]["stake"] += event["stakeUnits" if event["t"] == "PieceRejected" else "units"]
        elif event["t"] in ENDS:
            pieces[event["piece"]]["ends"].append(event)
    return pieces


def is_checked(piece):
    """Returns whether a piece failed by a check of the operator."""
    return any(end["t"] == "PieceFailed" and end["cause"] == "CHECK" for end in piece["ends"])


def is_paid(piece):
    return any(end["t"] == "PiecePaid" for end in piece["ends"])


def payments(piece):
    """Returns what the seller and the buyer of a piece receive at its end."""
    kind, cause = (piece["ends"][0][key] for key in ("t", "cause"))
    if kind == "PieceFailed":
        return -CAP, 0
    stake = piece["stake"] if cause in ("RULING", "CHECK") else 0
    if kind == "PieceReturned":
        return stake, -stake - piece["ends"][0]["feeUnits"]
    (payment, sold), answers = piece["sold"], piece["answers"]
    volume, work = answers["usedVolume"], int(piece["work"])
    if cause == "CHECK":
        volume = max(volume + math.ceil(LEAST_SHARE * answers["unservedVolume"]), min(math.ceil(LEAST_SHARE * LOT_VOLUME), work))
    units = bill(payment, volume, sold) + stake
    return units - (0 if cause == "CHECK" else -(-CAP * answers["unservedVolume"] // int(piece["work"]))), -units


def wrong(events, has, answered, requests):
    """Yields each violated invariant, given events, final balances, and the number of answers per piece."""
    pieces, should = pieces_of(events), dict.fromkeys(has, MONEY)
    if sum(answered.values()) != requests:
        yield f"{sum(answered.values())} requests were answered instead of {requests}"
    for name, piece in pieces.items():
        got, is_whole = answered.get(name, 0), piece["answers"] and not piece["answers"]["unservedVolume"]
        if got > (piece["requests"] if piece["answers"] else 0) or (is_whole and is_paid(piece) and got < piece["requests"]):
            yield f"{name} has {piece['requests']} requests and gave {got} answers"
        if len(piece["ends"]) != 1:
            yield f"{name} ended {len(piece['ends'])} times"
        else:
            for agent, units in zip((piece["worker"], piece["buyer"]), payments(piece)):
                should[agent] += units
    for agent, units in has.items():
        if units != should[agent]:
            yield f"{agent} has {units}, and should have {should[agent]}"


def planted(events, has, answered):
    """Returns what a check must find something wrong with, by name."""
    for name, kind, change in (("paid twice", "PiecePaid", lambda event, all_: all_.append(event)),
            ("never paid", "PiecePaid", lambda event, all_: all_.remove(event)), ("failed", "PiecePaid", lambda event, _: event.update(t="PieceFailed")),
            ("another volume", "PieceMetered", lambda event, _: event["answers"].update(usedVolume=event["answers"]["usedVolume"] + LOT_VOLUME)),
            ("no answers", "PieceMetered", lambda event, _: event["answers"].update(unservedVolume=1000))):
        events_ = copy.deepcopy(events)
        paid = {event["piece"] for event in events_ if event["t"] == "PiecePaid" and event["cause"] == "SILENCE"}
        change(random.choice([event for event in events_ if event["t"] == kind and event["piece"] in paid]), events_)
        yield name, events_, has, answered
    for agent in has:
        yield f"a unit too much for {agent}", events, has | {agent: has[agent] + 1}, answered
        yield f"a unit too little for {agent}", events, has | {agent: has[agent] - 1}, answered
    yield "an answer without a request", events, has, answered + collections.Counter([next(iter(answered))])
    yield "a request without an answer", events, has, answered - collections.Counter([next(iter(answered))])

"""Purchases that are repeated over new connections while the server is killed, for mcp-test and a2a-test."""
import collections, concurrent.futures, http.client, json, random, subprocess, threading, time, urllib.error

from faults import secret

KILLS = 4  # rounds in which the server is killed twice
WORK_SECONDS = 60  # time in which all pieces are sold and done, at most
PATIENCE_SECONDS = 120  # time in which a request is answered, at most
SELLERS = ["shuttle", "library", "laboratory"]
random.seed(1)


def task(name, units=2):
    lines = "\n".join(f"{name} line {i}" for i in range(units))
    return {"task": name, "inputBits": 4e5, "work": 3e8, "deadlineSeconds": 1, "units": units, "lastRound": 10**9, "payload": {"text": lines}}


def posted(market, path, body, headers, agent, reply_of):
    """Posts a body over a new connection, and again while there is no answer or reply_of returns nothing. Returns what reply_of returns."""
    headers = {"Authorization": "Bearer " + secret(agent), "Content-Type": "application/json", **headers}
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        connection = http.client.HTTPConnection(market.host, timeout=60)
        try:
            connection.request("POST", path, json.dumps(body), headers)
            reply = reply_of(json.loads(connection.getresponse().read()))
            if reply:
                return reply
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()
        time.sleep(0.1)
    market.fail(f"{body} was not answered")


class Library:
    """A program that uses a client library. It reads the name of an agent's task and the task from each line of its input, buys the task over a new connection,
    and writes the reply, or {"failed": reason}."""

    def __init__(self, market, command, folder):
        self.market, self.failed = market, 0
        self.process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def put(self, name):
        """Buys a task, and again while that fails. Returns the reply."""
        until, reply = time.monotonic() + PATIENCE_SECONDS, {}
        while time.monotonic() < until:
            self.process.stdin.write(json.dumps(task(name)) + "\n")
            self.process.stdin.flush()
            reply = json.loads(self.process.stdout.readline() or '{"failed": "the program has ended"}')
            if "failed" not in reply:
                return reply
            self.failed += 1
            time.sleep(0.1)
        self.market.fail(f"{self.process.args}: {name}: {reply}")

    def ended(self):
        self.process.kill()
        self.process.wait()


def close(market):
    """Closes the round. Without effect if no task waits or the round before is being sold."""
    try:
        market.operator("round", round=json.loads(market.ask("market"))["round"])
    except urllib.error.HTTPError as error:
        if error.code != 409:
            raise


def work(market):
    """Does all open pieces."""
    for agent in SELLERS:
        for piece in json.loads(market.ask(f"agents/{agent}/work", secret=secret(agent)))["pieces"]:
            market.ask(f"pieces/{piece['piece']}/result", json.dumps({"text": "done " + piece["piece"]}).encode(), secret(agent))


def bills(market):
    """Returns how often each task is in the journal, and in how many rounds it was billed, by buyer and name."""
    put = collections.Counter((event["agent"], event["task"]) for event in market.events("TaskPut"))
    billed = collections.Counter()
    for event in market.events("RoundSettled"):
        billed.update({(piece["buyer"], piece["task"]) for piece in event["pieces"] if piece["money"]["bill"] > 0})
    return put, billed


def is_once(names, counts):
    return all(counts[name] == 1 for name in names)


def restart(market):
    time.sleep(random.uniform(0, 0.05))
    market.killed()
    market.start(again=False)


def sell(market, wave):
    """Closes rounds and does the work until all tasks of a wave are answered."""
    until = time.monotonic() + WORK_SECONDS
    while wave and time.monotonic() < until:
        close(market)
        time.sleep(0.02)
        work(market)
        wave = [(agent, name) for agent, name in wave if not json.loads(market.ask(f"agents/{agent}/tasks/{name}", secret=secret(agent)))["isAnswered"]]
    if wave:
        market.fail(f"not sold or not done: {wave}")


def repeated(market, ways, tasks, same=lambda reply: reply):
    """Has each agent of ways buy this number of tasks, one at a time, by its function of a task's name. Each task is put three times: twice before it is sold and
    once after it is done. In KILLS of the rounds, the server is killed at the first and at the third time. The first two replies must be equal, and same of all
    three. At the end each task is once in the journal and was billed once. Returns the number of rounds."""
    killed = set(range(0, tasks, -(-tasks // KILLS)))
    for number in range(tasks):
        wave = [(agent, f"task-{number}") for agent in ways]

        def put(is_killed=False):
            killer = threading.Thread(target=restart, args=(market,))
            with concurrent.futures.ThreadPoolExecutor(len(wave)) as pool:
                replies = pool.map(lambda of: ways[of[0]](of[1]), wave)
                if is_killed:
                    killer.start()
                    killer.join()
                return list(replies)

        replies = [put(number in killed), put()]
        sell(market, wave)
        replies.append(put(number in killed))
        if replies[0] != replies[1] or any(list(map(same, each)) != list(map(same, replies[0])) for each in replies):
            market.fail(f"the replies to {wave} differ: {replies}")
    put, billed = bills(market)
    names = [(agent, f"task-{number}") for number in range(tasks) for agent in ways]
    if not is_once(names, put) or not is_once(names, billed):
        market.fail(f"not once: {[(name, put[name], billed[name]) for name in names if put[name] != 1 or billed[name] != 1][:3]}")
    if is_once(names, put + collections.Counter([names[0]])) or is_once(names, billed - collections.Counter([names[0]])):
        market.fail("a planted fault was not found")
    return len(killed) * 2

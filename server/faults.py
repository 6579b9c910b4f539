"""What the tests beside it share: a market in a process of its own, clients that put money in, and what must be there afterwards."""
import contextlib, hashlib, json, os, random, signal, socket, sqlite3, subprocess, threading, time, urllib.error, urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CLIENTS = 8
AGAIN = 200  # names that are asked again after every start


def free_port():
    with socket.socket() as any_:
        any_.bind(("127.0.0.1", 0))
        return any_.getsockname()[1]


def secret(agent):
    return f"secret-of-{agent}-of-32-characters-or-more"


def wait_for(what):
    until = time.monotonic() + 60
    while not what() and time.monotonic() < until:
        time.sleep(0.01)


class Market:
    """A market that is started again and again in one place, and all that it ever answered."""

    def __init__(self, name, folder, *options, scenario="campus", seconds=1, port=0, starts_fast=True, payee="student-lawn"):
        """scenario: name of an example, or a path without its ending. starts_fast: compiles no loop fully, which suits a market that is soon killed, but not
        one whose solver must be as fast as a user's. payee: agent that receives the deposits of clients."""
        self.name, self.payee, self.folder, self.scenario = name, payee, Path(folder), ROOT / "examples" / f"{scenario}.yaml"
        self.options = [self.scenario, "--open", "--round", str(seconds), "--port", str(port), "--folder", folder, *options]
        self.java_options = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC" if starts_fast else ""
        self.acknowledged, self.refused, self.stopped, self.lock = {}, [], 0, threading.Lock()

    def fail(self, what):
        raise SystemExit(f"{self.name}: {what}")

    def start(self, *before, again=True):
        """Starts it behind words such as those of strace, and asks again for what it answered before."""
        command = [*before, ROOT / "skybourse", "serve", *self.options]
        environment = {"SKYBOURSE_JAVA_OPTS": self.java_options, **os.environ}
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            start_new_session=True)
        for line in self.process.stdout:
            if "is open at http://" in line:
                threading.Thread(target=self.process.stdout.read, daemon=True).start()
                self.host = line.split("http://")[1].split(",")[0].split()[0]
                break
        else:
            self.fail(f"the market did not start: {self.process.wait()}")
        self.secret = (self.folder / "operator-secret").read_text().strip()
        if again:
            self.ask_again()

    def ask_again(self):
        for name, (units, said) in list(self.acknowledged.items())[-AGAIN:]:
            now = self.put(name, units)
            if now != said:
                self.fail(f"{name} was answered {said}, and is now answered {now}")

    def put(self, name, units):
        said = self.operator("deposit", agent=self.payee, units=units, reference=name)
        return {key: said[key] for key in ("name", "round", "units")}

    def operator(self, command, **body):
        return json.loads(self.ask("operator/" + command, json.dumps(body).encode()))

    def ask(self, path, body=None, secret=None):
        headers = {"Authorization": f"Bearer {secret or self.secret}", "Content-Type": "application/json"}
        request = urllib.request.Request(f"http://{self.host}/v1/{path}", body, headers, method="PUT" if body else "GET")
        with urllib.request.urlopen(request, timeout=120) as answer:
            return answer.read()

    def admit(self, agent, secret, units):
        """Gives an agent money, and invites its secret: seats without an invitation are few for one address."""
        self.operator("deposit", agent=agent, units=units, reference="in-" + agent)
        self.operator("invite", agent=agent, sha256=hashlib.sha256(secret.encode()).hexdigest())

    def client(self, number, over):
        while not over.is_set():
            name, units = f"c{number}-{time.time_ns()}", random.randint(1, 1000)
            try:
                said = self.put(name, units)
            except urllib.error.HTTPError as error:
                if error.code == 503:  # it stops
                    self.stopped += 1
                    return
                self.refused.append(error.read().decode())
            except OSError:
                return  # it is gone
            else:
                with self.lock:
                    self.acknowledged[name] = units, said

    def under_load(self, then):
        """Has clients put money in until then returns."""
        over = threading.Event()
        clients = [threading.Thread(target=self.client, args=(number, over)) for number in range(CLIENTS)]
        [client.start() for client in clients]
        then()
        over.set()
        [client.join() for client in clients]
        if self.refused:
            self.fail(f"a deposit was refused: {self.refused[0]}")

    def signal(self, number):
        os.killpg(self.process.pid, number)

    def ends_with(self, code):
        """Waits for its end."""
        ended = self.process.wait(timeout=60)
        if ended != code:
            self.fail(f"it ended with {ended}, not with {code}")

    def killed(self):
        self.signal(signal.SIGKILL)
        self.process.wait()

    def ended(self):
        self.signal(signal.SIGTERM)
        self.ends_with(0)

    def missing(self):
        """Returns what was answered and is not there, and what is there twice."""
        names = {}
        for event in self.events("Deposited"):
            if event["reference"].startswith("c"):
                names[event["reference"]] = names.get(event["reference"], 0) + 1
        return [name for name in self.acknowledged if name not in names], [name for name, times in names.items() if times > 1]

    def events(self, *kinds):
        """Returns what its journal has of some kinds of events, in order."""
        with contextlib.closing(sqlite3.connect(self.folder / "journal.sqlite")) as journal:
            entries = journal.execute("select events from entry order by seq").fetchall()
        return [event for (events,) in entries for event in json.loads(events) if event["t"] in kinds]

    def require_all(self):
        lost, doubled = self.missing()
        if lost or doubled:
            self.fail(f"lost {len(lost)} of {len(self.acknowledged)}: {lost[:3]}, doubled {doubled[:3]}")

"""What kill-test and power-test share: a market in a process of its own, clients that put money in, and what must be there afterwards."""
import contextlib, json, os, random, signal, sqlite3, subprocess, threading, time, urllib.error, urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CLIENTS = 8
AGAIN = 200  # names that are asked again after every start


class Market:
    """A market that is started again and again in one place, and all that it ever answered."""

    def __init__(self, name, folder, *options):
        self.name, self.folder, self.options = name, Path(folder), options
        self.acknowledged, self.refused, self.stopped, self.lock = {}, [], 0, threading.Lock()

    def fail(self, what):
        raise SystemExit(f"{self.name}: {what}")

    def start(self, *before, again=True):
        """Starts it behind words such as those of strace, and asks again for what it answered before."""
        command = [*before, ROOT / "skybourse", "serve", ROOT / "examples/campus.yaml", "--open", "--round", "1", "--port", "0"]
        environment = {"SKYBOURSE_JAVA_OPTS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC", **os.environ}
        self.process = subprocess.Popen([*command, "--folder", self.folder, *self.options], env=environment, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, start_new_session=True)
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
        body = json.dumps({"agent": "student-lawn", "units": units, "reference": name}).encode()
        request = urllib.request.Request(f"http://{self.host}/v1/operator/deposit", body, method="PUT")
        request.add_header("Authorization", "Bearer " + self.secret)
        request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=120) as answer:
            said = json.load(answer)
        return {key: said[key] for key in ("name", "round", "units")}

    def get(self, path):
        with urllib.request.urlopen(f"http://{self.host}{path}", timeout=5) as answer:
            return json.load(answer)

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
        with contextlib.closing(sqlite3.connect(self.folder / "journal.sqlite")) as journal:
            for (events,) in journal.execute("select events from entry where events like '%Deposited%'"):
                for event in json.loads(events):
                    if event["t"] == "Deposited" and event["reference"].startswith("c"):
                        names[event["reference"]] = names.get(event["reference"], 0) + 1
        return [name for name in self.acknowledged if name not in names], [name for name, times in names.items() if times > 1]

    def require_all(self):
        lost, doubled = self.missing()
        if lost or doubled:
            self.fail(f"lost {len(lost)} of {len(self.acknowledged)}: {lost[:3]}, doubled {doubled[:3]}")

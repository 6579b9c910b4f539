"""Buys computing, a task after the other: python3 buyer.py http://127.0.0.1:8080 AGENT SECRET COUNT"""
import sys
from pathlib import Path
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "python/src"))  # the client of this checkout, without installation
from skybourse.exchange import Exchange, ExchangeError
url, agent, secret, count = sys.argv[1:]
exchange = Exchange(url, agent, secret)
def answer(piece):  # its worker says that it cannot be done
    data = exchange.payload(piece)
    if data.strip() and b"\0" not in data: exchange.dispute(piece, "it has text")
    else: exchange.confirm(piece)
def buy(task):
    name = f"agents/{agent}/tasks/{task}"
    lines = "\n".join(f"{name} line {i}" for i in range(100))
    exchange.submit(task, lines, input_bits=4e6, work=3e9, deadline_seconds=1, units=100, last_round=10**9)
    while not (bought := exchange.wait(task))["isAnswered"]:
        for piece in bought["toAnswer"]: answer(piece)
    results = [exchange.result(piece).decode() for piece in bought["pieces"] if "sha256" in piece]
    print(name, "is done for", bought["billUnits"], "units:", len("\n".join(results).splitlines()), "lines of 100", flush=True)
try:
    exchange.join()
    for i in range(int(count)): buy(f"task-{i}")
except ExchangeError as refused:
    sys.exit(f"refused, or the market has stopped: {refused}")

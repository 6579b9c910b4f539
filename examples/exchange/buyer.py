"""Buys computing, a task after the other: python3 buyer.py http://127.0.0.1:8080 AGENT SECRET COUNT"""
import json, sys, urllib.request
base, agent, secret, count = sys.argv[1:]
def ask(method, path, body=None):
    headers = {"Authorization": "Bearer " + secret, "Content-Type": "application/json"}
    request = urllib.request.Request(f"{base}/v1/{path}", body and json.dumps(body).encode(), headers, method=method)
    return urllib.request.urlopen(request, timeout=90).read()
ask("PUT", f"agents/{agent}", {"version": 1})
for name in (f"agents/{agent}/tasks/task-{i}" for i in range(int(count))):
    lines = "\n".join(f"{name} line {i}" for i in range(100))
    ask("PUT", name, {"inputBits": 4e6, "work": 3e9, "deadlineSeconds": 1, "units": 100, "payload": {"text": lines}, "lastRound": 10**9})
    while not (task := json.loads(ask("GET", name + "?wait=30")))["isAnswered"]: pass
    results = [ask("GET", f"pieces/{piece['piece']}/result").decode() for piece in task["pieces"] if "sha256" in piece]
    print(name, "is done for", task["billUnits"], "units:", len("\n".join(results).splitlines()), "lines of 100")

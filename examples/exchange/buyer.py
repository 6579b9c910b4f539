"""Buys computing, a task after the other: python3 buyer.py http://127.0.0.1:8080 AGENT SECRET COUNT"""
import http.client, json, sys, time, urllib.error, urllib.request
base, agent, secret, count = sys.argv[1:]
def ask(method, path, body=None):
    headers = {"Authorization": "Bearer " + secret, "Content-Type": "application/json"}
    request = urllib.request.Request(f"{base}/v1/{path}", None if body is None else json.dumps(body).encode(), headers, method=method)
    try:
        return urllib.request.urlopen(request, timeout=90).read()
    except urllib.error.HTTPError as refused:
        if refused.code not in (429, 503): sys.exit(refused.read().decode())
        time.sleep(1)
        return ask(method, path, body)  # every request is safe to repeat
    except (OSError, http.client.HTTPException) as gone:
        sys.exit(f"the market has stopped: {gone}")
def answer(piece):  # its worker says that it cannot be done
    data = ask("GET", f"pieces/{piece}/payload")
    if data.strip() and b"\0" not in data: ask("PUT", f"pieces/{piece}/rejection", {"reason": "it has text"})
    else: ask("PUT", f"pieces/{piece}/confirmation", {})
ask("PUT", f"agents/{agent}", {"version": 1})
for name in (f"agents/{agent}/tasks/task-{i}" for i in range(int(count))):
    lines = "\n".join(f"{name} line {i}" for i in range(100))
    ask("PUT", name, {"inputBits": 4e6, "work": 3e9, "deadlineSeconds": 1, "units": 100, "payload": {"text": lines}, "lastRound": 10**9})
    while not (task := json.loads(ask("GET", name + "?wait=30")))["isAnswered"]:
        for piece in task["toAnswer"]: answer(piece)
    results = [ask("GET", f"pieces/{piece['piece']}/result").decode() for piece in task["pieces"] if "sha256" in piece]
    print(name, "is done for", task["billUnits"], "units:", len("\n".join(results).splitlines()), "lines of 100", flush=True)

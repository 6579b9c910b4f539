"""Sells computing, SHA-256 of each line of text: python3 seller.py http://127.0.0.1:8080 AGENT SECRET [TERMS]"""
import hashlib, http.client, json, sys, time, urllib.error, urllib.request
base, agent, secret, *terms = sys.argv[1:]
def ask(method, path, body=None, kind="application/json"):
    headers = {"Authorization": "Bearer " + secret, "Content-Type": kind}
    request = urllib.request.Request(f"{base}/v1/{path}", body, headers, method=method)
    try:
        return urllib.request.urlopen(request, timeout=90).read()
    except urllib.error.HTTPError as refused:
        if refused.code not in (429, 503): raise
        time.sleep(1)
        return ask(method, path, body, kind)  # every request is safe to repeat
    except (OSError, http.client.HTTPException) as gone:
        sys.exit(f"the market has stopped: {gone}")
def say(piece, statement, **body): ask("PUT", f"pieces/{piece}/{statement}", json.dumps(body).encode())
def data(piece): return ask("GET", f"pieces/{piece}/payload")
def is_text(data): return data.strip() and b"\0" not in data
def do(piece, payload):
    part = payload["text"].encode() if "text" in payload else data(piece)
    if not is_text(part): return say(piece, "undoable", reason="it has no text")
    result = "\n".join(hashlib.sha256(line).hexdigest() for line in part.split(b"\n"))
    ask("PUT", f"pieces/{piece}/result", result.encode(), "text/plain")
    print(piece, len(part.split(b"\n")), "lines", flush=True)
def answer(piece):  # of a lot that it sold and that its worker cannot do
    if is_text(data(piece)): say(piece, "rejection", reason="it has text", agent=agent)
    else: say(piece, "confirmation", agent=agent)
ask("PUT", f"agents/{agent}", (terms or ['{"version": 1}'])[0].encode())
while True:
    work = json.loads(ask("GET", f"agents/{agent}/work?wait=30"))
    for step, *piece in [(do, piece["piece"], piece["payload"]) for piece in work["pieces"]] + [(answer, piece) for piece in work["toAnswer"]]:
        try:
            step(*piece)
        except urllib.error.HTTPError as refused:  # the other pieces go on
            print(piece[0], refused.read().decode(), flush=True)
            time.sleep(1)

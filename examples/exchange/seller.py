"""Sells computing: python3 seller.py http://127.0.0.1:8080 AGENT SECRET [TERMS]"""
import hashlib, json, sys, urllib.request
base, agent, secret, *terms = sys.argv[1:]
def ask(method, path, body=None, kind="application/json"):
    headers = {"Authorization": "Bearer " + secret, "Content-Type": kind}
    request = urllib.request.Request(f"{base}/v1/{path}", body, headers, method=method)
    return json.load(urllib.request.urlopen(request, timeout=90))
ask("PUT", f"agents/{agent}", (terms or ['{"version": 1}'])[0].encode())
while True:
    for piece in ask("GET", f"agents/{agent}/work?wait=30")["pieces"]:
        lines = piece["payload"]["text"].splitlines()[piece["firstUnit"]:piece["endUnit"]]
        result = "\n".join(hashlib.sha256(line.encode()).hexdigest() for line in lines)
        ask("PUT", f"pieces/{piece['piece']}/result", result.encode(), "text/plain")
        print(piece["piece"], len(lines), "lines")

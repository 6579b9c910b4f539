"""Sells computing, SHA-256 of each line of text: python3 seller.py http://127.0.0.1:8080 AGENT SECRET [TERMS]"""
import hashlib, json, sys, time
from pathlib import Path
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "python/src"))  # the client of this checkout, without installation
from skybourse.exchange import Exchange, ExchangeError, UnavailableError
url, agent, secret, *terms = sys.argv[1:]
exchange = Exchange(url, agent, secret)
def is_text(data): return data.strip() and b"\0" not in data
def do(piece):
    data = exchange.payload(piece)
    if not is_text(data): return exchange.undoable(piece, "it has no text")
    lines = data.split(b"\n")
    exchange.deliver(piece, "\n".join(hashlib.sha256(line).hexdigest() for line in lines))
    print(piece["piece"], len(lines), "lines", flush=True)
def answer(piece):  # of a lot that it sold and that its worker cannot do
    if is_text(exchange.payload(piece)): exchange.dispute(piece, "it has text")
    else: exchange.confirm(piece)
try:
    exchange.join(json.loads(terms[0]) if terms else None)
    while True:
        work = exchange.work()
        for step, piece in [(do, piece) for piece in work["pieces"]] + [(answer, piece) for piece in work["toAnswer"]]:
            try:
                step(piece)
            except UnavailableError: raise
            except ExchangeError as refused:  # the other pieces go on
                print(piece if step is answer else piece["piece"], refused, flush=True)
                time.sleep(1)
except ExchangeError as refused:
    sys.exit(f"refused, or the market has stopped: {refused}")

"""Checks receipts of a running exchange offline, with Python's standard library alone. Written from docs/reference/receipts.md.

    python3 check_receipt.py receipt-16.json receipt-17.json --key exchange.pub --record round-16.json --record round-17.json \
        --earlier-checkpoint older --proof proof.json --sent-commands sent.jsonl --agent-key me.pub

Lines 7, 8, 12 and 16, and the certificate of line 11, need the market's engine: `./skybourse check-receipt` has them. For an inference
market, this program checks lines 7, 8 and 12, too, but not the search for misreports of line 11.
"""

import argparse
import base64
import collections
import fractions
import hashlib
import itertools
import json
import math
import re
import sys

HOLDS, BROKEN, OPEN = "holds", "BROKEN", "not checked"
NEAR = 1e-9
MASK = 2**64 - 1
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
MEMBERS = ["kind", "worth", "pricePerBit", "workPerSecond", "position", "askTicks", "publicKey"]
PIECE = "id buyer task leader worker start end work due bill lot wage bond lotBond fine undone"
Piece = collections.namedtuple("Piece", PIECE)
Pay = collections.namedtuple("Pay", "payer payee units reason of")
Outcome = collections.namedtuple("Outcome", "piece result cause seq used unserved", defaults=[0, 0])
Lot = collections.namedtuple("Lot", "buyer task requests first end volume")
Offer = collections.namedtuple("Offer", "seller lots ask")
Purchase = collections.namedtuple("Purchase", "seller lots payment atCap")
Sent = collections.namedtuple("Sent", "route seq at body")
KNOWN = {"PAID silence", "PAID ruling", "PAID check", "FAILED no-result", "FAILED ruling", "FAILED check", "RETURNED confirmed", "RETURNED ruling",
         "PAID no-ruling", "RETURNED no-ruling"}


# Ed25519 (RFC 8032), points as (X, Y, Z, T).

def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def double(p):
    a, b, c = p[0] * p[0] % P, p[1] * p[1] % P, 2 * p[2] * p[2] % P
    e, g, h = (a + b - (p[0] + p[1]) ** 2) % P, (a - b) % P, (a + b) % P
    f = (c + g) % P
    return e * f % P, g * h % P, f * g % P, e * h % P


def point(data):
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if (v * x * x - u) % P != 0:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (v * x * x - u) % P != 0 or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(key, message, signature):
    """Returns whether a key of 32 bytes signed a message."""
    if len(key) != 32 or len(signature) != 64:
        return False
    a, s = point(key), int.from_bytes(signature[32:], "little")
    if a is None or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    minus = (P - a[0], a[1], 1, (P - a[3]) % P)
    both, sum_ = add(BASE, minus), (0, 1, 1, 0)
    for bit in range(255, -1, -1):
        sum_ = double(sum_)
        pick = (s >> bit & 1) + 2 * (k >> bit & 1)
        if pick:
            sum_ = add(sum_, (BASE, minus, both)[pick - 1])
    inverse = pow(sum_[2], P - 2, P)
    x, y = sum_[0] * inverse % P, sum_[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


# Texts.

def parsed(text):
    """Reads JSON in which each name occurs once per object."""
    def members(pairs):
        found = dict(pairs)
        if len(found) != len(pairs):
            raise ValueError("a name occurs twice in an object")
        return found
    return json.loads(text, object_pairs_hook=members)


def bytes_of(text, url=False):
    if url:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        same = base64.urlsafe_b64encode(data).decode().rstrip("=") == text
    else:
        data = base64.b64decode(text, validate=True)
        same = base64.b64encode(data).decode() == text
    if not same:
        raise ValueError("base64 must be canonical")
    return data


def sha256(data):
    return hashlib.sha256(data).digest()


def jws(text):
    """Returns payload, signed bytes and signature of a compact JWS."""
    head, payload, signature = text.split(".")
    if parsed(bytes_of(head, True)).get("alg") != "EdDSA":
        raise ValueError("alg must be EdDSA")
    return bytes_of(payload, True), (head + "." + payload).encode(), bytes_of(signature, True)


def plain(value):
    """Returns a value for comparison: numbers by value, members without null."""
    if isinstance(value, dict):
        return {name: plain(found) for name, found in value.items() if found is not None}
    if isinstance(value, list):
        return [plain(found) for found in value]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value) if abs(value) < 2**53 else str(value)
    return value


def body_of(text):
    """Returns the object that was sent, or that a signed text has inside; None where there is none."""
    try:
        body = parsed(text) if text.strip().startswith("{") else parsed(jws(text)[0])
        return body if isinstance(body, dict) else None
    except ValueError:
        return None


# The log (RFC 9162, C2SP tlog-checkpoint and signed-note).

class Key:
    def __init__(self, text):
        self.name, hashed, data = re.fullmatch(r"([^+]+)\+([0-9a-f]{8})\+(.+)", text.strip()).groups()
        typed = bytes_of(data)
        self.id = sha256(self.name.encode() + b"\n" + typed)[:4]
        self.public = typed[1:]
        if self.id.hex() != hashed or typed[0] != 1 or len(typed) != 33:
            raise ValueError("key must be an Ed25519 key")

    def checkpoint(self, note):
        """Returns size and root of a note that this key signed; None where it is none."""
        end = note.rfind("\n\n")
        if end < 0 or not note.endswith("\n"):
            return None
        try:
            origin, size, root = note[:end].split("\n")[:3]
            if "" in note[:end].split("\n") or origin != self.name or not re.fullmatch("0|[1-9][0-9]{0,17}", size):
                return None
            signed = False
            for line in note[end + 2:-1].split("\n"):
                name, data = re.fullmatch("\u2014 (\\S+) (\\S+)", line).groups()
                data = bytes_of(data)
                if name == self.name and data[:4] == self.id:
                    signed = is_signed(self.public, note[:end + 1].encode(), data[4:])
                    if not signed:
                        return None
            root = bytes_of(root)
            return (int(size), root) if signed and len(root) == 32 else None
        except (ValueError, AttributeError):
            return None


def roots(node, place, last, path):
    """Returns the roots of the smaller and of the whole tree; None where the path does not fit."""
    small = whole = node
    for other in path:
        if last == 0:
            return None
        if place & 1 or place == last:
            small, whole = sha256(b"\1" + other + small), sha256(b"\1" + other + whole)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            whole = sha256(b"\1" + whole + other)
        place, last = place >> 1, last >> 1
    return (small, whole) if last == 0 else None


def is_in(data, place, head):
    size, root = head
    found = place["index"] < size and roots(sha256(b"\0" + data), place["index"], size - 1, place["path"])
    return bool(found) and found[1] == root


def is_grown(old, new, path):
    if old[0] == 0 or old[0] == new[0]:
        return not path and old[1] == (sha256(b"") if old[0] == 0 else new[1])
    common = (old[0] & -old[0]).bit_length() - 1
    proof = ([old[1]] if old[0] & (old[0] - 1) == 0 else []) + path
    found = bool(path) and roots(proof[0], (old[0] - 1) >> common, (new[0] - 1) >> common, proof[1:])
    return bool(found) and found == (old[1], new[1])


# Files.

class Receipt:
    def __init__(self, data):
        file = parsed(data)
        self.checkpoint, self.text = file["checkpoint"], file["leaf"]
        self.place = {"index": file["index"], "path": [bytes_of(hashed) for hashed in file["path"]]}
        inside = file["record"]
        shared = self.place["path"][len(self.place["path"]) - inside["shared"]:]
        self.record = {"index": inside["index"], "path": [bytes_of(hashed) for hashed in inside["path"]] + shared}
        self.growth = file.get("consistency")
        self.leaf = None


class Record:
    def __init__(self, data):
        self.data, self.all = data, parsed(data)
        form = self.all["skybourse"]
        if form not in ("record-2", "record-3", "inference-record-1"):  # they differ in the asks of the auction, which line 7 checks
            raise ValueError("record must have the format record-3 or record-2; version 0.2.0 checks record-1")
        self.span = span(self.all)
        self.round = self.all["round"]
        self.pieces = [Piece(*row) for row in self.all["pieces"]]
        self.outcomes = [Outcome(*row) for row in self.all["outcomes"]]
        self.sale = Sale(self.all) if form == "inference-record-1" else None
        if any(len(row) != (6 if self.sale else 4) for row in self.all["outcomes"]):
            raise ValueError("outcomes must be piece, result, cause and seq; in an inference market, used and unserved volume, too")
        self.entries = [Pay(*row) for row in self.all["entries"]]
        self.pays_unruled = self.all.get("paysUnruled", False)  # earlier versions return all money
        if not isinstance(self.pays_unruled, bool):
            raise ValueError("paysUnruled must be true or false")
        lists = [self.all.get("frozen", {}).get(name, []) for name in ("wirelessAgents", "mobileAgents", "fixedAgents", "aerialAgents")]
        self.agents = {agent["id"]: agent for rows in lists if isinstance(rows, list) for agent in rows}
        self.ids = {piece.id for piece in self.pieces}

    def is_of_sale(self, pay):
        return pay.reason in ("HELD", "REFUND") or (pay.reason == "PENALTY" and pay.of in self.ids)


def span(tree):
    return tree["market"], tree["round"], tree["firstSeq"], tree["lastSeq"]


class Line:
    """A line that is being checked: the first broken rule decides, else the first file that is missing."""

    def __init__(self, number):
        self.number, self.broken, self.needed = number, None, None

    def require(self, holds, text):
        if not holds and self.broken is None:
            self.broken = text

    def need(self, text):
        self.needed = self.needed or text

    def done(self, text=""):
        if self.broken is not None:
            return self.number, BROKEN, self.broken
        return (self.number, OPEN, "needs " + self.needed) if self.needed else (self.number, HOLDS, text)


def difference(due, made):
    left = collections.Counter(due)
    for pay in made:
        left[pay] -= 1
        if left[pay] < 0:
            return f"{pay} is not due"
    return next((f"{pay} is missing" for pay, count in left.items() if count), None)


def nonzero(*pays):
    return [pay for pay in pays if pay.units]


def is_lot(piece):
    return not piece.undone and piece.worker != piece.leader


# Line 13.

def check_pieces(record):
    if record.sale:
        return check_lots_sold(record, record.sale)
    line, tree = Line(13), record.all
    rules, sellers = tree["frozen"]["rules"], tree["sellers"]
    unit = rules["ledgerUnitMoney"]
    half = math.floor(rules["tickMoney"] / unit / 2 + 0.5)
    trades = [(t["buyer"], t["seller"], t["buyerHalfTicks"] * half, t["sellerHalfTicks"] * half) for t in tree["trades"]]
    by_buyer = {buyer: [] for buyer in tree["buyers"]}
    seen = set()
    for piece in record.pieces:
        line.require(piece.id.startswith(f"r{record.round}.") and piece.id not in seen, piece.id + " is not a new id of this round")
        line.require(piece.buyer in by_buyer, piece.buyer + " is not a buyer")
        seen.add(piece.id)
        by_buyer.setdefault(piece.buyer, []).append(piece)
    for buyer, pieces in by_buyer.items():
        check_buyer(line, record, buyer, pieces)
    check_lots(line, record, trades)
    check_fines(line, record, trades)
    due_penalty = sum(penalty(record, p.leader) * p.work / unit for p in record.pieces if p.undone)
    paid_penalty = tree["shortUnits"] + sum(p.bond for p in record.pieces if p.undone)
    line.require(abs(due_penalty - paid_penalty) <= len(sellers) + NEAR * due_penalty, "penalties for undone pieces do not match")
    for leader in {p.leader for p in record.pieces if p.undone}:
        own = [p for p in record.pieces if p.undone and p.leader == leader]
        shares = split(sum(p.bond for p in own), [p.bill for p in own])
        line.require([p.bond for p in own] == shares, "penalties for undone pieces are divided differently")
    due = [Pay(leader, "escrow", units, "HELD", "") for leader, _, units, _ in trades if units]
    for p in record.pieces:
        due += nonzero(Pay(p.buyer, "escrow", p.bill, "HELD", p.id))
        if p.undone:
            due += nonzero(Pay("escrow", p.buyer, p.bill, "REFUND", p.id), Pay(p.leader, p.buyer, p.bond, "PENALTY", p.id))
    wrong = difference(due, [pay for pay in record.entries if record.is_of_sale(pay)])
    line.require(wrong is None, wrong)
    return line.done(f"{len(record.pieces)} pieces cover all sold shares")


def penalty(record, leader):
    return record.agents.get(leader, {}).get("penaltyPerWork", 0)


def check_buyer(line, record, buyer, pieces):
    agent, task = record.agents.get(buyer), record.all["tasks"].get(buyer)
    if agent is None or task is None:
        line.need("a record that lists " + buyer)
        return
    amounts, sellers, lengths, at, rank = agent["task"], record.all["sellers"], {}, 0, 0
    count = task.get("units")
    for p in pieces:
        line.require(abs(p.start - at) <= NEAR and p.end >= p.start, p.id + " does not begin where the previous piece ends")
        place = sellers.index(p.leader) if p.leader in sellers else -1
        line.require(place >= rank, p.id + " does not follow the order of leaders")
        line.require(p.task == task["task"], p.id + " belongs to another task")
        at, rank = p.end, place
        lengths[p.leader] = lengths.get(p.leader, 0) + p.end - p.start
        check_piece(line, record, p, amounts)
        if count is not None:
            line.require(abs(p.end * count - round(p.end * count)) <= NEAR * count, p.id + " does not end between two units")
    sent = record.all["ratios" if count is None else "units"].get(buyer, {})
    for leader in set(sent) | set(lengths):
        share = sent.get(leader, 0) / (count or 1)
        line.require(abs(share - lengths.get(leader, 0)) <= NEAR, f"pieces of {buyer} at {leader} do not match its share")


def check_piece(line, record, p, task):
    unit, length = record.all["frozen"]["rules"]["ledgerUnitMoney"], p.end - p.start
    line.require(abs(p.work - length * task["work"]) <= NEAR * task["work"], p.id + " has a different amount of work")
    due = record.all["at"] + math.ceil(1000 * (task["deadlineSeconds"] + record.all["graceSeconds"]))
    line.require(p.due == due, f"{p.id} is due at {due}")
    price = record.all["pricePerBit"].get(p.leader)
    bill = (price if isinstance(price, (int, float)) else 0) * (length * task["inputBits"]) / unit
    line.require(abs(p.bill - bill) <= 2 + NEAR * bill, f"{p.id} costs {bill} units")
    leader, most = record.agents.get(p.leader), 0
    if leader:
        computer = leader["computer"]
        joules = computer["powerCoefficient"] * computer["workPerSecond"] ** 2
        most = max(penalty(record, p.leader), leader["joulePrice"] * joules) * p.work / unit
    line.require(p.undone or (p.bond <= most + 1 and p.lotBond <= (most + 1 if is_lot(p) else 0)), p.id + " has a larger bond")


def split(units, weights):
    """Divides whole units in proportion to weights by largest remainder."""
    weights = [fractions.Fraction(weight) for weight in weights]
    weights = weights if sum(weights) else [fractions.Fraction(1)] * len(weights)
    exact = [units * weight / sum(weights) for weight in weights]
    shares = [math.floor(share) for share in exact]
    for i in sorted(range(len(exact)), key=lambda i: shares[i] - exact[i])[:units - sum(shares)]:
        shares[i] += 1
    return shares


def check_lots(line, record, trades):
    wages, kept = {}, 0
    for leader, seller, bought, sold in trades:
        wages[leader, seller] = wages.get((leader, seller), 0) + sold
        kept += bought - sold
    for p in record.pieces:
        line.require(is_lot(p) or p.lot + p.wage + p.fine == 0, p.id + " is not a lot, but is paid as one")
        line.require(not is_lot(p) or (p.leader, p.worker) in wages, p.id + " is computed by a worker that sold no lot")
    lots = sorted(filter(is_lot, record.pieces), key=lambda p: (p.leader.encode("utf-16-be"), p.worker.encode("utf-16-be")))
    for pair, units in wages.items():
        own = [p for p in lots if (p.leader, p.worker) == pair]
        line.require(own or not units, "wages are not assigned to a piece")
        line.require([p.wage for p in own] == split(units, [p.work for p in own]), "wages are divided differently")
    line.require(lots or not kept, "payments for lots are not assigned to a piece")
    more = [(p.lot - p.wage) * (-1 if kept < 0 else 1) for p in lots]
    line.require(more == split(abs(kept), [p.wage + (kept > 0) for p in lots]), "payments for lots are divided differently")


def check_fines(line, record, trades):
    lot_work = record.all["frozen"]["rules"]["lotWork"]
    dearest, leaders, empty = {}, {}, {}
    for leader, seller, _, sold in trades:
        dearest[seller] = max(dearest.get(seller, 0), sold)
        leaders.setdefault(seller, set()).add(leader)
        empty[seller] = empty.get(seller, 0) + 1
    lots = [p for p in record.pieces if is_lot(p)]
    for p in lots:
        empty[p.worker] = empty.get(p.worker, 0) - p.work / lot_work
    for p in lots:
        most = dearest.get(p.worker, 0) * (1 + max(len(leaders.get(p.worker, ())), math.ceil(empty[p.worker] - NEAR)))
        line.require(p.fine <= most, p.id + " has a larger fine")


# Inference markets: lines 7, 8, 12 and 13.

class Sale:
    """Sale of an inference market: demanded lots, offers and purchases."""

    def __init__(self, tree):
        product, batches = tree["product"], tree["batches"]
        self.volume, self.cap, self.seconds = product["lotVolume"], product["capUnits"], product["answerSeconds"]
        self.lots = [Lot(buyer, batches[buyer]["task"], batches[buyer]["requests"], *row)
                     for buyer in tree["buyers"] if buyer in batches for row in batches[buyer]["lots"]]
        self.offers = [Offer(*row) for row in tree["offers"]]
        self.purchases = [Purchase(*row) for row in tree["purchases"]]
        cells = [cell for row in self.offers + self.purchases for cell in row[1:]] + [cell for lot in self.lots for cell in lot[2:]]
        if any(type(cell) is not int or cell < 0 for cell in [self.volume, self.cap] + cells):
            raise ValueError("numbers of lots, offers and purchases must be whole and at least 0")

    def bill(self, seller, volume):
        """Returns the payment for a part of a seller's lots."""
        bought = next((one for one in self.purchases if one.seller == seller), None)
        reserved = bought.lots * self.volume if bought else 0
        return max(min(volume, 1), -(-bought.payment * min(volume, reserved) // reserved)) if reserved else 0


def mix(z):
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
    z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
    return z ^ z >> 31


def key_of(seed, purpose, index):
    """Returns a pseudorandom number of 64 bits that depends on seed, purpose and index."""
    hashed, data = 0xCBF29CE484222325, purpose.encode("utf-16-le")
    for i in range(0, len(data), 2):
        hashed = (hashed ^ int.from_bytes(data[i:i + 2], "little")) * 0x100000001B3 & MASK
    return mix(mix(seed ^ mix(hashed)) + index & MASK)


def numbers_of(seed):
    """Returns the upper 32 bits of each number of the generator L64X128MixRandom."""
    seed ^= 0x6A09E667F3BCC909
    a = (seed ^ seed >> 33) * 0xFF51AFD7ED558CCD & MASK
    a = (a ^ a >> 33) * 0xC4CEB9FE1A85EC53 & MASK
    a, s, x, y = (a ^ a >> 33) | 1, 1, mix(seed), mix(seed + 0x9E3779B97F4A7C15 & MASK)
    while True:
        z = s + x & MASK
        for _ in range(2):
            z = (z ^ z >> 32) * 0xDABA0B6EB09322E3 & MASK
        yield (z ^ z >> 32) >> 32
        s, y = 0xD1342543DE82EF95 * s + a & MASK, y ^ x
        x = (x << 24 | x >> 40) & MASK
        x, y = x ^ y ^ (y << 16 & MASK), (y << 37 | y >> 27) & MASK


def shuffle(items, numbers):
    """Permutes a list in place (Fisher and Yates)."""
    for i in range(len(items) - 1, 0, -1):
        drawn, bound = next(numbers), i + 1
        if bound & i:
            while (drawn >> 1) + i - (drawn >> 1) % bound >= 2**31:
                drawn = next(numbers)
            drawn >>= 1
        items[i], items[drawn % bound] = items[drawn % bound], items[i]


def clear(sale, seed, number):
    """Returns the purchases of the auction, by seller."""
    demand, sold = len(sale.lots), {}
    if len({offer.seller for offer in sale.offers}) < len(sale.offers):
        raise ValueError("a seller has several offers")
    if max([sale.cap] + [offer.ask for offer in sale.offers]) > 2**40 or max([0] + [offer.lots for offer in sale.offers]) >= 2**31:
        raise ValueError("an offer is too large")
    signed = {offer: (key_of(seed, "tie/" + offer.seller, number) + 2**63) % 2**64 for offer in sale.offers}
    ordered = sorted(sale.offers, key=lambda offer: (offer.ask, signed[offer], offer.seller.encode("utf-16-be")))
    left = demand
    for ask, group in itertools.groupby(ordered, lambda offer: offer.ask):
        group = list(group) if ask <= sale.cap else []
        bought = min(left, sum(offer.lots for offer in group))
        sold.update(zip((offer.seller for offer in group), split(bought, [offer.lots for offer in group])))
        left -= bought
    purchases = []
    for seller in sorted((one for one, lots in sold.items() if lots), key=lambda one: one.encode("utf-16-be")):
        others = [offer.ask for offer in ordered if offer.seller != seller and offer.ask < sale.cap
                  for _ in range(min(offer.lots, demand))]
        lots, replaced = sold[seller], others[demand - sold[seller]:demand]
        at_cap = lots - len(replaced)
        purchases.append(Purchase(seller, lots, sum(replaced) + at_cap * sale.cap, at_cap))
    return purchases


def is_range(lot, piece):
    return (piece.buyer == lot.buyer and lot.requests > 0 and abs(piece.start - lot.first / lot.requests) <= NEAR
            and abs(piece.end - lot.end / lot.requests) <= NEAR)


def check_auction(record, sale):
    """Returns lines 7, 8 and 12; only a broken line 7 if the auction cannot be repeated."""
    try:
        seed = int.from_bytes(sha256(bytes.fromhex(record.all["draw"]))[:8], "big")
        purchases = clear(sale, seed, record.round)
    except ValueError as wrong:
        return {7: (BROKEN, f"the auction cannot be repeated: {wrong}")}
    asks = {offer.seller: offer.ask for offer in sale.offers}
    is_within = all(bought.seller in asks and asks[bought.seller] * bought.lots <= bought.payment <= sale.cap * bought.lots
                    for bought in sale.purchases)
    dealt = [bought.seller for bought in purchases for _ in range(bought.lots)]
    dealt += [None] * (len(sale.lots) - len(dealt))
    shuffle(dealt, numbers_of(key_of(seed, "deal", record.round)))
    sold = [(lot, seller) for lot, seller in zip(sale.lots, dealt) if seller is not None]
    is_dealt = len(sold) == len(record.pieces) and all(
        is_range(lot, piece) and seller == piece.worker for (lot, seller), piece in zip(sold, record.pieces))
    return {7: (HOLDS, "the repeated auction is equal") if purchases == sale.purchases else (BROKEN, "the repeated auction differs"),
            8: (HOLDS, "all payments are within the limits") if is_within else (BROKEN, "a payment is below the ask or above the cap"),
            12: (HOLDS, "the repeated assignment is equal") if is_dealt else (BROKEN, "the repeated assignment of lots differs")}


def check_lots_sold(record, sale):
    line, tree = Line(13), record.all
    line.require(set(tree["batches"]) == set(tree["buyers"]), "the batches are not those of the buyers")
    line.require([offer.seller for offer in sale.offers] == tree["sellers"], "the offers are not those of the sellers")
    line.require(tree["frozenSeq"] == tree["lastSeq"], "the orders were closed by another command than the sale")
    buyer, end = "", 0
    for lot in sale.lots:
        end = end if lot.buyer == buyer else 0
        line.require(end <= lot.first < lot.end <= lot.requests, f"a lot of {lot.buyer} is not a range after the lot before it")
        line.require(1 <= lot.volume <= sale.volume, f"a lot of {lot.buyer} has an impossible volume")
        buyer, end = lot.buyer, lot.end
    left, sold = iter(sale.lots), collections.Counter()
    for k, p in enumerate(record.pieces):
        line.require(p.id == f"r{record.round}.{k}", p.id + " has a wrong id")
        lot = next((one for one in left if is_range(one, p)), None)
        line.require(lot is not None, p.id + " is not a demanded lot, or not in the order of the lots")
        if lot is None:
            break
        line.require(p.task == lot.task and p.leader == p.worker and p.work == lot.volume, p.id + " differs from its lot")
        line.require(p.due == tree["at"] + math.ceil(1000 * (sale.seconds + tree["graceSeconds"])), p.id + " is due at another time")
        line.require((p.bill, p.bond) == (sale.bill(p.worker, lot.volume), sale.cap), p.id + " has a wrong escrow or bond")
        line.require(not p.undone and p.lot == p.wage == p.lotBond == p.fine == 0, p.id + " has payments of a two-tier market")
        sold[p.worker] += 1
    line.require(len({bought.seller for bought in sale.purchases}) == len(sale.purchases), "a seller has several purchases")
    line.require(all(sold[bought.seller] == bought.lots for bought in sale.purchases)
                 and set(sold) <= {bought.seller for bought in sale.purchases}, "pieces and purchases differ")
    due = [pay for p in record.pieces for pay in nonzero(Pay(p.buyer, "escrow", p.bill, "HELD", p.id))]
    wrong = difference(due, [pay for pay in record.entries if record.is_of_sale(pay)])
    line.require(wrong is None, wrong)
    return line.done(f"{len(record.pieces)} pieces are the sold lots")


def check_offer(line, record, agent, terms):
    """Part of line 14: a seller's offer follows from its terms."""
    sale, is_seller = record.sale, agent in record.all["sellers"]
    line.require(terms.get("kind") == ("seller" if is_seller else "buyer"), agent + " has another kind in its terms")
    if is_seller:
        offer = next((one for one in sale.offers if one.seller == agent), None)
        line.require(offer is not None, "the record does not contain the offer of " + agent)
        most = math.floor(terms["workPerSecond"] * sale.seconds / sale.volume) if sale.volume else math.inf
        line.require(offer is None or terms["askTicks"] == [offer.ask], "another ask was used")
        line.require(offer is None or offer.lots <= most, f"{agent} can serve at most {most} lots in time")


# What the agent sent.

class Own:
    def __init__(self, leaves, mine):
        self.leaves, self.is_complete = leaves, mine is not None
        self.agent = leaves[0]["agent"]
        texts = {row["sha256"]: row["text"] for row in mine or [] if "text" in row}
        others, self.all = list(mine or []), []
        for command in (command for leaf in leaves for command in leaf["commands"]):
            text = command.get("text") or texts.get(command["sha256"], "")
            self.all.append(Sent(command["for"], command["seq"], command["at"], body_of(text)))
            others = [row for row in others if (row["for"], row["sha256"]) != (command["for"], command["sha256"])]
        for row in others:
            seq = row["promised"]["seq"] if "promised" in row else -1
            self.all.append(Sent(row["for"], seq, -1, body_of(row["text"]) if "text" in row else None))
        self.agreed = [plain(sent.body) for sent in self.by("PUT /v1/operator/withdraw") if sent.body]

    def by(self, pattern):
        return [sent for sent in self.all if re.fullmatch(pattern, sent.route)]

    def before(self, seq, pattern):
        return [sent for sent in self.by(pattern) if 0 <= sent.seq < seq]

    def has(self, piece, path, first, last):
        """Returns whether a command about a piece was sent; None where that is not known."""
        there = any(sent.seq <= last for sent in self.by(re.escape(f"PUT /v1/pieces/{piece}/{path}")))
        following = first
        for leaf in self.leaves:
            if leaf["fromSeq"] <= following:
                following = max(following, leaf["toSeq"] + 1)
        return there if there or self.is_complete or following > last else None


# Line 14.

def check_terms(record, own):
    line, agent, tree = Line(14), own.agent, record.all
    if agent not in tree["buyers"] and agent not in tree["sellers"]:
        return line.done(f"{agent} did not take part in round {record.round}")
    terms = tree["terms"].get(agent)
    line.require(terms is not None, "the record does not contain the terms of " + agent)
    if terms is not None:
        check_version(line, record, own, terms)
        check_use(line, record, own.agent, terms)
    if agent in tree["buyers"]:
        task = tree["batches" if record.sale else "tasks"].get(agent)
        line.require(task is not None, "the record does not contain the task of " + agent)
        if task is not None:
            check_task(line, record, own, task)
    return line.done(f"the round used what {agent} sent")


def version(sent):
    found = plain((sent.body or {}).get("version"))
    return found if isinstance(found, float) else -1


def check_version(line, record, own, terms):
    frozen, put = record.all["frozenSeq"], "PUT /v1/agents/[^/]+(/leaving)?"
    taken = own.before(frozen, put)
    if any(sent.body is None for sent in taken):
        line.need("your stored commands (--sent-commands)")
    line.require(max([version(sent) for sent in taken] + [terms["version"]]) <= terms["version"],
                 "newer terms were accepted before the round closed")
    compare(line, own, frozen, [sent for sent in own.by(put) if version(sent) == terms["version"]],
            lambda body: first_other(MEMBERS, body, terms))


def compare(line, own, frozen, commands, differs):
    taken = [sent for sent in commands if sent.seq >= 0]
    used = taken or commands
    if not used:
        line.require(not own.is_complete, "the record has terms that you did not send")
        line.need("your stored commands (--sent-commands)")
        return
    for sent in taken:
        line.require(sent.seq < frozen, "a command was accepted after the round had closed")
        line.require(not sent.route.endswith("/leaving"), own.agent + " had left the market")
    wrong = [differs(sent.body) if sent.body is not None else None for sent in used]
    line.require(None in wrong, wrong[0])
    if all(sent.body is None for sent in used):
        line.need("your stored commands (--sent-commands)")


def first_other(names, one, other):
    return next((name + " differs from what you sent" for name in names if plain(one.get(name)) != plain(other.get(name))), None)


def check_use(line, record, agent, terms):
    if record.sale:
        check_offer(line, record, agent, terms)
        return
    row = record.agents.get(agent)
    if row is None:
        line.need("a record that lists " + agent)
        return
    if "position" in terms:
        line.require(plain(terms["position"]) == plain(row.get("position")), "another position was used")
    if "workPerSecond" in terms:
        line.require(plain(terms["workPerSecond"]) == plain(row["computer"].get("workPerSecond")), "another speed was used")
    if "worth" in terms:
        weight = terms["worth"] / math.log(2)
        line.require(abs(row["satisfactionWeight"] - weight) <= 1e-12 * weight, "another valuation was used")
    is_posting = agent in record.all["posting"]
    is_refused = agent in record.all.get("refusedGains", {})
    line.require((is_posting or is_refused) == ("pricePerBit" in terms), "posted prices differ from the terms")
    line.require(not (is_posting and is_refused), "the posted price is admitted and refused")
    if is_posting and "pricePerBit" in terms:
        line.require(plain(terms["pricePerBit"]) == plain(record.all["pricePerBit"].get(agent)), "another price was used")
    line.require(plain(terms.get("askTicks")) == plain(record.all["asks"].get(agent)), "other asks were used")


def check_task(line, record, own, task):
    frozen, name = record.all["frozenSeq"], re.escape(task["task"])
    path = "/batches/" if record.sale else "/tasks/"
    commands = [sent for sent in own.by("PUT /v1/agents/.*" + path + name) if sent.seq in (task["seq"], -1)]
    row = record.agents.get(own.agent)

    def differs(body):
        wrong = first_other(["inputBits", "work", "deadlineSeconds"], body, row["task"]) if row else None
        payload = body.get("payload")
        digest = digest_of(payload) if payload is not None else None
        last = plain(body.get("lastRound"))
        return (wrong or first_other([] if record.sale else ["units"], body, task)
                or (None if digest == task.get("sha256") else "the payload differs from what you sent")
                or ("the task was only for earlier rounds" if isinstance(last, float) and last < record.round else None))

    compare(line, own, frozen, commands, differs)
    line.require(not own.before(frozen, ".*/tasks/" + name + "/withdrawal"), "the task had been withdrawn")


def digest_of(payload):
    if "base64" in payload:
        return sha256(base64.b64decode(payload["base64"])).hex()
    return sha256(payload["text"].encode()).hex() if "text" in payload else payload["sha256"]


# Line 15.

class Money:
    def __init__(self, own, records):
        self.own, self.records, self.line = own, records, Line(15)
        self.sales, self.ended, self.rounds, self.missing, self.fined = {}, set(), set(), set(), set()

    def check(self):
        for record in self.records:
            self.look(record)
            self.rounds.add(record.round)
            self.sales.update({piece.id: (piece, record) for piece in record.pieces})
        for piece, record in self.sales.values():
            self.overdue(piece, record)
        if self.missing:
            self.line.need(f"receipts and records of rounds {sorted(self.missing)}")
        return self.line.done("all entries follow from pieces and commands")

    def look(self, record):
        own, agent = {}, self.own.agent
        for pay in record.entries:
            if agent in (pay.payer, pay.payee):
                if "outside" in (pay.payer, pay.payee):
                    self.outside(pay)
                elif not record.is_of_sale(pay):
                    own.setdefault(pay.of, []).append(pay)
        for outcome in record.outcomes:
            self.end(record, outcome, own.pop(outcome.piece, []))
        self.line.require(not own, f"{list(own.values())[:1]} belongs to no piece that ended")

    def outside(self, pay):
        incoming = pay.reason == "ISSUED" and pay.payee == self.own.agent
        self.line.require(incoming or (pay.reason == "REDEEMED" and pay.payer == self.own.agent), f"{pay} is not due")
        if incoming:
            return
        if not self.own.is_complete:
            self.line.need("the withdrawals that you agreed to (--sent-commands)")
            return
        wanted = {"agent": self.own.agent, "units": plain(pay.units), "reference": pay.of}
        found = next((one for one in self.own.agreed if all(one.get(name) == value for name, value in wanted.items())), None)
        self.line.require(found is not None, f"{pay} is not a withdrawal that you agreed to")
        if found is not None:
            self.own.agreed.remove(found)

    def end(self, record, outcome, made):
        name, require = outcome.piece, self.line.require
        require(name not in self.ended, name + " ended twice")
        self.ended.add(name)
        require(f"{outcome.result} {outcome.cause}" in KNOWN, name + " has an unknown outcome")
        require(record.span[2] <= outcome.seq <= record.span[3], name + " ended outside of this round")
        if record.sale:  # all payments of the piece, also those of other agents
            made = [pay for pay in record.entries if pay.of == name and "outside" not in pay[:2] and not record.is_of_sale(pay)]
        if name in self.sales:
            self.settle(*self.sales[name], outcome, made)
            self.in_time(*self.sales[name], outcome, record.all["at"])
        else:
            parts = re.fullmatch(r"r([0-9]{1,15})\.[0-9]{1,9}", name)
            number = int(parts.group(1)) if parts else -1
            require(0 <= number < record.round and number not in self.rounds, name + " was never sold")
            self.missing.add(number)

    def settle(self, p, record, outcome, made):
        self.line.require(not p.undone, p.id + " was refunded at the sale, but has an outcome")
        how = f"{outcome.result} {outcome.cause}"
        self.line.require(how != "PAID no-ruling" or record.pays_unruled, p.id + " was paid without a ruling, but this market then returns all money")
        undoable = how == "RETURNED no-ruling" and record.pays_unruled
        most = 0 if undoable or outcome.cause in ("no-result", "confirmed") else p.work
        self.line.require(outcome.used + outcome.unserved <= most, p.id + " used too large a volume")
        self.line.require(outcome.cause != "check" or (record.sale and record.all["product"]["checkShare"] > 0), p.id + " was checked in a market without checks")
        due = self.due(p, record, outcome) + self.fine(p, record, outcome, made) + self.stake(p, record, outcome, made)
        wrong = difference([pay for pay in due if record.sale or self.own.agent in (pay.payer, pay.payee)], made)
        self.line.require(wrong is None, wrong)
        start = "PUT /v1/pieces/" + re.escape(p.id) + "/"
        if p.worker == self.own.agent:
            in_time = any(0 <= sent.at <= p.due for sent in self.own.by(start + "(result|undoable)"))
            self.line.require(not in_time or outcome.cause != "no-result",
                              p.id + " failed for lack of a result, although you sent one in time")
            if undoable or how in ("RETURNED confirmed", "RETURNED ruling"):
                self.needs(record, outcome, "undoable")
            if outcome.cause == "check":
                self.line.require(any(self.own.has(p.id, path, record.span[3] + 1, outcome.seq) is not False for path in ("result", "undoable")),
                                  p.id + " ended by a check, but you sent neither a result nor a report")
        elif p.leader == self.own.agent and outcome.cause == "confirmed":
            self.needs(record, outcome, "confirmation")
        if p.buyer == self.own.agent:
            if how == "PAID silence":
                self.line.require(not self.own.before(outcome.seq, start + "rejection"),
                                  p.id + " was paid without an objection, although you rejected its result")
            elif outcome.cause == "check":
                self.line.require(not self.own.before(outcome.seq, start + "rejection"), p.id + " ended without a dispute, although you rejected its result")
            elif how in ("PAID ruling", "PAID no-ruling", "RETURNED confirmed"):
                self.needs(record, outcome, "confirmation" if how == "RETURNED confirmed" else "rejection")

    def in_time(self, p, record, outcome, latest):
        own = self.own.before(outcome.seq, "PUT /v1/pieces/" + re.escape(p.id) + "/(result|undoable|rejection)")
        begun = max([record.all["at"]] + [sent.at for sent in own])
        earliest = {"no-result": p.due, "silence": begun + math.ceil(1000 * record.all["objectionSeconds"]),
                    "no-ruling": begun + math.ceil(1000 * record.all["rulingSeconds"])}.get(outcome.cause, record.all["at"])
        latest = min([latest] + [sent.at for sent in self.own.all if sent.seq > outcome.seq and sent.at >= 0])
        self.line.require(latest >= earliest, f"{p.id} ended by {latest}, before the earliest possible time {earliest}")

    def due(self, p, record, outcome):
        if record.sale and outcome.result == "PAID":
            waived = outcome.cause == "check"
            product = record.all["product"]
            least = min(math.ceil(product["leastShare"] * product["lotVolume"]), int(p.work))
            volume = max(outcome.used + math.ceil(product["leastShare"] * outcome.unserved), least) if waived else outcome.used
            bill = record.sale.bill(p.worker, volume)
            penalty = 0 if waived else -(-p.bond * min(outcome.unserved, int(p.work)) // max(1, int(p.work)))
            return nonzero(Pay("escrow", p.worker, bill, "BILL", p.id), Pay("escrow", p.buyer, p.bill - bill, "RETURNED", p.id),
                           Pay(p.worker, "house", penalty, "PENALTY", p.id))
        if record.sale and outcome.result == "FAILED":
            return nonzero(Pay("escrow", p.buyer, p.bill, "RETURNED", p.id), Pay(p.worker, "house", p.bond, "PENALTY", p.id))
        if outcome.result == "PAID":
            return nonzero(Pay("escrow", p.leader, p.bill, "BILL", p.id), Pay("escrow", "house", p.lot, "LOT_BOUGHT", p.id),
                           Pay("house", p.worker, p.wage, "LOT_SOLD", p.id))
        if outcome.result == "FAILED":
            return nonzero(Pay("escrow", p.buyer, p.bill, "RETURNED", p.id), Pay("escrow", p.leader, p.lot, "RETURNED", p.id),
                           Pay(p.leader, p.buyer, p.bond, "PENALTY", p.id), Pay(p.worker, p.leader, p.lotBond, "PENALTY", p.id))
        fee = math.floor(record.all["feeShare"] * p.bill) if outcome.cause == "confirmed" else 0
        return nonzero(Pay("escrow", p.buyer, p.bill - fee, "RETURNED", p.id), Pay("escrow", "house", fee, "FEE", p.id),
                       Pay("escrow", p.leader, p.lot, "RETURNED", p.id))

    def fine(self, p, record, outcome, made):
        failed, pay = outcome.result == "FAILED", Pay(p.worker, "house", p.fine, "PENALTY", p.id)
        key = p.worker, p.id.split(".")[0]
        unruled = outcome.result == "RETURNED" and outcome.cause == "no-ruling" and pay in made
        if not is_lot(p) or not p.fine or not (failed or unruled) or key in self.fined:
            return []
        if unruled and p.worker == self.own.agent:
            self.needs(record, outcome, "undoable")
        if self.is_unbroken(record, outcome.seq) or pay in made:
            self.fined.add(key)
            return [pay]
        return []

    def stake(self, p, record, outcome, made):
        rate, how = record.all["errorRate"], f"{outcome.result} {outcome.cause}"
        stake = math.ceil(rate / (1 - rate) * (p.bill + p.bond + p.lotBond))
        if how in ("PAID ruling", "PAID no-ruling"):
            return nonzero(Pay(p.buyer, p.worker, stake, "STAKE", p.id))
        lost = [pay for pay in made if how == "RETURNED ruling" and pay.reason == "STAKE" and pay.units <= stake
                and pay.payer in (p.buyer, p.leader) and pay.payee == p.worker][:1]
        if lost and lost[0].payer == self.own.agent:
            route = re.escape(f"PUT /v1/pieces/{p.id}/confirmation")
            self.line.require(not self.own.before(outcome.seq, route), p.id + " took a stake, although you confirmed")
        return lost

    def needs(self, record, outcome, path):
        found = self.own.has(outcome.piece, path, record.span[3] + 1, outcome.seq)
        self.line.require(found is not False, f"{outcome.piece} has an outcome that needs your {path}, which you did not send")
        if found is None:
            self.line.need("your stored commands (--sent-commands)")

    def is_unbroken(self, record, seq):
        following = record.span[2]
        for one in self.records:
            following = one.span[3] + 1 if one.span[2] == following else following
        return following > seq

    def overdue(self, p, record):
        last = self.records[-1]
        seconds = record.all["objectionSeconds"] + record.all["rulingSeconds"]
        is_over = last.all["at"] > p.due + math.ceil(1000 * seconds)
        is_own = self.own.agent in (p.buyer, p.leader, p.worker)
        self.line.require(not is_own or p.undone or not is_over or p.id in self.ended
                          or not self.is_unbroken(record, last.span[3]), p.id + " has not ended")


# All lines.

def check_one(receipt, key, records, older, growth):
    """Returns lines 1, 2, 3, 6, 9, 10, 11 and 13 of one receipt, and lines 7, 8 and 12 of an inference market."""
    lines, receipt.found = {}, None
    head = key.checkpoint(receipt.checkpoint)
    lines[1] = (HOLDS, "the key signed the checkpoint") if head else (BROKEN, "the checkpoint is not signed by the key")
    if head is None:
        return {**{number: (OPEN, "needs a signed checkpoint") for number in (2, 3, 6, 9, 10, 11, 13)}, **lines}
    if is_in(receipt.text.encode(), receipt.place, head):
        leaf = parsed(receipt.text)
        if leaf["skybourse"] != "receipt-1":
            raise ValueError("leaf must have the format receipt-1")
        for command in leaf["commands"]:
            command["sha256"] = sha256(command["text"].encode()).hex() if "text" in command else command["sha256"]
        if "skybourse/" + leaf["market"] == key.name:
            receipt.leaf = leaf
    lines[2] = (HOLDS, "the receipt is in the log") if receipt.leaf else (BROKEN, "the leaf is not in the log of this market")
    lines[3] = check_growth(head, key, older, growth or receipt.growth)
    if receipt.leaf is None:
        return {**{number: (OPEN, "needs a receipt in the log") for number in (6, 9, 10, 11, 13)}, **lines}
    lines[6] = check_record(receipt, head, records)
    if receipt.found is None:
        return {**{number: (OPEN, "needs the record") for number in (9, 10, 11, 13)}, **lines}
    found, leaf = receipt.found, receipt.leaf
    sums = collections.Counter()
    for pay in found.entries:
        sums[pay.payer] -= pay.units
        sums[pay.payee] += pay.units
    is_sound = all(pay.units >= 0 and pay.payer != pay.payee for pay in found.entries)
    if found.sale:
        is_paid = all("outside" in pay[:2] or (pay.payer != "house" and (pay.payee != "house" or pay.reason in ("FEE", "PENALTY")))
                      for pay in found.entries)
        lines.update(check_auction(found, found.sale))
    else:
        is_paid = sums["house"] >= 0 or found.all["rule"] == "vcg"
    wrong = "the house pays, a payment is negative, or an agent pays itself"
    lines[9] = (HOLDS, "the payments are allowed") if is_sound and is_paid else (BROKEN, wrong)
    balance = leaf["before"] + sums[leaf["agent"]] == leaf["after"]
    lines[10] = (HOLDS, "before plus entries equals after") if balance else (BROKEN, "before plus entries differs from after")
    text = f"skybourse/draw-1\n{found.all['market']}\n{found.round}\n".encode()
    draw = found.all["draw"]
    signed = re.fullmatch("[0-9a-f]{128}", draw) and is_signed(key.public, text, bytes.fromhex(draw))
    lines[11] = (HOLDS, "the draw is signed") if signed else (BROKEN, "the draw is not signed by the key")
    lines[13] = check_pieces(found)[1:]
    return lines


def check_growth(head, key, older, growth):
    if older is None:
        return OPEN, "needs an older checkpoint"
    old = key.checkpoint(older)
    if old is None:
        return BROKEN, "the older checkpoint is not signed by the key"
    if old[0] > head[0]:
        raise ValueError("older checkpoint must have fewer leaves")
    path = []
    if 0 < old[0] < head[0]:
        if growth is None or (growth["from"], growth["to"]) != (old[0], head[0]):
            return OPEN, "needs a proof (--proof)"
        path = [bytes_of(hashed) for hashed in growth["path"]]
    return (HOLDS, "leaves were only appended to the log") if is_grown(old, head, path) else (BROKEN, "the consistency proof fails")


def check_record(receipt, head, records):
    place, leaf = receipt.record, receipt.leaf
    found = ([one for one in records if is_in(one.data, place, head)]
             or [one for one in records if one.round == leaf["round"]] or (records if len(records) == 1 else []))[:1]
    if not found:
        return OPEN, "needs the record"
    record = found[0]
    if place["index"] != leaf["record"] or not is_in(record.data, place, head) or record.span != span(leaf):
        return BROKEN, "this is not the record of the receipt"
    receipt.found = record
    return HOLDS, "the record is in the log"


def worse(one, other):
    rank = [BROKEN, OPEN, HOLDS]
    return other if rank.index(other[0]) < rank.index(one[0]) else one


def wrong_parts(receipts):
    """Returns why receipts do not belong together; None where they do."""
    unique = {(receipt.place["index"], receipt.text): receipt for receipt in receipts}
    parts = sorted(unique.values(), key=lambda one: (one.leaf["fromSeq"], one.place["index"]))
    for one, other in zip(parts, parts[1:]):
        a, b = one.leaf, other.leaf
        between = other.place["index"] - one.place["index"] - 1
        out = b["firstSeq"] - a["lastSeq"] - 1
        if a["agent"] != b["agent"]:
            return "receipts belong to two agents"
        if a["round"] == b["round"]:
            if any(a[name] != b[name] for name in ("market", "firstSeq", "lastSeq", "record", "before", "after")):
                return "receipts of a round differ"
            if between < 0 or b["fromSeq"] - a["toSeq"] - 1 < between:
                return "receipts of a round are not in sequence"
        elif out < 0 or b["round"] < a["round"] or b["record"] <= one.place["index"]:
            return "rounds are not in sequence"
        elif (out > 0 and b["round"] - a["round"] == 1) or (out == 0 and a["after"] != b["before"]):
            return "commands or balance have a gap between rounds"
    return None


def check_commands(leaves, mine, my_key):
    if mine is None and my_key is None:
        return OPEN, "needs your public key (--agent-key) or your stored commands (--sent-commands)"
    unknown, kept = 0, {(row["for"], row["sha256"]) for row in mine or []}
    for command in (command for leaf in leaves for command in leaf["commands"]):
        text = command.get("text", "")
        signed = bool(text.strip()) and not text.strip().startswith("{")
        if signed and my_key is not None:
            try:
                payload, message, signature = jws(text)
                body = parsed(payload)
                if not is_signed(my_key, message, signature) or (body["for"], body["market"]) != (command["for"], leaves[0]["market"]):
                    return BROKEN, "a command is not signed by your key for this route"
            except (ValueError, KeyError):
                return BROKEN, "a command has no valid signature format"
        if mine is not None and (command["for"], command["sha256"]) not in kept:
            return BROKEN, "a command is not among your stored commands"
        unknown += mine is None and not signed
    return (OPEN, "needs your stored commands (--sent-commands)") if unknown else (HOLDS, "all commands are yours")


def check_promises(receipts, leaves, mine):
    first, last = leaves[0], leaves[-1]
    met, unseen = 0, False
    gaps = [(a["toSeq"] + 1, b["fromSeq"] - 1) for one, other in zip(receipts, receipts[1:])
            for a, b in [(one.leaf, other.leaf)]
            if other.place["index"] == one.place["index"] + 1 and b["fromSeq"] > a["toSeq"] + 1]
    for row in mine or []:
        said = row.get("promised")
        if not said or (said["market"], said["agent"]) != (first["market"], first["agent"]):
            continue
        seq = said["seq"]
        if not first["firstSeq"] <= seq <= last["lastSeq"]:
            continue
        if any(low <= seq <= high for low, high in gaps):
            return BROKEN, "a promised command is left out between receipts"
        own = [leaf for leaf in leaves if leaf["fromSeq"] <= seq <= leaf["toSeq"]]
        is_there = any((c["seq"], c["for"], c["sha256"]) == (seq, row["for"], row["sha256"]) for leaf in own for c in leaf["commands"])
        if own and not is_there:
            return BROKEN, "a promised command is missing"
        met, unseen = met + is_there, unseen or not own
    if gaps:
        return BROKEN, "receipts leave out commands"
    if unseen:
        return OPEN, "needs the receipt of a promised command"
    return (HOLDS, f"the receipts contain all {met} promised commands") if met else (OPEN, "needs a promise")


def read_mine(data, key):
    rows = []
    for text in data.decode().splitlines():
        if text.strip():
            row = parsed(text)
            row["sha256"] = sha256(row["text"].encode()).hex() if "text" in row else row["sha256"]
            if "promise" in row:
                payload, message, signature = jws(row["promise"])
                row["promised"] = parsed(payload)
                same = (row["promised"]["for"], row["promised"]["sha256"]) == (row["for"], row["sha256"])
                if not is_signed(key.public, message, signature) or not same or row["promised"]["skybourse"] != "promise-1":
                    raise ValueError("promise must be signed by the exchange, for the command in the same line")
            rows.append(row)
    return rows


def check(receipts, key, records=(), older=None, proof=None, mine=None, my_key=None):
    """Checks files, given as bytes; key, older checkpoint and own key as text. Returns {line: (verdict, text)}."""
    key = Key(key)
    receipts = [Receipt(data) for data in receipts]
    records = [Record(data) for data in records]
    mine = read_mine(mine, key) if mine is not None else None
    my_key = bytes.fromhex(my_key.strip()) if my_key else None
    growth = parsed(proof) if proof else None
    each = [check_one(receipt, key, records, older, growth) for receipt in receipts]
    numbers = {one.round for one in records}
    lines = {}
    for number in sorted(set().union(*each)):
        found = [lines_[number] for lines_, receipt in zip(each, receipts) if number in lines_
                 and (number < 6 or receipt.leaf is None or receipt.leaf["round"] in numbers)]
        found = found or [lines_[number] for lines_ in each if number in lines_][:1]
        for one in found:
            lines[number] = worse(lines.get(number, one), one)
    if any(receipt.leaf is None for receipt in receipts):
        lines.update({number: (OPEN, "needs receipts in the log (line 2)") for number in (4, 5, 14, 15)})
        return lines
    wrong = wrong_parts(receipts)
    if wrong:
        lines.update({number: (OPEN, "needs receipts of one agent in sequence (line 2)") for number in lines if number > 3})
        lines.update({number: (OPEN, "needs receipts of one agent in sequence (line 2)") for number in (4, 5, 14, 15)})
        lines[2] = BROKEN, wrong
        return lines
    unique = {(receipt.place["index"], receipt.text): receipt for receipt in receipts}
    ordered = sorted(unique.values(), key=lambda one: (one.leaf["fromSeq"], one.place["index"]))
    leaves = [receipt.leaf for receipt in ordered]
    lines[4] = check_commands(leaves, mine, my_key)
    lines[5] = check_promises(ordered, leaves, mine)
    proved = {receipt.found.round: receipt.found for receipt in receipts if receipt.found is not None}
    proved = [proved[number] for number in sorted(proved)]
    if lines[4][0] == BROKEN:
        lines[14] = lines[15] = OPEN, "needs commands that are yours (line 4)"
    elif not proved:
        lines[14] = lines[15] = OPEN, "needs the record (line 6)"
    else:
        own = Own(leaves, mine)
        for record in proved:
            one = check_terms(record, own)[1:]
            lines[14] = worse(lines.get(14, one), one)
        lines[15] = Money(own, proved).check()[1:]
    if proved and any(one not in proved for one in records):
        lines[6] = worse(lines[6], (BROKEN, "no receipt proves that a record is in the log"))
    return lines


def main():
    options = argparse.ArgumentParser(description="Checks receipts of a running exchange offline.")
    options.add_argument("receipt", nargs="+")
    options.add_argument("--key", required=True)
    options.add_argument("--record", action="append", default=[])
    for name in ("--earlier-checkpoint", "--proof", "--sent-commands", "--agent-key"):
        options.add_argument(name)
    given = options.parse_args()

    def read(path):
        with open(path, "rb") as file:
            return file.read()

    def text(path):
        return read(path).decode() if path else None

    older = text(given.earlier_checkpoint)
    if older and older.startswith("{"):
        older = parsed(older)["checkpoint"]
    try:
        lines = check([read(path) for path in given.receipt], text(given.key), [read(path) for path in given.record], older,
                      read(given.proof) if given.proof else None, read(given.sent_commands) if given.sent_commands else None, text(given.agent_key))
    except (ValueError, KeyError, TypeError, IndexError) as wrong:
        sys.exit(f"check_receipt.py: a file has a wrong format: {wrong}")
    for number, (verdict, words) in sorted(lines.items()):
        print(f"{number:3}  {verdict:<11}  {words}")
    sys.exit(any(verdict == BROKEN for verdict, _ in lines.values()))


if __name__ == "__main__":
    main()

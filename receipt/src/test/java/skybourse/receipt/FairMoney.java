package skybourse.receipt;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import skybourse.receipt.format.Trees;

/**
 * The money of a round by docs/reference/receipts.md, computed again for tests: entries of a sale and of outcomes, and
 * money that pieces share. It uses nothing of the checker.
 */
final class FairMoney {

    private FairMoney() {}

    static boolean isUndone(List<Object> piece) {
        return piece.get(15).equals(true);
    }

    static boolean isLot(List<Object> piece) {
        return !isUndone(piece) && !piece.get(3).equals(piece.get(4));
    }

    static long units(List<Object> piece, int cell) {
        return (Long) piece.get(cell);
    }

    private static void pay(DrawnRounds.Round round, Object from, Object to, long units, String reason, Object of) {
        if (units != 0) {
            round.entries().add(Trees.list(from, to, units, reason, of));
        }
    }

    /** Writes the entries of a sale again, from pieces and trades. */
    static void sell(DrawnRounds.Round round) {
        Set<Object> ids =
                new HashSet<>(round.pieces().stream().map(List::getFirst).toList());
        round.entries()
                .removeIf(row -> List.of("HELD", "REFUND").contains(row.get(3))
                        || (row.get(3).equals("PENALTY") && ids.contains(row.get(4))));
        for (List<Object> piece : round.pieces()) {
            pay(round, piece.get(1), "escrow", units(piece, 9), "HELD", piece.getFirst());
            if (isUndone(piece)) {
                pay(round, "escrow", piece.get(1), units(piece, 9), "REFUND", piece.getFirst());
                pay(round, piece.get(3), piece.get(1), units(piece, 12), "PENALTY", piece.getFirst());
            }
        }
        for (Map<String, Object> trade : Trees.objects(round.record(), "trades")) {
            pay(round, trade.get("buyer"), "escrow", ticks(trade, "buyerHalfTicks"), "HELD", "");
        }
    }

    private static long ticks(Map<String, Object> trade, String name) {
        return MadeUpMarket.HALF_TICK * ((Number) Objects.requireNonNull(trade.get(name))).longValue();
    }

    /** Ends a piece in a round with a result and a cause. Nothing of it was paid before. */
    static void end(
            DrawnRounds.Round tierOneRound, DrawnRounds.Round now, List<Object> piece, String result, String cause) {
        Object id = piece.getFirst();
        now.entries().removeIf(row -> row.get(4).equals(id));
        for (List<Object> outcome : now.outcomes()) {
            if (outcome.getFirst().equals(id)) {
                outcome.set(1, result);
                outcome.set(2, cause);
            }
        }
        long bill = units(piece, 9);
        if (result.equals("PAID")) {
            pay(now, "escrow", piece.get(3), bill, "BILL", id);
            pay(now, "escrow", "house", units(piece, 10), "LOT_BOUGHT", id);
            pay(now, "house", piece.get(4), units(piece, 11), "LOT_SOLD", id);
            return;
        }
        long fee = 0;
        if (result.equals("FAILED")) {
            pay(now, piece.get(3), piece.get(1), units(piece, 12), "PENALTY", id);
            pay(now, piece.get(4), piece.get(3), units(piece, 13), "PENALTY", id);
        } else if (cause.equals("confirmed")) {
            fee = new BigDecimal((Double)
                            Objects.requireNonNull(tierOneRound.record().get("feeShare")))
                    .multiply(BigDecimal.valueOf(bill))
                    .toBigInteger()
                    .longValueExact();
        }
        pay(now, "escrow", piece.get(1), bill - fee, "RETURNED", id);
        pay(now, "escrow", "house", fee, "FEE", id);
        pay(now, "escrow", piece.get(3), units(piece, 10), "RETURNED", id);
    }

    static void fine(DrawnRounds.Round now, List<Object> piece) {
        pay(now, piece.get(4), "house", units(piece, 14), "PENALTY", piece.getFirst());
    }

    static void stake(DrawnRounds.Round tierOneRound, DrawnRounds.Round now, List<Object> piece, int payer, long more) {
        double rate = (Double) Objects.requireNonNull(tierOneRound.record().get("errorRate"));
        long stake = (long) Math.ceil(rate / (1 - rate) * (units(piece, 9) + units(piece, 12) + units(piece, 13)));
        pay(now, piece.get(payer), piece.get(4), stake + more, "STAKE", piece.getFirst());
    }

    /** Divides wages and payments of lots again, from the trades. */
    static void divideLots(DrawnRounds.Round round) {
        List<List<Object>> lots = round.pieces().stream()
                .filter(FairMoney::isLot)
                .sorted(Comparator.comparing(
                        (List<Object> piece) -> List.of((String) piece.get(3), (String) piece.get(4)),
                        Comparator.<List<String>, String>comparing(List::getFirst)
                                .thenComparing(List::getLast)))
                .toList();
        Map<List<Object>, Long> wages = new LinkedHashMap<>();
        long more = 0;
        for (Map<String, Object> trade : Trees.objects(round.record(), "trades")) {
            wages.merge(List.of(trade.get("buyer"), trade.get("seller")), ticks(trade, "sellerHalfTicks"), Long::sum);
            more += ticks(trade, "buyerHalfTicks") - ticks(trade, "sellerHalfTicks");
        }
        wages.forEach((pair, units) -> {
            List<List<Object>> own =
                    lots.stream().filter(lot -> lot.subList(3, 5).equals(pair)).toList();
            share(
                    units,
                    own,
                    11,
                    own.stream().map(lot -> new BigDecimal((Double) lot.get(7))).toList());
        });
        boolean isGain = more > 0;
        share(
                Math.abs(more),
                lots,
                10,
                lots.stream()
                        .map(lot -> BigDecimal.valueOf(units(lot, 11) + (isGain ? 1 : 0)))
                        .toList());
        lots.forEach(lot -> lot.set(10, units(lot, 11) + (isGain ? units(lot, 10) : -units(lot, 10))));
    }

    /** Divides the penalties of a leader for undone work, by bills. */
    static void penalize(DrawnRounds.Round round, long units) {
        List<List<Object>> undone =
                round.pieces().stream().filter(FairMoney::isUndone).toList();
        share(
                units,
                undone,
                12,
                undone.stream()
                        .map(piece -> BigDecimal.valueOf(units(piece, 9)))
                        .toList());
    }

    /** Divides units by the largest-remainder method, with exact weights. */
    private static void share(long units, List<List<Object>> among, int cell, List<BigDecimal> weights) {
        int digits = weights.stream().mapToInt(BigDecimal::scale).max().orElse(0);
        List<BigInteger> whole = weights.stream()
                .map(weight -> weight.setScale(Math.max(0, digits)).unscaledValue())
                .toList();
        BigInteger sum = whole.stream().reduce(BigInteger.ZERO, BigInteger::add);
        if (sum.signum() > 0) {
            List<BigInteger[]> parts = whole.stream()
                    .map(weight -> weight.multiply(BigInteger.valueOf(units)).divideAndRemainder(sum))
                    .toList();
            long given =
                    parts.stream().mapToLong(part -> part[0].longValueExact()).sum();
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, parts.size()).boxed().toList());
            order.sort((one, other) -> parts.get(other)[1].compareTo(parts.get(one)[1]));
            for (int i = 0; i < order.size(); i++) {
                int at = order.get(i);
                among.get(at).set(cell, parts.get(at)[0].longValueExact() + (i < units - given ? 1 : 0));
            }
        }
    }
}

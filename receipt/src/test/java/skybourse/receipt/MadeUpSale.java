package skybourse.receipt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import skybourse.receipt.format.Trees;

/** Sale of a round of a {@link MadeUpMarket}. */
final class MadeUpSale {
    private final MadeUpMarket market;
    final List<Object> pieces = new ArrayList<>();
    final List<Object> trades = new ArrayList<>();
    final List<Object> held = new ArrayList<>();
    final Map<String, Object> ratios = new LinkedHashMap<>();
    final Map<String, Object> units = new LinkedHashMap<>();
    final Map<String, Object> prices = new LinkedHashMap<>();
    final List<Object> posting = new ArrayList<>();
    final Map<String, Object> asks = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> amounts;
    private int lots;

    MadeUpSale(MadeUpMarket market, Map<String, Map<String, Object>> amounts) {
        this.market = market;
        this.amounts = amounts;
        prices.put("ma-1", 1.5e-6);
        prices.put("fa-1", 2.25e-6 + 1e-7 * market.round);
        market.terms.forEach((agent, body) -> {
            if (body.containsKey("pricePerBit")) {
                posting.add(agent);
            }
            if (body.containsKey("askTicks")) {
                asks.put(agent, body.get("askTicks"));
            }
        });
    }

    /**
     * Sells tenths of a task: to ma-1 its own work, and to fa-1 its own work, that of aerial agents and undone work.
     */
    void sell(String buyer, Map<?, ?> task) {
        int mobile = market.isPlain ? 3 : market.random.nextInt(5);
        int fixed = market.isPlain ? 3 : market.random.nextInt(3);
        int first = market.isPlain ? 1 : market.random.nextInt(2);
        int second = market.chance(0.4) ? 1 : 0;
        int undone = market.isPlain ? 1 : market.random.nextInt(2);
        double at = piece(buyer, task, "ma-1", "ma-1", 0, mobile, false);
        at = piece(buyer, task, "fa-1", "fa-1", at, fixed, false);
        at = piece(buyer, task, "fa-1", "aa-1", at, first, false);
        at = piece(buyer, task, "fa-1", "aa-2", at, second, false);
        piece(buyer, task, "fa-1", "fa-1", at, undone, true);
        int all = fixed + first + second + undone;
        boolean hasUnits = task.get("units") != null;
        ratios.put(buyer, Trees.of("ma-1", mobile / 10.0, "fa-1", all / 10.0));
        if (hasUnits) {
            units.put(buyer, Trees.of("ma-1", mobile, "fa-1", all));
        }
    }

    private double piece(
            String buyer, Map<?, ?> task, String leader, String worker, double from, int tenths, boolean isUndone) {
        if (tenths == 0) {
            return from;
        }
        double to = (Math.round(from * 10) + tenths) / 10.0;
        Map<String, Object> own = Trees.at(Map.of("amounts", amounts), "amounts", buyer);
        double work = (to - from) * (Double) own.get("work");
        double bits = (to - from) * (Double) own.get("inputBits");
        long bill = (long) Math.rint((Double) prices.get(leader) * bits / MadeUpMarket.UNIT);
        long bond = (long) Math.rint((leader.equals("fa-1") ? 1e-9 : 4e-10) * work / MadeUpMarket.UNIT);
        boolean isLot = !worker.equals(leader);
        long lot = isLot ? 12 * MadeUpMarket.HALF_TICK : 0;
        long due = MadeUpMarket.at(market.seq)
                + (long) Math.ceil(1_000 * (((Number) own.get("deadlineSeconds")).doubleValue() + MadeUpMarket.GRACE));
        String id = "r" + market.round + "." + pieces.size();
        List<Object> row = Trees.list(id, buyer, task.get("task"), leader, worker, from, to, work, due, bill, lot);
        row.addAll(List.of(
                isLot ? 10 * MadeUpMarket.HALF_TICK : 0L,
                bond,
                isLot ? bond : 0L,
                isLot ? 20 * MadeUpMarket.HALF_TICK : 0L,
                isUndone));
        pieces.add(row);
        held.add(Trees.list(buyer, "escrow", bill, "HELD", id));
        if (isLot) {
            held.add(Trees.list(leader, "escrow", lot, "HELD", ""));
            trades.add(Trees.of("buyer", leader, "buyerLot", lots, "seller", worker, "sellerLot", lots++));
            Trees.objects(Trees.of("trades", trades), "trades")
                    .getLast()
                    .putAll(Trees.of("buyerHalfTicks", 12, "sellerHalfTicks", 10));
        }
        if (isUndone) {
            held.add(Trees.list("escrow", buyer, bill, "REFUND", id));
            held.add(Trees.list(leader, buyer, bond, "PENALTY", id));
        } else {
            market.work.open.add(new MadeUpWork.Open(market.round, row, due));
        }
        return to;
    }
}

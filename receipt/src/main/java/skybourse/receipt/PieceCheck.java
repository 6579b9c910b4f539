package skybourse.receipt;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import skybourse.receipt.format.Json;
import skybourse.receipt.format.JsonField;

/**
 * Line 13: the pieces of a record cover the share that each buyer sent to each leader. The amounts of the pieces follow from prices, trades and
 * rules. The payments at the sale follow from the pieces.
 */
final class PieceCheck {

    /** Largest rounding difference of a share that is computed in two ways. */
    private static final double ROUNDING = 1e-9;

    /** Largest rounding difference of a bill in ledger units. A bill is rounded once for each leader and again for each piece. */
    private static final double UNITS = 2;

    private static final String NONE = "";

    private final RoundRecord record;
    private final Map<String, JsonField> agents;
    private final Map<String, JsonField> tasks;
    private final List<String> sellers;
    private final JsonField rules;
    private final double unitMoney;
    private final long halfTick;
    private final List<Trade> trades;
    private final CheckFindings found = new CheckFindings(13);

    /** Trade of a lot in tier 2, in ledger units. */
    private record Trade(String buyer, String seller, long buyerUnits, long sellerUnits) {

        String pair() {
            return PieceCheck.pair(buyer, seller);
        }
    }

    private PieceCheck(RoundRecord record) {
        this.record = record;
        agents = record.agents();
        sellers = record.sellers();
        tasks = record.whole().at("tasks").members();
        rules = record.whole().at("frozen").at("rules");
        unitMoney = rules.at("ledgerUnitMoney").number();
        halfTick = Math.round(rules.at("tickMoney").number() / unitMoney / 2);
        trades = record.whole().at("trades").items().stream()
                .map(row -> new Trade(
                        row.at("buyer").text(),
                        row.at("seller").text(),
                        Math.multiplyExact(row.at("buyerHalfTicks").natural(), halfTick),
                        Math.multiplyExact(row.at("sellerHalfTicks").natural(), halfTick)))
                .toList();
    }

    static CheckResult line(RoundRecord record) {
        return record.inference()
                .map(sale -> new InferencePieceCheck(record, sale).line())
                .orElseGet(() -> new PieceCheck(record).line());
    }

    private CheckResult line() {
        Map<String, List<SoldPiece>> byBuyer = new LinkedHashMap<>();
        record.buyers().forEach(buyer -> byBuyer.put(buyer, new ArrayList<>()));
        Set<String> ids = new HashSet<>();
        for (SoldPiece piece : record.pieces()) {
            String start = "r" + record.round().number() + ".";
            found.require(
                    piece.id().startsWith(start) && ids.add(piece.id()), piece.id() + " is not a new id of this round");
            found.require(
                    byBuyer.containsKey(piece.buyer()),
                    piece.buyer() + " bought " + piece.id() + " but is not a buyer");
            byBuyer.computeIfAbsent(piece.buyer(), _ -> new ArrayList<>()).add(piece);
        }
        byBuyer.forEach(this::buyer);
        lots();
        fines();
        penalties();
        List<Payment> due = new ArrayList<>();
        record.pieces().forEach(piece -> due.addAll(piece.salePayments()));
        trades.stream()
                .filter(trade -> trade.buyerUnits() != 0)
                .forEach(trade ->
                        due.add(new Payment(trade.buyer(), SoldPiece.ESCROW, trade.buyerUnits(), "HELD", NONE)));
        Payment.difference(
                        due, record.payments().stream().filter(record::isOfSale).toList())
                .ifPresent(wrong -> found.require(false, wrong));
        return found.line(record.pieces().size() + " pieces cover all sold shares, and the payments match them");
    }

    /** Checks the pieces of a buyer. They must be contiguous from the start of its task, and those of one leader must follow each other. */
    private void buyer(String buyer, List<SoldPiece> pieces) {
        JsonField agent = agents.get(buyer);
        JsonField task = tasks.get(buyer);
        if (agent == null || task == null) {
            found.need("a record that lists the agent and the task of " + buyer);
            return;
        }
        Map<String, Double> lengths = new HashMap<>();
        double at = 0;
        int rank = 0;
        for (SoldPiece piece : pieces) {
            found.require(
                    Math.abs(piece.from() - at) <= ROUNDING && piece.to() >= piece.from(),
                    piece.id() + " does not begin where the piece before it ends");
            int next = sellers.indexOf(piece.leader());
            found.require(next >= rank, piece.id() + " does not follow the order of leaders");
            found.require(
                    piece.task().equals(task.at("task").text()),
                    piece.id() + " belongs to another task than the one in the record");
            at = piece.to();
            rank = next;
            lengths.merge(piece.leader(), piece.length(), Double::sum);
            piece(piece, agent.at("task"));
        }
        shares(buyer, task, pieces, lengths);
    }

    /**
     * Compares the lengths of a buyer's pieces with the shares that it sent to each leader. If the task has units, lengths are compared in whole
     * units.
     */
    private void shares(String buyer, JsonField task, List<SoldPiece> pieces, Map<String, Double> lengths) {
        Optional<JsonField> units = task.optional("units");
        double count = units.map(JsonField::number).orElse(1.0);
        Map<String, JsonField> sent = record.whole()
                .at(units.isPresent() ? "units" : "ratios")
                .optional(buyer)
                .map(JsonField::members)
                .orElse(Map.of());
        Set<String> leaders = new TreeSet<>(sent.keySet());
        leaders.addAll(lengths.keySet());
        for (String leader : leaders) {
            double share = sent.containsKey(leader) ? sent.get(leader).number() / count : 0;
            double length = lengths.getOrDefault(leader, 0.0);
            found.require(
                    Math.abs(share - length) <= ROUNDING,
                    buyer + " sent " + share + " of its task to " + leader + ", but its pieces sum to " + length);
        }
        for (SoldPiece piece : units.isPresent() ? pieces : List.<SoldPiece>of()) {
            double end = piece.to() * count;
            found.require(
                    Math.abs(end - Math.rint(end)) <= ROUNDING * count, piece.id() + " does not end between two units");
        }
    }

    /** Compares work, due time and bill of a piece with its task and the price. Checks that its bonds are not too high. */
    private void piece(SoldPiece piece, JsonField task) {
        double work = piece.length() * task.at("work").number();
        found.require(
                Math.abs(piece.work() - work) <= ROUNDING * task.at("work").number(),
                piece.id() + " has work " + work + " instead of " + piece.work());
        double seconds = task.at("deadlineSeconds").number() + record.number("graceSeconds");
        long dueMillis = record.at() + (long) Math.ceil(1_000 * seconds);
        found.require(
                piece.dueMillis() == dueMillis,
                piece.id() + " is due at " + dueMillis + ", not at " + piece.dueMillis());
        double bits = piece.length() * task.at("inputBits").number();
        double bill = price(piece.leader()) * bits / unitMoney;
        found.require(
                Math.abs(piece.billUnits() - bill) <= UNITS + ROUNDING * bill,
                piece.id() + " costs " + bill + " units at the price of " + piece.leader() + ", not "
                        + piece.billUnits());
        double bond = bondPerWork(piece.leader()) * piece.work() / unitMoney;
        found.require(
                piece.isUndone()
                        || (piece.bondUnits() <= bond + 1 && piece.lotBondUnits() <= (piece.isLot() ? bond + 1 : 0)),
                piece.id() + " has a bond above " + bond + " units");
    }

    private double price(String leader) {
        return record.whole()
                .at("pricePerBit")
                .optional(leader)
                .filter(price -> price.value() instanceof Json.JsonNumber)
                .map(JsonField::number)
                .orElse(0.0);
    }

    private double penalty(String leader) {
        return Optional.ofNullable(agents.get(leader))
                .flatMap(agent -> agent.optional("penaltyPerWork"))
                .map(JsonField::number)
                .orElse(0.0);
    }

    /** Returns the bond per work unit: the penalty of the scenario or the energy cost of the leader, whichever is greater. */
    private double bondPerWork(String leader) {
        JsonField agent = agents.get(leader);
        if (agent == null) {
            return 0;
        }
        double speed = agent.at("computer").at("workPerSecond").number();
        double joules = agent.at("computer").at("powerCoefficient").number() * speed * speed;
        return Math.max(penalty(leader), agent.at("joulePrice").number() * joules);
    }

    /**
     * Compares the penalties that leaders paid for undone pieces with the work of these pieces. The part that leaders could not pay is taken into
     * account. Each leader's penalties are divided in proportion to bills.
     */
    private void penalties() {
        List<SoldPiece> undone =
                record.pieces().stream().filter(SoldPiece::isUndone).toList();
        double due = 0;
        long paid = record.whole().at("shortUnits").natural();
        for (SoldPiece piece : undone) {
            due += penalty(piece.leader()) * piece.work() / unitMoney;
            paid += piece.bondUnits();
        }
        found.require(
                Math.abs(due - paid) <= sellers.size() + ROUNDING * due,
                "penalties for undone pieces are " + due + " units, not " + paid);
        undone.stream().collect(Collectors.groupingBy(SoldPiece::leader)).forEach((leader, pieces) -> {
            long units = pieces.stream().mapToLong(SoldPiece::bondUnits).sum();
            divided(
                    "penalties of " + leader,
                    units,
                    pieces,
                    piece -> BigDecimal.valueOf(piece.billUnits()),
                    SoldPiece::bondUnits);
        });
    }

    /**
     * Requires that only pieces in lots have payments for lots, and that the worker of each such piece sold lots to its leader. Recomputes the
     * division of these payments.
     */
    private void lots() {
        Map<String, Long> wages = new HashMap<>();
        trades.forEach(trade -> wages.merge(trade.pair(), trade.sellerUnits(), Long::sum));
        for (SoldPiece piece : record.pieces()) {
            found.require(
                    piece.isLot() || piece.lotUnits() + piece.wageUnits() + piece.fineUnits() == 0,
                    piece.id() + " is not a lot, but is paid as one");
            found.require(
                    !piece.isLot() || wages.containsKey(pair(piece)),
                    piece.id() + " is computed by " + piece.worker() + ", which sold no lot to " + piece.leader());
        }
        divided(wages);
    }

    /**
     * Requires that the wages for each pair of leader and seller are divided among pieces in proportion to work, and that the rest of the payments
     * is divided in proportion to wages.
     */
    private void divided(Map<String, Long> wages) {
        List<SoldPiece> lots = record.pieces().stream()
                .filter(SoldPiece::isLot)
                .sorted(Comparator.comparing(SoldPiece::leader).thenComparing(SoldPiece::worker))
                .toList();
        Map<String, List<SoldPiece>> byPair = lots.stream().collect(Collectors.groupingBy(PieceCheck::pair));
        wages.forEach((pair, units) -> divided(
                "wages of " + pair,
                units,
                byPair.getOrDefault(pair, List.of()),
                piece -> new BigDecimal(piece.work()),
                SoldPiece::wageUnits));
        long kept = trades.stream()
                .mapToLong(trade -> trade.buyerUnits() - trade.sellerUnits())
                .sum();
        long sign = kept < 0 ? -1 : 1;
        BigDecimal more = BigDecimal.valueOf(kept > 0 ? 1 : 0);
        divided(
                "payments for lots in addition to wages",
                sign * kept,
                lots,
                piece -> BigDecimal.valueOf(piece.wageUnits()).add(more),
                piece -> sign * (piece.lotUnits() - piece.wageUnits()));
    }

    /** Requires that ledger units are divided among pieces in proportion to their weights. */
    private void divided(
            String what,
            long units,
            List<SoldPiece> among,
            Function<SoldPiece, BigDecimal> weight,
            ToLongFunction<SoldPiece> share) {
        found.require(units == 0 || !among.isEmpty(), what + " are " + units + " units, but no piece has them");
        long[] shares =
                ProportionalDivision.split(units, among.stream().map(weight).toList());
        for (int i = 0; i < shares.length; i++) {
            long has = share.applyAsLong(among.get(i));
            found.require(
                    has == shares[i], among.get(i).id() + " has " + has + " units of " + what + ", not " + shares[i]);
        }
    }

    private static String pair(SoldPiece lot) {
        return pair(lot.leader(), lot.worker());
    }

    private static String pair(String leader, String seller) {
        return seller + " for lots to " + leader;
    }

    /**
     * Requires that each fine is at most {@code d (1 + max(l, e))}. Here {@code d} is the price of the seller's most expensive lot, and {@code l}
     * is the number of leaders to which it sold lots. {@code e} is the empty part of its lots in total, rounded up to whole lots.
     */
    private void fines() {
        double lotWork = rules.at("lotWork").number();
        Map<String, Long> dearest = new HashMap<>();
        Map<String, Set<String>> leaders = new HashMap<>();
        Map<String, Double> empty = new HashMap<>();
        for (Trade trade : trades) {
            dearest.merge(trade.seller(), trade.sellerUnits(), Math::max);
            leaders.computeIfAbsent(trade.seller(), _ -> new HashSet<>()).add(trade.buyer());
            empty.merge(trade.seller(), 1.0, Double::sum);
        }
        List<SoldPiece> lots = record.pieces().stream().filter(SoldPiece::isLot).toList();
        lots.forEach(piece -> empty.merge(piece.worker(), -piece.work() / lotWork, Double::sum));
        for (SoldPiece piece : lots) {
            int count = leaders.getOrDefault(piece.worker(), Set.of()).size();
            double most = dearest.getOrDefault(piece.worker(), 0L)
                    * (1 + Math.max(count, Math.ceil(empty.getOrDefault(piece.worker(), 0.0) - ROUNDING)));
            found.require(piece.fineUnits() <= most, piece.id() + " has a fine above " + most + " units");
        }
    }
}

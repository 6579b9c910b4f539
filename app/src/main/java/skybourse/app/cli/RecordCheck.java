package skybourse.app.cli;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import skybourse.base.scenario.AerialAgent;
import skybourse.base.scenario.Leader;
import skybourse.base.scenario.Scenario;
import skybourse.files.codec.InvalidInputException;
import skybourse.files.codec.SoldRecord;
import skybourse.receipt.CheckedLine;
import skybourse.receipt.CheckedLine.Verdict;
import skybourse.receipt.Payment;
import skybourse.receipt.RoundRecord;
import skybourse.round.ledger.Ledger;
import skybourse.round.ledger.Ledger.Reason;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.ResaleMarket;
import skybourse.round.market.Resold;
import skybourse.round.market.Round;
import skybourse.round.market.Settlement;
import skybourse.round.market.SolverCatalogue;
import skybourse.round.market.TwoTiers;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.game.PricingGame;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.catalogue.AuctionCatalogue;

/**
 * What of a round's record is found again: its auction and what is paid at once (7), limits (8), its certificate (11), and what buyers sent
 * (12).
 */
final class RecordCheck {

    /** How far a number may be off that another Java or machine found. */
    private static final double ROUNDING = 1e-9;

    private static final List<Integer> NUMBERS = List.of(7, 8, 11, 12);

    /** Why escrow and the house pay when a round is sold. */
    private static final List<String> AT_ONCE = List.of("HELD", "REFUND");

    /** Why others pay beside. */
    private static final List<String> BESIDE = List.of("ISSUED", "PENALTY", "REDEEMED");

    private final SoldRecord record;
    private final TwoTiers tiers;
    private final double[] prices;
    private final Round sold;
    private final Optional<ResaleMarket> market;

    private RecordCheck(SoldRecord record) {
        this.record = record;
        Set<String> present = new HashSet<>(record.buyers());
        present.addAll(record.sellers());
        tiers = TwoTiers.among(record.frozen(), present, record.expectedResalePrice());
        prices = tiers.scenario().leaders().stream()
                .mapToDouble(leader -> price(leader, record.pricePerBit().getOrDefault(leader.id(), Double.NaN)))
                .toArray();
        sold = tiers.sold(prices);
        market = market();
    }

    private static double price(Leader leader, double price) {
        if (price != PricingGame.CLOSED && !(price >= 0 && price <= leader.priceCapPerBit())) {
            throw new IllegalArgumentException(
                    "price of " + leader.id() + " must be in [0, " + leader.priceCapPerBit() + "]: " + price);
        }
        return price;
    }

    /** Returns the four lines where there is no record to look at. */
    static List<CheckedLine> unread(String why) {
        return NUMBERS.stream()
                .map(number -> new CheckedLine(number, Verdict.NOT_CHECKED, "needs " + why))
                .toList();
    }

    /**
     * Checks a record.
     *
     * @param bytes of a record that is in the log
     */
    static List<CheckedLine> lines(byte[] bytes) {
        SoldRecord record;
        try {
            record = SoldRecord.read(bytes);
        } catch (InvalidInputException e) {
            return unread("a record that says what was sold");
        }
        try {
            var check = new RecordCheck(record);
            List<Payment> payments = RoundRecord.read(bytes).payments();
            return List.of(check.trades(payments), check.limits(), check.certificate(), check.ratios());
        } catch (IllegalArgumentException e) {
            return List.of(new CheckedLine(7, Verdict.BROKEN, "the round cannot be played again: " + e.getMessage()));
        }
    }

    private static CheckedLine line(int number, boolean holds, String text) {
        return new CheckedLine(number, holds ? Verdict.HOLDS : Verdict.BROKEN, text);
    }

    /** Returns the market of the overload, with the lots that were in the auction. */
    private Optional<ResaleMarket> market() {
        List<Optional<List<Long>>> asks = tiers.scenario().aerialAgents().stream()
                .map(AerialAgent::id)
                .map(id -> Optional.ofNullable(record.asks().get(id)))
                .toList();
        Map<String, Integer> left = new HashMap<>(record.lots());
        return ResaleMarket.reported(sold, asks)
                .map(all -> all.only(order -> left.merge(order.participant(), -1, Integer::sum) >= 0));
    }

    /** Line 7: the auction, held again, trades the same lots at the same prices. */
    private CheckedLine trades(List<Payment> payments) {
        var provider = AuctionCatalogue.rule(record.rule());
        if (provider.isEmpty()) {
            return new CheckedLine(7, Verdict.NOT_CHECKED, "needs the rule " + record.rule());
        }
        Optional<Resold> resold = market.map(held -> Resold.of(
                sold,
                held,
                AuctionCatalogue.usual(provider.get(), held.buyersStartTicks(), held.sellersStartTicks()),
                new TieOrder.ByLot(record.frozen().seed(), record.round())));
        List<SoldRecord.Trade> trades = resold.map(tier -> tier.outcome().trades().stream()
                        .map(trade -> new SoldRecord.Trade(
                                trade.bid().participant(),
                                trade.bid().lot(),
                                trade.ask().participant(),
                                trade.ask().lot(),
                                trade.buyerPriceHalfTicks(),
                                trade.sellerPriceHalfTicks()))
                        .toList())
                .orElse(List.of());
        String both = "held again, the auction trades " + trades.size() + " lots, the record has "
                + record.trades().size();
        return trades.equals(record.trades())
                ? paid(resold.map(Resold::ledger).orElseGet(() -> Settlement.of(sold, List.of())), payments, both)
                : line(7, false, both + ", not the same");
    }

    /** Goes on with what all put in escrow for bills and lots, and what comes back for work that nobody does. */
    private CheckedLine paid(Ledger ledger, List<Payment> payments, String trades) {
        SortedMap<String, Double> tooMuch = new TreeMap<>();
        for (Ledger.Entry due : ledger.entries()) {
            String payer = due.reason() == Reason.REFUND ? Scenario.ESCROW : due.from();
            if (due.reason() != Reason.LOT_SOLD && due.reason() != Reason.PENALTY) { // not at once, or not whole
                tooMuch.merge(payer, -(double) due.units(), Double::sum);
            }
        }
        for (Payment payment : payments) {
            boolean isBetween = List.of(Scenario.ESCROW, Scenario.HOUSE).contains(payment.from());
            if (isBetween ? AT_ONCE.contains(payment.reason()) : !BESIDE.contains(payment.reason())) {
                boolean isRight = payment.reason().equals("REFUND")
                        ? record.buyers().contains(payment.to())
                        : payment.to().equals(Scenario.ESCROW);
                String path = payment.from() + (isRight ? "" : " to " + payment.to());
                tooMuch.merge(path, (double) payment.units(), Double::sum);
            }
        }
        double rounding = prices.length + ROUNDING * ledger.total(Reason.BILL);
        tooMuch.values().removeIf(units -> Math.abs(units) <= rounding);
        String paid = tooMuch.isEmpty()
                ? ", the same"
                : ", the same; by prices, shares and lots, too much was paid (units): " + tooMuch;
        return line(7, tooMuch.isEmpty(), trades + paid);
    }

    /** Line 8: nobody traded past its limit. */
    private CheckedLine limits() {
        Map<String, Long> limits = new HashMap<>();
        market.ifPresent(held -> held.book().orders().forEach(order -> limits.put(name(order), order.limitTicks())));
        for (SoldRecord.Trade trade : record.trades()) {
            Long bid = limits.get(Side.BUYERS + " " + trade.buyerLot() + " " + trade.buyer());
            Long ask = limits.get(Side.SELLERS + " " + trade.sellerLot() + " " + trade.seller());
            if (bid == null || ask == null || trade.buyerHalfTicks() > 2 * bid || trade.sellerHalfTicks() < 2 * ask) {
                return line(8, false, "a limit is not kept or not there: " + trade);
            }
        }
        return line(8, true, "no lot of " + record.trades().size() + " was traded past a limit");
    }

    private static String name(Order order) {
        return order.side() + " " + order.lot() + " " + order.participant();
    }

    /** Line 11: certified anew, prices are as near to equilibrium as is said. */
    private CheckedLine certificate() {
        Double said = record.epsilon();
        if (said == null || record.frozen().rules().mixes()) {
            String needs = said == null ? "prices that somebody certified" : "what prices were drawn from";
            return new CheckedLine(11, Verdict.NOT_CHECKED, "needs " + needs);
        }
        CertifiedSolver solver = SolverCatalogue.usual(record.frozen().rules(), 1);
        EquilibriumCertificate found = solver.certifier().certify(tiers.game(), prices, solver.tolerance());
        double epsilon = found.largestFollowerGap();
        double posted = 0;
        for (int s = 0; s < prices.length; s++) {
            boolean posts =
                    record.posting().contains(tiers.scenario().leaders().get(s).id());
            double gap = found.leaders().get(s).relativeGap();
            epsilon = posts ? epsilon : Math.max(epsilon, gap);
            posted = posts ? Math.max(posted, gap) : posted;
        }
        boolean holds = epsilon <= said * (1 + ROUNDING)
                && posted <= record.postedGain() * (1 + ROUNDING)
                && (epsilon <= solver.tolerance() || !record.isCertified());
        return line(
                11,
                holds,
                String.format(
                        Locale.ROOT,
                        "nobody can gain more than %.3g of what it has by changing only its own choice, the record says %.3g"
                                + (record.posting().isEmpty() ? "" : "; those that it says post %.3g and %.3g"),
                        epsilon,
                        said,
                        posted,
                        record.postedGain()));
    }

    /** Line 12: what each buyer sent is its best answer to the prices. */
    private CheckedLine ratios() {
        for (AgentOutcome buyer : sold.agents()) {
            String id = buyer.agent().id();
            Map<String, Double> said = record.ratios().getOrDefault(id, Map.of());
            for (AgentOutcome.Link link : buyer.links()) {
                String leader = tiers.scenario().leaders().get(link.leader()).id();
                double ratio = said.getOrDefault(leader, 0.0);
                if (!(Math.abs(ratio - link.ratio()) <= ROUNDING)) {
                    return line(
                            12, false, id + " does best to send " + link.ratio() + " to " + leader + ", not " + ratio);
                }
            }
        }
        return line(12, true, "what each of " + sold.agents().size() + " buyers sent is its best answer to the prices");
    }
}

package skybourse.venue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import skybourse.base.numeric.LargestRemainder;
import skybourse.base.scenario.Scenario;
import skybourse.round.ledger.Ledger;
import skybourse.round.ledger.Ledger.Reason;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.LeaderOutcome;
import skybourse.round.market.Resale;
import skybourse.round.market.ResaleMarket;
import skybourse.round.market.Resold;
import skybourse.round.market.Round;
import skybourse.round.market.Settlement;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.Trade;
import skybourse.tier2.catalogue.AuctionCatalogue;

/**
 * Turns the prices of a frozen round into pieces of work and the money that waits for them: the round's ledger, in which bills and lots are
 * put in escrow until results come. Who cannot pay buys less, so that nobody falls below nothing.
 */
final class Settling {

    private final MarketRules rules;
    private final FrozenRound frozen;
    private final long publishedAt;
    private final Round after;
    private final Optional<Resold> resold;
    private final Ledger ledger;

    /** What each payer can still pay, by id. */
    private final Map<String, Long> free;

    private final List<Piece> pieces = new ArrayList<>();
    private final List<Ledger.Entry> entries = new ArrayList<>();

    /** What a buyer's bill at a leader comes to, what is given back taken off, by pair. */
    private final Map<String, Long> bills = new HashMap<>();

    private long shortUnits;

    private Settling(MarketRules rules, FrozenRound frozen, Solved solved, Map<String, Long> free, long publishedAt) {
        this.rules = rules;
        this.frozen = frozen;
        this.free = free;
        this.publishedAt = publishedAt;
        Round sold = frozen.sold(solved);
        resold = ResaleMarket.reported(sold, frozen.asks())
                .map(this::affordable)
                .map(market -> Resold.of(
                        sold,
                        market,
                        AuctionCatalogue.usual(rules.provider(), market.buyersStartTicks(), market.sellersStartTicks()),
                        new TieOrder.ByLot(frozen.seed(), frozen.round())));
        after = resold.map(Resold::after).orElse(sold);
        ledger = resold.map(Resold::ledger).orElseGet(() -> Settlement.of(sold, List.of()));
    }

    /**
     * Settles.
     *
     * @param free what each agent could pay now, by id, holds taken off; changed here
     * @param publishedAt milliseconds of the market's clock: deadlines run from then
     */
    static Event.RoundSettled settle(
            MarketRules rules, FrozenRound frozen, Solved solved, Map<String, Long> free, long publishedAt) {
        var settling = new Settling(rules, frozen, solved, free, publishedAt);
        settling.payments();
        settling.cut();
        settling.fines();
        settling.bonds();
        return new Event.RoundSettled(
                solved,
                settling.trades(),
                settling.pieces,
                settling.entries,
                settling.resalePrice(),
                settling.shortUnits,
                settling.lots());
    }

    /** Returns orders of tier 2 without lots that their buyers could not pay for, or their sellers have no bond and no fine for. */
    private ResaleMarket affordable(ResaleMarket market) {
        long unitsPerTick = 2 * rules.scenario().rules().ledgerUnitsPerHalfTick();
        long dearest = market.book().orders(Side.BUYERS).stream()
                .mapToLong(Order::limitTicks)
                .max()
                .orElse(0);
        long fine = (1 + market.buyers().size()) * dearest * unitsPerTick;
        double penalty = market.buyers().stream()
                .mapToDouble(buyer -> buyer.agent().penaltyPerWork())
                .max()
                .orElse(0);
        long bond = rules.units(penalty * rules.scenario().rules().lotWork());
        Map<String, Long> left = new HashMap<>(free);
        market.sellers().forEach(seller -> left.merge(seller.agent().id(), -fine, Long::sum));
        return market.only(order -> left.merge(
                        order.participant(),
                        order.side() == Side.BUYERS ? -order.limitTicks() * unitsPerTick : -bond,
                        Long::sum)
                >= 0);
    }

    /** Posts the ledger's payments: those to sellers into escrow, what is given back out of it. */
    private void payments() {
        Map<String, List<Ledger.Entry>> billed = new HashMap<>();
        Map<String, Long> refunds = new HashMap<>();
        Map<String, Long> penalties = new HashMap<>();
        for (Ledger.Entry entry : ledger.entries()) {
            switch (entry.reason()) {
                case BILL -> {
                    post(entry.from(), Scenario.ESCROW, entry.units(), Reason.HELD);
                    billed.computeIfAbsent(entry.to(), _ -> new ArrayList<>()).add(entry);
                }
                case LOT_BOUGHT -> post(entry.from(), Scenario.ESCROW, entry.units(), Reason.HELD);
                case REFUND -> refunds.merge(entry.from(), entry.units(), Math::addExact);
                case PENALTY -> penalties.merge(entry.from(), entry.units(), Math::addExact);
                default -> {} // a lot is paid for when it is done
            }
        }
        for (LeaderOutcome outcome : after.leaders()) {
            String leader = outcome.leader().id();
            giveBack(
                    leader,
                    billed.getOrDefault(leader, List.of()),
                    refunds.getOrDefault(leader, 0L),
                    penalties.getOrDefault(leader, 0L));
        }
    }

    /**
     * Gives back, and pays a penalty for, what a leader sold and nobody does: to each buyer by what it was billed. By work, as a round that
     * is not lived shares it, a buyer with much work in few bits would be given back what others paid.
     */
    private void giveBack(String leader, List<Ledger.Entry> billed, long refund, long penalty) {
        long[] units = billed.stream().mapToLong(Ledger.Entry::units).toArray();
        long[] refunds = LargestRemainder.split(refund, units);
        long paid = Math.clamp(free.getOrDefault(leader, 0L), 0, penalty);
        shortUnits += penalty - paid;
        long[] penalties = LargestRemainder.split(paid, units);
        for (int i = 0; i < units.length; i++) {
            String buyer = billed.get(i).from();
            bills.put(pair(buyer, leader), units[i] - refunds[i]);
            post(Scenario.ESCROW, buyer, refunds[i], Reason.REFUND);
            post(leader, buyer, penalties[i], Reason.PENALTY);
        }
    }

    private void post(String from, String to, long units, Reason reason) {
        if (units != 0) {
            entries.add(new Ledger.Entry(from, to, units, reason));
            free.merge(from, -units, Long::sum);
        }
    }

    /** Cuts tasks into what each worker does. */
    private void cut() {
        List<LotWork> lots = after.leaders().stream()
                .map(outcome -> new LotWork(outcome.load()))
                .toList();
        after.agents()
                .forEach(buyer ->
                        buyer.links().forEach(link -> lots.get(link.leader()).add(sent(buyer, link))));
        for (AgentOutcome buyer : after.agents()) {
            double from = 0;
            for (AgentOutcome.Link link : buyer.links()) {
                String leader = after.leaders().get(link.leader()).leader().id();
                double[] work = lots.get(link.leader()).take(sent(buyer, link));
                cut(buyer, link, leader, from, work);
                from += link.ratio();
            }
        }
        payLots();
    }

    private static double sent(AgentOutcome buyer, AgentOutcome.Link link) {
        return link.ratio() * buyer.agent().task().work();
    }

    private static String pair(String from, String to) {
        return from + '\n' + to; // no label has a line break
    }

    /** Cuts what one leader was sent: its own part first, then that of each aerial agent; what waits is given back and not done. */
    private void cut(AgentOutcome buyer, AgentOutcome.Link link, String leader, double from, double[] work) {
        List<Resale.Portion> portions =
                after.leaders().get(link.leader()).load().resale().portions();
        int[] parts = IntStream.range(0, work.length)
                .filter(i -> i == 0 || work[i] > 0)
                .toArray();
        long[] units = LargestRemainder.split(
                bills.getOrDefault(pair(buyer.agent().id(), leader), 0L),
                IntStream.of(parts).mapToDouble(i -> work[i]).toArray());
        double at = from;
        for (int k = 0; k < parts.length; k++) {
            int i = parts[k];
            double to = Math.min(1, at + work[i] / buyer.agent().task().work());
            if (work[i] > 0 || units[k] > 0) {
                String worker = i == 0 ? leader : portions.get(i - 1).aerialAgent();
                double seconds = buyer.agent().task().deadlineSeconds() + rules.graceSeconds();
                pieces.add(new Piece(
                        "r" + frozen.round() + "." + pieces.size(),
                        buyer.agent().id(),
                        taskName(buyer.agent().id()),
                        leader,
                        worker,
                        at,
                        to,
                        work[i],
                        units[k],
                        0,
                        0,
                        0,
                        0,
                        0,
                        publishedAt + (long) Math.ceil(1_000 * seconds),
                        Piece.Stage.OPEN,
                        "",
                        ""));
            }
            at = to;
        }
    }

    private String taskName(String agent) {
        return frozen.taskNames().getOrDefault(agent, "");
    }

    /**
     * Spreads wages over the pieces that are done in the lots of each pair, and what all pay for lots over all of them: a piece has its own wage in
     * escrow, whoever paid how much of that. So the house never pays for one whose neighbour fails.
     */
    private void payLots() {
        long half = rules.scenario().rules().ledgerUnitsPerHalfTick();
        SortedMap<String, Long> wages = new TreeMap<>();
        long kept = 0;
        for (Trade trade : traded()) {
            kept += trade.houseHalfTicks() * half;
            String pair = pair(trade.bid().participant(), trade.ask().participant());
            wages.merge(pair, trade.sellerPriceHalfTicks() * half, Long::sum);
        }
        Map<String, List<Integer>> byPair = IntStream.range(0, pieces.size())
                .filter(i -> pieces.get(i).isLot())
                .boxed()
                .collect(Collectors.groupingBy(
                        i -> pair(pieces.get(i).leader(), pieces.get(i).worker())));
        List<Integer> resoldIn = new ArrayList<>();
        wages.forEach((pair, units) -> {
            List<Integer> in = byPair.getOrDefault(pair, List.of());
            long[] parts = LargestRemainder.split(
                    units, in.stream().mapToDouble(i -> pieces.get(i).work()).toArray());
            for (int k = 0; k < parts.length; k++) {
                Piece piece = pieces.get(in.get(k));
                pieces.set(in.get(k), piece.paid(parts[k], parts[k]));
            }
            resoldIn.addAll(in);
        });
        leaveToHouse(kept, resoldIn);
    }

    /** Adds to what is paid for pieces what a rule leaves to the house, or takes off what it has the house pay. */
    private void leaveToHouse(long kept, List<Integer> resoldIn) {
        if (kept != 0) {
            long[] weights = resoldIn.stream()
                    .mapToLong(i -> pieces.get(i).wageUnits() + (kept > 0 ? 1 : 0))
                    .toArray();
            long[] parts = LargestRemainder.split(Math.abs(kept), weights);
            for (int k = 0; k < parts.length; k++) {
                Piece piece = pieces.get(resoldIn.get(k));
                long wage = piece.wageUnits();
                pieces.set(resoldIn.get(k), piece.paid(wage + Long.signum(kept) * parts[k], wage));
            }
        }
    }

    /**
     * Holds what aerial agents owe who leave anything of their lots undone: the price of their dearest lot, and as much again for each leader
     * that they sold to. That ends what they could gain by lots that they cannot do. Under {@code seller-vcg} the j-th lot of a seller brings it
     * p_j, whatever it asks, none more than the one before; P(j) is their sum. Who sold m lots to a leader and has done the work of n of them
     * is paid by work, and the leader's last lot may be part empty, so at most for n + 1 lots; with L leaders, at most P(n + L), and with the
     * fine off at most P(n + L) - (1 + L) p_1, which is no more than P of the whole lots in n. As much it is paid for these
     * alone, at no more cost: and asks that tell its costs bring it the most of all that it can do.
     */
    private void fines() {
        long half = rules.scenario().rules().ledgerUnitsPerHalfTick();
        Map<String, Long> dearest = new HashMap<>();
        Map<String, Set<String>> leaders = new HashMap<>();
        for (Trade trade : traded()) {
            String seller = trade.ask().participant();
            dearest.merge(seller, trade.sellerPriceHalfTicks() * half, Math::max);
            leaders.computeIfAbsent(seller, _ -> new HashSet<>())
                    .add(trade.bid().participant());
        }
        Map<String, Long> fines = new HashMap<>();
        dearest.forEach((seller, price) -> fines.put(
                seller, held(seller, (1 + leaders.getOrDefault(seller, Set.of()).size()) * price)));
        pieces.replaceAll(piece ->
                piece.isLot() && fines.containsKey(piece.worker()) ? piece.fined(fines.get(piece.worker())) : piece);
    }

    /** Holds what leaders owe buyers, and aerial agents leaders, for pieces of which no result comes, as far as they can pay. */
    private void bonds() {
        Map<String, Double> penalties = new HashMap<>();
        after.leaders()
                .forEach(leader ->
                        penalties.put(leader.leader().id(), leader.leader().penaltyPerWork()));
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            long owed = rules.units(penalties.getOrDefault(piece.leader(), 0.0) * piece.work());
            long bond = held(piece.leader(), owed);
            pieces.set(i, piece.bound(bond, piece.isLot() ? held(piece.worker(), owed) : 0));
        }
    }

    private long held(String agent, long owed) {
        long bond = Math.clamp(free.getOrDefault(agent, 0L), 0, owed);
        free.merge(agent, -bond, Long::sum);
        return bond;
    }

    private List<Trade> traded() {
        return resold.map(tier -> tier.outcome().trades()).orElse(List.of());
    }

    private List<Event.LotTrade> trades() {
        return traded().stream()
                .map(trade -> new Event.LotTrade(
                        trade.bid().participant(),
                        trade.bid().lot(),
                        trade.ask().participant(),
                        trade.ask().lot(),
                        trade.buyerPriceHalfTicks(),
                        trade.sellerPriceHalfTicks()))
                .toList();
    }

    private SortedMap<String, Integer> lots() {
        SortedMap<String, Integer> lots = new TreeMap<>();
        resold.ifPresent(tier ->
                tier.market().book().orders().forEach(order -> lots.merge(order.participant(), 1, Integer::sum)));
        return lots;
    }

    private double resalePrice() {
        double money = 0;
        double work = 0;
        for (Trade trade : traded()) {
            money += trade.buyerPriceHalfTicks() * rules.scenario().rules().tickMoney() / 2;
        }
        for (Piece piece : pieces) {
            work += piece.isLot() ? piece.work() : 0;
        }
        return work > 0 ? money / work : Double.NaN;
    }
}

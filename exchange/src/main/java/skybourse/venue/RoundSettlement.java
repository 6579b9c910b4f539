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
import skybourse.base.agent.Leader;
import skybourse.base.numeric.LargestRemainder;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.SettingException;
import skybourse.round.market.LeaderOutcome;
import skybourse.round.market.ResaleMarket;
import skybourse.round.market.ResaleOutcome;
import skybourse.round.market.Round;
import skybourse.round.market.WorkAssignment;
import skybourse.round.market.WorkAssignment.Part;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.Trade;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketPayment;
import skybourse.venue.event.MarketPayment.Reason;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;
import skybourse.venue.event.PieceBuilder;
import skybourse.venue.event.RoundPrices;

/**
 * Settles the prices of a frozen round. It creates the pieces of work, and puts bills and payments for lots in escrow until results arrive. An agent that
 * cannot pay for a lot, or cannot cover bond and fine, trades fewer lots, so that no agent's balance becomes negative.
 */
final class RoundSettlement {

    /** Largest sum of all bills, ledger units. Every balance then fits a {@code long}. */
    private static final double MOST_UNITS = 1L << 62;

    /** Tolerance for rounding errors in the empty part of lots, in lots. */
    private static final double ROUNDING = 1e-9;

    private final MarketRules rules;
    private final FrozenRound frozen;
    private final long publishedAt;
    private final Round after;
    private final Optional<ResaleOutcome> resold;
    private final List<Trade> traded;
    private final WorkAssignment parts;

    /** Amount that each agent can still pay, ledger units, by id. */
    private final Map<String, Long> free;

    private final List<Piece> pieces = new ArrayList<>();
    private final List<MarketPayment> entries = new ArrayList<>();
    private long shortUnits;

    /** Leader and aerial agent that trade with each other. */
    private record Pair(String leader, String worker) implements Comparable<Pair> {
        @Override
        public int compareTo(Pair other) {
            int byLeader = leader.compareTo(other.leader);
            return byLeader != 0 ? byLeader : worker.compareTo(other.worker);
        }
    }

    private RoundSettlement(
            MarketRules rules, FrozenRound frozen, RoundPrices solved, Map<String, Long> free, long publishedAt) {
        this.rules = rules;
        this.frozen = frozen;
        this.free = free;
        this.publishedAt = publishedAt;
        Round tierOneRound = frozen.afterTierOne(solved);
        parts = new WorkAssignment(tierOneRound, frozen.units());
        resold = ResaleMarket.reported(tierOneRound, frozen.asks(), parts)
                .map(this::affordable)
                .map(market -> ResaleOutcome.of(
                        tierOneRound,
                        market,
                        AuctionCatalogue.defaultRule(
                                rules.twoTier().provider(), market.buyersStartTicks(), market.sellersStartTicks()),
                        new TieOrder.Lottery(frozen.seed(), frozen.round())));
        after = resold.map(ResaleOutcome::after).orElse(tierOneRound);
        traded = resold.map(tier -> tier.outcome().trades()).orElse(List.of());
    }

    /**
     * Returns the event that settles a round. Changes only {@code free}.
     *
     * @param free free balance of each agent, ledger units, by id; modified
     * @param publishedAt time of publication, milliseconds of the market's clock; deadlines count from it
     * @throws SettingException if the bills sum to more than 2^62 ledger units, or tier 2 cannot be held
     */
    static MarketEvent.RoundSettled settle(
            MarketRules rules, FrozenRound frozen, RoundPrices solved, Map<String, Long> free, long publishedAt) {
        var settling = new RoundSettlement(rules, frozen, solved, free, publishedAt);
        settling.bill();
        settling.holdLots();
        settling.giveBack();
        settling.payLots();
        settling.fines();
        settling.bonds();
        return new MarketEvent.RoundSettled(
                solved,
                settling.trades(),
                settling.pieces,
                settling.entries,
                settling.resalePrice(),
                settling.shortUnits,
                settling.lots());
    }

    /** Returns the market without lots that the buyer cannot pay for, and without lots for which the seller cannot cover bond and fine. */
    private ResaleMarket affordable(ResaleMarket market) {
        long unitsPerTick = 2 * rules.scenario().rules().ledgerUnitsPerHalfTick();
        long dearest = market.book().orders(Side.BUYERS).stream()
                .mapToLong(Order::limitTicks)
                .max()
                .orElse(0);
        double empty = market.buyers().stream()
                .flatMap(buyer -> buyer.packed().stream())
                .mapToDouble(work -> 1 - work / lotWork())
                .sum();
        long fine = fineLots(market.buyers().size(), empty) * dearest * unitsPerTick;
        double penalty = market.buyers().stream()
                .mapToDouble(buyer -> PerformanceBonds.bondPerWork(buyer.agent()))
                .max()
                .orElse(0);
        long bond = rules.units(penalty * lotWork());
        Map<String, Long> left = new HashMap<>(free);
        market.sellers().forEach(seller -> left.merge(seller.agent().id(), -fine, Long::sum));
        return market.filter(order -> left.merge(
                        order.participant(),
                        order.side() == Side.BUYERS ? -order.limitTicks() * unitsPerTick : -bond,
                        Long::sum)
                >= 0);
    }

    private double lotWork() {
        return rules.scenario().rules().lotWork();
    }

    private void post(String from, String to, long units, Reason reason, String of) {
        if (units != 0) {
            entries.add(new MarketPayment(from, to, units, reason, of));
            free.merge(from, -units, Long::sum);
        }
    }

    private String leader(int index) {
        return after.leaders().get(index).leader().id();
    }

    /** Creates a piece for each part and moves its bill to escrow. */
    private void bill() {
        List<Part> all = parts.parts(after, traded);
        if (all.stream().mapToDouble(Part::billUnits).sum() > MOST_UNITS) {
            throw new SettingException("rules.ledgerUnitMoney must let all payments sum to at most 2^62 units: "
                    + rules.scenario().rules().ledgerUnitMoney());
        }
        for (Part part : all) {
            Piece piece = piece(part, "r" + frozen.round() + "." + pieces.size());
            pieces.add(piece);
            post(piece.buyer(), Scenario.ESCROW, piece.billUnits(), Reason.HELD, piece.id());
        }
    }

    private Piece piece(Part part, String id) {
        var buyer = after.scenario().wirelessAgents().get(part.task());
        double seconds = buyer.task().deadlineSeconds() + rules.graceSeconds();
        boolean isDone = !part.worker().equals(WorkAssignment.NOBODY);
        String leader = leader(part.leader());
        return PieceBuilder.builder()
                .id(id)
                .buyer(buyer.id())
                .task(frozen.taskNames().getOrDefault(buyer.id(), ""))
                .leader(leader)
                .worker(isDone ? part.worker() : leader)
                .from(part.from())
                .to(part.to())
                .work(part.work())
                .money(Piece.Money.billed(part.billUnits()))
                .soldAt(publishedAt)
                .dueMillis(publishedAt + (long) Math.ceil(1_000 * seconds))
                .state(isDone ? Piece.Stage.OPEN : Piece.Stage.FAILED)
                .claims(Piece.Claims.NONE)
                .build();
    }

    private void holdLots() {
        long half = rules.scenario().rules().ledgerUnitsPerHalfTick();
        traded.forEach(trade ->
                post(trade.bid().participant(), Scenario.ESCROW, trade.buyerPriceHalfTicks() * half, Reason.HELD, ""));
    }

    /**
     * Refunds the bills of pieces that a leader sold but that have no worker. Each buyer also receives a share of the leader's penalty, in
     * proportion to its refund. A simulation divides the penalty in proportion to work instead. In an exchange, that division would give a buyer
     * with much work per bit money that other buyers paid.
     */
    private void giveBack() {
        Map<String, List<Piece>> undoneByLeader =
                pieces.stream().filter(piece -> !piece.state().isOpen()).collect(Collectors.groupingBy(Piece::leader));
        for (int s = 0; s < after.leaders().size(); s++) {
            LeaderOutcome outcome = after.leaders().get(s);
            String leader = leader(s);
            List<Piece> undone = undoneByLeader.getOrDefault(leader, List.of());
            double work = parts.isPacked(s)
                    ? undone.stream().mapToDouble(Piece::work).sum()
                    : outcome.load().leftOver();
            long penalty = rules.units(outcome.leader().penaltyPerWork() * work);
            long paid = Math.clamp(free.getOrDefault(leader, 0L), 0, penalty);
            shortUnits += penalty - paid;
            long[] penalties = LargestRemainder.split(
                    paid, undone.stream().mapToLong(Piece::billUnits).toArray());
            for (int i = 0; i < undone.size(); i++) {
                Piece piece = undone.get(i);
                post(Scenario.ESCROW, piece.buyer(), piece.billUnits(), Reason.REFUND, piece.id());
                post(leader, piece.buyer(), penalties[i], Reason.PENALTY, piece.id());
            }
        }
    }

    /**
     * Divides the wage for the lots of each pair among the pieces in these lots, in proportion to work. Divides the leaders' payments among all
     * pieces in lots. The escrow of each piece covers its own wage, whichever leader paid it. Therefore, if one piece fails, the house need not pay
     * for another.
     */
    private void payLots() {
        long half = rules.scenario().rules().ledgerUnitsPerHalfTick();
        SortedMap<Pair, Long> wages = new TreeMap<>();
        long kept = 0;
        for (Trade trade : traded) {
            kept += trade.houseHalfTicks() * half;
            var pair = new Pair(trade.bid().participant(), trade.ask().participant());
            wages.merge(pair, trade.sellerPriceHalfTicks() * half, Long::sum);
        }
        Map<Pair, List<Integer>> byPair = IntStream.range(0, pieces.size())
                .filter(i -> pieces.get(i).isLot())
                .boxed()
                .collect(Collectors.groupingBy(
                        i -> new Pair(pieces.get(i).leader(), pieces.get(i).worker())));
        List<Integer> resoldIn = new ArrayList<>();
        wages.forEach((pair, units) -> {
            List<Integer> in = byPair.getOrDefault(pair, List.of());
            long[] shares = LargestRemainder.split(
                    units, in.stream().mapToDouble(i -> pieces.get(i).work()).toArray());
            for (int k = 0; k < shares.length; k++) {
                Piece piece = pieces.get(in.get(k));
                pieces.set(in.get(k), piece.withMoney(piece.money().paid(shares[k], shares[k])));
            }
            resoldIn.addAll(in);
        });
        leaveToHouse(kept, resoldIn);
    }

    /** Adds the house's surplus from the auction to the payments for pieces, or subtracts the house's deficit from them. */
    private void leaveToHouse(long kept, List<Integer> resoldIn) {
        if (kept != 0) {
            long[] weights = resoldIn.stream()
                    .mapToLong(i -> pieces.get(i).wageUnits() + (kept > 0 ? 1 : 0))
                    .toArray();
            long[] shares = LargestRemainder.split(Math.abs(kept), weights);
            for (int k = 0; k < shares.length; k++) {
                Piece piece = pieces.get(resoldIn.get(k));
                long wage = piece.wageUnits();
                long paid = wage + Long.signum(kept) * shares[k];
                pieces.set(resoldIn.get(k), piece.withMoney(piece.money().paid(paid, wage)));
            }
        }
    }

    /**
     * Holds the fines of aerial agents. An aerial agent that does not do all work of its lots owes {@code 1 + max(l, e)} times the price of its
     * most expensive lot. Here {@code l} is the number of leaders to which it sold lots, and {@code e} is the empty part of its lots in total,
     * rounded up to whole lots.
     *
     * <p>The fine removes the gain from selling lots that the agent cannot do. Under {@code seller-vcg} a seller is paid p_j for its j-th lot,
     * whatever it asks, and no p_j exceeds the one before. Let P(j) be the sum of the first j payments. Let e be the empty part of the seller's
     * lots in total, in lots. It is at most one lot per leader if work is divisible. A seller of m lots that has done the work of n lots is paid in
     * proportion to work. It receives n / (m - e) of P(m), which is at most P(n + e). After the fine it keeps at most P(n + e) - (1 + e) p_1, which
     * is at most P of the complete lots in n. It would be paid at least as much for selling only these lots, at no higher cost. Truthful asks
     * therefore maximize its earnings from the work that it can do.
     *
     * <p>A lot that was reported undoable and has no ruling counts as undone, unless its leader confirmed it.
     */
    private void fines() {
        long half = rules.scenario().rules().ledgerUnitsPerHalfTick();
        Map<String, Long> dearest = new HashMap<>();
        Map<String, Set<String>> leaders = new HashMap<>();
        Map<String, Double> empty = new HashMap<>();
        for (Trade trade : traded) {
            String seller = trade.ask().participant();
            dearest.merge(seller, trade.sellerPriceHalfTicks() * half, Math::max);
            leaders.computeIfAbsent(seller, _ -> new HashSet<>())
                    .add(trade.bid().participant());
            empty.merge(seller, 1.0, Double::sum);
        }
        pieces.stream()
                .filter(Piece::isLot)
                .forEach(piece -> empty.merge(piece.worker(), -piece.work() / lotWork(), Double::sum));
        Map<String, Long> fines = new HashMap<>();
        dearest.forEach((seller, price) -> {
            int count = leaders.getOrDefault(seller, Set.of()).size();
            fines.put(seller, held(seller, fineLots(count, empty.getOrDefault(seller, 0.0)) * price));
        });
        pieces.replaceAll(piece -> piece.isLot() && fines.containsKey(piece.worker())
                ? piece.withMoney(piece.money().fined(fines.get(piece.worker())))
                : piece);
    }

    /** Returns the fine as a multiple of the price of the most expensive lot. */
    private static long fineLots(int leaders, double emptyLots) {
        return 1 + Math.max(leaders, (long) Math.ceil(emptyLots - ROUNDING));
    }

    /** Holds bonds from leaders in favour of buyers, and from aerial agents in favour of leaders. A bond is at most the free balance. */
    private void bonds() {
        Map<String, Leader> leaders = new HashMap<>();
        after.leaders().forEach(outcome -> leaders.put(outcome.leader().id(), outcome.leader()));
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            Leader leader = leaders.get(piece.leader());
            if (piece.state().isOpen() && leader != null) {
                long owed = rules.units(PerformanceBonds.bondPerWork(leader) * piece.work());
                long bond = held(piece.leader(), owed);
                pieces.set(
                        i, piece.withMoney(piece.money().bound(bond, piece.isLot() ? held(piece.worker(), owed) : 0)));
            }
        }
    }

    private long held(String agent, long owed) {
        long bond = Math.clamp(free.getOrDefault(agent, 0L), 0, owed);
        free.merge(agent, -bond, Long::sum);
        return bond;
    }

    private List<MarketEvent.LotTrade> trades() {
        return traded.stream()
                .map(trade -> new MarketEvent.LotTrade(
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
        for (Trade trade : traded) {
            money += trade.buyerPriceHalfTicks() * rules.scenario().rules().tickMoney() / 2;
        }
        for (Piece piece : pieces) {
            work += piece.isLot() ? piece.work() : 0;
        }
        return work > 0 ? money / work : Double.NaN;
    }
}

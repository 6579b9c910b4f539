package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.Scenario;
import skybourse.round.market.ResaleMarket;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.clock.dropout.PostedPricePolicy;
import skybourse.tier2.rule.EfficientTrade;
import skybourse.tier2.rule.PostedPrice;
import skybourse.tier2.rule.SellerVickrey;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.RoundPrices;

/**
 * Effect of a seller's report on later rounds, through the resale price that leaders expect, and the gains from trade
 * that auction rules realize in the same rounds. {@code -Dlater.markets=40} plays that many markets and prints both
 * tables.
 */
class SellersLaterRoundsTest {

    private static final int MARKETS = Integer.getInteger("later.markets", 1);
    private static final int ROUNDS = 8;

    /** A sold round, and its orders with true valuations and costs. */
    private record SoldRound(MarketEvent.RoundSettled settled, Optional<ResaleMarket> truth) {

        OrderBook book() {
            return truth.map(ResaleMarket::book).orElse(OrderBook.of(List.of()));
        }

        List<Long> costs(String seller) {
            return book().ordersOf(seller).stream().map(Order::limitTicks).toList();
        }

        /** Returns the utility of a seller, in half ticks. */
        long left(String seller) {
            long paid = 0;
            int lots = 0;
            for (MarketEvent.LotTrade trade : settled.trades()) {
                if (trade.seller().equals(seller)) {
                    paid += trade.sellerHalfTicks();
                    lots++;
                }
            }
            return paid + 2 * book().signedValueTicks(seller, lots);
        }
    }

    /**
     * Plays a market, with other tasks in each round.
     *
     * @param reporter index of the aerial agent that does not ask its costs
     * @param asks its asks; empty for its costs
     * @param rounds number of rounds, from the first, in which it reports them
     * @param isPulledBack true for the rule of the exchange; false if leaders expect exactly the price last paid: each
     *     round is then the first of a market that publishes that price
     */
    private static List<SoldRound> play(int seed, int reporter, List<Long> asks, int rounds, boolean isPulledBack) {
        Scenario file = Played.drawn(20, seed);
        String id = file.aerialAgents().get(reporter).id();
        Played market = market(file);
        List<SoldRound> all = new ArrayList<>();
        double paid = Double.NaN;
        for (int round = 0; round < ROUNDS; round++) {
            if (!isPulledBack && !Double.isNaN(paid)) {
                market = market(file.withRules(file.rules().withExpectedResalePrice(OptionalDouble.of(paid))));
            }
            Optional<List<Long>> said = round < rounds && !asks.isEmpty() ? Optional.of(asks) : Optional.empty();
            var none = OptionalDouble.empty();
            market.done(new MarketCommand.PutAgent(
                    id,
                    2 + round,
                    AgentTerms.ofScenario()
                            .withPricePerBit(none)
                            .withWorkPerSecond(none)
                            .withAskTicks(said)));
            List<WirelessAgent> drawn = Played.drawn(20, 1_000 * seed + round).wirelessAgents();
            for (int i = 0; i < drawn.size(); i++) {
                market.done(new MarketCommand.PutTask(
                        file.wirelessAgents().get(i).id(),
                        "t" + round,
                        drawn.get(i).task(),
                        0,
                        Played.PAYLOAD,
                        market.venue.round()));
            }
            SoldRound sold = sell(market);
            paid = sold.settled.trades().isEmpty() ? paid : sold.settled.resalePricePerWork();
            all.add(sold);
            market.deliver();
            market.wait(60);
        }
        return all;
    }

    private static Played market(Scenario file) {
        return new Played(MarketRules.standard(file, "seller-vcg", 2, 10, true)).joined();
    }

    private static SoldRound sell(Played market) {
        market.done(new MarketCommand.Freeze(market.venue.round(), new TreeSet<>(), Played.DRAW));
        FrozenRound frozen = market.venue.frozenRound().orElseThrow();
        RoundPrices solved = market.solved(frozen);
        Optional<ResaleMarket> truth = ResaleMarket.reported(
                        frozen.afterTierOne(solved),
                        Collections.nCopies(frozen.scenario().aerialAgents().size(), Optional.empty()))
                .map(asked -> asked.forRule(new SellerVickrey()));
        return new SoldRound(
                (MarketEvent.RoundSettled) market.done(new MarketCommand.SolveFinished(solved))
                        .events()
                        .getFirst(),
                truth);
    }

    /** Effect of one kind of report, over all markets and sellers. */
    private static final class Effect {

        private final Shares first = new Shares(MARKETS);
        private final Shares later = new Shares(MARKETS);
        private final Shares prices = new Shares(MARKETS);
        private int sellers;
        private int gain;
        private double left;
        private double most;
        private double mostAll;
        private double price;
        private int closed;

        void add(int market, String seller, List<SoldRound> truth, List<SoldRound> lied, double money) {
            double change = 0;
            double sum = 0;
            for (int round = 1; round < ROUNDS; round++) {
                sum += truth.get(round).left(seller);
                change += lied.get(round).left(seller) - truth.get(round).left(seller);
                compare(
                        market,
                        truth.get(round).settled.solved().prices(),
                        lied.get(round).settled.solved().prices());
            }
            double atOnce = lied.getFirst().left(seller) - truth.getFirst().left(seller);
            first.add(market, atOnce, truth.getFirst().left(seller));
            later.add(market, change, sum);
            sellers++;
            left += money * sum;
            gain += change + atOnce > 0 ? 1 : 0;
            most = Math.max(most, change * money);
            mostAll = Math.max(mostAll, (change + atOnce) * money);
        }

        private void compare(int market, List<Double> honest, List<Double> lied) {
            for (int leader = 0; leader < honest.size(); leader++) {
                double move = Math.abs(lied.get(leader) / honest.get(leader) - 1);
                if (Double.isFinite(move)) {
                    price = Math.max(price, move);
                    prices.add(market, move, 1);
                } else if (!lied.get(leader).equals(honest.get(leader))) {
                    closed++;
                }
            }
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d sellers; round 1 %s; later %s of %.3f, at most %.3f; prices %s, at most %.2f %%, %d opened or closed;"
                            + " %d gain in all, at most %.3f",
                    sellers,
                    first,
                    later,
                    left / sellers,
                    most,
                    prices,
                    100 * price,
                    closed,
                    gain,
                    mostAll);
        }
    }

    /** Report of a seller instead of its costs. */
    private enum Report {
        TRUTH("asks its costs, round 1", 1, 1, true),
        DEARER("asks 1.5 of its costs, round 1", 1.5, 1, true),
        LITTLE_DEARER("asks 1.1, round 1", 1.1, 1, true),
        CHEAPER("asks 0.7, round 1", 0.7, 1, true),
        FEWER("half of its lots, round 1", 0, 1, true),
        ALWAYS_DEARER("asks 1.5, all rounds", 1.5, ROUNDS, true),
        ALWAYS_CHEAPER("asks 0.7, all rounds", 0.7, ROUNDS, true),
        NO_PULL("asks 1.5, round 1, nothing pulled back", 1.5, 1, false);

        private final String what;
        private final double factor;
        private final int rounds;
        private final boolean isPulledBack;

        Report(String what, double factor, int rounds, boolean isPulledBack) {
            this.what = what;
            this.factor = factor;
            this.rounds = rounds;
            this.isPulledBack = isPulledBack;
        }

        List<Long> of(List<Long> costs) {
            return factor == 0
                    ? costs.subList(0, (costs.size() + 1) / 2)
                    : costs.stream().map(cost -> Math.round(factor * cost)).toList();
        }
    }

    private static void say(String line) {
        if (Integer.getInteger("later.markets") != null) {
            System.out.println(line);
        }
    }

    @Tag("slow")
    @Test
    void misreportsLosePresentProfitAndMoveLaterPrices() {
        Map<Report, Effect> all = new EnumMap<>(Report.class);
        for (Report report : Report.values()) {
            all.put(report, new Effect());
        }
        for (int seed = 1; seed <= MARKETS; seed++) {
            List<SoldRound> pulled = play(seed, 0, List.of(), 0, true);
            List<SoldRound> alone = play(seed, 0, List.of(), 0, false);
            Scenario file = Played.drawn(20, seed);
            for (int k = 0; k < file.aerialAgents().size(); k++) {
                String seller = file.aerialAgents().get(k).id();
                List<Long> costs = pulled.getFirst().costs(seller);
                for (Report report : costs.isEmpty() ? new Report[0] : Report.values()) {
                    List<SoldRound> lied = play(seed, k, report.of(costs), report.rounds, report.isPulledBack);
                    double money = file.rules().tickMoney() / 2;
                    all.get(report).add(seed - 1, seller, report.isPulledBack ? pulled : alone, lied, money);
                }
            }
        }
        all.forEach((report, moved) -> say(report.what + ": " + moved));
        assertThat(all.get(Report.TRUTH).price).isZero();
        assertThat(all.get(Report.TRUTH).later.parts()).containsOnly(0);
        for (Report once : List.of(Report.DEARER, Report.CHEAPER, Report.FEWER)) {
            assertThat(all.get(once).first.share()).isNegative();
            assertThat(all.get(once).prices.share())
                    .isPositive()
                    .isLessThan(all.get(Report.ALWAYS_DEARER).prices.share());
        }
        assertThat(all.get(Report.NO_PULL).prices.share())
                .isGreaterThan(all.get(Report.DEARER).prices.share());
    }

    /**
     * Gains from trade realized by each rule, in all rounds but the first. The posted prices come from earlier rounds.
     */
    @Test
    void sellerVcgKeepsAllGainsFromTrade() {
        var verified = new Shares(MARKETS);
        var dropOut = new Shares(MARKETS);
        var lastPaid = new Shares(MARKETS);
        var bestBefore = new Shares(MARKETS);
        for (int seed = 1; seed <= MARKETS; seed++) {
            List<OrderBook> before = new ArrayList<>();
            double paid = Double.NaN;
            for (SoldRound sold : play(seed, 0, List.of(), 0, true)) {
                if (sold.truth.isPresent()) {
                    ResaleMarket market = sold.truth.orElseThrow();
                    OrderBook book = market.book();
                    var ties = new TieOrder.Lottery(seed, before.size());
                    ToDoubleFunction<AuctionRule> gains =
                            rule -> rule.clear(book, ties).welfareTicks(book);
                    double possible = gains.applyAsDouble(new EfficientTrade());
                    if (!Double.isNaN(paid)) {
                        long best = PostedPricePolicy.best(
                                        before, market.sellersStartTicks(), market.buyersStartTicks())
                                .priceTicks();
                        verified.add(seed - 1, gains.applyAsDouble(usual("seller-vcg", market)), possible);
                        dropOut.add(seed - 1, gains.applyAsDouble(usual("drop-out", market)), possible);
                        lastPaid.add(seed - 1, gains.applyAsDouble(new PostedPrice(Math.round(paid))), possible);
                        bestBefore.add(seed - 1, gains.applyAsDouble(new PostedPrice(best)), possible);
                    }
                    before.add(book);
                    paid = sold.settled.trades().stream()
                            .mapToDouble(trade -> trade.buyerHalfTicks() / 2.0)
                            .average()
                            .orElse(paid);
                }
            }
        }
        say("gains: seller-vcg " + verified + ", drop-out " + dropOut + ", posted-price of the last round " + lastPaid
                + ", best in earlier rounds " + bestBefore);
        assertThat(verified.share()).isEqualTo(1);
        assertThat(dropOut.share()).isLessThan(bestBefore.share());
        assertThat(bestBefore.share()).isLessThan(1);
    }

    private static AuctionRule usual(String rule, ResaleMarket market) {
        return AuctionCatalogue.defaultRule(
                AuctionCatalogue.rule(rule).orElseThrow(), market.buyersStartTicks(), market.sellersStartTicks());
    }
}

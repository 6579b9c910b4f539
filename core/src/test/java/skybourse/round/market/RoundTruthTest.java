package skybourse.round.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.AerialAgent;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.clock.refining.BisectionQuestioner;
import skybourse.tier2.spi.AuctionSettings;
import skybourse.tier2.spi.AuctionSettingsBuilder;

/**
 * Profitable misreports if both tiers of the round are repeated: costs of 0.5 to 3 times the true ones, fewer lots, more
 * lots. {@code -Dtruth.markets=200} simulates 200 sampled markets and prints how many aerial agents gain.
 */
class RoundTruthTest {

    private static final int MARKETS = Integer.getInteger("truth.markets", 6);
    private static final double[] FACTORS = {0.5, 0.75, 0.9, 1.1, 1.25, 1.5, 2, 3};
    private static final String REFINED = "double-dutch-refined";
    private static final List<String> TRUTHFUL = List.of("seller-vcg", "posted-price", "drop-out", REFINED);

    /** A market whose first tier is solved again only if the overload prices of its leaders differ. */
    private static final class Market {

        private final Scenario truth;
        private final Map<List<Double>, double[]> solved = new HashMap<>();

        Market(int seed, boolean published) {
            Counts counts = new Counts(20, 2, 3, 3);
            Scenario sampled = ScenarioSampler.standard(counts).sample("drawn", seed);
            truth = published
                    ? sampled
                    : sampled.withRules(sampled.rules().withExpectedResalePrice(OptionalDouble.empty()));
        }

        private Round sold(Scenario declared) {
            TwoTierRound tiers = TwoTierRound.of(declared);
            List<Double> overloadPrices = new ArrayList<>();
            for (double price : tiers.game().leaderTable().overloadPrices()) {
                overloadPrices.add(price);
            }
            var solver = SolverCatalogue.certified(SolverCatalogue.priceMethod("gauss-seidel", "slope", 1), 1e-6, 1);
            return tiers.sell(solved.computeIfAbsent(
                    overloadPrices,
                    _ -> solver.solve(tiers.game(), new double[tiers.game().leaders()])
                            .prices()));
        }

        private Scenario declared(int k, double factor) {
            List<AerialAgent> agents = new ArrayList<>(truth.aerialAgents());
            AerialAgent a = agents.get(k);
            agents.set(
                    k,
                    a.withComputeJoulePrice(factor * a.computeJoulePrice())
                            .withHoverJoulePrice(factor * a.hoverJoulePrice())
                            .withBatteryPrice(factor * a.batteryPrice()));
            return truth.withAerialAgents(agents);
        }

        /**
         * Returns the utility of an aerial agent at its true costs, in half ticks.
         *
         * @param factor by which it declares its costs
         * @param lots the number of declared lots minus the number that it can compute
         * @param checked whether lots beyond its capacity are removed
         */
        private long utilityHalfTicks(int k, String rule, double factor, int lots, boolean checked) {
            Scenario declared = declared(k, factor);
            Round tierOneRound = sold(declared);
            SellersClockStart start = SellersClockStart.of(truth.rules());
            int own = (int) Math.floor(truth.aerialAgents().get(k).computer().workPerSecond()
                    * truth.rules().roundSeconds()
                    / truth.rules().lotWork());
            var offered = ResaleMarket.of(
                    tierOneRound, (i, _, _) -> i == k ? Math.max(0, own + lots) : 100, ResaleMarket.Asks.COSTS, start);
            if (offered.isEmpty()) {
                return 0;
            }
            AuctionRule made = AuctionCatalogue.rule(
                            rule,
                            settings(offered.get()),
                            rule.equals(REFINED) ? new BisectionQuestioner() : new FixedStep(step(offered.get())))
                    .orElseThrow();
            ResaleMarket market = offered.get().forRule(made);
            String id = truth.aerialAgents().get(k).id();
            List<Order> orders = new ArrayList<>(market.book().orders().toList());
            List<Order> ownOrders =
                    orders.stream().filter(o -> o.participant().equals(id)).toList();
            for (int lot = own + 1; !checked && !ownOrders.isEmpty() && lot <= own + lots; lot++) {
                orders.add(new Ask(id, lot, ownOrders.getLast().limitTicks()));
            }
            if (rule.equals(REFINED)) {
                orders.removeIf(order -> order.lot() > 1);
            }
            AuctionOutcome outcome = made.clear(OrderBook.of(orders), new TieOrder.Lottery(truth.seed(), 0));
            long paid = outcome.trades().stream()
                    .filter(trade -> trade.ask().participant().equals(id))
                    .mapToLong(trade -> trade.sellerPriceHalfTicks())
                    .sum();
            return paid - 2 * trueCost(tierOneRound, start, id, outcome.lotsOf(id), made);
        }

        private static long step(ResaleMarket market) {
            return Math.max(1, Math.round((market.buyersStartTicks() - market.sellersStartTicks()) * 4 / 50.0));
        }

        private static AuctionSettings settings(ResaleMarket market) {
            return AuctionSettingsBuilder.builder()
                    .buyersStartTicks(market.buyersStartTicks())
                    .sellersStartTicks(market.sellersStartTicks())
                    .turns(TurnOrder.SHORTER)
                    .stepTicks(step(market))
                    .seed(0)
                    .round(0)
                    .build();
        }

        /** Lots that cannot be computed cost nothing: they are not delivered. */
        private long trueCost(Round tierOneRound, SellersClockStart start, String id, int lots, AuctionRule rule) {
            Round truthfulUtility = new Round(truth, tierOneRound.links(), tierOneRound.sold(), tierOneRound.leaders());
            return ResaleMarket.of(truthfulUtility, (_, _, _) -> 100, ResaleMarket.Asks.COSTS, start)
                    .orElseThrow()
                    .forRule(rule)
                    .book()
                    .ordersOf(id)
                    .stream()
                    .limit(lots)
                    .mapToLong(Order::limitTicks)
                    .sum();
        }

        /** Returns how many aerial agents gain by some cost or number of lots. */
        long gaining(String rule, boolean checked) {
            return IntStream.range(0, truth.aerialAgents().size())
                    .filter(k -> gains(k, rule, checked))
                    .count();
        }

        private boolean gains(int k, String rule, boolean checked) {
            long truthfulUtility = utilityHalfTicks(k, rule, 1, 0, true);
            for (int lots = checked ? -5 : 1; lots <= 2; lots++) {
                if (utilityHalfTicks(k, rule, 1, lots, checked) > truthfulUtility) {
                    return true;
                }
            }
            for (double factor : checked ? FACTORS : new double[0]) {
                if (utilityHalfTicks(k, rule, factor, 0, true) > truthfulUtility) {
                    return true;
                }
            }
            return false;
        }
    }

    private static Map<String, Integer> gaining(List<String> rules, int markets, boolean published, boolean checked) {
        Map<String, AtomicInteger> counts = new HashMap<>();
        rules.forEach(rule -> counts.put(rule, new AtomicInteger()));
        IntStream.rangeClosed(1, markets).parallel().forEach(seed -> {
            Market market = new Market(seed, published);
            rules.forEach(rule -> counts.get(rule).addAndGet((int) market.gaining(rule, checked)));
        });
        Map<String, Integer> gaining = new HashMap<>();
        counts.forEach((rule, count) -> gaining.put(rule, count.get()));
        if (Integer.getInteger("truth.markets") != null) {
            System.out.printf("%s markets, published %s, checked %s: %s gain%n", markets, published, checked, gaining);
        }
        return gaining;
    }

    @Test
    void truthfulRulesHaveNoProfitableMisreportInBothTiers() {
        assertThat(gaining(TRUTHFUL, MARKETS, true, true).values()).containsOnly(0);
        assertThat(gaining(List.of("double-dutch-midpoint"), MARKETS, true, true)
                        .values())
                .allSatisfy(count -> assertThat(count).isGreaterThan(MARKETS));
    }

    @Test
    void misreportsGainWithoutPublishedPrice() {
        int few = Math.max(1, MARKETS / 3);
        assertThat(gaining(TRUTHFUL.subList(0, 3), few, false, true).values())
                .allSatisfy(count -> assertThat(count).isPositive());
    }

    @Test
    void payingForUndeliveredLotsRewardsMisreports() {
        assertThat(gaining(List.of("seller-vcg", "posted-price", "drop-out"), MARKETS, true, false)
                        .values())
                .anySatisfy(count -> assertThat(count).isPositive());
    }
}

package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.AerialAgent;
import skybourse.base.scenario.Scenario;
import skybourse.round.market.ResaleMarket;
import skybourse.round.market.Round;
import skybourse.testing.Cases;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.RoundPrices;

/**
 * Search for profitable misreports of sellers through both tiers. Each aerial agent's asks and number of lots are
 * changed, or its lots are offered under two names, and the round is played again. {@code -Dtruth.rounds=300} plays
 * that many rounds and prints the result.
 */
class SellersTruthTest {

    private static final int ROUNDS = Integer.getInteger("truth.rounds", Math.max(2, Cases.share(5)));
    private static final double[] FACTORS = {0, 0.5, 0.75, 0.9, 1.1, 1.25, 1.5, 2, 3};

    /** One round whose prices do not depend on asks, so that only tier 2 is played again. */
    private static final class Truth {

        private final Scenario scenario;
        private final String rule;
        private final boolean asksReachPrices;

        /** Cost of each lot of each aerial agent, in ticks. */
        private final List<List<Long>> costs = new ArrayList<>();

        private final boolean resells;
        private final Optional<RoundPrices> solved;

        Truth(int seed, String rule, boolean asksReachPrices) {
            scenario = Played.drawn(20, seed);
            this.rule = rule;
            this.asksReachPrices = asksReachPrices;
            Played market = market(scenario);
            FrozenRound frozen = frozen(market);
            RoundPrices found = market.solved(frozen);
            Round tierOneRound = frozen.tiers()
                    .sell(found.prices().stream()
                            .mapToDouble(Double::doubleValue)
                            .toArray());
            Optional<ResaleMarket> resale = ResaleMarket.of(tierOneRound)
                    .map(all -> all.forRule(AuctionCatalogue.defaultRule(
                            AuctionCatalogue.rule(rule).orElseThrow(),
                            all.buyersStartTicks(),
                            all.sellersStartTicks())));
            resells = resale.isPresent();
            for (AerialAgent agent : scenario.aerialAgents()) {
                costs.add(resale.stream()
                        .flatMap(book -> book.book().ordersOf(agent.id()).stream())
                        .map(order -> order.limitTicks())
                        .toList());
            }
            solved = asksReachPrices ? Optional.empty() : Optional.of(found);
        }

        private Played market(Scenario declared) {
            return new Played(MarketRules.standard(declared, rule, 2, 10, true)).joined();
        }

        private static FrozenRound frozen(Played market) {
            market.putTasks("t");
            market.done(new MarketCommand.Freeze(0, new TreeSet<>(), Played.DRAW));
            return market.venue.frozenRound().orElseThrow();
        }

        /** Control: the scenario whose leaders expect to pay the lowest ask. */
        private Scenario expecting(int k, List<Long> asks) {
            long lowest = Long.MAX_VALUE;
            for (int other = 0; other < costs.size(); other++) {
                List<Long> ticks = other == k ? asks : costs.get(other);
                lowest = ticks.isEmpty() ? lowest : Math.min(lowest, ticks.getFirst());
            }
            double price =
                    lowest * scenario.rules().tickMoney() / scenario.rules().lotWork();
            return scenario.withRules(scenario.rules().withExpectedResalePrice(OptionalDouble.of(price)));
        }

        /** Returns the utility of an aerial agent, in half ticks, if it reports some asks under each of its names. */
        long left(int k, List<List<Long>> names) {
            AerialAgent agent = scenario.aerialAgents().get(k);
            List<AerialAgent> all = new ArrayList<>(scenario.aerialAgents());
            List<String> ids = new ArrayList<>(List.of(agent.id()));
            for (int more = 1; more < names.size(); more++) {
                ids.add(agent.id() + "-" + more);
                all.add(agent.withId(ids.getLast()));
            }
            Scenario declared = asksReachPrices ? expecting(k, names.getFirst()) : scenario;
            Played market = market(declared.withAerialAgents(all));
            for (int name = 0; name < names.size(); name++) {
                Optional<List<Long>> asks = Optional.of(names.get(name));
                market.done(new MarketCommand.PutAgent(
                        ids.get(name), 2, AgentTerms.ofScenario().withAskTicks(asks)));
            }
            FrozenRound frozen = frozen(market);
            RoundPrices prices = solved.orElseGet(() -> market.solved(frozen));
            var settled = (MarketEvent.RoundSettled) market.done(new MarketCommand.SolveFinished(prices))
                    .events()
                    .getFirst();
            long paid = 0;
            long cost = 0;
            int lots = 0;
            for (MarketEvent.LotTrade trade : settled.trades()) {
                if (ids.contains(trade.seller())) {
                    paid += trade.sellerHalfTicks();
                    cost += 2 * costs.get(k).get(lots++);
                }
            }
            return paid - cost;
        }

        /** Returns the largest gain of any aerial agent by any report tried. */
        long largestGain() {
            long largest = 0;
            for (int k = 0; resells && k < costs.size(); k++) {
                if (!costs.get(k).isEmpty()) {
                    long honest = left(k, List.of(costs.get(k)));
                    for (List<List<Long>> report : reports(costs.get(k))) {
                        largest = Math.max(largest, left(k, report) - honest);
                    }
                }
            }
            return largest;
        }

        private static List<List<List<Long>>> reports(List<Long> truth) {
            List<List<List<Long>>> reports = new ArrayList<>();
            for (double factor : FACTORS) {
                reports.add(List.of(times(factor, truth)));
            }
            for (int lots = Math.max(0, truth.size() - 2); lots < truth.size(); lots++) {
                reports.add(List.of(truth.subList(0, lots)));
            }
            List<Long> more = new ArrayList<>(truth);
            more.add(truth.getLast());
            reports.add(List.of(more));
            for (int first = 1; first < truth.size(); first++) {
                for (double factor : new double[] {1, 1.25}) {
                    reports.add(List.of(truth.subList(0, first), times(factor, truth.subList(first, truth.size()))));
                }
            }
            return reports;
        }

        private static List<Long> times(double factor, List<Long> costs) {
            return costs.stream().map(cost -> Math.round(factor * cost)).toList();
        }
    }

    private static int gaining(String rule, boolean asksReachPrices) {
        int gaining = 0;
        for (int seed = 1; seed <= ROUNDS; seed++) {
            gaining += new Truth(seed, rule, asksReachPrices).largestGain() > 0 ? 1 : 0;
        }
        if (Integer.getInteger("truth.rounds") != null) {
            System.out.println(rule + (asksReachPrices ? ", asks reach prices" : "") + ": somebody gains in " + gaining
                    + " of " + ROUNDS);
        }
        return gaining;
    }

    @Test
    void sellerVcgHasNoProfitableMisreport() {
        assertThat(gaining("seller-vcg", false)).isZero();
    }

    @Tag("slow")
    @Test
    void searchFindsProfitableMisreportsWhereTheyExist() {
        assertThat(gaining("double-dutch-midpoint", false)).isPositive();
        assertThat(gaining("seller-vcg", true)).isPositive();
    }
}

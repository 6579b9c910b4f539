package skybourse.round.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Agent;
import skybourse.base.agent.WeightDistribution;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGameFactory;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.rule.SellerVickrey;

/**
 * Rounds whose prices are computed for a published distribution of weights. {@code -Dweights.markets=60} plays that many markets with misreporting
 * agents and prints the changes of utility and settled profit, with and without the distribution.
 */
class PublishedWeightsTest {

    private static final int MARKETS = Integer.getInteger("weights.markets", 1);
    private static final WeightDistribution LAW = new WeightDistribution(20, 30);

    private static Scenario market(int seed) {
        return ScenarioSampler.standard(new ScenarioSampler.Counts(20, 2, 3, 3)).sample("drawn", seed);
    }

    private static Scenario published(Scenario scenario) {
        return scenario.withRules(scenario.rules().withWeights(Optional.of(LAW)));
    }

    /** Returns the scenario in which agent n reports {@code factor(n)} times its weight. */
    private static Scenario reporting(Scenario scenario, IntToDoubleFunction factor) {
        List<WirelessAgent> agents = scenario.wirelessAgents();
        return scenario.withWirelessAgents(IntStream.range(0, agents.size())
                .mapToObj(n -> agents.get(n)
                        .withSatisfactionWeight(
                                factor.applyAsDouble(n) * agents.get(n).satisfactionWeight()))
                .toList());
    }

    private static SolveResult solve(Scenario scenario) {
        PricingGame game = ScenarioGameFactory.of(scenario);
        return SolverCatalogue.defaultSolver(scenario.rules(), 1).solve(game, new double[game.leaders()]);
    }

    private static EquilibriumCertificate certified(Scenario scenario, double[] prices) {
        CertifiedSolver solver = SolverCatalogue.defaultSolver(scenario.rules(), 1);
        return solver.certifier().certify(ScenarioGameFactory.of(scenario), prices, solver.tolerance());
    }

    @Test
    void commonFactorChangesNoPrice() {
        Scenario market = published(market(1));
        double[] prices = solve(market).prices();
        assertThat(solve(reporting(market, _ -> 0.6)).prices()).containsExactly(prices);
        assertThat(solve(reporting(market(1), _ -> 0.6)).prices())
                .as("control: without the distribution")
                .isNotEqualTo(solve(market(1)).prices());
    }

    @Test
    void misreportOfSameRankChangesNoPrice() {
        Scenario market = published(market(1));
        double[] prices = solve(market).prices();
        int lowest = IntStream.range(0, 20)
                .boxed()
                .min((a, b) -> Double.compare(weight(market, a), weight(market, b)))
                .orElseThrow();
        assertThat(solve(reporting(market, n -> n == lowest ? 0.1 : 1)).prices())
                .containsExactly(prices);
        assertThat(solve(reporting(market, n -> n == lowest ? 2 : 1)).prices())
                .as("control: another rank")
                .isNotEqualTo(prices);
    }

    private static double weight(Scenario scenario, int agent) {
        return scenario.wirelessAgents().get(agent).satisfactionWeight();
    }

    @Test
    void certificateIsThatOfPricedMarketAndAgentsBuyByTheirOwnWeights() {
        Scenario market = published(market(1));
        SolveResult result = solve(market);
        assertThat(result.certificate().holds()).isTrue();
        Scenario own = market(1);
        assertThat(certified(market, result.prices()).epsilon())
                .isEqualTo(certified(own.withWirelessAgents(market.priced().wirelessAgents()), result.prices())
                        .epsilon());
        assertThat(certified(own, result.prices()).holds())
                .as("control: the market of the agents' own weights")
                .isFalse();
        TwoTierRound tiers = TwoTierRound.of(market);
        Round sold = tiers.sell(result.prices());
        assertThat(sold.agents())
                .isEqualTo(TwoTierRound.of(own).sell(result.prices()).agents());
        assertThat(tiers.game().weight()).isNotEqualTo(tiers.buyersGame().weight());
    }

    @Test
    void roundWithoutDistributionHasOneGame() {
        TwoTierRound tiers = TwoTierRound.of(market(1));
        assertThat(tiers.buyersGame()).isSameAs(tiers.game());
        assertThat(market(1).priced()).isEqualTo(market(1));
    }

    /** Ranks are those among the agents of the round. */
    @Test
    void onlyPresentAgentsHaveRanks() {
        Scenario market = published(market(1));
        Set<String> present =
                new TreeSet<>(Stream.concat(market.wirelessAgents().stream().limit(4), market.leaders().stream())
                        .map(Agent::id)
                        .toList());
        PricingGame game = TwoTierRound.ofPresentAgents(market, present, 1e-9).game();
        assertThat(DoubleStream.of(game.weight()).limit(4).sorted().toArray())
                .containsExactly(21.25, 23.75, 26.25, 28.75);
    }

    /** Misreporting agents gain less with the distribution. Prints both if asked. */
    @Test
    void misreportsGainLess() {
        Change open = new Change();
        Change closed = new Change();
        Change cost = new Change();
        for (int seed = 1; seed <= MARKETS; seed++) {
            Scenario market = market(seed);
            SolveResult truth = solve(market);
            SolveResult priced = solve(published(market));
            if (truth.certificate().holds() && priced.certificate().holds()) {
                IntToDoubleFunction eight = n -> n < 8 ? 0.6 : 1;
                open.add(market, truth.prices(), near(reporting(market, eight), truth.prices()));
                Scenario reported = reporting(published(market), eight);
                closed.add(market, priced.prices(), near(reported, priced.prices()));
                cost.add(market, truth.prices(), priced.prices());
            }
        }
        assertThat(open.mean(0)).isPositive().isGreaterThan(closed.mean(0));
        if (Integer.getInteger("weights.markets") != null) {
            System.out.println("8 of 20 report 0.6, no distribution: " + open);
            System.out.println("8 of 20 report 0.6, distribution:    " + closed);
            System.out.println("all truthful, cost of distribution:  " + cost);
        }
    }

    private static double[] near(Scenario reported, double[] start) {
        CertifiedSolver solver = SolverCatalogue.defaultSolver(reported.rules(), 1);
        return solver.solve(ScenarioGameFactory.of(reported), start).prices();
    }

    /** Relative changes by market: the first eight agents, the others, leaders (settled profit), welfare after tier 2. */
    private static final class Change {

        private static final List<String> NAMES = List.of("first 8", "other 12", "all WAs", "leaders", "welfare");
        private final List<double[]> rows = new ArrayList<>();

        void add(Scenario market, double[] before, double[] after) {
            TwoTierRound tiers = TwoTierRound.of(market);
            double[] from = sums(tiers.sell(before));
            double[] to = sums(tiers.sell(after));
            rows.add(IntStream.range(0, from.length)
                    .mapToDouble(i -> to[i] / from[i] - 1)
                    .toArray());
        }

        private static double[] sums(Round sold) {
            double first = 0;
            double others = 0;
            for (int n = 0; n < sold.agents().size(); n++) {
                double utility = sold.agents().get(n).utility();
                first += n < 8 ? utility : 0;
                others += n < 8 ? 0 : utility;
            }
            Optional<ResaleOutcome> resold =
                    TwoTierRound.resell(sold, _ -> new SellerVickrey(), new TieOrder.Lottery(1, 0));
            double[] profits = resold.map(played -> Settlement.profits(played.ledger(), played.after()))
                    .orElseGet(() -> Settlement.profits(Settlement.of(sold, List.of()), sold));
            double welfare = resold.map(ResaleOutcome::welfare).orElseGet(sold::welfare);
            return new double[] {
                first, others, first + others, DoubleStream.of(profits).sum(), welfare
            };
        }

        double mean(int column) {
            return rows.stream().mapToDouble(row -> row[column]).average().orElse(0);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(rows.size() + " markets");
            for (int i = 0; i < NAMES.size(); i++) {
                int column = i;
                double mean = mean(i);
                double variance = rows.stream()
                                .mapToDouble(row -> (row[column] - mean) * (row[column] - mean))
                                .sum()
                        / Math.max(1, rows.size() - 1);
                text.append(String.format(
                        Locale.ROOT,
                        ", %s %+.1f +- %.1f %%",
                        NAMES.get(i),
                        100 * mean,
                        196 * Math.sqrt(variance / rows.size())));
            }
            return text.toString();
        }
    }
}

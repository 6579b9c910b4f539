package skybourse.round.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

/** Rounds whose prices are computed for a published distribution of weights. */
class PublishedWeightsTest {

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
}

package skybourse.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Rules.OverloadPricing;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.learning.auctions.ActionSet;
import skybourse.learning.auctions.AuctionMarket;
import skybourse.learning.auctions.AuctionProblem;
import skybourse.learning.auctions.ScenarioMarkets;
import skybourse.learning.auctions.ScenarioRound;
import skybourse.learning.headroom.ClockReward;
import skybourse.round.analysis.RoundAnalysisPlan;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.round.market.LeaderOutcome;
import skybourse.round.market.TwoTierRound;
import skybourse.tier2.clock.FixedStep;

class SampledRoundsTest {

    private static List<ScenarioRound> rounds;

    @BeforeAll
    static void draw() {
        rounds = SampledRounds.of("tests", 8, TaskRunner.CALLER);
    }

    @Test
    void roundsVarySizesAndPricingAndEqualGeneratedOnes() {
        assertThat(rounds)
                .extracting(round -> round.before().scenario().wirelessAgents().size())
                .containsOnly(20, 40, 60);
        assertThat(rounds)
                .extracting(round -> round.before().scenario().rules().overloadPricing())
                .contains(OverloadPricing.EXPECTED_COST, OverloadPricing.IGNORE);
        Scenario scenario = rounds.getLast().before().scenario();
        int wireless = scenario.wirelessAgents().size();
        ScenarioSampler.Counts counts =
                new ScenarioSampler.Counts(wireless, wireless / 20 + 1, wireless / 20 + 2, wireless / 20 + 2);
        counts = wireless == 20 ? new ScenarioSampler.Counts(20, 2, 3, 3) : counts;
        Scenario again = ScenarioSampler.standard(counts).sample("drawn", scenario.seed());
        assertThat(scenario)
                .isEqualTo(again.withRules(
                        again.rules().withOverloadPricing(scenario.rules().overloadPricing())));
        TwoTierRound tiers = TwoTierRound.of(scenario);
        var solver = SolverCatalogue.certified(
                SolverCatalogue.priceMethod("newton", "slope", 1),
                scenario.rules().tolerance(),
                1);
        assertThat(rounds.getLast().before().leaders().stream()
                        .mapToDouble(LeaderOutcome::pricePerBit)
                        .toArray())
                .isEqualTo(solver.solve(tiers.game(), RoundAnalysisPlan.zeroStart(tiers.game()))
                        .prices());
    }

    @Test
    void eachMarketHasItsOwnScale() {
        ScenarioMarkets markets = ScenarioMarkets.each(rounds);
        assertThat(markets.pools()).hasSize(8).allSatisfy(pool -> {
            AuctionMarket market = pool.markets().getFirst();
            var smallest = new FixedStep(ActionSet.standard().smallest(market.gapTicks()));
            assertThat(pool.scale().welfareTicks())
                    .isEqualTo(market.clairvoyantWelfareTicks())
                    .isPositive();
            assertThat(pool.scale().messages())
                    .isEqualTo(market.course(smallest).outcome().effort().messages());
        });
        assertThat(SampledRounds.of("others", 2, TaskRunner.CALLER))
                .doesNotContainAnyElementsOf(rounds)
                .allSatisfy(round -> assertThat(round.market().gapTicks()).isGreaterThan(50));
        assertThat(markets.problem().actions()).isEqualTo(ActionSet.fine());
        assertThat(markets.problem().form().wide()).isTrue();
    }

    /**
     * With one lane per auction, each is played once. The score is nine tenths of the mean plus one tenth of the worst
     * tenth's mean.
     */
    @Test
    void scoreCombinesMeanAndWorstTenth() {
        AuctionProblem problem = ScenarioMarkets.each(rounds).problem();
        RandomStreams streams = new RandomStreams(4);
        double score = new HeldOutEvaluation(problem, 256, streams)
                .score((_, rows, _, _, chosen) -> Arrays.fill(chosen, 0, rows, 0));
        long first = streams.stream("judged-seeds", 0).nextLong();
        double[] returns = new double[256];
        for (int lane = 0; lane < 256; lane++) {
            AuctionMarket market = problem.source().market(first + lane);
            var smallest = new FixedStep(ActionSet.fine().smallest(market.gapTicks()));
            var reward = new ClockReward(
                    problem.reward().weights(),
                    problem.source().scale(first + lane).orElseThrow());
            returns[lane] = reward.total(market.course(smallest), market.book());
        }
        Arrays.sort(returns);
        double mean = Arrays.stream(returns).average().orElseThrow();
        double worst = Arrays.stream(returns, 0, 26).average().orElseThrow();
        assertThat(worst).isLessThan(mean - 1e-3);
        assertThat(score).isCloseTo(0.9 * mean + 0.1 * worst, within(1e-5));
    }
}

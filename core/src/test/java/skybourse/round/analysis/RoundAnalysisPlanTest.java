package skybourse.round.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.random.RandomStreams;
import skybourse.round.analysis.RoundAnalysisPlan.Part;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.ResaleOutcome;
import skybourse.round.market.Round;
import skybourse.round.market.SmallRound;
import skybourse.round.market.TwoTierRound;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.equilibrium.BestResponseIteration;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.equilibrium.SolverRun;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.ExactFollowerResponse;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.MixedPrices.Point;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.PricingGameBuilder;
import skybourse.tier2.auction.TieOrder;

class RoundAnalysisPlanTest {

    private static final ResultProvenance ORIGIN = new ResultProvenance("0", "0", "none");

    private final TwoTierRound tiers = TwoTierRound.of(SmallRound.resaleScenario());

    private static RoundAnalysisPlan plan(int starts, int curves) {
        var solver = new CertifiedSolver(BestResponseIteration.gaussSeidel(), new Certifier(1, 4_000), 1e-6, 3);
        return RoundAnalysisPlanBuilder.builder()
                .solver(solver)
                .startSeed(3)
                .randomStarts(starts)
                .curves(curves)
                .points(5)
                .mechanism(SmallRound::midpoint)
                .triesRules(true)
                .tasks(TaskRunner.CALLER)
                .build();
    }

    private RoundAnalysis study(RoundAnalysisPlan plan, List<Part> steps) {
        return plan.study(tiers, RoundAnalysisPlan.zeroStart(tiers.game()), ORIGIN, steps::add);
    }

    @Test
    void everyStepIsReportedOnce() {
        List<Part> steps = new ArrayList<>();
        RoundAnalysisPlan plan = plan(3, 1);
        RoundAnalysis study = study(plan, steps);
        assertThat(steps).hasSize(plan.steps(tiers.game())).hasSize(3 + 2 + 3 + 1);
        assertThat(Collections.frequency(steps, Part.START)).isEqualTo(5);
        assertThat(Collections.frequency(steps, Part.CURVE)).isEqualTo(1);
        assertThat(Collections.frequency(steps, Part.PRICES)).isEqualTo(1);
        assertThat(Collections.frequency(steps, Part.RESALE)).isEqualTo(1);
        assertThat(study.starts())
                .extracting(SolverStartResult::start)
                .containsExactly("zero", "caps", "random 1", "random 2", "random 3");
        assertThat(study.iterates()).hasSizeGreaterThan(1);
        assertThat(study.origin()).isEqualTo(ORIGIN);
    }

    @Test
    void planWithoutStartsAndCurvesHasThreeSteps() {
        List<Part> steps = new ArrayList<>();
        RoundAnalysisPlan plan = plan(0, 0);
        RoundAnalysis study = study(plan, steps);
        assertThat(steps).containsExactly(Part.PRICES, Part.RESALE, Part.RULES).hasSize(plan.steps(tiers.game()));
        assertThat(study.starts()).isEmpty();
        assertThat(study.curves()).isEmpty();
    }

    @Test
    void curvesCoverLeadersWithWidestGaps() {
        RoundAnalysis all = study(plan(0, 7), new ArrayList<>());
        assertThat(all.curves()).extracting(ProfitCurve::leader).containsExactly(0, 1);
        assertThat(plan(0, 7).steps(tiers.game())).isEqualTo(5);
        var gaps = all.result().certificate().leaders();
        int widest = gaps.get(0).relativeGap() >= gaps.get(1).relativeGap() ? 0 : 1;
        assertThat(gaps.get(0).relativeGap()).isNotEqualTo(gaps.get(1).relativeGap());
        assertThat(study(plan(0, 1), new ArrayList<>()).curves())
                .extracting(ProfitCurve::leader)
                .containsExactly(widest);
    }

    @Test
    void startPricesAreBetweenZeroAndHighestPrice() {
        PricingGame game = tiers.game();
        assertThat(RoundAnalysisPlan.zeroStart(game)).containsExactly(0, 0);
        assertThat(RoundAnalysisPlan.capsStart(game)).containsExactly(3, 4);
        RoundAnalysisPlan.capsStart(game)[0] = 9;
        assertThat(game.leaderTable().priceCap(0)).isEqualTo(3);
        var streams = new RandomStreams(1);
        double[] sum = new double[2];
        for (int i = 0; i < 1_000; i++) {
            double[] start = RoundAnalysisPlan.randomStart(streams.stream("starts", i), game);
            for (int s = 0; s < 2; s++) {
                assertThat(start[s]).isBetween(0.0, game.highestPrice(s));
                sum[s] += start[s];
            }
        }
        for (int s = 0; s < 2; s++) {
            double half = game.highestPrice(s) / 2;
            assertThat(sum[s] / 1_000).isCloseTo(half, within(0.1 * half)); // five standard errors
        }
        assertThat(RoundAnalysisPlan.randomStart(streams.stream("lonely", 0), gameWithUnreachableLeader())[1])
                .isZero();
    }

    /** Two equally likely prices: about 32 of 64 slots sample the first, by seed and slot. A fixed price is constant. */
    @Test
    void mixedPricesAreSampledPerSlot() {
        var randomizing = new Mix(List.of(new Point(1, 0.5), new Point(2, 0.5)));
        var mix = new MixedPrices(List.of(randomizing, Mix.of(3), randomizing));
        SolveResult result = new SolveResult.CertifiedMixed(
                mix,
                new Certifier(1, 100).certify(tiers.game(), new double[2], 1),
                new SolveResult.SolveStatistics(0, 0, SolverRun.Ending.RESTED, 0));
        for (int leader : new int[] {0, 2}) {
            assertThat(slotsWithFirstPrice(result, 7, leader)).isBetween(16L, 48L);
        }
        assertThat(slotsWithFirstPrice(result, 7, 1)).isZero();
        assertThat(sampledPrices(result, 7)).isEqualTo(sampledPrices(result, 7)).isNotEqualTo(sampledPrices(result, 8));
        assertThat(sampledPrices(result, 7))
                .as("leaders sample independently")
                .anyMatch(prices -> !prices.get(0).equals(prices.get(2)));
    }

    private static List<List<Double>> sampledPrices(SolveResult result, long seed) {
        return LongStream.range(0, 64)
                .mapToObj(slot -> Arrays.stream(RoundAnalysisPlan.roundPrices(result, seed, slot))
                        .boxed()
                        .toList())
                .toList();
    }

    private static long slotsWithFirstPrice(SolveResult result, long seed, int leader) {
        return sampledPrices(result, seed).stream()
                .filter(prices -> prices.get(leader) == 1)
                .count();
    }

    @Test
    void rejectsInvalidPlans() {
        assertThatThrownBy(() -> plan(-1, 0)).hasMessageContaining("randomStarts");
        assertThatThrownBy(() -> plan(0, -1)).hasMessageContaining("curves");
        RoundAnalysisPlan plan = plan(0, 0);
        assertThatThrownBy(() -> RoundAnalysisPlanBuilder.builder()
                        .solver(plan.solver())
                        .startSeed(1)
                        .randomStarts(0)
                        .curves(0)
                        .points(1)
                        .mechanism(plan.mechanism())
                        .triesRules(false)
                        .tasks(TaskRunner.CALLER)
                        .build())
                .hasMessageContaining("points");
        assertThat(RoundAnalysisPlanBuilder.builder()
                        .solver(plan.solver())
                        .startSeed(1)
                        .randomStarts(0)
                        .curves(0)
                        .points(2)
                        .mechanism(plan.mechanism())
                        .triesRules(false)
                        .tasks(TaskRunner.CALLER)
                        .build()
                        .points())
                .isEqualTo(2);
    }

    @Test
    void soldRoundMatchesBestResponses() {
        Round tierOneRound = tiers.sell(SmallRound.result().prices());
        double[] prices = SmallRound.result().prices();
        Allocation chosen = Allocation.at(tiers.game(), prices, new ExactFollowerResponse());
        for (int s = 0; s < 2; s++) {
            assertThat(tierOneRound.leaders().get(s).load().work()).isCloseTo(chosen.loads()[s], within(1e-12));
        }
        for (int n = 0; n < 2; n++) {
            var entries = tiers.game().entriesOf(n);
            for (AgentOutcome.Link link : tierOneRound.agents().get(n).links()) {
                assertThat(link.ratio()).isEqualTo(chosen.ratios()[entries.at(link.leader())]);
            }
        }
    }

    @Test
    void onlyOverloadedRoundIsResold() {
        Round round = SmallRound.round(SmallRound.resaleScenario(), SmallRound.RATIOS);
        var ties = new TieOrder.ById();
        ResaleOutcome tier =
                TwoTierRound.resell(round, SmallRound::midpoint, ties).orElseThrow();
        assertThat(tier.outcome().trades()).hasSize(2);
        Round calm = SmallRound.round(SmallRound.resaleScenario(), new double[][] {{0.25, 0.5}, {0.2, 0.2}});
        assertThat(TwoTierRound.resell(calm, SmallRound::midpoint, ties)).isEmpty();
    }

    @Test
    void profitCurveMatchesProfitAtBestResponses() {
        PricingGame game = tiers.game();
        double[] prices = {1.25, 1.3};
        for (int leader = 0; leader < 2; leader++) {
            ProfitCurve curve = ProfitCurve.of(game, prices, leader, 41);
            for (int i = 0; i <= 40; i++) {
                double[] tried = prices.clone();
                tried[leader] = curve.prices()[i];
                assertThat(curve.profits()[i])
                        .isCloseTo(
                                Allocation.at(game, tried, new ExactFollowerResponse())
                                        .profits()[leader],
                                within(1e-9));
            }
            assertThat(curve.leader()).isEqualTo(leader);
        }
        assertThat(prices).containsExactly(1.25, 1.3);
    }

    /** One wireless agent: a task of 4 bits, weight 10, quality 0.5, charge -1. The first bit is worth 1.5, all four 6. */
    @Test
    void curveEndsAboveLastSalePriceOrAtCap() {
        ProfitCurve curve = ProfitCurve.of(gameWithUnreachableLeader(), new double[] {1, 1}, 0, 22);
        assertThat(curve.prices()[0]).isZero();
        assertThat(curve.prices()[1]).isCloseTo(0.075, within(1e-12));
        assertThat(curve.prices()[21]).isCloseTo(1.05 * 1.5, within(1e-12));
        assertThat(curve.profits()[19]).as("at 1.425").isPositive();
        assertThat(curve.profits()[21]).as("at 1.575").isZero();
        ProfitCurve unreachable = ProfitCurve.of(gameWithUnreachableLeader(), new double[] {1, 1}, 1, 3);
        assertThat(unreachable.prices()).containsExactly(0, 1, 2);
        assertThat(unreachable.profits()).containsExactly(0, 0, 0);
    }

    /** No wireless agent reaches the second leader. */
    private static PricingGame gameWithUnreachableLeader() {
        var leaders = new LeaderTable(
                new double[] {0.1, 0.1}, new double[] {0, 0}, new double[] {100, 100}, new double[] {50, 2});
        return new PricingGameBuilder(leaders)
                .agent(4, 8, 10)
                .link(0, -1, 0.5, 1)
                .build();
    }

    @Test
    void studyLinksCombineGameLinksAndSentRatios() {
        RoundAnalysis study = SmallRound.resaleStudy();
        RoundAnalysisLinks all = new RoundAnalysisLinks(study, true);
        RoundAnalysisLinks used = new RoundAnalysisLinks(study, false);
        assertThat(all.areAll()).isTrue();
        assertThat(used.areAll()).isFalse();
        assertThat(used.of(0)).isEqualTo(all.of(0)).hasSize(2);
        List<RoundAnalysisLinks.Link> second = all.of(1);
        assertThat(second).hasSize(2);
        assertThat(second.get(0).ratio()).isZero();
        assertThat(second.get(0).sent()).isEqualTo(Optional.empty());
        assertThat(used.of(1)).containsExactly(second.get(1));
        RoundAnalysisLinks.Link link = second.get(1);
        assertThat(link.leader()).isEqualTo(1);
        assertThat(link.ratio()).isEqualTo(0.75);
        assertThat(link.bitsPerSecond()).isEqualTo(40);
        assertThat(link.quality()).isEqualTo(1);
        // 0.5 W for 20 / 40 s less 10 units of 2 J at home, a joule costs 1; completed after 1 s: 1 / (20/40 + 10/10)
        assertThat(link.linkCharge()).isCloseTo(0.25 - 20, within(1e-12));
        assertThat(link.cap()).isCloseTo(1 / 1.5, within(1e-12));
    }
}

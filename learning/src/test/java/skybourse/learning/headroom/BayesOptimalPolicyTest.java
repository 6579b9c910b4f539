package skybourse.learning.headroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.testing.Cases;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.UnitDemandMarketDistribution;
import skybourse.tier2.auction.ValueDistribution;
import skybourse.tier2.clock.Announcement;
import skybourse.tier2.clock.AuctionTranscript;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.DoubleDutchRun;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.GreedyStep;
import skybourse.tier2.clock.OrderStatisticStep;
import skybourse.tier2.clock.RandomStep;
import skybourse.tier2.clock.StepSet;

class BayesOptimalPolicyTest {

    private static final long MANY = 10_000_000;
    private static final TieOrder TIES = new TieOrder.Lottery(3, 0);
    private static final ClockPolicy UNASKED = new FixedStep(1);

    @Test
    void valueEqualsMeanRewardOverAllLimits() {
        Cases.forAll(TinyMarkets::random, market -> {
            Optional<ClockReward> reward = reward(market);
            if (reward.isPresent()) {
                BayesOptimalPolicy optimal =
                        BayesOptimalPolicy.solve(market, MANY).orElseThrow();
                double[] mean = new double[1];
                TinyMarkets.forEach(
                        market.components().getFirst(),
                        (draw, probability) -> mean[0] += probability
                                * reward.get().total(play(market.rule(UNASKED), optimal, draw.book()), draw.book()));
                assertThat(optimal.value()).isCloseTo(mean[0], within(1e-12));
            }
        });
    }

    private static AuctionTranscript play(DoubleDutch rule, BayesOptimalPolicy optimal, OrderBook book) {
        DoubleDutchRun run = rule.start(book, TIES);
        BayesOptimalPolicy.Play play = optimal.play();
        List<Announcement> announcements = new ArrayList<>();
        while (run.nextSide().isPresent()) {
            Announcement announcement = run.announce(play.stepTicks()).orElseThrow();
            announcements.add(announcement);
            play.observe(announcement);
        }
        return new AuctionTranscript(rule, announcements, run.outcome());
    }

    /** Returns the reward; empty for a market in which no trade is possible. */
    private static Optional<ClockReward> reward(ClockMarketDistribution market) {
        return market.components().getFirst().clairvoyantWelfareTicks() > 1e-9
                ? Optional.of(ClockReward.of(market))
                : Optional.empty();
    }

    @Test
    void equalsBestPolicyWithFullMemory() {
        Cases.forAll(TinyMarkets::random, market -> {
            Optional<ClockReward> reward = reward(market);
            if (reward.isPresent()) {
                double searched = new HistorySearch(market, reward.get()).best();
                assertThat(BayesOptimalPolicy.solve(market, MANY).orElseThrow().value())
                        .isCloseTo(searched, within(1e-12));
            }
        });
    }

    /**
     * Best reward by search over all histories of announcements on the auction itself, independent of the program's
     * states and probabilities.
     */
    private record HistorySearch(ClockMarketDistribution market, ClockReward reward) {

        private record Branch(DoubleDutchRun run, OrderBook book, double probability) {}

        double best() {
            List<Branch> branches = new ArrayList<>();
            TinyMarkets.forEach(market.components().getFirst(), (draw, probability) -> {
                OrderBook book = draw.book();
                branches.add(new Branch(market.rule(UNASKED).start(book, TIES), book, probability));
            });
            return best(branches);
        }

        /** The auctioneer cannot distinguish the branches, so they end together and take the same step. */
        private double best(List<Branch> branches) {
            DoubleDutchRun any = branches.getFirst().run;
            if (any.nextSide().isEmpty()) {
                return branches.stream()
                        .mapToDouble(branch -> branch.probability
                                * reward.welfare(branch.run.outcome().welfareTicks(branch.book)))
                        .sum();
            }
            if (!any.policyIsAsked()) {
                return after(branches, 0);
            }
            double best = Double.NEGATIVE_INFINITY;
            for (long step : market.steps().ticks()) {
                best = Math.max(best, after(branches, Math.min(step, any.state().largestStepTicks())));
            }
            return best;
        }

        private double after(List<Branch> branches, long step) {
            double value = 0;
            Map<Integer, List<Branch>> seen = new TreeMap<>();
            for (Branch branch : branches) {
                DoubleDutchRun run = branch.run.copy();
                Announcement announcement = run.announce(step).orElseThrow();
                value += branch.probability * reward.announcement(announcement);
                seen.computeIfAbsent(announcement.accepted().size(), k -> new ArrayList<>())
                        .add(new Branch(run, branch.book, branch.probability));
            }
            for (List<Branch> alike : seen.values()) {
                value += best(alike);
            }
            return value;
        }
    }

    @Test
    void exactValueOfPoliciesEqualsMeanReward() {
        List<ClockPolicy> policies = List.of(
                new FixedStep(1), new FixedStep(3), new GreedyStep(), new OrderStatisticStep(), new RandomStep(4, 2));
        Cases.forAll(TinyMarkets::random, market -> {
            Optional<ClockReward> reward = reward(market);
            if (reward.isPresent()) {
                for (ClockPolicy policy : policies) {
                    double[] mean = new double[1];
                    TinyMarkets.forEach(market.components().getFirst(), (draw, probability) -> {
                        OrderBook book = draw.book();
                        mean[0] += probability
                                * reward.get().total(market.rule(policy).course(book, TIES), book);
                    });
                    assertThat(PolicyValue.exact(market, policy, MANY)).hasValueCloseTo(mean[0], within(1e-12));
                }
            }
        });
    }

    /**
     * The published table for 3 buyers, 2 sellers, values 1 to 30, clocks from 30 and 0, and steps 1 2 3 5 8 13. Its
     * mean clairvoyant welfare came from a sample. Dividing the exact one by the last column reproduces all four
     * numbers of a distribution.
     */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0.2, 0.893, 0.901, 1.0190",
        "0, 0, 0, 0.5, 0.782, 0.797, 1.0190",
        "18, 12, 3, 0.2, 0.862, 0.913, 1.0095",
        "18, 12, 3, 0.5, 0.724, 0.810, 1.0095",
        "12, 8, 1.5, 0.2, 0.847, 0.933, 1.0090",
        "12, 8, 1.5, 0.5, 0.690, 0.842, 1.0090",
        "16, 14, 1.5, 0.2, 0.815, 0.928, 1.0155",
        "16, 14, 1.5, 0.5, 0.643, 0.851, 1.0155",
    })
    void reproducesPublishedTable(
            double buyers, double sellers, double deviation, double d, double fixed, double best, double factor) {
        ClockMarketDistribution market = published(buyers, sellers, deviation, d);
        RewardScale exact = RewardScale.exact(market);
        double[] sampled = fixedAndBest(market, new RewardScale(exact.welfareTicks() / factor, exact.messages()));
        assertThat(sampled[0]).isCloseTo(fixed, within(7e-4));
        assertThat(sampled[1]).isCloseTo(best, within(7e-4));
    }

    @Test
    void reproducesPublishedHeadroomWithoutFactor() {
        ClockMarketDistribution market = published(12, 8, 1.5, 0.5);
        double[] exact = fixedAndBest(market, RewardScale.exact(market));
        assertThat(exact[1] / exact[0]).isCloseTo(0.842 / 0.690, within(0.005));
    }

    private static ClockMarketDistribution published(double buyers, double sellers, double deviation, double d) {
        return ClockMarketDistributionBuilder.builder()
                .name("3x2")
                .components(List.of(
                        new UnitDemandMarketDistribution(3, values(buyers, deviation), 2, values(sellers, deviation))))
                .buyersStartTicks(30)
                .sellersStartTicks(0)
                .steps(StepSet.of(1, 2, 3, 5, 8, 13))
                .weights(new RewardWeights(1, 0.1, d))
                .build();
    }

    private static double[] fixedAndBest(ClockMarketDistribution market, RewardScale scale) {
        var reward = new ClockReward(market.weights(), scale);
        double bestFixed = market.steps().ticks().stream()
                .mapToDouble(step -> PolicyValue.exact(market, reward, new FixedStep(step), MANY)
                        .orElseThrow())
                .max()
                .orElseThrow();
        double best = BayesOptimalPolicy.solve(market, market.components().getFirst(), reward, MANY)
                .orElseThrow()
                .value();
        return new double[] {bestFixed, best};
    }

    private static ValueDistribution values(double mean, double deviation) {
        return deviation == 0 ? ValueDistribution.uniform(1, 30) : ValueDistribution.normal(mean, deviation, 1, 30);
    }
}

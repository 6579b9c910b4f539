package skybourse.benchmarks;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Supplier;
import skybourse.app.folders.PolicyResolver;
import skybourse.base.random.RandomStreams;
import skybourse.learning.training.TrainedModel;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.audit.MarketDistribution;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.ClockState;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.GreedyStep;
import skybourse.tier2.clock.OrderStatisticStep;
import skybourse.tier2.clock.TurnOrder;

/**
 * Measures the time in which a policy chooses a step, and the time of the complete auction. The markets have the distribution of {@code reproduce
 * scale}. The time of a decision includes reading the system clock.
 */
final class DecisionBench {

    private static final int[] LOTS = {10, 100, 1_000, 10_000, 100_000};
    private static final int HIGHEST = 1_000;

    private static final int MARKETS = 64;
    // Minimum number of auctions.
    private static final int FEWEST = 1;

    private static final int AUCTIONS = 0;
    private static final int NANOS = 1;
    private static final int DECISIONS = 2;
    private static final int NANOS_DECIDING = 3;

    private final double seconds;

    DecisionBench(double seconds) {
        this.seconds = seconds;
    }

    /** Measures, and prints each row as soon as it is known. */
    void print(PrintWriter out) {
        out.println("| policy | lots a side | decisions an auction | a decision, us | the auction, us |");
        out.println("|---|---|---|---|---|");
        TrainedModel model = PolicyResolver.model(AuctionCatalogue.LEARNED);
        rows(out, AuctionCatalogue.UNFENCED, () -> model.withoutRange().steady());
        rows(out, AuctionCatalogue.LEARNED, model::steady);
        rows(out, "order-statistics", OrderStatisticStep::new);
        rows(out, "greedy", GreedyStep::new);
    }

    private void rows(PrintWriter out, String name, Supplier<ClockPolicy> policy) {
        for (int lots : LOTS) {
            var shape = new MarketDistribution.Shape(lots, lots, 1, 0, HIGHEST);
            MarketDistribution markets = MarketDistribution.named("tier1-like", shape);
            play(policy, markets, 0);
            double[] sums = play(policy, markets, MARKETS);
            out.printf(
                    Locale.ROOT,
                    "| %s | %,d | %.0f | %.2f | %,.0f |%n",
                    name,
                    lots,
                    sums[DECISIONS] / sums[AUCTIONS],
                    sums[NANOS_DECIDING] / sums[DECISIONS] / 1e3,
                    sums[NANOS] / sums[AUCTIONS] / 1e3);
            out.flush();
        }
    }

    /**
     * Plays auctions until {@code seconds} have passed. Returns sums at the indices {@code AUCTIONS}, {@code NANOS}, {@code DECISIONS} and {@code
     * NANOS_DECIDING}. Each auction has a new policy, because policies of models cache their choices.
     */
    private double[] play(Supplier<ClockPolicy> policy, MarketDistribution markets, int firstMarket) {
        double[] sums = new double[4];
        for (int i = 0; i < FEWEST || sums[NANOS] < seconds * 1e9; i++) {
            OrderBook market = markets.market(new RandomStreams(1).stream("decisions", firstMarket + i % MARKETS));
            var timed = new Timed(policy.get(), sums);
            var rule = new DoubleDutch(HIGHEST, 0, TurnOrder.SHORTER, ClearingRule.MIDPOINT, timed);
            long start = System.nanoTime();
            rule.clear(market, new TieOrder.Lottery(1, i));
            sums[NANOS] += System.nanoTime() - start;
            sums[AUCTIONS]++;
        }
        return sums;
    }

    /** Policy whose decisions are timed in wall time, because reading the CPU time of a thread takes longer than most decisions. */
    private record Timed(ClockPolicy policy, double[] sums) implements ClockPolicy {

        @Override
        public String name() {
            return policy.name();
        }

        @Override
        public long leastStepTicks(long gapTicks) {
            return policy.leastStepTicks(gapTicks);
        }

        @Override
        public long stepTicks(ClockState state) {
            long start = System.nanoTime();
            long step = policy.stepTicks(state);
            sums[NANOS_DECIDING] += System.nanoTime() - start;
            sums[DECISIONS]++;
            return step;
        }
    }
}

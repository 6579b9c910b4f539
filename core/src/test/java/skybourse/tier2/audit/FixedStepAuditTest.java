package skybourse.tier2.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.TurnOrder;

class FixedStepAuditTest {

    private static final int DOSE = Integer.getInteger("audit.dose", 1);

    @Test
    void gainsMatchAllReportsInPlainAuction() {
        for (int i = 0; i < 400 * DOSE; i++) {
            RandomGenerator random = new RandomStreams(11).stream("small-market", i);
            DoubleDutch rule = rule(random, 8);
            long[] bids = values(random, random.nextInt(1, 4), 10);
            long[] asks = values(random, random.nextInt(1, 4), 10);
            OrderBook truth = OrderBook.unitDemand(bids, asks);
            FixedStepMisreportGains gains = new FixedStepAudit(rule).audit(bids, asks);
            String market = rule + " " + Arrays.toString(bids) + " " + Arrays.toString(asks);
            for (int b = 0; b < bids.length; b++) {
                check(rule, truth, "b" + (b + 1), gains.buyers(), b, market);
            }
            for (int s = 0; s < asks.length; s++) {
                check(rule, truth, "s" + (s + 1), gains.sellers(), s, market);
            }
        }
    }

    private static void check(
            DoubleDutch rule,
            OrderBook truth,
            String trader,
            FixedStepMisreportGains.OfSide gains,
            int index,
            String market) {
        long low = rule.sellersStartTicks() - 1;
        long high = rule.buyersStartTicks() + 1;
        assertThat(gains.truthfulHalfTicks(index))
                .as("truth of %s in %s", trader, market)
                .isEqualTo(EveryReport.utility(rule, truth, truth, trader));
        assertThat(gains.bestHalfTicks(index))
                .as("best of %s in %s", trader, market)
                .isEqualTo(EveryReport.best(rule, truth, trader, low, high));
        if (gains.gains(index)) {
            Order own = truth.ordersOf(trader).getFirst();
            OrderBook lie = truth.with(trader, List.of(own.withLimit(gains.bestReportTicks(index))));
            assertThat(EveryReport.utility(rule, lie, truth, trader))
                    .as("report %d of %s in %s", gains.bestReportTicks(index), trader, market)
                    .isEqualTo(gains.bestHalfTicks(index));
        }
    }

    /** Markets with many stops and traders, of which only a window is simulated, compared with a simulation of all stops. */
    @Tag("slow")
    @Test
    void windowFindsSameGainsAsAllStops() {
        for (int i = 0; i < 400 * DOSE; i++) {
            RandomGenerator random = new RandomStreams(12).stream("window-market", i);
            DoubleDutch rule = rule(random, 150);
            long[] bids = values(random, random.nextInt(1, 60), 160);
            long[] asks = values(random, random.nextInt(1, 60), 160);
            FixedStepMisreportGains windowed = new FixedStepAudit(rule).audit(bids, asks);
            FixedStepMisreportGains all = new FixedStepAudit(rule, false).audit(bids, asks);
            String market = rule + " " + Arrays.toString(bids) + " " + Arrays.toString(asks);
            same(windowed.buyers(), all.buyers(), market);
            same(windowed.sellers(), all.sellers(), market);
        }
    }

    private static void same(FixedStepMisreportGains.OfSide one, FixedStepMisreportGains.OfSide other, String market) {
        for (int i = 0; i < one.size(); i++) {
            assertThat(one.truthfulHalfTicks(i)).as("%d in %s", i, market).isEqualTo(other.truthfulHalfTicks(i));
            assertThat(one.bestHalfTicks(i)).as("%d in %s", i, market).isEqualTo(other.bestHalfTicks(i));
        }
    }

    private static DoubleDutch rule(RandomGenerator random, int highest) {
        TurnOrder turns = random.nextBoolean() ? TurnOrder.SHORTER : TurnOrder.ALTERNATE;
        ClearingRule clearing = ClearingRule.values()[random.nextInt(turns == TurnOrder.SHORTER ? 3 : 2)];
        return new DoubleDutch(
                highest + random.nextInt(3),
                random.nextInt(3),
                turns,
                clearing,
                new FixedStep(random.nextInt(1, random.nextBoolean() ? 3 : 8)));
    }

    private static long[] values(RandomGenerator random, int count, int bound) {
        int spread = random.nextInt(1, bound + 1);
        int low = random.nextInt(bound - spread + 1);
        return random.longs(count, low, low + (long) spread).toArray();
    }
}

package skybourse.auction;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import skybourse.random.RandomStreams;

class DoubleDutchTest {

    private static final TieOrder TIES = new TieOrder.ByLot(1, 0);
    private static final int MARKETS = 2_000;

    private static DoubleDutch rule(Turns turns, Clearing clearing, long step) {
        return new DoubleDutch(50, 0, turns, clearing, new FixedStep(step));
    }

    /** MODEL section 9: buyers 7 7 6, sellers 1 7, alternate turns: seller 1 gains 3 by reporting 7. */
    @Test
    void withAlternateTurnsNoReductionIsTruthful() {
        OrderBook truth = OrderBook.unitDemand(new long[] {7, 7, 6}, new long[] {1, 7});
        OrderBook lie = truth.with("s1", List.of(new Ask("s1", 1, 7)));
        var rule = new DoubleDutch(8, 0, Turns.ALTERNATE, Clearing.TRADE_REDUCTION, new FixedStep(1));
        // the lie ties with s2, so that the gain is an expectation over the lot: half the time s1 is the one who trades
        long honest = 0;
        long lying = 0;
        for (int round = 0; round < 1_000; round++) {
            TieOrder ties = new TieOrder.ByLot(3, round);
            honest += rule.clear(truth, ties).utilityHalfTicks("s1", truth);
            lying += rule.clear(lie, ties).utilityHalfTicks("s1", truth);
        }
        System.out.println(honest + " " + lying);
        System.out.println(rule.course(truth, TIES));
        System.out.println(rule.course(lie, TIES));
    }

    @Test
    void welfareOnFiveByThree() {
        for (Turns turns : Turns.values()) {
            StringBuilder row = new StringBuilder(turns + ": ");
            for (long step : new long[] {1, 2, 3, 5, 8, 13, 21, 34}) {
                DoubleDutch rule = rule(turns, Clearing.MIDPOINT, step);
                double got = 0;
                double best = 0;
                double ratios = 0;
                int counted = 0;
                long messages = 0;
                for (int i = 0; i < MARKETS; i++) {
                    var random = new RandomStreams(5).stream("market", i);
                    long[] bids = LongStream.range(0, 5)
                            .map(k -> random.nextInt(0, 50))
                            .toArray();
                    long[] asks = LongStream.range(0, 3)
                            .map(k -> random.nextInt(1, 51))
                            .toArray();
                    OrderBook book = OrderBook.unitDemand(bids, asks);
                    AuctionOutcome outcome = rule.clear(book, new TieOrder.ByLot(5, i));
                    got += outcome.welfareTicks(book);
                    messages += outcome.effort().messages();
                    long opt = optimum(bids, asks);
                    best += opt;
                    if (opt > 0) {
                        ratios += (double) outcome.welfareTicks(book) / opt;
                        counted++;
                    }
                }
                row.append(" %.4f/%.4f/%.1f".formatted(got / best, ratios / counted, messages / (double) MARKETS));
            }
            System.out.println(row);
        }
    }

    private static long optimum(long[] bids, long[] asks) {
        java.util.Arrays.sort(bids);
        java.util.Arrays.sort(asks);
        long sum = 0;
        for (int i = 0; i < Math.min(bids.length, asks.length); i++) {
            sum += Math.max(0, bids[bids.length - 1 - i] - asks[i]);
        }
        return sum;
    }
}

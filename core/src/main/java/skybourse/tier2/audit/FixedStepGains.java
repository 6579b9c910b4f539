package skybourse.tier2.audit;

import java.util.Arrays;
import java.util.stream.IntStream;
import skybourse.base.numeric.Fraction;

/**
 * What each trader of a market has by the truth and by its best report, expected over how ties fall, in half ticks.
 *
 * @param buyers the buyers, in the order they were given
 * @param sellers the sellers, in the order they were given
 */
public record FixedStepGains(OfSide buyers, OfSide sellers) {

    /** Returns how many traders gain by a misreport. */
    public int gainers() {
        return buyers.gainers() + sellers.gainers();
    }

    /** One side's utilities, kept as quotients of whole numbers; filled once by the audit. */
    public static final class OfSide {

        private final long[] truth;
        private final int[] truthOver;
        private final long[] best;
        private final int[] bestOver;
        private final long[] report;
        private final boolean[] lies;

        OfSide(int traders) {
            truth = new long[traders];
            truthOver = new int[traders];
            best = new long[traders];
            bestOver = new int[traders];
            report = new long[traders];
            lies = new boolean[traders];
            Arrays.fill(truthOver, 1);
            Arrays.fill(bestOver, 1);
        }

        void set(int trader, Choices.Utility truthful, Choices.Utility bestOne, long reportTicks) {
            assert bestOne.halfTicks() >= 0 : "everyone may stay away";
            assert bestOne.compareTo(truthful) >= 0 : "truthful reports are among the candidates";
            truth[trader] = truthful.halfTicks();
            truthOver[trader] = truthful.over();
            best[trader] = bestOne.halfTicks();
            bestOver[trader] = bestOne.over();
            report[trader] = reportTicks;
            lies[trader] = bestOne.compareTo(truthful) > 0;
        }

        /** Returns how many traders there are. */
        public int size() {
            return truth.length;
        }

        /** Tells whether some report is better than the truth. */
        public boolean gains(int trader) {
            return lies[trader];
        }

        /** Returns how many traders have a report better than the truth. */
        public int gainers() {
            return (int) IntStream.range(0, lies.length).filter(i -> lies[i]).count();
        }

        /** Returns what the truth brings. */
        public Fraction truthfulHalfTicks(int trader) {
            return Fraction.of(truth[trader], truthOver[trader]);
        }

        /** Returns what the best report brings; at least 0, because everyone may stay away. */
        public Fraction bestHalfTicks(int trader) {
            return Fraction.of(best[trader], bestOver[trader]);
        }

        /** Returns the best report where {@link #gains}, else the truth; {@link Choices#STAYS_AWAY} for none. */
        public long bestReportTicks(int trader) {
            return report[trader];
        }
    }
}

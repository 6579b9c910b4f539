package skybourse.tier2.audit;

import java.util.Arrays;
import java.util.stream.IntStream;
import skybourse.base.numeric.Rational;

/**
 * Utilities of each trader by truthful reporting and by its best report, in half ticks. Utilities are expectations over ties.
 *
 * @param buyers the buyers, in the order of the audit's argument
 * @param sellers the sellers, in the order of the audit's argument
 */
public record FixedStepMisreportGains(OfSide buyers, OfSide sellers) {

    /** Returns the number of traders with a profitable misreport. */
    public int gainers() {
        return buyers.gainers() + sellers.gainers();
    }

    /** Utilities of one side, as exact fractions. */
    public static final class OfSide {

        private final long[] truth;
        private final int[] truthOver;
        private final long[] best;
        private final int[] bestOver;
        private final long[] report;
        private final boolean[] gains;

        OfSide(int traders) {
            truth = new long[traders];
            truthOver = new int[traders];
            best = new long[traders];
            bestOver = new int[traders];
            report = new long[traders];
            gains = new boolean[traders];
            Arrays.fill(truthOver, 1);
            Arrays.fill(bestOver, 1);
        }

        void set(int trader, ReportOutcomes.Utility truthful, ReportOutcomes.Utility bestOne, long reportTicks) {
            assert bestOne.halfTicks() >= 0 : "everyone may stay away";
            assert bestOne.compareTo(truthful) >= 0 : "truthful reports are among the candidates";
            truth[trader] = truthful.halfTicks();
            truthOver[trader] = truthful.over();
            best[trader] = bestOne.halfTicks();
            bestOver[trader] = bestOne.over();
            report[trader] = reportTicks;
            gains[trader] = bestOne.compareTo(truthful) > 0;
        }

        /** Returns the number of traders. */
        public int size() {
            return truth.length;
        }

        /** Returns whether a trader has a profitable misreport. */
        public boolean gains(int trader) {
            return gains[trader];
        }

        /** Returns the number of traders with a profitable misreport. */
        public int gainers() {
            return (int) IntStream.range(0, gains.length).filter(i -> gains[i]).count();
        }

        /** Returns a trader's utility by truthful reporting. */
        public Rational truthfulHalfTicks(int trader) {
            return Rational.of(truth[trader], truthOver[trader]);
        }

        /** Returns a trader's utility by its best report; at least 0, because a trader may stay away. */
        public Rational bestHalfTicks(int trader) {
            return Rational.of(best[trader], bestOver[trader]);
        }

        /**
         * Returns a trader's best report if that gains, otherwise its true limit price; {@link Long#MIN_VALUE} if the trader stays away.
         */
        public long bestReportTicks(int trader) {
            return report[trader];
        }
    }
}

package skybourse.tier2.auction;

import java.util.Locale;

/** Reason for an auction without a trade. */
public sealed interface NoTradeReason {

    /** The buyers' clock starts below the sellers'. */
    record ClocksStartCrossed(long buyersStartTicks, long sellersStartTicks) implements NoTradeReason {
        @Override
        public String text() {
            return String.format(
                    Locale.ROOT,
                    "the buyers' clock starts at %d, below the sellers' at %d",
                    buyersStartTicks,
                    sellersStartTicks);
        }
    }

    /** The rule matched no buyer with a seller. */
    record NobodyMatched() implements NoTradeReason {
        @Override
        public String text() {
            return "no buyer and seller were matched";
        }
    }

    /** The rule omitted all matched pairs, to be truthful and budget-balanced. */
    record MatchGivenUp(int pairs) implements NoTradeReason {
        @Override
        public String text() {
            return String.format(Locale.ROOT, "%d matched pair(s) given up by the reduction", pairs);
        }
    }

    /** The responses leave no price at which a trade is possible. */
    record NoPriceLeft() implements NoTradeReason {
        @Override
        public String text() {
            return "the answers leave no price at which a trade is possible";
        }
    }

    /**
     * The clock policy chose an illegal step.
     *
     * @param policy name of the policy
     * @param step number of announcements before the step
     * @param answerTicks step that the policy chose
     * @param largestTicks largest legal step; the smallest is 1
     */
    record BrokenPolicy(String policy, int step, long answerTicks, long largestTicks) implements NoTradeReason {
        @Override
        public String text() {
            return String.format(
                    Locale.ROOT,
                    "policy %s chose %d ticks at step %d, but only 1 to %d are allowed",
                    policy,
                    answerTicks,
                    step,
                    largestTicks);
        }
    }

    /** Returns the reason as a sentence without initial capital and full stop. */
    String text();
}

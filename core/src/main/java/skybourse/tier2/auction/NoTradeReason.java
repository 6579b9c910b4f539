package skybourse.tier2.auction;

import java.util.Locale;

/** Why an auction ended without a trade; each reason explains itself. */
public sealed interface NoTradeReason {

    /** The buyers' clock starts below the sellers'. */
    record ClocksStartCrossed(long buyersStartTicks, long sellersStartTicks) implements NoTradeReason {
        @Override
        public String words() {
            return String.format(
                    Locale.ROOT,
                    "the buyers' clock starts at %d, below the sellers' at %d",
                    buyersStartTicks,
                    sellersStartTicks);
        }
    }

    /** The rule found no pair of a buyer and a seller who agree. */
    record NobodyMatched() implements NoTradeReason {
        @Override
        public String words() {
            return "no buyer and seller were matched";
        }
    }

    /** Pairs were matched, and the rule gave all of them up to stay truthful and balanced. */
    record MatchGivenUp(int pairs) implements NoTradeReason {
        @Override
        public String words() {
            return String.format(Locale.ROOT, "%d matched pair(s) given up by the reduction", pairs);
        }
    }

    /** The answers leave no price at which anybody could trade. */
    record NoPriceLeft() implements NoTradeReason {
        @Override
        public String words() {
            return "the answers leave no price at which a trade is possible";
        }
    }

    /** The clock policy answered with a step that is not legal. */
    record BrokenPolicy(String policy, int step, long answerTicks, long largestTicks) implements NoTradeReason {
        @Override
        public String words() {
            return String.format(
                    Locale.ROOT,
                    "policy %s chose %d ticks at step %d, but only 1 to %d are allowed",
                    policy,
                    answerTicks,
                    step,
                    largestTicks);
        }
    }

    /** Returns the reason in a sentence without capital and full stop. */
    String words();
}

package skybourse.auction;

/** Why an auction ended without a trade; each reason explains itself. */
public sealed interface NoTradeReason {

    /** The buyers' clock starts below the sellers'. */
    record ClocksStartCrossed(long buyersStartTicks, long sellersStartTicks) implements NoTradeReason {
        @Override
        public String words() {
            return "the buyers' clock starts at %d, below the sellers' at %d"
                    .formatted(buyersStartTicks, sellersStartTicks);
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
            return "%d matched pair(s) given up by the reduction".formatted(pairs);
        }
    }

    /** The clock policy answered with a step that is not legal. */
    record BrokenPolicy(String policy, int step, long answerTicks, long largestTicks) implements NoTradeReason {
        @Override
        public String words() {
            return "policy %s answered %d ticks at step %d, where 1 to %d are legal"
                    .formatted(policy, answerTicks, step, largestTicks);
        }
    }

    /** Returns the reason in a sentence without capital and full stop. */
    String words();
}

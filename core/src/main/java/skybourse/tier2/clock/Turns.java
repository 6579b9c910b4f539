package skybourse.tier2.clock;

import java.util.Optional;
import java.util.function.Function;
import skybourse.tier2.auction.Side;

/**
 * Who is announced next in a Double Dutch auction, and when it ends. This is the only place where that is written: every form
 * of the auction asks {@link #next}, and the table behind it is made from the two rules below when the class is loaded.
 */
public enum Turns {
    /** After an acceptance the other side, else the same; a side with nobody waiting is passed over. */
    ALTERNATE(Turns::alternating),
    /** Both sides once where they start, then the side with the shorter queue, the sellers when equal. */
    SHORTER(Turns::shorterQueue);

    /** What comes next. */
    public enum Next {
        BUYERS(Optional.of(Side.BUYERS)),
        SELLERS(Optional.of(Side.SELLERS)),
        END(Optional.empty());

        @SuppressWarnings("ImmutableEnumChecker") // an Optional of an enum
        private final Optional<Side> side;

        Next(Optional<Side> side) {
            this.side = side;
        }

        /** Returns the side announced next; empty at the end. */
        public Optional<Side> side() {
            return side;
        }

        private static Next of(Side side) {
            return side == Side.BUYERS ? BUYERS : SELLERS;
        }
    }

    @SuppressWarnings("ImmutableEnumChecker") // filled once
    private final Next[] answers = new Next[TurnFacts.COUNT];

    Turns(Function<TurnFacts, Next> rule) {
        for (int bits = 0; bits < answers.length; bits++) {
            TurnFacts now = new TurnFacts(bits);
            answers[bits] = now.clocksCrossed() ? Next.END : rule.apply(now);
        }
    }

    /**
     * Returns what comes next.
     *
     * @param facts as {@link TurnFacts} packs them
     */
    public Next next(int facts) {
        return answers[facts];
    }

    private static Next alternating(TurnFacts now) {
        if (settled(Side.BUYERS, now) || settled(Side.SELLERS, now)) {
            return Next.END;
        }
        if (now.clocksMet()) {
            return firstUnheard(now);
        }
        Side turn = now.lastAccepted() ? now.lastSide().other() : now.lastSide();
        return Next.of(now.nobodyWaits(turn) ? turn.other() : turn);
    }

    /** Tells whether a side has nobody waiting and no more queued than the other: its queue is all that can trade. */
    private static boolean settled(Side side, TurnFacts now) {
        return now.nobodyWaits(side) && !now.queueIsShorter(side.other());
    }

    private static Next shorterQueue(TurnFacts now) {
        if (now.clocksMet() || !now.heard(Side.BUYERS) || !now.heard(Side.SELLERS)) {
            return firstUnheard(now);
        }
        Side turn = now.queueIsShorter(Side.BUYERS) ? Side.BUYERS : Side.SELLERS;
        return now.nobodyWaits(turn) ? Next.END : Next.of(turn);
    }

    private static Next firstUnheard(TurnFacts now) {
        if (!now.heard(Side.BUYERS)) {
            return Next.BUYERS;
        }
        return now.heard(Side.SELLERS) ? Next.END : Next.SELLERS;
    }
}

package skybourse.tier2.clock;

import java.util.Optional;
import java.util.function.Function;
import skybourse.tier2.auction.Side;

/**
 * Turn order of a Double Dutch auction. It determines the side of the next announcement, and the end of the auction. All implementations of
 * the auction use {@link #next(int)}, whose table is computed when the class is loaded.
 *
 * <p>Each order ends the auction at once if the clocks start crossed. After the clocks meet, only a side that has had no announcement gets
 * one.
 */
public enum TurnOrder {
    /**
     * After an acceptance the other side moves, otherwise the same side moves again. A side without waiting traders is passed over. The
     * auction ends if a side without waiting traders has a queue that is shorter than the other or equally long.
     */
    ALTERNATE(TurnOrder::alternating),
    /**
     * Each side gets one announcement of its start price, the buyers first. Then the side with the shorter queue moves; if the queues are
     * equal, the sellers move. The auction
     * ends if no trader of that side waits.
     */
    SHORTER(TurnOrder::shorterQueue);

    /** Next turn. */
    public enum Next {
        /** Announcement to the buyers. */
        BUYERS(Optional.of(Side.BUYERS)),
        /** Announcement to the sellers. */
        SELLERS(Optional.of(Side.SELLERS)),
        /** End of the auction. */
        END(Optional.empty());

        @SuppressWarnings("ImmutableEnumChecker") // an Optional of an enum constant is immutable
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

    @SuppressWarnings("ImmutableEnumChecker") // the constructor fills the array, and nothing changes it later
    private final Next[] answers = new Next[TurnOrderFlags.COUNT];

    TurnOrder(Function<TurnOrderFlags, Next> rule) {
        for (int bits = 0; bits < answers.length; bits++) {
            TurnOrderFlags now = new TurnOrderFlags(bits);
            answers[bits] = now.clocksCrossed() ? Next.END : rule.apply(now);
        }
    }

    /**
     * Returns the next turn.
     *
     * @param facts bits of {@link TurnOrderFlags}, in {@code [0, TurnOrderFlags.COUNT)}
     */
    public Next next(int facts) {
        return answers[facts];
    }

    private static Next alternating(TurnOrderFlags now) {
        if (settled(Side.BUYERS, now) || settled(Side.SELLERS, now)) {
            return Next.END;
        }
        if (now.clocksMet()) {
            return firstUnheard(now);
        }
        Side turn = now.lastAccepted() ? now.lastSide().other() : now.lastSide();
        return Next.of(now.nobodyWaits(turn) ? turn.other() : turn);
    }

    /** Returns whether no trader of a side waits and its queue is not longer than the other: no further pair can be matched. */
    private static boolean settled(Side side, TurnOrderFlags now) {
        return now.nobodyWaits(side) && !now.queueIsShorter(side.other());
    }

    private static Next shorterQueue(TurnOrderFlags now) {
        if (now.clocksMet() || !now.announcedSides(Side.BUYERS) || !now.announcedSides(Side.SELLERS)) {
            return firstUnheard(now);
        }
        Side turn = now.queueIsShorter(Side.BUYERS) ? Side.BUYERS : Side.SELLERS;
        return now.nobodyWaits(turn) ? Next.END : Next.of(turn);
    }

    private static Next firstUnheard(TurnOrderFlags now) {
        if (!now.announcedSides(Side.BUYERS)) {
            return Next.BUYERS;
        }
        return now.announcedSides(Side.SELLERS) ? Next.END : Next.SELLERS;
    }
}

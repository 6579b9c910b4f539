package skybourse.auction;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import skybourse.auction.AuctionOutcome.NoTrade;

/**
 * A Double Dutch auction under way, announcement by announcement. Mutable, for one thread; {@link #copy} branches it, so
 * that what would have happened otherwise can be played from any announcement on.
 */
public final class DoubleDutchRun {

    private final DoubleDutch rule;
    private final TieOrder ties;
    private final ClockSide buyers;
    private final ClockSide sellers;
    private @Nullable Side lastSide;
    private boolean lastAccepted;
    private int announcements;
    private long messages;
    private NoTradeReason.@Nullable BrokenPolicy broken;

    DoubleDutchRun(DoubleDutch rule, OrderBook book, TieOrder ties) {
        this(
                rule,
                ties,
                new ClockSide(Side.BUYERS, rule.buyersStartTicks(), book, ties),
                new ClockSide(Side.SELLERS, rule.sellersStartTicks(), book, ties));
    }

    private DoubleDutchRun(DoubleDutch rule, TieOrder ties, ClockSide buyers, ClockSide sellers) {
        this.rule = rule;
        this.ties = ties;
        this.buyers = buyers;
        this.sellers = sellers;
    }

    /** Returns an independent run in the same state. */
    public DoubleDutchRun copy() {
        return branch(buyers.copy(null, 0), sellers.copy(null, 0));
    }

    /**
     * Returns an independent run in the same state, but for one participant, all of whose waiting lots have another limit
     * from now on. With {@link Order#MAX_TICKS} a buyer accepts at its side's next announcement.
     */
    public DoubleDutchRun withWaitingLimit(Side side, String participant, long limitTicks) {
        return side == Side.BUYERS
                ? branch(buyers.copy(participant, limitTicks), sellers.copy(null, 0))
                : branch(buyers.copy(null, 0), sellers.copy(participant, limitTicks));
    }

    private DoubleDutchRun branch(ClockSide branchBuyers, ClockSide branchSellers) {
        DoubleDutchRun branch = new DoubleDutchRun(rule, ties, branchBuyers, branchSellers);
        branch.lastSide = lastSide;
        branch.lastAccepted = lastAccepted;
        branch.announcements = announcements;
        branch.messages = messages;
        branch.broken = broken;
        return branch;
    }

    /** Returns the side announced next; empty when the auction has ended. */
    public Optional<Side> nextSide() {
        if (broken != null || buyers.clockTicks() < sellers.clockTicks()) {
            return Optional.empty();
        }
        if (rule.turns() == Turns.ALTERNATE && (settled(buyers, sellers) || settled(sellers, buyers))) {
            return Optional.empty();
        }
        if (buyers.clockTicks() == sellers.clockTicks()) {
            return firstUnannounced();
        }
        return rule.turns() == Turns.ALTERNATE ? Optional.of(alternating()) : shorterQueue();
    }

    /** Tells whether a side has nobody waiting and no more queued than the other: its queue is all that can trade. */
    private static boolean settled(ClockSide side, ClockSide other) {
        return side.waiting() == 0 && side.queue().size() <= other.queue().size();
    }

    private Optional<Side> firstUnannounced() {
        if (!buyers.announced()) {
            return Optional.of(Side.BUYERS);
        }
        return sellers.announced() ? Optional.empty() : Optional.of(Side.SELLERS);
    }

    private Side alternating() {
        Side turn = lastSide == null ? Side.BUYERS : lastAccepted ? lastSide.other() : lastSide;
        return side(turn).waiting() == 0 ? turn.other() : turn;
    }

    private Optional<Side> shorterQueue() {
        if (!buyers.announced() || !sellers.announced()) {
            return firstUnannounced();
        }
        Side turn = buyers.queue().size() < sellers.queue().size() ? Side.BUYERS : Side.SELLERS;
        return side(turn).waiting() == 0 ? Optional.empty() : Optional.of(turn);
    }

    private ClockSide side(Side side) {
        return side == Side.BUYERS ? buyers : sellers;
    }

    /** Returns what the auctioneer sees before the next announcement. */
    public ClockState state() {
        return new ClockState(nextSide().orElse(Side.BUYERS), announcements, buyers.state(), sellers.state());
    }

    /** Tells whether the next announcement moves a clock, so that the policy is asked. */
    public boolean policyIsAsked() {
        return nextSide().map(side -> side(side).announced()).orElse(false);
    }

    /**
     * Makes the next announcement with the rule's own policy.
     *
     * @return what happened; empty when the auction has ended or the policy's answer was not legal and ends it now
     */
    public Optional<Announcement> announce() {
        long stepTicks = policyIsAsked() ? rule.policy().stepTicks(state()) : 0;
        return announce(stepTicks);
    }

    /**
     * Makes the next announcement with a given step.
     *
     * @param stepTicks how far the clock moves; not looked at where a side is announced for the first time
     * @return what happened; empty when the auction has ended or the step is not legal and ends it now
     */
    public Optional<Announcement> announce(long stepTicks) {
        Optional<Side> turn = nextSide();
        if (turn.isEmpty()) {
            return Optional.empty();
        }
        Side side = turn.get();
        boolean moves = side(side).announced();
        long largest = buyers.clockTicks() - sellers.clockTicks();
        if (moves && (stepTicks < 1 || stepTicks > largest)) {
            broken = new NoTradeReason.BrokenPolicy(rule.policy().name(), announcements, stepTicks, largest);
            return Optional.empty();
        }
        return Optional.of(announce(side, moves ? stepTicks : 0));
    }

    private Announcement announce(Side side, long stepTicks) {
        ClockSide mover = side(side);
        int told = mover.waiting();
        List<Order> accepted = mover.announce(stepTicks);
        Announcement announcement = new Announcement(
                side,
                mover.clockTicks(),
                told,
                accepted,
                buyers.queue().size(),
                sellers.queue().size());
        announcements++;
        messages += announcement.messages();
        lastSide = side;
        lastAccepted = !accepted.isEmpty();
        return announcement;
    }

    /** Plays what is left and returns the outcome. */
    public AuctionOutcome finish() {
        while (announce().isPresent()) {
            // each announcement changes the state
        }
        return outcome();
    }

    /** Returns the outcome if the auction ended now. */
    public AuctionOutcome outcome() {
        Effort effort = new Effort(announcements, messages);
        if (broken != null) {
            return new NoTrade(broken, effort);
        }
        if (rule.buyersStartTicks() < rule.sellersStartTicks()) {
            return new NoTrade(
                    new NoTradeReason.ClocksStartCrossed(rule.buyersStartTicks(), rule.sellersStartTicks()), effort);
        }
        return rule.clearing().clear(buyers.queue(), sellers.queue(), ties, effort);
    }
}

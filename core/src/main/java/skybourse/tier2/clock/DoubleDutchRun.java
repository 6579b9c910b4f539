package skybourse.tier2.clock;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionOutcome.NoTrade;
import skybourse.tier2.auction.Communication;
import skybourse.tier2.auction.NoTradeReason;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;

/**
 * Double Dutch auction in progress, announcement by announcement. Mutable; not safe for use by several threads. A copy can play an
 * alternative continuation from any announcement.
 */
public final class DoubleDutchRun {

    private final DoubleDutch rule;
    private final TieOrder ties;
    private final ClockSide buyers;
    private final ClockSide sellers;
    private int last = TurnOrderFlags.START;
    private int announcements;
    private long messages;
    private NoTradeReason.@Nullable BrokenPolicy broken;

    DoubleDutchRun(DoubleDutch rule, Respondents buyers, Respondents sellers, TieOrder ties) {
        this(
                rule,
                ties,
                new ClockSide(Side.BUYERS, rule.buyersStartTicks(), buyers, ties),
                new ClockSide(Side.SELLERS, rule.sellersStartTicks(), sellers, ties));
    }

    private DoubleDutchRun(DoubleDutch rule, TieOrder ties, ClockSide buyers, ClockSide sellers) {
        this.rule = rule;
        this.ties = ties;
        this.buyers = buyers;
        this.sellers = sellers;
    }

    /**
     * Returns an independent run in the same state.
     *
     * @throws IllegalStateException if limit prices are not known
     */
    public DoubleDutchRun copy() {
        return branch(buyers.copy(OrderBookRespondents::copy), sellers.copy(OrderBookRespondents::copy));
    }

    /**
     * Returns an independent run in the same state, except that one participant's first waiting lots have another limit price. With
     * {@link Order#MAX_TICKS} a buyer accepts at its side's next announcement.
     *
     * @param lots number of waiting lots that change
     * @throws IllegalStateException if limit prices are not known
     */
    public DoubleDutchRun withWaitingLimit(Side side, String participant, int lots, long limitTicks) {
        UnaryOperator<OrderBookRespondents> changed = known -> known.withLimit(participant, lots, limitTicks);
        return side == Side.BUYERS
                ? branch(buyers.copy(changed), sellers.copy(OrderBookRespondents::copy))
                : branch(buyers.copy(OrderBookRespondents::copy), sellers.copy(changed));
    }

    private DoubleDutchRun branch(ClockSide branchBuyers, ClockSide branchSellers) {
        DoubleDutchRun branch = new DoubleDutchRun(rule, ties, branchBuyers, branchSellers);
        branch.last = last;
        branch.announcements = announcements;
        branch.messages = messages;
        branch.broken = broken;
        return branch;
    }

    /** Returns the side announced next; empty if the auction has ended. */
    public Optional<Side> nextSide() {
        return broken != null ? Optional.empty() : rule.turns().next(facts()).side();
    }

    private int facts() {
        return TurnOrderFlags.waiting(buyers.waiting(), sellers.waiting())
                | TurnOrderFlags.queues(buyers.queue().size(), sellers.queue().size())
                | TurnOrderFlags.clocks(buyers.clockTicks() - sellers.clockTicks())
                | TurnOrderFlags.announcedSides(buyers.announced(), sellers.announced())
                | last;
    }

    private ClockSide side(Side side) {
        return side == Side.BUYERS ? buyers : sellers;
    }

    /** Returns the state that the auctioneer observes before the next announcement. After the end its active side is the buyers. */
    public ClockState state() {
        return new ClockState(nextSide().orElse(Side.BUYERS), announcements, buyers.state(), sellers.state());
    }

    /** Returns whether the next announcement moves a clock, so that the policy chooses a step. */
    public boolean policyIsAsked() {
        return nextSide().map(side -> side(side).announced()).orElse(false);
    }

    /**
     * Makes the next announcement with the rule's own policy.
     *
     * @return the announcement; empty if the auction has ended, or an illegal step of the policy ends it now
     */
    public Optional<Announcement> announce() {
        long stepTicks = policyIsAsked() ? rule.policy().stepTicks(state()) : 0;
        return announce(stepTicks);
    }

    /**
     * Makes the next announcement with a given step.
     *
     * @param stepTicks step of the clock; ignored at a side's first announcement
     * @return the announcement; empty if the auction has ended, or an illegal step ends it now
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

    /**
     * Makes the next announcement. With known limit prices and a fixed step, it first makes, in one operation, the announcements to the
     * same side that no lot accepts.
     *
     * @return the last announcement; empty if the auction has ended, or an illegal step of the policy ends it now
     */
    public Optional<Announcement> announceOrPass() {
        if (rule.policy() instanceof FixedStep fixed) {
            nextSide().ifPresent(side -> pass(side, fixed.ticks()));
        }
        return announce();
    }

    private void pass(Side side, long stepTicks) {
        ClockSide mover = side(side);
        int silent = TurnOrderFlags.last(side, false);
        int again = (facts() & ~(TurnOrderFlags.SELLERS_WERE_LAST | TurnOrderFlags.LAST_ACCEPTED)) | silent;
        if (!mover.announced() || !rule.turns().next(again).side().equals(Optional.of(side))) {
            return;
        }
        long gap = buyers.clockTicks() - sellers.clockTicks();
        long stops = (Math.min(gap, mover.distanceTicks()) - 1) / stepTicks;
        if (stops > 0) {
            mover.pass(stops * stepTicks);
            announcements += (int) stops;
            messages += stops * mover.waiting();
            last = silent;
        }
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
        last = TurnOrderFlags.last(side, !accepted.isEmpty());
        return announcement;
    }

    /** Plays the rest of the auction and returns its outcome. */
    public AuctionOutcome finish() {
        while (announce().isPresent()) {
            // Each announcement changes the state, so the body is empty.
        }
        return outcome();
    }

    /** Returns the outcome that the auction would have if it ended in its present state. */
    public AuctionOutcome outcome() {
        Communication communication = new Communication(announcements, messages);
        if (broken != null) {
            return new NoTrade(broken, communication);
        }
        if (rule.buyersStartTicks() < rule.sellersStartTicks()) {
            return new NoTrade(
                    new NoTradeReason.ClocksStartCrossed(rule.buyersStartTicks(), rule.sellersStartTicks()),
                    communication);
        }
        return rule.clearing().clear(buyers.queue(), sellers.queue(), ties, communication);
    }
}

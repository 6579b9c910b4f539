package skybourse.tier2.clock.dropout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.Effort;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.auction.Sensitivity;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.Announcement;
import skybourse.tier2.clock.Answerers;
import skybourse.tier2.clock.ClockRule;
import skybourse.tier2.clock.Course;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.fast.ClearingKernel;

/**
 * Drop-out clocks: the buyers' clock rises, the sellers' falls, and who leaves is out for good. Where the clocks meet is everybody's
 * price. Those still in name their lots at once and sealed; the shorter side trades them all, the longer one is served one lot a turn in
 * the order of ties.
 *
 * <p>Right with several lots of one trader where nobody may gain by a lie and no money may stay with the house. Wrong where each has one
 * lot and nothing is known of the limits: SBBA gives up less. The gains from trade stand and fall with the policy.
 *
 * <p>The truth is a dominant strategy whatever the policy: while somebody is in, neither path nor price hangs on what it would say; out
 * it gets nothing; and at the price its own quantity is best. That needs sellers who can deliver what they name: a lot sold and not
 * delivered must earn nothing.
 *
 * <p>Protocol: both sides are asked where their clocks start, buyers first; each move asks the side that moved. Who leaves says so and
 * tells all its lots. A side without anybody, or clocks that start crossed: no trade, at once. Start clocks stand as in the Double Dutch,
 * so the buyers' clock here starts where the sellers' does there.
 *
 * <p>Source: the idea of Loertscher and Mezzetti, Theoretical Economics 16 (2021), as far as its abstract tells. Ours: one price, turns of
 * one lot, any policy.
 *
 * @param buyersStartTicks the highest price, where the sellers' clock falls from
 * @param sellersStartTicks the lowest price, where the buyers' clock rises from
 * @param policy which clock moves, and how far
 */
public record DropOutClocks(long buyersStartTicks, long sellersStartTicks, DropOutPolicy policy) implements ClockRule {

    /** What it goes by. */
    public static final String NAME = "drop-out";

    public DropOutClocks {
        DoubleDutch.checkStart(buyersStartTicks, "buyersStartTicks");
        DoubleDutch.checkStart(sellersStartTicks, "sellersStartTicks");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Sensitivity sensitivity() {
        return Sensitivity.ACCEPTANCE;
    }

    @Override
    public RuleTraits traits() {
        RuleTraits traits = RuleTraits.of(RuleTraits.Budget.STRONG, "what its policy misses")
                .truthful(
                        RuleTraits.Truthful.ANY_LOTS,
                        RuleTraits.Sense.DOMINANT,
                        "no seller earns by lots that it cannot deliver");
        return policy.needsPrior() ? traits.withPrior() : traits;
    }

    @Override
    public String policyName() {
        return policy.name();
    }

    @Override
    public String settings() {
        return "policy " + policy.name();
    }

    @Override
    public String columns() {
        return "active  leaving";
    }

    @Override
    public String silence() {
        return "nobody leaves";
    }

    /** Starts an auction without announcing anything. */
    DropOutRun start(OrderBook book) {
        return new DropOutRun(this, book);
    }

    @Override
    public AuctionOutcome clear(OrderBook book, TieOrder ties) {
        DropOutRun run = start(book);
        while (run.announce().isPresent()) {
            // each announcement moves a clock or is the first of its side
        }
        return run.outcome(ties);
    }

    /** A side on an array: limits counted, nobody known. */
    private static final class CountedSide implements DropOutState.Remaining {

        private final int sign;
        private final Answerers.Counted limits;
        private long clockTicks;
        private int people;

        CountedSide(Side side, long startTicks, long[] limits) {
            sign = side == Side.BUYERS ? 1 : -1;
            this.limits = new Answerers.Counted(side, limits);
            clockTicks = startTicks;
            people = limits.length;
        }

        @Override
        public long clockTicks() {
            return clockTicks;
        }

        @Override
        public int people() {
            return people;
        }

        /** Moves the clock and returns the messages: one to each in, one from each that leaves. */
        long move(long ticks) {
            clockTicks += sign * ticks;
            int told = people;
            people = limits.accepting(clockTicks, 0);
            return 2L * told - people;
        }
    }

    /**
     * Finds price and quantity where each has one lot, by counting: the same as {@link #clear} finds, without a list of orders.
     *
     * @param bidTicks long[buyers]
     * @param askTicks long[sellers]
     * @throws IllegalArgumentException when the policy reads what leavers say
     */
    public ClearingKernel.Result count(long[] bidTicks, long[] askTicks) {
        if (policy.readsLeavers()) {
            throw new IllegalArgumentException(
                    "policy must not read the reports of traders that leave: " + policy.name());
        }
        var buyers = new CountedSide(Side.BUYERS, sellersStartTicks, bidTicks);
        var sellers = new CountedSide(Side.SELLERS, buyersStartTicks, askTicks);
        DropOutState state = new DropOutState(buyers, sellers, List.of());
        int announcements = 0;
        long messages = 0;
        for (var next = state.next(policy, 0); next.isPresent(); next = state.next(policy, announcements)) {
            messages += (next.get().side() == Side.BUYERS ? buyers : sellers)
                    .move(next.get().ticks());
            announcements++;
        }
        int trades = state.gapTicks() == 0 ? Math.min(buyers.people, sellers.people) : 0;
        long naming = trades == 0 ? 0 : (long) buyers.people + sellers.people;
        long price = trades == 0 ? 0 : 2 * buyers.clockTicks;
        return new ClearingKernel.Result(trades, price, price, new Effort(announcements, messages + naming));
    }

    @Override
    public Course course(OrderBook book, TieOrder ties) {
        DropOutRun run = start(book);
        List<Announcement> announcements = new ArrayList<>();
        for (Optional<Announcement> next = run.announce(); next.isPresent(); next = run.announce()) {
            announcements.add(next.get());
        }
        return new Course(this, announcements, run.outcome(ties));
    }
}

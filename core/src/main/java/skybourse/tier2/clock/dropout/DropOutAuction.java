package skybourse.tier2.clock.dropout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.Communication;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.OutcomeChangingReports;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.Announcement;
import skybourse.tier2.clock.AuctionTranscript;
import skybourse.tier2.clock.ClockAuction;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.RefiningAuctionSide;
import skybourse.tier2.clock.fast.FixedStepKernel;

/**
 * Drop-out clock auction. The buyers' clock rises and the sellers' clock falls. A trader that leaves cannot return. All trades have the
 * price at which the clocks meet. The remaining traders then report their lots simultaneously and sealed. The side with fewer lots trades
 * all of them. The traders of the other side are served one lot per turn, in tie order.
 *
 * <p>The rule is meant for traders with several lots. It is strongly budget balanced. The gains from trade depend on the policy. If each
 * trader has one lot and nothing is known about the limit prices, SBBA loses less.
 *
 * <p>Dominant-strategy truthful with every policy. While a trader is active, neither the moves nor the price depend on its lots. A trader
 * that has left does not trade. At the final price, an active trader's true quantity is best for it. This requires that sellers earn
 * nothing by lots that they cannot deliver.
 *
 * <p>Protocol: both sides are asked at their start clocks, buyers first. Each move then asks the side whose clock moved. A trader that
 * leaves reports all its lots. If one side has no traders left, or the clocks start crossed, the auction ends at once without a trade. The
 * start clocks are named as in the Double Dutch Auction, so that the buyers' clock of this auction starts at {@code sellersStartTicks}.
 *
 * <p>Paper: Loertscher and Mezzetti, Theoretical Economics 16 (2021), as described in its abstract. Differs: one price, turns of one lot,
 * any policy.
 *
 * @param buyersStartTicks highest price, from which the sellers' clock falls
 * @param sellersStartTicks lowest price, from which the buyers' clock rises
 * @param policy chooses the moves of the clocks
 */
public record DropOutAuction(long buyersStartTicks, long sellersStartTicks, DropOutPolicy policy)
        implements ClockAuction {

    /** Name of the rule on a command line and in files. */
    public static final String NAME = "drop-out";

    /** @throws IllegalArgumentException if {@link DoubleDutch#checkStart} rejects a start clock */
    public DropOutAuction {
        DoubleDutch.checkStart(buyersStartTicks, "buyersStartTicks");
        DoubleDutch.checkStart(sellersStartTicks, "sellersStartTicks");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public OutcomeChangingReports sensitivity() {
        return OutcomeChangingReports.ACCEPTANCE;
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
    public String noResponseText() {
        return "nobody leaves";
    }

    /** Creates an auction. Its first announcement has not been made. */
    DropOutRun start(OrderBook book) {
        return new DropOutRun(this, book);
    }

    @Override
    public AuctionOutcome clear(OrderBook book, TieOrder ties) {
        DropOutRun run = start(book);
        while (run.announce().isPresent()) {
            // Each announcement changes the state, so the body is empty.
        }
        return run.outcome(ties);
    }

    /** One side with known limit prices and one lot per trader, of which only the number of active traders is stored. */
    private static final class CountedSide implements DropOutState.Remaining {

        private final int sign;
        private final RefiningAuctionSide.KnownSide limits;
        private long clockTicks;
        private int people;

        CountedSide(Side side, long startTicks, long[] limits) {
            sign = side == Side.BUYERS ? 1 : -1;
            this.limits = new RefiningAuctionSide.KnownSide(side, limits);
            clockTicks = startTicks;
            people = limits.length;
        }

        @Override
        public long clockTicks() {
            return clockTicks;
        }

        @Override
        public int count() {
            return people;
        }

        /** Moves the clock. Returns the number of messages: one to each active trader, and one from each that leaves. */
        long move(long ticks) {
            clockTicks += sign * ticks;
            int told = people;
            people = limits.announce(clockTicks, 0);
            return 2L * told - people;
        }
    }

    /**
     * Returns price and number of trades of traders with one lot each. They equal the results of {@link #clear}, but the result does not
     * name the traders.
     *
     * @param bidTicks limit prices of the buyers
     * @param askTicks limit prices of the sellers
     * @throws IllegalArgumentException if the policy {@link DropOutPolicy#dependsOnLeavers reads} the reports of traders that leave
     */
    public FixedStepKernel.Result count(long[] bidTicks, long[] askTicks) {
        if (policy.dependsOnLeavers()) {
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
        return new FixedStepKernel.Result(trades, price, price, new Communication(announcements, messages + naming));
    }

    @Override
    public AuctionTranscript course(OrderBook book, TieOrder ties) {
        DropOutRun run = start(book);
        List<Announcement> announcements = new ArrayList<>();
        for (Optional<Announcement> next = run.announce(); next.isPresent(); next = run.announce()) {
            announcements.add(next.get());
        }
        return new AuctionTranscript(this, announcements, run.outcome(ties));
    }
}

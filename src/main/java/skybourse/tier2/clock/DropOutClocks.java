package skybourse.tier2.clock;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.auction.TieOrder;

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

    public DropOutClocks {
        DoubleDutch.checkStart(buyersStartTicks, "buyersStartTicks");
        DoubleDutch.checkStart(sellersStartTicks, "sellersStartTicks");
    }

    @Override
    public String name() {
        return "drop-out";
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
        return "in      leave";
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

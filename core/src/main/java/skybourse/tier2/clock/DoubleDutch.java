package skybourse.tier2.clock;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import skybourse.base.numeric.Wire;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;

/**
 * The Double Dutch Auction: the buyers' clock falls, the sellers' clock rises, who accepts joins a queue, and the queues
 * trade pairwise where the clocks meet.
 *
 * <p>Right where limits shall stay unsaid and talk is dear: who never accepts never says a price. Wrong where nobody may gain by a
 * lie with the midpoint, and with large steps, which give many one stop and leave the ties to the lots.
 *
 * <p>Paper: McCabe, Rassenti and Smith, "Designing call auction institutions: is Double Dutch the best?", Economic Journal
 * 102 (1992), and Zhong et al., arXiv 2511.22076. Differs: turns, ties, ends and clearing are as {@code docs/explanation/auctions.md}
 * says, because no source that could be read settles them.
 *
 * @param buyersStartTicks where the buyers' clock starts, public and fixed before any order
 * @param sellersStartTicks where the sellers' clock starts; above the buyers' nobody trades
 * @param turns who moves next
 * @param clearing what the queues become
 * @param policy how far the clocks move
 */
public record DoubleDutch(
        long buyersStartTicks, long sellersStartTicks, Turns turns, Clearing clearing, ClockPolicy policy)
        implements ClockRule {

    /** Most steps between the start clocks that a whole course or an audit is made for. */
    public static final long MOST_STEPS = 1L << 24;

    public DoubleDutch {
        checkStart(buyersStartTicks, "buyersStartTicks");
        checkStart(sellersStartTicks, "sellersStartTicks");
        if (clearing == Clearing.STRONGLY_BALANCED_REDUCTION && turns != Turns.SHORTER) {
            throw new IllegalArgumentException("turns must be SHORTER with the strongly balanced reduction: " + turns);
        }
    }

    /** A limit one tick beyond the clock, which never accepts, must still be one. */
    public static void checkStart(long ticks, String name) {
        if (Math.abs(ticks) >= Order.MAX_TICKS) {
            throw new IllegalArgumentException(
                    name + " must be below " + Order.MAX_TICKS + " on either side of zero: " + ticks);
        }
    }

    /** Returns what the rule with a clearing goes by. */
    public static String name(Clearing clearing) {
        return "double-dutch-"
                + switch (clearing) {
                    case MIDPOINT -> "midpoint";
                    case TRADE_REDUCTION -> "trade-reduction";
                    case STRONGLY_BALANCED_REDUCTION -> "strongly-balanced-reduction";
                };
    }

    @Override
    public String name() {
        return name(clearing);
    }

    @Override
    public RuleTraits traits() {
        RuleTraits traits = RuleTraits.of(
                clearing == Clearing.TRADE_REDUCTION ? RuleTraits.Budget.WEAK : RuleTraits.Budget.STRONG,
                clearing == Clearing.MIDPOINT
                        ? "what coarse steps jump over"
                        : "a trade in nearly every market, and what coarse steps jump over");
        boolean everyTick = policy instanceof FixedStep fixed && fixed.ticks() == 1;
        return clearing == Clearing.MIDPOINT || turns == Turns.ALTERNATE || !everyTick
                ? traits
                : traits.truthful(
                        RuleTraits.Truthful.UNIT_DEMAND,
                        RuleTraits.Sense.EX_POST,
                        "start clocks at or beyond every value");
    }

    @Override
    public String policyName() {
        return policy.name();
    }

    @Override
    public String settings() {
        return "turns " + Wire.name(turns) + ", policy " + policy.name();
    }

    /** Starts an auction without announcing anything. */
    public DoubleDutchRun start(OrderBook book, TieOrder ties) {
        return start(new KnownLimits(Side.BUYERS, book), new KnownLimits(Side.SELLERS, book), ties);
    }

    /** Starts an auction among people who are asked, without announcing anything; it cannot be branched. */
    public DoubleDutchRun start(Respondents buyers, Respondents sellers, TieOrder ties) {
        return new DoubleDutchRun(this, buyers, sellers, ties);
    }

    @Override
    public Course course(OrderBook book, TieOrder ties) {
        DoubleDutchRun run = start(book, ties);
        List<Announcement> announcements = new ArrayList<>();
        for (Optional<Announcement> next = run.announce(); next.isPresent(); next = run.announce()) {
            announcements.add(next.get());
        }
        return new Course(this, announcements, run.outcome());
    }

    @Override
    public AuctionOutcome clear(OrderBook book, TieOrder ties) {
        return start(book, ties).finish();
    }
}

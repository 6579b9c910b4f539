package skybourse.tier2.clock;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import skybourse.base.numeric.EnumNames;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;

/**
 * The Double Dutch Auction, a double auction with two clocks. The buyers' clock falls and the sellers' clock rises. Traders that accept a
 * price join a queue. The queues trade pairwise where the clocks meet.
 *
 * <p>Traders that never accept reveal no price. With midpoint clearing a trader can have a profitable misreport. Large steps give
 * many traders the same stop, and the tie order then decides.
 *
 * <p>Paper: McCabe, Rassenti and Smith, "Designing call auction institutions: is Double Dutch the best?", Economic Journal 102 (1992), and
 * Zhong et al., arXiv 2511.22076. Differs: turn orders, ties, the end of the auction and clearing are those of
 * {@code docs/explanation/auctions.md}, because no available source specifies them.
 *
 * @param buyersStartTicks start of the buyers' clock, public and fixed before any order
 * @param sellersStartTicks start of the sellers' clock; no agent trades if it is above the buyers'
 * @param turns turn order
 * @param clearing clearing of the queues
 * @param policy clock policy
 */
public record DoubleDutch(
        long buyersStartTicks, long sellersStartTicks, TurnOrder turns, ClearingRule clearing, ClockPolicy policy)
        implements ClockAuction {

    /** Upper bound, exclusive, of the number of steps between the start clocks for which a complete course or an audit is computed. */
    public static final long MOST_STEPS = 1L << 24;

    /**
     * @throws IllegalArgumentException if {@link #checkStart} rejects a start clock, or {@code turns} is not {@link TurnOrder#SHORTER}
     *     with the strongly balanced reduction
     */
    public DoubleDutch {
        checkStart(buyersStartTicks, "buyersStartTicks");
        checkStart(sellersStartTicks, "sellersStartTicks");
        if (clearing == ClearingRule.STRONGLY_BALANCED_REDUCTION && turns != TurnOrder.SHORTER) {
            throw new IllegalArgumentException("turns must be SHORTER with the strongly balanced reduction: " + turns);
        }
    }

    /**
     * Checks a start clock. A limit price one tick beyond the clock must be valid, because it represents a trader that never accepts.
     *
     * @param name name of the argument, for the message
     * @throws IllegalArgumentException if the absolute value of {@code ticks} is not below {@link Order#MAX_TICKS}
     */
    public static void checkStart(long ticks, String name) {
        if (Math.abs(ticks) >= Order.MAX_TICKS) {
            throw new IllegalArgumentException(
                    name + " must be below " + Order.MAX_TICKS + " on either side of zero: " + ticks);
        }
    }

    /** Returns the name of the Double Dutch auction with a given clearing rule. */
    public static String name(ClearingRule clearing) {
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
                clearing == ClearingRule.TRADE_REDUCTION ? RuleTraits.Budget.WEAK : RuleTraits.Budget.STRONG,
                clearing == ClearingRule.MIDPOINT
                        ? "what coarse steps jump over"
                        : "a trade in nearly every market, and what coarse steps jump over");
        boolean everyTick = policy instanceof FixedStep fixed && fixed.ticks() == 1;
        return clearing == ClearingRule.MIDPOINT || turns == TurnOrder.ALTERNATE || !everyTick
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
        return "turns " + EnumNames.name(turns) + ", policy " + policy.name();
    }

    /** Creates an auction with known limit prices. Its first announcement has not been made. */
    public DoubleDutchRun start(OrderBook book, TieOrder ties) {
        return start(new OrderBookRespondents(Side.BUYERS, book), new OrderBookRespondents(Side.SELLERS, book), ties);
    }

    /** Creates an auction with participants that respond to announcements. Its first announcement has not been made. The run cannot be copied. */
    public DoubleDutchRun start(Respondents buyers, Respondents sellers, TieOrder ties) {
        return new DoubleDutchRun(this, buyers, sellers, ties);
    }

    @Override
    public AuctionTranscript course(OrderBook book, TieOrder ties) {
        DoubleDutchRun run = start(book, ties);
        List<Announcement> announcements = new ArrayList<>();
        for (Optional<Announcement> next = run.announce(); next.isPresent(); next = run.announce()) {
            announcements.add(next.get());
        }
        return new AuctionTranscript(this, announcements, run.outcome());
    }

    @Override
    public AuctionOutcome clear(OrderBook book, TieOrder ties) {
        return start(book, ties).finish();
    }
}

package skybourse.tier2.clock;

import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;

/** Auction rule with two clocks, which can record its announcements. */
public interface ClockAuction extends AuctionRule {

    /** Returns the start of the buyers' clock, public and fixed before any order. */
    long buyersStartTicks();

    /** Returns the start of the sellers' clock, public and fixed before any order. */
    long sellersStartTicks();

    /** Returns the short name of the policy that conducts the auction. */
    String policyName();

    /** Returns a description of the settings, for example {@code turns shorter, policy fixed-2}. */
    String settings();

    /** Returns the headers of the transcript's columns that follow the number of participants told. */
    default String columns() {
        return "queues  accepted by";
    }

    /** Returns the description of an announcement without a response. */
    default String noResponseText() {
        return "nobody accepts";
    }

    /**
     * Runs the auction and returns its transcript.
     *
     * @throws IllegalArgumentException if {@link #check} rejects the market
     */
    AuctionTranscript course(OrderBook book, TieOrder ties);
}

package skybourse.tier2.clock;

import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;

/** A rule with two clocks, whose course can be read stop by stop. */
public interface ClockRule extends AuctionRule {

    /** Returns where the buyers' clock starts, public and fixed before any order. */
    long buyersStartTicks();

    /** Returns where the sellers' clock starts. */
    long sellersStartTicks();

    /** Returns who chooses the steps, by its short name. */
    String policyName();

    /** Returns the settings in words, such as {@code turns shorter, policy fixed-2}. */
    String settings();

    /** Returns the heads of the columns of a course behind the number told. */
    default String columns() {
        return "queues  accepted by";
    }

    /** Returns what is said of stops at which nobody says a word. */
    default String silence() {
        return "nobody accepts";
    }

    /** Plays a whole auction and keeps its course. */
    Course course(OrderBook book, TieOrder ties);
}

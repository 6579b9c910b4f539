package skybourse.tier2.audit;

import java.util.ArrayList;
import java.util.List;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.OrderBook;

/**
 * All markets of one to three buyers and one to three sellers, one lot each, with values from 1 to 6. Traders are anonymous, so
 * multisets of values suffice: 83 per side.
 */
public final class SmallMarkets {

    /** Lowest value, tick. */
    public static final int LOWEST = 1;

    /** Highest value, tick. */
    public static final int HIGHEST = 6;

    private static final List<long[]> SIDES = sides();

    /** Number of markets: 6,889. */
    public static final int COUNT = SIDES.size() * SIDES.size();

    private SmallMarkets() {}

    private static List<long[]> sides() {
        List<long[]> all = new ArrayList<>();
        for (long a = LOWEST; a <= HIGHEST; a++) {
            all.add(new long[] {a});
            for (long b = a; b <= HIGHEST; b++) {
                all.add(new long[] {a, b});
                for (long c = b; c <= HIGHEST; c++) {
                    all.add(new long[] {a, b, c});
                }
            }
        }
        return all;
    }

    /** Returns an audit of a rule in these markets, which has not been run. Run it over {@link #COUNT} markets. */
    public static AuctionRuleAudit study(AuctionRule rule) {
        return new AuctionRuleAudit(index -> new AuctionRuleAudit.Case(rule, market((int) index), LOWEST, HIGHEST), 1);
    }

    private static OrderBook market(int index) {
        return OrderBook.unitDemand(SIDES.get(index / SIDES.size()), SIDES.get(index % SIDES.size()));
    }
}

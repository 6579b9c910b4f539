package skybourse.tier2.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import skybourse.base.numeric.Rational;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.AcceptedLotQueues;
import skybourse.tier2.clock.Announcement;
import skybourse.tier2.clock.ClearingRule;

/**
 * Queues of a Double Dutch auction before ties are drawn. The announcements determine the stop of each lot in the queues, and therefore the
 * price. Ties determine only the order of lots that accepted at the same stop.
 */
final class QueuesBeforeTies implements AcceptedLotQueues {

    private final ClearingRule clearing;
    private final List<Announcement> buyers;
    private final List<Announcement> sellers;
    private final int buyersLength;
    private final int sellersLength;

    QueuesBeforeTies(ClearingRule clearing, List<Announcement> announcements) {
        this.clearing = clearing;
        buyers = of(Side.BUYERS, announcements);
        sellers = of(Side.SELLERS, announcements);
        buyersLength = length(buyers);
        sellersLength = length(sellers);
    }

    private static List<Announcement> of(Side side, List<Announcement> announcements) {
        return announcements.stream()
                .filter(stop -> stop.side() == side && !stop.accepted().isEmpty())
                .toList();
    }

    private static int length(List<Announcement> queue) {
        return queue.stream().mapToInt(stop -> stop.accepted().size()).sum();
    }

    private List<Announcement> queue(Side side) {
        return side == Side.BUYERS ? buyers : sellers;
    }

    @Override
    public int length(Side side) {
        return side == Side.BUYERS ? buyersLength : sellersLength;
    }

    @Override
    public long stopTicks(Side side, int entry) {
        int counted = 0;
        for (Announcement stop : queue(side)) {
            counted += stop.accepted().size();
            if (counted >= entry) {
                return stop.stopTicks();
            }
        }
        throw new IllegalArgumentException("entry must be in the queue: " + entry);
    }

    /** Returns the prospect of a trader. */
    Prospect of(Side side, String trader) {
        if (pairs() == 0) {
            return Prospect.NO_TRADE;
        }
        long price = clearing.halfTicks(side, this);
        return side == Side.SELLERS && clearing.sellerIsDrawn(this)
                ? allButOne(sellers, trader, price)
                : first(queue(side), clearing.kept(this), trader, price);
    }

    /** Returns the prospect if the first {@code kept} entries trade. A lottery determines the lots that trade, but at one stop at most. */
    private static Prospect first(List<Announcement> queue, int kept, String trader, long priceHalfTicks) {
        List<Prospect.Result> results = new ArrayList<>();
        int room = kept;
        // Stops of the trader's lots, without the lots that a lottery decides.
        List<Long> clocks = new ArrayList<>();
        for (Announcement stop : queue) {
            Map<String, Integer> lots = lotsByParticipant(stop);
            int own = lots.getOrDefault(trader, 0);
            if (own > 0 && room < stop.accepted().size() && room > 0) {
                lots.remove(trader);
                int[] others =
                        lots.values().stream().mapToInt(Integer::intValue).toArray();
                for (TieLottery.Draw draw : TieLottery.draws(others)) {
                    int gets = Math.clamp(room - draw.before(), 0, own);
                    add(results, draw.chance(), clocks, gets, stop, priceHalfTicks);
                }
                return new Prospect(List.of(), results);
            }
            for (int i = 0; i < own && room > 0; i++) {
                clocks.add(stop.stopTicks());
            }
            room -= Math.min(room, stop.accepted().size());
        }
        add(results, Rational.of(1), clocks, 0, queue.getFirst(), priceHalfTicks);
        return new Prospect(List.of(), results);
    }

    /** Returns the prospect if one entry is selected by lottery and the last lot of its participant does not trade. */
    private Prospect allButOne(List<Announcement> queue, String trader, long priceHalfTicks) {
        List<Long> clocks = new ArrayList<>();
        for (Announcement stop : queue) {
            for (int i = 0; i < lotsByParticipant(stop).getOrDefault(trader, 0); i++) {
                clocks.add(stop.stopTicks());
            }
        }
        int own = clocks.size();
        int pairs = pairs();
        List<Prospect.Result> results = new ArrayList<>();
        if (own < pairs) {
            add(results, Rational.of(pairs - own, pairs), clocks, 0, queue.getFirst(), priceHalfTicks);
        }
        if (own > 0) {
            List<Long> fewer = clocks.subList(0, own - 1);
            add(results, Rational.of(own, pairs), fewer, 0, queue.getFirst(), priceHalfTicks);
        }
        return new Prospect(List.of(), results);
    }

    private static Map<String, Integer> lotsByParticipant(Announcement stop) {
        Map<String, Integer> lots = new LinkedHashMap<>();
        for (Order order : stop.accepted()) {
            lots.merge(order.participant(), 1, Integer::sum);
        }
        return lots;
    }

    private static void add(
            List<Prospect.Result> results, Rational chance, List<Long> sure, int more, Announcement at, long price) {
        int lots = sure.size() + more;
        if (lots == 0) {
            return;
        }
        long clocks = sure.stream().mapToLong(Long::longValue).sum() + more * at.stopTicks();
        results.add(
                new Prospect.Result(chance, lots, at.side() == Side.BUYERS ? -lots * price : lots * price, 2 * clocks));
    }
}

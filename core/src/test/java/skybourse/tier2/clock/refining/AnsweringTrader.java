package skybourse.tier2.clock.refining;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongPredicate;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;

/**
 * A trader in a refining auction that answers yes or no, counts questions, and fails if the answer was already known. Its limit
 * is hidden.
 */
final class AnsweringTrader implements LongPredicate {

    private final Side side;
    private final LongPredicate mind;
    private long low = Long.MIN_VALUE; // bounds of its limit from its answers
    private long high = Long.MAX_VALUE;
    private int asked;

    AnsweringTrader(Side side, LongPredicate mind) {
        this.side = side;
        this.mind = mind;
    }

    static Map<String, LongPredicate> of(Side side, OrderBook book) {
        Map<String, LongPredicate> people = new LinkedHashMap<>();
        book.orders(side).forEach(order -> people.put(order.participant(), new AnsweringTrader(side, order::accepts)));
        return people;
    }

    @Override
    public boolean test(long stopTicks) {
        boolean open =
                side == Side.BUYERS ? low < stopTicks && stopTicks <= high : low <= stopTicks && stopTicks < high;
        assertThat(open).as("%d in %d to %d", stopTicks, low, high).isTrue();
        asked++;
        boolean yes = mind.test(stopTicks);
        if (side == Side.BUYERS) {
            low = yes ? stopTicks : low;
            high = yes ? high : stopTicks - 1;
        } else {
            high = yes ? stopTicks : high;
            low = yes ? low : stopTicks + 1;
        }
        return yes;
    }

    int asked() {
        return asked;
    }

    boolean mayBeWorth(long ticks) {
        return low <= ticks && ticks <= high;
    }
}

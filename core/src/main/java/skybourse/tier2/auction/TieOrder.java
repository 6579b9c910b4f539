package skybourse.tier2.auction;

import java.util.List;
import skybourse.base.random.RandomStreams;

/**
 * Ranking of equal orders, that is, of orders that a rule does not distinguish by price. It does not depend on limit prices, so a trader
 * cannot change it by its report.
 */
public interface TieOrder {

    /**
     * Lottery: the key is a hash of seed, round and participant. It does not depend on the order of arrival.
     *
     * @param seed seed of the run
     * @param round number of the auction in the run
     */
    record Lottery(long seed, long round) implements TieOrder {
        @Override
        public long key(String participant) {
            return new RandomStreams(seed).key("tie/" + participant, round);
        }

        @Override
        public long drawKey(Order order) {
            return new RandomStreams(seed).key("draw/" + order.participant() + "/" + order.lot(), round);
        }
    }

    /** Ascending order of ids. The order is easy to read, but not anonymous. */
    record ById() implements TieOrder {
        @Override
        public long key(String participant) {
            return 0;
        }

        @Override
        public long drawKey(Order order) {
            return 0;
        }
    }

    /** Returns a participant's sort key among participants with equal orders, lowest first. Equal keys are sorted by id. */
    long key(String participant);

    /** Returns equally eager lots sorted by key, then id. The lots of a participant are consecutive, in their order. */
    default List<Order> inOrder(List<Order> equals) {
        return equals.size() < 2 ? equals : KeyedLot.inOrder(equals, this);
    }

    /** Returns an order's sort key in a lottery, lowest first. Equal keys are sorted by id, then lot. */
    long drawKey(Order order);
}

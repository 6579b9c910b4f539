package skybourse.tier2.auction;

import java.util.List;
import skybourse.base.random.RandomStreams;

/** Who comes first among equals; never looks at a limit, so no report can move a lot. */
public interface TieOrder {

    /**
     * By lot: the key is a hash of (seed, round, participant), the same for any order of input.
     *
     * @param seed the run's seed
     * @param round which auction of the run
     */
    record ByLot(long seed, long round) implements TieOrder {
        @Override
        public long key(String participant) {
            return new RandomStreams(seed).key("tie/" + participant, round);
        }

        @Override
        public long drawKey(Order order) {
            return new RandomStreams(seed).key("draw/" + order.participant() + "/" + order.lot(), round);
        }
    }

    /** By id in ascending order: readable, and not anonymous. */
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

    /** Returns the participant's place among equals, lowest first; equal keys go by id. */
    long key(String participant);

    /** Returns equally eager lots as they queue: by key, then id; a participant's lots stand together in their order. */
    default List<Order> inOrder(List<Order> equals) {
        return equals.size() < 2 ? equals : KeyedLot.inOrder(equals, this);
    }

    /** Returns the order's place in a draw of its own, apart from {@link #key}, lowest first; equal keys go by id, then lot. */
    long drawKey(Order order);
}

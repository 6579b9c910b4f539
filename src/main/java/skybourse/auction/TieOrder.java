package skybourse.auction;

import java.util.Comparator;
import skybourse.random.RandomStreams;

/** Who comes first among equals; never looks at a limit, so no report can move a lot. */
public sealed interface TieOrder {

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
        public long exclusionKey(Order order) {
            return new RandomStreams(seed).key("exclusion/" + order.participant() + "/" + order.lot(), round);
        }
    }

    /** By id in ascending order: readable, and not anonymous. */
    record ById() implements TieOrder {
        @Override
        public long key(String participant) {
            return 0;
        }

        @Override
        public long exclusionKey(Order order) {
            return 0;
        }
    }

    /** Returns the participant's place among equals, lowest first; equal keys go by id. */
    long key(String participant);

    /** Returns the place in the draw for the one who is left out, lowest is out; equal keys go by id, then lot. */
    long exclusionKey(Order order);

    /** Compares by key, then id, then lot: a participant's lots stand together. */
    default Comparator<Order> amongEquals() {
        return Comparator.<Order>comparingLong(order -> key(order.participant()))
                .thenComparing(Order::participant)
                .thenComparingInt(Order::lot);
    }
}

package skybourse.tier2.clock;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import skybourse.tier2.auction.Side;

/**
 * One side of a refining auction. An announcement returns only the number of participants that accept. Implementations may be mutable and
 * are not safe for use by several threads.
 */
public sealed interface RefiningAuctionSide {

    /** Returns the number of participants. */
    int count();

    /**
     * Announces a price to the participants whose response to it is still open.
     *
     * @param stopTicks announced price
     * @param known number of participants already known to accept it
     * @return number of participants that accept it, including those known
     */
    int announce(long stopTicks, int known);

    /**
     * Participants that are asked individually. A participant is asked only if its earlier responses do not determine the answer. Limit
     * prices stay private.
     */
    final class QueriedSide implements RefiningAuctionSide {

        private final int sign;
        private final int people;
        // The key of a bin is the smallest value that sign * limit may have for its participants.
        private final NavigableMap<Long, List<Person>> bins = new TreeMap<>();
        private List<String> yes = List.of();

        private record Person(String id, LongPredicate says) {}

        /**
         * Creates a side of participants by id. A participant's predicate is true if it accepts a price; no response counts as
         * rejection.
         */
        public QueriedSide(Side side, Map<String, LongPredicate> people) {
            sign = side == Side.BUYERS ? 1 : -1;
            this.people = people.size();
            bins.put(
                    Long.MIN_VALUE,
                    people.entrySet().stream()
                            .map(person -> new Person(person.getKey(), person.getValue()))
                            .toList());
        }

        @Override
        public int count() {
            return people;
        }

        @Override
        public int announce(long stopTicks, int known) {
            Map.Entry<Long, List<Person>> bin = bins.floorEntry(sign * stopTicks);
            List<Person> accepting = new ArrayList<>();
            List<Person> others = new ArrayList<>();
            for (Person person : bin.getValue()) {
                (person.says.test(stopTicks) ? accepting : others).add(person);
            }
            bins.put(bin.getKey(), others);
            bins.put(sign * stopTicks, accepting);
            yes = ids(accepting);
            return known + accepting.size();
        }

        private static List<String> ids(List<Person> people) {
            return people.stream().map(Person::id).toList();
        }

        /** Returns the ids of the participants that accepted at the last announcement. */
        public List<String> yes() {
            return yes;
        }

        /** Returns the ids of the participants known to accept a price. */
        public List<String> knownAccepting(long priceTicks) {
            return bins.tailMap(sign * priceTicks, true).values().stream()
                    .flatMap(List::stream)
                    .map(Person::id)
                    .toList();
        }
    }

    /**
     * Side with known limit prices. Acceptances are the same as if the participants were asked. Two passes sort the limits into parts of
     * the range, and an announcement scans one part.
     */
    final class KnownSide implements RefiningAuctionSide {

        private static final int MOST_PARTS = 1 << 12;

        private final boolean buyers;
        private final long lowest;
        private final int shift;
        // Element j is the index of the first limit price in part j. The last element is the number of limit prices.
        private final int[] starts;
        private final long[] dealt;

        /**
         * Creates a side of known limit prices.
         *
         * @param limits limit prices, tick; their range must be below 2^62
         */
        public KnownSide(Side side, long[] limits) {
            buyers = side == Side.BUYERS;
            long low = Long.MAX_VALUE;
            long high = Long.MIN_VALUE;
            for (long limit : limits) {
                low = Math.min(low, limit);
                high = Math.max(high, limit);
            }
            lowest = low;
            long range = limits.length == 0 ? 0 : high - low;
            int bits = 0;
            while (range >> bits >= Math.min(MOST_PARTS, Math.max(1, limits.length))) {
                bits++;
            }
            shift = bits;
            starts = new int[(int) (range >> shift) + 2];
            dealt = new long[limits.length];
            deal(limits);
        }

        private void deal(long[] limits) {
            for (long limit : limits) {
                starts[part(limit) + 1]++;
            }
            for (int part = 1; part < starts.length; part++) {
                starts[part] += starts[part - 1];
            }
            int[] next = starts.clone();
            for (long limit : limits) {
                dealt[next[part(limit)]++] = limit;
            }
        }

        private int part(long limit) {
            return (int) ((limit - lowest) >> shift);
        }

        @Override
        public int count() {
            return dealt.length;
        }

        @Override
        public int announce(long stopTicks, int known) {
            return buyers ? dealt.length - below(stopTicks) : below(stopTicks + 1);
        }

        /** Returns the number of limit prices below a price. */
        private int below(long ticks) {
            if (dealt.length == 0 || ticks <= lowest) {
                return 0;
            }
            long part = (ticks - lowest) >> shift;
            if (part >= starts.length - 1) {
                return dealt.length;
            }
            int below = starts[(int) part];
            int end = starts[(int) part + 1];
            for (int i = starts[(int) part]; i < end; i++) {
                below += dealt[i] < ticks ? 1 : 0;
            }
            return below;
        }
    }
}

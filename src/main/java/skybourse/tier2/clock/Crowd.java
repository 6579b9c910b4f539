package skybourse.tier2.clock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import skybourse.tier2.auction.Side;

/** One side of a refining auction as announcements meet it: only how many accept comes back. */
sealed interface Crowd {

    /** Returns how many there are. */
    int people();

    /**
     * Announces a price to those who can still answer either way.
     *
     * @param known how many are known to accept it
     * @return how many accept it now
     */
    int accepting(long stopTicks, int known);

    /** People who are asked one by one, each only what its answers leave open; what they have in mind stays with them. */
    final class Asked implements Crowd {

        private final int sign;
        private final int people;
        private final NavigableMap<Long, List<Person>> bins = new TreeMap<>(); // by the least of sign * limit
        private List<String> yes = List.of();

        private record Person(String id, LongPredicate says) {}

        /** Collects people by id, each of whom says yes or no to a price; silence is no. */
        Asked(Side side, Map<String, LongPredicate> people) {
            sign = side == Side.BUYERS ? 1 : -1;
            this.people = people.size();
            bins.put(
                    Long.MIN_VALUE,
                    people.entrySet().stream()
                            .map(person -> new Person(person.getKey(), person.getValue()))
                            .toList());
        }

        @Override
        public int people() {
            return people;
        }

        @Override
        public int accepting(long stopTicks, int known) {
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

        /** Returns who said yes to the last announcement. */
        List<String> yes() {
            return yes;
        }

        /** Returns who is known to accept a price. */
        List<String> who(long priceTicks) {
            return bins.tailMap(sign * priceTicks, true).values().stream()
                    .flatMap(List::stream)
                    .map(Person::id)
                    .toList();
        }
    }

    /** Limits that are counted, not asked: the same answers in O(log n) an announcement, after one sort. */
    final class Counted implements Crowd {

        private final boolean buyers;
        private final long[] rising;

        Counted(Side side, long[] limits) {
            buyers = side == Side.BUYERS;
            rising = limits.clone();
            Arrays.sort(rising);
        }

        @Override
        public int people() {
            return rising.length;
        }

        @Override
        public int accepting(long stopTicks, int known) {
            return buyers ? rising.length - below(stopTicks) : below(stopTicks + 1);
        }

        /** Returns how many limits lie below a price. */
        private int below(long ticks) {
            int from = 0;
            int to = rising.length;
            while (from < to) {
                int middle = (from + to) >>> 1;
                if (rising[middle] < ticks) {
                    from = middle + 1;
                } else {
                    to = middle;
                }
            }
            return from;
        }
    }
}

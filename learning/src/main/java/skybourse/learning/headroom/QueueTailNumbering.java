package skybourse.learning.headroom;

import java.util.Arrays;

/**
 * Numbering of the unmatched tails of queues. 0 is the empty tail. Any other number identifies a tail by its first entry and the number of the tail
 * after it. Equal tails have equal numbers. The size of a state therefore does not depend on the length of its tail. Not thread-safe.
 */
final class QueueTailNumbering {

    private final ValueTable numbers = new ValueTable();
    private int[] first = new int[1 << 10];
    private int[] rest = new int[1 << 10];
    private int count = 1;

    int count() {
        return count;
    }

    int first(int tail) {
        return first[tail];
    }

    int rest(int tail) {
        return rest[tail];
    }

    /** Returns the number of the tail that results if {@code copies} equal entries are appended to {@code tail}. */
    int with(int tail, int entry, int copies) {
        int longer = tail;
        for (int i = 0; i < copies; i++) {
            longer = with(longer, entry);
        }
        return longer;
    }

    private int with(int tail, int entry) {
        return tail == 0 ? number(entry, 0) : number(first[tail], with(rest[tail], entry));
    }

    private int number(int entry, int behind) {
        long key = (long) entry << 32 | behind;
        int found = numbers.find(key);
        if (found >= 0) {
            return numbers.step(found);
        }
        if (count == first.length) {
            first = Arrays.copyOf(first, 2 * count);
            rest = Arrays.copyOf(rest, 2 * count);
        }
        first[count] = entry;
        rest[count] = behind;
        numbers.add(key, 0, count);
        return count++;
    }
}

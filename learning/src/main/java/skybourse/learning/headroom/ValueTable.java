package skybourse.learning.headroom;

import java.util.Arrays;

/** Hash table of values and steps by packed state, with open addressing on plain arrays, for millions of states. Keys are not negative. */
final class ValueTable {

    private long[] keys = filled(1 << 10);
    private double[] values = new double[1 << 10];
    private int[] steps = new int[1 << 10];
    private int size;

    private static long[] filled(int length) {
        long[] keys = new long[length];
        Arrays.fill(keys, -1);
        return keys;
    }

    int size() {
        return size;
    }

    /** Returns the index of a key, valid until the next {@link #add}; negative if the key is absent. */
    int find(long key) {
        int slot = slot(key);
        return keys[slot] == key ? slot : -1;
    }

    double value(int found) {
        return values[found];
    }

    int step(int found) {
        return steps[found];
    }

    /** Adds an absent key. */
    void add(long key, double value, int step) {
        if (2 * (size + 1) > keys.length) {
            grow();
        }
        put(slot(key), key, value, step);
        size++;
    }

    private void put(int slot, long key, double value, int step) {
        keys[slot] = key;
        values[slot] = value;
        steps[slot] = step;
    }

    private void grow() {
        long[] oldKeys = keys;
        double[] oldValues = values;
        int[] oldSteps = steps;
        keys = filled(2 * oldKeys.length);
        values = new double[keys.length];
        steps = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] >= 0) {
                put(slot(oldKeys[i]), oldKeys[i], oldValues[i], oldSteps[i]);
            }
        }
    }

    private int slot(long key) {
        long mixed = key * 0x9e3779b97f4a7c15L;
        int slot = (int) (mixed ^ (mixed >>> 32)) & (keys.length - 1);
        while (keys[slot] >= 0 && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }
}

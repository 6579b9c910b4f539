package skybourse.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import skybourse.base.numeric.StateArchive;

/** In-memory archive: stores copies of values, and returns them in the same order. */
public final class Copies implements StateArchive {

    private final Deque<Object> values = new ArrayDeque<>();
    private boolean reading;

    /** Switches to reading: stored values are returned. */
    public Copies read() {
        reading = true;
        return this;
    }

    /** Appends a value to be read, and switches to reading. */
    public void give(Object value) {
        values.addLast(value);
        reading = true;
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    private Object next(Object now) {
        if (reading) {
            return values.removeFirst();
        }
        values.addLast(now);
        return now;
    }

    @Override
    public double number(double now) {
        return (Double) next(now);
    }

    @Override
    public long integer(long now) {
        return (Long) next(now);
    }

    @Override
    public double[] numbers(double[] now) {
        return ((double[]) next(now.clone())).clone();
    }

    @Override
    public long[] integers(long[] now) {
        return ((long[]) next(now.clone())).clone();
    }

    @Override
    public int[] ints(int[] now) {
        return ((int[]) next(now.clone())).clone();
    }
}

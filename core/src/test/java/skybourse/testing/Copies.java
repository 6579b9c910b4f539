package skybourse.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import skybourse.base.numeric.StateArchive;

/** Keeps copies of what it is given, and gives them back in the same order. */
public final class Copies implements StateArchive {

    private final Deque<Object> kept = new ArrayDeque<>();
    private boolean reading;

    /** From now on what was kept is given back. */
    public Copies read() {
        reading = true;
        return this;
    }

    /** Gives back this next. */
    public void give(Object value) {
        kept.addLast(value);
        reading = true;
    }

    public boolean isEmpty() {
        return kept.isEmpty();
    }

    private Object next(Object now) {
        if (reading) {
            return kept.removeFirst();
        }
        kept.addLast(now);
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

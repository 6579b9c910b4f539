package skybourse.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Processor time of the calling thread, which other work on the machine disturbs less than time on the wall. */
public final class ThreadTime {

    private static final int LEAST = 5;

    private ThreadTime() {}

    /** Returns the median time of a task in nanoseconds: warmed up for {@code seconds}, then measured as long, five times at least. */
    public static double medianNanos(double seconds, Runnable task) {
        repeat(seconds, task);
        List<Double> nanos = repeat(seconds, task);
        return nanos.stream().sorted().toList().get(nanos.size() / 2);
    }

    private static List<Double> repeat(double seconds, Runnable task) {
        List<Double> nanos = new ArrayList<>();
        double spent = 0;
        while (nanos.size() < LEAST || spent < seconds * 1e9) {
            long start = now();
            task.run();
            double took = now() - start;
            nanos.add(took);
            spent += took;
        }
        return nanos;
    }

    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}

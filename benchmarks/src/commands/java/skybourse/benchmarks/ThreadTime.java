package skybourse.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** CPU time of the calling thread, which other work on the machine disturbs less than wall time. */
public final class ThreadTime {

    private static final int LEAST = 5;

    private ThreadTime() {}

    /**
     * Returns the median CPU time of a task, ns. The task is repeated for {@code seconds} as warm-up, and for the same time in the measurement, each
     * at least five times.
     */
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

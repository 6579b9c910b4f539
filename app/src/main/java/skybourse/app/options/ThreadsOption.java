package skybourse.app.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import skybourse.base.numeric.TaskRunner;

/** How many threads work, the same for every command that lets one choose; it never changes what comes out. */
public final class ThreadsOption {

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Number of threads. Has no effect on results. From 1. Default: one per processor.")
    private @Nullable Integer threads;

    /** Returns what runs tasks of a command that lets nobody choose: on one thread for each processor. */
    public static TaskRunner all() {
        return TaskRunner.of(Runtime.getRuntime().availableProcessors());
    }

    /** Returns how many. */
    public int count() {
        if (threads == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        OptionRange.atLeast(1, threads, "--threads");
        return threads;
    }
}

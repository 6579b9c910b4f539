package skybourse.app.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import skybourse.base.numeric.TaskRunner;

/** Option for the number of threads. It has no effect on results. */
public final class ThreadsOption {

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Number of threads. Has no effect on results. From 1. Default: one per processor.")
    private @Nullable Integer threads;

    /** Returns a task runner with one thread per processor, for commands without this option. */
    public static TaskRunner all() {
        return TaskRunner.of(Runtime.getRuntime().availableProcessors());
    }

    /**
     * Returns the number of threads. Default: one per processor.
     *
     * @throws skybourse.files.text.InvalidInputException if the number is below 1
     */
    public int count() {
        if (threads == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        OptionRangeCheck.atLeast(1, threads, "--threads");
        return threads;
    }
}

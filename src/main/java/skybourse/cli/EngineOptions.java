package skybourse.cli;

import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import skybourse.codec.InvalidInputException;
import skybourse.experiment.LocalEngine;
import skybourse.experiment.SweepEngine;

/** Where cells run, the same for every command that runs sweeps. */
final class EngineOptions {

    private static final String SPARK = "skybourse.spark.SparkEngine";

    enum Engine {
        local,
        spark
    }

    @Option(
            names = "--engine",
            defaultValue = "local",
            description = "Where cells run: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Engine engine = Engine.local;

    @Option(names = "--master", paramLabel = "URL", description = "Spark master. Default: the one of `spark up`.")
    private @Nullable String master;

    @Option(names = "--threads", paramLabel = "N", description = "Local threads. Default: one for each processor.")
    private @Nullable Integer threads;

    /** Returns the engine. */
    SweepEngine engine() {
        if (engine == Engine.spark) {
            return spark(master == null ? "spark://127.0.0.1:17077" : master);
        }
        return new LocalEngine(threads());
    }

    /** Returns how many threads of this process may work. */
    int threads() {
        int count = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (count < 1) {
            throw new InvalidInputException("--threads", "", "must be positive: " + count, "");
        }
        return count;
    }

    /** The Spark engine is built in a folder of its own, so that the product holds no Spark; found by its name. */
    private static SweepEngine spark(String master) {
        try {
            return Class.forName(SPARK)
                    .asSubclass(SweepEngine.class)
                    .getConstructor(String.class)
                    .newInstance(master);
        } catch (ClassNotFoundException e) {
            throw new InvalidInputException(
                    "--engine",
                    "",
                    "must be on the class path: spark",
                    "the launcher ./skybourse was meant, which fetches Spark for `--engine spark`");
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("Spark did not start: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("not the Spark engine of this version: " + e.getMessage(), e);
        }
    }
}

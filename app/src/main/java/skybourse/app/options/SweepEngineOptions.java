package skybourse.app.options;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import skybourse.app.command.Plugins;
import skybourse.base.numeric.EnumNames;
import skybourse.evidence.sweep.LocalSweepEngine;
import skybourse.evidence.sweep.SweepEngine;
import skybourse.files.text.InvalidInputException;

/** Options for the engine that runs the cells of a sweep. */
public final class SweepEngineOptions {

    private static final String SPARK_JARS = "skybourse.spark.jars";
    private static final String SPARK = "skybourse.spark.SparkEngine";

    enum Engine {
        LOCAL,
        SPARK;

        @Override
        public String toString() {
            return EnumNames.name(this);
        }
    }

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            description = "Engine that runs the cells of the grid: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}."
                    + " spark needs a source checkout.")
    private Engine engine = Engine.LOCAL;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "Spark master for --engine spark. Default: the cluster that `spark up` starts.")
    private @Nullable String master;

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    /**
     * Returns the engine.
     *
     * @throws InvalidInputException if Spark is requested but not on the class path
     * @throws UncheckedIOException if Spark does not start
     */
    public SweepEngine engine() {
        if (engine == Engine.SPARK) {
            return spark(master == null ? "spark://127.0.0.1:17077" : master);
        }
        return new LocalSweepEngine(threads());
    }

    /** Returns the maximum number of threads of this process. */
    public int threads() {
        return threads.count();
    }

    /** Creates the Spark engine. Loads the class by name, because this program does not depend on Spark. */
    private static SweepEngine spark(String master) {
        String jars = System.getProperty(SPARK_JARS, "");
        System.setProperty( // Spark sends these files to its workers: the code of the cells and the plugins.
                SPARK_JARS,
                Stream.concat(Stream.of(jars), Plugins.loaded().stream().map(Path::toString))
                        .collect(Collectors.joining(",")));
        try {
            return Class.forName(SPARK)
                    .asSubclass(SweepEngine.class)
                    .getConstructor(String.class)
                    .newInstance(master);
        } catch (ClassNotFoundException e) {
            throw new InvalidInputException(
                    "--engine",
                    "must be on the class path: spark",
                    "use the launcher ./skybourse; it downloads Spark for `--engine spark`.");
        } catch (InvocationTargetException e) {
            throw new UncheckedIOException("Spark did not start: " + e.getCause(), new IOException(e));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("not the Spark engine of this version: " + e.getMessage(), e);
        }
    }
}

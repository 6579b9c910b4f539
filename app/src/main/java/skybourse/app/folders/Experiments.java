package skybourse.app.folders;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import skybourse.evidence.experiment.Experiment;
import skybourse.evidence.experiment.GridExperiment;
import skybourse.files.log.TextFiles;

/** The experiments that this build runs, most of which are files. */
public final class Experiments {

    private static final String FOLDER = "/skybourse/experiments/";

    private static final List<Experiment> ALL = Stream.of(
                    shipped("figure-4", "follower", "two-tiers", "theorem-1", "figure-8", "liquidity", "step-size"),
                    Experiment.ofLearners().stream(),
                    shipped("ablation", "mobility", "stale", "overload-time"))
            .flatMap(Function.identity())
            .toList();

    private Experiments() {}

    private static Stream<Experiment> shipped(String... names) {
        return Stream.of(names)
                .map(name -> FOLDER + name + ".yaml")
                .map(file -> ExperimentText.read(file, TextFiles.bundled(file)));
    }

    /** Returns the experiment that a file describes. */
    public static GridExperiment read(Path file) {
        return ExperimentText.read(file.toString(), TextFiles.read(file));
    }

    /** Returns the experiments that can be run. */
    public static List<Experiment> all() {
        return ALL;
    }

    /** Returns the experiment of that name. */
    public static Optional<Experiment> named(String name) {
        return ALL.stream().filter(experiment -> experiment.name().equals(name)).findFirst();
    }
}

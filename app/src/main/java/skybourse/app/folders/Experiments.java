package skybourse.app.folders;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import skybourse.evidence.experiment.Experiment;
import skybourse.evidence.experiment.GridExperiment;
import skybourse.files.log.TextFiles;

/** The experiments that this build runs, each of which is a file. */
public final class Experiments {

    private static final String FOLDER = "/skybourse/experiments/";

    private static final List<Experiment> ALL = Stream.of(
                    "figure-4",
                    "follower",
                    "two-tiers",
                    "theorem-1",
                    "figure-8",
                    "liquidity",
                    "step-size",
                    "figure-5",
                    "figure-6",
                    "figure-7",
                    "ablation",
                    "mobility",
                    "stale",
                    "overload-time",
                    "scale")
            .map(Experiments::shipped)
            .toList();

    private Experiments() {}

    private static Experiment shipped(String name) {
        String file = FOLDER + name + ".yaml";
        return ExperimentText.read(file, TextFiles.bundled(file), beside -> TextFiles.bundled(FOLDER + beside));
    }

    /** Returns the experiment that a file describes. */
    public static GridExperiment read(Path file) {
        return ExperimentText.read(
                file.toString(), TextFiles.read(file), beside -> TextFiles.read(file.resolveSibling(beside)));
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

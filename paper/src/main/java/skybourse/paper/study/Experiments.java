package skybourse.paper.study;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import skybourse.app.folders.ScenarioFileReader;
import skybourse.base.scenario.Scenario;
import skybourse.files.log.TextFiles;
import skybourse.files.scenario.ScenarioText;
import skybourse.paper.experiment.Experiment;
import skybourse.paper.experiment.SqlExperiment;

/** Bundled experiments, each of which is a file. */
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
                    "adversary",
                    "scale",
                    "energy")
            .map(Experiments::shipped)
            .toList();

    private static final int ROUNDS = 8;

    private Experiments() {}

    private static Experiment shipped(String name) {
        String file = FOLDER + name + ".yaml";
        return ExperimentText.read(file, TextFiles.bundled(file), beside -> TextFiles.bundled(FOLDER + beside));
    }

    /**
     * Returns the experiment that a file describes.
     *
     * @throws skybourse.files.text.InvalidInputException if the file is not valid
     */
    public static SqlExperiment read(Path file) {
        return ExperimentText.read(
                file.toString(), TextFiles.read(file), beside -> TextFiles.read(file.resolveSibling(beside)));
    }

    /**
     * Returns the scenarios that experiments may name, by file name. They are the reference scenario, and 8 rounds of recorded requests that {@code
     * import} produced.
     */
    public static SortedMap<String, Scenario> scenarios() {
        SortedMap<String, Scenario> scenarios = new TreeMap<>(Map.of("reference.yaml", ScenarioFileReader.read(null)));
        for (int i = 1; i <= ROUNDS; i++) {
            String name = "melbourne-" + i + ".yaml";
            scenarios.put(name, ScenarioText.read(name, round(i)));
        }
        return scenarios;
    }

    /**
     * Returns the YAML of a round of recorded requests, decompressed.
     *
     * @param number from 1 to 8
     */
    public static byte[] round(int number) {
        byte[] packed = TextFiles.bundled(FOLDER + "melbourne-" + number + ".yaml.gz");
        try (var text = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return text.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("an included file is damaged: " + e.getMessage(), e);
        }
    }

    /** Returns all bundled experiments. */
    public static List<Experiment> all() {
        return ALL;
    }

    /** Returns the bundled experiment with a name. */
    public static Optional<Experiment> named(String name) {
        return ALL.stream().filter(experiment -> experiment.name().equals(name)).findFirst();
    }
}

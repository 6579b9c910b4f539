package skybourse.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import skybourse.codec.InvalidInputException;
import skybourse.codec.ResultText;
import skybourse.codec.RunManifest;
import skybourse.codec.ScenarioText;
import skybourse.game.PricingGame;
import skybourse.market.RoundStudy;
import skybourse.market.StudyLinks;
import skybourse.report.Csv;
import skybourse.report.RunPage;
import skybourse.report.SvgCharts;
import skybourse.scenario.Scenario;

/** The files of a run, and the same files again from what its folder states. */
final class RunFiles {

    /** What the folder was made with. */
    static final String MANIFEST = "manifest.json";

    /** Everything that came out. */
    static final String RESULT = "result.json";

    private static final String SCENARIO = "scenario.yaml";
    private static final String POLICY = "policy" + PolicyChoice.SUFFIX;
    private static final String POLICY_OPTION = "--policy=";
    private static final String OUT_OPTION = "--out";

    /** Of larger games the links that carry nothing are left out unless they are asked for. */
    private static final int LINKS_WRITTEN = 100_000;

    private RunFiles() {}

    /** Returns whether all links of a game are written without being asked for. */
    static boolean small(PricingGame game) {
        return game.links() <= LINKS_WRITTEN;
    }

    /**
     * Returns the content of each file but {@code digests.txt} by its name. Nothing in them depends on the time, the machine or
     * the number of threads.
     *
     * @param study what came out
     * @param manifest what it was made with
     * @param allLinks whether links that carry nothing are wanted too
     * @param images whether each chart is wanted as SVG
     * @param model the trained model that chose the steps, if one did
     */
    static Map<String, byte[]> of(
            RoundStudy study, RunManifest manifest, boolean allLinks, boolean images, Optional<Path> model) {
        Map<String, String> texts = new LinkedHashMap<>();
        var links = new StudyLinks(study, allLinks);
        texts.put(RESULT, ResultText.write(study, links));
        texts.putAll(Csv.files(study, links));
        if (images) {
            SvgCharts.files(study).forEach((name, svg) -> texts.put("images/" + name, svg));
        }
        texts.put(SCENARIO, ScenarioText.writeYaml(study.round().scenario()));
        texts.put(MANIFEST, manifest.text());
        texts.put("report.html", RunPage.html(study, texts.keySet()));
        Map<String, byte[]> files = new LinkedHashMap<>();
        texts.forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
        model.ifPresent(file -> files.put(POLICY, TextFiles.read(file)));
        return files;
    }

    /**
     * Returns the options that were given as they would be given again beside the folder's files: without the folder, the model
     * by the name of its copy.
     */
    static List<String> options(CommandSpec spec) {
        List<String> options = new ArrayList<>();
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            String name = option.longestName();
            if (option.arity().max() == 0) {
                options.add(name);
            } else if (!name.equals(OUT_OPTION)) {
                option.originalStringValues().forEach(value -> options.add(name + "=" + value));
            }
        }
        options.replaceAll(option -> namesModel(option) ? POLICY_OPTION + POLICY : option);
        options.sort(null);
        return options;
    }

    private static boolean namesModel(String option) {
        return option.startsWith(POLICY_OPTION) && option.endsWith(PolicyChoice.SUFFIX);
    }

    /** Runs again what made a folder, with its own scenario, options and model, and returns the files. */
    static Map<String, byte[]> again(Path folder, int threads) {
        Path manifestFile = folder.resolve(MANIFEST);
        RunManifest manifest = RunManifest.read(manifestFile.toString(), TextFiles.read(manifestFile));
        Path file = folder.resolve(SCENARIO);
        Scenario scenario = ScenarioFile.read(file);
        RunCommand command = new RunCommand();
        try {
            CommandLine line = NumberOptions.readBy(new CommandLine(command));
            ChoiceOptions.install(line);
            line.parseArgs(manifest.options().stream()
                    .map(option -> namesModel(option) ? POLICY_OPTION + folder.resolve(POLICY) : option)
                    .toArray(String[]::new));
        } catch (CommandLine.ParameterException e) {
            throw new InvalidInputException(
                    manifestFile.toString(), "options:", "must be options of run: " + e.getMessage(), "it was changed");
        }
        return ScenarioFile.using(file, () -> command.files(scenario, manifest, threads));
    }
}

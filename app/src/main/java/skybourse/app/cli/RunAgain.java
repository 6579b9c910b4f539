package skybourse.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import skybourse.app.folders.RunFiles;
import skybourse.app.folders.ScenarioFile;
import skybourse.base.scenario.Scenario;
import skybourse.files.codec.InvalidInputException;
import skybourse.files.codec.ModelFile;
import skybourse.files.codec.RunManifest;
import skybourse.files.log.TextFiles;

/** The files of a run again, from what its folder states. */
final class RunAgain {

    private static final String POLICY_OPTION = "--policy=";

    /** What says where results go and by which code they are made: the version of the folder tells the latter. */
    private static final Set<String> LEFT_OUT = Set.of("--out", Plugins.OPTION);

    private RunAgain() {}

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
            } else if (!LEFT_OUT.contains(name)) {
                option.originalStringValues().forEach(value -> options.add(name + "=" + value));
            }
        }
        options.replaceAll(option -> namesModel(option) ? POLICY_OPTION + RunFiles.POLICY : option);
        options.sort(null);
        return options;
    }

    private static boolean namesModel(String option) {
        return option.startsWith(POLICY_OPTION) && option.endsWith(ModelFile.SUFFIX);
    }

    /** Runs again what made a folder, with its own scenario, options and model, and returns the files. */
    static Map<String, byte[]> files(Path folder, int threads) {
        Path manifestFile = folder.resolve(RunFiles.MANIFEST);
        RunManifest manifest = RunManifest.read(manifestFile.toString(), TextFiles.read(manifestFile));
        Path file = folder.resolve(RunFiles.SCENARIO);
        Scenario scenario = ScenarioFile.read(file);
        RunCommand command = new RunCommand();
        parse(command, "run", folder, manifest.options());
        return ScenarioFile.using(file, () -> command.files(scenario, manifest, threads));
    }

    /** Gives a command the options that a folder states, the model by the place of its copy. */
    static void parse(Object command, String name, Path folder, List<String> options) {
        try {
            CommandLine line = NumberOptions.readBy(new CommandLine(command));
            ChoiceOptions.install(line);
            line.parseArgs(options.stream()
                    .map(option -> namesModel(option) ? POLICY_OPTION + folder.resolve(RunFiles.POLICY) : option)
                    .toArray(String[]::new));
        } catch (CommandLine.ParameterException e) {
            String source = folder.resolve(RunFiles.MANIFEST).toString();
            throw new InvalidInputException(
                    source,
                    "options:",
                    "must be options of " + name + ": " + e.getMessage(),
                    "use the version that wrote the folder; restore the manifest if it was changed after the run.");
        }
    }
}

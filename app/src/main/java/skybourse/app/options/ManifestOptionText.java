package skybourse.app.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import skybourse.app.command.Plugins;
import skybourse.app.folders.RunFiles;
import skybourse.files.codec.ModelFile;
import skybourse.files.text.InvalidInputException;

/** Options of a command in the form in which the manifest of a result folder lists them. */
public final class ManifestOptionText {

    private static final String POLICY_OPTION = "--policy=";

    /** Options that are not listed. The output folder does not change the result. The plugins are named by the version in the manifest. */
    private static final Set<String> LEFT_OUT = Set.of("--out", Plugins.OPTION);

    private ManifestOptionText() {}

    /** Returns the given options in sorted order, without the output folder and plugins. A model is replaced by the name of its copy in the folder. */
    public static List<String> of(CommandSpec spec) {
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

    /**
     * Sets a command's options to those of a manifest. A model is read from its copy in the folder.
     *
     * @param command object with the annotated options
     * @param name name of the command, for error messages
     * @throws InvalidInputException if they are not options of the command
     */
    public static void parse(Object command, String name, Path folder, List<String> options) {
        try {
            CommandLine line = NumberOptions.readBy(new CommandLine(command));
            EnumOptions.install(line);
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

    private static boolean namesModel(String option) {
        return option.startsWith(POLICY_OPTION) && option.endsWith(ModelFile.SUFFIX);
    }
}

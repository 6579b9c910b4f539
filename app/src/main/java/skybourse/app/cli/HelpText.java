package skybourse.app.cli;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import skybourse.app.command.Version;
import skybourse.app.options.AuditMarketOptions;
import skybourse.app.options.ClearingOptions;
import skybourse.app.options.ImportOptions;
import skybourse.app.options.PaperSettingsOption;
import skybourse.app.options.PriceMethodOptions;
import skybourse.app.options.RuleOptions;
import skybourse.app.options.SolverOptions;
import skybourse.app.options.SweepEngineOptions;
import skybourse.app.options.ThreadsOption;
import skybourse.app.options.TrainingMarketOptions;

/** Layout of the help of every command. Options are shown in groups and in the order of declaration, followed by exit codes and examples. */
final class HelpText {

    /** Width of a help text in characters. */
    static final int WIDTH = 90;

    private static final int NAMES = 16;
    private static final int MOST_OF_OPTION = 30;

    /** Headings of options that several commands share, by the class that declares the options. */
    private static final Map<Class<?>, String> GROUPS = Map.of(
            SolverOptions.class, "Prices",
            PriceMethodOptions.class, "Prices",
            RuleOptions.class, "Auction",
            PaperSettingsOption.class, "Auction",
            ClearingOptions.class, "Clocks and seed",
            AuditMarketOptions.class, "Markets",
            TrainingMarketOptions.class, "Markets",
            ImportOptions.class, "Assumptions (written into the scenario)",
            SweepEngineOptions.class, "Execution",
            ThreadsOption.class, "Execution");

    private static final String OWN = "Options";
    private static final String LAST = "Help";

    private record Row(String name, String text) {}

    private record Section(String title, List<String> commands) {}

    /** Exit codes of every command. A command may replace the text of a code. */
    private static final List<Row> EXIT_CODES = List.of(
            new Row("0", "Done."),
            new Row("1", "A file could not be read or written, or the program has a bug."),
            new Row("2", "Invalid input: an option, a file, or its content."),
            new Row("3", "A JDK 25, Maven or Java's vector module is missing."),
            new Row("130", "Stopped by Ctrl-C."));

    /** All commands in the order of the help, including those of the launcher. */
    private static final List<Section> COMMANDS = List.of(
            new Section("Markets", List.of("run", "simulate", "solve", "certify", "generate", "import", "validate")),
            new Section("Auctions", List.of("auction", "audit")),
            new Section(
                    "Running exchange",
                    List.of(
                            "serve",
                            "bots",
                            "sell",
                            "gateway",
                            "judge",
                            "exchange",
                            "backup",
                            "replay",
                            "check-receipt")),
            new Section("Studies", List.of("reproduce", "sweep", "compare", "verify")),
            new Section("Learned auctioneers", List.of("train", "evaluate", "export", "headroom")),
            new Section("Program", List.of("help")),
            new Section(
                    "In a source checkout only",
                    List.of("soundness", "bench", "build", "install", "python", "test", "mvn", "spark")));

    /** Commands that the launcher runs without this program, with their descriptions. */
    static final Map<String, String> LAUNCHER = Map.of(
            "build", "Builds one JAR file with all libraries and the archives of a release.",
            "install", "Installs the modules as libraries in the local Maven repository.",
            "python", "Builds the Python package, and a Java runtime for machines without one.",
            "test", "Compiles with all checks and runs all tests (several minutes).",
            "mvn", "Runs Maven with the JDK that the program uses.",
            "spark", "Starts and stops a small Spark cluster on this machine.");

    private HelpText() {}

    /** Sets the help of a command and of all commands below it. */
    static void install(CommandLine line) {
        line.setUsageHelpWidth(WIDTH);
        line.setUsageHelpLongOptionsMaxWidth(MOST_OF_OPTION);
        installHere(line);
    }

    private static void installHere(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        UsageMessageSpec usage = spec.usageMessage();
        // Computing the version reads a file. The provider does so only if the user asks for the version.
        spec.versionProvider(() -> new String[] {"skybourse " + Version.OWN});
        usage.abbreviateSynopsis(true);
        usage.sortOptions(false);
        usage.synopsisHeading("Usage: ");
        usage.descriptionHeading("%n");
        usage.parameterListHeading("%nArguments:%n");
        usage.optionListHeading("");
        usage.exitCodeListHeading("%nExit codes:%n");
        Map<String, String> codes = new LinkedHashMap<>();
        EXIT_CODES.forEach(code -> codes.put(code.name(), code.text()));
        codes.putAll(usage.exitCodeList());
        usage.exitCodeList(codes);
        usage.footerHeading("%nExamples:%n");
        if (spec.userObject() instanceof HelpCommand) {
            usage.header();
            usage.description("Prints help for the program or for one of its commands.");
            usage.footer("  ./skybourse help run");
        }
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpText::options);
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, HelpText::commands);
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, _ -> "");
        List<String> sections = new ArrayList<>(line.getHelpSectionKeys());
        sections.remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST);
        sections.add(
                sections.indexOf(UsageMessageSpec.SECTION_KEY_OPTION_LIST), UsageMessageSpec.SECTION_KEY_COMMAND_LIST);
        line.setHelpSectionKeys(sections);
        if (spec.userObject() instanceof ServerCommands.Described) {
            line.getHelpSectionMap().put(OWN, _ -> ServerCommands.help(spec.name()));
            line.setHelpSectionKeys(List.of(OWN));
        }
        line.getSubcommands().values().forEach(HelpText::installHere);
    }

    private static String options(Help help) {
        StringBuilder text = new StringBuilder();
        groups(help.commandSpec()).forEach((group, options) -> {
            if (!options.isEmpty()) {
                Help.Layout layout = help.createDefaultLayout(
                        help.commandSpec().options(), List.<PositionalParamSpec>of(), help.colorScheme());
                layout.addOptions(options, help.parameterLabelRenderer());
                text.append('\n').append(group).append(":\n").append(layout);
            }
        });
        return text.toString();
    }

    private static SequencedMap<String, List<OptionSpec>> groups(CommandSpec spec) {
        SequencedMap<String, List<OptionSpec>> groups = new LinkedHashMap<>();
        groups.put(OWN, new ArrayList<>());
        for (OptionSpec option : spec.options()) {
            groups.computeIfAbsent(group(option), _ -> new ArrayList<>()).add(option);
        }
        List<OptionSpec> last = groups.remove(LAST);
        if (last != null) {
            groups.put(LAST, last);
        }
        return groups;
    }

    private static String group(ArgSpec option) {
        Object member = option.userObject();
        if (member instanceof Field field) {
            Class<?> declared = field.getDeclaringClass();
            return declared.getName().startsWith("picocli.") ? LAST : GROUPS.getOrDefault(declared, OWN);
        }
        return LAST;
    }

    private static String commands(Help help) {
        CommandSpec spec = help.commandSpec();
        if (spec.subcommands().isEmpty()) {
            return "";
        }
        List<Section> sections = spec.parent() == null
                ? COMMANDS
                : List.of(new Section("Commands", List.copyOf(spec.subcommands().keySet())));
        StringBuilder text = new StringBuilder();
        for (Section section : sections) {
            text.append('\n').append(section.title()).append(":\n").append(table(help, section));
        }
        return text.toString();
    }

    private static TextTable table(Help help, Section section) {
        TextTable table = TextTable.forColumns(
                help.colorScheme(), new Column(NAMES, 2, Overflow.SPAN), new Column(WIDTH - NAMES, 1, Overflow.WRAP));
        for (String name : section.commands()) {
            CommandLine below = help.commandSpec().subcommands().get(name);
            table.addRowValues(name, below == null ? LAUNCHER.get(name) : firstLine(below));
        }
        return table;
    }

    private static String firstLine(CommandLine line) {
        String[] description = line.getCommandSpec().usageMessage().description();
        return description.length == 0 ? "" : description[0];
    }
}

package skybourse.app.cli;

import picocli.CommandLine.Command;

/** The command of the module {@code paper}, which is not in the program's JAR file. The launcher compiles it. */
final class PaperCommands {

    /** Name and description of {@code reproduce}. */
    @Command(name = "reproduce", description = "Runs the paper's experiments and gives a verdict on each claim.")
    static final class Reproduce extends ServerCommands.Described {}

    private PaperCommands() {}
}

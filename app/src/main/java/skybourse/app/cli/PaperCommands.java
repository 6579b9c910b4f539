package skybourse.app.cli;

import picocli.CommandLine.Command;

/** The command of the module {@code paper}, which is not in the program's jar: the launcher compiles it. */
final class PaperCommands {

    /** Name and line of help of {@code reproduce}. */
    @Command(name = "reproduce", description = "Runs the paper's experiments and gives a verdict on each claim.")
    static final class Reproduce extends ServerCommands.Described {}

    private PaperCommands() {}
}

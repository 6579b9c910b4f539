package skybourse.app.cli;

import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import skybourse.files.log.TextFiles;

/** Commands of the running exchange, which are no part of the program's jar: they stand in {@code server}, and the launcher compiles them. */
final class ServerCommands {

    static final String BACKUP = "Backs up the folder of a market, even while it runs, and restores it.";
    static final String EXCHANGE = "Runs an operator action in a running market.";
    static final String REPLAY = "Replays the journal of a market and reports differences from the stored state.";
    static final String SERVE = "Runs a market in which agents take part over HTTP, until it is stopped.";
    static final String BOTS = "Runs bots that act as the agents of a scenario in a running market.";

    /** Name and line of help of {@code serve}. */
    @Command(name = "serve", description = SERVE)
    static final class Serve extends Described {}

    /** Name and line of help of {@code bots}. */
    @Command(name = "bots", description = BOTS)
    static final class Bots extends Described {}

    /** Name and line of help of {@code backup}. */
    @Command(name = "backup", description = BACKUP)
    static final class Backup extends Described {}

    /** Name and line of help of {@code exchange}. */
    @Command(name = "exchange", description = EXCHANGE)
    static final class Exchange extends Described {}

    /** Name and line of help of {@code replay}. */
    @Command(name = "replay", description = REPLAY)
    static final class Replay extends Described {}

    /** A command whose help stands in a file, so that showing it needs none of the server's libraries. */
    @Command(mixinStandardHelpOptions = true)
    abstract static class Described extends MeasuringCommands.Outline {}

    private ServerCommands() {}

    /** Returns the help of a command, by its name. */
    static String help(String command) {
        return new String(TextFiles.bundled("/skybourse/app/help/" + command + ".txt"), StandardCharsets.UTF_8);
    }
}

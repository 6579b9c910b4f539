package skybourse.app.cli;

import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import skybourse.files.log.TextFiles;

/**
 * Outlines of the commands of the running exchange. The implementations are in {@code server}, not in the program's JAR file; the launcher compiles
 * them.
 */
final class ServerCommands {

    static final String BACKUP = "Backs up the folder of a market, even while it runs, and restores it.";
    static final String EXCHANGE = "Runs an operator action in a running market.";
    static final String GATEWAY = "Answers requests of OpenAI's API with answers bought at an inference market.";
    static final String JUDGE =
            "Checks answers in an inference market, excludes sellers whose answers mismatch, and rules on disputes.";
    static final String REPLAY = "Replays the journal of a market and reports differences from the stored state.";
    static final String SELL = "Sells the idle capacity of an OpenAI-compatible endpoint at an inference market.";
    static final String SERVE = "Runs a market in which agents take part over HTTP, until it is stopped.";
    static final String BOTS = "Runs bots that act as the agents of a scenario in a running market.";

    /** Name and description of {@code serve}. */
    @Command(name = "serve", description = SERVE)
    static final class Serve extends Described {}

    /** Name and description of {@code bots}. */
    @Command(name = "bots", description = BOTS)
    static final class Bots extends Described {}

    /** Name and description of {@code backup}. */
    @Command(name = "backup", description = BACKUP)
    static final class Backup extends Described {}

    /** Name and description of {@code exchange}. */
    @Command(name = "exchange", description = EXCHANGE)
    static final class Exchange extends Described {}

    /** Name and description of {@code gateway}. */
    @Command(name = "gateway", description = GATEWAY)
    static final class Gateway extends Described {}

    /** Name and description of {@code judge}. */
    @Command(name = "judge", description = JUDGE)
    static final class Judge extends Described {}

    /** Name and description of {@code replay}. */
    @Command(name = "replay", description = REPLAY)
    static final class Replay extends Described {}

    /** Name and description of {@code sell}. */
    @Command(name = "sell", description = SELL)
    static final class Sell extends Described {}

    /** Outline of a command whose help is stored in a file, so that printing it needs no library of the server. */
    @Command(mixinStandardHelpOptions = true)
    abstract static class Described extends MeasuringCommands.Outline {}

    private ServerCommands() {}

    /** Returns the stored help of a command. */
    static String help(String command) {
        return new String(TextFiles.bundled("/skybourse/app/help/" + command + ".txt"), StandardCharsets.UTF_8);
    }
}

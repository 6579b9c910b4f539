package skybourse.app.cli;

import java.io.PrintWriter;
import java.util.function.BiConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import skybourse.files.text.InvalidInputException;
import skybourse.app.options.OptionRangeCheck;
import skybourse.app.command.CommandBase;

/** The {@code bench exchange} command: measures the time and memory that the running exchange takes. */
@Command(
        name = "exchange",
        description = {"Measures the running exchange: commands over HTTP, journal, rounds, recovery and memory.", "Server, clients and disk share this machine. CPU time of the server excludes its clients."},
        footer = "  ./skybourse bench exchange --seconds 10 --entries 1000000")
final class BenchExchangeCommand extends CommandBase {

    @Option(
            names = "--seconds",
            paramLabel = "T",
            defaultValue = "3",
            description = "Duration of warm-up and of measurement for each number. Above 0. Default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(
            names = "--entries",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Number of journal entries to recover. From 1. Default: ${DEFAULT-VALUE}.")
    private long entries;

    @Option(
            names = "--waiting",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Number of agents that wait for work. From 20. Default: ${DEFAULT-VALUE}.")
    private int waiting;

    @Override
    @SuppressWarnings("unchecked")
    public Integer call() {
        OptionRangeCheck.positive(seconds, "--seconds");
        OptionRangeCheck.atLeast(1, entries, "--entries");
        OptionRangeCheck.atLeast(20, waiting, "--waiting");
        // The class is loaded by name, because the launcher fetches the server module's libraries only for this
        // command.
        try {
            BiConsumer<PrintWriter, double[]> bench = Class.forName("skybourse.server.service.ExchangeBench")
                    .asSubclass(BiConsumer.class)
                    .getConstructor()
                    .newInstance();
            bench.accept(out(), new double[] {seconds, entries, waiting});
            return 0;
        } catch (ReflectiveOperationException _) {
            throw new InvalidInputException(
                    "exchange", "must be started with ./skybourse, which compiles it: not in this JAR file", "run `./skybourse bench exchange`.");
        }
    }
}

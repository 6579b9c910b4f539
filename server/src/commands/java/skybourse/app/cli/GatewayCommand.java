package skybourse.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import skybourse.app.command.CommandBase;
import skybourse.app.command.ExitCode;
import skybourse.files.text.InvalidInputException;
import skybourse.server.inference.InferenceGateway;
import skybourse.server.signedlog.OperatorSecret;

/** {@code gateway}: answers requests of OpenAI's API with answers that it buys at an inference market. */
@Command(
        name = "gateway",
        description = {
            ServerCommands.GATEWAY,
            "Clients use http://HOST:PORT/v1 as base URL and the API key of the gateway. The secret of the buyer stays in the gateway.",
            "The gateway answers chat completions, files and batch jobs. Files and batch jobs are held in memory and are lost when it stops."
        },
        footer = "  ./skybourse gateway http://127.0.0.1:8080 --agent buyer-1 --secret-file buyer-1-secret --spend-limit 1000000",
        exitCodeList = "1:The exchange does not respond, the port is in use, or the program has a bug.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
final class GatewayCommand extends CommandBase {

    private static final int MOST_PORT = 65_535;
    private static final double MOST_SECONDS = 86_400;
    private static final long POLL_MILLIS = 200;

    @Parameters(
            index = "0..*",
            arity = "1..*",
            paramLabel = "URL",
            description = "Address of the market, such as http://127.0.0.1:8080. Give several if the market can be reached at several addresses.")
    private List<URI> bases;

    @Option(names = "--agent", required = true, paramLabel = "BUYER", description = "Id of the buyer in the market.")
    private String agent;

    @Option(names = "--secret-file", required = true, paramLabel = "FILE", description = "File with the buyer's secret, at least 32 characters.")
    private Path secret;

    @Option(
            names = "--api-key-file",
            paramLabel = "FILE",
            description = "File with the API key that clients send. If it does not exist, it is created with a random key. Default: ${DEFAULT-VALUE}.")
    private Path apiKey = Path.of("gateway-api-key");

    @Option(names = "--port", paramLabel = "N", description = "Port to listen on; 0 for any free port. From 0. Default: ${DEFAULT-VALUE}.")
    private int port = 8090;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "Address to listen on. The connection is not encrypted. Default: ${DEFAULT-VALUE}.")
    private String host = "127.0.0.1";

    @Option(
            names = "--spend-limit",
            paramLabel = "UNITS",
            description = "The most that this run spends, ledger units. Requests beyond it are answered with status 402. From 0. Default: no limit.")
    private @Nullable Long spendUnits;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "Time after which an unanswered request gets status 504. From 0.001 to 86400. Default: ${DEFAULT-VALUE}.")
    private double timeoutSeconds = 120;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "Requests that arrive within this time are submitted to the market together. From 0 to 86400. Default: ${DEFAULT-VALUE}.")
    private double waitSeconds = 0.25;

    @Override
    public Integer call() throws InterruptedException {
        var limits = new InferenceGateway.Limits(
                millis("--timeout", timeoutSeconds, 1), millis("--wait", waitSeconds, 0), POLL_MILLIS, spendLimit());
        if (port < 0 || port > MOST_PORT) {
            throw new InvalidInputException("--port", "must be in [0, " + MOST_PORT + "]: " + port, "omit the option to use the default.");
        }
        var buyer = new InferenceGateway.Buyer(bases, agent, BotsCommand.secret(secret));
        try {
            OperatorSecret key = OperatorSecret.of(apiKey, () -> "sk-" + OperatorSecret.generate().text());
            serve(buyer, key, limits);
            return 0;
        } catch (IllegalArgumentException wrong) {
            throw new InvalidInputException("gateway", String.valueOf(wrong.getMessage()), "check the URL, --agent and --secret-file.");
        } catch (UncheckedIOException failed) {
            if (!(failed.getCause() instanceof BindException taken)) {
                throw failed;
            }
            err().println("skybourse: " + taken.getMessage());
            err().println("Hint: choose another --port or --host.");
        } catch (IOException _) {
            err().println("skybourse: " + bases.getFirst() + " does not respond, or " + apiKey + " cannot be read or written");
            err().println("Hint: check the URL and the file, or start the market.");
        }
        return ExitCode.FAILED;
    }

    private void serve(InferenceGateway.Buyer buyer, OperatorSecret key, InferenceGateway.Limits limits) throws IOException, InterruptedException {
        InferenceGateway gateway = InferenceGateway.start(buyer, key.text(), limits, host, port);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway)));
        String shown = host.contains(":") ? "[" + host + "]" : host;
        out().printf(Locale.ROOT, "Base URL for clients: http://%s:%d/v1, model %s%n", shown, gateway.port(), gateway.model());
        out().println(key.isNew() ? "The API key, which is shown only once: " + key.text() : "The API key is in " + apiKey);
        out().flush();
        new CountDownLatch(1).await();
    }

    /** Withdraws what is not sold when the process receives a stop signal. */
    private static void stop(InferenceGateway gateway) {
        try {
            gateway.close();
        } catch (IOException _) {
            // The exchange does not respond. Unsold requests expire after the next round.
        }
    }

    private long spendLimit() {
        if (spendUnits != null && spendUnits < 0) {
            throw new InvalidInputException("--spend-limit", "must be at least 0: " + spendUnits, "give ledger units, such as 1000000.");
        }
        return spendUnits == null ? Long.MAX_VALUE : spendUnits;
    }

    private static long millis(String option, double seconds, long least) {
        long millis = Math.round(1_000 * seconds);
        if (!(seconds >= 0 && seconds <= MOST_SECONDS) || millis < least) {
            throw new InvalidInputException(option, "must be in [" + least / 1_000.0 + ", " + MOST_SECONDS + "]: " + seconds, "give seconds, such as 120.");
        }
        return millis;
    }
}

package skybourse.app.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import skybourse.app.command.CommandBase;
import skybourse.app.command.ExitCode;
import skybourse.base.numeric.LabelSyntax;
import skybourse.files.text.InvalidInputException;
import skybourse.client.ExchangeClient;
import skybourse.server.selling.InferenceSeller;
import skybourse.server.selling.LotAsk;
import skybourse.server.selling.ModelEndpoint;
import skybourse.server.selling.MarketProduct;
import skybourse.server.selling.SellerSeat;

/** {@code sell}: sells the idle capacity of an OpenAI-compatible endpoint. */
@Command(
        name = "sell",
        description = {
            ServerCommands.SELL,
            "Measures the endpoint, joins the market and serves the pieces that it sells, until it is stopped. It needs outgoing connections only.",
            "On SIGTERM or Ctrl-C, and while the file of --pause-file exists, it leaves the market. It then still serves the pieces that it has sold."
        },
        footer = {
            "  ./skybourse sell https://market.example --endpoint http://127.0.0.1:11434 \\",
            "      --agent S1 --secret-file s1-secret --watts 250 --tariff 0.3",
            "  ./skybourse sell https://market.example --endpoint http://127.0.0.1:8000 \\",
            "      --agent S1 --secret-file s1-secret --ask 0.002 --concurrency 16"
        },
        exitCodeList = "1:The market does not respond, a file could not be read, or the program has a bug.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
final class SellCommand extends CommandBase {

    private static final int MOST_CONCURRENCY = 1_000;

    @Parameters(index = "0", paramLabel = "URL", description = "Address of the market, such as http://127.0.0.1:8080.")
    private URI base;

    @Option(names = "--endpoint", required = true, paramLabel = "URL", description = "Address of the endpoint, with or without /v1.")
    private URI endpoint;

    @Option(names = "--agent", required = true, paramLabel = "SELLER", description = "Id of the seller in the market.")
    private String agent;

    @Option(names = "--secret-file", required = true, paramLabel = "FILE", description = "File with the seller's secret, at least 32 characters.")
    private Path secret;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Name of the model at the endpoint. Default: the name that equals the product's model.")
    private String model = "";

    @Option(names = "--ask", paramLabel = "MONEY", description = "Lowest price of a lot. From 0. Otherwise give --watts and --tariff.")
    private @Nullable Double ask;

    @Option(names = "--watts", paramLabel = "W", description = "Power of the machine while it answers. From 0.")
    private @Nullable Double watts;

    @Option(names = "--tariff", paramLabel = "MONEY", description = "Price of electricity per kWh. From 0.")
    private @Nullable Double tariff;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Number of requests in parallel. From 1 to 1000. Default: measured, or 4 with --volume-per-second.")
    private @Nullable Integer concurrency;

    @Option(names = "--endpoint-key-file", paramLabel = "FILE", description = "File with the API key of the endpoint.")
    private @Nullable Path key;

    @Option(
            names = "--volume-per-second",
            paramLabel = "V",
            description = "Volume per second to offer at the start. Above 0. The offer then follows the speed of the served requests. Default: 80 %% of the measured speed.")
    private @Nullable Double volume;

    @Option(names = "--pause-file", paramLabel = "FILE", description = "While this file exists, the seller is not in the market.")
    private @Nullable Path pause;

    @Override
    public Integer call() throws InterruptedException {
        var offer = new InferenceSeller.Offer(
                ask(),
                concurrency == null ? OptionalInt.empty() : OptionalInt.of(concurrency),
                volume == null ? OptionalDouble.empty() : OptionalDouble.of(volume));
        ClientArguments.requireHttp("URL", base);
        ClientArguments.requireHttp("--endpoint", endpoint);
        var client = ExchangeClient.once(base, ClientArguments.text("--secret-file", secret));
        MarketProduct product;
        try {
            product = MarketProduct.of(client, base.toString());
        } catch (IOException _) {
            err().println("skybourse: " + base + " does not respond");
            err().println("Hint: check the URL, or start the market.");
            return ExitCode.FAILED;
        }
        ModelEndpoint found = ModelEndpoint.open(endpoint, key == null ? "" : ClientArguments.text("--endpoint-key-file", key), product, model);
        tell("Product: " + product.product().model() + " " + product.product().quantization() + ". Model of the endpoint: " + found.model() + ".");
        var seller = new InferenceSeller(
                new SellerSeat(client, agent, this::tell), found, product, offer, () -> pause != null && Files.exists(pause), this::tell);
        sell(seller);
        return 0;
    }

    /** Sells. A stop signal makes the process exit with code 0 after the open pieces are finished. */
    private static void sell(InferenceSeller seller) throws InterruptedException {
        var ended = new CompletableFuture<Integer>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (!ended.isDone()) {
                seller.stop();
                Runtime.getRuntime().halt(ended.join());
            }
        }));
        int code = ExitCode.FAILED;
        try {
            seller.run();
            code = 0;
        } finally {
            ended.complete(code);
        }
    }

    private void tell(String line) {
        line.lines().map(LabelSyntax::printable).forEach(out()::println);
        out().flush();
    }

    private LotAsk ask() {
        ClientArguments.require("--ask", "at least 0", ask, ask == null || ask >= 0);
        ClientArguments.require("--watts", "at least 0", watts, watts == null || watts >= 0);
        ClientArguments.require("--tariff", "at least 0", tariff, tariff == null || tariff >= 0);
        ClientArguments.require("--concurrency", "in [1, 1000]", concurrency, concurrency == null || (concurrency >= 1 && concurrency <= MOST_CONCURRENCY));
        ClientArguments.require("--volume-per-second", "greater than 0", volume, volume == null || volume > 0);
        if ((ask == null) == (watts == null && tariff == null) || (watts == null) != (tariff == null)) {
            throw new InvalidInputException("--ask", "must be given, or --watts and --tariff", "give either --ask, or both of --watts and --tariff.");
        }
        return new LotAsk(ask == null ? OptionalDouble.empty() : OptionalDouble.of(ask), watts == null ? 0 : watts, tariff == null ? 0 : tariff);
    }
}

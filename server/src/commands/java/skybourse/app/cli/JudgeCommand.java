package skybourse.app.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
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
import skybourse.server.judging.Judge;
import skybourse.server.selling.MarketProduct;
import skybourse.server.selling.ModelEndpoint;

/** {@code judge}: checks answers in an inference market and rules on disputes. */
@Command(
        name = "judge",
        description = {
            ServerCommands.JUDGE,
            "Compares a random share of the answers (checkShare of the product) with answers of the operator's own endpoints. Sellers whose answers mismatch too "
                    + "often are excluded, and their unpaid pieces fail. Also rules on disputes and undoable reports.",
            "Give at least two endpoints, preferably with the engines that the sellers use."
        },
        footer = {
            "  ./skybourse judge http://127.0.0.1:8080 --operator out/exchange/inference/operator-secret \\",
            "      --endpoint http://127.0.0.1:11434 --endpoint http://127.0.0.1:8000"
        },
        exitCodeList = "1:The market does not respond, a file could not be read, or the program has a bug.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
final class JudgeCommand extends CommandBase {

    private static final int MOST_CONCURRENCY = 1_000;

    @Parameters(index = "0", paramLabel = "URL", description = "Address of the market, such as http://127.0.0.1:8080.")
    private URI base;

    @Option(
            names = "--endpoint",
            required = true,
            paramLabel = "URL",
            description = "Address of an endpoint with the product's model, with or without /v1. Give the option once for each endpoint; all are asked with the same key.")
    private List<URI> endpoints;

    @Option(names = "--operator", required = true, paramLabel = "FILE", description = "File with the operator's secret.")
    private Path operator;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Name of the model at the endpoints. Default: the name that equals the product's model.")
    private String model = "";

    @Option(names = "--endpoint-key-file", paramLabel = "FILE", description = "File with the API key of the endpoints.")
    private @Nullable Path key;

    @Option(
            names = "--threshold",
            paramLabel = "SIMILARITY",
            description = "Least similarity to the reference answer with which a seller's answer matches. From 0 to 1. Default: ${DEFAULT-VALUE}.")
    private double threshold = 0.5;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Number of parallel requests to the endpoints. From 1 to 1000. Default: ${DEFAULT-VALUE}.")
    private int concurrency = 4;

    @Override
    public Integer call() throws InterruptedException {
        ClientArguments.require("--threshold", "in [0, 1]", threshold, threshold >= 0 && threshold <= 1);
        ClientArguments.require(
                "--concurrency", "in [1, 1000]", concurrency, concurrency >= 1 && concurrency <= MOST_CONCURRENCY);
        ClientArguments.requireHttp("URL", base);
        endpoints.forEach(endpoint -> ClientArguments.requireHttp("--endpoint", endpoint));
        String secret = ClientArguments.text("--operator", operator);
        var client = ExchangeClient.once(base, secret);
        MarketProduct product;
        try {
            product = MarketProduct.of(client, base.toString());
        } catch (IOException _) {
            err().println("skybourse: " + base + " does not respond");
            err().println("Hint: check the URL, or start the market.");
            return ExitCode.FAILED;
        }
        String apiKey = key == null ? "" : ClientArguments.text("--endpoint-key-file", key);
        List<ModelEndpoint> opened = endpoints.stream()
                .map(endpoint -> ModelEndpoint.open(endpoint, apiKey, product, model))
                .toList();
        double share = product.product().checkShare();
        tell("Product: " + product.product().model() + " " + product.product().quantization() + ". Share of checked answers: " + share
                + (share > 0 ? "." : ". The judge only rules on disputes."));
        if (share > 0 && product.objectionSeconds() < product.product().answerSeconds()) {
            tell("Answers are paid after " + product.objectionSeconds() + " s (--objection of serve). A check that takes longer cannot prevent the payment. "
                    + "Start serve with a longer --objection.");
        }
        if (share > 0 && opened.size() == 1) {
            tell("Only one endpoint: an honest seller with another engine may be excluded because its answers differ.");
        }
        judge(new Judge(client, product.product(), opened, new Judge.Settings(threshold, concurrency, secret), this::tell));
        return 0;
    }

    /** Judges. A stop signal makes the process exit with code 0. */
    private void judge(Judge judge) throws InterruptedException {
        var ended = new CompletableFuture<Integer>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (!ended.isDone()) {
                judge.stop();
                tell(judge.summary());
                Runtime.getRuntime().halt(0);
            }
        }));
        try {
            judge.run();
        } finally {
            ended.complete(0);
        }
    }

    private synchronized void tell(String line) {
        line.lines().map(LabelSyntax::printable).forEach(out()::println);
        out().flush();
    }
}

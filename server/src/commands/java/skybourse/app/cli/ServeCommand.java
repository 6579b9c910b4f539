package skybourse.app.cli;

import io.helidon.common.tls.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import skybourse.base.numeric.LabelSyntax;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.Sha256;
import skybourse.server.a2a.A2aAdapter;
import skybourse.server.journal.JournalException;
import skybourse.server.http.Bots;
import skybourse.server.http.ExchangeServer;
import skybourse.server.http.ProtocolAdapter;
import skybourse.server.http.ServedAddresses;
import skybourse.server.mcp.MarketTools;
import skybourse.server.mcp.McpAdapter;
import skybourse.server.page.MarketPage;
import skybourse.server.service.DurableStore;
import skybourse.server.service.RunningExchange;
import skybourse.server.signedlog.OperatorSecret;
import skybourse.server.signedlog.JvmWarmUp;
import skybourse.venue.event.MarketRules;
import skybourse.app.report.ScenarioSummary;
import skybourse.app.command.CommandBase;
import skybourse.app.command.ExitCode;
import skybourse.app.command.Version;

/** {@code serve}: runs a market until it is stopped. */
@Command(
        name = "serve",
        description = {ServerCommands.SERVE, "The agents of the file are its seats. The market is stored in a folder; the next start continues it."},
        footer = {
            "  ./skybourse serve --open",
            "  ./skybourse serve examples/campus.yaml --bots --round 2"
        },
        exitCodeList = {"1:The port or the folder is in use, or the program has a bug.", "5:The journal could not be written.", "6:A money invariant was violated."})
final class ServeCommand extends CommandBase {

    private static final int MOST_PORT = 65_535;
    private static final double LEAST_SECONDS = .01;

    @Mixin
    private final MarketOptions made = new MarketOptions();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port to listen on; 0 for any free port. From 0. Default: ${DEFAULT-VALUE}.")
    private int port = 8080;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on. Default: ${DEFAULT-VALUE}.")
    private String host = "127.0.0.1";

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "Address of the market under another name or behind a proxy, such as https://market.example. Repeatable.")
    private List<String> publicUrls = new ArrayList<>();

    @Option(names = "--insecure", description = "Allows addresses other than this machine's own without encryption.")
    private boolean insecure;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "Certificate chain for TLS: PEM, the server's certificate first. Requires --tls-key.")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Key of the certificate: PEM, PKCS #8, no password.")
    private @Nullable Path key;

    @Option(
            names = "--round",
            paramLabel = "SECONDS",
            description = "Duration of a round; 0 if the operator closes rounds. From 0. Default: ${DEFAULT-VALUE}.")
    private double roundSeconds = 5;

    @Option(names = "--open", description = "Any client may take a free seat. Without this option an invitation is needed.")
    private boolean open;

    @Option(names = "--bots", description = "Fills all seats with bots and deposits money for them.")
    private boolean bots;

    @Mixin
    private final BehaviourOptions behaviour = new BehaviourOptions();

    @Override
    public Integer call() {
        checkOptions();
        Optional<Tls> tls = tls();
        ServedAddresses addresses = addresses(tls);
        MarketRules rules = made.rules(open);
        String name = rules.model().name();
        if (bots && rules.inference().isPresent()) {
            throw new InvalidInputException(
                    "--bots", "must not be given for an inference market", "run `./skybourse sell` with an endpoint.");
        }
        if (bots) {
            behaviour.of(rules.scenario());
        }
        if (rules.inference().isEmpty()) {
            ScenarioSummary.warnings(rules.scenario()).forEach(this::warn);
        }
        Path place = made.folder(name);
        int code = ExitCode.FAILED;
        try (DurableStore store = DurableStore.open(place, name, MarketOptions.made(rules))) {
            OperatorSecret operator = OperatorSecret.of(place);
            JvmWarmUp.run(rules, JvmWarmUp.SECONDS);
            RunningExchange market = store.start(rules, roundSeconds, store.key());
            code = serve(market, addresses, operator, place, tls);
        } catch (JournalException wrong) {
            MarketOptions.tell(err(), place, wrong);
        } catch (UncheckedIOException failed) {
            if (!(failed.getCause() instanceof BindException taken)) {
                throw failed;
            }
            err().println("skybourse: " + taken.getMessage());
            err().println("Hint: choose another --port or --host.");
        } catch (IOException failed) {
            MarketOptions.tell(err(), place, failed);
        }
        return code;
    }

    private void checkOptions() {
        checkAddress();
        MarketOptions.seconds(roundSeconds, "--round");
        if (roundSeconds > 0 && roundSeconds < LEAST_SECONDS) {
            throw new InvalidInputException(
                    "--round", "must be 0 or at least " + LEAST_SECONDS + ": " + roundSeconds, "give seconds, such as 5.");
        }
        if (!insecure && certificate == null && !ServedAddresses.isLoopback(host)) {
            throw new InvalidInputException(
                    "--host",
                    "must be a loopback address without --tls-cert or --insecure: " + LabelSyntax.escapedInQuotes(host),
                    "give --tls-cert, or run the market at 127.0.0.1 behind a proxy that encrypts.");
        }
        if ((certificate == null) != (key == null)) {
            throw new InvalidInputException("--tls-cert", "must be given with --tls-key: only one of the two is given", "give both.");
        }
        if (!bots && behaviour.isGiven()) {
            throw new InvalidInputException("--behaviour", "must be given with --bots: only one of the two is given", "give both.");
        }
        if (bots && certificate != null) {
            throw new InvalidInputException(
                    "--bots", "must not be given with --tls-cert", "run `./skybourse bots` on a machine that trusts the certificate.");
        }
    }

    private void checkAddress() {
        if (port < 0 || port > MOST_PORT) {
            throw new InvalidInputException(
                    "--port", "must be in [0, " + MOST_PORT + "]: " + port, "omit the option to use the default.");
        }
        try {
            InetAddress.getByName(host);
        } catch (UnknownHostException _) {
            throw new InvalidInputException(
                    "--host", "must be an address of this machine, or a name that resolves to one: " + LabelSyntax.escapedInQuotes(host), "use 0.0.0.0 for all addresses.");
        }
    }

    private ServedAddresses addresses(Optional<Tls> tls) {
        return new ServedAddresses(tls.isPresent() ? "https" : "http", host, port, publicUrls.stream().map(ServeCommand::publicUrl).toList());
    }

    private static URI publicUrl(String text) {
        try {
            return ServedAddresses.parse(text);
        } catch (IllegalArgumentException _) {
            throw new InvalidInputException(
                    "--public-url",
                    "must consist of http or https, a host and optionally a port: " + LabelSyntax.escapedInQuotes(text),
                    "give the address without a path, such as https://market.example.");
        }
    }

    private Optional<Tls> tls() {
        if (certificate == null || key == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ExchangeServer.tls(certificate, key));
        } catch (IllegalArgumentException _) {
            throw new InvalidInputException(
                    "--tls-key", "must be the private key of the certificate, both in PEM format: " + key, "use a PKCS #8 key without a password.");
        }
    }

    private List<ProtocolAdapter> adapters(RunningExchange market) {
        boolean isInference = market.rules().inference().isPresent();
        return List.of(
                new MarketPage(),
                new McpAdapter(MarketTools.of(isInference), MarketTools.INSTRUCTIONS, Version.OWN),
                new A2aAdapter(market.log().key(), isInference));
    }

    private int serve(
            RunningExchange market, ServedAddresses addresses, OperatorSecret operator, Path place, Optional<Tls> tls) throws IOException {
        try (ExchangeServer server = ExchangeServer.start(
                market, addresses, Sha256.of(operator.text().getBytes(StandardCharsets.UTF_8)), tls, adapters(market))) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(market, server)));
            URI base = URI.create(addresses.scheme() + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.port());
            out().printf(Locale.ROOT, "%s is open at %s, stored in %s%n", market.rules().model().name(), base, place);
            if (operator.isNew()) {
                out().println("The operator's secret, which is shown only once: " + operator.text());
            }
            out().flush();
            var lines = new RoundLinePrinter();
            market.listen(lines::add);
            lines.start(out());
            Optional<Bots> playing = bots ? Optional.of(BotsCommand.start(base, market.rules().scenario(), operator.text(), behaviour.of(market.rules().scenario()))) : Optional.empty();
            int code = market.exitCode().join();
            playing.ifPresent(Bots::close);
            market.failure().forEach(what -> err().println("skybourse: " + place + ": " + what));
            return code;
        } finally {
            market.close();
        }
    }

    /** Executes the accepted commands when the process receives a stop signal. The process then exits with the market's exit code. */
    private static void stop(RunningExchange market, ExchangeServer server) {
        if (!market.exitCode().isDone()) {
            market.close();
            server.close();
            Runtime.getRuntime().halt(market.exitCode().join());
        }
    }
}

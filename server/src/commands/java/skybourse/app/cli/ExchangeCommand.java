package skybourse.app.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import skybourse.base.numeric.LabelSyntax;
import skybourse.client.Reply;
import skybourse.files.text.InvalidInputException;
import skybourse.server.codec.RequestBodyRecords.BarRequest;
import skybourse.server.codec.RequestBodyRecords.InviteRequest;
import skybourse.server.codec.RequestBodyRecords.PaymentRequest;
import skybourse.server.codec.RequestBodyRecords.RoundRequest;
import skybourse.server.codec.RequestBodyRecords.RulingRequest;
import skybourse.server.codec.JsonLong;
import skybourse.client.ExchangeClient;
import skybourse.app.command.CommandBase;
import skybourse.app.command.ExitCode;

/** {@code exchange}: sends commands of the operator to a running market, or shows its status. */
@Command(
        name = "exchange",
        description = {ServerCommands.EXCHANGE, "ACTION deposit AGENT UNITS REFERENCE credits an account; each reference counts once.", "ACTION withdraw AGENT UNITS REFERENCE pays money out of an account.", "ACTION invite AGENT SHA256 gives the agent's seat to the holder of the secret with this hash; earlier holders lose it.", "ACTION invite-kind KIND SHA256 lets the holder of the secret join once as an additional agent.", "ACTION bar AGENT VERSION true|false excludes an agent from further rounds or admits it again; each decision has a " + "higher version.", "ACTION rule PIECE true|false decides a dispute: true if the result is to be paid.", "ACTION check PIECE true|false ends a piece that is not disputed, in an inference market with a checkShare above 0: true pays it, false lets it fail.", "ACTION round closes the current round.", "ACTION status shows prices, agents and problems of the market. It needs no --operator."},
        footer = {
            "  ./skybourse exchange http://127.0.0.1:8080 deposit WA1 1000000 bank-17 \\",
            "      --operator out/exchange/reference/operator-secret",
            "  ./skybourse exchange http://127.0.0.1:8080 round \\",
            "      --operator out/exchange/reference/operator-secret",
            "  ./skybourse exchange http://127.0.0.1:8080 status"
        },
        exitCodeList = "1:The market rejected the request or does not respond.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
final class ExchangeCommand extends CommandBase {

    private static final String STATUS = "status";

    private static final Map<String, List<String>> ACTIONS = Map.of(
            "deposit", List.of("agent", "units", "reference"),
            "withdraw", List.of("agent", "units", "reference"),
            "invite", List.of("agent", "sha256"),
            "invite-kind", List.of("kind", "sha256"),
            "bar", List.of("agent", "version", "isBarred"),
            "check", List.of("piece", "pays"),
            "rule", List.of("piece", "pays"),
            "round", List.of(),
            STATUS, List.of());

    @Parameters(index = "0", paramLabel = "URL", description = "Address of the market, such as http://127.0.0.1:8080.")
    private URI base;

    @Parameters(index = "1", paramLabel = "ACTION", description = "One of the actions above.")
    private String action;

    @Parameters(index = "2..*", arity = "0..*", paramLabel = "WORD", description = "Arguments of the action, in this order.")
    private List<String> words = List.of();

    @Option(names = "--operator", paramLabel = "FILE", description = "File with the operator's secret. Required for all actions except status.")
    private @Nullable Path operator;

    @Override
    public Integer call() {
        Optional<Record> sent = body();
        var client = ExchangeClient.once(base, secret());
        try {
            if (action.equals(STATUS)) {
                return status(client);
            }
            Record body = sent.isPresent() ? sent.get() : round(client);
            Reply got = client.put("operator/" + (action.equals("invite-kind") ? "invite" : action), body);
            if (got.status() == 200) {
                out().println("Done: " + LabelSyntax.printable(action + " " + String.join(" ", words)).strip() + ", entry " + got.json().path("seq").asString("?"));
                return 0;
            }
            err().println("skybourse: the market rejected the request: " + LabelSyntax.printable(got.json().path("detail").asString("status " + got.status())));
        } catch (IOException _) {
            err().println("skybourse: " + base + " does not respond");
            err().println(action.equals(STATUS) ? "Hint: check the URL, or start the market." : "Hint: start the market, then repeat the same command; it is idempotent.");
        }
        return ExitCode.FAILED;
    }

    private int status(ExchangeClient client) throws IOException {
        Optional<MarketStatus> status = MarketStatus.of(client);
        if (status.isEmpty()) {
            err().println("skybourse: " + base + " does not reply like a market");
            err().println("Hint: give the address that `serve` printed.");
            return ExitCode.FAILED;
        }
        status.get().lines().forEach(out()::println);
        return 0;
    }

    /** Returns the operator's secret; empty for {@code status}. */
    private String secret() {
        if (action.equals(STATUS)) {
            if (operator != null) {
                throw new InvalidInputException("--operator", "must not be given with status: " + operator, "omit it; status needs no secret.");
            }
            return "";
        }
        if (operator == null) {
            throw new InvalidInputException("--operator", "is required for " + action + ": missing", "give the file operator-secret of the market's folder.");
        }
        return BotsCommand.secret(operator);
    }

    private static RoundRequest round(ExchangeClient client) throws IOException {
        return new RoundRequest(new JsonLong(client.get("market").json().path("round").asLong(0)));
    }

    /** Returns the request body of the action; empty for {@code round} and {@code status}. */
    private Optional<Record> body() {
        requireWords();
        return switch (action) {
            case "deposit", "withdraw" -> Optional.of(new PaymentRequest(words.get(0), whole("units", words.get(1)), words.get(2)));
            case "invite" -> Optional.of(new InviteRequest(Optional.of(words.get(0)), Optional.empty(), words.get(1)));
            case "invite-kind" -> Optional.of(new InviteRequest(Optional.empty(), Optional.of(words.get(0)), words.get(1)));
            case "bar" -> Optional.of(new BarRequest(words.get(0), whole("version", words.get(1)), truth("isBarred", words.get(2))));
            case "rule", "check" -> Optional.of(new RulingRequest(words.get(0), truth("pays", words.get(1))));
            default -> Optional.empty();
        };
    }

    private void requireWords() {
        List<String> names = ACTIONS.get(action);
        if (names == null) {
            throw new InvalidInputException(
                    "ACTION",
                    "must be one of bar, check, deposit, invite, invite-kind, round, rule, status, withdraw: " + LabelSyntax.escapedInQuotes(action),
                    "see `./skybourse exchange --help` for the actions.");
        }
        if (names.size() != words.size()) {
            throw new InvalidInputException(
                    action,
                    "must be followed by " + names.size() + " words: " + words.size(),
                    ("write `" + action + " " + String.join(" ", names).toUpperCase(java.util.Locale.ROOT)).strip() + "`.");
        }
    }

    private static JsonLong whole(String name, String word) {
        try {
            return new JsonLong(Long.parseLong(word));
        } catch (NumberFormatException _) {
            throw new InvalidInputException(name, "must be a whole number of at most 64 bits: " + LabelSyntax.escapedInQuotes(word), "write digits only.");
        }
    }

    private static boolean truth(String name, String word) {
        if (!word.equals("true") && !word.equals("false")) {
            throw new InvalidInputException(name, "must be true or false: " + LabelSyntax.escapedInQuotes(word), "write true or false.");
        }
        return Boolean.parseBoolean(word);
    }
}

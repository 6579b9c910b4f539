package skybourse.app.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import skybourse.app.folders.ScenarioFileReader;
import skybourse.base.agent.Agent;
import skybourse.base.scenario.Scenario;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.Sha256;
import skybourse.round.adversary.AgentBehaviours;
import skybourse.server.codec.RequestBodyRecords.InviteRequest;
import skybourse.server.codec.RequestBodyRecords.PaymentRequest;
import skybourse.server.codec.JsonLong;
import skybourse.server.http.Bots;
import skybourse.client.ExchangeClient;
import skybourse.app.command.CommandBase;

/** {@code bots}: runs bots for the agents of a scenario in the market at an address. */
@Command(
        name = "bots",
        description = {ServerCommands.BOTS, "The bots receive deposits. Buyers submit a task in every round; sellers compute the work that is assigned to them."},
        footer = "  ./skybourse bots http://127.0.0.1:8080 examples/campus.yaml --operator out/exchange/campus/operator-secret")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
final class BotsCommand extends CommandBase {

    /** Deposit of each bot, made once, ledger units. */
    private static final long UNITS = 1_000_000_000_000L;

    @Parameters(index = "0", paramLabel = "URL", description = "Address of the market, such as http://127.0.0.1:8080.")
    private URI base;

    @Parameters(index = "1", paramLabel = "SCENARIO", description = "The market's own scenario, YAML or JSON.")
    private Path file;

    @Option(
            names = "--operator",
            required = true,
            paramLabel = "FILE",
            description = "File with the operator's secret, used for the deposits of the bots.")
    private Path operator;

    @Mixin
    private final BehaviourOptions behaviour = new BehaviourOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Scenario scenario = ScenarioFileReader.read(file);
        try (Bots bots = start(base, scenario, secret(operator), behaviour.of(scenario))) {
            bots.join();
        }
        return 0;
    }

    /** Returns the operator's secret from its file. */
    static String secret(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException _) {
            throw new InvalidInputException(
                    file.toString(), "must be a readable file", "give the file operator-secret in the market's folder.");
        }
    }

    /** Deposits money for each seat that never had a holder and has no invitation, and invites its bot. Then starts a bot for every seat. */
    static Bots start(URI base, Scenario scenario, String secret, AgentBehaviours behaviours) throws IOException {
        var client = ExchangeClient.once(base, secret);
        List<Agent> agents = scenario.agents().toList();
        for (Agent agent : agents) {
            var seat = client.get("agents/" + ExchangeClient.pathSegment(agent.id()));
            if (seat.status() != 200 || !seat.json().has("version")) {
                throw new InvalidInputException(
                        base.toString(),
                        "must be a market with this scenario and operator secret: status " + seat.status(),
                        "both are in the market's folder.");
            }
            if (seat.json().path("version").asLong(1) == 0 && !seat.json().path("isInvited").asBoolean(true)) {
                take(client, agent.id(), "bots-" + agents.indexOf(agent), Bots.secretOf(secret, agent.id()));
            }
        }
        return Bots.start(base, scenario, secret, behaviours);
    }

    /** Deposits money for a seat and invites a bot to it. */
    private static void take(ExchangeClient client, String agent, String reference, String bot) throws IOException {
        client.put("operator/deposit", new PaymentRequest(agent, new JsonLong(UNITS), reference));
        String digest = Sha256.of(bot.getBytes(StandardCharsets.UTF_8));
        client.put("operator/invite", new InviteRequest(Optional.of(agent), Optional.empty(), digest));
    }
}

package skybourse.app.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import skybourse.app.folders.ScenarioFile;
import skybourse.base.scenario.Agent;
import skybourse.base.scenario.Scenario;
import skybourse.files.codec.InvalidInputException;
import skybourse.files.codec.Sha256;
import skybourse.server.service.Bots;
import skybourse.server.service.ExchangeClient;

/** {@code bots}: the agents of a scenario, in a market that runs elsewhere. */
@Command(
        name = "bots",
        description = {ServerCommands.BOTS, "Each has money, wants its task done again and again, or does what it is sent."},
        footer = "  ./skybourse bots http://127.0.0.1:8080 examples/campus.yaml --operator out/exchange/campus/operator-secret")
@SuppressWarnings("NullAway.Init") // picocli fills the fields before the call
final class BotsCommand extends AnyCommand {

    /** What each bot is given once, in ledger units. */
    private static final long UNITS = 1_000_000_000_000L;

    @Parameters(index = "0", paramLabel = "URL", description = "Where the market is, such as http://127.0.0.1:8080.")
    private URI base;

    @Parameters(index = "1", paramLabel = "SCENARIO", description = "The market's own scenario, YAML or JSON.")
    private Path file;

    @Option(
            names = "--operator",
            required = true,
            paramLabel = "FILE",
            description = "The file with the operator's secret, by which bots are given money.")
    private Path operator;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Scenario scenario = ScenarioFile.read(file);
        if (!Files.isReadable(operator)) {
            throw new InvalidInputException(
                    operator.toString(), "must be a file that can be read", "operator-secret in the market's folder was meant");
        }
        try (Bots bots = start(base, scenario, Files.readString(operator).strip())) {
            bots.join();
        }
        return 0;
    }

    /** Gives each agent money and starts its bot. */
    static Bots start(URI base, Scenario scenario, String secret) throws IOException {
        var client = new ExchangeClient(base, secret);
        List<Agent> agents = Stream.of(scenario.wirelessAgents(), scenario.leaders(), scenario.aerialAgents())
                .<Agent>flatMap(List::stream)
                .toList();
        for (Agent agent : agents) {
            String reference = "bots-" + agents.indexOf(agent);
            int status = client.put(
                            "operator/deposit", Map.of("agent", agent.id(), "units", UNITS, "reference", reference))
                    .status();
            if (status != 200) {
                throw new InvalidInputException(
                        base.toString(),
                        "must be a market of this scenario, and its operator's secret the one given: status " + status,
                        "the market's folder tells both");
            }
            invite(client, agent.id(), Bots.secretOf(secret, agent.id()));
        }
        return Bots.start(base, scenario, secret);
    }

    /** Lets a bot have a seat that nobody is in. */
    private static void invite(ExchangeClient client, String agent, String bot) throws IOException {
        if (!client.get("agents/" + ExchangeClient.part(agent)).json().path("isPresent").booleanValue()) {
            String digest = Sha256.of(bot.getBytes(StandardCharsets.UTF_8));
            client.put("operator/invite", Map.of("agent", agent, "sha256", digest));
        }
    }
}

package skybourse.server.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import skybourse.base.agent.Agent;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.files.text.Sha256;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.venue.ExchangeEngine;
import skybourse.venue.SingleWriter;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.AgentTermsBuilder;
import skybourse.venue.event.Caller;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.NewcomerSettings;
import skybourse.venue.event.Piece;

/** A small market and the commands of its agents. */
final class Agents {

    private static final String ERASING = "WA4";

    static final MarketRules RULES = MarketRules.standard(
                    ScenarioSampler.standard(new ScenarioSampler.Counts(6, 1, 1, 2))
                            .sample("small", 3),
                    "seller-vcg",
                    1,
                    2,
                    true)
            .withNewcomers(new NewcomerSettings(2, new TreeMap<>(Map.of("mobile", "MA1"))));

    static final String DRAW = "ab".repeat(64);

    static final CertifiedSolver SOLVER =
            SolverCatalogue.defaultSolver(RULES.scenario().rules(), 1);

    private Agents() {}

    static List<String> ids() {
        Scenario scenario = RULES.scenario();
        List<Agent> all = new ArrayList<>(scenario.wirelessAgents());
        all.addAll(scenario.leaders());
        all.addAll(scenario.aerialAgents());
        return all.stream().map(Agent::id).toList();
    }

    static String digest(String of) {
        return Sha256.of(of.getBytes(StandardCharsets.UTF_8));
    }

    static Caller caller(MarketCommand command) {
        return switch (command) {
            case MarketCommand.OfAgent asked -> new Caller.Agent(digest("secret of " + asked.agent()));
            case MarketCommand.OfOperator _ -> new Caller.Operator();
            case MarketCommand.OfMarket _ -> new Caller.Market();
        };
    }

    static SingleWriter.QueuedCommand asked(MarketCommand command) {
        return new SingleWriter.QueuedCommand(command, caller(command), command.toString(), _ -> {});
    }

    static List<MarketCommand> joining() {
        List<MarketCommand> commands = new ArrayList<>();
        for (String id : ids()) {
            commands.add(new MarketCommand.Deposit(id, 500_000_000, "first-" + id));
            commands.add(new MarketCommand.PutAgent(id, 1, AgentTerms.ofScenario()));
        }
        return commands;
    }

    static List<MarketCommand> tasks(String name, long round) {
        return RULES.scenario().wirelessAgents().stream()
                .<MarketCommand>map(agent -> new MarketCommand.PutTask(
                        agent.id(), name, agent.task(), agent.id().equals("WA1") ? 0 : 4, digest(name), round + 5))
                .toList();
    }

    /** Commands that invite an agent of a kind, and let it join. */
    static List<MarketCommand> newcomer() {
        var terms = AgentTermsBuilder.builder()
                .kind("mobile")
                .workPerSecond(OptionalDouble.of(1e9))
                .publicKey("")
                .build();
        return List.of(
                new MarketCommand.InviteKind("mobile", digest("secret of new")),
                new MarketCommand.PutAgent("new", 1, terms));
    }

    static MarketCommand freeze(ExchangeEngine engine) {
        return new MarketCommand.Freeze(engine.round(), new TreeSet<>(), DRAW);
    }

    static List<MarketCommand> solved(ExchangeEngine engine) {
        return engine.frozenRound().stream()
                .<MarketCommand>map(round -> new MarketCommand.SolveFinished(round.solve(SOLVER, () -> false)))
                .toList();
    }

    static List<MarketCommand> results(ExchangeEngine engine) {
        return engine.pieces().stream()
                .filter(piece -> piece.state() == Piece.Stage.OPEN)
                .<MarketCommand>map(
                        piece -> new MarketCommand.PutResult(piece.worker(), piece.id(), digest(piece.id())))
                .toList();
    }

    /** Uploads bytes with one number and erases those with another one. */
    static List<MarketCommand> erasing(int uploaded, int erased) {
        return List.of(
                new MarketCommand.PutBlob(ERASING, digest("erased" + uploaded), 2),
                new MarketCommand.EraseBytes(ERASING, digest("erased" + erased)));
    }

    /** Returns whether a command is about bytes that are erased. They can be uploaded and erased again. */
    static boolean isErasing(MarketCommand command) {
        return command instanceof MarketCommand.EraseBytes
                || (command instanceof MarketCommand.PutBlob put && put.agent().equals(ERASING));
    }
}

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
import skybourse.venue.CommandWriter;
import skybourse.venue.ExchangeEngine;
import skybourse.venue.event.Caller;
import skybourse.venue.event.Command;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.NewcomerSettings;
import skybourse.venue.event.Piece;
import skybourse.venue.event.Terms;
import skybourse.venue.event.TermsBuilder;

/** A small market and the commands of its agents. */
final class Agents {

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

    static Caller caller(Command command) {
        return switch (command) {
            case Command.OfAgent asked -> new Caller.Agent(digest("secret of " + asked.agent()));
            case Command.OfOperator _ -> new Caller.Operator();
            case Command.OfMarket _ -> new Caller.Market();
        };
    }

    static CommandWriter.QueuedCommand asked(Command command) {
        return new CommandWriter.QueuedCommand(command, caller(command), command.toString(), _ -> {});
    }

    static List<Command> joining() {
        List<Command> commands = new ArrayList<>();
        for (String id : ids()) {
            commands.add(new Command.Deposit(id, 500_000_000, "first-" + id));
            commands.add(new Command.PutAgent(id, 1, Terms.ofScenario()));
        }
        return commands;
    }

    static List<Command> tasks(String name, long round) {
        return RULES.scenario().wirelessAgents().stream()
                .<Command>map(agent -> new Command.PutTask(
                        agent.id(), name, agent.task(), agent.id().equals("WA1") ? 0 : 4, digest(name), round + 5))
                .toList();
    }

    /** Commands that invite an agent of a kind, and let it join. */
    static List<Command> newcomer() {
        var terms = TermsBuilder.builder()
                .kind("mobile")
                .workPerSecond(OptionalDouble.of(1e9))
                .publicKey("")
                .build();
        return List.of(
                new Command.InviteKind("mobile", digest("secret of new")), new Command.PutAgent("new", 1, terms));
    }

    static Command freeze(ExchangeEngine engine) {
        return new Command.Freeze(engine.round(), new TreeSet<>(), DRAW);
    }

    static List<Command> solved(ExchangeEngine engine) {
        return engine.frozenRound().stream()
                .<Command>map(round -> new Command.SolveFinished(round.solve(SOLVER, () -> false)))
                .toList();
    }

    static List<Command> results(ExchangeEngine engine) {
        return engine.pieces().stream()
                .filter(piece -> piece.state() == Piece.Stage.OPEN)
                .<Command>map(piece -> new Command.PutResult(piece.worker(), piece.id(), digest(piece.id())))
                .toList();
    }
}

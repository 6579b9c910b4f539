package skybourse.server.signedlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.base.agent.Agent;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.Scenario;
import skybourse.files.scenario.ScenarioText;
import skybourse.round.analysis.RoundAnalysisPlan;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.round.market.TwoTierRound;
import skybourse.server.service.RunningMarket;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.MixedPrices;
import skybourse.venue.ExchangeEngine;
import skybourse.venue.FrozenRound;
import skybourse.venue.Snapshot;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.Caller;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.RoundPrices;

/** Draws in the market of examples/torn.yaml depend on its key, and not on any public data before a round. */
class DrawTest {

    private static final int DRAWS = 400;

    /** Half-width of a 99 % interval, in standard deviations. */
    private static final double WIDE = 2.576;

    /** Round length that leaves the solver enough time. The operator closes the rounds. */
    private static final double HOUR = 3_600;

    private static MarketRules rules;
    private static CertifiedSolver solver;
    private static SolveResult.CertifiedMixed mixed;

    /** State before the first round, with a task of each buyer. */
    private static Snapshot before;

    @TempDir
    private Path folder;

    @BeforeAll
    static void market() throws IOException {
        Scenario torn = ScenarioText.read("torn", Files.readAllBytes(Path.of("examples/torn.yaml")));
        rules = MarketRules.standard(torn, "seller-vcg", 2, .05, true);
        solver = SolverCatalogue.defaultSolver(torn.rules(), 1);
        var game = TwoTierRound.of(torn).game();
        mixed = (SolveResult.CertifiedMixed) solver.solve(game, new double[game.leaders()]);
        ExchangeEngine engine = ExchangeEngine.open(rules);
        for (Agent agent : torn.agents().toList()) {
            var caller = new Caller.Agent(RunningMarket.secret(agent.id()));
            done(engine, new MarketCommand.Deposit(agent.id(), RunningMarket.MONEY, agent.id()), new Caller.Operator());
            done(engine, new MarketCommand.PutAgent(agent.id(), 1, AgentTerms.ofScenario()), caller);
        }
        for (WirelessAgent agent : torn.wirelessAgents()) {
            var task = new MarketCommand.PutTask(agent.id(), "t", agent.task(), 0, "ab".repeat(32), 9);
            done(engine, task, new Caller.Agent(RunningMarket.secret(agent.id())));
        }
        before = engine.snapshot().orElseThrow();
    }

    private static void done(ExchangeEngine engine, MarketCommand command, Caller caller) {
        assertThat(engine.decide(command, caller, 0)).isInstanceOf(CommandReply.Done.class);
    }

    private static FrozenRound frozen(String draw) {
        ExchangeEngine engine = ExchangeEngine.open(rules);
        engine.restore(before);
        done(engine, new MarketCommand.Freeze(0, new TreeSet<>(), draw), new Caller.Market());
        return engine.frozenRound().orElseThrow();
    }

    /** Returns a fixed key. */
    private MarketSigningKey key(int number) throws IOException {
        byte[] secret = ByteBuffer.allocate(32).putInt(number).array();
        byte[] known = new byte[32];
        org.bouncycastle.math.ec.rfc8032.Ed25519.generatePublicKey(secret, 0, known, 0);
        Path place = Files.createDirectories(folder.resolve("" + number));
        Files.writeString(
                place.resolve("market-key"),
                HexFormat.of().formatHex(secret) + HexFormat.of().formatHex(known));
        return MarketSigningKey.of(place, "torn");
    }

    /** Requires that the frequencies of sampled prices match their weights, within a 99 % interval. */
    private static void assertFrequenciesMatchMix(double[][] drawn) {
        List<MixedPrices.Mix> mixes = mixed.mix().mixes();
        assertThat(mixed.mix().randomizingLeaders()).isPositive();
        for (int s = 0; s < mixes.size(); s++) {
            for (MixedPrices.Point point : mixes.get(s).points()) {
                int leader = s;
                double share = Arrays.stream(drawn)
                                .filter(prices -> prices[leader] == point.price())
                                .count()
                        / (double) drawn.length;
                double spread = WIDE * Math.sqrt(point.weight() * (1 - point.weight()) / drawn.length);
                assertThat(share).isBetween(point.weight() - spread, point.weight() + spread);
            }
        }
    }

    /** All public data before a round is equal in these markets. Only the key differs. */
    @Test
    void publicDataDoesNotPredictPrices() throws IOException {
        double[][] drawn = new double[DRAWS][];
        for (int i = 0; i < DRAWS; i++) {
            drawn[i] =
                    RoundAnalysisPlan.roundPrices(mixed, frozen(key(i).draw(0)).seed(), 0);
        }
        assertFrequenciesMatchMix(drawn);
    }

    /** Draws of one key in its rounds match the weights, also after equal earlier draws. */
    @Test
    void drawsOfRoundsAreIndependent() throws IOException {
        MarketSigningKey key = key(7);
        double[][] drawn = IntStream.range(0, DRAWS)
                .mapToObj(round -> RoundAnalysisPlan.roundPrices(
                        mixed, frozen(key.draw(round)).seed(), round))
                .toArray(double[][]::new);
        assertFrequenciesMatchMix(drawn);
        double[][] afterTheSame = IntStream.range(1, DRAWS)
                .filter(i -> Arrays.equals(drawn[i - 1], drawn[0]))
                .mapToObj(i -> drawn[i])
                .toArray(double[][]::new);
        assertFrequenciesMatchMix(afterTheSame);
    }

    /** A running market samples prices by its key, and states the epsilon of the mix and of the sampled prices. */
    @Tag("slow")
    @Test
    void runningMarketPublishesMixAndDraw() throws Exception {
        try (var market = new RunningMarket(rules, new MemoryStore(), HOUR).joined()) {
            Set<Object> played = new HashSet<>();
            for (int round = 0; round < 3; round++) {
                for (WirelessAgent agent : rules.scenario().wirelessAgents()) {
                    Map<String, Object> body = Map.of(
                            "inputBits", agent.task().inputBits(),
                            "work", agent.task().work(),
                            "deadlineSeconds", agent.task().deadlineSeconds(),
                            "units", 1,
                            "payload", Map.of("text", "a"),
                            "lastRound", 99);
                    String path = "agents/" + agent.id() + "/tasks/t" + round;
                    assertThat(market.client(agent.id()).put(path, body).status())
                            .isEqualTo(200);
                }
                market.sell();
                var record = market.operator.get("rounds/" + round).json();
                RoundPrices solved =
                        market.market.read(ExchangeEngine::lastSolved).orElseThrow();
                RoundPrices.Mix mix = solved.mix().orElseThrow();
                for (var told : List.of(
                        record,
                        market.operator.get("quote").json(),
                        market.operator.get("market").json().path("last"))) {
                    assertThat(told.path("epsilon").doubleValue())
                            .isEqualTo(solved.epsilon())
                            .isGreaterThan(1e-3);
                    assertThat(told.path("isCertified").booleanValue()).isFalse();
                    assertThat(told.path("mix").path("epsilon").doubleValue()).isEqualTo(mix.epsilon());
                    assertThat(told.path("mix").path("isCertified").booleanValue())
                            .isTrue();
                    mix.prices().forEach((leader, points) -> {
                        var shown = told.path("mix").path("prices").path(leader);
                        assertThat(shown.size()).isEqualTo(points.size());
                        for (int i = 0; i < points.size(); i++) {
                            assertThat(shown.path(i).path(0).doubleValue())
                                    .isEqualTo(points.get(i).price());
                            assertThat(shown.path(i).path(1).doubleValue())
                                    .isEqualTo(points.get(i).weight());
                        }
                    });
                }
                assertThat(record.path("draw").stringValue())
                        .isEqualTo(market.market.log().key().draw(round));
                played.add(record.path("draw").stringValue());
            }
            assertThat(played).hasSize(3);
        }
    }
}

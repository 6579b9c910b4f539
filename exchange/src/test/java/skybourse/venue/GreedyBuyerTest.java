package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.base.agent.Leader;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.Scenario;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.Caller;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.CommandReply.Kind;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.Piece;

/** Extreme arguments by which a single agent could harm all others. */
class GreedyBuyerTest {

    private static AgentTerms terms(double price, double speed) {
        return AgentTerms.ofScenario()
                .withPricePerBit(Double.isNaN(price) ? OptionalDouble.empty() : OptionalDouble.of(price))
                .withWorkPerSecond(Double.isNaN(speed) ? OptionalDouble.empty() : OptionalDouble.of(speed));
    }

    private static CommandReply.Refused refused(Played market, MarketCommand command, Kind kind, String words) {
        CommandReply.Refused refused = market.refused(command);
        assertThat(refused.kind()).isEqualTo(kind);
        assertThat(refused.toString()).contains(words);
        return refused;
    }

    /** A faster local computer would make a bill acceptable that exceeds the held money. */
    @Test
    void refusesSpeedChangeWhileTaskIsOpen() {
        Played market = new Played(Played.drawn(20, 4)).joined();
        Task task = market.rules.scenario().wirelessAgents().getFirst().task();
        market.done(new MarketCommand.PutTask("WA1", "t", task, 0, Played.PAYLOAD, 5));
        refused(
                market,
                new MarketCommand.PutAgent("WA1", 2, terms(Double.NaN, 1e12)),
                Kind.TAKEN,
                "must not change while a task is open");
        market.done(new MarketCommand.Invite("WA1", "ab".repeat(32)));
        CommandReply taken = market.ask(
                new MarketCommand.PutAgent("WA1", 1, terms(Double.NaN, 1e12)), new Caller.Agent("ab".repeat(32)));
        assertThat(taken).isInstanceOf(CommandReply.Refused.class);
        market.done(new MarketCommand.WithdrawTask("WA1", "t"));
        market.done(new MarketCommand.PutAgent("WA1", 2, terms(Double.NaN, 1e12)));
    }

    /**
     * A task with much work per bit, at leaders that sell beyond their capacity: no buyer's refund share exceeds the
     * others'.
     */
    @Test
    void refundsAreProportionalToBills() {
        for (int seed = 1; seed <= 6; seed++) {
            Scenario sampled = Played.drawn(20, seed);
            Played market = new Played(sampled.withAerialAgents(List.of())).joined();
            for (Leader leader : sampled.leaders()) {
                market.done(
                        new MarketCommand.PutAgent(leader.id(), 2, terms(leader.priceCapPerBit() / 20, Double.NaN)));
            }
            double most = sampled.rules().lotWork() * 100_000 / 20;
            refused(
                    market,
                    new MarketCommand.PutTask("WA1", "t", new Task(1e3, 2 * most, 1e6), 0, Played.PAYLOAD, 5),
                    Kind.INVALID,
                    "work must be at most");
            double before = market.balance("WA1"); // all have the same
            market.done(new MarketCommand.PutTask("WA1", "t", new Task(3e7, 1e11, 1e6), 0, Played.PAYLOAD, 5));
            for (int n = 1; n < 20; n++) {
                var agent = sampled.wirelessAgents().get(n);
                market.done(new MarketCommand.PutTask(agent.id(), "t", agent.task(), 0, Played.PAYLOAD, 5));
            }
            MarketEvent.RoundSettled settled = market.sell();
            assertThat(settled.pieces()).allMatch(piece -> piece.billUnits() >= 0);
            Map<String, Double> given = new TreeMap<>(settled.pieces().stream()
                    .collect(Collectors.groupingBy(Piece::buyer, Collectors.summingDouble(Piece::billUnits))));
            given.replaceAll((buyer, paid) -> (market.balance(buyer) - before) / paid);
            double greedy = given.remove("WA1");
            assertThat(greedy).isLessThan(.001 + Collections.max(given.values()));
            market.deliver();
            market.wait(10_000_000);
            assertThat(market.venue.pieces()).noneMatch(piece -> piece.state().isOpen());
        }
    }

    @Test
    void extremeAmountsDoNotStopTheMarket() {
        Played market = new Played(Played.drawn(20, 4)).joined();
        refused(
                market,
                new MarketCommand.PutTask("WA1", "t", new Task(4e6, 3e9, 1e16), 0, Played.PAYLOAD, 5),
                Kind.INVALID,
                "deadlineSeconds must be at most");
        refused(
                market,
                new MarketCommand.PutTask("WA1", "t", new Task(1, 1e18, 1e18), 0, Played.PAYLOAD, 5),
                Kind.INVALID,
                "work must be at most");
        refused(
                market,
                new MarketCommand.PutTask("WA1", "t", new Task(1e18, 1, 1), 0, Played.PAYLOAD, 5),
                Kind.INVALID,
                "inputBits must be at most");
        refused(
                market,
                new MarketCommand.PutAgent("AA1", 2, terms(Double.NaN, 1e18)),
                Kind.INVALID,
                "workPerSecond must be at most");
        refused(
                market,
                new MarketCommand.PutAgent("WA2", 2, terms(Double.NaN, 1e18)),
                Kind.INVALID,
                "workPerSecond must be at most");
        market.done(new MarketCommand.PutAgent("WA2", 2, terms(Double.NaN, 1e12)));
        refused(
                market,
                new MarketCommand.PutTask("WA2", "t", new Task(1e9, 1e12, 1e6), 0, Played.PAYLOAD, 5),
                Kind.FUNDS,
                "free units for the bill");
        market.putTasksOf("t", 2);
        assertThat(market.sell().pieces()).isNotEmpty();
    }

    /** The energy of the fastest local computer leaves enough digits to compare prices, so a task is bought once. */
    @Tag("slow")
    @Test
    void fastestLocalComputerBuysTaskOnce() {
        Scenario sampled = Played.drawn(6, 6);
        double fastest = 1_000
                * sampled.wirelessAgents().stream()
                        .mapToDouble(agent -> agent.computer().workPerSecond())
                        .max()
                        .orElseThrow();
        Played market = new Played(sampled).joined();
        for (double speed : new double[] {1e18, Math.nextUp(fastest)}) {
            refused(
                    market,
                    new MarketCommand.PutAgent("WA1", 2, terms(Double.NaN, speed)),
                    Kind.INVALID,
                    "workPerSecond must be at most " + fastest);
        }
        market.done(new MarketCommand.PutAgent("WA1", 2, terms(Double.NaN, fastest)));
        market.putTasks("t");
        assertThat(market.sell().pieces()).isNotEmpty().allMatch(piece -> piece.from() <= piece.to());
    }

    /**
     * Prices are per bit, so a task with much work per bit would make leaders too expensive for all others. Work that
     * the highest price pays for is accepted.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void limitsWorkPerBit(int seed) {
        Played market = new Played(Played.drawn(12, seed)).joined();
        var much = new MarketCommand.PutTask("WA1", "t", new Task(4e6, 1e11, 1e6), 0, Played.PAYLOAD, 5);
        String rule = refused(market, much, Kind.INVALID, "per bit of input").rule();
        double most = Double.parseDouble(rule.replaceAll("must be at most (\\S+) .*", "$1"));
        market.done(new MarketCommand.PutTask("WA1", "t", new Task(4e6, 4e6 * most, 1e6), 0, Played.PAYLOAD, 5));
        market.putTasksOf("t", 1);
        MarketEvent.RoundSettled sold = market.sell();
        assertThat(sold.solved().prices()).allMatch(Double::isFinite);
        assertThat(sold.pieces().stream().map(Piece::buyer).distinct()).hasSizeGreaterThan(6);
    }

    /** A task whose work is not a multiple of its input in double precision is accepted, too. */
    @Test
    void acceptsTaskOfTheScenarioFile() {
        Scenario sampled = Played.drawn(5, 1);
        var task = new Task(0x1p14 * 49, 0x1p36, 1e6);
        assertThat(task.work() / task.inputBits() * task.inputBits()).isLessThan(task.work());
        List<WirelessAgent> agents = new ArrayList<>(sampled.wirelessAgents());
        agents.set(0, agents.getFirst().withTask(task));
        Played market = new Played(sampled.withWirelessAgents(agents)).joined();
        market.done(new MarketCommand.PutTask("WA1", "t", task, 0, Played.PAYLOAD, 5));
        var more = new Task(task.inputBits(), Math.nextUp(task.work()), 1e6);
        refused(
                market,
                new MarketCommand.PutTask("WA2", "t", more, 0, Played.PAYLOAD, 5),
                Kind.INVALID,
                "per bit of input");
    }

    /** Names are deleted only when rounds close. Their number is limited, and void rounds free names again. */
    @Test
    void limitsTaskNamesPerAgent() {
        Played market = new Played(Played.drawn(5, 4)).joined();
        Task task = new Task(4e6, 3e9, 1);
        for (int i = 0; i < 12_000; i++) {
            market.done(new MarketCommand.PutTask("WA1", "n" + i, task, 0, Played.PAYLOAD, 0));
            market.done(new MarketCommand.WithdrawTask("WA1", "n" + i));
        }
        refused(
                market,
                new MarketCommand.PutTask("WA1", "more", task, 0, Played.PAYLOAD, 0),
                Kind.INVALID,
                "12000 are remembered");
        market.done(new MarketCommand.PutTask("WA2", "t", task, 0, Played.PAYLOAD, 500));
        for (int round = 0; round <= 100; round++) {
            market.done(new MarketCommand.Freeze(round, new TreeSet<>(List.of("WA2")), Played.DRAW));
        }
        market.done(new MarketCommand.PutTask("WA1", "more", task, 0, Played.PAYLOAD, 200));
    }

    /** A deleted piece is distinguished from one that never existed. A late copy of its result is refused as past. */
    @Test
    void deletedPiecesAreReportedAsPast() {
        Played market = new Played(Played.drawn(12, 4)).joined();
        market.done(new MarketCommand.Deposit("WA12", Played.MONEY, "more"));
        var first = new MarketCommand.PutTask("WA12", "t", new Task(4e6, 3e9, 1), 0, Played.PAYLOAD, 0);
        market.done(first);
        Piece piece = market.sell().pieces().getFirst();
        var result = new MarketCommand.PutResult(piece.worker(), piece.id(), "ab".repeat(32));
        market.deliver();
        market.wait(60);
        for (int round = 1; round <= 101; round++) {
            boolean isKnown = round < 101;
            assertThat(market.venue.piece(piece.id()).isPresent()).isEqualTo(isKnown);
            market.done(
                    new MarketCommand.PutTask("WA12", "n" + round, new Task(4e6, 3e9, 1), 0, Played.PAYLOAD, round));
            market.sell();
        }
        refused(market, result, Kind.PAST, "piece is deleted 100 rounds after the last sale of its task");
        refused(market, new MarketCommand.Rule(piece.id(), true), Kind.PAST, "is deleted");
        refused(market, new MarketCommand.RejectResult("WA12", piece.id(), "no"), Kind.PAST, "is deleted");
        refused(market, first, Kind.PAST, "lastRound must be at least");
        refused(market, new MarketCommand.WithdrawTask("WA12", "t"), Kind.UNKNOWN, "task is not in this market");
        for (String never : List.of("r101.999", "r0", "r0.x", "rr.1", "r99999999999999999.0")) {
            refused(
                    market,
                    new MarketCommand.PutResult("MA1", never, "ab".repeat(32)),
                    Kind.UNKNOWN,
                    "piece is not in this market");
        }
    }

    /** A piece that waits for a ruling keeps its task stored for any number of rounds. */
    @Test
    void taskIsStoredWhileAPieceIsOpen() {
        Played market = new Played(Played.drawn(12, 4)).joined();
        market.putTasks("t");
        Piece piece = market.sell().pieces().getFirst();
        market.done(new MarketCommand.PutResult(piece.worker(), piece.id(), "ab".repeat(32)));
        market.done(new MarketCommand.RejectResult(piece.buyer(), piece.id(), "no"));
        market.wait(60);
        for (int round = 1; round < 110; round++) {
            market.done(
                    new MarketCommand.PutTask("WA12", "n" + round, new Task(4e6, 3e9, 1), 0, Played.PAYLOAD, round));
            market.sell();
            market.wait(60);
        }
        assertThat(market.venue.task(piece.buyer(), "t")).isPresent();
        market.done(new MarketCommand.Rule(piece.id(), true));
    }
}

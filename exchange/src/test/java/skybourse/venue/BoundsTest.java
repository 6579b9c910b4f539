package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Leader;
import skybourse.base.agent.Rules;
import skybourse.base.agent.Task;
import skybourse.base.scenario.Scenario;
import skybourse.tier2.auction.Order;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.AgentTermsBuilder;
import skybourse.venue.event.Caller;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.CommandReply.Kind;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.NewcomerSettings;
import skybourse.venue.event.Piece;

/** The largest accepted value of each argument, and the first one that is refused. */
class BoundsTest {

    private static final String DIGEST = "ab".repeat(32);
    private static final int MAX_NEWCOMERS = 5;

    private final Scenario scenario = Played.drawn(20, 4);
    private final Rules all = scenario.rules();
    private final Played market = new Played(MarketRules.standard(scenario, "seller-vcg", 2, 10, true)
                    .withNewcomers(new NewcomerSettings(
                            MAX_NEWCOMERS,
                            new TreeMap<>(
                                    Map.of("wireless", "WA1", "mobile", "MA1", "fixed", "FA1", "aerial", "AA1")))))
            .joined();
    private long version = 1;

    static AgentTerms terms(double price, double speed) {
        return AgentTerms.ofScenario()
                .withPricePerBit(Double.isNaN(price) ? OptionalDouble.empty() : OptionalDouble.of(price))
                .withWorkPerSecond(Double.isNaN(speed) ? OptionalDouble.empty() : OptionalDouble.of(speed));
    }

    private static AgentTerms asks(List<Long> ticks) {
        return AgentTerms.ofScenario().withAskTicks(Optional.of(ticks));
    }

    private static AgentTerms worth(double worth) {
        return AgentTermsBuilder.builder()
                .kind("")
                .worth(OptionalDouble.of(worth))
                .publicKey("")
                .build();
    }

    private void refused(MarketCommand command, Kind kind, String words) {
        CommandReply.Refused refused = market.refused(command);
        assertThat(refused.kind()).isEqualTo(kind);
        assertThat(refused.toString()).contains(words);
    }

    private void put(String agent, AgentTerms good, AgentTerms bad, String words) {
        refused(new MarketCommand.PutAgent(agent, version + 1, bad), Kind.INVALID, words);
        market.done(new MarketCommand.PutAgent(agent, ++version, good));
    }

    @Test
    void acceptsTermsUpToTheirBounds() {
        Leader leader = scenario.leaders().getFirst();
        double cap = leader.priceCapPerBit();
        put(leader.id(), terms(cap, Double.NaN), terms(Math.nextUp(cap), Double.NaN), "pricePerBit must be in [0.0, ");
        put(leader.id(), terms(0, Double.NaN), terms(-Double.MIN_VALUE, Double.NaN), "pricePerBit");
        double fastest =
                100_000.0 / (scenario.aerialAgents().size() + MAX_NEWCOMERS) * all.lotWork() / all.roundSeconds();
        put(
                "AA1",
                terms(Double.NaN, fastest),
                terms(Double.NaN, fastest * (1 + 1e-12)),
                "workPerSecond must be at most " + fastest);
        put("AA1", asks(List.of(0L, Order.MAX_TICKS)), asks(List.of(Order.MAX_TICKS + 1)), "asks[0] must be in [0, ");
        put(
                "AA1",
                asks(Collections.nCopies(1_000, 1L)),
                asks(Collections.nCopies(1_001, 1L)),
                "asks must be at most 1000: 1001");
        double[] worth = scenario.wirelessAgents().stream()
                .mapToDouble(agent -> agent.satisfactionWeight() * Math.log(2))
                .sorted()
                .toArray();
        double least = worth[0] / 1_000;
        double most = worth[worth.length - 1] * 1_000;
        put("WA1", worth(least), worth(Math.nextDown(least)), "worth must be in [" + least);
        put("WA1", worth(most), worth(Math.nextUp(most)), "worth must be in [");
        var key = AgentTerms.ofScenario().withPublicKey("AB");
        refused(
                new MarketCommand.PutAgent("WA1", ++version, key),
                Kind.INVALID,
                "publicKey must be 64 lower-case hexadecimal digits");
    }

    @Test
    void acceptsTaskAmountsUpToTheirBounds() {
        market.done(new MarketCommand.Deposit("WA1", (1L << 53) - 1, "much"));
        double work = all.lotWork() * 100_000 / (20 + MAX_NEWCOMERS);
        double cap = scenario.leaders().stream()
                .mapToDouble(Leader::priceCapPerBit)
                .max()
                .orElseThrow();
        double bits = (1 << 23) * all.tickMoney() / (cap * all.lotWork()) * work;
        var task = new Task(bits, work, 1e9);
        Task[] beyond = {
            new Task(1, Math.nextUp(work), 1), new Task(Math.nextUp(bits), work, 1), new Task(1, 1, Math.nextUp(1e9))
        };
        String[] words = {"work must be at most", "inputBits must be at most", "deadlineSeconds must be at most"};
        for (int i = 0; i < beyond.length; i++) {
            refused(new MarketCommand.PutTask("WA1", "t", beyond[i], 0, Played.PAYLOAD, 5), Kind.INVALID, words[i]);
        }
        refused(
                new MarketCommand.PutTask("WA1", "t", task, -1, Played.PAYLOAD, 5),
                Kind.INVALID,
                "units must be at least 1");
        refused(
                new MarketCommand.PutTask("WA1", "t", task, 0, "", 5),
                Kind.INVALID,
                "payload must be 64 lower-case hexadecimal");
        refused(
                new MarketCommand.PutTask("WA1", "t", task, 1, "x", 5),
                Kind.INVALID,
                "payload must be 64 lower-case hexadecimal");
        refused(
                new MarketCommand.PutTask("FA1", "t", task, 0, Played.PAYLOAD, 5),
                Kind.INVALID,
                "must be a wireless agent of a two-tier market: FA1");
        var half = new Task(bits / 2, work / 2, 1e9);
        var more = new Task(bits / 2, Math.nextUp(work / 2), 1e9);
        refused(
                new MarketCommand.PutTask("WA1", "t", more, 1, DIGEST, 0),
                Kind.INVALID,
                "work must be at most " + work / 2);
        market.done(new MarketCommand.PutTask("WA1", "t", half, 1, DIGEST, 0));
        market.done(new MarketCommand.WithdrawTask("WA1", "t"));
        market.done(new MarketCommand.PutTask("WA1", "u", task, 0, DIGEST, 0));
    }

    @Test
    void acceptsPaymentsUpToTheirBounds() {
        long most = (1L << 53) - 1;
        for (long units : new long[] {0, most + 1}) {
            refused(new MarketCommand.Deposit("WA1", units, "r"), Kind.INVALID, "units must be in [1, " + most + "]");
        }
        market.done(new MarketCommand.Deposit("WA1", 1, "r"));
        market.done(new MarketCommand.Deposit("WA1", most, "s"));
        refused(new MarketCommand.Deposit("nobody", 1, "r"), Kind.UNKNOWN, "agent is not in this market: nobody");
        refused(new MarketCommand.Deposit("WA1", 1, "a b"), Kind.INVALID, "reference must be");
        refused(new MarketCommand.Bar("nobody", 1, true), Kind.UNKNOWN, "agent");
        refused(new MarketCommand.Invite("nobody", DIGEST), Kind.UNKNOWN, "agent");
        refused(
                new MarketCommand.Invite("WA1", "AB".repeat(32)),
                Kind.INVALID,
                "secret must be 64 lower-case hexadecimal digits");
        refused(new MarketCommand.LeaveMarket("nobody", 1), Kind.UNKNOWN, "agent is not in this market: nobody");
        var stolen = (CommandReply.Refused)
                market.ask(new MarketCommand.Deposit("WA1", 1, "x"), new Caller.Agent(Played.secret("WA1")));
        assertThat(stolen.toString()).isEqualTo("command is not for agents: Deposit");
    }

    /** A ledger whose total exceeds 64 bits would stop the exchange. */
    @Test
    void totalDepositsAreLimited() {
        long most = (1L << 53) - 1;
        for (int i = 0; i < 511; i++) {
            market.done(new MarketCommand.Deposit("WA" + (1 + i % 20), most, "much-" + i));
        }
        long capacity = (1L << 62) - 511 * most - market.agents().size() * Played.MONEY;
        refused(new MarketCommand.Deposit("WA1", most, "more"), Kind.INVALID, "units must be at most the remaining");
        refused(
                new MarketCommand.Deposit("WA1", capacity + 1, "more"),
                Kind.INVALID,
                "capacity of the ledger, " + capacity);
        market.done(new MarketCommand.Deposit("WA1", capacity, "more"));
        market.done(new MarketCommand.Deposit("WA1", capacity, "more"));
        market.done(new MarketCommand.Withdraw("WA1", 5, "out"));
        market.done(new MarketCommand.Deposit("WA1", 5, "again"));
        market.putTasks("t");
        assertThat(market.sell().pieces()).isNotEmpty();
    }

    /** Results and rejections are accepted in the last millisecond. */
    @Test
    void acceptsResultsAndRejectionsUntilTheirDeadline() {
        market.putTasks("t");
        List<Piece> pieces = market.sell().pieces();
        Piece piece = pieces.getFirst();
        assertThat(market.venue.isSeat(piece.buyer())).isTrue();
        assertThat(market.venue.isSeat("nobody")).isFalse();
        assertThat(market.venue.lastSolved().orElseThrow().round()).isZero();
        var late = pieces.stream()
                .filter(other -> other.dueMillis() == piece.dueMillis() && other != piece)
                .findFirst();
        refused(
                new MarketCommand.PutResult(piece.worker(), piece.id(), "x"),
                Kind.INVALID,
                "result must be 64 lower-case hex");
        market.now = piece.dueMillis();
        market.done(new MarketCommand.PutResult(piece.worker(), piece.id(), DIGEST));
        assertThat(market.venue.digests()).contains(DIGEST);
        Piece done = market.venue.piece(piece.id()).orElseThrow();
        assertThat(done.dueMillis()).isEqualTo(market.now + 10_000);
        market.now = done.dueMillis();
        refused(
                new MarketCommand.RejectResult(piece.buyer(), piece.id(), "n".repeat(1_001)),
                Kind.INVALID,
                "characters");
        market.done(new MarketCommand.RejectResult(piece.buyer(), piece.id(), "n".repeat(1_000)));
        late.ifPresent(other -> refused(
                new MarketCommand.PutResult(other.worker(), other.id(), DIGEST), Kind.PAST, "piece was due at"));
    }

    @Test
    void refusesLateRejections() {
        market.putTasks("t");
        Piece piece = market.sell().pieces().getFirst();
        market.done(new MarketCommand.PutResult(piece.worker(), piece.id(), DIGEST));
        market.now = market.venue.piece(piece.id()).orElseThrow().dueMillis() + 1;
        refused(new MarketCommand.RejectResult(piece.buyer(), piece.id(), "no"), Kind.PAST, "could be rejected until");
        refused(
                new MarketCommand.PutResult("MA1", "r" + market.venue.round() + ".99999", DIGEST),
                Kind.UNKNOWN,
                "piece is not in this market");
    }
}

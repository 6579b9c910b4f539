package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Leader;
import skybourse.base.agent.Position;
import skybourse.base.agent.Task;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.CommandReply.Kind;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketCommand.LeaveMarket;
import skybourse.venue.event.MarketCommand.PutAgent;
import skybourse.venue.event.MarketCommand.PutTask;
import skybourse.venue.event.MarketCommand.WithdrawTask;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.Piece;
import skybourse.venue.event.RoundPrices;
import skybourse.venue.event.SubmittedTask;

class ExchangeEngineTest {

    private static final Task TASK = new Task(4e6, 3e9, 1);
    private static final String DIGEST = "ab".repeat(32);

    private final Played market = new Played(Played.drawn(20, 4)).joined();

    private AgentTerms terms(OptionalDouble price, Optional<List<Long>> asks) {
        return AgentTerms.ofScenario().withPricePerBit(price).withAskTicks(asks);
    }

    private void refused(MarketCommand command, Kind kind, String words) {
        CommandReply.Refused refused = market.refused(command);
        assertThat(refused.kind()).isEqualTo(kind);
        assertThat(refused.toString()).contains(words);
    }

    @Test
    void taskCommandsAreIdempotentByName() {
        var put = new PutTask("WA1", "t1", TASK, 0, Played.PAYLOAD, 5);
        CommandReply.Done first = market.done(put);
        CommandReply.Done again = market.done(put);
        assertThat(first.events()).hasSize(1);
        assertThat(again.events()).isEmpty();
        assertThat(again.reply()).isEqualTo(first.reply());
        refused(
                new PutTask("WA1", "t1", TASK, 4, Played.PAYLOAD, 5),
                Kind.TAKEN,
                "task is already used for another task: t1");
        refused(new PutTask("WA1", "t2", TASK, 0, Played.PAYLOAD, 5), Kind.TAKEN, "must wait for the open task, t1");
        CommandReply.Done gone = market.done(new WithdrawTask("WA1", "t1"));
        assertThat(gone.events()).hasSize(1);
        assertThat(market.done(new WithdrawTask("WA1", "t1")).events()).isEmpty();
        assertThat(market.done(put).reply()).isEqualTo(first.reply());
        assertThat(market.venue.task("WA1", "t1").orElseThrow().stage()).isEqualTo(SubmittedTask.Stage.WITHDRAWN);
        assertThat(market.venue.agent("WA1").orElseThrow().heldUnits()).isZero();
    }

    @Test
    void refusesTaskWhoseLastRoundIsOver() {
        market.putTasks("t1");
        market.sell();
        refused(new PutTask("WA1", "late", TASK, 0, Played.PAYLOAD, 0), Kind.PAST, "lastRound must be at least 1: 0");
        assertThat(market.done(new PutTask("WA1", "t1", task(0), 0, Played.PAYLOAD, 3))
                        .events())
                .isEmpty();
    }

    private Task task(int n) {
        return market.rules.scenario().wirelessAgents().get(n).task();
    }

    @Test
    void agentVersionsMustIncrease() {
        var second = new PutAgent("AA1", 2, terms(OptionalDouble.empty(), Optional.of(List.of(3L, 3L, 9L))));
        assertThat(market.done(second).events()).hasSize(1);
        assertThat(market.done(second).events()).isEmpty();
        refused(new PutAgent("AA1", 1, AgentTerms.ofScenario()), Kind.STALE, "must be above the current version, 2: 1");
        refused(new PutAgent("AA1", 2, AgentTerms.ofScenario()), Kind.TAKEN, "is already used for other terms");
        assertThat(market.done(new LeaveMarket("AA1", 3)).events()).hasSize(1);
        assertThat(market.done(new LeaveMarket("AA1", 3)).events()).isEmpty();
        refused(new PutAgent("AA1", 3, AgentTerms.ofScenario()), Kind.TAKEN, "is already used for other terms");
        refused(new LeaveMarket("AA1", 2), Kind.STALE, "must be above the current version, 3");
    }

    @Test
    void refusesTermsThatDoNotFitTheKindOfAgent() {
        Leader first = market.rules.scenario().leaders().getFirst();
        double above = first.priceCapPerBit() * 1.0001;
        refused(
                new PutAgent(first.id(), 2, terms(OptionalDouble.of(above), Optional.empty())),
                Kind.INVALID,
                "pricePerBit must be in");
        refused(
                new PutAgent(first.id(), 2, terms(OptionalDouble.of(Double.NaN), Optional.empty())),
                Kind.INVALID,
                "pricePerBit must be in");
        refused(
                new PutAgent("WA1", 2, terms(OptionalDouble.of(1e-6), Optional.empty())),
                Kind.INVALID,
                "is only for mobile and fixed agents");
        refused(
                new PutAgent("WA1", 2, terms(OptionalDouble.empty(), Optional.of(List.of()))),
                Kind.INVALID,
                "asks is only for aerial agents");
        refused(
                new PutAgent("AA1", 2, terms(OptionalDouble.empty(), Optional.of(List.of(5L, 4L)))),
                Kind.INVALID,
                "asks[1] must be in [5, ");
        refused(
                new PutAgent("AA1", 2, terms(OptionalDouble.empty(), Optional.of(List.of(-1L)))),
                Kind.INVALID,
                "asks[0]");
        var elsewhere = AgentTerms.ofScenario().withPosition(Optional.of(new Position(1, 2, 3)));
        refused(new PutAgent("FA1", 2, elsewhere), Kind.INVALID, "position is not for fixed agents");
        market.done(new PutAgent("AA1", 2, elsewhere));
        var still = AgentTerms.ofScenario().withWorkPerSecond(OptionalDouble.of(0));
        refused(new PutAgent("FA1", 2, still), Kind.INVALID, "workPerSecond must be in");
        refused(new PutAgent("FA1", 0, AgentTerms.ofScenario()), Kind.INVALID, "version must be at least 1");
    }

    @Test
    void taskNeedsFreeMoneyForItsBill() {
        var poor = new Played(Played.drawn(5, 1));
        poor.done(new PutAgent("WA1", 1, AgentTerms.ofScenario()));
        var put = new PutTask("WA1", "t1", TASK, 0, Played.PAYLOAD, 5);
        CommandReply.Refused refused = poor.refused(put);
        assertThat(refused.kind()).isEqualTo(Kind.FUNDS);
        long needed = Long.parseLong(refused.rule().replaceAll("\\D", ""));
        poor.done(new MarketCommand.Deposit("WA1", needed - 1, "a"));
        assertThat(poor.refused(put).kind()).isEqualTo(Kind.FUNDS);
        poor.done(new MarketCommand.Deposit("WA1", 1, "b"));
        assertThat(poor.done(put).reply().units()).isEqualTo(needed);
        assertThat(poor.refused(new MarketCommand.Withdraw("WA1", 1, "c")).kind())
                .isEqualTo(Kind.FUNDS);
        poor.done(new WithdrawTask("WA1", "t1"));
        poor.done(new MarketCommand.Withdraw("WA1", needed, "c"));
        assertThat(poor.done(new MarketCommand.Withdraw("WA1", needed, "c")).events())
                .isEmpty();
        assertThat(poor.balance("WA1")).isZero();
        assertThat(poor.refused(new MarketCommand.Deposit("WA1", 7, "a")).kind())
                .isEqualTo(Kind.TAKEN);
    }

    @Test
    void missedPieceRefundsBillAndBond() {
        market.putTasks("t1");
        MarketEvent.RoundSettled settled = market.sell();
        assertThat(settled.pieces()).isNotEmpty();
        Piece piece = settled.pieces().stream()
                .filter(p -> p.bondUnits() > 0)
                .findFirst()
                .orElseThrow();
        long buyer = market.balance(piece.buyer());
        long leader = market.balance(piece.leader());
        market.now = piece.dueMillis() - 1;
        assertThat(market.ask(new MarketCommand.PieceDue(piece.id()))).isInstanceOf(CommandReply.Stale.class);
        market.now = piece.dueMillis();
        market.done(new MarketCommand.PieceDue(piece.id()));
        assertThat(market.ask(new MarketCommand.PieceDue(piece.id()))).isInstanceOf(CommandReply.Stale.class);
        assertThat(market.balance(piece.buyer()) - buyer).isEqualTo(piece.billUnits() + piece.bondUnits());
        assertThat(market.balance(piece.leader()) - leader)
                .isEqualTo(piece.lotUnits() - piece.bondUnits() + piece.lotBondUnits());
        refused(new MarketCommand.PutResult(piece.worker(), piece.id(), DIGEST), Kind.PAST, "was due at");
    }

    @Test
    void inactiveBuyerPaysAndRejectionWaitsForRuling() {
        market.putTasks("t1");
        List<Piece> pieces = market.sell().pieces();
        Piece silent = pieces.get(0);
        Piece disputed = pieces.get(1);
        Piece refunded = pieces.get(2);
        refused(
                new MarketCommand.RejectResult(silent.buyer(), silent.id(), "rubbish"),
                Kind.UNKNOWN,
                "has no result yet");
        for (Piece piece : List.of(silent, disputed, refunded)) {
            market.done(new MarketCommand.PutResult(piece.worker(), piece.id(), DIGEST));
            assertThat(market.done(new MarketCommand.PutResult(piece.worker(), piece.id(), DIGEST))
                            .events())
                    .isEmpty();
            refused(
                    new MarketCommand.PutResult(piece.worker(), piece.id(), "cd".repeat(32)),
                    Kind.TAKEN,
                    "exists and is different");
        }
        refused(new MarketCommand.PutResult("WA1", silent.id(), DIGEST), Kind.FORBIDDEN, "is done by");
        refused(
                new MarketCommand.RejectResult(silent.worker(), silent.id(), "no"),
                Kind.FORBIDDEN,
                "is bought by another");
        refused(new MarketCommand.Rule(silent.id(), true), Kind.PAST, "must be rejected to be ruled on");
        market.done(new MarketCommand.RejectResult(disputed.buyer(), disputed.id(), "wrong"));
        market.done(new MarketCommand.RejectResult(refunded.buyer(), refunded.id(), "wrong"));
        long before = market.balance(refunded.buyer());
        market.now += 10_000;
        market.done(new MarketCommand.PieceDue(silent.id()));
        assertThat(market.ask(new MarketCommand.PieceDue(disputed.id()))).isInstanceOf(CommandReply.Stale.class);
        refused(new MarketCommand.RejectResult(silent.buyer(), silent.id(), "late"), Kind.PAST, "is over");
        assertThat(stage(disputed)).isEqualTo(Piece.Stage.REJECTED);
        assertThat(market.balance(refunded.buyer())).isEqualTo(before);
        market.done(new MarketCommand.Rule(disputed.id(), true));
        market.done(new MarketCommand.Rule(refunded.id(), false));
        assertThat(market.done(new MarketCommand.Rule(refunded.id(), false)).events())
                .isEmpty();
        assertThat(market.done(new MarketCommand.RejectResult(refunded.buyer(), refunded.id(), "wrong"))
                        .events())
                .isEmpty();
        refused(
                new MarketCommand.RejectResult(refunded.buyer(), refunded.id(), "late"),
                Kind.TAKEN,
                "exists and is different");
        refused(
                new MarketCommand.RejectResult(refunded.buyer(), refunded.id(), " "),
                Kind.INVALID,
                "must have 1 to 1000 characters");
        assertThat(List.of(stage(silent), stage(disputed), stage(refunded)))
                .isEqualTo(List.of(Piece.Stage.PAID, Piece.Stage.PAID, Piece.Stage.FAILED));
        assertThat(refunded.buyer()).isEqualTo(disputed.buyer());
        long lost = market.rules.disputes().stakeUnits(disputed.money());
        assertThat(lost).isPositive();
        assertThat(market.balance(refunded.buyer()))
                .isEqualTo(before + refunded.billUnits() + refunded.bondUnits() - lost);
        assertThat(market.venue.agent(refunded.buyer()).orElseThrow().heldUnits())
                .isZero();
    }

    private Piece.Stage stage(Piece piece) {
        return market.venue.piece(piece.id()).orElseThrow().state();
    }

    @Test
    void roundsCloseInOrderAndRepeatedTimersAreStale() {
        assertThat(market.ask(new MarketCommand.Freeze(0, new TreeSet<>(), Played.DRAW)))
                .isInstanceOf(CommandReply.Stale.class);
        market.putTasks("t1");
        assertThat(market.ask(new MarketCommand.Freeze(1, new TreeSet<>(), Played.DRAW)))
                .isInstanceOf(CommandReply.Stale.class);
        market.done(new MarketCommand.Freeze(0, new TreeSet<>(), Played.DRAW));
        assertThat(market.venue.round()).isEqualTo(1);
        assertThat(market.ask(new MarketCommand.Freeze(1, new TreeSet<>(), Played.DRAW)))
                .isInstanceOf(CommandReply.Stale.class);
        refused(new WithdrawTask("WA1", "t1"), Kind.PAST, "is in a round that is closed");
        RoundPrices solved = market.venue.frozenRound().orElseThrow().solve(market.solver, () -> false);
        market.done(new MarketCommand.SolveFinished(solved));
        assertThat(market.ask(new MarketCommand.SolveFinished(solved))).isInstanceOf(CommandReply.Stale.class);
        assertThat(market.venue.frozenRound()).isEmpty();
        market.putTasks("t2");
        assertThat(market.sell().solved().round()).isEqualTo(1);
    }

    @Test
    void inactiveBarredAndDepartedAgentsAreLeftOut() {
        market.putTasks("t1");
        market.done(new LeaveMarket("MA1", 2));
        refused(new MarketCommand.Bar("FA1", 0, false), Kind.INVALID, "must be at least 1");
        market.done(new MarketCommand.Bar("FA1", 1, true));
        market.done(new MarketCommand.Freeze(0, new TreeSet<>(List.of("AA1", "WA2")), Played.DRAW));
        FrozenRound frozen = market.venue.frozenRound().orElseThrow();
        assertThat(frozen.scenario().leaders().stream().map(Leader::id).toList())
                .isEqualTo(List.of("MA2", "FA2", "FA3"));
        assertThat(frozen.scenario().aerialAgents()).hasSize(2);
        assertThat(frozen.scenario().wirelessAgents())
                .hasSize(19)
                .noneMatch(agent -> agent.id().equals("WA2"));
        market.done(new MarketCommand.SolveFinished(frozen.solve(market.solver, () -> false)));
        assertThat(market.venue.task("WA2", "t1").orElseThrow().stage()).isEqualTo(SubmittedTask.Stage.OPEN);
        assertThat(market.done(new MarketCommand.Bar("FA1", 2, false)).reply())
                .isEqualTo(new CommandReply.Reply("FA1", 2, 0, 0, market.venue.seq()));
        assertThat(market.done(new MarketCommand.Bar("FA1", 2, false)).events()).isEmpty();
        refused(new MarketCommand.Bar("FA1", 1, true), Kind.STALE, "must be above the current version, 2");
        refused(new MarketCommand.Bar("FA1", 2, true), Kind.TAKEN, "is already used for another decision");
        market.done(new MarketCommand.Freeze(1, new TreeSet<>(), Played.DRAW));
        assertThat(market.venue.frozenRound().orElseThrow().scenario().wirelessAgents())
                .hasSize(1);
        assertThat(market.venue.frozenRound().orElseThrow().scenario().leaders())
                .hasSize(4);
    }

    @Test
    void taskWaitsUntilItsLastRound() {
        market.done(new PutTask("WA1", "t1", TASK, 0, Played.PAYLOAD, 1));
        var nobody = new TreeSet<>(List.of("MA1", "MA2", "FA1", "FA2", "FA3"));
        assertThat(market.done(new MarketCommand.Freeze(0, nobody, Played.DRAW)).events())
                .isEqualTo(List.of(new MarketEvent.RoundVoid(0, "no leader")));
        market.done(new MarketCommand.Freeze(1, nobody, Played.DRAW));
        assertThat(market.done(new MarketCommand.Freeze(2, nobody, Played.DRAW)).events())
                .isEqualTo(List.of(new MarketEvent.TaskExpired("WA1", "t1"), new MarketEvent.RoundVoid(2, "no task")));
        assertThat(market.venue.agent("WA1").orElseThrow().heldUnits()).isZero();
        refused(new WithdrawTask("WA1", "t1"), Kind.PAST, "is over");
    }

    @Test
    void leaderWithoutBondIsLeftOut() {
        market.putTasks("t1");
        long needed = market.venue.agent("FA1").orElseThrow().neededUnits();
        var seller = market.rules.scenario().fixedAgents().getFirst();
        double owed =
                2 * PerformanceBonds.bondPerWork(seller) * seller.computer().workPerSecond();
        var rules = market.rules.scenario().rules();
        assertThat(needed * rules.ledgerUnitMoney())
                .isCloseTo(owed * rules.roundSeconds(), within(rules.ledgerUnitMoney()));
        market.done(new MarketCommand.Withdraw("FA1", Played.MONEY - needed + 1, "out"));
        market.done(new MarketCommand.Freeze(0, new TreeSet<>(), Played.DRAW));
        assertThat(market.venue.frozenRound().orElseThrow().scenario().leaders())
                .noneMatch(leader -> leader.id().equals("FA1"));
    }

    @Test
    void replayedEventsGiveTheSameState() {
        market.putTasks("t1");
        market.sell();
        market.deliver();
        market.wait(12);
        market.putTasks("t2");
        market.sell();
        market.wait(20);
        ExchangeEngine read = market.readBack();
        assertThat(read.breach()).isEmpty();
        assertThat(read.agents()).isEqualTo(market.venue.agents());
        assertThat(read.pieces()).isEqualTo(market.venue.pieces());
        assertThat(read.lastPrices()).isEqualTo(market.venue.lastPrices());
        assertThat(read.round()).isEqualTo(market.venue.round());
    }

    /** The indexes by worker and by task find the same pieces as a search through all pieces. */
    @Test
    void findsPiecesByWorkerAndByTask() {
        for (int round = 0; round < 3; round++) {
            market.putTasks("t" + round);
            market.sell();
            List<Piece> pieces = market.venue.pieces();
            for (Piece any : pieces) {
                assertThat(market.venue.openPieces(any.worker()))
                        .containsExactlyElementsOf(pieces.stream()
                                .filter(piece ->
                                        piece.worker().equals(any.worker()) && piece.state() == Piece.Stage.OPEN)
                                .toList());
                assertThat(market.venue.piecesOfTask(any.buyer(), any.task()))
                        .containsExactlyElementsOf(pieces.stream()
                                .filter(piece -> piece.buyer().equals(any.buyer())
                                        && piece.task().equals(any.task()))
                                .toList());
            }
            market.deliver();
            assertThat(pieces)
                    .allMatch(piece -> market.venue.openPieces(piece.worker()).isEmpty());
            market.wait(60);
        }
        assertThat(market.venue.openPieces("WA1")).isEmpty();
    }

    /** From 10,000 task names on, the last round of a new task must be near, so that the memory stays bounded. */
    @Test
    void agentWithManyTaskNamesNeedsNearLastRound() {
        for (int i = 0; i < 10_000; i++) {
            market.done(new PutTask("WA1", "n" + i, TASK, 0, Played.PAYLOAD, Long.MAX_VALUE));
            market.done(new WithdrawTask("WA1", "n" + i));
        }
        refused(
                new PutTask("WA1", "more", TASK, 0, Played.PAYLOAD, 1_001),
                Kind.INVALID,
                "lastRound must be at most 1000");
        market.done(new PutTask("WA1", "n3", TASK, 0, Played.PAYLOAD, Long.MAX_VALUE));
        market.done(new PutTask("WA1", "more", TASK, 0, Played.PAYLOAD, 1_000));
        market.done(new PutTask("WA2", "n1", TASK, 0, Played.PAYLOAD, Long.MAX_VALUE));
    }

    @Test
    void taskNamesAreDeletedAfterTheirLastRound() {
        market.putTasks("t1");
        market.sell();
        market.wait(60);
        for (int round = 1; round <= 110; round++) {
            market.done(new PutTask("WA1", "n" + round, TASK, 0, Played.PAYLOAD, round));
            market.sell();
            market.wait(60);
        }
        assertThat(market.venue.task("WA2", "t1")).isEmpty();
        assertThat(market.venue.task("WA1", "n100")).isPresent();
        assertThat(market.venue.pieces()).noneMatch(piece -> piece.id().startsWith("r0."));
        assertThat(market.venue.piecesOfTask("WA2", "t1")).isEmpty();
        assertThat(market.venue.piecesOfTask("WA1", "n100")).isNotEmpty();
        refused(new PutTask("WA2", "t1", task(1), 0, Played.PAYLOAD, 3), Kind.PAST, "lastRound must be at least 111");
    }
}

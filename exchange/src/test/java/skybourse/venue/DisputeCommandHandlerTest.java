package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import skybourse.venue.event.Caller;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.CommandReply.Kind;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketCommand.PutResult;
import skybourse.venue.event.MarketCommand.Rule;
import skybourse.venue.event.Piece;
import skybourse.venue.event.Piece.Stage;

/** Undoable pieces, disputes and rulings: which party pays which. */
class DisputeCommandHandlerTest {

    private final Played market = new Played(Played.drawn(20, 4)).joined();
    private final List<Piece> pieces = pieces();
    private final Map<String, Long> before = balances();

    private List<Piece> pieces() {
        market.putTasks("t");
        return market.sell().pieces().stream()
                .filter(piece -> piece.state().isOpen())
                .toList();
    }

    private Map<String, Long> balances() {
        return new TreeMap<>(market.venue.snapshot().orElseThrow().balances());
    }

    private Piece first(Predicate<Piece> kind) {
        return pieces.stream().filter(kind).findFirst().orElseThrow();
    }

    private Piece now(Piece piece) {
        return market.venue.piece(piece.id()).orElseThrow();
    }

    private long gained(String agent) {
        return market.balance(agent) - before.get(agent);
    }

    private void refused(MarketCommand command, Kind kind, String words) {
        CommandReply.Refused refused = market.refused(command);
        assertThat(refused.kind()).isEqualTo(kind);
        assertThat(refused.toString()).contains(words);
    }

    private static boolean isOwn(Piece piece) {
        return !piece.isLot();
    }

    private void reportUndoable(Piece piece) {
        market.done(new MarketCommand.PutUndoable(piece.worker(), piece.id(), "is no task"));
    }

    /** Delivers all other pieces of the round, so that only this piece still holds money. */
    private void finishOthers(Piece piece) {
        market.venue.pieces().stream()
                .filter(other -> other.state() == Stage.OPEN && !other.id().equals(piece.id()))
                .forEach(other -> market.done(new PutResult(other.worker(), other.id(), "cd".repeat(32))));
    }

    @Test
    void confirmedUndoablePieceRefundsBillMinusFee() {
        Piece piece = first(DisputeCommandHandlerTest::isOwn);
        reportUndoable(piece);
        assertThat(now(piece).state()).isEqualTo(Stage.UNDOABLE);
        assertThat(gained(piece.buyer())).isZero();
        market.done(new MarketCommand.ConfirmUndoable(piece.buyer(), piece.id()));
        long fee = (long) Math.floor(.01 * piece.billUnits());
        assertThat(fee).isPositive();
        assertThat(now(piece).state()).isEqualTo(Stage.RETURNED);
        assertThat(gained(piece.buyer())).isEqualTo(piece.billUnits() - fee);
        assertThat(gained(piece.leader())).isZero();
        assertThat(balances().get("house") - before.get("house")).isEqualTo(fee);
    }

    @Test
    void inactiveBuyerDisputesWithStake() {
        Piece piece = first(DisputeCommandHandlerTest::isOwn);
        reportUndoable(piece);
        market.now += 10_000;
        market.done(new MarketCommand.PieceDue(piece.id()));
        Piece disputed = now(piece);
        assertThat(disputed.state()).isEqualTo(Stage.REJECTED);
        assertThat(disputed.claims().disputedBy()).isEqualTo(piece.buyer());
        long stake = (long) Math.ceil(.05 / .95 * (piece.billUnits() + piece.bondUnits()));
        assertThat(disputed.claims().stakeUnits()).isEqualTo(stake).isPositive();
        market.done(new Rule(piece.id(), true));
        assertThat(now(piece).state()).isEqualTo(Stage.RETURNED);
        assertThat(gained(piece.buyer())).isEqualTo(piece.billUnits() - stake);
        assertThat(gained(piece.worker())).isEqualTo(stake);
        assertThat(balances().get("house")).as("no fee after a ruling").isEqualTo(before.get("house"));
    }

    /** A buyer without free money for the stake still disputes if it does not answer. */
    @Test
    void stakeIsLimitedToFreeMoney() {
        Piece piece = first(DisputeCommandHandlerTest::isOwn);
        reportUndoable(piece);
        long free = market.venue.agent(piece.buyer()).orElseThrow().balanceUnits();
        market.done(new MarketCommand.Withdraw(piece.buyer(), free - 3, "out"));
        refused(
                new MarketCommand.RejectResult(piece.buyer(), piece.id(), "it can"),
                Kind.FUNDS,
                "free units for the stake: 3");
        market.now += 10_000;
        market.done(new MarketCommand.PieceDue(piece.id()));
        assertThat(now(piece).claims().stakeUnits()).isEqualTo(3);
        long stake = market.rules.disputes().stakeUnits(piece.money());
        long worker = market.balance(piece.worker());
        market.done(new Rule(piece.id(), true));
        assertThat(market.balance(piece.worker()) - worker)
                .as("the rest comes from the bill")
                .isEqualTo(stake);
        assertThat(market.balance(piece.buyer())).isEqualTo(3 + piece.billUnits() - stake);
        assertThat(market.venue.agent(piece.buyer()).orElseThrow().heldUnits()).isZero();
        assertThat(market.readBack().snapshot()).isEqualTo(market.venue.snapshot());
    }

    /**
     * A leader that does not answer about a lot and has no free money pays its stake from the refund of the lot, and no
     * more.
     */
    @Test
    void inactiveLeaderPaysStakeFromLotRefund() {
        Piece lot = first(Piece::isLot);
        reportUndoable(lot);
        market.done(new MarketCommand.ConfirmUndoable(lot.buyer(), lot.id()));
        AgentView leader = market.venue.agent(lot.leader()).orElseThrow();
        market.done(new MarketCommand.Withdraw(lot.leader(), leader.balanceUnits() - leader.heldUnits(), "out"));
        market.now += 10_000;
        market.done(new MarketCommand.PieceDue(lot.id()));
        assertThat(now(lot).claims().stakeUnits()).isZero();
        long worker = market.balance(lot.worker());
        long stake = Math.min(lot.lotUnits(), market.rules.disputes().stakeUnits(lot.money()));
        market.done(new Rule(lot.id(), true));
        assertThat(market.balance(lot.worker()) - worker).isEqualTo(stake).isPositive();
        assertThat(market.balance(lot.leader())).isEqualTo(leader.heldUnits() + lot.lotUnits() - stake);
    }

    /** A buyer that does not answer and has no money pays no stake if there is no ruling. */
    @Test
    void buyerWithoutMoneyLosesNoStakeWithoutRuling() {
        Piece piece = first(DisputeCommandHandlerTest::isOwn);
        reportUndoable(piece);
        market.done(new MarketCommand.Withdraw(piece.buyer(), market.balance(piece.buyer()), "out"));
        market.now += 10_000;
        market.done(new MarketCommand.PieceDue(piece.id()));
        market.now += 86_400_000;
        market.done(new MarketCommand.PieceDue(piece.id()));
        assertThat(market.balance(piece.buyer())).isEqualTo(piece.billUnits());
    }

    @Test
    void falseUndoableReportCostsTheBond() {
        Piece piece = first(DisputeCommandHandlerTest::isOwn);
        reportUndoable(piece);
        market.done(new MarketCommand.RejectResult(piece.buyer(), piece.id(), "it can be done"));
        long held = market.venue.agent(piece.buyer()).orElseThrow().heldUnits();
        assertThat(held).isEqualTo(market.rules.disputes().stakeUnits(piece.money()));
        market.done(new Rule(piece.id(), false));
        assertThat(now(piece).state()).isEqualTo(Stage.FAILED);
        assertThat(gained(piece.buyer())).isEqualTo(piece.billUnits() + piece.bondUnits());
        assertThat(gained(piece.leader())).isEqualTo(-piece.bondUnits());
        assertThat(market.venue.agent(piece.buyer()).orElseThrow().heldUnits()).isZero();
        assertThat(piece.bondUnits())
                .as("leaving work undone costs more than doing it")
                .isPositive();
    }

    @Test
    void refusesUndoableReportsAfterHalfTheTime() {
        Piece piece = first(DisputeCommandHandlerTest::isOwn);
        market.now = piece.soldAt() + (piece.dueMillis() - piece.soldAt()) / 2 + 1;
        refused(
                new MarketCommand.PutUndoable(piece.worker(), piece.id(), "no"),
                Kind.PAST,
                "could be reported undoable");
        market.now--;
        reportUndoable(piece);
        refused(new PutResult(piece.worker(), piece.id(), "cd".repeat(32)), Kind.PAST, "was due at");
    }

    @Test
    void acceptsResultsUntilTheDeadline() {
        Piece late = first(DisputeCommandHandlerTest::isOwn);
        Piece inTime =
                first(piece -> isOwn(piece) && !piece.id().equals(late.id()) && piece.dueMillis() == late.dueMillis());
        market.now = late.dueMillis();
        market.done(new PutResult(inTime.worker(), inTime.id(), "cd".repeat(32)));
        market.now++;
        refused(new PutResult(late.worker(), late.id(), "cd".repeat(32)), Kind.PAST, "was due at " + late.dueMillis());
    }

    @Test
    void onlyPartiesConfirmOrDispute() {
        Piece piece = first(DisputeCommandHandlerTest::isOwn);
        String other = first(any -> !any.buyer().equals(piece.buyer())).buyer();
        refused(new MarketCommand.PutUndoable(piece.buyer(), piece.id(), "no"), Kind.FORBIDDEN, "is done by");
        refused(new MarketCommand.ConfirmUndoable(piece.buyer(), piece.id()), Kind.PAST, "must be reported undoable");
        reportUndoable(piece);
        refused(
                new MarketCommand.PutUndoable(piece.worker(), piece.id(), "other"),
                Kind.TAKEN,
                "exists and is different");
        refused(new MarketCommand.PutUndoable(piece.worker(), piece.id(), " "), Kind.INVALID, "must have 1 to 1000");
        for (String stranger : List.of(other, piece.leader())) {
            refused(new MarketCommand.ConfirmUndoable(stranger, piece.id()), Kind.FORBIDDEN, "is bought by another");
            refused(new MarketCommand.RejectResult(stranger, piece.id(), "no"), Kind.FORBIDDEN, "is bought by another");
        }
        refused(new MarketCommand.ConfirmUndoable(piece.buyer(), "r0.9999"), Kind.UNKNOWN, "is not in this market");
        refused(new MarketCommand.PutUndoable(piece.worker(), "r0.9999", "no"), Kind.UNKNOWN, "is not in this market");
    }

    /** Repeated statements get their first reply, with the number of its entry. */
    @Test
    void repeatedCommandsHaveTheFirstReply() {
        Piece piece = first(DisputeCommandHandlerTest::isOwn);
        var cannot = new MarketCommand.PutUndoable(piece.worker(), piece.id(), "no");
        var no = new MarketCommand.RejectResult(piece.buyer(), piece.id(), "it can");
        var ruling = new Rule(piece.id(), true);
        List<MarketCommand> all = List.of(cannot, no, ruling);
        List<CommandReply.Reply> first =
                all.stream().map(command -> market.done(command).reply()).toList();
        assertThat(first).extracting(CommandReply.Reply::seq).doesNotHaveDuplicates();
        ExchangeEngine restored = ExchangeEngine.open(market.rules);
        restored.restore(market.venue.snapshot().orElseThrow());
        for (int i = 0; i < all.size(); i++) {
            assertThat(market.done(all.get(i))).isEqualTo(new CommandReply.Done(List.of(), first.get(i)));
            Caller caller = all.get(i) instanceof MarketCommand.OfAgent of
                    ? new Caller.Agent(Played.secret(of.agent()))
                    : new Caller.Operator();
            assertThat(restored.decide(all.get(i), caller, market.now))
                    .isEqualTo(new CommandReply.Done(List.of(), first.get(i)));
        }
        refused(new Rule(piece.id(), false), Kind.PAST, "must be rejected");
        refused(
                new MarketCommand.RejectResult(piece.buyer(), piece.id(), "other"),
                Kind.TAKEN,
                "exists and is different");
    }

    /**
     * An undoable lot also needs the confirmation of its leader. A leader that does not answer disputes, and a ruling
     * protects an honest aerial agent.
     */
    @Test
    void inactiveLeaderDisputesLot() {
        Piece lot = first(Piece::isLot);
        reportUndoable(lot);
        finishOthers(lot);
        market.done(new MarketCommand.ConfirmUndoable(lot.buyer(), lot.id()));
        assertThat(now(lot).state()).isEqualTo(Stage.UNDOABLE);
        market.now += 10_000;
        market.done(new MarketCommand.PieceDue(lot.id()));
        assertThat(now(lot).state()).isEqualTo(Stage.REJECTED);
        assertThat(now(lot).claims().disputedBy()).isEqualTo(lot.leader());
        long stake = now(lot).claims().stakeUnits();
        long worker = market.balance(lot.worker());
        long leader = market.balance(lot.leader());
        market.done(new Rule(lot.id(), true));
        assertThat(now(lot).state()).isEqualTo(Stage.RETURNED);
        assertThat(market.balance(lot.worker()) - worker).isEqualTo(stake).isPositive();
        assertThat(market.balance(lot.leader()) - leader).isEqualTo(lot.lotUnits() - stake);
    }

    /** The buyer receives its leader's bond, the leader the worker's bond, and the house the fine. */
    @Test
    void missedLotPaysBondsAndFine() {
        Piece lot = first(piece -> piece.isLot() && piece.lotBondUnits() > 0);
        finishOthers(lot);
        market.now = lot.dueMillis();
        market.done(new MarketCommand.PieceDue(lot.id()));
        assertThat(now(lot).state()).isEqualTo(Stage.FAILED);
        assertThat(gained(lot.buyer())).isEqualTo(lot.billUnits() + lot.bondUnits());
        assertThat(gained(lot.leader())).isEqualTo(lot.lotUnits() + lot.lotBondUnits() - lot.bondUnits());
        assertThat(gained(lot.worker())).isEqualTo(-lot.lotBondUnits() - lot.fineUnits());
        assertThat(balances().get("house") - before.get("house"))
                .isEqualTo(lot.fineUnits())
                .isPositive();
    }

    @Test
    void lotConfirmedByBothCostsNoFine() {
        for (boolean isBuyerFirst : List.of(true, false)) {
            Piece lot = first(any -> any.isLot() && now(any).state() == Stage.OPEN);
            long worker = market.balance(lot.worker());
            long leader = market.balance(lot.leader());
            reportUndoable(lot);
            market.done(new MarketCommand.ConfirmUndoable(isBuyerFirst ? lot.buyer() : lot.leader(), lot.id()));
            market.done(new MarketCommand.ConfirmUndoable(isBuyerFirst ? lot.leader() : lot.buyer(), lot.id()));
            assertThat(now(lot).state()).isEqualTo(Stage.RETURNED);
            assertThat(market.balance(lot.worker())).isEqualTo(worker);
            assertThat(market.balance(lot.leader()) - leader).isEqualTo(lot.lotUnits());
        }
    }

    @Test
    void leaderDisputesLotWithItsOwnStake() {
        Piece lot = first(Piece::isLot);
        reportUndoable(lot);
        market.done(new MarketCommand.ConfirmUndoable(lot.buyer(), lot.id()));
        refused(
                new MarketCommand.RejectResult(lot.buyer(), lot.id(), "I was wrong"),
                Kind.TAKEN,
                "is already confirmed");
        market.done(new MarketCommand.RejectResult(lot.leader(), lot.id(), "it can be done"));
        assertThat(now(lot).claims().disputedBy()).isEqualTo(lot.leader());
        long stake = now(lot).claims().stakeUnits();
        long worker = market.balance(lot.worker());
        market.done(new Rule(lot.id(), true));
        assertThat(now(lot).state()).isEqualTo(Stage.RETURNED);
        assertThat(market.balance(lot.worker()) - worker)
                .as("stake, and no fine")
                .isEqualTo(stake)
                .isPositive();
    }

    @Test
    void falseUndoableReportOfLotCostsBondAndFine() {
        Piece lot = first(Piece::isLot);
        reportUndoable(lot);
        market.done(new MarketCommand.RejectResult(lot.buyer(), lot.id(), "it can be done"));
        long worker = market.balance(lot.worker());
        market.done(new Rule(lot.id(), false));
        assertThat(worker - market.balance(lot.worker())).isEqualTo(lot.lotBondUnits() + lot.fineUnits());
        assertThat(lot.fineUnits()).isPositive();
    }

    /** An uploaded blob is known, and belongs to the agent that uploaded it. */
    @Test
    void blobsBelongToTheirAgent() {
        String digest = "ef".repeat(32);
        CommandReply.Done first = market.done(new MarketCommand.PutBlob("WA1", digest, 5));
        assertThat(market.done(new MarketCommand.PutBlob("WA1", digest, 5)))
                .isEqualTo(new CommandReply.Done(List.of(), first.reply()));
        assertThat(market.venue.hasBlob("WA1", digest)).isTrue();
        assertThat(market.venue.hasBlob("WA2", digest)).isFalse();
        assertThat(market.venue.digests()).contains(digest);
        refused(new MarketCommand.PutBlob("WA1", digest.substring(1), 5), Kind.INVALID, "64 lower-case hexadecimal");
        refused(
                new MarketCommand.PutBlob("WA1", "aa".repeat(32), (4 << 20) + 1),
                Kind.INVALID,
                "must have 1 to 4194304");
        refused(new MarketCommand.PutBlob("WA1", "aa".repeat(32), 0), Kind.INVALID, "must have 1 to 4194304");
    }

    /** A task that no leader can finish in time is refused; the message states the shortest deadline. */
    @Test
    void refusesTaskThatNoLeaderCanFinishInTime() {
        double fastest = market.rules.scenario().leaders().stream()
                .mapToDouble(leader -> leader.computer().workPerSecond())
                .max()
                .orElseThrow();
        double work = 4 * fastest;
        var task = new skybourse.base.agent.Task(work, work, 2);
        var late = new skybourse.base.agent.Task(work, work, Math.nextDown(2.0));
        String id = market.rules.scenario().wirelessAgents().getFirst().id();
        refused(
                new MarketCommand.PutTask(id, "late", late, 0, Played.PAYLOAD, 9),
                Kind.INVALID,
                "deadlineSeconds must be at least 2.0, because the fastest leader needs 4.0 s");
        CommandReply answer = market.ask(new MarketCommand.PutTask(id, "t2", task, 0, Played.PAYLOAD, 9));
        assertThat(answer.toString()).doesNotContain("deadlineSeconds must be");
    }
}

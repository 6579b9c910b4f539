package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.WirelessAgent;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.AgentTermsBuilder;
import skybourse.venue.event.Caller;
import skybourse.venue.event.CommandReply.Kind;
import skybourse.venue.event.CommandReply.Refused;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketPayment;
import skybourse.venue.event.Piece;

final class SpendingLimitTest {

    private static final String BUYER = "WA1";
    private static final String KEY = "ab".repeat(32);
    private static final String OTHER = "cd".repeat(32);
    private static final long DAY = 86_400_000;
    private static final long NONE = Long.MIN_VALUE;

    private Played market;
    private long version = 1;

    @BeforeEach
    void open() {
        market = new Played(Played.drawn(4, 1)).joined();
    }

    private MarketCommand.PutAgent limit(long units, String key, String signer) {
        AgentTerms terms = AgentTermsBuilder.builder().kind("").publicKey(key).build();
        OptionalLong limit = units == NONE ? OptionalLong.empty() : OptionalLong.of(units);
        return new MarketCommand.PutAgent(BUYER, ++version, terms, limit, signer);
    }

    private void limit(long units) {
        market.done(limit(units, KEY, KEY));
    }

    private MarketCommand.PutTask task(String name) {
        WirelessAgent buyer = market.rules.scenario().wirelessAgents().getFirst();
        return new MarketCommand.PutTask(BUYER, name, buyer.task(), 0, Played.PAYLOAD, market.venue.round() + 9);
    }

    private long held() {
        return market.venue.agent(BUYER).orElseThrow().heldUnits();
    }

    private long spendable() {
        return market.venue.agent(BUYER).orElseThrow().spendableUnits();
    }

    /** Returns what is held for a task. */
    private long hold() {
        market.done(task("first"));
        long units = held();
        market.done(new MarketCommand.WithdrawTask(BUYER, "first"));
        assertThat(held()).isZero();
        return units;
    }

    /** Sells a task of each buyer. Returns what the buyer with the limit paid. */
    private long sell() {
        return sell("t");
    }

    private long sell(String name) {
        market.putTasksOf(name, 1);
        MarketEvent.RoundSettled sold = market.sell();
        return sold.entries().stream()
                .filter(entry -> entry.from().equals(BUYER))
                .mapToLong(MarketPayment::units)
                .sum();
    }

    private void refused(MarketCommand command, Kind kind, String field, String value) {
        Refused refused = market.refused(command);
        assertThat(List.of(refused.kind(), refused.field(), refused.value())).containsExactly(kind, field, value);
    }

    @Test
    void taskNeedsItsWholeHoldWithinTheLimit() {
        long hold = hold();
        limit(hold - 1);
        refused(task("t"), Kind.FUNDS, "spendUnitsADay", "" + (hold - 1));
        limit(hold);
        market.done(task("t"));
        assertThat(spendable()).isZero();
        market.done(new MarketCommand.WithdrawTask(BUYER, "t"));
        assertThat(spendable()).isEqualTo(hold);
    }

    @Test
    void billsOfADayCountUntilItsEnd() {
        long hold = hold();
        limit(hold);
        market.done(task("t"));
        long paid = sell();
        assertThat(paid).isPositive().isLessThan(hold);
        for (long now : List.of(market.now, DAY - 1)) {
            market.now = now;
            refused(task("u"), Kind.FUNDS, "spendUnitsADay", "" + (hold - paid));
        }
        market.now = DAY;
        market.done(task("u"));
    }

    /** The task is held on the first day and sold on the second. */
    @Test
    void billCountsOnTheDayOfTheSale() {
        long hold = hold();
        limit(hold);
        market.done(task("t"));
        market.now = DAY;
        assertThat(sell()).isEqualTo(hold - spendable()).isPositive();
    }

    @Test
    void returnedBillsOfTheDayDoNotCount() {
        long hold = hold();
        limit(hold);
        market.done(task("t"));
        sell();
        assertThat(spendable()).isLessThan(hold);
        market.wait(3_600);
        assertThat(market.venue.pieces()).allMatch(piece -> piece.state() == Piece.Stage.FAILED);
        assertThat(spendable()).isEqualTo(hold);
    }

    /** What was paid on the first day is returned on the second, on which other pieces were sold. */
    @Test
    void returnedBillsOfAnotherDayDoNotRaiseTheLimit() {
        long hold = hold();
        limit(hold);
        market.done(task("t"));
        sell("t");
        List<Piece> old = market.venue.piecesOfTask(BUYER, "t");
        market.now = DAY;
        market.done(task("u"));
        long paid = sell("u");
        assertThat(paid).isPositive();
        old.forEach(piece -> market.ask(new MarketCommand.PieceDue(piece.id())));
        assertThat(market.venue.piecesOfTask(BUYER, "t")).allMatch(piece -> piece.state() == Piece.Stage.FAILED);
        assertThat(spendable()).isEqualTo(hold - paid);
    }

    @Test
    void stakesOfDisputesCount() {
        long hold = hold();
        market.done(task("t"));
        long paid = sell();
        market.deliver();
        Piece piece = market.venue.piecesOfTask(BUYER, "t").getFirst();
        var reject = new MarketCommand.RejectResult(BUYER, piece.id(), "wrong");
        limit(paid);
        refused(reject, Kind.FUNDS, "spendUnitsADay", "0");
        limit(2 * hold);
        market.done(reject);
        long rest = 2 * hold - paid - held();
        assertThat(held()).isPositive();
        assertThat(spendable()).isEqualTo(rest);
        market.done(new MarketCommand.Rule(piece.id(), true));
        assertThat(held()).isZero();
        assertThat(spendable()).isEqualTo(rest);
    }

    @Test
    void onlyASignedCommandRaisesOrRemovesTheLimit() {
        refused(limit(5, "", ""), Kind.INVALID, "spendUnitsADay", "5");
        refused(limit(-5, KEY, ""), Kind.INVALID, "spendUnitsADay", "-5");
        refused(limit(1L << 53, KEY, ""), Kind.INVALID, "spendUnitsADay", "" + (1L << 53));
        market.done(limit(5, KEY, ""));
        assertThat(market.done(limit(5, KEY, "")).events()).hasSize(1);
        for (String signer : List.of("", OTHER)) {
            refused(limit(6, KEY, signer), Kind.FORBIDDEN, "spendUnitsADay", "6");
            refused(limit(NONE, KEY, signer), Kind.FORBIDDEN, "spendUnitsADay", "missing");
            refused(limit(NONE, "", signer), Kind.FORBIDDEN, "spendUnitsADay", "missing");
            refused(limit(NONE, OTHER, signer), Kind.FORBIDDEN, "spendUnitsADay", "missing");
            refused(limit(5, OTHER, signer), Kind.FORBIDDEN, "publicKey", OTHER);
        }
        market.done(limit(4, KEY, ""));
        refused(limit(5, KEY, ""), Kind.FORBIDDEN, "spendUnitsADay", "5");
        market.done(limit(9, KEY, KEY));
        market.done(new MarketCommand.LeaveMarket(BUYER, ++version));
        refused(limit(10, KEY, ""), Kind.FORBIDDEN, "spendUnitsADay", "10");
        market.done(limit(NONE, "", KEY));
        market.done(limit(7, OTHER, ""));
    }

    /** The operator may give the seat to another holder. The limit of the earlier one does not bind it. */
    @Test
    void newHolderChoosesItsOwnLimit() {
        market.done(limit(5, KEY, ""));
        String secret = "ef".repeat(32);
        market.done(new MarketCommand.Invite(BUYER, secret));
        market.ask(limit(NONE, "", ""), new Caller.Agent(secret));
        assertThat(market.venue.agent(BUYER).orElseThrow().spendingLimitUnits()).isEmpty();
    }

    @Test
    void onlyBuyersHaveALimit() {
        MarketCommand.PutAgent of = limit(5, KEY, "");
        refused(
                new MarketCommand.PutAgent("MA1", 2, of.terms(), of.spendUnitsADay(), ""),
                Kind.INVALID,
                "spendUnitsADay",
                "MA1");
    }

    @Test
    void replayAndSnapshotKeepWhatWasSpent() {
        long hold = hold();
        limit(hold);
        market.now = 3 * DAY + 5;
        market.done(task("t"));
        sell();
        ExchangeEngine restored = ExchangeEngine.open(market.rules);
        restored.restore(market.venue.snapshot().orElseThrow());
        for (ExchangeEngine again : List.of(market.readBack(), restored)) {
            assertThat(again.agent(BUYER)).isEqualTo(market.venue.agent(BUYER));
            var refused = (Refused) again.decide(task("u"), new Caller.Agent(Played.secret(BUYER)), market.now);
            assertThat(refused.value()).isEqualTo("" + spendable());
        }
    }
}

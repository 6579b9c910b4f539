package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;
import skybourse.venue.event.Piece.Stage;

/** End of a dispute on which the operator does not rule. */
class UnruledDisputeTest {

    /** Without a ruling, a result is paid and its buyer loses the stake, unless the settings return all money. A reported piece is always returned. */
    @ParameterizedTest
    @CsvSource({"false, true", "false, false", "true, true", "true, false"})
    void unruledDisputePaysResultOrReturnsAllMoney(boolean isUndoable, boolean paysUnruled) {
        MarketRules rules = new Played(Played.drawn(20, 4)).rules;
        var own = new Played(rules.withDisputes(rules.disputes().withPaysUnruled(paysUnruled))).joined();
        own.putTasks("t");
        Piece piece = own.sell().pieces().stream()
                .filter(any -> !any.isLot() && any.state().isOpen())
                .findFirst()
                .orElseThrow();
        long buyer = own.balance(piece.buyer());
        long leader = own.balance(piece.leader());
        own.done(
                isUndoable
                        ? new MarketCommand.PutUndoable(piece.worker(), piece.id(), "is no task")
                        : new MarketCommand.PutResult(piece.worker(), piece.id(), "cd".repeat(32)));
        own.done(new MarketCommand.RejectResult(piece.buyer(), piece.id(), "no"));
        own.now += 86_400_000 - 1;
        assertThat(own.ask(new MarketCommand.PieceDue(piece.id()))).isInstanceOf(CommandReply.Stale.class);
        own.now++;
        own.done(new MarketCommand.PieceDue(piece.id()));

        boolean isPaid = paysUnruled && !isUndoable;
        Stage end = isPaid ? Stage.PAID : Stage.RETURNED;
        long stake = rules.disputes().stakeUnits(piece.money());
        assertThat(own.venue.piece(piece.id()).orElseThrow().state()).isEqualTo(end);
        assertThat(own.balance(piece.buyer()) - buyer).isEqualTo(isPaid ? -stake : piece.billUnits());
        assertThat(own.balance(piece.leader()) - leader).isEqualTo(isPaid ? piece.billUnits() + stake : 0);
        assertThat(own.venue.agent(piece.buyer()).orElseThrow().heldUnits()).isZero();
        assertThat(own.refused(new MarketCommand.Rule(piece.id(), true)).toString())
                .contains("must be rejected to be ruled on: " + end);
        assertThat(own.readBack().snapshot()).isEqualTo(own.venue.snapshot());
    }
}

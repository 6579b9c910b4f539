package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.ledger.Accounts;
import skybourse.round.ledger.Ledger.Entry;
import skybourse.round.ledger.Ledger.Reason;
import skybourse.round.market.PieceDelay;
import skybourse.round.state.PieceTable;
import skybourse.tier1.game.PricingGame;

/** Bills, lots and escrow, compared with manual calculations. Slot 3 begins at 3 s; money has six decimals. */
class SlotSalePhaseTest {

    private final Hamlet hamlet = new Hamlet(Hamlet.QUIET, 3).prepare();
    private final PieceTable pieces = hamlet.state.pieces;

    /** WA1 sends all of its task to FA1 and WA2 half: 6e9 of work behind {@code backlog}. */
    private static Hamlet busy(Hamlet hamlet, double price, double backlog) {
        hamlet.piece(hamlet.task(0, 2.5), Hamlet.FA1, 1, price);
        hamlet.piece(hamlet.task(1, 2.5), Hamlet.FA1, 0.5, price);
        hamlet.state.backlog[Hamlet.FA1] = backlog;
        return hamlet;
    }

    /** 4 Mbit at 1e-6 cost 4. The transfer takes 0.5 s, 2e9 at 4e9 work/s 0.5 s, the backlog of 1e9 0.25 s. */
    @Test
    void billUsesQuotedPriceAndIsHeldUntilDelivery() {
        int piece = hamlet.piece(hamlet.task(0, 2.5), Hamlet.MA1, 0.5, 1e-6);
        hamlet.state.backlog[Hamlet.MA1] = 1e9;
        hamlet.sell();
        assertThat(pieces.state[piece]).isEqualTo(PieceTable.SOLD);
        assertThat(pieces.ready[piece]).isEqualTo(4.25);
        assertThat(pieces.held[piece]).isEqualTo(4_000_000);
        assertThat(hamlet.balance("WA1")).isEqualTo(-4_000_000);
        assertThat(hamlet.balance(Scenario.ESCROW)).isEqualTo(4_000_000);
        assertThat(hamlet.balance("MA1")).isZero();
        assertThat(hamlet.sold.load(hamlet.state, Hamlet.MA1).work()).isEqualTo(2e9);
        assertThat(hamlet.sold.load(hamlet.state, Hamlet.FA1).work()).isZero();
        assertThat(hamlet.sold.resold()).isEmpty();
        assertThat(hamlet.sold.trades()).isEmpty();
    }

    @Test
    void leaderIsPaidAtOnceWithoutEscrow() {
        Dynamics paid = Altered.from(Hamlet.QUIET).withEscrow(false).dynamics();
        var other = new Hamlet(paid, 3).prepare();
        int piece = other.piece(other.task(0, 2.5), Hamlet.MA1, 0.5, 1e-6);
        other.sell();
        assertThat(other.balance("MA1")).isEqualTo(4_000_000);
        assertThat(other.balance(Scenario.ESCROW)).isZero();
        assertThat(other.state.pieces.held[piece]).isZero();
        assertThat(other.state.pieces.ready[piece]).isEqualTo(4);
    }

    @Test
    void nothingIsSoldWithoutArrivals() {
        hamlet.state.backlog[Hamlet.MA1] = 3e9;
        hamlet.sell();
        assertThat(hamlet.sold.after()).isEmpty();
        assertThat(hamlet.sold.resales()).isEmpty();
        assertThat(hamlet.sold.load(hamlet.state, Hamlet.MA1).work()).isZero();
        assertThat(hamlet.sold.load(hamlet.state, Hamlet.MA1).freeCapacity()).isEqualTo(1e9);
        assertThat(hamlet.state.accounts.close(0).ledger().entries()).isEmpty();
    }

    /** Pieces are sorted by agent, task and leader, whatever their order of sending. Each has its own bill and time. */
    @Test
    void eachPieceHasItsOwnBill() {
        int late = hamlet.piece(hamlet.task(1, 2.5), Hamlet.FA1, 0.5, 2e-6);
        int task = hamlet.task(0, 2.5);
        int second = hamlet.piece(task, Hamlet.FA2, 0.5, 3e-6);
        int first = hamlet.piece(task, Hamlet.MA1, 0.25, 1e-6);
        hamlet.sell();
        assertThat(pieces.held[first]).isEqualTo(2_000_000);
        assertThat(pieces.held[second]).isEqualTo(12_000_000);
        assertThat(pieces.held[late]).isEqualTo(8_000_000);
        assertThat(pieces.ready[first]).isEqualTo(3.5);
        assertThat(pieces.ready[second]).isEqualTo(3.375);
        assertThat(pieces.ready[late]).isEqualTo(3.75);
        SlotPieces sold = hamlet.sold.pieces();
        assertThat(sold.count()).isEqualTo(3);
        int[] rows = {first, second, late};
        double[] bills = {2, 12, 8};
        double[] seconds = {0.25, 0.125, 0.5};
        for (int part = 0; part < 3; part++) {
            assertThat(sold.row(part)).isEqualTo(rows[part]);
            assertThat(pieces.task[sold.row(part)]).isEqualTo(part < 2 ? task : 0);
            assertThat(sold.sender(part)).isEqualTo(part < 2 ? 0 : 1);
            assertThat(sold.leader(part)).isEqualTo(pieces.leader[rows[part]]);
            assertThat(sold.ratio(part)).isEqualTo(part == 0 ? 0.25 : 0.5);
            assertThat(sold.transferSeconds(part)).isEqualTo(seconds[part]);
            assertThat(sold.bill(part)).isCloseTo(bills[part], within(1e-12));
            assertThat(sold.ready(part)).isEqualTo(pieces.ready[rows[part]]);
            assertThat(sold.lastPart(part)).isEqualTo(PieceDelay.PieceCompletion.ON_TIME);
        }
        assertThat(hamlet.state.accounts.close(0).ledger().entries())
                .containsExactly(
                        new Entry("WA1", Scenario.ESCROW, 2_000_000, Reason.HELD),
                        new Entry("WA1", Scenario.ESCROW, 12_000_000, Reason.HELD),
                        new Entry("WA2", Scenario.ESCROW, 8_000_000, Reason.HELD));
    }

    @Test
    void twoTasksOfOneAgentAreSeparateSales() {
        int other = hamlet.piece(hamlet.task(0, 1.5), Hamlet.FA1, 0.5, 2e-6);
        int one = hamlet.piece(hamlet.task(0, 2.5), Hamlet.FA1, 0.25, 1e-6);
        pieces.task[other] = 1; // sent first, from the task that arrived last
        pieces.task[one] = 0;
        hamlet.state.tasks.likeTask[0] = 1; // the task of WA2
        hamlet.sell();
        assertThat(hamlet.sold.after().orElseThrow().agents()).hasSize(2);
        assertThat(pieces.held[one]).isEqualTo(2_000_000);
        assertThat(pieces.held[other]).isEqualTo(8_000_000);
    }

    /** The sale includes the home part: a quarter of 4e9 at 1e9 work/s. */
    @Test
    void roundIncludesHomePart() {
        int task = hamlet.task(0, 3);
        hamlet.choose();
        hamlet.piece(task, Hamlet.FA1, 0.75, 1e-6);
        hamlet.keep(0.25);
        hamlet.sell();
        var outcome = hamlet.sold.after().orElseThrow().agents().getFirst();
        assertThat(outcome.homeRatio()).isEqualTo(0.25);
        assertThat(outcome.homeSeconds()).isEqualTo(1);
    }

    /** A backlog of 4e9 and 8e9 per slot: 2e9 of 6e9 are one lot with value 5 for FA1, sold for 3. It takes 0.54 s. */
    @Test
    void overloadIsAuctionedAndPaidOnCompletion() {
        busy(hamlet, 1e-6, 4e9);
        hamlet.sell();
        assertThat(hamlet.sold.trades()).hasSize(1);
        assertThat(hamlet.sold.resales().get(Hamlet.FA1).work()).isEqualTo(2e9);
        assertThat(hamlet.sold.resales()).hasSize(3);
        assertThat(hamlet.sold.load(hamlet.state, Hamlet.FA1).resale().work()).isEqualTo(2e9);
        assertThat(hamlet.sold.load(hamlet.state, Hamlet.FA1).kept()).isEqualTo(4e9);
        assertThat(hamlet.balance("FA1")).isEqualTo(-3_000_000);
        assertThat(hamlet.balance("AA1")).isZero();
        assertThat(hamlet.balance(Scenario.ESCROW)).isEqualTo(12_000_000 + 3_000_000);
        assertThat(hamlet.state.soldLots.heldUnits()).isEqualTo(3_000_000);
        // transfer 0.5 s, backlog 0.5 s, two thirds of 4e9 at 8e9 work/s
        assertThat(pieces.ready[0]).isCloseTo(4 + 1 / 3.0, within(1e-12));
        hamlet.results();
        assertThat(hamlet.balance("AA1")).isEqualTo(3_000_000);
        assertThat(hamlet.balance(Scenario.HOUSE)).isZero();
        assertThat(hamlet.state.soldLots.heldUnits()).isZero();
    }

    /** Two lots take 1.08 s, so they are completed in the next slot. */
    @Test
    void lotsBeyondSlotArePaidLater() {
        busy(hamlet, 1e-6, 6e9);
        hamlet.sell();
        assertThat(hamlet.sold.trades()).hasSize(2);
        hamlet.results();
        assertThat(hamlet.balance("AA1")).isZero();
        assertThat(hamlet.state.soldLots.heldUnits()).isEqualTo(6_000_000);
        hamlet.state.soldLots.payDue(4);
        assertThat(hamlet.balance("AA1")).isEqualTo(6_000_000);
    }

    /** At a tenth of the price a lot's value is 1.40 and no trade occurs. A third of the bills of 1.2 is refunded, the penalty is 1. */
    @Test
    void unsoldOverloadIsRefundedWithPenalty() {
        busy(hamlet, 1e-7, 4e9);
        hamlet.sell();
        assertThat(hamlet.sold.trades()).isEmpty();
        assertThat(hamlet.sold.resold()).isPresent();
        assertThat(hamlet.sold.pieces().lastPart(0)).isEqualTo(PieceDelay.PieceCompletion.WAITING);
        assertThat(pieces.held[0]).isEqualTo(800_000 - 266_667);
        assertThat(pieces.held[1]).isEqualTo(400_000 - 133_333);
        assertThat(hamlet.balance(Scenario.ESCROW)).isEqualTo(800_000);
        assertThat(hamlet.balance("FA1")).isEqualTo(-1_000_000);
        assertThat(hamlet.balance("WA1")).isEqualTo(-800_000 + 266_667 + 666_667);
        assertThat(hamlet.balance("WA2")).isEqualTo(-400_000 + 133_333 + 333_333);
    }

    /** The earliest piece at a leader refunds first. The leader pays what escrow does not hold. */
    @Test
    void refundsUseEscrowPieceByPiece() {
        int task = hamlet.task(0, 2.5);
        int van = hamlet.piece(task, Hamlet.MA1, 0.25, 1);
        int one = hamlet.piece(task, Hamlet.FA1, 0.25, 1);
        int two = hamlet.piece(hamlet.task(0, 2.5), Hamlet.FA1, 0.25, 1);
        int other = hamlet.piece(hamlet.task(1, 2.5), Hamlet.FA1, 0.25, 1);
        Accounts accounts = hamlet.state.accounts;
        int leader = accounts.number("FA1");
        var posting = new EscrowPosting(hamlet.state, hamlet.sold(van, one, two, other));
        posting.bill(accounts, 0, 0, accounts.number("MA1"), 11);
        posting.bill(accounts, 1, 0, leader, 20);
        posting.bill(accounts, 2, 0, leader, 40);
        posting.bill(accounts, 3, 1, leader, 5);
        posting.lot(accounts, leader, accounts.number(Scenario.HOUSE), 100, Reason.LOT_BOUGHT);
        posting.lot(accounts, accounts.number(Scenario.HOUSE), accounts.number("AA1"), 100, Reason.LOT_SOLD);
        posting.refund(accounts, 1, leader, 0, 30);
        posting.refund(accounts, 3, leader, 1, 7);
        accounts.post(leader, 0, 9, Reason.PENALTY);
        assertThat(pieces.held).startsWith(11, 0, 30, 0);
        assertThat(hamlet.balance(Scenario.ESCROW)).isEqualTo(41);
        assertThat(hamlet.balance("FA1")).isEqualTo(-2 - 9);
        assertThat(hamlet.balance("WA1")).isEqualTo(-71 + 30 + 9);
        assertThat(hamlet.balance("WA2")).isEqualTo(2);
        assertThat(hamlet.balance("AA1")).as("lots are unpaid").isZero();
    }

    /** Columns are refilled in each slot, and grow as needed. */
    @Test
    void slotStartsWithoutEarlierSales() {
        for (int i = 0; i < 40; i++) {
            hamlet.piece(hamlet.task(0, 2.5), Hamlet.MA1, 0.01, 1e-6);
        }
        hamlet.sell();
        assertThat(hamlet.sold.pieces().count()).isEqualTo(40);
        assertThat(hamlet.sold.pieces().row(39)).isEqualTo(39);
        hamlet.sell();
        assertThat(hamlet.sold.pieces().count()).isZero();
        assertThat(hamlet.sold.after()).isEmpty();
    }

    @Test
    void closedLeaderSellsEarlierPieces() {
        hamlet.state.desk.setPrices(new double[] {PricingGame.CLOSED, 1e-6, 1e-6}, true);
        int piece = hamlet.piece(hamlet.task(0, 2.5), Hamlet.MA1, 0.5, 1e-6);
        hamlet.sell();
        assertThat(pieces.held[piece]).isEqualTo(4_000_000);
    }
}

package skybourse.round.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.round.ledger.Ledger.Entry;
import skybourse.round.ledger.Ledger.Reason;
import skybourse.testing.Copies;

/** Lots whose sellers are paid on completion. */
class LotPaymentEscrowTest {

    private static final int BUYER = 0;
    private static final int FIRST = 1;
    private static final int SECOND = 2;
    private static final int HOUSE = 3;

    private final Accounts accounts = accounts();
    private final LotPaymentEscrow lots = new LotPaymentEscrow(accounts, HOUSE, FIRST);

    private static Accounts accounts() {
        return Accounts.open(List.of("buyer", "first", "second", "house", "escrow"));
    }

    @Test
    void houseReceivesDifferenceOfPrices() {
        lots.add(BUYER, 7, 1, 5, 4);
        lots.add(BUYER, 1, 0, 1, 5);
        assertThat(lots.heldUnits()).isEqualTo(8);
        assertThat(accounts.balance(BUYER)).isEqualTo(-8);
        lots.payDue(3);
        assertThat(accounts.balance(SECOND)).isZero();
        lots.payDue(4);
        assertThat(accounts.balance(SECOND)).isEqualTo(5);
        assertThat(accounts.balance(FIRST)).isZero();
        assertThat(accounts.balance(HOUSE)).isEqualTo(2);
        assertThat(accounts.balance(accounts.escrow())).isEqualTo(1);
        assertThat(lots.heldUnits()).isEqualTo(1);
        AccountStatement statement = accounts.close(lots.heldUnits());
        assertThat(statement.breach()).isEmpty();
        assertThat(statement.ledger().entries())
                .containsExactly(
                        new Entry("buyer", "escrow", 7, Reason.HELD),
                        new Entry("buyer", "escrow", 1, Reason.HELD),
                        new Entry("escrow", "house", 7, Reason.LOT_BOUGHT),
                        new Entry("house", "second", 5, Reason.LOT_SOLD));
    }

    @Test
    void freeLotHasNoEntry() {
        lots.add(BUYER, 0, 0, 0, 1);
        lots.payDue(1);
        assertThat(accounts.close(0).ledger().count()).isZero();
    }

    /** More lots than the initial capacity; lots in the middle are completed first. */
    @Test
    void openLotsKeepTheirOrder() {
        for (int lot = 0; lot < 40; lot++) {
            lots.add(BUYER, 10 + lot, lot % 2, lot + 1, lot % 4);
        }
        lots.payDue(1);
        accounts.close(0);
        lots.payDue(2);
        List<Entry> done = accounts.close(0).ledger().entries();
        assertThat(done).hasSize(20);
        for (int i = 0; i < 10; i++) {
            int lot = 4 * i + 2;
            assertThat(done.get(2 * i)).isEqualTo(new Entry("escrow", "house", 10 + lot, Reason.LOT_BOUGHT));
            assertThat(done.get(2 * i + 1)).isEqualTo(new Entry("house", "first", lot + 1, Reason.LOT_SOLD));
        }
        assertThat(lots.heldUnits()).isEqualTo(10 * 10 + 10 * 3 + 4 * 45);
        lots.payDue(3);
        assertThat(accounts.close(0).ledger().entries())
                .allMatch(entry -> !entry.to().equals("first"));
        assertThat(accounts.balance(accounts.escrow())).isZero();
    }

    @Test
    void rejectsOverflowOfHeldUnits() {
        lots.add(BUYER, Long.MAX_VALUE, 0, 0, 1);
        assertThatThrownBy(() -> lots.add(BUYER, 1, 0, 0, 1)).isInstanceOf(ArithmeticException.class);
        assertThat(lots.heldUnits()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void checkpointRestoresLots() {
        lots.add(BUYER, 7, 1, 5, 4);
        lots.add(BUYER, 9, 0, 8, 6);
        var copies = new Copies();
        accounts.exchange(copies);
        lots.exchange(copies);
        Accounts others = accounts();
        LotPaymentEscrow same = new LotPaymentEscrow(others, HOUSE, FIRST);
        others.exchange(copies.read());
        same.exchange(copies);
        assertThat(copies.isEmpty()).isTrue();
        assertThat(same.heldUnits()).isEqualTo(16);
        same.payDue(5);
        assertThat(others.balance(SECOND)).isEqualTo(5);
        assertThat(others.balance(FIRST)).isZero();
        same.payDue(6);
        assertThat(others.balance(FIRST)).isEqualTo(8);
        assertThat(others.balance(HOUSE)).isEqualTo(3);
    }
}

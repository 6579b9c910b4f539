package skybourse.round.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.round.ledger.Ledger.Entry;
import skybourse.round.ledger.Ledger.Reason;
import skybourse.testing.Copies;

/** Balances and statements after payments. */
class AccountsTest {

    private static final int ANN = 0;
    private static final int BEN = 1;
    private static final int SHOP = 2;
    private static final int ESCROW = 3;

    private final Accounts accounts = Accounts.open(List.of("ann", "ben", "shop", "escrow"));

    private List<Entry> entries() {
        return accounts.close(0).ledger().entries();
    }

    /** Example of the API: held money is paid on delivery, and all invariants hold. */
    @Test
    void heldPaymentIsReleasedOnDelivery() {
        Accounts exampleAccounts = Accounts.open(List.of("buyer", "seller", "escrow"));
        exampleAccounts.hold(exampleAccounts.number("buyer"), 70);
        exampleAccounts.release(exampleAccounts.number("seller"), 50, Reason.BILL);
        exampleAccounts.release(exampleAccounts.number("buyer"), 20, Reason.RETURNED);
        AccountStatement statement = exampleAccounts.close(0);
        assertThat(statement.breach()).isEmpty();
        assertThat(statement.ledger().total(Reason.HELD)).isEqualTo(70);
        assertThat(statement.ledger().balances()).containsEntry("seller", 50L).containsEntry("buyer", -50L);
    }

    @Test
    void paymentMovesMoneyBetweenBalances() {
        accounts.post(ANN, SHOP, 70, Reason.BILL);
        accounts.post(SHOP, BEN, 5, Reason.REFUND);
        assertThat(accounts.balance(ANN)).isEqualTo(-70);
        assertThat(accounts.balance(BEN)).isEqualTo(5);
        assertThat(accounts.balance(SHOP)).isEqualTo(65);
        assertThat(accounts.balance(ESCROW)).isZero();
        assertThat(accounts.escrow()).isEqualTo(ESCROW);
    }

    @Test
    void statementCoversEntriesSinceLastClose() {
        accounts.post(ANN, SHOP, 0, Reason.BILL);
        accounts.post(ANN, SHOP, 3, Reason.BILL);
        AccountStatement first = accounts.close(0);
        accounts.post(SHOP, BEN, 1, Reason.BILL);
        AccountStatement second = accounts.close(0);
        assertThat(first.ledger().entries())
                .containsExactly(new Entry("ann", "shop", 0, Reason.BILL), new Entry("ann", "shop", 3, Reason.BILL));
        assertThat(second.ledger().entries()).containsExactly(new Entry("shop", "ben", 1, Reason.BILL));
        assertThat(first.opening()).containsExactly(0, 0, 0, 0);
        assertThat(first.closing()).containsExactly(-3, 0, 3, 0);
        assertThat(second.opening()).containsExactly(-3, 0, 3, 0);
        assertThat(second.closing()).containsExactly(-3, 1, 2, 0);
        assertThat(entries()).isEmpty();
    }

    @Test
    void escrowReleasesAtMostHeldUnits() {
        accounts.hold(ANN, 0);
        accounts.hold(ANN, 7);
        accounts.release(SHOP, 0, Reason.BILL);
        assertThatThrownBy(() -> accounts.release(SHOP, 8, Reason.BILL))
                .hasMessage("units must not be above what escrow holds, 7: 8");
        accounts.release(SHOP, 7, Reason.BILL);
        assertThat(entries())
                .containsExactly(
                        new Entry("ann", "escrow", 7, Reason.HELD), new Entry("escrow", "shop", 7, Reason.BILL));
    }

    @Test
    void rejectsUnknownOrDuplicateAccounts() {
        assertThat(accounts.number("shop")).isEqualTo(SHOP);
        assertThatThrownBy(() -> accounts.number("c\nd")).hasMessage("no account has the name c\\nd");
        assertThatThrownBy(() -> accounts.post(ANN, 4, 1, Reason.BILL)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> accounts.post(-1, ANN, 1, Reason.BILL)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(accounts.balance(ANN)).isZero();
        assertThatThrownBy(() -> Accounts.open(List.of("a", "b", "a"))).hasMessage("names must differ: \"a\"");
        assertThatThrownBy(() -> Accounts.open(List.of("a", ""))).hasMessageContaining("name must not be blank");
    }

    @Test
    void invalidPaymentsDoNotChangeBalances() {
        assertThatThrownBy(() -> accounts.post(ANN, BEN, 5, null)).hasMessage("reason");
        assertThat(accounts.balance(BEN)).isZero();
        assertThatThrownBy(() -> accounts.shares(5, new int[] {BEN, SHOP}, new double[] {1}))
                .hasMessage("weights must have one value per payee, 2: 1");
        assertThat(entries()).isEmpty();
    }

    @Test
    void rejectsNegativePaymentsAndSelfPayments() {
        assertThatThrownBy(() -> accounts.post(ANN, BEN, -1, Reason.BILL))
                .hasMessage("a payment must be of 0 or more units, to another account: -1 to ben");
        assertThatThrownBy(() -> accounts.post(BEN, BEN, 1, Reason.BILL)).hasMessageEndingWith("1 to ben");
    }

    /** Overflow of the payer or of the payee; balances do not change. */
    @Test
    void overflowingPaymentDoesNotChangeBalances() {
        accounts.post(ANN, BEN, Long.MAX_VALUE, Reason.BILL);
        assertThatThrownBy(() -> accounts.post(SHOP, BEN, 1, Reason.BILL)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> accounts.post(ANN, SHOP, 2, Reason.BILL)).isInstanceOf(ArithmeticException.class);
        assertThat(accounts.balance(ANN)).isEqualTo(-Long.MAX_VALUE);
        assertThat(accounts.balance(BEN)).isEqualTo(Long.MAX_VALUE);
        assertThat(accounts.balance(SHOP)).isZero();
        AccountStatement statement = accounts.close(0);
        assertThat(statement.ledger().count()).isEqualTo(1);
        assertThat(statement.breach()).isEmpty();
    }

    /** 7 split by weights 1, 1 and 2 is 1.75, 1.75 and 3.5; 1 is 0.25, 0.25 and 0.5. */
    @Test
    void sharesFollowWeightsWithTiesByName() {
        Accounts many = Accounts.open(List.of("payer", "c", "a", "b", "escrow"));
        int[] to = {1, 2, 3};
        assertThat(many.shares(7, to, new double[] {1, 1, 2})).containsExactly(2, 2, 3);
        assertThat(many.shares(4, to, new double[] {1, 1, 1})).containsExactly(1, 2, 1);
        assertThat(many.shares(1, to, new double[] {1, 1, 2})).containsExactly(0, 0, 1);
        assertThat(many.close(0).ledger().count()).as("nothing moved").isZero();
    }

    @Test
    void checkpointRestoresBalances() {
        accounts.post(ANN, BEN, 3, Reason.BILL);
        accounts.close(0);
        var copies = new Copies();
        accounts.exchange(copies);
        Accounts same = Accounts.open(List.of("ann", "ben", "shop", "escrow"));
        same.exchange(copies.read());
        assertThat(copies.isEmpty()).isTrue();
        same.post(BEN, SHOP, 1, Reason.BILL);
        AccountStatement statement = same.close(0);
        assertThat(statement.opening()).containsExactly(-3, 3, 0, 0);
        assertThat(statement.closing()).containsExactly(-3, 2, 1, 0);
        assertThat(statement.breach()).isEmpty();
    }
}

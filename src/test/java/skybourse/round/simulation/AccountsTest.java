package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import skybourse.base.scenario.Scenario;
import skybourse.round.market.Ledger.Entry;
import skybourse.round.market.Ledger.Reason;
import skybourse.testing.Copies;

/** Who has what after a few payments. */
class AccountsTest {

    private final Accounts accounts = new Accounts(Hamlet.HAMLET);

    @Test
    void whatOnePaysAnotherHas() {
        accounts.post("WA1", Scenario.ESCROW, 70, Reason.HELD);
        accounts.post(new Entry(Scenario.ESCROW, "FA2", 50, Reason.BILL));
        accounts.post(Scenario.HOUSE, "AA1", 5, Reason.LOT_SOLD);
        assertThat(accounts.balance("WA1")).isEqualTo(-70);
        assertThat(accounts.balance(Scenario.ESCROW)).isEqualTo(20);
        assertThat(accounts.balance("FA2")).isEqualTo(50);
        assertThat(accounts.balance("AA1")).isEqualTo(5);
        assertThat(accounts.balance(Scenario.HOUSE)).isEqualTo(-5);
        assertThat(accounts.balance("MA1")).isZero();
        assertThat(accounts.sum()).isZero();
    }

    @Test
    void aSlotsLedgerIsHandedOutOnceAndHoldsNoPaymentOfNothing() {
        accounts.post("WA1", "MA1", 0, Reason.BILL);
        accounts.post("WA1", "MA1", 3, Reason.BILL);
        assertThat(accounts.take().entries()).containsExactly(new Entry("WA1", "MA1", 3, Reason.BILL));
        assertThat(accounts.take().entries()).isEmpty();
        assertThat(accounts.balance("MA1")).isEqualTo(3);
    }

    @Test
    void strangersHaveNoAccount() {
        assertThatThrownBy(() -> accounts.post("WA1", "WA9", 3, Reason.BILL)).hasMessage("nobody here is called WA9");
        assertThatThrownBy(() -> accounts.balance("WA9")).hasMessage("nobody here is called WA9");
    }

    /** Balances that do not cancel are seen, though no entry can make them. */
    @Test
    void aSumThatIsNotZeroIsSeen() {
        var copies = new Copies();
        copies.give(new long[] {1, 2, 3, 4, 5, 6, 7, 8});
        accounts.exchange(copies);
        assertThat(accounts.sum()).isEqualTo(36);
        assertThat(accounts.balance("WA1")).isEqualTo(1);
        assertThat(accounts.balance(Scenario.ESCROW)).isEqualTo(8);
    }
}

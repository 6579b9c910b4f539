package skybourse.round.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import skybourse.round.market.Ledger.Entry;
import skybourse.round.market.Ledger.Reason;
import skybourse.testing.Balances;

class LedgerTest {

    private final Ledger ledger = new Ledger(List.of(
            new Entry("wa-1", "fa-1", 70, Reason.BILL),
            new Entry("wa-2", "fa-1", 40, Reason.BILL),
            new Entry("fa-1", "house", 30, Reason.LOT_BOUGHT),
            new Entry("fa-1", "wa-2", 5, Reason.REFUND)));

    @Test
    void balancesAreWhatWasReceivedLessWhatWasPaid() {
        assertThat(ledger.balances()).isEqualTo(Map.of("wa-1", -70L, "wa-2", -35L, "fa-1", 75L, "house", 30L));
        assertThat(ledger.balances().keySet()).containsExactly("fa-1", "house", "wa-1", "wa-2");
        assertThat(Balances.of(ledger, Set.of("wa-1", "wa-2")::contains)).isEqualTo(-105);
        assertThat(Balances.of(ledger, id -> id.equals("stranger"))).isZero();
    }

    @Test
    void totalsAreByReason() {
        assertThat(ledger.total(Reason.BILL)).isEqualTo(110);
        assertThat(ledger.total(Reason.REFUND)).isEqualTo(5);
        assertThat(ledger.total(Reason.PENALTY)).isZero();
    }

    @Test
    void nobodyPaysLessThanNothingAndNoSumOverflowsInSilence() {
        assertThat(new Entry("a", "b", 0, Reason.BILL).units()).isZero();
        assertThatThrownBy(() -> new Entry("a", "b", -1, Reason.BILL)).hasMessage("units must not be negative: -1");
        assertThatThrownBy(() -> new Entry("", "b", 1, Reason.BILL)).hasMessageContaining("from");
        assertThatThrownBy(() -> new Entry("a", "", 1, Reason.BILL)).hasMessageContaining("to");
        Entry most = new Entry("a", "b", Long.MAX_VALUE, Reason.BILL);
        Ledger twice = new Ledger(List.of(most, most));
        assertThatThrownBy(twice::balances).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> twice.total(Reason.BILL)).isInstanceOf(ArithmeticException.class);
    }
}

package skybourse.round.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import skybourse.round.ledger.Ledger.Entry;
import skybourse.round.ledger.Ledger.Reason;
import skybourse.testing.Balances;

class LedgerTest {

    private static final List<Entry> ENTRIES = List.of(
            new Entry("wa-1", "fa-1", 70, Reason.BILL),
            new Entry("wa-2", "fa-1", 40, Reason.BILL),
            new Entry("fa-1", "house", 30, Reason.LOT_BOUGHT),
            new Entry("fa-1", "wa-2", 5, Reason.REFUND));

    private final Ledger ledger = Ledger.of(ENTRIES);

    @Test
    void balanceIsReceiptsLessPayments() {
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
    void accountsAreNumberedInOrderOfOccurrence() {
        assertThat(ledger.names()).containsExactly("wa-1", "fa-1", "wa-2", "house");
        assertThat(ledger.count()).isEqualTo(4);
        assertThat(ledger.from(2)).isEqualTo(1);
        assertThat(ledger.to(2)).isEqualTo(3);
        assertThat(ledger.units(2)).isEqualTo(30);
        assertThat(ledger.reason(2)).isEqualTo(Reason.LOT_BOUGHT);
        assertThat(ledger.entries()).isEqualTo(ENTRIES).hasSize(4);
        assertThat(Ledger.of(List.of()).entries()).isEmpty();
    }

    /** More entries than the initial capacity, with every reason. */
    @Test
    void longLedgerReturnsAllEntries() {
        List<Entry> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.add(new Entry("a" + i % 7, "b" + i % 5, 1L << (i % 62), Reason.values()[i % Reason.values().length]));
        }
        assertThat(Ledger.of(many).entries()).isEqualTo(many);
    }

    @Test
    void ledgersWithSameEntriesAreEqual() {
        assertThat(ledger).isEqualTo(Ledger.of(ENTRIES)).hasSameHashCodeAs(Ledger.of(ENTRIES));
        assertThat(ledger).isNotEqualTo(Ledger.of(ENTRIES.reversed())).isNotEqualTo(ENTRIES);
        assertThat(ledger.hashCode()).isNotEqualTo(Ledger.of(ENTRIES.reversed()).hashCode());
        Accounts accounts = Accounts.open(List.of("house", "fa-1", "wa-2", "wa-1", "escrow"));
        for (Entry entry : ledger.entries()) {
            accounts.post(accounts.number(entry.from()), accounts.number(entry.to()), entry.units(), entry.reason());
        }
        assertThat(accounts.close(0).ledger()).isEqualTo(ledger);
    }

    @Test
    void rejectsInvalidEntriesAndOverflow() {
        assertThat(new Entry("a", "b", 0, Reason.BILL).units()).isZero();
        assertThatThrownBy(() -> new Entry("a", "b", -1, Reason.BILL)).hasMessage("units must not be negative: -1");
        assertThatThrownBy(() -> Ledger.of(List.of(new Entry("", "b", 1, Reason.BILL))))
                .hasMessageContaining("from");
        assertThatThrownBy(() -> Ledger.of(List.of(new Entry("a", "", 1, Reason.BILL))))
                .hasMessageContaining("to must");
        Entry most = new Entry("a", "b", Long.MAX_VALUE, Reason.BILL);
        Ledger twice = Ledger.of(List.of(most, most));
        assertThatThrownBy(twice::balances).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> twice.total(Reason.BILL)).isInstanceOf(ArithmeticException.class);
    }
}

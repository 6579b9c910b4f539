package skybourse.round.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.round.ledger.Ledger;
import skybourse.round.ledger.Ledger.Entry;
import skybourse.round.ledger.Ledger.Reason;
import skybourse.round.market.AuditedResale;
import skybourse.round.market.SmallRound;
import skybourse.testing.Balances;

class LedgerReconciliationTest {

    private final AuditedResale study = SmallRound.resaleStudy().resale();

    private LedgerReconciliation reconciliationWith(Entry entry) {
        List<Entry> entries = new ArrayList<>(study.ledger().entries());
        entries.add(entry);
        return LedgerReconciliation.of(Ledger.of(entries), study);
    }

    @Test
    void validLedgerBalancesAndAgreesWithMoney() {
        LedgerReconciliation reconciliation = LedgerReconciliation.of(study.ledger(), study);
        assertThat(reconciliation.balanced()).isTrue();
        assertThat(reconciliation.agreesWithMoney()).isTrue();
        assertThat(reconciliation.differences()).hasSize(6);
    }

    @Test
    void paymentToUnknownAccountIsDetected() {
        assertThat(reconciliationWith(new Entry("wa-1", "nobody", 1, Reason.BILL))
                        .balanced())
                .isFalse();
    }

    @Test
    void unexplainedPaymentIsDetected() {
        assertThat(reconciliationWith(new Entry("wa-1", "ma-1", 2, Reason.BILL)).agreesWithMoney())
                .isFalse();
        assertThat(reconciliationWith(new Entry("house", "uav-1", 1, Reason.LOT_SOLD))
                        .agreesWithMoney())
                .isFalse();
    }

    /** The house has no real-valued account, and a payment of one wireless agent does not cover another's bill. */
    @Test
    void wrongPayerIsDetected() {
        assertThat(reconciliationWith(new Entry("house", "wa-1", 1, Reason.REFUND))
                        .agreesWithMoney())
                .isFalse();
        assertThat(reconciliationWith(new Entry("wa-2", "wa-1", 10, Reason.BILL))
                        .agreesWithMoney())
                .isFalse();
    }

    @Test
    void settledProfitIsLedgerBalanceLessEnergy() {
        // fa-1: 37.5 - 1.5 back - 0.5 penalty - two lots, less 0.5 for each of the 0.01 * 100 * 10.5 J it spends
        double paid = study.trades().stream()
                        .mapToLong(trade -> trade.buyerPriceHalfTicks())
                        .sum()
                * 0.005;
        assertThat(study.settledProfits()[1])
                .isCloseTo(35.5 - paid - 5.25, org.assertj.core.api.Assertions.within(1e-9));
    }

    /** Each omitted, repeated or changed entry is detected, unless its amount is within rounding. */
    @Test
    void omittedOrChangedEntriesAreDetected() {
        List<Entry> sound = study.ledger().entries();
        for (int i = 0; i < sound.size(); i++) {
            Entry entry = sound.get(i);
            if (entry.units() < 100) {
                continue; // within rounding
            }
            assertDetected(i, sound, List.of());
            assertDetected(i, sound, List.of(entry, entry));
            assertDetected(i, sound, List.of(new Entry(entry.from(), entry.to(), entry.units() + 100, entry.reason())));
            assertDetected(i, sound, List.of(new Entry(entry.to(), entry.from(), entry.units(), entry.reason())));
            assertDetected(i, sound, List.of(new Entry(entry.from(), "nobody", entry.units(), entry.reason())));
        }
    }

    private void assertDetected(int index, List<Entry> sound, List<Entry> instead) {
        List<Entry> entries = new ArrayList<>(sound);
        entries.remove(index);
        entries.addAll(index, instead);
        LedgerReconciliation reconciliation = LedgerReconciliation.of(Ledger.of(entries), study);
        assertThat(reconciliation.balanced() && reconciliation.agreesWithMoney())
                .as("%s instead of %s", instead, sound.get(index))
                .isFalse();
    }

    @Test
    void ledgerOfAnotherRoundIsDetected() {
        LedgerReconciliation reconciliation =
                LedgerReconciliation.of(SmallRound.study().resale().ledger(), study);
        assertThat(reconciliation.balanced() && reconciliation.agreesWithMoney())
                .isFalse();
        Ledger foreign = Ledger.of(List.of(new Entry("x", "y", 5_000, Reason.BILL)));
        assertThat(LedgerReconciliation.of(foreign, study).agreesWithMoney()).isFalse();
        assertThat(LedgerReconciliation.of(Ledger.of(List.of()), study).agreesWithMoney())
                .isFalse();
    }

    /** A leader's bills are rounded, its refund and penalty too; a wireless agent's share of those is split as well. */
    @Test
    void toleranceIsRoundingOfEachPayment() {
        LedgerReconciliation reconciliation = LedgerReconciliation.of(study.ledger(), study);
        assertThat(reconciliation.differences())
                .extracting(LedgerReconciliation.Difference::id)
                .containsExactly("ma-1", "fa-1", "uav-1", "house", "wa-1", "wa-2");
        // wa-1 sent 5 of the 12.5 that fa-1 was sold, wa-2 sent 7.5; fa-1 has two buyers
        double[] allowed = {0.5, 0.5 * 2 + 1, 0, 0, 0.5 * 2 + 2 + 0.4 * 2, 0.5 + 2 + 0.6 * 2};
        for (int i = 0; i < allowed.length; i++) {
            LedgerReconciliation.Difference difference =
                    reconciliation.differences().get(i);
            assertThat(difference.allowedUnits() - allowed[i])
                    .as(difference.id())
                    .isGreaterThan(0)
                    .isLessThan(1e-3);
            assertThat(difference.units()).as(difference.id()).isLessThan(0.5);
        }
    }

    @Test
    void sumsMatchLedgerBalances() {
        LedgerReconciliation reconciliation = LedgerReconciliation.of(study.ledger(), study);
        Ledger ledger = study.ledger();
        assertThat(reconciliation.entries()).isEqualTo(ledger.entries().size());
        assertThat(reconciliation.agentsPay()).isEqualTo(-Balances.of(ledger, id -> id.startsWith("wa-")));
        assertThat(reconciliation.leadersKeep())
                .isEqualTo(Balances.of(ledger, id -> id.equals("ma-1") || id.equals("fa-1")));
        assertThat(reconciliation.aerialAgentsReceive()).isEqualTo(Balances.of(ledger, "uav-1"::equals));
        assertThat(reconciliation.houseKeeps()).isZero();
        assertThat(reconciliation.strangers()).isZero();
        LedgerReconciliation odd = reconciliationWith(new Entry("house", "nobody", 3, Reason.BILL));
        assertThat(odd.houseKeeps()).isEqualTo(-3);
        assertThat(odd.strangers()).isEqualTo(3);
    }

    @Test
    void balanceRequiresKnownAccountsAndExactSums() {
        assertThat(new LedgerReconciliation(1, 9, 4, 3, 2, 0, List.of()).balanced())
                .isTrue();
        assertThat(new LedgerReconciliation(1, 9, 4, 3, 2, 1, List.of()).balanced())
                .isFalse();
        assertThat(new LedgerReconciliation(1, 8, 4, 3, 2, 0, List.of()).balanced())
                .isFalse();
        assertThat(new LedgerReconciliation.Difference("x", 1, 1).holds()).isTrue();
        assertThat(new LedgerReconciliation.Difference("x", 1.5, 1).holds()).isFalse();
    }
}

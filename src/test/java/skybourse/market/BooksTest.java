package skybourse.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.market.Ledger.Entry;
import skybourse.market.Ledger.Reason;

class BooksTest {

    private final ResaleStudy study = SmallRound.resaleStudy().resale();

    private Books changed(Entry entry) {
        List<Entry> entries = new ArrayList<>(study.ledger().entries());
        entries.add(entry);
        return Books.of(new Ledger(entries), study);
    }

    @Test
    void aSoundLedgerBalancesAndAgreesWithMoney() {
        Books books = Books.of(study.ledger(), study);
        assertThat(books.balanced()).isTrue();
        assertThat(books.agreesWithMoney()).isTrue();
        assertThat(books.differences()).hasSize(3);
    }

    @Test
    void moneyToAStrangerIsNoticed() {
        assertThat(changed(new Entry("wa-1", "nobody", 1, Reason.BILL)).balanced())
                .isFalse();
    }

    @Test
    void aPaymentThatTheRoundDoesNotExplainIsNoticed() {
        assertThat(changed(new Entry("wa-1", "ma-1", 2, Reason.BILL)).agreesWithMoney())
                .isFalse();
        assertThat(changed(new Entry("house", "uav-1", 1, Reason.LOT_SOLD)).agreesWithMoney())
                .isFalse();
    }

    @Test
    void settledProfitsAreWhatTheLedgerLeavesLessEnergy() {
        // fa-1: 37.5 - 1.5 back - 0.5 penalty - two lots, less 0.5 for each of the 0.01 * 100 * 10.5 J it spends
        double paid = study.trades().stream()
                        .mapToLong(trade -> trade.buyerPriceHalfTicks())
                        .sum()
                * 0.005;
        assertThat(study.settledProfits()[1])
                .isCloseTo(35.5 - paid - 5.25, org.assertj.core.api.Assertions.within(1e-9));
    }
}

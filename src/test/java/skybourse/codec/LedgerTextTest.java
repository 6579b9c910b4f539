package skybourse.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.market.Ledger;
import skybourse.market.Ledger.Entry;
import skybourse.market.Ledger.Reason;

class LedgerTextTest {

    private static final String HEADER = "from,to,units,reason\n";

    @Test
    void anyIdsComeBack() {
        var ledger = new Ledger(List.of(
                new Entry("wa, the \"first\"", " spaced ", 999_999_999_999_999_999L, Reason.BILL),
                new Entry("two\nlines", "#4", 0, Reason.LOT_BOUGHT),
                new Entry("#4", "b", 7, Reason.PENALTY)));
        assertThat(LedgerText.parse("ledger.csv", LedgerText.write(ledger, "# seed=1\n")))
                .isEqualTo(ledger);
    }

    @Test
    void anEmptyLedgerComesBack() {
        assertThat(LedgerText.parse("ledger.csv", HEADER).entries()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a,b,-1,bill", "a,b,1.5,bill", "a,b,1", "a,b,1,gift", ",b,1,bill", "a,b,1234567890123456789,bill"
            })
    void whatIsWrongIsToldByLine(String row) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> LedgerText.parse("ledger.csv", "# note\n" + HEADER + "a,b,1,bill\n" + row + "\n"))
                .withMessageStartingWith("ledger.csv: line 4 must");
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> LedgerText.parse("ledger.csv", row));
    }
}

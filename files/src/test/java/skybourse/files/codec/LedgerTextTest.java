package skybourse.files.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.files.text.InvalidInputException;
import skybourse.round.ledger.Ledger;
import skybourse.round.ledger.Ledger.Entry;
import skybourse.round.ledger.Ledger.Reason;

class LedgerTextTest {

    private static final String HEADER = "from,to,units,reason\n";

    @Test
    void writtenIdsAreReadBack() {
        var ledger = Ledger.of(List.of(
                new Entry("wa, the \"first\"", "with a blank", 999_999_999_999_999_999L, Reason.BILL),
                new Entry("\"", "#4", 0, Reason.LOT_BOUGHT),
                new Entry("#4", "b", 7, Reason.PENALTY)));
        assertThat(LedgerText.parse("ledger.csv", LedgerText.write(ledger, "# seed=1\n")))
                .isEqualTo(ledger);
    }

    @Test
    void readsEmptyLedger() {
        assertThat(LedgerText.parse("ledger.csv", HEADER).entries()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b,-1,bill",
                "a,b,1.5,bill",
                "a,b,1",
                "a,b,1,gift",
                ",b,1,bill",
                "a,b,1234567890123456789,bill",
                "a\u0007,b,1,bill",
                "\"a\nb\",c,1,bill",
                " a,b,1,bill"
            })
    void errorsNameTheLine(String row) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> LedgerText.parse("ledger.csv", "# note\n" + HEADER + "a,b,1,bill\n" + row + "\n"))
                .withMessageStartingWith("ledger.csv: line 4 must");
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> LedgerText.parse("ledger.csv", row));
    }

    /** A text that is cut inside a line is refused. If only the last line break is missing, the ledger is equal. */
    @Test
    void refusesLedgerCutInsideALine() {
        var ledger = Ledger.of(List.of(
                new Entry("wa-1", "fa, the second", 25, Reason.BILL), new Entry("fa-1", "uav-1", 7, Reason.PENALTY)));
        String text = LedgerText.write(ledger, "# seed=1\n");
        for (int cut = text.indexOf('\n') + 1; cut < text.length() - 1; cut++) {
            String left = text.substring(0, cut);
            boolean wholeLines = left.endsWith("\n") || text.charAt(cut) == '\n';
            if (wholeLines && left.lines().count() > 1) {
                assertThat(LedgerText.parse("ledger.csv", left).entries())
                        .isEqualTo(
                                ledger.entries().subList(0, (int) left.lines().count() - 2));
            } else {
                assertThatExceptionOfType(InvalidInputException.class)
                        .as(left)
                        .isThrownBy(() -> LedgerText.parse("ledger.csv", left));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b,1,\"bill", "a,\"b\"c,1,bill", "a,b\"c\",1,bill", "\"a,b,1,bill"})
    void refusesMisplacedQuotes(String row) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> LedgerText.parse("ledger.csv", HEADER + row + "\n"))
                .withMessageStartingWith("ledger.csv: line 2 must");
    }

    @Test
    void refusesOtherTables() {
        for (String foreign : List.of(
                "side,participant,lot,limitTicks\nbid,fa1,1,412\n",
                "from,to,units\na,b,1\n",
                "from;to;units;reason\na;b;1;bill\n",
                "")) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .as(foreign)
                    .isThrownBy(() -> LedgerText.parse("ledger.csv", foreign))
                    .withMessageContaining("must name the columns from,to,units,reason");
        }
    }
}

package skybourse.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each cause of an outcome has its limit, whatever else a record contains. So have external payments. */
class UnprovableStatementsTest {

    private static final RoundRecord RECORD =
            RoundRecord.read(MadeUpExchange.honest(1).record(0).getBytes(UTF_8));

    private static List<String> limits(List<EarlierPieceOutcome> outcomes, List<Payment> payments) {
        var record = new RoundRecord(
                RECORD.bytes(),
                RECORD.round(),
                RECORD.rule(),
                RECORD.at(),
                RECORD.frozenSeq(),
                RECORD.pieces(),
                outcomes,
                payments,
                RECORD.inference(),
                RECORD.whole());
        return UnprovableStatements.of("ma-1", List.of(record));
    }

    @ParameterizedTest
    @CsvSource({
        "silence, when a piece ended",
        "no-result, when a piece ended",
        "no-ruling, when a piece ended",
        "no-ruling, whether a result that was paid or returned without a ruling was right",
        "ruling, whether a ruling was right",
        "confirmed, whether others rightly confirmed"
    })
    void eachCauseHasItsLimit(String cause, String limit) {
        List<String> without = limits(List.of(), List.of());
        List<String> limits = limits(List.of(new EarlierPieceOutcome("r0.0", "PAID", cause, 1, 0, 0)), List.of());
        assertThat(limits).containsAll(without).anyMatch(text -> text.startsWith(limit));
        assertThat(limits).hasSize(without.size() + (cause.equals("no-ruling") ? 2 : 1));
    }

    @Test
    void onlyOwnExternalPaymentsHaveALimit() {
        for (Payment own : List.of(
                new Payment("outside", "ma-1", 1, "ISSUED", "in"),
                new Payment("ma-1", "outside", 1, "REDEEMED", "o"))) {
            assertThat(limits(List.of(), List.of(own)).getLast()).startsWith("whether deposits and withdrawals match");
        }
        assertThat(limits(
                        List.of(),
                        List.of(
                                new Payment("outside", "fa-1", 1, "ISSUED", "in"),
                                new Payment("ma-1", "fa-1", 1, "BILL", "r0.0"))))
                .isEqualTo(limits(List.of(), List.of()));
    }
}

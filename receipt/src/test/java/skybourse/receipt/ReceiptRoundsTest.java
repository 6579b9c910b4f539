package skybourse.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.receipt.ReceiptsTogether.said;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Receipts of several rounds, with commands 1 to 8, 9 to 16 and 17 to 24. fa-1 sent two commands in each round, and one
 * was promised.
 */
class ReceiptRoundsTest {

    private static final String AGENT = "fa-1";
    private static final MadeUpExchange HONEST = MadeUpExchange.honest(3);

    private static ReceiptCheck.Result checked(MadeUpExchange exchange, String record, List<Integer> rounds) {
        List<String> receipts =
                rounds.stream().map(round -> exchange.receipt(round, AGENT, 2)).toList();
        return ReceiptsTogether.checked(receipts, Optional.ofNullable(record), exchange.kept(AGENT));
    }

    @Test
    void consecutiveRoundsHoldInAnyOrder() {
        for (List<Integer> order : List.of(List.of(0, 1, 2), List.of(2, 0, 1), List.of(1, 0, 1, 2))) {
            assertThat(said(checked(HONEST, HONEST.record(1), order), 2, 4, 5, 6, 10))
                    .containsExactly(
                            "2 HOLDS the receipts are leaves 3, 8, 13 of the log",
                            "4 HOLDS all 6 commands of fa-1 are yours",
                            "5 HOLDS the receipts contain all 3 promised commands",
                            "6 HOLDS the record of round 1 is leaf 5 of the log",
                            "10 HOLDS 89580000 before plus 4 entries of the record gives 92760000");
        }
    }

    @Test
    void recordIsComparedWithItsOwnRound() {
        assertThat(said(checked(HONEST, null, List.of(0, 1)), 6))
                .containsExactly("6 NOT_CHECKED needs the record of round 0 of campus (commands 1 to 8) (--record)");
        assertThat(said(checked(HONEST, HONEST.record(2), List.of(0, 1)), 6, 10))
                .containsExactly(
                        "6 BROKEN this record is not leaf 0 of the log", "10 NOT_CHECKED needs the record (line 6)");
    }

    /** Another text of the same round breaks line 6. The text that is in the log is used for the other lines. */
    @Test
    void otherRecordOfSameRoundIsBroken() {
        String other = HONEST.record(1).replace("\"maxEpsilon\":0.05", "\"maxEpsilon\":0.04");
        assertThat(other).isNotEqualTo(HONEST.record(1));
        for (List<String> texts : List.of(List.of(other, HONEST.record(1)), List.of(HONEST.record(1), other))) {
            var given = new ReceiptCheck.CheckInputs(
                    MadeUpExchange.KEY,
                    texts.stream()
                            .map(text -> RoundRecord.read(text.getBytes(UTF_8)))
                            .toList(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            assertThat(said(ReceiptsTogether.checked(List.of(HONEST.receipt(1, AGENT, 2)), given), 6, 9, 10))
                    .containsExactly(
                            "6 BROKEN no receipt proves that the record of round 1 of campus (commands 9 to 16) is in the log",
                            "9 HOLDS 13 entries move money from one account to another; the house keeps 10000 units under the rule seller-vcg",
                            "10 HOLDS 89580000 before plus 4 entries of the record gives 92760000");
        }
    }

    @Test
    void recordProofMustMatchStatedLeaf() {
        for (int stated : new int[] {4, 6}) {
            var exchange = new MadeUpExchange(3, new MadeUpExchange.Plant() {
                @Override
                public String leaf(int round, String agent, String leaf) {
                    return round == 1 ? leaf.replace("\"record\":5", "\"record\":" + stated) : leaf;
                }
            });
            assertThat(said(checked(exchange, exchange.record(1), List.of(1)), 6))
                    .containsExactly("6 BROKEN the record is leaf " + stated + ", but the proof is for leaf 5");
        }
    }

    /** Rounds without commands may be missing between two receipts; they move no money. */
    @Test
    void balancesOfConsecutiveRoundsMustMatch() {
        var exchange = new MadeUpExchange(3, new MadeUpExchange.Plant() {
            @Override
            public String leaf(int round, String agent, String leaf) {
                return round == 1
                        ? leaf.replace("\"round\":1", "\"round\":7")
                                .replace("\"before\":89580000", "\"before\":89580001")
                        : leaf;
            }
        });
        assertThat(said(checked(exchange, null, List.of(0, 1)), 2))
                .containsExactly(
                        "2 BROKEN round 0 of campus (commands 1 to 8) and round 7 of campus (commands 9 to 16)"
                                + " are consecutive, but the balance is 89580000 after the first and 89580001 before the second");
    }

    /** If a round is missing between two receipts, its promises are named and balances are not compared. */
    @Test
    void missingReceiptBetweenRoundsIsNamed() {
        assertThat(said(checked(HONEST, null, List.of(2, 0)), 2, 5))
                .containsExactly(
                        "2 HOLDS the receipts are leaves 3, 13 of the log, and of commands 1 to 8, 17 to 24 alone",
                        "5 NOT_CHECKED needs the receipt of command 14, which the exchange promised: request it with from=14");
    }

    /** The receipt of round 1 is changed as by a cheating exchange. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            0,1   | "before":89580000 | "before":89580001 | round 0 of campus (commands 1 to 8) and round 1 of campus (commands 9 to 16) are consecutive, but the balance is 89580000 after the first and 89580001 before the second
            1,2   | "after":92760000 | "after":-1    | round 1 of campus (commands 9 to 16) and round 2 of campus (commands 17 to 24) are consecutive, but the balance is -1 after the first and 92760000 before the second
            0,1,2 | "after":92760000 | "after":-1    | round 1 of campus (commands 9 to 16) and round 2 of campus (commands 17 to 24) are consecutive, but the balance is -1 after the first and 92760000 before the second
            0,1   | "round":1     | "round":7     |
            0,1   | "firstSeq":9  | "firstSeq":8  | round 0 of campus (commands 1 to 8) and round 1 of campus (commands 8 to 16) are not in sequence
            1,2   | "lastSeq":16  | "lastSeq":17  | round 1 of campus (commands 9 to 17) and round 2 of campus (commands 17 to 24) are not in sequence
            1,2   | "round":1     | "round":3     | round 3 of campus (commands 9 to 16) and round 2 of campus (commands 17 to 24) are not in sequence
            0,1   | "record":5    | "record":3    | round 0 of campus (commands 1 to 8) and round 1 of campus (commands 9 to 16) are not in sequence
            0,1   | Seq":9        | Seq":10       | round 0 of campus (commands 1 to 8) and round 1 of campus (commands 10 to 16) leave out commands, although no round is between them
            0,2   | "round":1     | "round":3     |
            """)
    void inconsistentRoundsBreakLine2(String rounds, String text, String other, String complaint) {
        var exchange = new MadeUpExchange(3, new MadeUpExchange.Plant() {
            @Override
            public String leaf(int round, String agent, String leaf) {
                return round == 1 ? leaf.replace(text, other) : leaf;
            }
        });
        List<Integer> given =
                Arrays.stream(rounds.split(",")).map(Integer::valueOf).toList();
        ReceiptCheck.Result result = checked(exchange, null, given);
        assertThat(result.isBroken()).isEqualTo(complaint != null);
        if (complaint != null) {
            assertThat(said(result, 2)).containsExactly("2 BROKEN " + complaint);
            assertThat(said(result, 5))
                    .containsExactly("5 NOT_CHECKED needs receipts of one agent in sequence (line 2)");
        }
    }

    @Test
    void receiptsOfTwoAgentsBreakLine2() {
        List<String> both = List.of(HONEST.receipt(0, AGENT, 2), HONEST.receipt(1, "wa-1", 2));
        assertThat(said(ReceiptsTogether.checked(both, Optional.empty(), HONEST.kept(AGENT)), 2))
                .containsExactly("2 BROKEN the receipts must have the same agent, but have fa-1 and wa-1");
    }
}

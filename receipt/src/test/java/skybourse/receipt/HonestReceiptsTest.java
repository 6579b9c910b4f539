package skybourse.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.receipt.MadeUpExchange.KEY;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.receipt.CheckResult.Verdict;
import skybourse.receipt.ReceiptCheck.CheckInputs;
import skybourse.receipt.format.Keys;

/** Receipts of random markets with an honest exchange: no line is broken, and with all files every line holds. */
class HonestReceiptsTest {

    private static final int MARKETS = MadeUpExchange.markets(5);
    private static final int ROUNDS = 6;

    private static CheckInputs given(MadeUpExchange exchange, String agent, List<Integer> records, boolean hasKept) {
        return new CheckInputs(
                KEY,
                records.stream()
                        .map(round -> RoundRecord.read(exchange.record(round).getBytes(UTF_8)))
                        .toList(),
                Optional.of(exchange.checkpoint(0)),
                Optional.of(Receipt.LogConsistencyProof.read(
                        exchange.growth(0, ROUNDS - 1).getBytes(UTF_8))),
                Optional.of(exchange.kept(agent))
                        .filter(_ -> hasKept)
                        .map(text -> SentCommandCopy.read(text.getBytes(UTF_8), KEY)),
                Optional.of(agent)
                        .filter(id -> !id.startsWith("aa-"))
                        .map(id -> Keys.of(id).publicKey()));
    }

    private static ReceiptCheck.Result checked(
            MadeUpExchange exchange, String agent, List<Integer> rounds, boolean hasKept) {
        return ReceiptsTogether.checked(
                rounds.stream()
                        .map(round -> exchange.receipt(round, agent, ROUNDS - 1))
                        .toList(),
                given(exchange, agent, rounds, hasKept));
    }

    @Test
    void completeFilesHoldInEveryLine() {
        List<Integer> all = IntStream.range(0, ROUNDS).boxed().toList();
        for (int seed = 1; seed <= MARKETS; seed++) {
            var exchange = new MadeUpExchange(seed, ROUNDS, new MadeUpExchange.Plant() {});
            for (String agent : exchange.agents()) {
                ReceiptCheck.Result result = checked(exchange, agent, all, true);
                assertThat(result.lines())
                        .as("seed %d: %s", seed, result.lines())
                        .allMatch(line -> line.verdict() == Verdict.HOLDS || line.number() == 5);
                assertThat(result.isBroken()).isFalse();
            }
        }
    }

    @Test
    void incompleteFilesBreakNoLine() {
        for (int seed = 1; seed <= MARKETS; seed++) {
            var exchange = new MadeUpExchange(seed, ROUNDS, new MadeUpExchange.Plant() {});
            for (String agent : exchange.agents()) {
                for (List<Integer> rounds :
                        List.of(List.of(0), List.of(3), List.of(2, 3), List.of(1, 3, 5), List.of(4, 0))) {
                    for (boolean hasKept : new boolean[] {true, false}) {
                        ReceiptCheck.Result result = checked(exchange, agent, rounds, hasKept);
                        assertThat(result.isBroken())
                                .as("seed %d, %s: %s", seed, rounds, result.lines())
                                .isFalse();
                    }
                }
            }
        }
    }
}

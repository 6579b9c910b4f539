package skybourse.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.receipt.MadeUpExchange.KEY;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import skybourse.receipt.CheckedLine.Verdict;
import skybourse.receipt.ReceiptCheck.Given;

/**
 * An exchange that lies about one agent and signs what it says, so that lines 1 to 3, sums and balances hold. The agent has its receipts, the
 * records and what it sent; each lie breaks the line that is named for it.
 */
class LyingExchangeTest {

    static ReceiptCheck.Result checked(MadeUpExchange exchange, String agent) {
        List<Integer> all = IntStream.range(0, MadeUpLies.ROUNDS).boxed().toList();
        return ReceiptsTogether.checked(
                all.stream()
                        .map(round -> exchange.receipt(round, agent, MadeUpLies.ROUNDS - 1))
                        .toList(),
                new Given(
                        KEY,
                        all.stream()
                                .map(round ->
                                        RoundRecord.read(exchange.record(round).getBytes(UTF_8)))
                                .toList(),
                        Optional.of(exchange.checkpoint(0)),
                        Optional.of(Receipt.Growth.read(
                                exchange.growth(0, MadeUpLies.ROUNDS - 1).getBytes(UTF_8))),
                        Optional.of(Kept.read(exchange.kept(agent).getBytes(UTF_8), KEY)),
                        Optional.empty()));
    }

    private static List<Integer> broken(ReceiptCheck.Result result) {
        return result.lines().stream()
                .filter(line -> line.verdict() == Verdict.BROKEN)
                .map(CheckedLine::number)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("skybourse.receipt.MadeUpLies#all")
    void eachLieIsNamedForItsVictim(MadeUpLies.Lie lie) {
        ReceiptCheck.Result result = checked(lie.exchange(), lie.victim());
        assertThat(broken(result)).as("%s", result.lines()).containsExactlyElementsOf(lie.lines());
    }

    @Test
    void thereAreManyLiesAndAnHonestExchangeTellsNone() {
        assertThat(new ArrayList<>(MadeUpLies.all().toList())).hasSizeGreaterThanOrEqualTo(50);
        MadeUpExchange honest = MadeUpExchange.honest(MadeUpLies.ROUNDS);
        for (String agent : honest.agents()) {
            ReceiptCheck.Result result = checked(honest, agent);
            assertThat(result.lines()).as("%s", result.lines()).allMatch(line -> line.verdict() == Verdict.HOLDS);
        }
    }
}

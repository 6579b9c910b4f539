package skybourse.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.receipt.MadeUpExchange.KEY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import skybourse.receipt.CheckResult.Verdict;
import skybourse.receipt.ReceiptCheck.CheckInputs;

/** False statements about disputed or returned pieces, in random markets. Each breaks line 15 for its victim. */
class DisputedPiecesTest {

    private static final int SEEDS = 12;

    /** Number of markets in which each false statement is tried. */
    private static final int MOST = MadeUpExchange.markets(SEEDS);

    private static final int ROUNDS = 5;

    private static ReceiptCheck.Result checked(MadeUpExchange exchange, String agent, boolean hasKept) {
        List<Integer> all = IntStream.range(0, ROUNDS).boxed().toList();
        return ReceiptsTogether.checked(
                all.stream()
                        .map(round -> exchange.receipt(round, agent, ROUNDS - 1))
                        .toList(),
                new CheckInputs(
                        KEY,
                        all.stream()
                                .map(round ->
                                        RoundRecord.read(exchange.record(round).getBytes(UTF_8)))
                                .toList(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(exchange.kept(agent))
                                .filter(_ -> hasKept)
                                .map(text -> SentCommandCopy.read(text.getBytes(UTF_8), KEY)),
                        Optional.empty()));
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("skybourse.receipt.MadeUpDisputes#lies")
    void eachFalseStatementBreaksLine15(MadeUpDisputes.Lie lie) {
        int told = 0;
        for (int seed = 1; seed <= SEEDS && told < MOST; seed++) {
            var liar = new MadeUpDisputes.Liar(lie);
            var exchange = new MadeUpExchange(seed, ROUNDS, liar);
            if (!liar.victim().isEmpty()) {
                for (boolean hasKept : new boolean[] {true, false}) {
                    ReceiptCheck.Result result = checked(exchange, liar.victim(), hasKept);
                    assertThat(result.lines().stream()
                                    .filter(line -> line.verdict() == Verdict.BROKEN)
                                    .map(CheckResult::number))
                            .as("seed %d, %s: %s", seed, liar.victim(), result.lines())
                            .containsExactly(15);
                }
                told++;
            }
        }
        assertThat(told).as("markets").isPositive();
    }

    /** Limits are stated only for the agents that they concern. */
    @Test
    void limitsAreListedWithTheLines() {
        List<String> none = ReceiptCheck.of(
                        Receipt.read(
                                MadeUpExchange.honest(1).receipt(0, "wa-1", 0).getBytes(UTF_8)),
                        CheckInputs.ofKey(KEY))
                .limits();
        assertThat(none).hasSize(2).first().asString().contains("compare checkpoints");
        var exchange = MadeUpExchange.honest(3);
        assertThat(limits(exchange, 2))
                .hasSize(6)
                .noneMatch(limit -> limit.contains("outside"))
                .anyMatch(limit -> limit.startsWith("when a piece ended"));
        assertThat(limits(exchange, 0))
                .hasSize(6)
                .anyMatch(limit -> limit.contains("outside"))
                .noneMatch(limit -> limit.startsWith("when a piece ended"));
        for (String how : List.of("RETURNED ruling", "RETURNED confirmed")) {
            String word = how.endsWith("ruling") ? "a ruling was right" : "confirmed a returned piece";
            var liar = new MadeUpDisputes.Liar(new MadeUpDisputes.Lie(how, how, 1, (_, _) -> {}));
            MadeUpExchange drawn = null;
            for (int seed = 1; liar.victim().isEmpty(); seed++) {
                liar = new MadeUpDisputes.Liar(liar.lie());
                drawn = new MadeUpExchange(seed, ROUNDS, liar);
            }
            assertThat(checked(drawn, liar.victim(), true).limits()).anyMatch(limit -> limit.contains(word));
            assertThat(limits(exchange, 0)).noneMatch(limit -> limit.contains(word));
        }
    }

    /** The first table of the page has the words of the command. */
    @Test
    void pageListsTheSameLimits() throws IOException {
        String page = Files.readString(Path.of("docs/reference/receipts.md"));
        List<String> rows = page.substring(0, page.indexOf("## Get the files"))
                .lines()
                .filter(line -> line.startsWith("| whe"))
                .map(line -> line.split(" *\\| *")[1])
                .toList();
        Set<String> said = new HashSet<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            said.addAll(checked(new MadeUpExchange(seed, ROUNDS, new MadeUpExchange.Plant() {}), "wa-1", true)
                    .limits());
        }
        var inference = RoundRecord.read(unsold().record(0).getBytes(UTF_8));
        said.addAll(UnprovableStatements.of("by-1", List.of(inference)));
        assertThat(said).hasSameSizeAs(rows);
        assertThat(rows).allMatch(row -> said.stream().anyMatch(limit -> limit.startsWith(row)));
    }

    /** Returns an inference market whose auction buys nothing. */
    private static MadeUpExchange unsold() {
        var auction = new MadeUpInference.Auction() {
            @Override
            public List<List<Object>> clear(int lots, List<List<Object>> offers, String draw, long round) {
                return List.of();
            }

            @Override
            public int[] assign(int lots, List<List<Object>> purchases, String draw, long round) {
                return IntStream.range(0, lots).map(_ -> -1).toArray();
            }
        };
        var market = new MadeUpInference(1, auction, new MadeUpInference.Lie() {});
        return new MadeUpExchange(market, 1, new MadeUpExchange.Plant() {});
    }

    private static List<String> limits(MadeUpExchange exchange, int round) {
        var record = RoundRecord.read(exchange.record(round).getBytes(UTF_8));
        var given = new CheckInputs(
                KEY, List.of(record), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return ReceiptCheck.of(Receipt.read(exchange.receipt(round, "ma-1", 2).getBytes(UTF_8)), given)
                .limits();
    }
}

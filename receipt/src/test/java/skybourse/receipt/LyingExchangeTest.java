package skybourse.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.receipt.MadeUpExchange.KEY;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import skybourse.receipt.CheckResult.Verdict;
import skybourse.receipt.ReceiptCheck.CheckInputs;
import skybourse.receipt.format.Trees;

/**
 * An exchange that makes a false statement about one agent and signs it, so that lines 1 to 3, sums and balances hold.
 * The agent has its receipts, the records and its commands. Each false statement breaks the lines that are listed for
 * it.
 */
class LyingExchangeTest {

    static ReceiptCheck.Result checked(MadeUpExchange exchange, String agent) {
        return checked(exchange, agent, exchange.kept(agent));
    }

    private static ReceiptCheck.Result checked(MadeUpExchange exchange, String agent, String kept) {
        List<Integer> all = IntStream.range(0, MadeUpLies.ROUNDS).boxed().toList();
        return ReceiptsTogether.checked(
                all.stream()
                        .map(round -> exchange.receipt(round, agent, MadeUpLies.ROUNDS - 1))
                        .toList(),
                new CheckInputs(
                        KEY,
                        all.stream()
                                .map(round ->
                                        RoundRecord.read(exchange.record(round).getBytes(UTF_8)))
                                .toList(),
                        Optional.of(exchange.checkpoint(0)),
                        Optional.of(Receipt.LogConsistencyProof.read(
                                exchange.growth(0, MadeUpLies.ROUNDS - 1).getBytes(UTF_8))),
                        Optional.of(SentCommandCopy.read(kept.getBytes(UTF_8), KEY)),
                        Optional.empty()));
    }

    private static List<Integer> broken(ReceiptCheck.Result result) {
        return result.lines().stream()
                .filter(line -> line.verdict() == Verdict.BROKEN)
                .map(CheckResult::number)
                .toList();
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("skybourse.receipt.MadeUpLies#all")
    void eachFalseStatementBreaksItsLines(MadeUpLies.Lie lie) {
        ReceiptCheck.Result result = checked(lie.exchange(), lie.victim());
        assertThat(broken(result)).as("%s", result.lines()).containsExactlyElementsOf(lie.lines());
    }

    /**
     * A withdrawal of the task before round 1 closed was accepted, as the agent's own receipt shows. A withdrawal in
     * round 2 is too late.
     */
    @ParameterizedTest
    @CsvSource({"1, BROKEN", "2, HOLDS"})
    void withdrawnTaskMustNotBeSold(int withdrawn, Verdict verdict) {
        String route = "PUT /v1/agents/wa-1/tasks/t1/withdrawal";
        var exchange = new MadeUpExchange(MadeUpLies.ROUNDS, new MadeUpExchange.Plant() {
            @Override
            public void round(MadeUpExchange.Draft draft) {
                if (draft.round() == withdrawn) {
                    List<Map<String, Object>> own = draft.commands().get("wa-1");
                    long seq = (Long) own.getLast().get("seq") + 1;
                    own.add(Trees.of("seq", seq, "at", MadeUpMarket.at(seq), "for", route, "text", "{}"));
                }
            }
        });
        String kept = exchange.kept("wa-1") + Trees.json(Trees.of("for", route, "text", "{}")) + "\n";
        ReceiptCheck.Result result = checked(exchange, "wa-1", kept);
        boolean isBroken = verdict == Verdict.BROKEN;
        assertThat(broken(result)).as("%s", result.lines()).isEqualTo(isBroken ? List.of(14) : List.of());
        assertThat(ReceiptsTogether.said(result, 14))
                .singleElement()
                .asString()
                .startsWith("14 " + verdict)
                .contains(isBroken ? "task t1 had been withdrawn" : "that wa-1 sent");
    }

    /** An outcome and its money are missing. While objections and rulings are possible, the piece may still be open. */
    @ParameterizedTest
    @CsvSource({"0, HOLDS", "1, BROKEN"})
    void missingOutcomeIsBrokenAfterRulingTime(long late, Verdict verdict) {
        MadeUpExchange honest = MadeUpExchange.honest(MadeUpLies.ROUNDS);
        SoldPiece piece = record(honest, 0).pieces().getFirst();
        long end = record(honest, MadeUpLies.ROUNDS - 1).at() - late;
        var exchange = new MadeUpExchange(MadeUpLies.ROUNDS, new MadeUpExchange.Plant() {
            @Override
            public void round(MadeUpExchange.Draft draft) {
                if (draft.round() == 0) {
                    draft.record().put("rulingSeconds", (end - piece.dueMillis()) / 1e3);
                } else if (draft.round() == 1) {
                    Trees.rows(draft.record(), "outcomes").remove(MadeUpLies.outcome(draft, piece.id()));
                    MadeUpLies.drop(draft, piece.id());
                }
            }
        });
        List<CheckResult> lines = checked(exchange, piece.leader()).lines();
        assertThat(lines)
                .filteredOn(line -> line.number() == 15)
                .singleElement()
                .satisfies(line -> assertThat(line.verdict()).as(line.text()).isEqualTo(verdict));
    }

    /**
     * All pieces of a round are due earlier by the time that this result came before its due time. Then the exchange
     * claims that the result is missing.
     */
    @ParameterizedTest
    @CsvSource({"0, BROKEN", "1, HOLDS"})
    void resultInLastMillisecondIsInTime(long late, Verdict verdict) {
        long earlier = millisecondsEarly("ma-1", "r0.0") + late;
        var exchange = new MadeUpExchange(MadeUpLies.ROUNDS, new MadeUpExchange.Plant() {
            @Override
            public void round(MadeUpExchange.Draft draft) {
                if (draft.round() == 0) {
                    draft.record().put("graceSeconds", MadeUpMarket.GRACE - earlier / 1e3);
                    Trees.rows(draft.record(), "pieces").forEach(row -> row.set(8, (Long) row.get(8) - earlier));
                } else if (draft.round() == 1) {
                    MadeUpMoneyLies.ignoreResult(draft);
                }
            }
        });
        assertThat(checked(exchange, "ma-1").lines())
                .filteredOn(line -> line.number() == 15)
                .singleElement()
                .satisfies(line -> assertThat(line.verdict()).as(line.text()).isEqualTo(verdict));
    }

    /** Returns the time between the result of a piece of the first round, in the second, and its due time, ms. */
    private static long millisecondsEarly(String worker, String piece) {
        List<Long> times = new ArrayList<>();
        var watched = new MadeUpExchange(MadeUpLies.ROUNDS, new MadeUpExchange.Plant() {
            @Override
            public void round(MadeUpExchange.Draft draft) {
                draft.commands().get(worker).stream()
                        .filter(command -> command.get("for").equals("PUT /v1/pieces/" + piece + "/result"))
                        .forEach(command -> times.add((Long) command.get("at")));
            }
        });
        long due = record(watched, 0).pieces().stream()
                .filter(sold -> sold.id().equals(piece))
                .findFirst()
                .orElseThrow()
                .dueMillis();
        return due - times.getFirst();
    }

    private static RoundRecord record(MadeUpExchange exchange, int round) {
        return RoundRecord.read(exchange.record(round).getBytes(UTF_8));
    }

    @Test
    void honestExchangeHoldsInEveryLine() {
        assertThat(new ArrayList<>(MadeUpLies.all().toList())).hasSizeGreaterThanOrEqualTo(50);
        MadeUpExchange honest = MadeUpExchange.honest(MadeUpLies.ROUNDS);
        for (String agent : honest.agents()) {
            ReceiptCheck.Result result = checked(honest, agent);
            assertThat(result.lines()).as("%s", result.lines()).allMatch(line -> line.verdict() == Verdict.HOLDS);
        }
    }
}

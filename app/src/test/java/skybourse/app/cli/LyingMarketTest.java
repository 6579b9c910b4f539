package skybourse.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import skybourse.receipt.CheckResult;
import skybourse.receipt.CheckResult.Verdict;
import skybourse.receipt.format.NoteKey;
import skybourse.server.signedlog.MarketLog;
import skybourse.server.signedlog.MarketSigningKey;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.BadCompanyTest;
import skybourse.venue.event.MarketRules;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Forgeries about one agent in a market's rounds, signed again with consistent sums and balances: each breaks its line. */
class LyingMarketTest {

    private static final int ROUNDS = 8;
    private static final int SEED = 1;

    @TempDir
    private static Path folder;

    private static MarketLog log;
    private static NoteKey key;

    /** A forgery about an agent in the record of a round; the change returns whether it applies to that round. */
    private record Forgery(String name, int line, BiPredicate<ForgedRounds, ObjectNode> change) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static void add(ArrayNode row, int cell, long more) {
        row.set(cell, row.numberNode(row.path(cell).longValue() + more));
    }

    private static boolean remove(ObjectNode record, String list, int cell, String text) {
        boolean isThere = false;
        ArrayNode rows = (ArrayNode) record.path(list);
        for (int i = rows.size() - 1; i >= 0; i--) {
            if (rows.path(i).path(cell).asString().equals(text)) {
                rows.remove(i);
                isThere = true;
            }
        }
        return isThere;
    }

    private static Stream<Forgery> forgeries() {
        return Stream.of(
                new Forgery(
                        "due later",
                        13,
                        (of, record) -> ForgedRounds.is(of.piece(record, 1), row -> add(row, 8, 1_000))),
                new Forgery(
                        "wages are kept",
                        13,
                        (of, record) -> ForgedRounds.is(
                                of.piece(record, 4).filter(row -> row.path(11).longValue() > 0),
                                row -> row.set(11, row.numberNode(0)))),
                new Forgery("a unit of a wage goes to another piece", 13, (_, record) -> {
                    List<ArrayNode> lots = record.path("pieces")
                            .valueStream()
                            .map(ArrayNode.class::cast)
                            .filter(row -> row.path(11).longValue() > 0)
                            .toList();
                    if (lots.size() > 1) {
                        add(lots.getFirst(), 11, -1);
                        add(lots.getLast(), 11, 1);
                    }
                    return lots.size() > 1;
                }),
                new Forgery(
                        "a bill is larger",
                        13,
                        (of, record) -> ForgedRounds.is(of.piece(record, 1), row -> add(row, 9, 10))),
                new Forgery(
                        "a bond is larger",
                        13,
                        (of, record) -> ForgedRounds.is(of.piece(record, 3), row -> add(row, 12, 1_000_000))),
                new Forgery(
                        "a fine is larger",
                        13,
                        (of, record) -> ForgedRounds.is(
                                of.piece(record, 4).filter(row -> row.path(14).longValue() > 0),
                                row -> add(row, 14, 1_000_000_000))),
                new Forgery(
                        "a piece is another leader's",
                        13,
                        (of, record) -> ForgedRounds.is(of.piece(record, 3), row -> row.set(3, row.stringNode("XX")))),
                new Forgery(
                        "pieces are dropped",
                        13,
                        (of, record) -> of.piece(record, 3).isPresent() && remove(record, "pieces", 3, of.agent)),
                new Forgery(
                        "a refund is kept",
                        13,
                        (of, record) -> of.entry(record, "REFUND", 1)
                                .map(row ->
                                        remove(record, "entries", 4, row.path(4).stringValue()))
                                .orElse(false)),
                new Forgery(
                        "more is held",
                        13,
                        (of, record) -> ForgedRounds.is(of.entry(record, "HELD", 0), row -> add(row, 2, 1))),
                new Forgery("terms of another version", 14, (of, record) -> {
                    boolean isThere = record.path("terms").has(of.agent);
                    if (isThere) {
                        of.terms(record)
                                .put("version", of.terms(record).path("version").longValue() + 7);
                    }
                    return isThere;
                }),
                new Forgery(
                        "an ask is dropped",
                        14,
                        (of, record) -> record.path("asks").has(of.agent)
                                && !((ObjectNode) record.path("asks"))
                                        .remove(of.agent)
                                        .isMissingNode()),
                new Forgery("another payload", 14, (of, record) -> {
                    boolean isThere = record.path("tasks").has(of.agent);
                    if (isThere) {
                        ((ObjectNode) record.path("tasks").path(of.agent)).put("sha256", "cd".repeat(32));
                    }
                    return isThere;
                }),
                new Forgery("another task", 14, (of, record) -> {
                    for (JsonNode buyer : record.path("frozen").path("wirelessAgents")) {
                        if (buyer.path("id").stringValue().equals(of.agent)
                                && record.path("tasks").has(of.agent)) {
                            ObjectNode task = (ObjectNode) buyer.path("task");
                            task.put("inputBits", task.path("inputBits").doubleValue() * (1 + 1e-10));
                            return true;
                        }
                    }
                    return false;
                }),
                new Forgery(
                        "a bill goes to another",
                        15,
                        (of, record) ->
                                ForgedRounds.is(of.entry(record, "BILL", 1), row -> row.set(1, row.stringNode("XX")))),
                new Forgery("a penalty without cause", 15, (of, record) -> {
                    of.pay(record, "XX", 50, "PENALTY", "");
                    return true;
                }),
                new Forgery("a withdrawal that nobody asked for", 15, (of, record) -> {
                    of.pay(record, "outside", 50, "REDEEMED", "mine");
                    return true;
                }),
                new Forgery(
                        "a wage is smaller",
                        15,
                        (of, record) -> ForgedRounds.is(of.entry(record, "LOT_SOLD", 1), row -> add(row, 2, -1))),
                new Forgery(
                        "an outcome is missing",
                        15,
                        (of, record) -> of.entry(record, "BILL", 1)
                                .map(row -> remove(
                                        record, "outcomes", 0, row.path(4).stringValue()))
                                .orElse(false)),
                new Forgery(
                        "paid twice",
                        15,
                        (of, record) -> of.entry(record, "BILL", 1)
                                .flatMap(row -> ForgedRounds.rows(
                                                record,
                                                "outcomes",
                                                0,
                                                row.path(4).stringValue())
                                        .findFirst())
                                .map(row -> ((ArrayNode) record.path("outcomes")).add(row.deepCopy()))
                                .isPresent()),
                new Forgery(
                        "a stake without a dispute",
                        15,
                        (of, record) -> of.entry(record, "BILL", 1)
                                .map(row -> {
                                    of.pay(record, "XX", 5, "STAKE", row.path(4).stringValue());
                                    return true;
                                })
                                .orElse(false)),
                new Forgery("paid by silence too soon", 15, (of, record) -> {
                    record.put("objectionSeconds", 1_000_000);
                    String start = "r" + record.path("round").longValue() + ".";
                    return of.records.stream()
                            .flatMap(later -> ForgedRounds.rows(later, "outcomes", 2, "silence"))
                            .anyMatch(row -> row.path(0).stringValue().startsWith(start));
                }),
                new Forgery("a draw that is not signed", 11, (of, record) -> {
                    record.put("draw", "ab".repeat(64));
                    return true;
                }));
    }

    private static String draw(long round) {
        return HexFormat.of()
                .formatHex(ForgedRounds.SIGNER.apply(("skybourse/draw-1\ndrawn\n" + round + "\n").getBytes(UTF_8)));
    }

    @BeforeAll
    static void runRounds() throws IOException {
        MarketRules rules = BadCompanyTest.rules(SEED);
        key = new NoteKey("skybourse/drawn", ForgedRounds.EXCHANGE.publicKey());
        log = new MarketLog(MarketSigningKey.of(folder, "drawn"), rules, new MemoryStore());
        BadCompanyTest.play(
                SEED,
                log.venue(),
                entry -> {
                    try {
                        log.append(entry);
                        log.sync();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                LyingMarketTest::draw,
                ROUNDS);
    }

    private static List<Integer> brokenLines(List<CheckResult> lines) {
        return lines.stream()
                .filter(line -> line.verdict() == Verdict.BROKEN)
                .map(CheckResult::number)
                .toList();
    }

    @Test
    void unforgedReceiptsHold() throws IOException {
        for (String agent : log.venue().ids()) {
            List<CheckResult> lines = new ForgedRounds(log, agent).checked(key);
            assertThat(brokenLines(lines)).as("%s: %s", agent, lines).isEmpty();
        }
    }

    /** Applies each forgery to every agent that it fits, in the first fitting round from round 2 on. */
    @Tag("slow")
    @ParameterizedTest
    @MethodSource("forgeries")
    void eachForgeryBreaksItsLine(Forgery forgery) throws IOException {
        int applied = 0;
        for (String agent : log.venue().ids()) {
            int rounds = new ForgedRounds(log, agent).records.size();
            for (int round : IntStream.range(2, rounds).toArray()) {
                var forged = new ForgedRounds(log, agent);
                if (forgery.change().test(forged, forged.records.get(round))) {
                    List<CheckResult> lines = forged.checked(key);
                    assertThat(brokenLines(lines))
                            .as("%s in %d: %s", agent, round, lines)
                            .contains(forgery.line());
                    applied++;
                    break;
                }
            }
        }
        assertThat(applied).as("agents").isPositive();
    }
}

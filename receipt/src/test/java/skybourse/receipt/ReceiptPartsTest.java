package skybourse.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.receipt.MadeUpExchange.KEY;
import static skybourse.receipt.ReceiptsTogether.said;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.receipt.ReceiptCheck.CheckInputs;
import skybourse.receipt.format.Json;
import skybourse.receipt.format.JsonField;

/** Several receipts of one round: fa-1 sent commands 5 and 6 of 1 to 8, and both were promised. */
class ReceiptPartsTest {

    private static final String AGENT = "fa-1";

    private static final String LAST = "1-5 6-6 7-8";

    /** Returns the result for some parts, such as {@code 1-5 6-8}. The receipts with the given indexes are checked. */
    private static ReceiptCheck.Result checked(String parts, List<Integer> given, String text, String other) {
        var exchange = new MadeUpExchange(1, new MadeUpExchange.Plant() {
            @Override
            public List<String> parts(int round, String agent, String leaf) {
                return agent.equals(AGENT) ? split(leaf, parts, text, other) : List.of(leaf);
            }
        });
        List<String> receipts =
                given.stream().map(part -> exchange.receipt(0, AGENT, 0, part)).toList();
        return ReceiptsTogether.checked(receipts, Optional.of(exchange.record(0)), kept(exchange));
    }

    /** Returns the agent's stored commands, with a promise of its first command too. */
    private static String kept(MadeUpExchange exchange) {
        List<String> lines = exchange.kept(AGENT).lines().toList();
        String route = "PUT /v1/agents/" + AGENT;
        String sent = new JsonField("", Json.read(lines.getFirst())).at("text").text();
        return lines.getFirst().replaceFirst("}$", "") + ",\"promise\":\""
                + MadeUpExchange.promise(AGENT, 5, route, sent) + "\"}\n" + lines.get(1) + "\n";
    }

    /** Returns leaves that contain the commands of their spans. A text is replaced in the last one. */
    private static List<String> split(String leaf, String parts, String text, String other) {
        String head = leaf.substring(0, leaf.indexOf("\"fromSeq\""));
        String commands = leaf.substring(leaf.indexOf('[') + 1, leaf.lastIndexOf(']'));
        String[] both = commands.split("(?<=}),", 2);
        List<String> spans = Arrays.asList(parts.split(" "));
        return IntStream.range(0, spans.size())
                .mapToObj(i -> {
                    String[] span = spans.get(i).split("-");
                    int from = Integer.parseInt(span[0]);
                    int to = Integer.parseInt(span[1]);
                    String own = String.join(
                            ",",
                            IntStream.of(5, 6)
                                    .filter(seq -> from <= seq && seq <= to)
                                    .mapToObj(seq -> both[seq - 5])
                                    .toList());
                    String made = head + "\"fromSeq\":" + from + ",\"toSeq\":" + to
                            + leaf.substring(leaf.indexOf(",\"agent\""), leaf.indexOf('[') + 1) + own
                            + leaf.substring(leaf.lastIndexOf(']'));
                    return i == spans.size() - 1 ? made.replaceFirst(text, other) : made;
                })
                .toList();
    }

    /** A promised command outside the given receipts is not skipped: the line names the receipt to request. */
    @Test
    void partialReceiptsNameMissingPromisedCommands() {
        assertThat(said(checked(LAST, List.of(0), "", ""), 2, 4, 5, 6, 10))
                .containsExactly(
                        "2 HOLDS the receipt is leaf 3 of the log, and of commands 1 to 5 alone",
                        "4 HOLDS all 1 commands of fa-1 are yours",
                        "5 NOT_CHECKED needs the receipt of command 6, which the exchange promised: request it with from=6",
                        "6 HOLDS the record of round 0 is leaf 0 of the log",
                        "10 HOLDS 0 before plus 3 entries of the record gives 89580000");
        assertThat(said(checked(LAST, List.of(2), "", ""), 5))
                .containsExactly(
                        "5 NOT_CHECKED needs the receipt of command 5, which the exchange promised: request it with from=5");
        assertThat(said(checked(LAST, List.of(2, 0), "", ""), 2, 5))
                .containsExactly(
                        "2 HOLDS the receipts are leaves 3, 5 of the log, and of commands 1 to 5, 7 to 8 alone",
                        "5 NOT_CHECKED needs the receipt of command 6, which the exchange promised: request it with from=6");
    }

    @Test
    void completePartsHoldInAnyOrder() {
        for (List<Integer> order : List.of(List.of(0, 1, 2), List.of(2, 0, 1), List.of(1, 1, 0, 2))) {
            assertThat(said(checked(LAST, order, "", ""), 2, 4, 5, 6, 10))
                    .containsExactly(
                            "2 HOLDS the receipts are leaves 3, 4, 5 of the log",
                            "4 HOLDS all 2 commands of fa-1 are yours",
                            "5 HOLDS the receipts contain all 2 promised commands",
                            "6 HOLDS the record of round 0 is leaf 0 of the log",
                            "10 HOLDS 0 before plus 3 entries of the record gives 89580000");
        }
    }

    /** Two adjacent leaves prove that a promised command between them was dropped. */
    @Test
    void gapBetweenAdjacentLeavesIsBroken() {
        String dropped = "5 BROKEN the exchange promised that it accepted PUT /v1/agents/fa-1/leaving as command 6, "
                + "leaves 3 and 4 leave out commands 6 to 6";
        assertThat(said(checked("1-5 7-8", List.of(0, 1), "", ""), 5)).containsExactly(dropped);
        assertThat(said(checked("1-3 4-5 8-8", List.of(0, 1, 2), "", ""), 5))
                .containsExactly(
                        "5 BROKEN the exchange promised that it accepted PUT /v1/agents/fa-1/leaving as command 6, "
                                + "leaves 4 and 5 leave out commands 6 to 7");
        assertThat(said(checked("1-5 6-6 8-8", List.of(0, 1, 2), "", ""), 5))
                .containsExactly("5 BROKEN leaves 4 and 5 leave out commands 7 to 7");
        assertThat(said(checked("1-5 7-8", List.of(0), "", ""), 5))
                .first()
                .asString()
                .contains("NOT_CHECKED");
    }

    @Test
    void missingPromisedCommandIsBroken() {
        assertThat(said(checked(LAST.replace(" 7-8", ""), List.of(0, 1), "\\[[{].*[}]\\]", "[]"), 5))
                .containsExactly(
                        "5 BROKEN the exchange promised that it accepted PUT /v1/agents/fa-1/leaving as command 6, but the receipt does not contain it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1-6 6-8     |               |              | leaf 3 has commands 1 to 6, leaf 4 has 6 to 8: they are not in sequence
            1-5 1-5     | at":          | at":1        | leaf 3 has commands 1 to 5, leaf 4 has 1 to 5: they are not in sequence
            6-8 1-5     |               |              | leaf 4 has commands 1 to 5, leaf 3 has 6 to 8: they are not in sequence
            1-5 6-8     | "fromSeq":6   | "fromSeq":5  | leaf 3 has commands 1 to 5, leaf 4 has 5 to 8: they are not in sequence
            1-5 6-8     | "record":0    | "record":1   | the receipts must have the same record, but have 0 and 1
            1-5 6-8     | "before":0    | "before":1   | the receipts must have the same before, but have 0 and 1
            1-5 6-8     | "after":8     | "after":9    | the receipts must have the same after, but have 89580000 and 99580000
            1-5 6-8     | "agent":"fa-1 | "agent":"fa-2 | the receipts must have the same agent, but have fa-1 and fa-2
            1-5 6-8     | "round":0     | "round":1    | round 0 of campus (commands 1 to 8) and round 1 of campus (commands 1 to 8) are not in sequence
            1-5 6-8     | "lastSeq":8   | "lastSeq":9  | the receipts must have the same round, but have round 0 of campus (commands 1 to 8) and round 0 of campus (commands 1 to 9)
            """)
    void inconsistentPartsBreakLine2(String parts, String text, String other, String complaint) {
        ReceiptCheck.Result result =
                checked(parts, List.of(0, 1), text == null ? "" : text, other == null ? "" : other);
        assertThat(said(result, 2)).containsExactly("2 BROKEN " + complaint);
        assertThat(said(result, 5)).containsExactly("5 NOT_CHECKED needs receipts of one agent in sequence (line 2)");
        assertThat(result.isBroken()).isTrue();
    }

    /** No receipt fits between two with consecutive commands, so a leaf between them is wrong. */
    @Test
    void extraLeafBetweenPartsBreaksLine2() {
        assertThat(said(checked("1-5 1-1 6-8", List.of(0, 2), "", ""), 2))
                .containsExactly("2 BROKEN leaf 3 has commands 1 to 5, leaf 5 has 6 to 8: they are not in sequence");
    }

    private static ReceiptSet parts(String spans) {
        var honest = MadeUpExchange.honest(1);
        String leaf = honest.texts.get(honest.rounds.getFirst().leaves().get(AGENT));
        List<String> leaves = split(leaf, spans, "", "");
        return new ReceiptSet(IntStream.range(0, leaves.size())
                .mapToObj(i ->
                        new ReceiptSet.Part(i, ReceiptLeaf.read(leaves.get(i).getBytes(UTF_8))))
                .toList());
    }

    @Test
    void commandsBeforeAnEntryExcludeIt() {
        var sent = new SentCommands(parts("1-8"), Optional.empty());
        assertThat(seqs(sent, 5)).isEmpty();
        assertThat(seqs(sent, 6)).containsExactly(5L);
        assertThat(seqs(sent, 7)).containsExactly(5L, 6L);
    }

    private static List<Long> seqs(SentCommands sent, long before) {
        return sent.before(before, _ -> true)
                .map(SentCommands.AgentCommand::seq)
                .toList();
    }

    @Test
    void hasAllDetectsMissingCommands() {
        assertThat(parts("1-5 6-8").hasAll(1, 8)).isTrue();
        ReceiptSet gap = parts("1-5 7-8");
        assertThat(gap.hasAll(1, 5)).isTrue();
        assertThat(gap.hasAll(7, 8)).isTrue();
        assertThat(gap.hasAll(1, 6)).isFalse();
        assertThat(gap.hasAll(1, 8)).isFalse();
    }

    @Test
    void lineNamesPositionOfUnprovedReceipt() {
        var exchange = MadeUpExchange.honest(1);
        String whole = exchange.receipt(0, AGENT, 0);
        List<String> both = List.of(whole, whole.replace("\\\"after\\\"", "\\\"After\\\""));
        ReceiptCheck.Result result = ReceiptsTogether.checked(both, CheckInputs.ofKey(KEY));
        assertThat(said(result, 2, 5))
                .containsExactly(
                        "2 BROKEN receipt 2: this text is not leaf 3 of the log",
                        "5 NOT_CHECKED needs a promise for one of the commands 1 to 8 of fa-1 (--sent-commands)");
    }
}

package skybourse.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static skybourse.receipt.MadeUpExchange.KEY;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.receipt.MadeUpExchange.Plant;
import skybourse.receipt.ReceiptCheck.CheckInputs;
import skybourse.receipt.format.Jws;
import skybourse.receipt.format.Keys;
import skybourse.receipt.format.MerkleHash;
import skybourse.receipt.format.Trees;

class ReceiptCheckTest {

    private static final MadeUpExchange EXCHANGE = MadeUpExchange.honest(3);

    private static Receipt receipt(int round, String agent) {
        return Receipt.read(EXCHANGE.receipt(round, agent, 2).getBytes(UTF_8));
    }

    private static List<String> said(Receipt receipt, CheckInputs given) {
        return ReceiptCheck.of(receipt, given).lines().stream()
                .map(line -> line.number() + " " + line.verdict() + " " + line.text())
                .toList();
    }

    private static CheckInputs given(String record, String older, String growth, String kept, byte[] ownKey) {
        return new CheckInputs(
                KEY,
                Optional.ofNullable(record).map(text -> RoundRecord.read(text.getBytes(UTF_8))).stream()
                        .toList(),
                Optional.ofNullable(older),
                Optional.ofNullable(growth).map(text -> Receipt.LogConsistencyProof.read(text.getBytes(UTF_8))),
                Optional.ofNullable(kept).map(text -> SentCommandCopy.read(text.getBytes(UTF_8), KEY)),
                Optional.ofNullable(ownKey));
    }

    @Test
    void linesNameMissingFiles() {
        ReceiptCheck.Result result = ReceiptCheck.of(receipt(1, "wa-1"), CheckInputs.ofKey(KEY));
        assertThat(said(receipt(1, "wa-1"), CheckInputs.ofKey(KEY)))
                .containsExactly(
                        "1 HOLDS skybourse/campus signed the checkpoint of its log, which has 15 leaves",
                        "2 HOLDS the receipt is leaf 6 of the log",
                        "3 NOT_CHECKED needs an older checkpoint that you stored (--earlier-checkpoint)",
                        "4 NOT_CHECKED needs your public key (--agent-key) or your stored commands (--sent-commands)",
                        "5 NOT_CHECKED needs a promise for one of the commands 9 to 16 of wa-1 (--sent-commands)",
                        "6 NOT_CHECKED needs the record of round 1 of campus (commands 9 to 16) (--record)",
                        "9 NOT_CHECKED needs the record (line 6)",
                        "10 NOT_CHECKED needs the record (line 6)",
                        "11 NOT_CHECKED needs the record (line 6)",
                        "13 NOT_CHECKED needs the record (line 6)",
                        "14 NOT_CHECKED needs the record (line 6)",
                        "15 NOT_CHECKED needs the record (line 6)");
        assertThat(result.isBroken()).isFalse();
        assertThat(result.leaf()).isPresent();
        assertThat(result.records()).isEmpty();
    }

    @Test
    void givenFilesHold() {
        CheckInputs all = given(
                EXCHANGE.record(1),
                EXCHANGE.checkpoint(0),
                EXCHANGE.growth(0, 2),
                EXCHANGE.kept("wa-1"),
                Keys.of("wa-1").publicKey());
        assertThat(said(receipt(1, "wa-1"), all).subList(2, 12))
                .containsExactly(
                        "3 HOLDS leaves were only appended to the log, from 5 to 15 leaves",
                        "4 HOLDS all 2 commands of wa-1 are yours",
                        "5 HOLDS the receipts contain all 1 promised commands",
                        "6 HOLDS the record of round 1 is leaf 5 of the log",
                        "9 HOLDS 13 entries move money from one account to another; the house keeps 10000 units under the rule seller-vcg",
                        "10 HOLDS 84960000 before plus 7 entries of the record gives 79758999",
                        "11 HOLDS the draw is the signature of the round by skybourse/campus",
                        "13 HOLDS 4 pieces cover all sold shares, and the payments match them",
                        "14 HOLDS the round used the terms and the task that wa-1 sent",
                        "15 NOT_CHECKED needs receipts and records of rounds [0], which sold pieces that ended here");
        assertThat(ReceiptCheck.of(receipt(1, "wa-1"), all).records().getFirst().rule())
                .isEqualTo("seller-vcg");
    }

    @Test
    void keyChecksOnlySignedCommands() {
        assertThat(said(
                                receipt(0, "ma-1"),
                                given(null, null, null, null, Keys.of("ma-1").publicKey()))
                        .get(3))
                .isEqualTo("4 HOLDS all 2 commands of ma-1 are yours");
        assertThat(said(
                                receipt(0, "aa-1"),
                                given(null, null, null, null, Keys.of("aa-1").publicKey()))
                        .get(3))
                .isEqualTo(
                        "4 NOT_CHECKED needs your stored commands (--sent-commands): 2 of 2 commands are unsigned or given only by digest");
        assertThat(said(receipt(0, "aa-1"), given(null, null, null, EXCHANGE.kept("aa-1"), null))
                        .get(3))
                .isEqualTo("4 HOLDS all 2 commands of aa-1 are yours");
        assertThat(said(
                                receipt(0, "ma-1"),
                                given(null, null, null, null, Keys.of("wa-1").publicKey()))
                        .get(3))
                .isEqualTo("4 BROKEN command 3, PUT /v1/agents/ma-1, is not signed by your key");
        assertThat(said(receipt(0, "ma-1"), given(null, null, null, EXCHANGE.kept("wa-1"), null))
                        .get(3))
                .isEqualTo("4 BROKEN command 3, PUT /v1/agents/ma-1, is not among the commands that you stored");
    }

    /** Promises about another agent, round or market do not count. */
    @Test
    void ignoresPromisesOfOtherAgentsAndRounds() {
        String others = EXCHANGE.kept("ma-1");
        assertThat(said(receipt(1, "wa-1"), given(null, null, null, others, null))
                        .get(4))
                .startsWith("5 NOT_CHECKED needs a promise for one of the commands 9 to 16 of wa-1");
        String first = EXCHANGE.kept("wa-1").lines().limit(2).reduce("", (all, line) -> all + line + "\n");
        assertThat(said(receipt(1, "wa-1"), given(null, null, null, first, null))
                        .get(4))
                .startsWith("5 NOT_CHECKED");
        assertThat(said(receipt(0, "wa-1"), given(null, null, null, first, null))
                        .get(4))
                .startsWith("5 HOLDS the receipts contain all 1");
        String payload =
                "{\"skybourse\":\"promise-1\",\"market\":\"port\",\"agent\":\"wa-1\",\"seq\":9,\"for\":\"PUT /v1/x\",\"sha256\":\""
                        + MerkleHash.hex("{}") + "\"}";
        String elsewhere = "{\"for\":\"PUT /v1/x\",\"text\":\"{}\",\"promise\":\""
                + Jws.sign(payload.getBytes(UTF_8), Keys.of("exchange").signer()) + "\"}";
        assertThat(said(receipt(1, "wa-1"), given(null, null, null, elsewhere, null))
                        .get(4))
                .startsWith("5 NOT_CHECKED");
        for (int seq : new int[] {8, 9, 16, 17}) {
            String at = "{\"for\":\"PUT /v1/x\",\"text\":\"{}\",\"promise\":\""
                    + MadeUpExchange.promise("wa-1", seq, "PUT /v1/x", "{}") + "\"}";
            assertThat(said(receipt(1, "wa-1"), given(null, null, null, at, null))
                            .get(4))
                    .isEqualTo(
                            seq == 9 || seq == 16
                                    ? "5 BROKEN the exchange promised that it accepted PUT /v1/x as command " + seq
                                            + ", but the receipt does not contain it"
                                    : "5 NOT_CHECKED needs a promise for one of the commands 9 to 16 of wa-1 (--sent-commands)");
        }
    }

    @Test
    void growthNeedsConsistencyProof() {
        Receipt receipt = receipt(0, "wa-1");
        assertThat(said(receipt, given(null, EXCHANGE.checkpoint(0), null, null, null))
                        .get(2))
                .isEqualTo("3 NOT_CHECKED needs a consistency proof from 5 to 15 leaves (--proof)");
        assertThat(said(receipt, given(null, EXCHANGE.checkpoint(0), EXCHANGE.growth(1, 2), null, null))
                        .get(2))
                .isEqualTo("3 NOT_CHECKED needs a consistency proof from 5 to 15 leaves (--proof)");
        assertThat(said(receipt, given(null, EXCHANGE.checkpoint(0), EXCHANGE.growth(0, 1), null, null))
                        .get(2))
                .isEqualTo("3 NOT_CHECKED needs a consistency proof from 5 to 15 leaves (--proof)");
        assertThat(said(receipt, given(null, EXCHANGE.checkpoint(2), null, null, null))
                        .get(2))
                .isEqualTo("3 HOLDS leaves were only appended to the log, from 15 to 15 leaves");
        assertThat(said(receipt, given(null, EXCHANGE.note(0), null, null, null))
                        .get(2))
                .isEqualTo("3 HOLDS leaves were only appended to the log, from 0 to 15 leaves");
        String file = EXCHANGE.receipt(0, "wa-1", 2);
        String grown = file.stripTrailing().replaceFirst("}$", ",\"consistency\":" + EXCHANGE.growth(0, 2) + "}");
        assertThat(said(Receipt.read(grown.getBytes(UTF_8)), given(null, EXCHANGE.checkpoint(0), null, null, null))
                        .get(2))
                .isEqualTo("3 HOLDS leaves were only appended to the log, from 5 to 15 leaves");
        Receipt small = Receipt.read(EXCHANGE.receipt(0, "wa-1", 0).getBytes(UTF_8));
        assertThatThrownBy(() -> ReceiptCheck.of(small, given(null, EXCHANGE.checkpoint(1), null, null, null)))
                .hasMessage("older checkpoint must have at most 5 leaves: 10");
    }

    @Test
    void houseMayPayOnlyUnderSuchARule() {
        for (String rule : List.of("vcg", "seller-vcg", "mcafee")) {
            var exchange = new MadeUpExchange(1, new Plant() {
                @Override
                public void round(MadeUpExchange.Draft draft) {
                    draft.record().put("rule", rule);
                    Trees.rows(draft.record(), "entries").add(Trees.list("house", "aa-1", 1L, "LOT_SOLD", ""));
                }
            });
            Receipt receipt = Receipt.read(exchange.receipt(0, "aa-1", 0).getBytes(UTF_8));
            List<String> said = said(receipt, given(exchange.record(0), null, null, null, null));
            assertThat(said.get(6))
                    .isEqualTo(
                            rule.equals("vcg")
                                    ? "9 HOLDS 12 entries move money from one account to another; the house keeps -1 units under the rule vcg"
                                    : "9 BROKEN the house pays 1 units, which the rule " + rule + " does not allow");
            assertThat(said.get(7)).startsWith("10 HOLDS 0 before plus 2 entries of the record gives 90000001");
        }
    }

    private static List<String> linesAfterChange(String part, String other) {
        var exchange = new MadeUpExchange(1, new Plant() {
            @Override
            public String leaf(int round, String agent, String text) {
                return text.replaceFirst(part, other);
            }
        });
        Receipt receipt = Receipt.read(exchange.receipt(0, "wa-1", 0).getBytes(UTF_8));
        return said(
                receipt,
                given(exchange.record(0), null, null, null, Keys.of("wa-1").publicKey()));
    }

    @Test
    void brokenLinesStateTheDifference() {
        assertThat(linesAfterChange("\"after\":", "\"after\":-").get(7))
                .isEqualTo(
                        "10 BROKEN 0 before plus 7 entries of the record gives 84960000, but the receipt states -84960000");
        assertThat(linesAfterChange("/v1/agents/wa-1", "/v1/agents/wa-2").get(3))
                .isEqualTo("4 BROKEN command 1, PUT /v1/agents/wa-2, is signed for PUT /v1/agents/wa-1 in campus");
        assertThat(linesAfterChange("\"eyJ[^\"]*\"", "\"eyJ\"").get(3))
                .isEqualTo(
                        "4 BROKEN command 1, PUT /v1/agents/wa-1, is not a signed command: JWS must have three parts: \"eyJ\"");
    }

    @Test
    void unsignedCheckpointLeavesOtherLinesUnchecked() {
        Receipt other = new Receipt(
                "x", "y", receipt(0, "wa-1").place(), receipt(0, "wa-1").record(), Optional.empty());
        assertThat(said(other, given(EXCHANGE.record(0), "z", null, EXCHANGE.kept("wa-1"), new byte[32])))
                .containsExactly(
                        "1 BROKEN checkpoint must consist of lines, an empty line and signatures: \"x\"",
                        "2 NOT_CHECKED needs a signed checkpoint (line 1)",
                        "3 NOT_CHECKED needs a signed checkpoint (line 1)",
                        "4 NOT_CHECKED needs a receipt that is in the log (line 2)",
                        "5 NOT_CHECKED needs a receipt that is in the log (line 2)",
                        "6 NOT_CHECKED needs a receipt that is in the log (line 2)",
                        "9 NOT_CHECKED needs a receipt that is in the log (line 2)",
                        "10 NOT_CHECKED needs a receipt that is in the log (line 2)",
                        "11 NOT_CHECKED needs a receipt that is in the log (line 2)",
                        "13 NOT_CHECKED needs a receipt that is in the log (line 2)",
                        "14 NOT_CHECKED needs a receipt that is in the log (line 2)",
                        "15 NOT_CHECKED needs a receipt that is in the log (line 2)");
    }

    @Test
    void detectsReceiptOfAnotherMarket() {
        var exchange = new MadeUpExchange(1, new Plant() {
            @Override
            public String leaf(int round, String agent, String text) {
                return text.replace("\"market\":\"campus\"", "\"market\":\"port\"");
            }
        });
        Receipt receipt = Receipt.read(exchange.receipt(0, "aa-1", 0).getBytes(UTF_8));
        assertThat(said(receipt, CheckInputs.ofKey(KEY)).get(1))
                .isEqualTo("2 BROKEN the log belongs to skybourse/campus, but the receipt to skybourse/port");
    }

    /** A signed text that cannot be read is not a broken line, but has another format. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "receipt-1"      | "receipt-2"       | leaf: skybourse must be receipt-1: "receipt-2"
            "agent":"wa-1",  |                   | leaf: agent must be given: missing
            "record":0       | "record":-1       | leaf: record must be at least 0: -1
            "seq":1,         | "seq":0,          | leaf: commands[0].seq must be in [1, 8]: 0
            "seq":2,         | "seq":1,          | leaf: commands[1].seq must be in [2, 8]: 1
            "seq":2,         | "seq":9,          | leaf: commands[1].seq must be in [2, 8]: 9
            "fromSeq":1,     | "fromSeq":0,      | leaf: fromSeq must be in [1, 8]: 0
            "fromSeq":1,     | "fromSeq":9,      | leaf: fromSeq must be in [1, 8]: 9
            "fromSeq":1,     | "fromSeq":2,      | leaf: commands[0].seq must be in [2, 8]: 1
            "toSeq":8,       | "toSeq":9,        | leaf: toSeq must be in [1, 8]: 9
            "toSeq":8,       | "toSeq":0,        | leaf: toSeq must be in [1, 8]: 0
            "toSeq":8,       | "toSeq":1,        | leaf: commands[1].seq must be in [2, 1]: 2
            "before":0       | "before":"0"      | leaf: before must be a whole number: "0"
            {"skybourse"     | ["skybourse"      | leaf: line 1, character 13 must be ",": ":"
            "record-3"       | "record-0"        | skybourse must be record-3: "record-0"
            "record-3"       | "record-1"        | skybourse must be record-3 (version 0.2.0 checks record-1): "record-1"
            "rule":"seller-vcg", |               | rule must be given: missing
            ,"in-wa-10"]     | ]                 | entries[0] must be from, to, units, reason and of: an array
            "entries":[      | "entries":[3,     | entries[0] must be an array: 3
            90000000,        | 9e7,              | entries[0][2] must be a whole number: 9e7
            "pieces":[[      | "pieces":[[1,     | pieces[0] must be 16 cells: an array
            false]           | 0]                | pieces[0][15] must be true or false: 0
            "outcomes":[     | "outcomes":[[1]   | outcomes[0] must be piece, result, cause and seq: an array
            "feeShare":      | "feeShare":"x","y": | feeShare must be a number: "x"
            "draw":          | "drawn":          | record: draw must be given: missing
            "terms":{"wa-1":{ | "terms":{"wa-1":[{ | line 1, character
            """)
    void refusesMalformedLeavesAndRecords(String part, String other, String complaint) {
        String instead = other == null ? "" : other;
        var exchange = new MadeUpExchange(1, new Plant() {
            @Override
            public String leaf(int round, String agent, String text) {
                return complaint.startsWith("leaf") ? text.replace(part, instead) : text;
            }

            @Override
            public String record(int round, String text) {
                return complaint.startsWith("leaf") ? text : text.replace(part, instead);
            }
        });
        Receipt receipt = Receipt.read(exchange.receipt(0, "wa-1", 0).getBytes(UTF_8));
        assertThatThrownBy(() -> ReceiptCheck.of(receipt, given(exchange.record(0), null, null, null, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(complaint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "checkpoint":"   | "note":"      | checkpoint must be given: missing
            "leaf":"         | "leaf":1,"x":"| leaf must be text: 1
            "path":["        | "path":["A    | path[0] must be base64
            "record":{       | "record":[{   | line 1, character
            "index":1        | "index":1.5   | index must be a whole number: 1.5
            "index":0        | "index":-1    | record.index must be at least 0: -1
            "record":{"index"| "record":{"at"| record.index must be given: missing
            "shared":2       | "shared":4    | record.shared must be at most 3: 4
            "shared":2       | "shared":-1   | record.shared must be at least 0: -1
            ,"shared":2      |               | record.shared must be given: missing
            """)
    void refusesMalformedReceipts(String part, String other, String complaint) {
        String file = EXCHANGE.receipt(0, "wa-1", 0).replace(part, other == null ? "" : other);
        assertThatThrownBy(() -> Receipt.read(file.getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(complaint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "for":       | "what":       | line 1: for must be given: missing
            "text":"eyJ  | "text":"eyK   | line 2: promise.sha256 must be equal to the same field of its line
            "promise":"eyJ | "promise":" | line 2: JWS header must be
            {"for"       | "for"         | line 1: line 1, character 6 must be the end: ":"
            /tasks/ | /Tasks/ | line 2: promise.for must be equal to the same field of its line
            """)
    void errorsOfStoredCommandsNameTheLine(String part, String other, String complaint) {
        String file = EXCHANGE.kept("wa-1").replace(part, other);
        assertThatThrownBy(() -> SentCommandCopy.read(file.getBytes(UTF_8), KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(complaint);
    }

    @Test
    void readsStoredCommandsWithoutPromises() {
        assertThat(SentCommandCopy.read("\n{\"for\":\"PUT /v1/x\",\"text\":\"{}\"}\r\n\n".getBytes(UTF_8), KEY))
                .containsExactly(
                        new SentCommandCopy("PUT /v1/x", MerkleHash.hex("{}"), Optional.of("{}"), Optional.empty()));
        String forged = Jws.sign(
                "{\"skybourse\":\"promise-1\"}".getBytes(UTF_8),
                Keys.of("rogue").signer());
        assertThatThrownBy(() -> SentCommandCopy.read(
                        ("\n{\"for\":\"a\",\"text\":\"b\",\"promise\":\"" + forged + "\"}").getBytes(UTF_8), KEY))
                .hasMessageStartingWith("line 2: promise must be signed by skybourse/campus+");
    }

    /** An empty body or an object is not a signed command. */
    @Test
    void signedCommandsAreRecognizedByForm() {
        assertThat(new ReceiptLeaf.Command(1, 1, "DELETE /v1/tasks/t1", "", "").isSigned())
                .isFalse();
        assertThat(new ReceiptLeaf.Command(1, 1, "DELETE /v1/tasks/t1", "{}", "").isSigned())
                .isFalse();
        assertThat(new ReceiptLeaf.Command(1, 1, "DELETE /v1/tasks/t1", "a.b.c", "").isSigned())
                .isTrue();
    }

    @Test
    void receiptIsSmallerThan4096Characters() {
        assertThat(EXCHANGE.receipt(1, "wa-1", 2).length()).isLessThan(4_096);
    }

    @Test
    void houseMayKeepNothing() {
        MadeUpExchange even = new MadeUpExchange(1, new MadeUpExchange.Plant() {
            @Override
            public String record(int round, String text) {
                return text.replace("\"house\",700", "\"house\",690");
            }
        });
        Receipt receipt = Receipt.read(even.receipt(0, "wa-1", 0).getBytes(UTF_8));
        assertThat(said(receipt, given(even.record(0), null, null, null, null)).get(6))
                .startsWith("9 HOLDS")
                .contains("keeps 0 units");
    }
}

package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.app.command.ExitCode;
import skybourse.receipt.MadeUpExchange;

class CheckReceiptCommandTest {

    private static final MadeUpExchange EXCHANGE = MadeUpExchange.honest(3);

    @TempDir
    private Path temp;

    @BeforeEach
    void writeFilesOfAgent() throws IOException {
        write("receipt.json", EXCHANGE.receipt(1, "wa-1", 2));
        write("exchange.pub", MadeUpExchange.key() + "\n");
        write("record.json", EXCHANGE.record(1));
        write("older", EXCHANGE.checkpoint(0));
        write("older.json", EXCHANGE.receipt(0, "wa-1", 0));
        write("proof.json", EXCHANGE.growth(0, 2));
        write("sent.jsonl", EXCHANGE.kept("wa-1"));
        write("me.pub", MadeUpExchange.ownKey("wa-1") + "\n");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(temp.resolve(name), text);
    }

    private Ran check(String... options) {
        List<Object> line = new ArrayList<>(
                List.of("check-receipt", temp.resolve("receipt.json"), "--key", temp.resolve("exchange.pub")));
        for (String option : options) {
            line.add(option.startsWith("--") ? option : temp.resolve(option));
        }
        return Ran.of(line.toArray());
    }

    private Ran checkWithAllFiles(String older) {
        return check(
                "--record",
                "record.json",
                "--earlier-checkpoint",
                older,
                "--proof",
                "proof.json",
                "--sent-commands",
                "sent.jsonl",
                "--agent-key",
                "me.pub");
    }

    @Test
    void acceptsReceiptOfOlderFormat() throws IOException {
        for (String name : List.of("receipt.json", "record.json", "exchange.pub")) {
            write(name, Files.readString(Path.of("app/src/test/resources/golden/record-2", name)));
        }
        Ran ran = check("--record", "record.json");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).endsWith("13 lines hold, 3 were not checked.\n");
    }

    @Test
    void withAllFilesTenLinesHold() {
        Ran ran = checkWithAllFiles("older");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(ran.out().lines()).containsExactly("""
                Receipt of wa-1, round 1 of campus (commands 9 to 16)
                  1  holds        skybourse/campus signed the checkpoint of its log, which has 15 leaves
                  2  holds        the receipt is leaf 6 of the log
                  3  holds        leaves were only appended to the log, from 5 to 15 leaves
                  4  holds        all 2 commands of wa-1 are yours
                  5  holds        the receipts contain all 1 promised commands
                  6  holds        the record of round 1 is leaf 5 of the log
                  7  not checked  needs a record of a sold round in a known format
                  8  not checked  needs a record of a sold round in a known format
                  9  holds        13 entries move money from one account to another; the house keeps 10000 units under the rule seller-vcg
                 10  holds        84960000 before plus 7 entries of the record gives 79758999
                 11  not checked  needs a record of a sold round in a known format
                 12  not checked  needs a record of a sold round in a known format
                 13  holds        4 pieces cover all sold shares, and the payments match them
                 14  holds        the round used the terms and the task that wa-1 sent
                 15  not checked  needs receipts and records of rounds [0], which sold pieces that ended here
                 16  not checked  needs a record of a sold round in a known format
                not checked: whether others see the same log: compare checkpoints with them, or use a witness
                not checked: whether a command without a promise was dropped: request promises
                not checked: whether agents and tasks were rightly excluded from a round: the reasons are not in the record
                not checked: whether lots, bonds and fines were rightly reduced: the balances of others are not in the record
                not checked: whether the default values of terms are right: no agent signs the exchange's scenario
                not checked: whether deposits and withdrawals match payments outside the exchange: the log ends at the account outside
                not checked: when a piece ended exactly: outcomes have no timestamp; the record and your commands bound it
                10 lines hold, 6 were not checked.""".lines().toArray(String[]::new));
        assertThat(checkWithAllFiles("older.json")).isEqualTo(ran);
    }

    @Test
    void checksSeveralReceiptsAgainstTheirRecords() throws IOException {
        write("first.json", EXCHANGE.receipt(0, "wa-1", 2));
        write("first-record.json", EXCHANGE.record(0));
        Ran ran = check(
                "first.json",
                "--record",
                "record.json",
                "--record",
                "first-record.json",
                "--sent-commands",
                "sent.jsonl");
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains("\n 15  holds        all 14 entries of wa-1 follow from the pieces and commands\n")
                .contains("\n 14  holds        the round used the terms and the task that wa-1 sent\n");
        Ran one = check("--record", "record.json", "--record", "first-record.json");
        assertThat(one.code()).isEqualTo(1);
        assertThat(one.out()).contains("\n  6  BROKEN       no receipt proves that the record of round 0 of campus");
    }

    @Test
    void skipsLinesWithoutTheirFiles() {
        Ran ran = check();
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains("\n  3  not checked  needs an older checkpoint that you stored (--earlier-checkpoint)")
                .endsWith("2 lines hold, 14 were not checked." + System.lineSeparator());
    }

    @Test
    void brokenReceiptExitsWithOne() throws IOException {
        write("receipt.json", EXCHANGE.receipt(1, "wa-1", 2).replace("\\\"after\\\":7", "\\\"after\\\":8"));
        Ran ran = checkWithAllFiles("older");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .startsWith("Unverified receipt: not in a signed log")
                .contains("\n  2  BROKEN       this text is not leaf 6 of the log")
                .endsWith("Broken: line 2." + System.lineSeparator());
        write("receipt.json", EXCHANGE.receipt(1, "ma-1", 2));
        assertThat(checkWithAllFiles("older").out())
                .startsWith("Receipt of ma-1, round 1")
                .contains("is not signed by your key")
                .endsWith("Broken: line 4." + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            receipt.json | {"checkpoint":1}   | checkpoint must be text: 1
            receipt.json | [1,                | line 1, character 4 must be more: the end
            exchange.pub | skybourse          | key must be name+hash+base64: "skybourse"
            record.json  | {"skybourse":"x"}  | skybourse must be record-3: "x"
            record.json  | {}                 | skybourse must be given: missing
            record.json  | {"skybourse":"record-1"} | skybourse must be record-3 (version 0.2.0 checks record-1): "record-1"
            older        | no note            | checkpoint must consist of lines, an empty line and signatures: "no note"
            older        | {}                 | checkpoint must be given: missing
            proof.json   | {"from":1.5}       | from must be a whole number: 1.5
            sent.jsonl   | {"for":"PUT /x"}   | line 1: sha256 must be given: missing
            sent.jsonl   | ``                 | file must have one line per command: it is empty
            me.pub       | c2hvcnQ            | key must be 64 hexadecimal digits: 7 characters
            """)
    void rejectsFileOfAnotherFormat(String name, String text, String complaint) throws IOException {
        write(name, text);
        Ran ran = checkWithAllFiles("older");
        assertThat(ran.code()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines()).hasSize(2);
        assertThat(ran.err())
                .startsWith("skybourse: " + temp.resolve(name) + ": " + complaint)
                .contains("\nHint: ");
    }

    @Test
    void checksReceiptsOfOneRoundTogether() throws IOException {
        var exchange = new MadeUpExchange(1, new MadeUpExchange.Plant() {
            @Override
            public List<String> parts(int round, String agent, String text) {
                return List.of(
                        text.replace("\"toSeq\":8", "\"toSeq\":2"),
                        text.replace("\"fromSeq\":1", "\"fromSeq\":4")
                                .replaceFirst("\"commands\":\\[.*\\],\"before\"", "\"commands\":[],\"before\""));
            }
        });
        write("receipt.json", exchange.receipt(0, "wa-1", 0));
        write("second.json", exchange.receipt(0, "wa-1", 0, 1));
        write("sent.jsonl", exchange.kept("wa-1"));
        assertThat(check("--sent-commands", "sent.jsonl").out())
                .contains("\n  2  holds        the receipt is leaf 1 of the log, and of commands 1 to 2 alone\n")
                .contains("\n  5  holds        the receipts contain all 1 promised commands\n");
        Ran both = check("second.json", "--sent-commands", "sent.jsonl");
        assertThat(both.code()).isEqualTo(1);
        assertThat(both.out())
                .contains(
                        "\n  2  holds        the receipts are leaves 1, 2 of the log, and of commands 1 to 2, 4 to 8 alone\n")
                .contains("\n  5  BROKEN       leaves 1 and 2 leave out commands 3 to 3\n")
                .endsWith("Broken: line 5." + System.lineSeparator());
        write("second.json", "{}");
        assertThat(check("second.json").err())
                .startsWith("skybourse: " + temp.resolve("second.json") + ": checkpoint must be given: missing");
    }

    @Test
    void rejectsNewerCheckpointAsOlder() throws IOException {
        write("receipt.json", EXCHANGE.receipt(1, "wa-1", 1));
        write("older", EXCHANGE.checkpoint(2));
        assertThat(checkWithAllFiles("older").err())
                .contains("receipt.json: older checkpoint must have at most 10 leaves: 15")
                .contains("\nHint: ");
    }
}

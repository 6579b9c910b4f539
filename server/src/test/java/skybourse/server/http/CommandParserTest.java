package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.server.http.RequestBodyTest.problem;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import skybourse.base.agent.Position;
import skybourse.base.agent.Task;
import skybourse.files.text.Sha256;
import skybourse.server.service.ProblemException;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.AgentTermsBuilder;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.Piece;
import skybourse.venue.event.PieceBuilder;
import skybourse.venue.event.PieceClaimsBuilder;
import skybourse.venue.event.PieceMoneyBuilder;

/** Parses each command from its path and body. Unknown members are refused. */
class CommandParserTest {

    private static final List<String> PATH = List.of("agents", "WA1", "tasks", "t1");

    private static final Piece PIECE = PieceBuilder.builder()
            .id("r7.0")
            .buyer("WA1")
            .task("t1")
            .leader("MA1")
            .worker("AA1")
            .from(.25)
            .to(.75)
            .work(3e9)
            .money(PieceMoneyBuilder.builder()
                    .billUnits(11)
                    .lotUnits(5)
                    .wageUnits(4)
                    .bondUnits(3)
                    .lotBondUnits(2)
                    .fineUnits(1)
                    .build())
            .soldAt(8_000)
            .dueMillis(9_000)
            .state(Piece.Stage.OPEN)
            .claims(PieceClaimsBuilder.builder()
                    .digest("")
                    .undoable("")
                    .disputedBy("")
                    .objection("")
                    .stakeUnits(0)
                    .seqs(new TreeMap<>())
                    .build())
            .build();

    private record Row(CommandParser.OfPath reader, String body, MarketCommand command) {}

    private static final CommandParser.OfPath REJECTION = (_, body) -> CommandParser.reject(PIECE, body);

    private static final CommandParser.Blobs NONE = digest -> {
        throw ProblemException.unknown("sha256", digest);
    };

    private static RequestBody body(String text) {
        return RequestBody.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    static List<Row> rows() {
        var whole = AgentTermsBuilder.builder()
                .kind("aerial")
                .pricePerBit(OptionalDouble.of(1e-6))
                .workPerSecond(OptionalDouble.of(2e9))
                .worth(OptionalDouble.of(7))
                .position(Optional.of(new Position(1, 2, 3)))
                .askTicks(Optional.of(List.of(4L, 5L)))
                .publicKey("ab")
                .build();
        return List.of(
                new Row(
                        CommandParser::putAgent,
                        "{'version':3}",
                        new MarketCommand.PutAgent("WA1", 3, AgentTerms.ofScenario())),
                new Row(
                        CommandParser::putAgent,
                        "{'version':4,'kind':'aerial','pricePerBit':1e-6,'workPerSecond':2e9,'worth':7,'position':"
                                + "{'xMetres':1,'yMetres':2,'heightMetres':3},'askTicks':[4,5],'publicKey':'ab'}",
                        new MarketCommand.PutAgent("WA1", 4, whole)),
                new Row(CommandParser::leave, "{'version':5}", new MarketCommand.LeaveMarket("WA1", 5)),
                new Row(CommandParser::withdraw, "{}", new MarketCommand.WithdrawTask("WA1", "t1")),
                new Row(REJECTION, "{'reason':'no'}", new MarketCommand.RejectResult("WA1", "r7.0", "no")),
                new Row(
                        REJECTION,
                        "{'reason':'no','agent':'MA1'}",
                        new MarketCommand.RejectResult("MA1", "r7.0", "no")),
                new Row(
                        (_, body) -> CommandParser.confirm(PIECE, body),
                        "{}",
                        new MarketCommand.ConfirmUndoable("WA1", "r7.0")),
                new Row(
                        (_, body) -> CommandParser.confirm(PIECE, body),
                        "{'agent':'MA1'}",
                        new MarketCommand.ConfirmUndoable("MA1", "r7.0")),
                new Row(
                        (_, body) -> CommandParser.undoable(PIECE, body),
                        "{'reason':'no text'}",
                        new MarketCommand.PutUndoable("AA1", "r7.0", "no text")),
                new Row(
                        CommandParser::deposit,
                        "{'agent':'MA1','units':5,'reference':'x'}",
                        new MarketCommand.Deposit("MA1", 5, "x")),
                new Row(
                        CommandParser::payOut,
                        "{'agent':'MA1','units':5,'reference':'x'}",
                        new MarketCommand.Withdraw("MA1", 5, "x")),
                new Row(CommandParser::invite, "{'agent':'MA1','sha256':'cd'}", new MarketCommand.Invite("MA1", "cd")),
                new Row(
                        CommandParser::invite,
                        "{'kind':'fixed','sha256':'cd'}",
                        new MarketCommand.InviteKind("fixed", "cd")),
                new Row(
                        CommandParser::bar,
                        "{'agent':'MA1','version':2,'isBarred':true}",
                        new MarketCommand.Bar("MA1", 2, true)),
                new Row(CommandParser::rule, "{'piece':'r1.2','pays':true}", new MarketCommand.Rule("r1.2", true)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void parsesCommandsFromPathAndBody(Row row) {
        assertThat(row.reader.read(PATH, body(row.body)))
                .isEqualTo(new CommandParser.ParsedCommand(row.command, Optional.empty()));
        String other = row.body.equals("{}") ? "{'more':1}" : row.body.replaceFirst("^\\{", "{'more':1,");
        assertThat(problem(() -> row.reader.read(PATH, body(other))))
                .isEqualTo("400 more must be a known member: unknown");
    }

    @Test
    void parsesPayloadsAndResultsWithTheirDigests() {
        byte[] abc = "a\nbc".getBytes(StandardCharsets.UTF_8);
        String amounts = "{'inputBits':6,'work':7,'deadlineSeconds':8,'lastRound':10,";
        CommandParser.ParsedCommand task =
                CommandParser.putTask(PATH, body(amounts + "'units':2,'payload':{'text':'a\\nbc'}}"), NONE);
        assertThat(task.command())
                .isEqualTo(new MarketCommand.PutTask("WA1", "t1", new Task(6, 7, 8), 2, Sha256.of(abc), 10));
        assertThat(task.bytes()).hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(abc));
        String named = "'payload':{'sha256':'" + Sha256.of(abc) + "'}}";
        CommandParser.ParsedCommand brought = CommandParser.putTask(PATH, body(amounts + named), _ -> abc);
        assertThat(brought.command())
                .isEqualTo(new MarketCommand.PutTask("WA1", "t1", new Task(6, 7, 8), 0, Sha256.of(abc), 10));
        assertThat(brought.bytes())
                .as("stored again, because they may be erased meanwhile")
                .contains(abc);
        assertThat(problem(() -> CommandParser.putTask(PATH, body(amounts + "'units':3," + named), _ -> abc)))
                .isEqualTo("422 payload must have one line per unit, 3: 2");
        assertThat(problem(() -> CommandParser.putTask(PATH, body(amounts + named), NONE)))
                .isEqualTo("404 sha256 is not in this market: " + Sha256.of(abc));
        for (String wrong : List.of("0", "-1", "2147483648")) {
            assertThat(problem(() ->
                            CommandParser.putTask(PATH, body(amounts + "'units':" + wrong + "," + named), _ -> abc)))
                    .isEqualTo("422 units must be in [1, 2147483647] or missing: " + wrong);
        }
        CommandParser.ParsedCommand result = CommandParser.result(PIECE, Payload.of(abc), NONE);
        assertThat(result.command()).isEqualTo(new MarketCommand.PutResult("AA1", "r7.0", Sha256.of(abc)));
        assertThat(result.bytes()).containsSame(abc);
        var other = new Payload(Sha256.of(abc), Optional.empty());
        assertThat(CommandParser.result(PIECE, other, _ -> abc).bytes()).contains(abc);
        assertThat(problem(() -> CommandParser.result(PIECE, other, NONE))).startsWith("404 sha256");
        CommandParser.ParsedCommand blob = CommandParser.blob("AA1", Sha256.of(abc), abc);
        assertThat(blob.command()).isEqualTo(new MarketCommand.PutBlob("AA1", Sha256.of(abc), 4));
        assertThat(problem(() -> CommandParser.blob("AA1", "ab".repeat(32), abc)))
                .isEqualTo("422 sha256 must be that of the body, " + Sha256.of(abc) + ": " + "ab".repeat(32));
        assertThat(problem(() -> CommandParser.putAgent(
                        PATH, body("{'version':1,'position':{'xMetres':1,'yMetres':2,'heightMetres':3,'up':4}}"))))
                .isEqualTo("400 position.up must be a known member: unknown");
    }
}

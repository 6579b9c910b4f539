package skybourse.server.signedlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Task;
import skybourse.server.codec.AcceptedBody;
import skybourse.server.codec.BodyJsonEncoder;
import skybourse.server.codec.EventsBody.EventBody;
import skybourse.server.codec.JsonLong;
import skybourse.server.codec.PieceBody;
import skybourse.server.codec.PricesBody;
import skybourse.server.codec.PricesBody.LastPrices;
import skybourse.server.codec.RoundRecordBody;
import skybourse.server.codec.TaskBody;
import skybourse.tier1.game.MixedPrices;
import skybourse.venue.Journal;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketPayment;
import skybourse.venue.event.Piece;
import skybourse.venue.event.PieceBuilder;
import skybourse.venue.event.PieceClaimsBuilder;
import skybourse.venue.event.PieceMeter;
import skybourse.venue.event.PieceMoneyBuilder;
import skybourse.venue.event.PostedPriceAdmission;
import skybourse.venue.event.RoundPrices;
import skybourse.venue.event.SubmittedTask;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** JSON bodies of replies, member by member. */
class BodiesTest {

    private static final long LARGEST = (1L << 53) - 1;

    private static Piece piece(double from, double to, Piece.Stage stage, String digest) {
        return PieceBuilder.builder()
                .id("r7.0")
                .buyer("WA1")
                .task("t1")
                .leader("MA1")
                .worker("AA1")
                .from(from)
                .to(to)
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
                .state(stage)
                .claims(PieceClaimsBuilder.builder()
                        .digest(digest)
                        .undoable("")
                        .disputedBy("")
                        .objection("")
                        .stakeUnits(0)
                        .seqs(new TreeMap<>())
                        .build())
                .build();
    }

    private static SubmittedTask task(SubmittedTask.Stage stage, String payload, long soldIn) {
        return new SubmittedTask("WA1", "t1", new Task(6, 7, 8), 4, payload, 10, 2, 99, stage, soldIn, "", 5, 6);
    }

    private static String text(Record body) {
        return BodyJsonEncoder.write(body);
    }

    private static Map<String, Object> members(Record body) {
        return JsonMapper.shared().readValue(text(body), new TypeReference<>() {});
    }

    private static LastPrices prices(RoundPrices solved, SortedMap<String, Double> prices) {
        return new LastPrices(new JsonLong(solved.round()), PricesBody.of(solved, prices, PostedPriceAdmission.NONE));
    }

    @Test
    void largeIntegersAreWrittenAsText() {
        assertThat(new JsonLong(LARGEST).json()).isEqualTo(LARGEST);
        assertThat(new JsonLong(-LARGEST).json()).isEqualTo(-LARGEST);
        assertThat(new JsonLong(LARGEST + 1).json()).isEqualTo("9007199254740992");
        assertThat(new JsonLong(Long.MIN_VALUE).json()).isEqualTo("-9223372036854775808");
        assertThat(text(AcceptedBody.of(new CommandReply.Reply("t1", 2, 3, 4, 5))))
                .isEqualTo("{\"name\":\"t1\",\"version\":2,\"round\":3,\"units\":4,\"seq\":5}");
    }

    /**
     * Pieces of a task in units state their units, and those of a divisible task their bytes, in spite of rounding
     * errors.
     */
    @Test
    void pieceBodiesStateUnitsOrBytes() {
        for (int count : new int[] {1, 2, 3, 10, 49, 1_000}) {
            for (int first = 0; first <= count; first++) {
                Piece piece = piece((double) first / count, 1, Piece.Stage.OPEN, "");
                assertThat(members(PieceBody.of(piece, Optional.empty(), count, -1)))
                        .containsEntry("firstUnit", first)
                        .containsEntry("endUnit", count)
                        .doesNotContainKeys("firstByte", "endByte");
                assertThat(members(PieceBody.of(piece, Optional.empty(), 0, count)))
                        .containsEntry("firstByte", first)
                        .containsEntry("endByte", count)
                        .doesNotContainKeys("firstUnit", "endUnit");
            }
        }
        assertThat(members(PieceBody.of(piece(0, 1, Piece.Stage.PAID, ""), Optional.empty(), 0, -1)))
                .doesNotContainKeys("firstUnit", "endUnit", "firstByte", "endByte");
    }

    /** A buyer answers reports about its pieces, and a leader about its lots, each once. */
    @Test
    void undoablePieceWaitsForBuyerAndLeader() {
        Piece piece = piece(0, 1, Piece.Stage.UNDOABLE, "");
        assertThat(TaskBody.toAnswer(List.of(piece), "WA1")).containsExactly("r7.0");
        assertThat(TaskBody.toAnswer(List.of(piece), "MA1")).containsExactly("r7.0");
        assertThat(TaskBody.toAnswer(List.of(piece), "AA1")).isEmpty();
        assertThat(TaskBody.toAnswer(List.of(piece(0, 1, Piece.Stage.REJECTED, "")), "WA1"))
                .isEmpty();
        SubmittedTask sold = task(SubmittedTask.Stage.SOLD, "", 3);
        assertThat(TaskBody.isAnswered(sold, List.of(piece))).isFalse();
        assertThat(TaskBody.of(sold, List.of(piece), _ -> Optional.empty(), -1).toAnswer())
                .containsExactly("r7.0");
        var claims = PieceClaimsBuilder.builder()
                .digest("")
                .undoable("no")
                .disputedBy("")
                .objection("")
                .stakeUnits(0)
                .seqs(new TreeMap<>(Map.of("confirmation WA1", 9L)))
                .build();
        var confirmed = PieceBuilder.builder()
                .id("r7.0")
                .buyer("WA1")
                .task("t1")
                .leader("MA1")
                .worker("AA1")
                .from(0)
                .to(1)
                .work(3e9)
                .money(piece.money())
                .soldAt(1)
                .dueMillis(2)
                .state(Piece.Stage.UNDOABLE)
                .claims(claims)
                .build();
        assertThat(TaskBody.toAnswer(List.of(confirmed), "WA1")).isEmpty();
        assertThat(TaskBody.toAnswer(List.of(confirmed), "MA1")).containsExactly("r7.0");
        assertThat(TaskBody.isAnswered(sold, List.of(confirmed))).isTrue();
    }

    @Test
    void disputedPieceBodyHasStake() {
        var claims = PieceClaimsBuilder.builder()
                .digest("")
                .undoable("no text")
                .disputedBy("MA1")
                .objection("it is text")
                .stakeUnits(7)
                .seqs(new TreeMap<>())
                .build();
        var piece = PieceBuilder.builder()
                .id("r7.0")
                .buyer("WA1")
                .task("t1")
                .leader("MA1")
                .worker("AA1")
                .from(0)
                .to(1)
                .work(3e9)
                .money(PieceMoneyBuilder.builder()
                        .billUnits(1)
                        .lotUnits(2)
                        .wageUnits(3)
                        .bondUnits(4)
                        .lotBondUnits(5)
                        .fineUnits(6)
                        .build())
                .soldAt(1)
                .dueMillis(2)
                .state(Piece.Stage.REJECTED)
                .claims(claims)
                .build();
        assertThat(members(PieceBody.of(piece, Optional.empty(), 1, -1)))
                .containsEntry("undoable", "no text")
                .containsEntry("objection", "it is text")
                .containsEntry("disputedBy", "MA1")
                .containsEntry("stakeUnits", 7)
                .containsEntry("bondUnits", 4)
                .containsEntry("lotBondUnits", 5);
        assertThat(members(PieceBody.of(piece(0, 1, Piece.Stage.OPEN, ""), Optional.empty(), 1, -1)))
                .doesNotContainKeys("undoable", "objection", "disputedBy", "stakeUnits");
    }

    @Test
    void taskBodyListsItsPieces() {
        List<Piece> pieces = List.of(piece(.25, .75, Piece.Stage.DONE, "cd"), piece(.75, 1, Piece.Stage.FAILED, ""));
        String first = "{\"piece\":\"r7.0\",\"buyer\":\"WA1\",\"task\":\"t1\",\"leader\":\"MA1\",\"worker\":\"AA1\",";
        String amounts = "\"inputBits\":6.0,\"work\":7.0,\"deadlineSeconds\":8.0,\"units\":4,\"lastRound\":10,"
                + "\"round\":2,\"holdUnits\":99,";
        assertThat(text(TaskBody.of(task(SubmittedTask.Stage.SOLD, "ef", 0), pieces, _ -> Optional.empty(), -1)))
                .isEqualTo("{\"agent\":\"WA1\",\"task\":\"t1\",\"stage\":\"SOLD\",\"isAnswered\":true," + amounts
                        + "\"sha256\":\"ef\",\"soldIn\":0,\"billUnits\":11,\"toAnswer\":[],\"pieces\":[" + first
                        + "\"from\":0.25,\"to\":0.75,\"firstUnit\":1,\"endUnit\":3,\"work\":3.0E9,\"due\":9000,"
                        + "\"state\":\"DONE\",\"billUnits\":11,\"bondUnits\":3,\"lotBondUnits\":2,\"sha256\":\"cd\"},"
                        + first
                        + "\"from\":0.75,\"to\":1.0,\"firstUnit\":3,\"endUnit\":4,\"work\":3.0E9,\"due\":9000,"
                        + "\"state\":\"FAILED\",\"billUnits\":11,\"bondUnits\":3,\"lotBondUnits\":2}]}");
        assertThat(text(TaskBody.of(task(SubmittedTask.Stage.EXPIRED, "", -1), List.of(), _ -> Optional.empty(), -1)))
                .isEqualTo("{\"agent\":\"WA1\",\"task\":\"t1\",\"stage\":\"EXPIRED\",\"isAnswered\":true," + amounts
                        + "\"billUnits\":0,\"toAnswer\":[],\"pieces\":[]}");
    }

    @Test
    void taskIsAnsweredWhenAllPiecesAreDone() {
        Piece open = piece(0, 1, Piece.Stage.OPEN, "");
        Piece done = piece(0, 1, Piece.Stage.DONE, "cd");
        assertThat(TaskBody.isAnswered(task(SubmittedTask.Stage.OPEN, "", -1), List.of()))
                .isFalse();
        assertThat(TaskBody.isAnswered(task(SubmittedTask.Stage.SOLD, "", 3), List.of(done, open)))
                .isFalse();
        assertThat(TaskBody.isAnswered(task(SubmittedTask.Stage.SOLD, "", 3), List.of(done, done)))
                .isTrue();
        assertThat(TaskBody.isAnswered(task(SubmittedTask.Stage.WITHDRAWN, "", -1), List.of()))
                .isTrue();
    }

    @Test
    void pricesHaveEpsilonAndCertification() {
        var prices = new TreeMap<>(Map.of("MA1", 2.5));
        assertThat(text(prices(
                        new RoundPrices(
                                3, List.of(2.5), RoundPrices.PriceOrigin.SOLVED, 1e-7, true, .5, Optional.empty()),
                        prices)))
                .isEqualTo(
                        "{\"round\":3,\"pricePerBit\":{\"MA1\":2.5},\"how\":\"solved\",\"epsilon\":1.0E-7,\"isCertified\":true,"
                                + "\"postedGain\":0.5}");
        assertThat(members(prices(
                        new RoundPrices(
                                3,
                                List.of(2.5),
                                RoundPrices.PriceOrigin.REUSED,
                                Double.POSITIVE_INFINITY,
                                false,
                                0,
                                Optional.empty()),
                        prices)))
                .doesNotContainKey("epsilon")
                .containsEntry("isCertified", false);
    }

    @Test
    void refusedPostedPricesAreShownWithTheirGains() {
        var solved = new RoundPrices(3, List.of(), RoundPrices.PriceOrigin.SOLVED, 0, true, .001, Optional.empty());
        var admission = new PostedPriceAdmission(new TreeMap<>(Map.of("MA1", .001)), new TreeMap<>(Map.of("FA1", .25)));
        assertThat(text(PricesBody.of(solved, new TreeMap<>(), admission)))
                .contains("\"postedGains\":{\"MA1\":0.001},\"refusedGains\":{\"FA1\":0.25}");
    }

    @Test
    void mixedPricesHaveWeights() {
        var points = List.of(new MixedPrices.Point(2.5, .25), new MixedPrices.Point(Double.POSITIVE_INFINITY, .75));
        var mix = new RoundPrices.Mix(1e-3, false, new TreeMap<>(Map.of("MA1", points)));
        var solved = new RoundPrices(3, List.of(2.5), RoundPrices.PriceOrigin.REUSED, 1, false, 0, Optional.of(mix));
        assertThat(text(prices(solved, new TreeMap<>(Map.of("MA1", Double.POSITIVE_INFINITY)))))
                .isEqualTo("{\"round\":3,\"pricePerBit\":{\"MA1\":\"closed\"},\"how\":\"reused\",\"epsilon\":1.0,"
                        + "\"isCertified\":false,\"postedGain\":0.0,\"mix\":{\"epsilon\":0.001,\"isCertified\":false,"
                        + "\"prices\":{\"MA1\":[[2.5,0.25],[\"closed\",0.75]]}}}");
    }

    @Test
    void recordRowsAreLists() {
        var trade = new MarketEvent.LotTrade("FA1", 0, "AA1", 1, LARGEST + 1, 5);
        assertThat(text(RoundRecordBody.Trade.of(trade)))
                .isEqualTo("{\"buyer\":\"FA1\",\"buyerLot\":0,\"seller\":\"AA1\",\"sellerLot\":1,"
                        + "\"buyerHalfTicks\":\"9007199254740992\",\"sellerHalfTicks\":5}");
        assertThat(text(RoundRecordBody.PieceRow.of(piece(.25, 1, Piece.Stage.OPEN, ""), 7)))
                .isEqualTo("[\"r7.0\",\"WA1\",\"t1\",\"MA1\",\"AA1\",0.25,1.0,3.0E9,9000,11,5,4,3,2,1,false]");
        assertThat(text(RoundRecordBody.PieceRow.of(piece(.25, 1, Piece.Stage.FAILED, ""), 7)))
                .endsWith(",11,5,4,7,2,1,true]");
        var paid = new MarketPayment("house", "WA1", LARGEST + 1, MarketPayment.Reason.LOT_SOLD, "r1.0");
        assertThat(text(RoundRecordBody.Entry.of(paid)))
                .isEqualTo("[\"house\",\"WA1\",9007199254740992,\"LOT_SOLD\",\"r1.0\"]");
        var ended = new PieceOutcome("r1.0", "PAID", Piece.Cause.SILENCE, 9, new PieceMeter.Answers(77, 5));
        assertThat(text(ended.row())).isEqualTo("[\"r1.0\",\"PAID\",\"silence\",9]");
        assertThat(text(ended.measuredRow())).isEqualTo("[\"r1.0\",\"PAID\",\"silence\",9,77,5]");
    }

    @Test
    void unsoldRoundIsClosedPostponedOrVoid() {
        var frozen = new MarketEvent.RoundFrozen(4, List.of("WA1"), List.of("MA1"), "ab");
        assertThat(text(new ClosedRound(4, 9, frozen, "", 70).body(Optional.empty())))
                .isEqualTo("{\"round\":4,\"at\":70,\"state\":\"CLOSED\",\"buyers\":[\"WA1\"],\"sellers\":[\"MA1\"]}");
        assertThat(text(new ClosedRound(4, 9, null, "no task", 70).body(Optional.empty())))
                .isEqualTo("{\"round\":4,\"at\":70,\"state\":\"VOID\",\"reason\":\"no task\"}");
        assertThat(text(new ClosedRound(4, 9, frozen, "", 70).body(Optional.of("epsilon"))))
                .isEqualTo("{\"round\":4,\"at\":70,\"state\":\"POSTPONED\",\"buyers\":[\"WA1\"],\"sellers\":[\"MA1\"],"
                        + "\"reason\":\"epsilon\"}");
        assertThat(text(new ClosedRound(4, 9, frozen, "gone", 70).body(Optional.empty())))
                .isEqualTo("{\"round\":4,\"at\":70,\"state\":\"VOID\",\"reason\":\"gone\",\"buyers\":[\"WA1\"],"
                        + "\"sellers\":[\"MA1\"]}");
    }

    /** The feed does not contain an agent's private events. */
    @Test
    void feedContainsOnlyPublicEvents() {
        var sold = new MarketEvent.RoundSettled(
                new RoundPrices(6, List.of(), RoundPrices.PriceOrigin.SOLVED, 0, true, 0, Optional.empty()),
                List.of(),
                List.of(),
                List.of(),
                1,
                0,
                new TreeMap<>());
        List<MarketEvent> events = List.of(
                new MarketEvent.AgentPut("WA1", 1, AgentTerms.ofScenario(), "secret"),
                new MarketEvent.AgentLeft("WA2", 2),
                new MarketEvent.AgentInvited("WA1", "secret"),
                new MarketEvent.KindInvited("mobile", "secret"),
                new MarketEvent.AgentBarred("FA1", 1, true),
                new MarketEvent.MoneyDeposited("WA1", 5, "in"),
                new MarketEvent.MoneyWithdrawn("WA1", 5, "out"),
                new MarketEvent.TaskPut("WA1", "t1", new Task(6, 7, 8), 1, "", 2, 0, 3),
                new MarketEvent.TaskWithdrawn("WA1", "t1"),
                new MarketEvent.TaskExpired("WA1", "t1"),
                new MarketEvent.RoundFrozen(4, List.of(), List.of(), "ab"),
                new MarketEvent.RoundPostponed(4, "epsilon"),
                new MarketEvent.TaskLeftOut(4, "WA1", "t1", "hard"),
                new MarketEvent.RoundVoid(5, "no task"),
                new MarketEvent.PostedPricesChecked(5, PostedPriceAdmission.NONE),
                new MarketEvent.PostedPricesChecked(
                        6, new PostedPriceAdmission(new TreeMap<>(), new TreeMap<>(Map.of("MA1", .001, "FA1", .25)))),
                sold,
                new MarketEvent.PieceDone("p1", "ab", 9),
                new MarketEvent.PieceRejected("p2", "WA1", "no", 5, 9),
                new MarketEvent.PiecePaid("p3", Piece.Cause.SILENCE),
                new MarketEvent.PieceFailed("p4", Piece.Cause.NO_RESULT),
                new MarketEvent.PieceUndoable("p5", "no text", 9),
                new MarketEvent.PieceConfirmed("p5", "WA1"),
                new MarketEvent.StakeRaised("p5", 2),
                new MarketEvent.LotFined("p5"),
                new MarketEvent.PieceReturned("p5", Piece.Cause.CONFIRMED, 1),
                new MarketEvent.BlobPut("WA1", "ab", 3));
        List<String> told = new ArrayList<>();
        EventBody.of(new Journal.Entry(8, 9, "x", "", events)).forEach(body -> told.add(BodyJsonEncoder.write(body)));
        assertThat(told)
                .allMatch(line -> line.endsWith(",\"seq\":8,\"at\":9}"))
                .extracting(line -> line.replace(",\"seq\":8,\"at\":9}", "")
                        .replaceAll("[\"{]", "")
                        .replace("type:", ""))
                .containsExactly(
                        "agent-put,agent:WA1",
                        "agent-left,agent:WA2",
                        "agent-barred,agent:FA1,isBarred:true",
                        "round-closed,round:4",
                        "round-postponed,round:4,reason:epsilon",
                        "task-left-out,round:4",
                        "round-void,round:5,reason:no task",
                        "prices-refused,round:6,reason:posted prices refused: FA1 (gain 0.250), MA1 (gain 0.00100)",
                        "round-sold,round:6",
                        "piece-done,piece:p1",
                        "piece-rejected,piece:p2",
                        "piece-paid,piece:p3",
                        "piece-failed,piece:p4",
                        "piece-undoable,piece:p5",
                        "piece-returned,piece:p5");
    }
}

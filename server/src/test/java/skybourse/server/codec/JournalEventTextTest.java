package skybourse.server.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Position;
import skybourse.base.agent.Task;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier2.rule.ProcurementAuction;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketPayment;
import skybourse.venue.event.Piece;
import skybourse.venue.event.PieceBuilder;
import skybourse.venue.event.PieceClaimsBuilder;
import skybourse.venue.event.PieceMeter;
import skybourse.venue.event.PieceMoneyBuilder;
import skybourse.venue.event.PostedPriceAdmission;
import skybourse.venue.event.RequestLot;
import skybourse.venue.event.RoundPrices;

class JournalEventTextTest {

    private static final List<MarketEvent> ALL = List.of(
            new MarketEvent.AgentPut(
                    "WA \"1\" é",
                    3,
                    AgentTerms.ofScenario()
                            .withPricePerBit(OptionalDouble.of(1e-6 / 3))
                            .withPosition(Optional.of(new Position(1.5, -2, 0)))
                            .withAskTicks(Optional.of(List.of(3L, 1L << 40)))
                            .withPublicKey("ab"),
                    "cd"),
            new MarketEvent.AgentPut("WA2", 1, AgentTerms.ofScenario(), "ef"),
            new MarketEvent.AgentLeft("WA1", 4),
            new MarketEvent.AgentInvited("WA1", "00"),
            new MarketEvent.KindInvited("mobile", "00"),
            new MarketEvent.SeatFreed("WA2"),
            new MarketEvent.AgentBarred("WA1", 2, true),
            new MarketEvent.MoneyDeposited("WA1", Long.MAX_VALUE, "r"),
            new MarketEvent.MoneyWithdrawn("WA1", 1, "s"),
            new MarketEvent.TaskPut("WA1", "t", new Task(4e6, 1e-9, Math.PI), 7, "", 9, 2, 123),
            new MarketEvent.TaskWithdrawn("WA1", "t"),
            new MarketEvent.TaskExpired("WA1", "t"),
            new MarketEvent.RoundFrozen(3, List.of("WA1"), List.of("FA1", "AA1"), "ab"),
            new MarketEvent.RoundPostponed(3, "epsilon"),
            new MarketEvent.TaskLeftOut(3, "WA1", "t", "hard"),
            new MarketEvent.RoundVoid(3, "no task"),
            new MarketEvent.PostedPricesChecked(
                    3,
                    new PostedPriceAdmission(
                            new java.util.TreeMap<>(Map.of("MA1", 5e-324)),
                            new java.util.TreeMap<>(Map.of("FA1", .1 + .2)))),
            new MarketEvent.RoundSettled(
                    new RoundPrices(
                            3,
                            List.of(0.1 + 0.2, Double.POSITIVE_INFINITY),
                            RoundPrices.PriceOrigin.REUSED,
                            5e-324,
                            false,
                            0,
                            Optional.of(new RoundPrices.Mix(
                                    1e-7,
                                    true,
                                    new java.util.TreeMap<>(Map.of(
                                            "FA1",
                                            List.of(
                                                    new MixedPrices.Point(1e-6 / 3, .25),
                                                    new MixedPrices.Point(2e-6, .75))))))),
                    List.of(new MarketEvent.LotTrade("FA1", 1, "AA1", 2, 31, 29)),
                    List.of(PieceBuilder.builder()
                            .id("r3.0")
                            .buyer("WA1")
                            .task("t")
                            .leader("FA1")
                            .worker("AA1")
                            .from(0)
                            .to(1 / 3.0)
                            .work(9e9)
                            .money(PieceMoneyBuilder.builder()
                                    .billUnits(1)
                                    .lotUnits(2)
                                    .wageUnits(3)
                                    .bondUnits(4)
                                    .lotBondUnits(0)
                                    .fineUnits(6)
                                    .build())
                            .soldAt(3)
                            .dueMillis(5)
                            .state(Piece.Stage.OPEN)
                            .claims(PieceClaimsBuilder.builder()
                                    .digest("")
                                    .undoable("no")
                                    .disputedBy("WA1")
                                    .objection("yes")
                                    .stakeUnits(7)
                                    .seqs(new java.util.TreeMap<>(Map.of("undoable", 8L)))
                                    .build())
                            .build()),
                    List.of(new MarketPayment("WA1", "escrow", 5, MarketPayment.Reason.HELD, "r3.0")),
                    Double.NaN,
                    0,
                    new java.util.TreeMap<>(Map.of("FA1", 2, "AA1", 3))),
            new MarketEvent.BatchPut("b1", "t", 3, 99, List.of(new RequestLot(0, 3, 500)), "ab", 9, 2, 500),
            new MarketEvent.LotsSold(
                    4,
                    "ab",
                    List.of(new MarketEvent.Demand("b1", "t", List.of(new RequestLot(0, 3, 500)))),
                    List.of(new ProcurementAuction.Offer("s1", 2, 1L << 40)),
                    List.of(new ProcurementAuction.Purchase("s1", 1, 7, 1)),
                    List.of(),
                    List.of(new MarketPayment("b1", "escrow", 5, MarketPayment.Reason.HELD, "r4.0"))),
            new MarketEvent.PieceDone("r3.0", "ff", 99),
            new MarketEvent.PieceMetered("r4.0", new PieceMeter.Answers(1L << 40, 3)),
            new MarketEvent.PieceRejected("r3.0", "WA1", "rubbish\n", 5, 99),
            new MarketEvent.StakeRaised("r3.0", 4),
            new MarketEvent.LotFined("r3.0"),
            new MarketEvent.PieceUndoable("r3.0", "no text", 99),
            new MarketEvent.PieceConfirmed("r3.0", "WA1"),
            new MarketEvent.PiecePaid("r3.0", Piece.Cause.SILENCE),
            new MarketEvent.PieceFailed("r3.0", Piece.Cause.NO_RESULT),
            new MarketEvent.SpendingLimited("WA1", OptionalLong.of(5)),
            new MarketEvent.SpendingLimited("WA1", OptionalLong.empty()),
            new MarketEvent.PieceReturned("r3.0", Piece.Cause.CONFIRMED, 3),
            new MarketEvent.BytesErased("WA1", "ab"),
            new MarketEvent.BlobPut("WA1", "ab", 4_194_304));

    @Test
    void writtenEventsAreReadBack() {
        String text = JournalEventText.write(ALL);
        assertThat(text).doesNotContain("\n");
        assertThat(JournalEventText.read(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(ALL);
        assertThat(ALL.stream().map(Object::getClass).distinct())
                .hasSize(MarketEvent.class.getPermittedSubclasses().length);
    }

    /** Golden text. The format of stored events must not change. */
    @Test
    void writesGoldenTextOfFirstVersion() {
        assertThat(JournalEventText.write(List.of(new MarketEvent.PieceDone("r3.0", "ff", 99))))
                .isEqualTo("[{\"t\":\"PieceDone\",\"v\":1,\"piece\":\"r3.0\",\"digest\":\"ff\",\"paysAt\":99}]");
        assertThat(JournalEventText.write(List.of(new MarketEvent.AgentPut("WA2", 1, AgentTerms.ofScenario(), "ef"))))
                .isEqualTo(
                        "[{\"t\":\"AgentPut\",\"v\":1,\"agent\":\"WA2\",\"version\":1,\"terms\":{\"kind\":\"\",\"pricePerBit\":null,"
                                + "\"workPerSecond\":null,\"worth\":null,\"position\":null,\"askTicks\":null,\"publicKey\":\"\"},\"secret\":\"ef\"}]");
    }

    @Test
    void refusesUnknownEventsAndFields() {
        refused("[{\"t\":\"Moon\",\"v\":1}]", "does not support: \"Moon\" 1");
        refused("[{\"t\":\"PiecePaid\",\"v\":2,\"piece\":\"x\"}]", "does not support: \"PiecePaid\" 2");
        refused("[{\"t\":\"PiecePaid\",\"v\":1,\"piece\":\"x\",\"cause\":\"SILENCE\",\"extra\":1}]", "extra");
        refused("[{\"t\":\"PiecePaid\",\"v\":1}]", "PiecePaid has no fields");
        refused("[{\"t\":\"PieceDone\",\"v\":1,\"piece\":\"x\",\"paysAt\":1}]", "digest");
        refused("[{\"t\":\"PiecePaid\",\"v\":1,\"piece\":\"x\",\"cause\":\"SILENCE\"},1]", "is not a list of events");
        refused("[{\"t\":\"PiecePaid\",\"v\":1,\"piece\":\"x\",\"cause\":\"SILENCE\"}", "is not a list of events");
        refused("[{\"t\":\"PieceDone\",\"v\":1,\"piece\":\"x\",\"digest\":\"\",\"paysAt\":null}]", "null");
        refused("[{\"t\":\"PiecePaid\",\"t\":\"PieceFailed\",\"v\":1,\"piece\":\"x\"}]", "is not a list of events");
        refused("{}", "is not a list of events");
        refused("[1]", "is not a list of events");
        refused("[] []", "is not a list of events");
    }

    private static void refused(String text, String words) {
        assertThatThrownBy(() -> JournalEventText.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(JournalEventText.UnknownEventException.class)
                .hasMessageContaining(words);
    }
}

package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Task;
import skybourse.testing.Cases;
import skybourse.tier2.rule.ProcurementAuction;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.CommandReply.Kind;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.Piece;
import skybourse.venue.event.PieceMeter;
import skybourse.venue.event.RequestLot;
import skybourse.venue.event.SubmittedTask;

class InferenceMarketTest {

    private static final long CAP = PlayedLots.PRODUCT.capUnits();

    private final PlayedLots market = new PlayedLots(List.of("s1", "s2"), List.of("b1"));

    @Test
    void requestsArePackedWholeAndInOrder() {
        assertThat(RequestLot.pack(List.of(400L, 600L, 1L, 999L, 1_000L, 1L), PlayedLots.PRODUCT))
                .containsExactly(
                        new RequestLot(0, 2, 1_000),
                        new RequestLot(2, 4, 1_000),
                        new RequestLot(4, 5, 1_000),
                        new RequestLot(5, 6, 50)); // 5 % of a lot
        assertThat(RequestLot.pack(List.of(), PlayedLots.PRODUCT)).isEmpty();
    }

    /** Both sellers offer 4 lots; 4 lots are demanded. The dearer seller sets the price of the cheaper one. */
    @Test
    void cheapestSellerServesAndIsPaidByUse() {
        market.sell("s1", 4, 100);
        market.sell("s2", 4, 160);
        market.batch("b1", "t", List.of(1_000L, 500L, 500L, 1_000L, 1_000L));
        assertThat(market.held("b1")).isEqualTo(4 * CAP);
        MarketEvent.LotsSold sold = market.round().orElseThrow();
        assertThat(sold.purchases()).containsExactly(new ProcurementAuction.Purchase("s1", 4, 640, 0));
        assertThat(sold.pieces()).extracting(Piece::billUnits).containsOnly(160L);
        assertThat(market.held("b1")).isZero();
        assertThat(market.balance("b1")).isEqualTo(PlayedLots.MONEY - 640);
        assertThat(market.held("s1")).isEqualTo(4 * CAP);
        assertThat(market.engine.task("b1", "t").orElseThrow().stage()).isEqualTo(SubmittedTask.Stage.SOLD);
        List<Long> used = List.of(1_000L, 1L, 0L, 500L);
        for (int i = 0; i < 4; i++) {
            market.answer(sold.pieces().get(i), used.get(i));
        }
        market.pass(6);
        // 160 of 160, 1 of 160 (0.16 rounded up), nothing, 80 of 160
        assertThat(market.balance("s1")).isEqualTo(PlayedLots.MONEY + 160 + 1 + 80);
        assertThat(market.balance("b1")).isEqualTo(PlayedLots.MONEY - 241);
        assertThat(market.held("s1")).isZero();
        assertThat(market.engine.balances().values()).contains(PlayedLots.MONEY); // s2
    }

    @Test
    void lotsThatAreNotSoldWait() {
        market.sell("s1", 2, 100);
        market.batch("b1", "t", Collections.nCopies(5, 900L));
        MarketEvent.LotsSold first = market.round().orElseThrow();
        assertThat(first.demandLots()).isEqualTo(5);
        assertThat(first.purchases()).containsExactly(new ProcurementAuction.Purchase("s1", 2, 2 * CAP, 2));
        assertThat(market.engine
                        .meter(first.pieces().getFirst().id())
                        .orElseThrow()
                        .capShare())
                .isEqualTo(1);
        assertThat(market.held("b1")).isEqualTo(3 * CAP);
        assertThat(market.engine.task("b1", "t").orElseThrow().stage()).isEqualTo(SubmittedTask.Stage.OPEN);
        assertThat(market.round()).as("s1 owes both lots").isEmpty();
        first.pieces().forEach(piece -> market.answer(piece, 900));
        market.sell("s2", 3, 50);
        MarketEvent.LotsSold second = market.round().orElseThrow();
        assertThat(second.offers())
                .containsExactly(new ProcurementAuction.Offer("s1", 2, 100), new ProcurementAuction.Offer("s2", 3, 50));
        assertThat(second.purchases()).containsExactly(new ProcurementAuction.Purchase("s2", 3, 200 + CAP, 1));
        List<Double> starts = new ArrayList<>();
        first.pieces().forEach(piece -> starts.add(5 * piece.from()));
        second.pieces().forEach(piece -> starts.add(5 * piece.from()));
        assertThat(starts).containsExactlyInAnyOrder(0.0, 1.0, 2.0, 3.0, 4.0);
        assertThat(market.held("b1")).isZero();
        assertThat(market.engine.task("b1", "t").orElseThrow().stage()).isEqualTo(SubmittedTask.Stage.SOLD);
    }

    /** A lot that is not served costs its seller the cap, and its buyer nothing. The house receives the bond, because a buyer must not earn from it. */
    @Test
    void unservedLotCostsItsSellerTheCap() {
        market.sell("s1", 1, 100);
        market.batch("b1", "t", List.of(700L));
        market.round().orElseThrow();
        market.pass(12);
        assertThat(market.balance("s1")).isEqualTo(PlayedLots.MONEY - CAP);
        assertThat(market.balance("b1")).isEqualTo(PlayedLots.MONEY);
        assertThat(market.engine.balances()).doesNotContainKey("house");
        assertThat(market.engine.piece("r0.0").orElseThrow().state()).isEqualTo(Piece.Stage.FAILED);
    }

    /** A seller cannot avoid the penalty by answering with errors: each request without an answer costs its share of the bond. */
    @Test
    void requestWithoutAnswerCostsItsShareOfTheBond() {
        market.sell("s1", 1, 100);
        market.batch("b1", "t", List.of(300L, 600L));
        MarketEvent.LotsSold sold = market.round().orElseThrow();
        market.answer(sold.pieces().getFirst(), 300, 600);
        market.pass(6);
        long bill = CAP * 300 / 1_000;
        long penalty = 334; // 500 * 600 / 900, rounded up
        assertThat(market.balance("s1")).isEqualTo(PlayedLots.MONEY + bill - penalty);
        assertThat(market.balance("b1")).isEqualTo(PlayedLots.MONEY - bill);
        assertThat(market.held("s1")).isZero();
    }

    @Test
    void restOfABatchIsWithdrawnOrExpires() {
        market.sell("s1", 1, 100);
        market.batch("b1", "t", List.of(1_000L, 1_000L, 1_000L));
        market.round();
        market.done(new MarketCommand.WithdrawTask("b1", "t"));
        assertThat(market.held("b1")).isZero();
        market.batch("b1", "u", List.of(1_000L, 1_000L));
        market.round();
        market.round();
        market.round();
        market.round();
        market.round();
        assertThat(market.engine.task("b1", "u").orElseThrow().stage()).isEqualTo(SubmittedTask.Stage.EXPIRED);
        assertThat(market.held("b1")).isZero();
    }

    @Test
    void sellerWithoutMoneyForABondOffersFewerLots() {
        market.sell("s1", 10, 100);
        market.done(new MarketCommand.Withdraw("s1", PlayedLots.MONEY - 3 * CAP - 1, "w"));
        market.batch("b1", "t", Collections.nCopies(9, 1_000L));
        assertThat(market.round().orElseThrow().offers()).containsExactly(new ProcurementAuction.Offer("s1", 3, 100));
    }

    @Test
    void sellersWithoutALotAreNotInTheRound() {
        market.sell("s1", 1, 100);
        market.sell("s2", .9, 50);
        market.batch("b1", "t", List.of(1_000L));
        MarketEvent.LotsSold sold = market.round().orElseThrow();
        assertThat(sold.orders().sellers()).containsExactly("s1");
        assertThat(sold.orders().buyers()).containsExactly("b1");
    }

    @Test
    void asksAboveTheCapSellNothing() {
        market.sell("s1", 10, CAP + 1);
        market.batch("b1", "t", List.of(1_000L));
        assertThat(market.round()).isEmpty();
        assertThat(market.held("b1")).isEqualTo(CAP);
    }

    @Test
    void repeatedCommandsHaveTheFirstReply() {
        market.sell("s1", 2, 100);
        var put = new MarketCommand.PutBatch("b1", "t", Collections.nCopies(3, 800L), 100, Played.PAYLOAD, 5);
        CommandReply.Reply reply = market.done(put).reply();
        MarketEvent.LotsSold sold = market.round().orElseThrow();
        assertThat(market.done(put)).isEqualTo(new CommandReply.Done(List.of(), reply));
        var answers = PlayedLots.answers("s1", "r0.0", 10, 0);
        CommandReply.Reply answered = market.done(answers).reply();
        market.pass(6);
        assertThat(market.done(answers)).isEqualTo(new CommandReply.Done(List.of(), answered));
        assertThat(sold.pieces()).hasSize(2);
    }

    @Test
    void wrongCommandsAreRefused() {
        AgentTerms none = AgentTerms.ofScenario();
        assertThat(market.refused(new MarketCommand.PutAgent("s1", 1, none)).field())
                .isEqualTo("workPerSecond");
        AgentTerms two = PlayedLots.selling(1, 5).withAskTicks(Optional.of(List.of(5L, 6L)));
        assertThat(market.refused(new MarketCommand.PutAgent("s1", 1, two)).field())
                .isEqualTo("askTicks");
        assertThat(market.refused(new MarketCommand.PutAgent("b1", 2, PlayedLots.selling(1, 5)))
                        .field())
                .isEqualTo("asks");
        market.sell("s1", 2, 100);
        assertThat(market.refused(batch("s1", List.of(1L))).rule()).contains("buyer");
        assertThat(market.refused(batch("b1", List.of(1_001L))).rule()).contains("line 1");
        assertThat(market.refused(batch("b1", List.of(5L, 0L))).rule()).contains("line 2");
        assertThat(market.refused(batch("b1", List.of())).field()).isEqualTo("payload");
        assertThat(market.refused(batch("b1", Collections.nCopies(10_001, 1L))).field())
                .isEqualTo("payload");
        assertThat(market.refused(batch("b1", Collections.nCopies(2_001, 600L))).kind())
                .isEqualTo(Kind.FUNDS);
        var task = new MarketCommand.PutTask("b1", "t", new Task(1, 1, 1), 0, Played.PAYLOAD, 9);
        assertThat(market.refused(task).rule()).contains("two-tier");
        market.batch("b1", "t", List.of(800L));
        assertThat(market.refused(batch("b1", List.of(5L))).kind()).isEqualTo(Kind.TAKEN);
        market.round();
        assertThat(market.refused(new MarketCommand.PutResult("s1", "r0.0", "cd".repeat(32)))
                        .rule())
                .contains("measured");
        for (long[] volumes : new long[][] {{-1, 0}, {0, -1}, {801, 0}, {0, 801}, {400, 401}}) {
            assertThat(market.refused(PlayedLots.answers("s1", "r0.0", volumes[0], volumes[1]))
                            .field())
                    .isEqualTo("answers");
        }
    }

    private static MarketCommand batch(String buyer, List<Long> reserved) {
        return new MarketCommand.PutBatch(buyer, "x", reserved, 100, Played.PAYLOAD, 9);
    }

    /** Commands of a two-tier market do not fit, and those of an inference market do not fit there. */
    @Test
    void twoTierMarketRefusesBatches() {
        var twoTier = new Played(Played.drawn(2, 1)).joined();
        assertThat(twoTier.refused(batch("WA1", List.of(1L))).rule()).contains("inference");
    }

    /** Bills equal the metered volume at the price, no unit is lost, and a market is restored equally from its snapshot and from its entries. */
    @Test
    void drawnMarketsBillExactlyTheUsedVolume() {
        Cases.forAll((random, _) -> random, random -> {
            int sellers = 1 + random.nextInt(5);
            List<String> ids = new ArrayList<>();
            for (int s = 0; s < sellers; s++) {
                ids.add("s" + s);
            }
            var drawn = new PlayedLots(ids, List.of("b1", "b2"));
            ids.forEach(seller -> drawn.sell(seller, 1 + random.nextInt(8), random.nextInt(600)));
            Map<String, Long> used = new TreeMap<>();
            for (int round = 0; round < 8; round++) {
                for (String buyer : List.of("b1", "b2")) {
                    if (random.nextInt(3) > 0 && drawn.held(buyer) == 0) {
                        drawn.batch(buyer, "t" + round, volumes(random));
                    }
                }
                drawn.round().ifPresent(sold -> play(drawn, sold, random, used));
                drawn.pass(random.nextInt(8));
                if (random.nextInt(8) == 0) {
                    requireRestored(drawn);
                }
            }
            drawn.pass(100);
            checkBills(drawn, used);
        });
    }

    private static List<Long> volumes(RandomGenerator random) {
        List<Long> volumes = new ArrayList<>();
        int count = 1 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            volumes.add(1L + random.nextInt(1_000));
        }
        return volumes;
    }

    private static void play(
            PlayedLots market, MarketEvent.LotsSold sold, RandomGenerator random, Map<String, Long> used) {
        for (Piece piece : sold.pieces()) {
            if (random.nextInt(5) > 0) {
                long volume = random.nextInt((int) piece.work() + 1);
                market.answer(piece, volume);
                used.put(piece.id(), volume);
            }
        }
    }

    private static void requireRestored(PlayedLots market) {
        Snapshot now = market.engine.snapshot().orElseThrow();
        assertThat(market.readBack().snapshot()).contains(now);
        ExchangeEngine restored = ExchangeEngine.open(market.rules);
        restored.restore(now);
        assertThat(restored.snapshot()).contains(now);
    }

    /** Each seller has its bills less a bond for each unserved lot, and the buyers have paid exactly these bills. */
    private static void checkBills(PlayedLots market, Map<String, Long> used) {
        Map<String, Long> expected = new TreeMap<>();
        market.engine.ids().forEach(id -> expected.put(id, PlayedLots.MONEY));
        for (Piece piece : market.engine.pieces()) {
            PieceMeter meter = market.engine.meter(piece.id()).orElseThrow();
            if (used.containsKey(piece.id())) {
                long bill = Math.ceilDiv(meter.paymentUnits() * used.get(piece.id()), meter.soldVolume());
                bill = used.get(piece.id()) > 0 ? Math.max(1, bill) : 0;
                assertThat(piece.state()).isEqualTo(Piece.Stage.PAID);
                expected.merge(piece.worker(), bill, Long::sum);
                expected.merge(piece.buyer(), -bill, Long::sum);
            } else {
                assertThat(piece.state()).isEqualTo(Piece.Stage.FAILED);
                expected.merge(piece.worker(), -CAP, Long::sum);
            }
        }
        assertThat(market.engine.balances()).isEqualTo(expected);
    }

    private static PlayedLots checkedMarket() {
        return new PlayedLots(List.of("s1", "s2"), List.of("b1"), PlayedLots.product(.05));
    }

    private static List<Piece> sold(PlayedLots market) {
        market.sell("s1", 3, 100);
        market.batch("b1", "t", List.of(1_000L, 1_000L, 1_000L));
        return market.round().orElseThrow().pieces();
    }

    @Test
    void operatorOfACheckedMarketRulesOnAnswersBeforeTheyArePaid() {
        PlayedLots checked = checkedMarket();
        List<Piece> pieces = sold(checked);
        pieces.subList(0, 2).forEach(piece -> checked.answer(piece, 400, 500));
        String wrong = pieces.get(0).id();
        String right = pieces.get(1).id();
        checked.done(new MarketCommand.Check(wrong, false));
        checked.done(new MarketCommand.Check(right, true));
        assertThat(checked.balance("s1"))
                .as("the least share of the unserved volume is billed, without a penalty")
                .isEqualTo(PlayedLots.MONEY - CAP + 213);
        assertThat(checked.balance("b1")).isEqualTo(PlayedLots.MONEY - 213 - CAP);
        assertThat(checked.engine.piece(wrong).orElseThrow().state()).isEqualTo(Piece.Stage.FAILED);
        assertThat(checked.engine.piece(right).orElseThrow().state()).isEqualTo(Piece.Stage.PAID);
        assertThat(checked.done(new MarketCommand.Check(right, true)).events()).isEmpty();
        assertThat(checked.refused(new MarketCommand.Check(right, false)).kind())
                .isEqualTo(Kind.PAST);
        assertThat(checked.refused(new MarketCommand.Check(pieces.get(2).id(), true))
                        .kind())
                .as("a piece without a result")
                .isEqualTo(Kind.PAST);
        assertThat(checked.readBack().balances()).isEqualTo(checked.engine.balances());
    }

    @Test
    void operatorOfACheckedMarketRulesAgainstAReportBeforeItIsDisputed() {
        PlayedLots checked = checkedMarket();
        String piece = sold(checked).getFirst().id();
        checked.done(new MarketCommand.PutUndoable("s1", piece, "no"));
        assertThat(checked.refused(new MarketCommand.Check(piece, true)).kind()).isEqualTo(Kind.PAST);
        checked.done(new MarketCommand.Check(piece, false));
        assertThat(checked.balance("s1")).isEqualTo(PlayedLots.MONEY - CAP);
    }

    @Test
    void withoutChecksTheOperatorRulesOnDisputesOnly() {
        Piece piece = sold(market).getFirst();
        market.answer(piece, 400, 500);
        assertThat(market.refused(new MarketCommand.Rule(piece.id(), false)).kind())
                .isEqualTo(Kind.PAST);
        assertThat(market.refused(new MarketCommand.Rule(piece.id(), true)).kind())
                .isEqualTo(Kind.PAST);
        market.done(new MarketCommand.RejectResult("b1", piece.id(), "wrong"));
        market.done(new MarketCommand.Rule(piece.id(), true));
        long stake = Math.ceilDiv(5 * 2 * CAP, 95);
        assertThat(market.balance("s1"))
                .as("a dispute does not excuse unserved requests")
                .isEqualTo(PlayedLots.MONEY + 200 - CAP / 2 + stake);
    }
}

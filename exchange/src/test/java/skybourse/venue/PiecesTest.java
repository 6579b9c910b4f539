package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.WirelessAgent;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketPayment;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;

/** Pieces are disjoint parts of tasks, and their escrow is all the money held in the round. */
class PiecesTest {

    @Test
    void piecesOfATaskDoNotOverlap() {
        int byAerial = 0;
        for (int seed = 1; seed <= 12; seed++) {
            Played market = new Played(Played.drawn(24, seed)).joined();
            market.putTasks("t");
            MarketEvent.RoundSettled settled = market.sell();
            for (WirelessAgent agent : market.rules.scenario().wirelessAgents()) {
                List<Piece> own = new ArrayList<>(settled.pieces().stream()
                        .filter(piece -> piece.buyer().equals(agent.id()))
                        .toList());
                own.sort(Comparator.comparingDouble(Piece::from));
                double last = 0;
                for (Piece piece : own) {
                    assertThat(piece.from()).isGreaterThanOrEqualTo(last - 1e-12);
                    assertThat(piece.to()).isGreaterThanOrEqualTo(piece.from()).isLessThanOrEqualTo(1);
                    assertThat(piece.work())
                            .isCloseTo(
                                    (piece.to() - piece.from()) * agent.task().work(),
                                    org.assertj.core.api.Assertions.within(
                                            1e-6 * agent.task().work()));
                    last = piece.to();
                }
            }
            byAerial += (int) settled.pieces().stream()
                    .filter(piece -> !piece.worker().equals(piece.leader()))
                    .count();
            long held = settled.entries().stream()
                    .mapToLong(entry -> entry.reason() == MarketPayment.Reason.HELD
                            ? entry.units()
                            : entry.reason() == MarketPayment.Reason.REFUND ? -entry.units() : 0)
                    .sum();
            assertThat(settled.pieces().stream().mapToLong(Piece::escrowUnits).sum())
                    .isEqualTo(held);
        }
        assertThat(byAerial).isGreaterThan(20);
    }

    /**
     * The escrow of a piece holds its wage, plus or minus what the auction rule leaves to the house or has the house
     * pay. The failure of another piece does not change it.
     */
    @Test
    void escrowOfPieceHoldsItsOwnWage() {
        for (String rule : List.of("seller-vcg", "drop-out", "vcg")) {
            long resold = 0;
            for (int seed = 1; seed <= 8; seed++) {
                Played market = new Played(MarketRules.standard(Played.drawn(24, seed), rule, 2, 10, true)).joined();
                market.putTasks("t");
                MarketEvent.RoundSettled settled = market.sell();
                long kept = 0;
                for (MarketEvent.LotTrade trade : settled.trades()) {
                    kept += (trade.buyerHalfTicks() - trade.sellerHalfTicks())
                            * market.rules.scenario().rules().ledgerUnitsPerHalfTick();
                }
                for (Piece piece : settled.pieces()) {
                    long left = piece.lotUnits() - piece.wageUnits();
                    assertThat(Long.signum(left)).as(rule).isIn(0, Long.signum(kept));
                    kept -= left;
                    resold += piece.wageUnits();
                }
                assertThat(kept).as(rule).isZero();
            }
            assertThat(resold).as(rule).isPositive();
        }
    }

    @Test
    void leaderWithLittleMoneyBuysFewerLots() {
        Map<String, Long> few = new TreeMap<>();
        for (int seed = 1; seed <= 12; seed++) {
            Played rich = new Played(Played.drawn(24, seed)).joined();
            rich.putTasks("t");
            MarketEvent.RoundSettled all = rich.sell();
            if (all.trades().size() > 1) {
                Played poor = new Played(Played.drawn(24, seed)).joined();
                String buyer = all.trades().getFirst().buyer();
                long needed = poor.venue.agent(buyer).orElseThrow().neededUnits();
                poor.done(new MarketCommand.Withdraw(buyer, Played.MONEY - needed, "out"));
                poor.putTasks("t");
                MarketEvent.RoundSettled some = poor.sell();
                few.merge(buyer, (long) (all.trades().size() - some.trades().size()), Long::sum);
                assertThat(poor.balance(buyer)).isNotNegative();
                poor.wait(60);
                assertThat(poor.balance(buyer)).isNotNegative();
            }
        }
        assertThat(few).isNotEmpty();
    }
}

package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.Piece;

/** Fine of an aerial agent, due once a round if it leaves any of its lots undone. */
class LotFineTest {

    /** A round of a sampled market, with one aerial agent that sold lots. */
    private static final class Sold {

        private final Played market;
        private final MarketEvent.RoundSettled settled;
        private final List<Piece> lots;
        private final String seller;
        private final long before;

        Sold(int seed) {
            market = new Played(Played.drawn(20, seed)).joined();
            market.putTasks("t");
            settled = market.sell();
            List<Piece> all = settled.pieces().stream().filter(Piece::isLot).toList();
            seller = all.isEmpty() ? "" : all.getFirst().worker();
            lots = all.stream().filter(piece -> piece.worker().equals(seller)).toList();
            before = lots.isEmpty() ? 0 : market.balance(seller);
        }

        long held() {
            return market.venue.agent(seller).orElseThrow().heldUnits();
        }

        long lost() {
            return before - market.balance(seller);
        }

        void fail(Piece piece) {
            market.now = Math.max(market.now, piece.dueMillis());
            market.done(new MarketCommand.PieceDue(piece.id()));
        }

        void deliver(Piece piece) {
            market.done(new MarketCommand.PutResult(piece.worker(), piece.id(), Played.secret(piece.id())));
        }
    }

    private static Sold sold() {
        return IntStream.rangeClosed(1, 40)
                .mapToObj(Sold::new)
                .filter(sold -> sold.lots.size() > 2)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void fineIsDearestLotTimesOnePlusLeaders() {
        Sold sold = sold();
        List<MarketEvent.LotTrade> trades = sold.settled.trades().stream()
                .filter(trade -> trade.seller().equals(sold.seller))
                .toList();
        long half = sold.market.rules.scenario().rules().ledgerUnitsPerHalfTick();
        long dearest = half
                * trades.stream()
                        .mapToLong(MarketEvent.LotTrade::sellerHalfTicks)
                        .max()
                        .orElseThrow();
        int leaders = trades.stream()
                .map(MarketEvent.LotTrade::buyer)
                .collect(Collectors.toSet())
                .size();
        assertThat(sold.lots).allMatch(piece -> piece.fineUnits() == (1 + leaders) * dearest);
        assertThat(sold.settled.pieces()).filteredOn(piece -> !piece.isLot()).allMatch(piece -> piece.fineUnits() == 0);
        assertThat(sold.held())
                .isEqualTo(sold.lots.getFirst().fineUnits()
                        + sold.lots.stream().mapToLong(Piece::lotBondUnits).sum());
    }

    @Test
    void fineIsPaidOnceByFirstFailedLot() {
        Sold sold = sold();
        long house = house(sold);
        Piece first = sold.lots.get(0);
        Piece second = sold.lots.get(1);
        Piece rejected = sold.lots.get(2);
        sold.deliver(rejected);
        sold.market.done(new MarketCommand.RejectResult(rejected.buyer(), rejected.id(), "no"));
        sold.fail(first);
        assertThat(sold.lost()).isEqualTo(first.lotBondUnits() + first.fineUnits());
        assertThat(house(sold) - house).isEqualTo(first.fineUnits());
        sold.market.now = Math.max(sold.market.now, second.dueMillis());
        sold.fail(second);
        assertThat(sold.lost()).isEqualTo(first.lotBondUnits() + first.fineUnits() + second.lotBondUnits());
        sold.lots.stream().skip(3).forEach(piece -> sold.market.ask(new MarketCommand.PieceDue(piece.id())));
        sold.lots.stream().skip(3).forEach(piece -> {
            sold.market.now = Math.max(sold.market.now, piece.dueMillis());
            sold.market.ask(new MarketCommand.PieceDue(piece.id()));
        });
        assertThat(sold.held()).isEqualTo(rejected.lotBondUnits());
        sold.market.done(new MarketCommand.Rule(rejected.id(), false));
        assertThat(sold.held()).isZero();
        assertThat(house(sold) - house).isEqualTo(first.fineUnits());
    }

    /** The last finished lot releases the fine, however late the ruling is. */
    @Test
    void fineIsReleasedWhenAllLotsAreDone() {
        Sold sold = sold();
        long house = house(sold);
        Piece rejected = rejected(sold);
        assertThat(sold.held()).isEqualTo(rejected.lotBondUnits() + rejected.fineUnits());
        sold.market.done(new MarketCommand.Rule(rejected.id(), true));
        assertThat(sold.held()).isZero();
        assertThat(house(sold)).isEqualTo(house);
        Piece ruled = sold.market.venue.piece(rejected.id()).orElseThrow();
        assertThat(ruled.claims().stakeUnits()).isPositive();
        assertThat(sold.lost())
                .isEqualTo(-sold.lots.stream().mapToLong(Piece::wageUnits).sum()
                        - ruled.claims().stakeUnits());
    }

    /** Without a ruling, the seller of a lot that it reported undoable pays the fine unless the leader of the lot confirmed. */
    @Test
    void unruledUndoableLotIsFinedUnlessLeaderConfirms() {
        for (boolean isConfirmed : new boolean[] {true, false}) {
            Sold sold = sold();
            long house = house(sold);
            Piece lot = sold.lots.getFirst();
            sold.market.done(new MarketCommand.PutUndoable(lot.worker(), lot.id(), "too much"));
            sold.market.deliver();
            if (isConfirmed) {
                sold.market.done(new MarketCommand.ConfirmUndoable(lot.leader(), lot.id()));
            }
            sold.market.wait(60);
            assertThat(sold.held()).isEqualTo(lot.lotBondUnits() + lot.fineUnits());
            sold.market.wait(100_000);
            assertThat(sold.market.venue.piece(lot.id()).orElseThrow().state()).isEqualTo(Piece.Stage.RETURNED);
            assertThat(sold.held()).isZero();
            long wages = sold.lots.stream().skip(1).mapToLong(Piece::wageUnits).sum();
            assertThat(house(sold) - house).isEqualTo(isConfirmed ? 0 : lot.fineUnits());
            assertThat(sold.lost()).isEqualTo((isConfirmed ? 0 : lot.fineUnits()) - wages);
            assertThat(sold.market.readBack().snapshot()).isEqualTo(sold.market.venue.snapshot());
        }
    }

    /** Without a ruling, a disputed result is paid with the stake and not fined. */
    @Test
    void unruledDisputedResultReleasesFine() {
        Sold sold = sold();
        long house = house(sold);
        Piece lot = rejected(sold);
        sold.market.wait(100_000);
        Piece ended = sold.market.venue.piece(lot.id()).orElseThrow();
        assertThat(ended.state()).isEqualTo(Piece.Stage.PAID);
        assertThat(sold.held()).isZero();
        assertThat(house(sold)).isEqualTo(house);
        assertThat(sold.lost())
                .isEqualTo(-sold.lots.stream().mapToLong(Piece::wageUnits).sum()
                        - ended.claims().stakeUnits());
    }

    /** Delivers all results, has the buyer reject that of the first lot, and waits for the others to be paid. */
    private static Piece rejected(Sold sold) {
        sold.market.deliver();
        Piece lot = sold.lots.getFirst();
        sold.market.done(new MarketCommand.RejectResult(lot.buyer(), lot.id(), "no"));
        sold.market.wait(60);
        return lot;
    }

    /** Returns the balance of the house: all deposits minus the balances of agents and escrow. */
    private static long house(Sold sold) {
        long agents = sold.market.venue.agents().stream()
                .mapToLong(AgentView::balanceUnits)
                .sum();
        long escrow = sold.market.venue.pieces().stream()
                .mapToLong(Piece::escrowUnits)
                .sum();
        return Played.MONEY * sold.market.agents().size() - agents - escrow;
    }

    /** An aerial agent that could not pay the fine sells no lots. */
    @Test
    void sellerWithoutFineMoneySellsNoLot() {
        Sold rich = sold();
        long needed = rich.lots.getFirst().fineUnits();
        Played poor = new Played(rich.market.rules).joined();
        poor.done(new MarketCommand.Withdraw(rich.seller, Played.MONEY - needed + 1, "out"));
        poor.putTasks("t");
        assertThat(poor.sell().pieces()).noneMatch(piece -> piece.worker().equals(rich.seller));
    }
}

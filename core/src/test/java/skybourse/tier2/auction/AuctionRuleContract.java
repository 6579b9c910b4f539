package skybourse.tier2.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import skybourse.testing.Cases;

/** Contract of auction rules. */
public interface AuctionRuleContract {

    /** Returns the rule under test; if it declares truthfulness, set so that its conditions hold for values 0 to 12. */
    AuctionRule rule();

    private void forAllMarkets(Consumer<OrderBook> claim) {
        Cases.forAll(Markets::unitDemand, claim);
        Cases.forAll(Markets::severalLots, book -> {
            int most = rule().traits().mostLots();
            if (book.orders().allMatch(order -> order.lot() <= most)) {
                claim.accept(book);
            } else {
                assertThatThrownBy(() -> rule().clear(book, ties(book)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("must have at most " + most + " lot(s)");
            }
        });
    }

    private static TieOrder ties(OrderBook book) {
        return new TieOrder.Lottery(7, book.hashCode());
    }

    @Test
    default void onlyOfferedLotsTrade() {
        forAllMarkets(book -> {
            Set<Order> offered = new HashSet<>(book.orders().toList());
            AuctionOutcome outcome = rule().clear(book, ties(book));
            for (Trade trade : outcome.trades()) {
                assertThat(offered.remove(trade.bid())).isTrue();
                assertThat(offered.remove(trade.ask())).isTrue();
            }
            // a participant's lots trade in their order
            for (Order left : offered) {
                assertThat(left.lot()).isGreaterThan(outcome.lotsOf(left.participant()));
            }
        });
    }

    @Test
    default void noTraderLoses() {
        forAllMarkets(book -> {
            for (Trade trade : rule().clear(book, ties(book)).trades()) {
                assertThat(trade.buyerPriceHalfTicks())
                        .isLessThanOrEqualTo(2 * trade.bid().limitTicks());
                assertThat(trade.sellerPriceHalfTicks())
                        .isGreaterThanOrEqualTo(2 * trade.ask().limitTicks());
            }
        });
    }

    @Test
    default void budgetBalanceIsAsDeclared() {
        forAllMarkets(book -> {
            long house = rule().clear(book, ties(book)).houseHalfTicks();
            switch (rule().traits().budget()) {
                case STRONG -> assertThat(house).isZero();
                case WEAK -> assertThat(house).isNotNegative();
                case DEFICIT -> assertThat(house).isNotPositive();
            }
        });
    }

    @Test
    default void outcomesDoNotDependOnNames() {
        forAllMarkets(book -> {
            Map<String, String> names = new HashMap<>();
            book.participants().reversed().forEach(id -> names.put(id, "p" + names.size()));
            Map<String, String> back = new HashMap<>();
            names.forEach((old, fresh) -> back.put(fresh, old));
            TieOrder ties = ties(book);
            OrderBook renamed =
                    OrderBook.of(book.orders().map(order -> named(order, names)).toList());
            AuctionOutcome outcome = rule().clear(renamed, new Renamed(ties, back));
            AuctionOutcome expected = rule().clear(book, ties);
            assertThat(outcome.trades().stream()
                            .map(trade -> new Trade(
                                    (Bid) named(trade.bid(), back),
                                    (Ask) named(trade.ask(), back),
                                    trade.buyerPriceHalfTicks(),
                                    trade.sellerPriceHalfTicks()))
                            .toList())
                    .isEqualTo(expected.trades());
            assertThat(outcome.effort()).isEqualTo(expected.effort());
        });
    }

    private static Order named(Order order, Map<String, String> names) {
        String name = names.get(order.participant());
        return order instanceof Bid
                ? new Bid(name, order.lot(), order.limitTicks())
                : new Ask(name, order.lot(), order.limitTicks());
    }

    /** The same lots for participants under other names. */
    record Renamed(TieOrder ties, Map<String, String> names) implements TieOrder {
        @Override
        public long key(String participant) {
            return ties.key(names.get(participant));
        }

        @Override
        public long drawKey(Order order) {
            return ties.drawKey(named(order, names));
        }
    }

    @Test
    default void outcomesDoNotDependOnInputOrder() {
        forAllMarkets(book -> {
            List<Order> shuffled = new ArrayList<>(book.orders().toList());
            Collections.shuffle(shuffled, new Random(1));
            assertThat(rule().clear(OrderBook.of(shuffled), ties(book))).isEqualTo(rule().clear(book, ties(book)));
        });
    }

    /** Tries every other report of every participant with the lots held fixed. */
    @Test
    default void declaredTruthfulRuleHasNoProfitableMisreport() {
        RuleTraits.Truthful truthful = rule().traits().truthful();
        if (truthful == RuleTraits.Truthful.NO) {
            return;
        }
        Cases.forAll(
                (random, size) -> truthful == RuleTraits.Truthful.UNIT_DEMAND
                        ? Markets.unitDemand(random, Math.min(size, 3))
                        : Markets.severalLots(random, Math.min(size, 2)),
                book -> book.participants().forEach(id -> assertNoGain(book, id)));
    }

    private void assertNoGain(OrderBook truth, String participant) {
        if (!rule().traits().asks(truth.ordersOf(participant).getFirst().side())) {
            return;
        }
        TieOrder ties = ties(truth);
        long honest = rule().clear(truth, ties).utilityHalfTicks(participant, truth);
        List<Order> orders = truth.ordersOf(participant);
        assertThat(honest).as("truthful utility of %s", participant).isNotNegative();
        for (int lots = 1; lots <= orders.size(); lots++) {
            for (long report = -1; report <= Markets.HIGHEST + 1; report++) {
                long limit = report;
                List<Order> misreport = orders.subList(0, lots).stream()
                        .map(order -> order.withLimit(limit))
                        .toList();
                long misreported =
                        rule().clear(truth.with(participant, misreport), ties).utilityHalfTicks(participant, truth);
                assertThat(misreported).as("%s as %s", participant, misreport).isLessThanOrEqualTo(honest);
            }
        }
    }
}

package org.example.market;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.AuctionRuleContract;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.auction.SortedMarket;
import skybourse.tier2.auction.TieOrder;

/** Control: a rule under which buyers pay their bids although it is declared truthful. */
class GreedyHouseTest {

    private record GreedyHouse() implements AuctionRule {

        @Override
        public String name() {
            return "greedy-house";
        }

        @Override
        public RuleTraits traits() {
            return new AlwaysReduce().traits();
        }

        @Override
        public AuctionOutcome clear(OrderBook book, TieOrder ties) {
            return SortedMarket.clear(book, ties, (market, communication) -> {
                int last = market.pairs() - 1;
                return market.trade(last + 1, 2 * market.bid(last), 2 * market.ask(last), communication);
            });
        }
    }

    @Test
    void contractDetectsUntruthfulRule() {
        AuctionRuleContract contract = GreedyHouse::new;
        contract.noTraderLoses();
        contract.budgetBalanceIsAsDeclared();
        assertThatThrownBy(contract::declaredTruthfulRuleHasNoProfitableMisreport).hasMessageContaining("-Dcases.seed");
    }
}

package skybourse.tier2.clock.refining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.dropout.BayesDropOutPolicy;
import skybourse.tier2.clock.dropout.DropOutAuction;
import skybourse.tier2.clock.dropout.DropOutAuctionTest;
import skybourse.tier2.clock.dropout.DropOutPolicy;
import skybourse.tier2.clock.dropout.DropOutPrior;
import skybourse.tier2.clock.dropout.LargerSidePolicy;
import skybourse.tier2.clock.dropout.PostedPricePolicy;
import skybourse.tier2.clock.fast.FixedStepKernel;

/** Counting on arrays agrees with clearing a list of orders. */
class CountedClearingTest {

    private static final TieOrder TIES = new TieOrder.Lottery(5, 0);

    private record Market(long[] bids, long[] asks, long low, long high) {
        static Market sampled(int i) {
            RandomGenerator random = new RandomStreams(31).stream("counted", i);
            long low = random.nextLong(0, 4);
            // includes limits beyond the start clocks, and sometimes no trader
            long high = low + random.nextLong(0, i % 3 == 0 ? 2_000 : 30);
            int most = i % 50 == 0 ? 300 : 8;
            return new Market(
                    random.longs(random.nextInt(most), low - 3, high + 4).toArray(),
                    random.longs(random.nextInt(most), low - 3, high + 4).toArray(),
                    low,
                    high);
        }
    }

    private static void agrees(String what, FixedStepKernel.Result counted, AuctionOutcome outcome) {
        assertThat(counted.effort()).as(what).isEqualTo(outcome.effort());
        assertThat(counted.trades()).as(what).isEqualTo(outcome.trades().size());
        outcome.trades().forEach(trade -> {
            assertThat(counted.buyerPriceHalfTicks()).as(what).isEqualTo(trade.buyerPriceHalfTicks());
            assertThat(counted.sellerPriceHalfTicks()).as(what).isEqualTo(trade.sellerPriceHalfTicks());
        });
    }

    @Test
    void countsOfRefiningClocksAgreeWithClearing() {
        int trades = 0;
        for (int i = 0; i < 2_000; i++) {
            Market market = Market.sampled(i);
            List<Questioner> questioners = List.of(
                    new BisectionQuestioner(),
                    new ExpectedCrossingQuestioner(false),
                    new ExpectedCrossingQuestioner(true),
                    new ClockPolicyQuestioner(new FixedStep(3)));
            var rule = new RefiningDutch(market.high, market.low, questioners.get(i % 4));
            var counted = rule.count(market.bids, market.asks);
            agrees(rule + " " + i, counted, rule.clear(OrderBook.unitDemand(market.bids, market.asks), TIES));
            trades += counted.trades();
        }
        assertThat(trades).isGreaterThan(2_000);
    }

    @Tag("slow")
    @Test
    void countsOfDropOutClocksAgreeWithClearing() {
        int trades = 0;
        for (int i = 0; i < 2_000; i++) {
            Market market = Market.sampled(i);
            List<DropOutPolicy> policies = List.of(
                    new LargerSidePolicy(1 + i % 5),
                    new PostedPricePolicy((market.low + market.high) / 2),
                    new BayesDropOutPolicy(new DropOutPrior.Uniform(market.low, market.high), market.low, market.high));
            var rule = new DropOutAuction(market.high, market.low, policies.get(i % 3));
            var counted = rule.count(market.bids, market.asks);
            agrees(rule + " " + i, counted, rule.clear(OrderBook.unitDemand(market.bids, market.asks), TIES));
            trades += counted.trades();
        }
        assertThat(trades).isGreaterThan(1_000);
    }

    @Test
    void countingRejectsPoliciesThatReadReportsOfLeavers() {
        var rule = new DropOutAuction(9, 0, new DropOutAuctionTest.Whim(1, 1));
        assertThatThrownBy(() -> rule.count(new long[] {3}, new long[] {1}))
                .hasMessage("policy must not read the reports of traders that leave: whim-1");
    }
}

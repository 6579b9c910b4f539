package skybourse.tier2.clock.dropout;

import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.tier2.clock.dropout.DropOutAuctionTest.market;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.rule.EfficientTrade;

/** Gains of drop-out clocks from a known distribution, or from earlier traders. */
class DropOutPriorsTest {

    /** Known values: 5 x 3, one lot, uniform on 1 to 50. The best policy reaches 0.92 of the optimum, one without a prior 0.75. */
    @Test
    void knowledgeOfTheDistributionIncreasesGains() {
        RandomStreams streams = new RandomStreams(13);
        DropOutPolicy bayes = new BayesDropOutPolicy(new DropOutPrior.Uniform(1, 50), 1, 50);
        double[] gains = new double[4];
        for (int i = 0; i < 1_000; i++) {
            OrderBook book = market(streams.stream("known", i), 5, 3, 1, 50);
            TieOrder ties = new TieOrder.Lottery(1, i);
            gains[0] += new DropOutAuction(50, 1, bayes).clear(book, ties).welfareTicks(book);
            gains[1] += new DropOutAuction(50, 1, new LargerSidePolicy(1))
                    .clear(book, ties)
                    .welfareTicks(book);
            gains[2] += new DropOutAuction(50, 1, new PostedPricePolicy(27))
                    .clear(book, ties)
                    .welfareTicks(book);
            gains[3] += new EfficientTrade().clear(book, ties).welfareTicks(book);
        }
        assertThat(gains[0] / gains[3]).isBetween(.90, .94);
        assertThat(gains[1] / gains[3]).isBetween(.72, .78);
        assertThat(gains[2] / gains[3]).isBetween(.79, .85);
    }

    /** Earlier traders are as good a prior as their distribution. */
    @Tag("slow")
    @Test
    void earlierMarketsAreAPrior() {
        RandomStreams streams = new RandomStreams(14);
        List<OrderBook> seen = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            seen.add(market(streams.stream("seen", i), 5, 3, 1, 12));
        }
        DropOutPolicy learned = new BayesDropOutPolicy(DropOutPrior.EmpiricalPrior.of(seen, 20), 1, 12);
        double[] gains = new double[3];
        for (int i = 0; i < 400; i++) {
            OrderBook book = market(streams.stream("unseen", i), 5, 3, 1, 12);
            TieOrder ties = new TieOrder.Lottery(1, i);
            gains[0] += new DropOutAuction(12, 1, learned).clear(book, ties).welfareTicks(book);
            gains[1] += new DropOutAuction(12, 1, new LargerSidePolicy(1))
                    .clear(book, ties)
                    .welfareTicks(book);
            gains[2] += new DropOutAuction(12, 1, PostedPricePolicy.best(seen, 1, 12))
                    .clear(book, ties)
                    .welfareTicks(book);
        }
        assertThat(gains[0]).isGreaterThan(1.03 * gains[2]);
        assertThat(gains[2]).isGreaterThan(1.03 * gains[1]);
    }
}

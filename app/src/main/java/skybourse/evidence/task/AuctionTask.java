package skybourse.evidence.task;

import java.util.List;
import skybourse.base.random.RandomStreams;
import skybourse.evidence.choice.RandomMarkets;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.Trade;
import skybourse.tier2.audit.MarketDistribution;
import skybourse.tier2.rule.EfficientTrade;

/** Auctions of truthful traders in random markets. Measures trades, prices, gains from trade and communication. */
final class AuctionTask {

    private static final List<MeasuredColumn> COLUMNS = List.of(
            new MeasuredColumn("trades", "lots", "traded lots"),
            new MeasuredColumn("priceTicks", "ticks", "mean price: midpoint of buyer payment and seller receipt"),
            new MeasuredColumn("priceVariance", "ticks²", "variance of that price over the trades of a market"),
            new MeasuredColumn("welfareTicks", "ticks", "gains from trade"),
            new MeasuredColumn("welfarePerOptimum", "share", "gains from trade relative to the optimum"),
            new MeasuredColumn("messages", "messages", "between traders and auctioneer"),
            new MeasuredColumn("announcements", "stops", "announced clock prices"),
            new MeasuredColumn("deadweightShare", "share", "auctions with less than half of the efficient trades"));

    static final CellTask TASK =
            CellTask.of("auction", RandomMarkets.axes(), COLUMNS, RandomMarkets::check, AuctionTask::run);

    private AuctionTask() {}

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        MarketDistribution distribution = RandomMarkets.of(settings);
        int markets = RandomMarkets.count(settings);
        Sums sums = new Sums();
        for (int market = 0; market < markets; market++) {
            OrderBook truth = distribution.market(new RandomStreams(seed).stream("market", market));
            TieOrder ties = new TieOrder.Lottery(seed, market);
            AuctionRule rule = RandomMarkets.rule(settings, scenarios, seed, market);
            sums.add(truth, rule.clear(truth, ties), new EfficientTrade().clear(truth, ties));
        }
        return List.of(sums.means(markets));
    }

    /** Sums over the markets of a cell. */
    private static final class Sums {
        private double trades;
        private double cleared;
        private double price;
        private double priceSquares;
        private double welfare;
        private double optimum;
        private double messages;
        private double announcements;
        private double deadweight;

        void add(OrderBook truth, AuctionOutcome outcome, AuctionOutcome efficient) {
            List<Trade> done = outcome.trades();
            trades += done.size();
            if (!done.isEmpty()) {
                addPrice(done);
            }
            welfare += outcome.welfareTicks(truth);
            optimum += efficient.welfareTicks(truth);
            messages += outcome.effort().messages();
            announcements += outcome.effort().announcements();
            deadweight += 2 * done.size() < efficient.trades().size() ? 1 : 0;
        }

        private void addPrice(List<Trade> done) {
            double middle = done.stream()
                            .mapToLong(trade -> trade.buyerPriceHalfTicks() + trade.sellerPriceHalfTicks())
                            .sum()
                    / (4.0 * done.size());
            cleared++;
            price += middle;
            priceSquares += middle * middle;
        }

        double[] means(int markets) {
            double mean = cleared == 0 ? Double.NaN : price / cleared;
            double variance = cleared < 2 ? Double.NaN : Math.max(0, priceSquares - price * mean) / (cleared - 1);
            return new double[] {
                trades / markets,
                mean,
                variance,
                welfare / markets,
                optimum == 0 ? Double.NaN : welfare / optimum,
                messages / markets,
                announcements / markets,
                deadweight / markets
            };
        }
    }
}

package skybourse.tier2.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import skybourse.base.random.RandomStreams;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;

/**
 * What one trader gets by each report, mean over markets in which all others are drawn anew: the paper's Figure 8.
 *
 * @param reportTicks what is reported
 * @param utilityTicks value less price (a seller: price less cost)
 * @param clockUtilityTicks accepted clock less price (a seller: price less accepted clock), as the paper's summary writes
 *     utility; under a rule without clocks the report stands for the accepted clock
 */
public record UtilityByReport(long reportTicks, double utilityTicks, double clockUtilityTicks) {

    /** The trader of the figure. */
    public static final String TRADER = "x";

    /**
     * Plays every report from the sellers' start to the buyers' in the same markets.
     *
     * @param random where the markets of the others come from
     * @param rule the rule
     * @param others the others' distribution; its bounds are the range of reports
     * @param own the trader's true order; its participant must be {@link #TRADER}
     * @param markets how many, at least 1
     */
    public static List<UtilityByReport> curve(
            RandomGenerator random, AuctionRule rule, MarketDistribution others, Order own, int markets) {
        MarketDistribution.Shape shape = others.shape();
        MisreportSearch search =
                MisreportSearch.between(rule, shape.lowTicks(), shape.highTicks(), new TieOrder.ById());
        int reports = (int) (shape.highTicks() - shape.lowTicks()) + 1;
        double[] utility = new double[reports];
        double[] clockUtility = new double[reports];
        for (int market = 0; market < markets; market++) {
            OrderBook rest = others.market(random);
            for (int i = 0; i < reports; i++) {
                OrderBook reported = rest.with(TRADER, List.of(own.withLimit(shape.lowTicks() + i)));
                Prospect prospect = search.prospect(reported, TRADER);
                utility[i] += prospect.utilityHalfTicks(List.of(own)).toDouble() / 2;
                clockUtility[i] += prospect.clockUtilityHalfTicks(own.side()).toDouble() / 2;
            }
        }
        List<UtilityByReport> curve = new ArrayList<>();
        for (int i = 0; i < reports; i++) {
            curve.add(new UtilityByReport(shape.lowTicks() + i, utility[i] / markets, clockUtility[i] / markets));
        }
        return curve;
    }

    /**
     * Returns the figure's curve for one trader: 5 buyers and 3 sellers in all, the others' values uniform on 0 to 50 [ours],
     * the same markets for every rule.
     */
    public static List<UtilityByReport> figure8(AuctionRule rule, Order own, int markets, long seed) {
        boolean buys = own.side() == Side.BUYERS;
        var others = new MarketDistribution.Uniform(new MarketDistribution.Shape(buys ? 4 : 5, buys ? 3 : 2, 1, 0, 50));
        return curve(
                new RandomStreams(seed).stream("figure-8/" + (buys ? "BUYERS" : "SELLERS"), 0),
                rule,
                others,
                own,
                markets);
    }
}

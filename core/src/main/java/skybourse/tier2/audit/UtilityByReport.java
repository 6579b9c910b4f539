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
 * Mean utility of one trader for one of its reports, over markets in which the other traders are sampled. A list of these points is the
 * curve of the paper's Figure 8.
 *
 * @param reportTicks reported limit price
 * @param utilityTicks mean of valuation minus price; for a seller, of price minus cost; 0 counts for a market without a trade
 * @param clockUtilityTicks mean of accepted clock minus price; for a seller, of price minus accepted clock. This is the utility defined in
 *     the paper's
 *     summary. Under a rule without clocks, the report replaces the accepted clock
 */
public record UtilityByReport(long reportTicks, double utilityTicks, double clockUtilityTicks) {

    /** Id of the trader whose reports vary. */
    public static final String TRADER = "x";

    /**
     * Computes the curve over all reports from the lower to the upper bound of {@code others}, ascending. All reports are tried in the same
     * markets. Under rules with fixed ties ({@link MisreportSearch#givenTies}) the trader comes last among equal orders.
     *
     * @param random source of the other traders' markets
     * @param rule the rule
     * @param others distribution of the other traders; its bounds are the range of reports, and should be the rule's start clocks
     * @param own the trader's true order; its participant must be {@link #TRADER}
     * @param markets number of markets, at least 1
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
     * Computes the curve of the figure: 5 buyers and 3 sellers including the trader, the others' values uniform on 0 to 50 (ours),
     * the same markets for each rule.
     *
     * @param own the trader's true order; its participant must be {@link #TRADER}
     * @param markets number of markets, at least 1
     * @param seed seed of the other traders' markets
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

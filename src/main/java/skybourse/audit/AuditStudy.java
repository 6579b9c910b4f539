package skybourse.audit;

import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import skybourse.auction.AuctionRule;
import skybourse.auction.DoubleDutch;
import skybourse.auction.OrderBook;
import skybourse.auction.TieOrder;
import skybourse.numeric.Checks;
import skybourse.random.RandomStreams;

/**
 * Audits of one rule over many markets. Markets are drawn and audited on all processors and added up in their order, so the
 * result is the same for any number of threads.
 *
 * @param rules the rule of each market; the same one but where a policy draws
 * @param markets the market with each number, from 0
 * @param lowTicks the sellers' start clock
 * @param highTicks the buyers' start clock
 * @param seed fixes the tie lots
 */
public record AuditStudy(
        LongFunction<AuctionRule> rules, LongFunction<OrderBook> markets, long lowTicks, long highTicks, long seed) {

    private static final int CHUNK = 256;
    private static final int MOST_TRADERS_GIVEN_LOTS = 20; // every report of every trader is cleared
    private static final int MOST_TRADERS_ANY_POLICY = 60; // every announcement of every trader is continued

    /** Returns a study of markets drawn from a distribution. */
    public static AuditStudy drawn(LongFunction<AuctionRule> rules, MarketDistribution distribution, long seed) {
        MarketDistribution.Shape shape = distribution.shape();
        return new AuditStudy(
                rules,
                market -> distribution.market(new RandomStreams(seed).stream("audited-market", market)),
                shape.lowTicks(),
                shape.highTicks(),
                seed);
    }

    /** Audits markets 0, 1, ...; misreports are left out where a search would take minutes for each market. */
    public PropertyAudit run(long count) {
        Checks.positive(count, "markets");
        AuditTally tally = new AuditTally();
        for (long from = 0; from < count; from += CHUNK) {
            List<Audited> chunk = LongStream.range(from, Math.min(count, from + CHUNK))
                    .parallel()
                    .mapToObj(this::audit)
                    .toList();
            chunk.forEach(one -> tally.add(one.search(), one.audit()));
        }
        return tally.result();
    }

    private record Audited(MisreportSearch search, MarketAudit audit) {}

    private Audited audit(long market) {
        AuctionRule rule = rules.apply(market);
        OrderBook truth = markets.apply(market);
        TieOrder lots = new TieOrder.ByLot(seed, market);
        MisreportSearch search = MisreportSearch.between(rule, lowTicks, highTicks, lots);
        return new Audited(
                search,
                searchable(search, truth)
                        ? MarketAudit.of(search, truth)
                        : MarketAudit.withoutMisreports(rule, lots, truth));
    }

    private static boolean searchable(MisreportSearch search, OrderBook truth) {
        int traders = truth.participants().size();
        if (search.givenLots()) {
            return traders <= MOST_TRADERS_GIVEN_LOTS;
        }
        boolean fast = !(search.rule() instanceof DoubleDutch clocks)
                || (FixedStepAudit.suits(clocks) && TraderClasses.unitDemand(truth));
        return fast || traders <= MOST_TRADERS_ANY_POLICY;
    }
}

package skybourse.tier2.audit;

import java.util.function.LongFunction;
import skybourse.base.numeric.Checks;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.random.RandomStreams;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;

/**
 * Audits of one rule over many markets. Markets are drawn and audited by tasks and added up in their order, so the result
 * is the same for any number of threads.
 *
 * @param cases what is audited under each number, from 0
 * @param seed fixes how ties fall
 */
public record AuditStudy(LongFunction<Case> cases, long seed) {

    private static final int CHUNK = 256;

    /**
     * One market and the rule that clears it.
     *
     * @param rule the rule; the same in every market but where a policy draws or start clocks differ
     * @param truth what everybody has
     * @param lowTicks the sellers' start clock
     * @param highTicks the buyers' start clock
     */
    public record Case(AuctionRule rule, OrderBook truth, long lowTicks, long highTicks) {}

    /** Returns a study of markets drawn from a distribution. */
    public static AuditStudy drawn(LongFunction<AuctionRule> rules, MarketDistribution distribution, long seed) {
        MarketDistribution.Shape shape = distribution.shape();
        return drawn(rules, distribution, seed, shape.lowTicks(), shape.highTicks());
    }

    /** Returns a study of markets drawn from a distribution, the clocks starting elsewhere than at its bounds. */
    public static AuditStudy drawn(
            LongFunction<AuctionRule> rules,
            MarketDistribution distribution,
            long seed,
            long lowTicks,
            long highTicks) {
        return new AuditStudy(
                market -> new Case(
                        rules.apply(market),
                        distribution.market(new RandomStreams(seed).stream("audited-market", market)),
                        lowTicks,
                        highTicks),
                seed);
    }

    /** Audits markets 0, 1, ... on the calling thread. */
    public PropertyAudit run(long count) {
        return run(count, TaskRunner.CALLER);
    }

    /** Audits markets 0, 1, ...; misreports are left out where a search would take minutes for each market. */
    public PropertyAudit run(long count, TaskRunner tasks) {
        Checks.positive(count, "markets");
        AuditTally tally = new AuditTally();
        for (long start = 0; start < count; start += CHUNK) {
            long first = start;
            int size = (int) Math.min(count - first, CHUNK);
            for (Audited one : tasks.map(size, 1, i -> audit(first + i), Audited[]::new)) {
                tally.add(one.search(), one.audit());
            }
        }
        return tally.result();
    }

    private record Audited(MisreportSearch search, MarketAudit audit) {}

    private Audited audit(long market) {
        Case audited = cases.apply(market);
        TieOrder ties = new TieOrder.ByLot(seed, market);
        MisreportSearch search = MisreportSearch.between(audited.rule, audited.lowTicks, audited.highTicks, ties);
        return new Audited(
                search,
                search.suits(audited.truth)
                        ? MarketAudit.of(search, audited.truth)
                        : MarketAudit.withoutMisreports(audited.rule, ties, audited.truth));
    }
}

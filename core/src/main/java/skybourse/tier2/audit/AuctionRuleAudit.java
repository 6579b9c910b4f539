package skybourse.tier2.audit;

import java.util.function.LongFunction;
import skybourse.base.numeric.Checks;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.random.RandomStreams;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;

/**
 * Audits of one rule over many markets. Tasks sample and audit the markets. Their results are added in the order of the markets' numbers,
 * so that the result does not depend on the number of threads.
 *
 * @param cases market and rule by number, from 0; must be safe for the threads of the tasks
 * @param seed seed of the tie order
 */
public record AuctionRuleAudit(LongFunction<Case> cases, long seed) {

    private static final int CHUNK = 256;

    /**
     * One market and the rule that clears it.
     *
     * @param rule the rule; rules of different markets differ only in a random policy or the start clocks
     * @param truth true limit prices and lots
     * @param lowTicks start of the sellers' clock of {@code rule}; misreports are tried from one tick below it
     * @param highTicks start of the buyers' clock of {@code rule}; misreports are tried up to one tick above it
     */
    public record Case(AuctionRule rule, OrderBook truth, long lowTicks, long highTicks) {}

    /**
     * Returns an audit of random markets; {@link #run(long)} runs it. The rules' clocks must start at the bounds of the distribution.
     *
     * @param rules rule by number of the market
     * @param seed seed of the markets and the tie order
     */
    public static AuctionRuleAudit ofRandomMarkets(
            LongFunction<AuctionRule> rules, MarketDistribution distribution, long seed) {
        MarketDistribution.Shape shape = distribution.shape();
        return ofRandomMarkets(rules, distribution, seed, shape.lowTicks(), shape.highTicks());
    }

    /**
     * Returns an audit of random markets for rules with given start clocks.
     *
     * @param rules rule by number of the market
     * @param seed seed of the markets and the tie order
     * @param lowTicks start of the sellers' clock, as in {@link Case}
     * @param highTicks start of the buyers' clock, as in {@link Case}
     */
    public static AuctionRuleAudit ofRandomMarkets(
            LongFunction<AuctionRule> rules,
            MarketDistribution distribution,
            long seed,
            long lowTicks,
            long highTicks) {
        return new AuctionRuleAudit(
                market -> new Case(
                        rules.apply(market),
                        distribution.market(new RandomStreams(seed).stream("audited-market", market)),
                        lowTicks,
                        highTicks),
                seed);
    }

    /**
     * Audits markets 0 to {@code count - 1} on the calling thread, in the same way as {@link #run(long, TaskRunner)}.
     *
     * @throws IllegalArgumentException if {@code count} is not positive
     */
    public PropertyAudit run(long count) {
        return run(count, TaskRunner.CALLER);
    }

    /**
     * Audits markets 0 to {@code count - 1}. Misreports are not searched in markets for which {@link MisreportSearch#supports} is
     * false.
     *
     * @throws IllegalArgumentException if {@code count} is not positive, or {@link MisreportSearch#search} rejects a market
     */
    public PropertyAudit run(long count, TaskRunner tasks) {
        Checks.positive(count, "markets");
        MisreportAuditTally tally = new MisreportAuditTally();
        for (long start = 0; start < count; start += CHUNK) {
            long first = start;
            int size = (int) Math.min(count - first, CHUNK);
            for (Audited one : tasks.map(size, 1, i -> audit(first + i), Audited[]::new)) {
                tally.add(one.search(), one.audit());
            }
        }
        return tally.result();
    }

    private record Audited(MisreportSearch search, MisreportAudit audit) {}

    private Audited audit(long market) {
        Case audited = cases.apply(market);
        TieOrder ties = new TieOrder.Lottery(seed, market);
        MisreportSearch search = MisreportSearch.between(audited.rule, audited.lowTicks, audited.highTicks, ties);
        return new Audited(
                search,
                search.supports(audited.truth)
                        ? MisreportAudit.of(search, audited.truth)
                        : MisreportAudit.withoutMisreports(audited.rule, ties, audited.truth));
    }
}

package skybourse.tier2.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;
import skybourse.base.numeric.Wire;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.EfficientTrade;
import skybourse.tier2.auction.KDoubleAuction;
import skybourse.tier2.auction.McAfee;
import skybourse.tier2.auction.MultiUnitSplit;
import skybourse.tier2.auction.PostedPrice;
import skybourse.tier2.auction.StronglyBalanced;
import skybourse.tier2.auction.Vickrey;
import skybourse.tier2.clock.Clearing;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.Geometric;
import skybourse.tier2.clock.Greedy;
import skybourse.tier2.clock.RandomStep;
import skybourse.tier2.clock.Turns;
import skybourse.tier2.clock.dropout.DropOutClocks;
import skybourse.tier2.clock.dropout.MoreInMoves;
import skybourse.tier2.clock.refining.Bisection;
import skybourse.tier2.clock.refining.RefiningDutch;

/**
 * All rules over the same markets, from thin to thick: uniform values on 0 to 1,000 ticks, on 0 to 100 where traders have
 * several lots. The coarse step is a fiftieth of the range.
 *
 * @param rows one for each rule and market size
 */
public record ComparisonTable(List<Row> rows) {

    private static final long HIGHEST = 1_000;
    private static final long HIGHEST_LOTS = 100; // with several lots every stop of every trader is continued
    private static final int[][] SIZES = {
        {1, 1}, {1, 3}, {1, 10}, {2, 2}, {3, 3}, {5, 3}, {10, 10}, {30, 30}, {100, 100}, {300, 300}, {1000, 1000}
    };

    /**
     * One rule at one size.
     *
     * @param rule the rule with turns and policy in words
     * @param buyers traders who buy
     * @param sellers traders who sell
     * @param lots most lots a trader
     * @param audit what was found
     */
    public record Row(String rule, int buyers, int sellers, int lots, PropertyAudit audit) {}

    private record Contender(String name, LongFunction<AuctionRule> rule) {}

    public ComparisonTable {
        rows = List.copyOf(rows);
    }

    /**
     * Audits all rules.
     *
     * @param markets how many of one trader a side; n a side get an n-th of it, but at least 10
     * @param largest sizes with more traders on a side are left out
     * @param seed fixes markets and lots
     * @param guest one more policy, such as a trained one; it must not draw
     */
    public static ComparisonTable of(long markets, int largest, long seed, Optional<ClockPolicy> guest) {
        List<Row> rows = new ArrayList<>();
        for (int[] size : SIZES) {
            int most = Math.max(size[0], size[1]);
            if (most > largest) {
                continue;
            }
            long count = Math.max(Math.min(10, markets), markets / most);
            for (Contender contender : contenders(HIGHEST, seed, guest)) {
                rows.add(row(contender, new MarketDistribution.Shape(size[0], size[1], 1, 0, HIGHEST), count, seed));
            }
            if (most == 5) {
                var lots = new MarketDistribution.Shape(size[0], size[1], 3, 0, HIGHEST_LOTS);
                for (Contender contender : contenders(HIGHEST_LOTS, seed, guest)) {
                    if (contender.rule().apply(0).traits().mostLots() >= lots.lots()) {
                        rows.add(row(contender, lots, count, seed));
                    }
                }
            }
        }
        return new ComparisonTable(rows);
    }

    private static Row row(Contender contender, MarketDistribution.Shape shape, long count, long seed) {
        MarketDistribution distribution = new MarketDistribution.Uniform(shape);
        PropertyAudit audit =
                AuditStudy.drawn(contender.rule(), distribution, seed).run(count);
        return new Row(contender.name(), shape.buyers(), shape.sellers(), shape.lots(), audit);
    }

    private static List<Contender> contenders(long highest, long seed, Optional<ClockPolicy> guest) {
        List<Contender> all = new ArrayList<>();
        for (Clearing clearing : Clearing.values()) {
            for (Turns turns : Turns.values()) {
                if (clearing == Clearing.STRONGLY_BALANCED_REDUCTION && turns == Turns.ALTERNATE) {
                    continue;
                }
                for (ClockPolicy policy : List.of(new FixedStep(1), new FixedStep(highest / 50))) {
                    all.add(clocks(highest, clearing, turns, policy));
                }
            }
        }
        all.add(clocks(highest, Clearing.MIDPOINT, Turns.ALTERNATE, new Geometric(4)));
        all.add(clocks(highest, Clearing.MIDPOINT, Turns.ALTERNATE, new Greedy()));
        for (Turns turns : Turns.values()) {
            guest.ifPresent(policy -> all.add(clocks(highest, Clearing.MIDPOINT, turns, policy)));
        }
        all.add(new Contender(
                name(Clearing.MIDPOINT, Turns.ALTERNATE, "random"),
                market -> clocks(highest, Turns.ALTERNATE, Clearing.MIDPOINT, new RandomStep(seed, market))));
        for (AuctionRule rule : List.of(
                new RefiningDutch(highest, 0, new Bisection()),
                new DropOutClocks(highest, 0, new MoreInMoves(1)),
                new McAfee(),
                new StronglyBalanced(),
                new KDoubleAuction(1),
                new Vickrey(),
                new PostedPrice(highest / 2),
                new MultiUnitSplit(),
                new EfficientTrade())) {
            all.add(new Contender(rule.name(), _ -> rule));
        }
        return all;
    }

    private static Contender clocks(long highest, Clearing clearing, Turns turns, ClockPolicy policy) {
        DoubleDutch rule = clocks(highest, turns, clearing, policy);
        return new Contender(name(clearing, turns, policy.name()), _ -> rule);
    }

    private static DoubleDutch clocks(long highest, Turns turns, Clearing clearing, ClockPolicy policy) {
        return new DoubleDutch(highest, 0, turns, clearing, policy);
    }

    private static String name(Clearing clearing, Turns turns, String policy) {
        String words = Wire.name(clearing).replace('-', ' ');
        return String.format(Locale.ROOT, "Double Dutch, %s, %s, %s", words, Wire.name(turns), policy);
    }
}

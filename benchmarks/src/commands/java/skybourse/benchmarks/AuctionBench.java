package skybourse.benchmarks;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.random.RandomGenerator;
import skybourse.base.numeric.EnumNames;
import skybourse.base.random.RandomStreams;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.rule.SellerVickrey;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.audit.FixedStepAudit;
import skybourse.tier2.audit.MisreportAudit;
import skybourse.tier2.audit.MisreportSearch;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.ClockAuction;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.clock.dropout.DropOutAuction;
import skybourse.tier2.clock.dropout.LargerSidePolicy;
import skybourse.tier2.clock.fast.FixedStepKernel;
import skybourse.tier2.clock.refining.BisectionQuestioner;
import skybourse.tier2.clock.refining.RefiningDutch;

/**
 * Measures the time of clearing and audits of auction rules, mainly of the fixed-step clock auction, and of sorting the same limit prices, on one
 * thread.
 */
public final class AuctionBench {

    private static final long HIGHEST = 1L << 20;
    // Runs cycle through several markets, because the branch predictor would learn a single one.
    private static final int MARKETS = 8;
    private static final int[] SIZES = {10_000, 100_000, 1_000_000};
    private static final int AUDITED = 10_000;
    private static final int SEARCHED = 1_000;
    private static final long SEARCHED_HIGHEST = 1_000;
    // With these steps a clock has 1,025 or 65,537 stops.
    private static final long[] STEPS = {1_024, 16};

    private final long seed;

    @SuppressWarnings("UnusedVariable") // the field is written so that the compiler cannot remove the computation
    private long sink;

    private record Market(long[] bids, long[] asks) {}

    /**
     * Creates the measurement.
     *
     * @param seed seed of the limit prices
     */
    public AuctionBench(long seed) {
        this.seed = seed;
    }

    /** Runs the measurements. Prints each line as soon as its numbers are known. */
    public void print(PrintWriter out) {
        for (int traders : SIZES) {
            Market[] markets = markets(traders);
            double sort = sortMicros(traders, markets);
            out.printf(Locale.ROOT, "%,d traders per side: sorting both sides %.0f us%n", traders, sort);
            for (long step : STEPS) {
                clear(out, markets, traders, step, sort);
            }
            count(out, markets, traders, sort);
            out.flush();
        }
        Market[] markets = markets(AUDITED);
        for (long step : STEPS) {
            audit(out, markets, step);
        }
        searched(out, new SellerVickrey());
        searched(out, new DropOutAuction(SEARCHED_HIGHEST, 0, new LargerSidePolicy(1)));
    }

    private Market[] markets(int traders) {
        RandomStreams streams = new RandomStreams(seed);
        Market[] markets = new Market[MARKETS];
        for (int i = 0; i < MARKETS; i++) {
            markets[i] = new Market(
                    streams.stream("bench-bids", i).longs(traders, 0, HIGHEST).toArray(),
                    streams.stream("bench-asks", i).longs(traders, 0, HIGHEST).toArray());
        }
        return markets;
    }

    /** Returns the median time of sorting both sides, µs. The time of copying the values is not included. */
    private double sortMicros(int traders, Market[] markets) {
        long[] bids = new long[traders];
        long[] asks = new long[traders];
        return micros(
                traders,
                i -> {
                    System.arraycopy(markets[i % MARKETS].bids, 0, bids, 0, traders);
                    System.arraycopy(markets[i % MARKETS].asks, 0, asks, 0, traders);
                },
                i -> {
                    Arrays.sort(bids);
                    Arrays.sort(asks);
                    return bids[traders / 2] + asks[0] + i + 1;
                });
    }

    private void clear(PrintWriter out, Market[] markets, int traders, long step, double sort) {
        RandomGenerator random = new RandomStreams(seed).stream("bench-keys", traders);
        var keys = new FixedStepKernel.TieKeys(
                random.longs(traders).toArray(),
                random.longs(traders).toArray(),
                random.longs(traders).toArray());
        boolean[] buy = new boolean[traders];
        boolean[] sell = new boolean[traders];
        var kernel = new FixedStepKernel(rule(TurnOrder.ALTERNATE, ClearingRule.MIDPOINT, step));
        double price = micros(traders, i -> {
            Market market = markets[i % MARKETS];
            return kernel.clear(market.bids, market.asks).trades();
        });
        double who = micros(traders, i -> {
            Market market = markets[i % MARKETS];
            return kernel.clear(market.bids, market.asks, keys, buy, sell).trades();
        });
        out.printf(
                Locale.ROOT,
                "  %,7d stops: price and quantity %.0f us (%.3f of sorting), with who trades %.0f us (%.3f)%n",
                HIGHEST / step + 1,
                price,
                price / sort,
                who,
                who / sort);
    }

    /** Measures clearing by the two rules that are truthful under any policy, relative to the time of sorting. */
    private void count(PrintWriter out, Market[] markets, int traders, double sort) {
        var refined = new RefiningDutch(HIGHEST, 0, new BisectionQuestioner());
        var dropOut = new DropOutAuction(HIGHEST, 0, new LargerSidePolicy(STEPS[0]));
        counted(out, refined, traders, sort, i -> refined.count(markets[i % MARKETS].bids, markets[i % MARKETS].asks));
        counted(out, dropOut, traders, sort, i -> dropOut.count(markets[i % MARKETS].bids, markets[i % MARKETS].asks));
    }

    private void counted(
            PrintWriter out, ClockAuction rule, int traders, double sort, IntFunction<FixedStepKernel.Result> count) {
        double time = micros(traders, i -> count.apply(i).trades());
        out.printf(
                Locale.ROOT,
                "  %s, %s: price and quantity %.0f us (%.3f of sorting)%n",
                rule.name(),
                rule.policyName(),
                time,
                time / sort);
    }

    private void searched(PrintWriter out, AuctionRule rule) {
        RandomStreams streams = new RandomStreams(seed);
        OrderBook[] books = new OrderBook[MARKETS];
        for (int i = 0; i < MARKETS; i++) {
            books[i] = OrderBook.unitDemand(
                    streams.stream("bench-searched-bids", i)
                            .longs(SEARCHED, 0, SEARCHED_HIGHEST)
                            .toArray(),
                    streams.stream("bench-searched-asks", i)
                            .longs(SEARCHED, 0, SEARCHED_HIGHEST)
                            .toArray());
        }
        MisreportSearch search = MisreportSearch.between(rule, 0, SEARCHED_HIGHEST, new TieOrder.Lottery(seed, 0));
        double time = micros(
                10_000_000, i -> MisreportAudit.of(search, books[i % MARKETS]).gainers());
        out.printf(
                Locale.ROOT,
                "Audit of all traders and misreports, %,d traders per side, %,d ticks, %s: %.0f ms%n",
                SEARCHED,
                SEARCHED_HIGHEST,
                rule.name(),
                time / 1_000);
        out.flush();
    }

    private void audit(PrintWriter out, Market[] markets, long step) {
        for (ClearingRule clearing : ClearingRule.values()) {
            for (TurnOrder turns : TurnOrder.values()) {
                if (clearing == ClearingRule.STRONGLY_BALANCED_REDUCTION && turns == TurnOrder.ALTERNATE) {
                    continue;
                }
                FixedStepAudit audit = new FixedStepAudit(rule(turns, clearing, step));
                double time = micros(
                        20 * AUDITED,
                        i -> 1
                                + audit.audit(markets[i % MARKETS].bids, markets[i % MARKETS].asks)
                                        .gainers());
                out.printf(
                        Locale.ROOT,
                        "Audit of all traders and misreports, %,d traders per side, %,d stops, %s, turn order %s: %.2f ms%n",
                        AUDITED,
                        HIGHEST / step + 1,
                        EnumNames.name(clearing).replace('-', ' '),
                        EnumNames.name(turns),
                        time / 1_000);
                out.flush();
            }
        }
    }

    private static DoubleDutch rule(TurnOrder turns, ClearingRule clearing, long step) {
        return new DoubleDutch(HIGHEST, 0, turns, clearing, new FixedStep(step));
    }

    private double micros(int work, IntToLongFunction run) {
        return micros(work, _ -> {}, run);
    }

    /** Returns the median time of a run after warm-up, µs, without the time of {@code prepare}. The number of runs decreases with {@code work}. */
    private double micros(int work, IntConsumer prepare, IntToLongFunction run) {
        int runs = Math.clamp(10_000_000 / work, 11, 301);
        double[] times = new double[runs];
        for (int i = -runs; i < runs; i++) {
            prepare.accept(i + runs);
            long start = System.nanoTime();
            sink += run.applyAsLong(i + runs);
            if (i >= 0) {
                times[i] = (System.nanoTime() - start) / 1e3;
            }
        }
        Arrays.sort(times);
        return times[runs / 2];
    }
}

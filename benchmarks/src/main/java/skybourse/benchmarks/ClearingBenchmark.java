package skybourse.benchmarks;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import skybourse.base.random.RandomStreams;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.clock.fast.FixedStepKernel;

/**
 * Measures clearing of a fixed-step auction, and sorting of the same limit prices, which are uniform on 2^20 ticks. The runs cycle through several
 * markets, because the branch predictor would learn a single small market.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ClearingBenchmark {

    private static final long HIGHEST = 1L << 20;
    private static final int MARKETS = 16;

    /** Traders per side. */
    @Param({"10000", "100000", "1000000"})
    public int traders;

    /** Step of the clocks, in ticks. With these steps, a clock has 1,025 or 65,537 stops. */
    @Param({"1024", "16"})
    public long stepTicks;

    private final long[][] bids = new long[MARKETS][];
    private final long[][] asks = new long[MARKETS][];
    private FixedStepKernel kernel;
    private FixedStepKernel.TieKeys keys;
    private boolean[] buyersTrade;
    private boolean[] sellersTrade;
    private long[] scratchBids;
    private long[] scratchAsks;
    private int market;

    /** Samples the markets. */
    @Setup(Level.Trial)
    public void draw() {
        RandomStreams streams = new RandomStreams(1);
        for (int i = 0; i < MARKETS; i++) {
            bids[i] = streams.stream("bids", i).longs(traders, 0, HIGHEST).toArray();
            asks[i] = streams.stream("asks", i).longs(traders, 0, HIGHEST).toArray();
        }
        RandomGenerator random = streams.stream("keys", 0);
        keys = new FixedStepKernel.TieKeys(
                random.longs(traders).toArray(), random.longs(traders).toArray(), new long[traders]);
        scratchBids = new long[traders];
        scratchAsks = new long[traders];
        buyersTrade = new boolean[traders];
        sellersTrade = new boolean[traders];
        kernel = new FixedStepKernel(
                new DoubleDutch(HIGHEST, 0, TurnOrder.ALTERNATE, ClearingRule.MIDPOINT, new FixedStep(stepTicks)));
    }

    private int next() {
        market = (market + 1) % MARKETS;
        return market;
    }

    /** Computes price and quantity. */
    @Benchmark
    public FixedStepKernel.Result price() {
        int i = next();
        return kernel.clear(bids[i], asks[i]);
    }

    /** Computes price, quantity and the set of traders. */
    @Benchmark
    public FixedStepKernel.Result priceAndTraders() {
        int i = next();
        return kernel.clear(bids[i], asks[i], keys, buyersTrade, sellersTrade);
    }

    /** Copies both sides. Subtract this time from that of {@link #copyAndSortBoth}, which must copy the values because sorting changes its input. */
    @Benchmark
    public long copyBoth() {
        copy(next());
        return scratchBids[0] + scratchAsks[0];
    }

    /** Copies both sides and sorts the copies. */
    @Benchmark
    public long copyAndSortBoth() {
        copy(next());
        Arrays.sort(scratchBids);
        Arrays.sort(scratchAsks);
        return scratchBids[0] + scratchAsks[0];
    }

    private void copy(int i) {
        System.arraycopy(bids[i], 0, scratchBids, 0, traders);
        System.arraycopy(asks[i], 0, scratchAsks, 0, traders);
    }
}

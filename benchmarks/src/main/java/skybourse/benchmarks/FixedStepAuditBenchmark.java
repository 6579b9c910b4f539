package skybourse.benchmarks;

import java.util.concurrent.TimeUnit;
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
import skybourse.tier2.audit.FixedStepAudit;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.TurnOrder;

/**
 * Measures an exact audit of a fixed-step auction, which covers all reports of all traders. Limit prices are uniform on 2^20 ticks, and the turn
 * order is {@code shorter}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FixedStepAuditBenchmark {

    private static final long HIGHEST = 1L << 20;
    private static final int MARKETS = 8;

    /** Traders per side. */
    @Param({"10000"})
    public int traders;

    /** Step of the clocks, in ticks. With these steps, a clock has 1,025 or 65,537 stops. */
    @Param({"1024", "16"})
    public long stepTicks;

    /** Pricing rules: midpoint and both forms of trade reduction. */
    @Param({"MIDPOINT", "TRADE_REDUCTION", "STRONGLY_BALANCED_REDUCTION"})
    public ClearingRule clearing;

    private final long[][] bids = new long[MARKETS][];
    private final long[][] asks = new long[MARKETS][];
    private FixedStepAudit audit;
    private int market;

    /** Samples the markets. */
    @Setup(Level.Trial)
    public void draw() {
        RandomStreams streams = new RandomStreams(1);
        for (int i = 0; i < MARKETS; i++) {
            bids[i] = streams.stream("bids", i).longs(traders, 0, HIGHEST).toArray();
            asks[i] = streams.stream("asks", i).longs(traders, 0, HIGHEST).toArray();
        }
        audit = new FixedStepAudit(new DoubleDutch(HIGHEST, 0, TurnOrder.SHORTER, clearing, new FixedStep(stepTicks)));
    }

    /** Returns the number of traders with a profitable misreport. */
    @Benchmark
    public long gainers() {
        market = (market + 1) % MARKETS;
        return audit.audit(bids[market], asks[market]).gainers();
    }
}

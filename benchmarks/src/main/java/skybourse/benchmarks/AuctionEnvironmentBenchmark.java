package skybourse.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Measures both implementations of the auction environment with 64 parallel auctions. Times are per step of one auction. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AuctionEnvironmentBenchmark {

    /** Size of the markets as {@code BUYERSxSELLERS}, such as {@code 4x3}. */
    @Param({"5x3", "20x10", "50x50"})
    public String size;

    /** Whether the auctions are played one by one, not by the parallel implementation. */
    @Param({"false", "true"})
    public boolean plain;

    private EnvironmentWorkload load;

    /** Creates the environment and the random steps. */
    @Setup
    public void make() {
        String[] sides = size.split("x");
        load = new EnvironmentWorkload(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), plain);
    }

    /** Takes one random step in every auction. */
    @Benchmark
    @OperationsPerInvocation(EnvironmentWorkload.LANES)
    public float step() {
        return load.step();
    }
}

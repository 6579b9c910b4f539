package skybourse.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
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
import skybourse.learning.BatchEnvironment;
import skybourse.learning.EnvironmentLanes;
import skybourse.random.RandomStreams;
import skybourse.training.AuctionEnvironment;
import skybourse.training.AuctionProblem;
import skybourse.yardstick.BenchmarkMarkets;

/** Steps of the auction environment, 64 auctions side by side, in both forms; time is per step of one auction. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AuctionEnvironmentBenchmark {

    private static final int LANES = 64;
    private static final int DRAWS = 1 << 12;

    /** Benchmark market. */
    @Param({"concentrated-5x3", "concentrated-20x10"})
    public String market;

    /** Whether auctions are played one by one. */
    @Param({"false", "true"})
    public boolean plain;

    private final int[] draws = new int[DRAWS];
    private final int[] chosen = new int[LANES];
    private BatchEnvironment environment;
    private int next;

    /** Makes the environment and the random actions. */
    @Setup
    public void make() {
        AuctionProblem problem = AuctionProblem.of(BenchmarkMarkets.named(market).orElseThrow());
        environment =
                plain ? new EnvironmentLanes(() -> new AuctionEnvironment(problem), LANES) : problem.lanes(LANES);
        environment.reset(1);
        RandomGenerator random = new RandomStreams(1).stream("actions", 0);
        for (int i = 0; i < DRAWS; i++) {
            draws[i] = random.nextInt(environment.actions());
        }
    }

    /** One step of every auction by a random legal action. */
    @Benchmark
    @OperationsPerInvocation(LANES)
    public float step() {
        for (int lane = 0; lane < LANES; lane++) {
            int action = draws[next++ & (DRAWS - 1)];
            while (!environment.legal()[lane * environment.actions() + action]) {
                action--;
            }
            chosen[lane] = action;
        }
        environment.step(chosen);
        return environment.rewards()[0];
    }
}

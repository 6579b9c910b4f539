package skybourse;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import skybourse.learning.auctions.AuctionProblem;
import skybourse.learning.headroom.BenchmarkMarkets;
import skybourse.python.NativeEnvironment;

/** A program that prints the first states, with state noise, of the environment for Python. */
final class NoisyStates {

    static final int LANES = 4;

    private NoisyStates() {}

    @SuppressWarnings("restricted") // starts with --enable-native-access
    public static void main(String[] arguments) {
        AuctionProblem problem =
                AuctionProblem.of(BenchmarkMarkets.all().getFirst()).withStateNoise(0.5);
        int width = problem.form().size();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment states = arena.allocate(ValueLayout.JAVA_FLOAT, (long) LANES * width);
            MemorySegment others = arena.allocate(ValueLayout.JAVA_LONG, (long) LANES * width);
            long other = others.address();
            var arrays = new NativeEnvironment.Arrays(other, states.address(), other, other, other, other, other);
            new NativeEnvironment(problem, LANES, arrays, true).reset(1);
            float[] numbers = states.toArray(ValueLayout.JAVA_FLOAT);
            for (int lane = 0; lane < LANES; lane++) {
                System.out.println(Arrays.toString(Arrays.copyOfRange(numbers, lane * width, (lane + 1) * width)));
            }
        }
    }
}

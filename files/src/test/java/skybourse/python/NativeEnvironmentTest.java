package skybourse.python;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import skybourse.learning.auctions.AuctionProblem;
import skybourse.learning.environment.BatchEnvironment;
import skybourse.learning.headroom.BenchmarkMarkets;

class NativeEnvironmentTest {

    private static final int LANES = 70;
    private static final int STEPS = 60;
    private static final AuctionProblem PROBLEM =
            AuctionProblem.of(BenchmarkMarkets.named("narrow-3x2").orElseThrow());
    private static final int WIDTH = PROBLEM.form().size();
    private static final int ACTIONS = PROBLEM.actions().size();

    /** Arrays of a caller outside the heap, and the C function. */
    private static final class Caller {

        private final MemorySegment actions = Arena.ofAuto().allocate(JAVA_LONG, LANES);
        private final MemorySegment states = Arena.ofAuto().allocate(JAVA_FLOAT, LANES * WIDTH);
        private final MemorySegment legal = Arena.ofAuto().allocate(JAVA_BYTE, LANES * ACTIONS);
        private final MemorySegment counts = Arena.ofAuto().allocate(JAVA_LONG, LANES);
        private final MemorySegment rewards = Arena.ofAuto().allocate(JAVA_DOUBLE, LANES);
        private final MemorySegment ended = Arena.ofAuto().allocate(JAVA_BYTE, LANES);
        private final MemorySegment finalStates = Arena.ofAuto().allocate(JAVA_FLOAT, LANES * WIDTH);
        private final NativeEnvironment environment;
        private final MethodHandle step;

        @SuppressWarnings("restricted")
        Caller(boolean takesNearest) {
            var arrays = new NativeEnvironment.Arrays(
                    actions.address(),
                    states.address(),
                    legal.address(),
                    counts.address(),
                    rewards.address(),
                    ended.address(),
                    finalStates.address());
            environment = new NativeEnvironment(PROBLEM, LANES, arrays, takesNearest);
            step = Linker.nativeLinker()
                    .downcallHandle(
                            MemorySegment.ofAddress(environment.stepAddress()), FunctionDescriptor.of(JAVA_INT));
        }

        int step(LongUnaryOperator action) {
            for (int lane = 0; lane < LANES; lane++) {
                actions.setAtIndex(JAVA_LONG, lane, action.applyAsLong(lane));
            }
            try {
                return (int) step.invokeExact();
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        }

        long count(long lane) {
            return counts.getAtIndex(JAVA_LONG, lane);
        }

        boolean ended(int lane) {
            return ended.getAtIndex(JAVA_BYTE, lane) == 1;
        }

        private float number(MemorySegment of, int lane, int place) {
            return of.getAtIndex(JAVA_FLOAT, (long) lane * WIDTH + place);
        }
    }

    /** The clock of the side to move changed by the last step, so the final state belongs to the ended auction. */
    @Test
    void finalStateFollowsLastStepOfEndedAuction() {
        var caller = new Caller(false);
        caller.environment.reset(1);
        int ends = 0;
        for (int step = 0; step < STEPS; step++) {
            float[] before = caller.states.toArray(JAVA_FLOAT);
            assertThat(caller.step(lane -> caller.count(lane) - 1)).isZero();
            for (int lane = 0; lane < LANES; lane++) {
                if (caller.ended(lane)) {
                    int mover = lane * WIDTH + (before[lane * WIDTH] == 1 ? 3 : 2);
                    float announcements = before[lane * WIDTH + 1];
                    assertThat(caller.number(caller.finalStates, lane, mover - lane * WIDTH))
                            .isNotEqualTo(before[mover]);
                    assertThat(caller.number(caller.finalStates, lane, 1)).isGreaterThan(announcements);
                    assertThat(caller.number(caller.states, lane, 1)).isLessThanOrEqualTo(announcements);
                    ends++;
                }
            }
        }
        assertThat(ends).isGreaterThan(5 * LANES);
    }

    @Test
    void arraysEqualThoseOfTheEnvironment() {
        var caller = new Caller(false);
        BatchEnvironment alone = PROBLEM.lanes(LANES);
        caller.environment.reset(5);
        alone.reset(5);
        for (int step = 0; step < STEPS; step++) {
            int[] chosen = new int[LANES];
            Arrays.setAll(chosen, lane -> (int) (lane % caller.count(lane)));
            assertThat(caller.step(lane -> chosen[(int) lane])).isZero();
            alone.step(chosen);
            assertThat(caller.states.toArray(JAVA_FLOAT)).isEqualTo(alone.states());
            for (int lane = 0; lane < LANES; lane++) {
                assertThat(caller.rewards.getAtIndex(JAVA_DOUBLE, lane)).isEqualTo((double) alone.rewards()[lane]);
                assertThat(caller.ended(lane)).isEqualTo(alone.terminated()[lane]);
                for (int i = 0; alone.terminated()[lane] && i < WIDTH; i++) {
                    assertThat(caller.number(caller.finalStates, lane, i))
                            .isEqualTo(alone.finalStates()[lane * WIDTH + i]);
                }
            }
        }
    }

    /** Legal steps among 1, 2, 3, 5, 8 and 13 ticks, with the gap from the state: after a reset and after each step. */
    @Test
    void legalStepsEndWithFirstThatReachesOtherClock() {
        int[] ticks = {1, 2, 3, 5, 8, 13};
        var caller = new Caller(false);
        caller.environment.reset(3);
        for (int step = 0; step <= STEPS; step++) {
            for (int lane = 0; lane < LANES; lane++) {
                long gap = Math.round(
                        30 * (caller.number(caller.states, lane, 2) - caller.number(caller.states, lane, 3)));
                int legal = 1
                        + (int) Arrays.stream(ticks, 0, ACTIONS - 1)
                                .filter(tick -> tick < gap)
                                .count();
                assertThat(caller.count(lane)).isEqualTo(legal);
                for (int action = 0; action < ACTIONS; action++) {
                    assertThat(caller.legal.getAtIndex(JAVA_BYTE, (long) lane * ACTIONS + action))
                            .isEqualTo((byte) (action < legal ? 1 : 0));
                }
            }
            assertThat(caller.step(lane -> (lane + 3) % caller.count(lane))).isZero();
        }
    }

    @Test
    void nearestLegalActionReplacesIllegalOne() {
        var nearest = new Caller(true);
        var legal = new Caller(false);
        nearest.environment.reset(1);
        legal.environment.reset(1);
        for (int step = 0; step < STEPS; step++) {
            boolean high = step % 3 > 0;
            assertThat(nearest.step(lane -> high ? Long.MAX_VALUE - lane : Long.MIN_VALUE + lane))
                    .isZero();
            assertThat(legal.step(lane -> high ? legal.count(lane) - 1 : 0)).isZero();
            assertThat(nearest.states.toArray(JAVA_FLOAT)).isEqualTo(legal.states.toArray(JAVA_FLOAT));
            assertThat(nearest.rewards.toArray(JAVA_DOUBLE)).isEqualTo(legal.rewards.toArray(JAVA_DOUBLE));
        }
    }

    @Test
    void illegalActionFailsWithoutEffect() {
        var caller = new Caller(false);
        caller.environment.reset(1);
        float[] before = caller.states.toArray(JAVA_FLOAT);
        for (long wrong : new long[] {-1, caller.count(66), (1L << 32) + 1}) {
            assertThat(caller.step(lane -> lane == 66 ? wrong : 0)).isEqualTo(1);
            assertThatThrownBy(caller.environment::failure)
                    .hasMessageStartingWith("actions[66] must be legal, one of [0, ");
            assertThat(caller.states.toArray(JAVA_FLOAT)).isEqualTo(before);
        }
    }

    @Test
    @Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void unreferencedEnvironmentIsCollected() {
        var held = new Caller(false);
        WeakReference<NativeEnvironment> gone = new WeakReference<>(new Caller(false).environment);
        while (gone.get() != null) {
            System.gc();
        }
        held.environment.reset(1);
        assertThat(held.step(lane -> 0)).isZero();
    }
}

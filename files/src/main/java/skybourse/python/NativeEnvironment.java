package skybourse.python;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import skybourse.base.numeric.VectorModule;
import skybourse.learning.auctions.AuctionProblem;
import skybourse.learning.environment.ActionMaskOperations;
import skybourse.learning.environment.BatchEnvironment;

/**
 * Batch of auctions whose step is a C function without arguments. The function reads the actions from an array of the caller and writes the results
 * to other arrays of the caller. This is cheaper than a call through the native interface with arguments.
 *
 * <p>No exception leaves the function, because that would end the process. The function returns 0 on success and 1 after an error. After an error,
 * the arrays are unchanged, and {@link #failure} throws the error. Not thread-safe.
 */
public final class NativeEnvironment {

    /**
     * Addresses of the caller's arrays, which must exist as long as the {@code NativeEnvironment} is used.
     *
     * @param actions {@code int64[lanes]}, read by the step; all other arrays are written
     * @param states {@code float32[lanes][stateSize]}
     * @param legal {@code int8[lanes][actions]}, 1 for legal actions
     * @param legalActions {@code int64[lanes]}, number of legal actions
     * @param rewards {@code float64[lanes]}
     * @param ended {@code int8[lanes]}, 1 if an auction ended
     * @param finalStates {@code float32[lanes][stateSize]}, last state of each auction that ended
     */
    public record Arrays(
            long actions, long states, long legal, long legalActions, long rewards, long ended, long finalStates) {}

    private final BatchEnvironment environment;
    private final boolean takesNearest;
    private final MemorySegment stub;
    private final MemorySegment actions;
    private final MemorySegment states;
    private final MemorySegment legal;
    private final MemorySegment legalActions;
    private final MemorySegment rewards;
    private final MemorySegment ended;
    private final MemorySegment finalStates;
    private final long[] asked;
    private final int[] chosen;
    private final byte[] mask;
    private final long[] counts;
    private final double[] paid;
    private final byte[] over;
    private Throwable failed = new IllegalStateException("nothing failed");

    /**
     * Creates the auctions of the problem. {@link #reset} must be called before the first step.
     *
     * @param problem the learning problem
     * @param lanes number of auctions
     * @param arrays addresses of the caller's arrays
     * @param takesNearest whether an illegal action is replaced by the nearest legal action; if false, an illegal action is an error
     */
    public NativeEnvironment(AuctionProblem problem, int lanes, Arrays arrays, boolean takesNearest) {
        environment = VectorModule.isAvailable() ? problem.lanes(lanes) : problem.plainLanes(lanes);
        this.takesNearest = takesNearest;
        int stateNumbers = lanes * environment.stateSize();
        int maskNumbers = lanes * environment.actions();
        actions = at(arrays.actions(), JAVA_LONG, lanes);
        states = at(arrays.states(), JAVA_FLOAT, stateNumbers);
        legal = at(arrays.legal(), JAVA_BYTE, maskNumbers);
        legalActions = at(arrays.legalActions(), JAVA_LONG, lanes);
        rewards = at(arrays.rewards(), JAVA_DOUBLE, lanes);
        ended = at(arrays.ended(), JAVA_BYTE, lanes);
        finalStates = at(arrays.finalStates(), JAVA_FLOAT, stateNumbers);
        asked = new long[lanes];
        chosen = new int[lanes];
        mask = new byte[maskNumbers];
        counts = new long[lanes];
        paid = new double[lanes];
        over = new byte[lanes];
        stub = stub();
    }

    @SuppressWarnings("restricted") // the caller guarantees that the addresses are valid
    private static MemorySegment at(long address, ValueLayout layout, int numbers) {
        return MemorySegment.ofAddress(address).reinterpret(layout.byteSize() * numbers);
    }

    @SuppressWarnings("restricted") // the function takes no pointers and only returns an int
    private MemorySegment stub() {
        try {
            var target = new Target(new WeakReference<>(this));
            var step = MethodHandles.lookup().bind(target, "step", MethodType.methodType(int.class));
            return Linker.nativeLinker().upcallStub(step, FunctionDescriptor.of(JAVA_INT), Arena.ofAuto());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("step", e);
        }
    }

    /**
     * Target of the C function. The JVM references the target as long as the function exists. The target therefore has only a weak reference to its
     * {@code NativeEnvironment}.
     */
    record Target(WeakReference<NativeEnvironment> door) {

        int step() {
            NativeEnvironment open = door.get();
            return open == null ? 1 : open.step();
        }
    }

    /** Returns the address of the step function, {@code int (*)(void)}, valid as long as this object is reachable. */
    public long stepAddress() {
        return stub.address();
    }

    /** Starts a new auction in each lane. Lane {@code i} has the seed {@code firstSeed + i}. */
    public void reset(long firstSeed) {
        environment.reset(firstSeed);
        show();
    }

    /** Makes one step in each lane. Returns 0 on success, 1 after an error. */
    int step() {
        try {
            MemorySegment.copy(actions, JAVA_LONG, 0, asked, 0, asked.length);
            for (int lane = 0; lane < chosen.length; lane++) {
                if (takesNearest) {
                    chosen[lane] = Math.clamp(asked[lane], 0, (int) Math.max(1, counts[lane]) - 1);
                } else if (asked[lane] != (chosen[lane] = (int) asked[lane])) {
                    ActionMaskOperations.refuse(environment, lane, asked[lane]);
                }
            }
            environment.step(chosen);
            show();
            return 0;
        } catch (RuntimeException | Error e) {
            failed = e;
            return 1;
        }
    }

    /** Throws the error of the last step that failed; an {@link IllegalStateException} if no step failed. */
    public void failure() {
        if (failed instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failed;
    }

    private void show() {
        boolean[] allowed = environment.legal();
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (byte) (allowed[i] ? 1 : 0);
        }
        int width = environment.actions();
        float[] earned = environment.rewards();
        boolean[] done = environment.terminated();
        for (int lane = 0; lane < counts.length; lane++) {
            int count = 0;
            for (int i = lane * width; i < (lane + 1) * width; i++) {
                count += mask[i];
            }
            counts[lane] = count;
            paid[lane] = earned[lane];
            over[lane] = (byte) (done[lane] ? 1 : 0);
        }
        copy(environment.states(), states);
        copy(environment.finalStates(), finalStates);
        MemorySegment.copy(mask, 0, legal, JAVA_BYTE, 0, mask.length);
        MemorySegment.copy(counts, 0, legalActions, JAVA_LONG, 0, counts.length);
        MemorySegment.copy(paid, 0, rewards, JAVA_DOUBLE, 0, paid.length);
        MemorySegment.copy(over, 0, ended, JAVA_BYTE, 0, over.length);
    }

    private static void copy(float[] numbers, MemorySegment to) {
        MemorySegment.copy(numbers, 0, to, JAVA_FLOAT, 0, numbers.length);
    }
}

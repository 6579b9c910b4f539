package skybourse.base.random;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Independent random generators, one per purpose and index, derived from a single seed.
 *
 * <p>A stream depends only on the seed, the purpose and the index, not on earlier draws. An additional draw from one stream therefore changes no
 * other stream.
 *
 * @param seed the run's seed, printed with every result
 */
public record RandomStreams(long seed) {

    private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
            RandomGeneratorFactory.of("L64X128MixRandom");

    /**
     * Returns the stream for one purpose.
     *
     * @param purpose name of the use of the numbers, such as {@code "task-arrivals"}
     * @param index number of the stream among those of the purpose, such as a slot or the index of an agent
     * @return a new generator at the start of the stream; not safe for several threads
     */
    public RandomGenerator stream(String purpose, long index) {
        return FACTORY.create(key(purpose, index));
    }

    /**
     * Returns one pseudorandom number that depends only on the seed, the purpose and the index, without creating a generator.
     *
     * @param purpose name of the use of the number
     * @param index number of the draw among those of the purpose
     * @return any {@code long}, approximately uniform
     */
    public long key(String purpose, long index) {
        return mix(mix(seed ^ mix(hash(purpose))) + index);
    }

    /** Returns a number in [0, 1) that depends only on the seed, the purpose and the index, as {@link #key} does. */
    public double uniformKey(String purpose, long index) {
        return (key(purpose, index) >>> 11) * 0x1p-53;
    }

    /** Returns the FNV-1a hash, which is equal on all JVMs. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** Mixes the bits of a number with the finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
    static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }

    /** Permutes an array in place, uniformly at random (Fisher and Yates). */
    public static void shuffle(RandomGenerator random, int[] order) {
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
    }
}

package skybourse.base.random;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Hands out one independent generator per purpose, all fixed by a single seed.
 *
 * <p>A stream depends only on the seed, the purpose and the index, never on what was drawn before, so a new draw in one
 * place leaves every other result as it was.
 *
 * @param seed the run's seed, printed with every result
 */
public record RandomStreams(long seed) {

    private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
            RandomGeneratorFactory.of("L64X128MixRandom");

    /**
     * Returns the stream for one purpose.
     *
     * @param purpose what the draws decide, such as {@code "task-arrivals"}
     * @param index which repetition, from 0
     * @return a fresh generator, for one thread
     */
    public RandomGenerator stream(String purpose, long index) {
        return FACTORY.create(key(purpose, index));
    }

    /**
     * Returns one number that looks drawn and depends only on the seed, the purpose and the index: a cheap lot.
     *
     * @param purpose what the number decides
     * @param index which repetition, from 0
     * @return any long, each about as likely
     */
    public long key(String purpose, long index) {
        return mix(mix(seed ^ mix(hash(purpose))) + index);
    }

    /** FNV-1a, so that a purpose's stream is the same on every JVM. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
    static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }

    /** Puts numbers into a random order, by Fisher and Yates. */
    public static void shuffle(RandomGenerator random, int[] order) {
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
    }
}

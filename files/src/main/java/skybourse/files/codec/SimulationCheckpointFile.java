package skybourse.files.codec;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import skybourse.base.numeric.StateArchive;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.Sha256;

/**
 * Format of checkpoints of a simulation. A checkpoint contains the complete state of the simulation. Its heading contains the provenance and the
 * lengths of the simulation's files.
 *
 * <p>Format: {@code "SKYSLOT4" heading state sha256}, with numbers in big-endian order. The digest covers all bytes before it.
 */
public final class SimulationCheckpointFile {

    private static final byte[] MAGIC = {'S', 'K', 'Y', 'S', 'L', 'O', 'T', '4'};

    /**
     * Heading of a checkpoint.
     *
     * @param version version of the program that wrote the checkpoint
     * @param spec SHA-256 of all inputs of the simulation except the number of slots
     * @param seed seed of the simulation
     * @param slot number of simulated slots
     * @param lengths size in bytes of each append-only file, by name
     */
    public record Heading(String version, String spec, long seed, long slot, SortedMap<String, Long> lengths) {

        public Heading {
            lengths = Collections.unmodifiableSortedMap(new TreeMap<>(lengths));
        }
    }

    private SimulationCheckpointFile() {}

    /**
     * Writes a checkpoint.
     *
     * @param to output stream; not closed
     * @param heading the heading
     * @param state writes the state
     * @throws IOException if the stream fails
     */
    public static void write(OutputStream to, Heading heading, Consumer<StateArchive> state) throws IOException {
        var digest = new Sha256.Sink(new BufferedOutputStream(to, 1 << 16));
        var out = new DataOutputStream(digest);
        out.write(MAGIC);
        out.writeUTF(heading.version);
        out.writeUTF(heading.spec);
        out.writeLong(heading.seed);
        out.writeLong(heading.slot);
        out.writeInt(heading.lengths.size());
        for (var length : heading.lengths.entrySet()) {
            out.writeUTF(length.getKey());
            out.writeLong(length.getValue());
        }
        try {
            state.accept(new StateWriter(out));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        out.write(digest.sum());
        out.flush();
    }

    /**
     * Reads a checkpoint. Does not check the digest; for that, call {@link #requireWhole}.
     *
     * @param source name of the file, for messages
     * @param from content of the file; not closed
     * @param state receives the heading and reads the state
     * @return the result of {@code state}
     * @throws InvalidInputException if the file is not a checkpoint or is truncated
     * @throws IOException if the stream fails
     */
    public static <T> T read(String source, InputStream from, Reading<T> state) throws IOException {
        var in = new DataInputStream(from);
        try {
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                throw broken(source, "must begin like a checkpoint of this program");
            }
            String version = in.readUTF();
            String spec = in.readUTF();
            long seed = in.readLong();
            long slot = in.readLong();
            SortedMap<String, Long> lengths = new TreeMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                lengths.put(in.readUTF(), in.readLong());
            }
            return state.of(new Heading(version, spec, seed, slot, lengths), new StateReader(in));
        } catch (EOFException e) {
            throw broken(source, "must contain a complete state");
        }
    }

    /**
     * Checks the digest of a checkpoint.
     *
     * @param source name of the file, for messages
     * @param from content of the file; not closed
     * @param length size of the file in bytes
     * @throws InvalidInputException if the file is too short or its digest does not match
     * @throws IOException if the stream fails
     */
    public static void requireWhole(String source, InputStream from, long length) throws IOException {
        byte[] sum = Sha256.bytes(from, Math.max(0, length - Sha256.BYTES));
        if (length < MAGIC.length + Sha256.BYTES || !Arrays.equals(sum, from.readNBytes(Sha256.BYTES))) {
            throw broken(source, "must be unchanged, with its digest at the end");
        }
    }

    private static InvalidInputException broken(String source, String complaint) {
        return new InvalidInputException(
                source,
                complaint + ": it is not",
                "use the version that wrote it. If the file was changed, start the simulation again in a new folder.");
    }

    /**
     * Callback that reads the state of a checkpoint.
     *
     * @param <T> type of the callback's result
     */
    public interface Reading<T> {

        /** Reads the state and returns a result. The state must be read in the order in which it was written. */
        T of(Heading heading, StateArchive state);
    }

    private record StateWriter(DataOutputStream out) implements StateArchive {

        @Override
        public double number(double now) {
            integer(Double.doubleToRawLongBits(now));
            return now;
        }

        @Override
        public long integer(long now) {
            try {
                out.writeLong(now);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return now;
        }

        @Override
        public double[] numbers(double[] now) {
            integer(now.length);
            for (double number : now) {
                number(number);
            }
            return now;
        }

        @Override
        public long[] integers(long[] now) {
            integer(now.length);
            for (long number : now) {
                integer(number);
            }
            return now;
        }

        @Override
        public int[] ints(int[] now) {
            integer(now.length);
            for (int number : now) {
                integer(number);
            }
            return now;
        }
    }

    private record StateReader(DataInputStream in) implements StateArchive {

        @Override
        public double number(double now) {
            return Double.longBitsToDouble(integer(0));
        }

        @Override
        public long integer(long now) {
            try {
                return in.readLong();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private int count() {
            return Math.toIntExact(integer(0));
        }

        @Override
        public double[] numbers(double[] now) {
            double[] numbers = new double[count()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = number(0);
            }
            return numbers;
        }

        @Override
        public long[] integers(long[] now) {
            long[] numbers = new long[count()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = integer(0);
            }
            return numbers;
        }

        @Override
        public int[] ints(int[] now) {
            int[] numbers = new int[count()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = Math.toIntExact(integer(0));
            }
            return numbers;
        }
    }
}

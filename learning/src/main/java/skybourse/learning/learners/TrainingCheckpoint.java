package skybourse.learning.learners;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Checkpoint of a training. It stores named arrays and numbers, bit for bit.
 *
 * <p>Format, big-endian: {@code "SKYB"}, version (int), entries, CRC-32 of all bytes before it (int). An entry is the length of its name (short), the
 * name (UTF-8), the length of its content (int), and the content. A number has 8 bytes (long). An array has 4 bytes per float or int, 8 bytes per
 * long, and 1 byte per boolean.
 *
 * @param entries raw entries by name
 */
public record TrainingCheckpoint(Map<String, byte[]> entries) implements CheckpointSerializer {

    private static final int MAGIC = 0x534b5942;
    private static final int VERSION = 1;

    /**
     * Returns the checkpoint in the bytes of {@link Writer#bytes()}.
     *
     * @throws IllegalArgumentException if the bytes are truncated, damaged or of another version
     */
    public static TrainingCheckpoint of(byte[] bytes) {
        if (bytes.length < 12 || ByteBuffer.wrap(bytes).getInt() != MAGIC) {
            throw new IllegalArgumentException("checkpoint must begin with SKYB: " + bytes.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        requireWhole(bytes, in);
        Map<String, byte[]> entries = new LinkedHashMap<>();
        in.position(8);
        while (in.position() < bytes.length - 4) {
            byte[] name = new byte[in.getShort()];
            in.get(name);
            byte[] value = new byte[in.getInt()];
            in.get(value);
            entries.put(new String(name, StandardCharsets.UTF_8), value);
        }
        return new TrainingCheckpoint(entries);
    }

    private static void requireWhole(byte[] bytes, ByteBuffer in) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, bytes.length - 4);
        if ((int) sum.getValue() != in.getInt(bytes.length - 4)) {
            throw new IllegalArgumentException("checkpoint must be complete: its checksum does not match");
        }
        int version = in.getInt(4);
        if (version != VERSION) {
            throw new IllegalArgumentException("checkpoint version must be " + VERSION + ": " + version);
        }
    }

    private ByteBuffer entry(String name, int length) {
        byte[] value = entries.get(name);
        if (value == null) {
            throw new IllegalArgumentException("checkpoint must have the entry: " + name);
        }
        if (value.length != length) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "checkpoint entry %s must have %d bytes: %d", name, length, value.length));
        }
        return ByteBuffer.wrap(value);
    }

    /**
     * Returns a number.
     *
     * @throws IllegalArgumentException if there is no such entry or it has another length
     */
    public long number(String name) {
        return entry(name, Long.BYTES).getLong();
    }

    @Override
    public long number(String name, long now) {
        return number(name);
    }

    /**
     * Fills an array from an entry.
     *
     * @throws IllegalArgumentException if there is no such entry or it has another length
     */
    @Override
    public void floats(String name, float[] into) {
        entry(name, into.length * Float.BYTES).asFloatBuffer().get(into);
    }

    @Override
    public void longs(String name, long[] into) {
        entry(name, into.length * Long.BYTES).asLongBuffer().get(into);
    }

    @Override
    public void ints(String name, int[] into) {
        entry(name, into.length * Integer.BYTES).asIntBuffer().get(into);
    }

    @Override
    public void booleans(String name, boolean[] into) {
        ByteBuffer bytes = entry(name, into.length);
        for (int i = 0; i < into.length; i++) {
            into[i] = bytes.get() != 0;
        }
    }

    /** Writer of a checkpoint. It collects entries in memory; the caller writes them to a file atomically. */
    public static final class Writer implements CheckpointSerializer {

        private final Map<String, byte[]> entries = new LinkedHashMap<>();

        /** Creates an empty checkpoint. */
        public Writer() {}

        @Override
        public long number(String name, long value) {
            entries.put(name, ByteBuffer.allocate(Long.BYTES).putLong(value).array());
            return value;
        }

        @Override
        public void floats(String name, float[] values) {
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
            bytes.asFloatBuffer().put(values);
            entries.put(name, bytes.array());
        }

        @Override
        public void longs(String name, long[] values) {
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES);
            bytes.asLongBuffer().put(values);
            entries.put(name, bytes.array());
        }

        @Override
        public void ints(String name, int[] values) {
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES);
            bytes.asIntBuffer().put(values);
            entries.put(name, bytes.array());
        }

        @Override
        public void booleans(String name, boolean[] values) {
            ByteBuffer bytes = ByteBuffer.allocate(values.length);
            for (boolean value : values) {
                bytes.put((byte) (value ? 1 : 0));
            }
            entries.put(name, bytes.array());
        }

        /** Returns the bytes of the file. */
        public byte[] bytes() {
            int size = 12;
            for (var entry : entries.entrySet()) {
                size += 6 + name(entry.getKey()).length + entry.getValue().length;
            }
            ByteBuffer out = ByteBuffer.allocate(size).putInt(MAGIC).putInt(VERSION);
            entries.forEach((name, value) -> out.putShort((short) name(name).length)
                    .put(name(name))
                    .putInt(value.length)
                    .put(value));
            CRC32 sum = new CRC32();
            sum.update(out.array(), 0, size - 4);
            return out.putInt((int) sum.getValue()).array();
        }

        private static byte[] name(String name) {
            return name.getBytes(StandardCharsets.UTF_8);
        }
    }
}

package skybourse.benchmarks;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Formats times and fingerprints, and measures memory, for tables of benchmarks. */
final class BenchText {

    private BenchText() {}

    static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) * 1e-9;
    }

    /** Returns a time in seconds with three digits. */
    static String seconds(double seconds) {
        return seconds >= 1e4 || seconds < 1e-2
                ? String.format(Locale.ROOT, "%.2e", seconds)
                : String.format(Locale.ROOT, "%.3g", seconds);
    }

    /** Returns the first 8 hexadecimal digits of the SHA-256 of the bits of the numbers. */
    static String fingerprint(double[] values) {
        var bytes = ByteBuffer.allocate(values.length * Double.BYTES);
        for (double value : values) {
            bytes.putDouble(value);
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.array());
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Runs garbage collection and returns the size of the live objects, bytes. */
    static long liveBytes() {
        var runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

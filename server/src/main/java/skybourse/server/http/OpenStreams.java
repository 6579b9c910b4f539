package skybourse.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import skybourse.server.service.HttpReply;
import skybourse.server.service.ProblemException;

/** Limits the open event streams of all protocols: their number, their number per address, and the time for which a client does not read. Thread safe. */
final class OpenStreams {

    /** Prefixes of loopback addresses, of IPv4 and of the first 64 bits of IPv6. Clients of a proxy on this machine share such an address. */
    private static final String LOOPBACK = "127\\..*|0{16}";

    private final int most;
    private final int mostPerAddress;
    private final long mostWriteMillis;
    private final Map<String, Integer> open = new HashMap<>(); // guarded by this

    /**
     * Creates the limits.
     *
     * @param most largest number of open streams
     * @param mostPerAddress largest number of open streams of an address that is not a loopback address
     * @param mostWriteMillis longest time for which a client may not accept bytes, ms
     */
    OpenStreams(int most, int mostPerAddress, long mostWriteMillis) {
        this.most = most;
        this.mostPerAddress = mostPerAddress;
        this.mostWriteMillis = mostWriteMillis;
    }

    /** Returns the standard limits: 1,000 streams, 20 per address, 30 s. */
    static OpenStreams standard() {
        return new OpenStreams(1_000, 20, 30_000);
    }

    /** Returns the number of open streams. */
    synchronized int count() {
        return open.values().stream().mapToInt(streams -> streams).sum();
    }

    /**
     * Returns a reply whose stream is limited. A reply without a stream stays as it is.
     *
     * @param from address of the client; for IPv6, its first 64 bits
     * @throws ProblemException if too many streams are open
     */
    HttpReply limited(HttpReply reply, String from) {
        if (reply.stream().isEmpty()) {
            return reply;
        }
        if (!isFree(from)) {
            throw ProblemException.busy("has no free event stream for this address");
        }
        HttpReply.BodyStream stream = reply.stream().get();
        return reply.with(out -> write(stream, new TimedOutput(out), from));
    }

    private synchronized boolean isFree(String from) {
        return count() < most && (from.matches(LOOPBACK) || open.getOrDefault(from, 0) < mostPerAddress);
    }

    /** Writes a stream. If other streams reached the limit after the reply was created, the stream ends at once. */
    private void write(HttpReply.BodyStream stream, OutputStream out, String from) throws IOException {
        if (acquire(from)) {
            try {
                stream.write(out);
            } finally {
                release(from);
            }
        }
    }

    private synchronized boolean acquire(String from) {
        boolean isFree = isFree(from);
        if (isFree) {
            open.merge(from, 1, Integer::sum);
        }
        return isFree;
    }

    private synchronized void release(String from) {
        open.computeIfPresent(from, (_, streams) -> streams == 1 ? null : streams - 1);
    }

    /** Output whose writer is interrupted if the client does not accept bytes in time. The interrupt closes the connection. */
    private final class TimedOutput extends OutputStream {

        private final OutputStream out;

        TimedOutput(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            inTime(() -> out.write(b));
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            inTime(() -> out.write(bytes, start, length));
        }

        @Override
        public void flush() throws IOException {
            inTime(out::flush);
        }

        private void inTime(Step step) throws IOException {
            Thread own = Thread.currentThread();
            var done = new CompletableFuture<Void>();
            var _ = done.orTimeout(mostWriteMillis, TimeUnit.MILLISECONDS).whenComplete((_, failure) -> {
                if (failure instanceof TimeoutException) {
                    own.interrupt();
                }
            });
            boolean isInTime;
            try {
                step.execute();
            } finally {
                isInTime = done.complete(null);
            }
            if (!isInTime) {
                throw new IOException("the client did not read in time");
            }
        }
    }

    /** Step that writes. */
    @FunctionalInterface
    private interface Step {
        void execute() throws IOException;
    }
}

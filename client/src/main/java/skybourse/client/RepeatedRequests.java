package skybourse.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Repeats a request with the same bytes until one address of the exchange has a final reply. A reply is final unless its status is 429 or at least 500.
 * After a failure, the next address is used. If all addresses failed, there is a pause, which doubles each time. Pauses differ between agents and paths, so
 * that clients rarely repeat requests at the same moment. They are a hash of agent, path and number of the pause, because this module has no random streams.
 */
final class RepeatedRequests {

    private static final long SECOND = 1_000_000_000L;
    private static final long FIRST_PAUSE = SECOND / 5;
    private static final long MOST_PAUSE = 5 * SECOND;
    private static final int MOST_DOUBLINGS = 10;
    private static final int TOO_MANY = 429;
    private static final Pattern WAIT = Pattern.compile("[?&]wait=([0-9]{1,4})(?:&|$)");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private final ClientSettings settings;
    private final LongSupplier nanoTime;
    private final Pause pause;
    private final HttpClient http;
    private volatile int current; // index of the address that responded last

    /** Waits for a time in ns. */
    @FunctionalInterface
    interface Pause {
        void sleep(long nanos) throws InterruptedException;
    }

    RepeatedRequests(ClientSettings settings, LongSupplier nanoTime, Pause pause) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.pause = pause;
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeout())
                .build();
    }

    /**
     * Returns the final reply. A query with {@code wait=} (a long poll, s) extends the timeout and the deadline by this time.
     *
     * @param path path below {@code /v1/}, encoded, with its query
     * @param type media type of the body; empty without a body
     * @throws UnavailableException if there is no final reply
     */
    Reply send(String method, String path, String type, byte[] body) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder().method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        if (!settings.secret().isEmpty() && !path.equals(ExchangeClient.KEY_PATH)) {
            request.header("Authorization", "Bearer " + settings.secret());
        }
        try {
            return new Call(request, path).reply();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /** One request until its final reply. */
    private final class Call {

        private final HttpRequest.Builder request;
        private final String path;
        private final long limit; // of an attempt, ns
        private final boolean isOnce = settings.deadline().isZero();
        private final long end; // time of the deadline, ns
        private final Map<URI, String> failures = new LinkedHashMap<>();
        private IOException last = new IOException("no attempt");
        private long retryAfter; // ns

        Call(HttpRequest.Builder request, String path) {
            this.request = request;
            this.path = path;
            Matcher wait = WAIT.matcher(path);
            long waitNanos = wait.find() ? Long.parseLong(wait.group(1)) * SECOND : 0;
            limit = settings.timeout().toNanos() + waitNanos;
            end = nanoTime.getAsLong() + settings.deadline().toNanos() + waitNanos;
        }

        private long left() {
            return isOnce ? limit : end - nanoTime.getAsLong();
        }

        Reply reply() throws IOException, InterruptedException {
            for (int pass = 0; ; pass++) {
                retryAfter = 0;
                Optional<Reply> reply = tryAddresses();
                if (reply.isPresent()) {
                    return reply.get();
                }
                long rest = retryAfter + pauseNanos(path, pass);
                if (isOnce || left() <= rest) {
                    throw unavailable();
                }
                pause.sleep(rest);
            }
        }

        /** Tries each address. Returns the first final reply; empty if there is none. */
        private Optional<Reply> tryAddresses() throws InterruptedException {
            int count = settings.addresses().size();
            for (int i = 0; i < count && left() > 0; i++) {
                int used = current;
                URI address = settings.addresses().get(used);
                try {
                    HttpResponse<byte[]> got = attempt(address);
                    if (isFinal(got.statusCode()) || (isOnce && i == count - 1)) {
                        return Optional.of(new Reply(got.statusCode(), got.body()));
                    }
                    last = new IOException("status " + got.statusCode());
                    String after = got.headers().firstValue("Retry-After").orElse("");
                    retryAfter =
                            Math.max(retryAfter, SECONDS.matcher(after).matches() ? Long.parseLong(after) * SECOND : 0);
                } catch (IOException failed) {
                    last = failed;
                }
                failures.put(address, described(last));
                current = (used + 1) % count;
            }
            return Optional.empty();
        }

        private HttpResponse<byte[]> attempt(URI address) throws IOException, InterruptedException {
            URI target = URI.create(address.toString().replaceAll("/$", "") + "/v1/" + path);
            CompletableFuture<HttpResponse<byte[]>> reply =
                    http.sendAsync(request.copy().uri(target).build(), HttpResponse.BodyHandlers.ofByteArray());
            try {
                return reply.get(Math.min(limit, left()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException _) {
                throw new HttpTimeoutException("no reply in time");
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof IOException cause ? cause : new IOException(failed.getCause());
            } finally {
                reply.cancel(true);
            }
        }

        private UnavailableException unavailable() {
            List<String> each = new ArrayList<>();
            failures.forEach((address, failure) -> each.add(address + ": " + failure));
            String time = isOnce ? "" : " within " + settings.deadline().toMillis() / 1_000.0 + " s";
            return new UnavailableException("no final reply" + time + ": " + String.join("; ", each), last);
        }
    }

    private static boolean isFinal(int status) {
        return status != TOO_MANY && status < 500;
    }

    private static String described(IOException failure) {
        String message = failure.getMessage();
        return failure.getClass() == IOException.class && message != null
                ? message
                : failure.getClass().getSimpleName();
    }

    /** Returns the pause after all addresses were tried: the doubled pause, shortened by at most half. */
    private long pauseNanos(String path, int pass) {
        long longest = Math.min(MOST_PAUSE, FIRST_PAUSE << Math.min(pass, MOST_DOUBLINGS));
        int part = Math.floorMod((settings.agent() + ' ' + path + ' ' + pass).hashCode(), 1_000);
        return longest - longest / 2_000 * part;
    }
}

package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import skybourse.server.service.HttpReply;
import skybourse.server.service.ProblemException;

/** Limits of open event streams. */
class OpenStreamsTest {

    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final List<CompletableFuture<Void>> running = new ArrayList<>();

    @AfterEach
    void end() {
        mayEnd.countDown();
        running.forEach(CompletableFuture::join);
    }

    private HttpReply waiting() {
        return HttpReply.events(out -> {
            out.write(1);
            awaitEnd();
        });
    }

    private void awaitEnd() throws IOException {
        try {
            mayEnd.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Opens a stream and returns its output, after the first byte. */
    private void open(OpenStreams streams, String from) {
        HttpReply reply = streams.limited(waiting(), from);
        var begun = new CountDownLatch(1);
        running.add(run(reply, new OutputStream() {
            @Override
            public void write(int b) {
                begun.countDown();
            }
        }));
        while (begun.getCount() > 0) {
            Thread.onSpinWait();
        }
    }

    private static CompletableFuture<Void> run(HttpReply reply, OutputStream out) {
        var ended = new CompletableFuture<Void>();
        Thread.ofVirtual().start(() -> {
            try {
                reply.stream().orElseThrow().write(out);
                ended.complete(null);
            } catch (IOException | RuntimeException e) {
                ended.completeExceptionally(e);
            }
        });
        return ended;
    }

    private void requireRefused(OpenStreams streams, String from) {
        assertThatThrownBy(() -> streams.limited(waiting(), from))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.reply().status()).isEqualTo(503);
                    assertThat(problem.reply().headers()).containsKey("Retry-After");
                });
    }

    @Test
    void limitsStreamsPerAddressAndInAll() {
        OpenStreams streams = OpenStreams.standard();
        for (int i = 0; i < 20; i++) {
            open(streams, "192.0.2.1");
        }
        requireRefused(streams, "192.0.2.1");
        for (int i = 0; i < 980; i++) {
            open(streams, i % 2 == 0 ? "127.0.0.1" : "0000000000000000"); // clients of a proxy share an address
        }
        requireRefused(streams, "127.0.0.1");
        requireRefused(streams, "192.0.2.2");
        assertThat(streams.count()).isEqualTo(1_000);
        mayEnd.countDown();
        running.forEach(CompletableFuture::join);
        assertThat(streams.count()).isZero();
        open(streams, "192.0.2.1");
    }

    /** Two replies may be created before their streams begin. */
    @Test
    void streamWithoutAPlaceEndsAtOnce() throws Exception {
        var streams = new OpenStreams(1, 1, 60_000);
        HttpReply second = streams.limited(waiting(), "192.0.2.2");
        open(streams, "192.0.2.1");
        var out = new ByteArrayOutputStream();
        run(second, out).get(20, TimeUnit.SECONDS);
        assertThat(out.size()).isZero();
        assertThat(streams.count()).isEqualTo(1);
    }

    @Test
    void otherRepliesAreNotLimited() {
        var streams = new OpenStreams(0, 0, 60_000);
        HttpReply reply = HttpReply.text("text/plain", "x");
        assertThat(streams.limited(reply, "192.0.2.1")).isSameAs(reply);
        requireRefused(streams, "192.0.2.1");
    }

    /** A client that does not read holds its thread only for a limited time. */
    @Test
    void blockedWriteIsInterrupted() {
        for (boolean isFlush : new boolean[] {false, true}) {
            var streams = new OpenStreams(1, 1, 20);
            OutputStream blocked = new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    if (!isFlush) {
                        awaitEnd();
                    }
                }

                @Override
                public void flush() throws IOException {
                    awaitEnd();
                }
            };
            HttpReply reply = streams.limited(
                    HttpReply.events(out -> {
                        out.write(new byte[9]);
                        out.flush();
                    }),
                    "192.0.2.1");
            assertThat(run(reply, blocked)).failsWithin(20, TimeUnit.SECONDS);
            assertThat(streams.count()).isZero();
        }
    }
}

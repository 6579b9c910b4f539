package skybourse.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import skybourse.server.codec.BodyJsonEncoder;
import skybourse.server.codec.EventsBody;
import skybourse.server.codec.EventsBody.EventBody;
import skybourse.server.codec.JsonLong;
import skybourse.server.service.HttpReply;
import skybourse.server.service.ProblemException;
import skybourse.server.service.RunningExchange;
import skybourse.venue.Journal;

/** Public events, as a list that clients poll and as a stream of server-sent events. Thread safe. */
final class EventFeed {

    /** Media type of a stream. */
    static final String TYPE = "text/event-stream";

    private static final int MOST_EVENTS = 1_000;
    private static final int ENTRIES_A_READ = 100;

    private final RunningExchange market;
    private final Limits limits;
    private final AtomicInteger streams = new AtomicInteger();
    private Page newest = new Page(-1, -1, "");

    /**
     * Limits of streams.
     *
     * @param mostStreams largest number of open streams
     * @param mostBehind number of journal entries; a stream that is further behind ends
     * @param keepAliveMillis longest time without a line, ms
     * @param mostWriteMillis longest time for which the client may not accept a line, ms
     */
    record Limits(int mostStreams, long mostBehind, long keepAliveMillis, long mostWriteMillis) {

        static final Limits STANDARD = new Limits(1_000, 10_000, 15_000, 30_000);
    }

    /** Events after the entry {@code after} up to the entry {@code last}, as text of a stream. Streams at the same entry share it. */
    private record Page(long after, long last, String text) {}

    EventFeed(RunningExchange market) {
        this(market, Limits.STANDARD);
    }

    EventFeed(RunningExchange market, Limits limits) {
        this.market = market;
        this.limits = limits;
    }

    HttpReply answer(Request request) throws IOException {
        long after = request.after();
        if (request.lastEventId().isPresent()) {
            return stream(after);
        }
        int most = (int) request.whole("limit", 100, MOST_EVENTS);
        market.await("", request.waitMillis(), _ -> market.seq(), seq -> seq > after);
        List<EventBody> shown = new ArrayList<>();
        long last = read(after, most, entry -> {
            List<EventBody> found = EventBody.of(entry).toList();
            shown.addAll(found);
            return found.size();
        });
        return HttpReply.json(200, new EventsBody(shown, new JsonLong(last)));
    }

    int streams() {
        return streams.get();
    }

    /** Processes an entry and returns its number of public events. */
    @FunctionalInterface
    private interface EntryReader {
        int events(Journal.Entry entry);
    }

    /**
     * Reads complete journal entries.
     *
     * @param most number of public events after which reading ends; it may be exceeded, because entries are read completely
     * @return number of the last entry read
     */
    private long read(long after, int most, EntryReader reader) throws IOException {
        long last = after;
        int count = 0;
        int read = ENTRIES_A_READ;
        while (read == ENTRIES_A_READ && count < most) {
            List<Journal.Entry> entries = market.store().entries(last, ENTRIES_A_READ);
            read = entries.size();
            for (int i = 0; i < read && count < most; i++) {
                count += reader.events(entries.get(i));
                last = entries.get(i).seq();
            }
        }
        return last;
    }

    private HttpReply stream(long after) {
        if (streams.get() >= limits.mostStreams) {
            throw ProblemException.busy("has too many event streams");
        }
        return HttpReply.events(out -> {
            try {
                if (streams.incrementAndGet() <= limits.mostStreams) {
                    write(out, after);
                }
            } catch (ProblemException _) {
                // The market has stopped, so the stream ends.
            } finally {
                streams.decrementAndGet();
            }
        });
    }

    private void write(OutputStream out, long after) throws IOException {
        send(out, "retry: 1000\n\n");
        long last = after;
        long sentNanos = System.nanoTime();
        while (true) {
            long cursor = last;
            long quietMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sentNanos);
            long seq = market.await(
                    "",
                    Math.max(0, limits.keepAliveMillis - quietMillis),
                    _ -> market.seq(),
                    newSeq -> newSeq > cursor);
            if (seq - last > limits.mostBehind) {
                send(out, "event: gap\ndata: {\"after\":" + last + "}\n\n");
                return;
            }
            String text = "";
            if (seq > last) {
                Page page = page(last);
                last = page.last();
                text = page.text();
            } else {
                // Without data, this is no event. The id lets the client resume after entries that have no public
                // event.
                text = ": no event\nid: " + last + "\n\n";
            }
            if (!text.isEmpty()) {
                send(out, text);
                sentNanos = System.nanoTime();
            }
        }
    }

    private synchronized Page page(long after) throws IOException {
        if (newest.after() != after) {
            StringBuilder text = new StringBuilder();
            long last = read(after, MOST_EVENTS, entry -> append(text, entry));
            newest = new Page(after, last, text.toString());
        }
        return newest;
    }

    /** Only the last event of an entry has an id. A stream that breaks within an entry therefore resumes before this entry. */
    private static int append(StringBuilder text, Journal.Entry entry) {
        List<EventBody> events = EventBody.of(entry).toList();
        for (int i = 0; i < events.size(); i++) {
            if (i == events.size() - 1) {
                text.append("id: ").append(entry.seq()).append('\n');
            }
            text.append("data: ").append(BodyJsonEncoder.write(events.get(i))).append("\n\n");
        }
        return events.size();
    }

    /** Writes a text. If the client does not accept it in time, this thread is interrupted, which closes the connection. */
    private void send(OutputStream out, String text) throws IOException {
        Thread own = Thread.currentThread();
        var written = new CompletableFuture<Void>();
        var _ = written.orTimeout(limits.mostWriteMillis, TimeUnit.MILLISECONDS).whenComplete((_, failure) -> {
            if (failure instanceof TimeoutException) {
                own.interrupt();
            }
        });
        boolean isInTime;
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } finally {
            isInTime = written.complete(null);
        }
        if (!isInTime) {
            throw new IOException("the client did not read in time");
        }
    }
}

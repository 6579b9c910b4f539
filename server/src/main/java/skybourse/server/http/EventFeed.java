package skybourse.server.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
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
    private long cursor = -1; // guarded by this
    private FutureTask<Page> newest = new FutureTask<>(() -> new Page(-1, "")); // guarded by this

    /**
     * Limits of streams.
     *
     * @param mostBehind number of journal entries; a stream that is further behind ends
     * @param keepAliveMillis longest time without a line, ms
     */
    record Limits(long mostBehind, long keepAliveMillis) {

        static final Limits STANDARD = new Limits(10_000, 15_000);
    }

    /** Events after a cursor up to the entry {@code last}, as text of a stream. */
    private record Page(long last, String text) {}

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
            return HttpReply.events(out -> stream(out, after));
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

    private void stream(OutputStream out, long after) throws IOException {
        try {
            write(out, after);
        } catch (ProblemException _) {
            // The market has stopped, so the stream ends.
        }
    }

    /**
     * Writes events. A client whose cursor is too far behind, or beyond the last entry because a backup was restored, gets the event {@code gap} with the
     * cursor at which to continue.
     */
    private void write(OutputStream out, long after) throws IOException {
        send(out, "retry: 1000\n\n");
        long last = after;
        long sentNanos = System.nanoTime();
        while (true) {
            long shown = last;
            long quietMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sentNanos);
            long seq = market.await(
                    "",
                    Math.max(0, limits.keepAliveMillis - quietMillis),
                    _ -> market.seq(),
                    newSeq -> newSeq != shown);
            if (seq < last || seq - last > limits.mostBehind) {
                send(out, "event: gap\ndata: {\"after\":" + Math.min(seq, last) + "}\n\n");
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

    /** Returns the events after a cursor. Streams with the same cursor share them: the first one reads, without a lock. */
    private Page page(long after) throws IOException {
        FutureTask<Page> page = shared(after);
        page.run();
        try {
            return page.get();
        } catch (ExecutionException failed) {
            forget(page);
            throw new IOException(failed.getCause());
        } catch (InterruptedException _) {
            throw new InterruptedIOException();
        }
    }

    private synchronized FutureTask<Page> shared(long after) {
        if (cursor != after) {
            cursor = after;
            newest = new FutureTask<>(() -> {
                StringBuilder text = new StringBuilder();
                long last = read(after, MOST_EVENTS, entry -> append(text, entry));
                return new Page(last, text.toString());
            });
        }
        return newest;
    }

    private synchronized void forget(FutureTask<Page> failed) {
        cursor = newest.equals(failed) ? -1 : cursor;
    }

    /** Only the last event of an entry has an id. A stream that breaks within an entry therefore resumes before this entry. */
    static int append(StringBuilder text, Journal.Entry entry) {
        List<EventBody> events = EventBody.of(entry).toList();
        for (int i = 0; i < events.size(); i++) {
            if (i == events.size() - 1) {
                text.append("id: ").append(entry.seq()).append('\n');
            }
            text.append("data: ").append(BodyJsonEncoder.write(events.get(i))).append("\n\n");
        }
        return events.size();
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}

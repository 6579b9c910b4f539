package skybourse.server.service;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import skybourse.venue.Journal;
import skybourse.venue.event.MarketEvent;

/** Counters of requests, rounds and commands since the start of the program. Thread safe. */
public final class ServiceMetrics {

    private final Map<Integer, Long> answers = new TreeMap<>();
    private final Map<String, Long> rounds = new TreeMap<>(Map.of("sold", 0L, "void", 0L, "postponed", 0L));
    private long leftOut;
    private final AtomicLong batches = new AtomicLong();
    private final AtomicLong commands = new AtomicLong();
    private final AtomicLong full = new AtomicLong();

    public synchronized void recordReply(int status) {
        answers.merge(status, 1L, Long::sum);
    }

    void batch(int size) {
        batches.incrementAndGet();
        commands.addAndGet(size);
    }

    void recordOverload() {
        full.incrementAndGet();
    }

    synchronized void entry(Journal.Entry entry) {
        for (MarketEvent event : entry.events()) {
            switch (event) {
                case MarketEvent.RoundSettled _, MarketEvent.LotsSold _ -> rounds.merge("sold", 1L, Long::sum);
                case MarketEvent.RoundPostponed _ -> rounds.merge("postponed", 1L, Long::sum);
                case MarketEvent.TaskLeftOut _ -> leftOut++;
                case MarketEvent.RoundVoid _ -> rounds.merge("void", 1L, Long::sum);
                default -> {}
            }
        }
    }

    /** Returns the metrics in the text format of Prometheus. The text names no agent. */
    public synchronized String text(RunningExchange market) {
        StringBuilder text = new StringBuilder();
        answers.forEach((status, count) -> line(text, "requests_total{status=\"" + status + "\"}", count));
        rounds.forEach((ending, count) -> line(text, "rounds_total{ending=\"" + ending + "\"}", count));
        line(text, "tasks_left_out_total", leftOut);
        line(text, "batches_total", batches.get());
        line(text, "commands_total", commands.get());
        line(text, "refused_full_total", full.get());
        line(text, "queue_depth", market.queued());
        line(text, "journal_seq", market.seq());
        line(text, "waiting_requests", market.waiting());
        return text.toString();
    }

    private static void line(StringBuilder text, String name, long value) {
        text.append(String.format(Locale.ROOT, "skybourse_%s %d\n", name, value));
    }
}

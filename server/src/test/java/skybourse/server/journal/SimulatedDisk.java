package skybourse.server.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import skybourse.server.codec.JournalEventText;
import skybourse.venue.Journal;
import skybourse.venue.event.MarketEvent;

/** Simulated disk. It keeps synchronized lines, and a random part of the others, perhaps torn or with a flipped bit. */
final class SimulatedDisk implements Journal {

    private final HashChain chain = new HashChain();
    private final byte[] origin = chain.origin("simulated");

    /** Lines that are durable. */
    private final List<byte[]> durable = new ArrayList<>();

    private final List<byte[]> pending = new ArrayList<>();
    private final RandomGenerator random;
    private final Fault fault;
    private byte[] last = origin;

    /** All appended entries. */
    private final List<Entry> written = new ArrayList<>();

    /** Entries read from durable lines. A durable line no longer changes, so it is read once. */
    private final List<Entry> whole = new ArrayList<>();

    private byte[] lastWhole = origin;

    SimulatedDisk(RandomGenerator random, Fault fault) {
        this.random = random;
        this.fault = fault;
    }

    @Override
    public void append(Entry entry) {
        written.add(entry);
        String events = JournalEventText.write(entry.events());
        last = hash(entry.seq(), entry.at(), entry.actor(), events);
        String line = HexFormat.of().formatHex(last) + " " + entry.seq() + " " + entry.at() + " " + entry.actor() + " "
                + events;
        pending.add(line.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void sync() throws IOException {
        if (random.nextInt(100) == 0) {
            if (fault == Fault.ANSWER_AFTER_A_FAILED_SYNC) {
                pending.clear(); // as a kernel does with pages that it could not write
                return;
            }
            throw new IOException("simulated");
        }
        if (fault != Fault.ANSWER_BEFORE_SYNC) {
            durable.addAll(pending);
            pending.clear();
        }
    }

    /**
     * Simulates a power cut. A random part of the pending lines is kept; the last one may be torn or have a flipped
     * bit.
     */
    void cut() {
        int kept = random.nextInt(pending.size() + 1);
        for (int i = 0; i < kept; i++) {
            byte[] line = pending.get(i);
            if (i == kept - 1 && random.nextInt(3) == 0) {
                line = Arrays.copyOf(line, random.nextInt(line.length));
            } else if (i == kept - 1 && random.nextInt(3) == 0) {
                line[random.nextInt(line.length)] ^= (byte) (1 << random.nextInt(7));
            }
            durable.add(line);
        }
        pending.clear();
    }

    /** Returns whether all appended lines are durable. */
    boolean isSynced() {
        return pending.isEmpty();
    }

    /** Returns whether the entries read equal those written. */
    boolean isWritten(List<Entry> entries) {
        boolean same = written.subList(0, entries.size()).equals(entries);
        written.clear();
        written.addAll(entries); // the same objects, so that the next comparison is fast
        return same;
    }

    /** Returns all valid entries from the start on, and deletes the rest. */
    List<Entry> read() {
        last = lastWhole;
        for (byte[] line : durable.subList(whole.size(), durable.size())) {
            Entry entry = entry(line);
            if (entry == null || entry.seq() != whole.size() + 1) {
                break;
            }
            whole.add(entry);
            lastWhole = last;
        }
        last = lastWhole;
        durable.subList(whole.size(), durable.size()).clear();
        return List.copyOf(whole);
    }

    private byte[] hash(long seq, long at, String actor, String events) {
        byte[] text = events.getBytes(StandardCharsets.UTF_8);
        return chain.next(last, seq, at, actor.getBytes(StandardCharsets.UTF_8), new byte[0], text);
    }

    private Entry entry(byte[] line) {
        String[] parts = new String(line, StandardCharsets.UTF_8).split(" ", 5);
        try {
            byte[] hash = hash(Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3], parts[4]);
            if (fault != Fault.NO_CHAIN && !HexFormat.of().formatHex(hash).equals(parts[0])) {
                return null;
            }
            List<MarketEvent> events = JournalEventText.read(parts[4].getBytes(StandardCharsets.UTF_8));
            last = hash;
            return new Entry(Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3], "", events);
        } catch (ArrayIndexOutOfBoundsException | NumberFormatException | JournalEventText.UnknownEventException e) {
            return null;
        }
    }

    /** Injected faults that the simulation must find. */
    enum Fault {
        NONE,
        ANSWER_BEFORE_SYNC,
        ANSWER_AFTER_A_FAILED_SYNC,
        NO_CHAIN,
        NAMES_FORGOTTEN,
        TIMER_TWICE,
        HOLD_RELEASED_TWICE,
        PAID_TWICE,
        ANOTHER_ORDER
    }
}

package skybourse.tier2.clock;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import skybourse.base.numeric.EnumNames;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.Order;

/**
 * Record of an auction, announcement by announcement.
 *
 * @param rule the auction rule
 * @param announcements all announcements, in order
 * @param notes one note per announcement; empty strings for none
 * @param outcome the outcome
 */
public record AuctionTranscript(
        ClockAuction rule, List<Announcement> announcements, List<String> notes, AuctionOutcome outcome) {

    public AuctionTranscript {
        announcements = List.copyOf(announcements);
        notes = List.copyOf(notes);
    }

    /** Creates a transcript without notes. */
    public AuctionTranscript(ClockAuction rule, List<Announcement> announcements, AuctionOutcome outcome) {
        this(rule, announcements, announcements.stream().map(_ -> "").toList(), outcome);
    }

    /**
     * Returns the announcements as a table, followed by the outcome. Each line ends with a newline. Three or more consecutive announcements
     * of one side without an acceptance or a note share a line.
     */
    public String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s, %s, clocks from %d and %d\n",
                rule.name(),
                rule.settings(),
                rule.buyersStartTicks(),
                rule.sellersStartTicks()));
        text.append("step side     stop  sent  ").append(rule.columns()).append('\n');
        int next = 0;
        while (next < announcements.size()) {
            int end = silentUntil(next);
            if (end - next >= 3) {
                text.append(silence(next, end)).append('\n');
                next = end;
            } else {
                text.append(line(next)).append('\n');
                next++;
            }
        }
        return text.append(outcome.text()).toString();
    }

    /**
     * Returns the end, exclusive, of a sequence of announcements that begins at {@code from}. All of them are to the same side, and none has an
     * acceptance or a note.
     */
    private int silentUntil(int from) {
        int end = from;
        while (end < announcements.size()
                && announcements.get(end).accepted().isEmpty()
                && notes.get(end).isEmpty()
                && announcements.get(end).side() == announcements.get(from).side()) {
            end++;
        }
        return end;
    }

    private String silence(int from, int end) {
        Announcement first = announcements.get(from);
        return String.format(
                Locale.ROOT,
                "%4d %-7s %5d and on to %d at step %d: %s",
                from + 1,
                EnumNames.name(first.side()),
                first.stopTicks(),
                announcements.get(end - 1).stopTicks(),
                end,
                rule.noResponseText());
    }

    private String line(int index) {
        Announcement stop = announcements.get(index);
        String accepted = stop.accepted().stream().map(Order::label).collect(Collectors.joining(" "));
        return String.format(
                Locale.ROOT,
                "%4d %-7s %5d %5d %3d:%-3d  %s%s",
                index + 1,
                EnumNames.name(stop.side()),
                stop.stopTicks(),
                stop.told(),
                stop.buyersQueued(),
                stop.sellersQueued(),
                accepted.isEmpty() ? "-" : accepted,
                notes.get(index).isEmpty() ? "" : "; " + notes.get(index));
    }
}

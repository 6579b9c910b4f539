package skybourse.tier2.clock;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import skybourse.base.numeric.Wire;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.Order;

/**
 * How an auction went, stop by stop.
 *
 * @param rule the auction
 * @param announcements every announcement in turn
 * @param outcome how it ended
 */
public record Course(DoubleDutch rule, List<Announcement> announcements, AuctionOutcome outcome) {

    public Course {
        announcements = List.copyOf(announcements);
    }

    /**
     * Returns the course as a readable table, then the outcome; lines end with a newline. Three or more stops of one side
     * that nobody accepts share a line.
     */
    public String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s, turns %s, policy %s, clocks from %d and %d\n",
                rule.name(),
                Wire.name(rule.turns()),
                rule.policy().name(),
                rule.buyersStartTicks(),
                rule.sellersStartTicks()));
        text.append("step side     stop  told  queues  accept\n");
        int next = 0;
        while (next < announcements.size()) {
            int end = silentUntil(next);
            if (end - next >= 3) {
                text.append(silence(next, end)).append('\n');
                next = end;
            } else {
                text.append(line(next + 1, announcements.get(next))).append('\n');
                next++;
            }
        }
        return text.append(outcome.text()).toString();
    }

    /** Returns the end of a run of stops of one side that nobody accepts. */
    private int silentUntil(int from) {
        int end = from;
        while (end < announcements.size()
                && announcements.get(end).accepted().isEmpty()
                && announcements.get(end).side() == announcements.get(from).side()) {
            end++;
        }
        return end;
    }

    private String silence(int from, int end) {
        Announcement first = announcements.get(from);
        return String.format(
                Locale.ROOT,
                "%4d %-7s %5d and on to %d at step %d: nobody accepts",
                from + 1,
                Wire.name(first.side()),
                first.stopTicks(),
                announcements.get(end - 1).stopTicks(),
                end);
    }

    private static String line(int number, Announcement stop) {
        String accepted = stop.accepted().stream().map(Order::label).collect(Collectors.joining(" "));
        return String.format(
                Locale.ROOT,
                "%4d %-7s %5d %5d %3d:%-3d  %s",
                number,
                Wire.name(stop.side()),
                stop.stopTicks(),
                stop.told(),
                stop.buyersQueued(),
                stop.sellersQueued(),
                accepted.isEmpty() ? "-" : accepted);
    }
}

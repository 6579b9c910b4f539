package skybourse.auction;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

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

    /** Returns the course as a readable table, one announcement a line, then the outcome; lines end with a newline. */
    public String text() {
        StringBuilder text = new StringBuilder("%s, turns %s, policy %s, clocks from %d and %d\n"
                .formatted(
                        rule.name(),
                        lower(rule.turns()),
                        rule.policy().name(),
                        rule.buyersStartTicks(),
                        rule.sellersStartTicks()));
        text.append("step side     stop  told  queues  accept\n");
        for (int i = 0; i < announcements.size(); i++) {
            text.append(line(i + 1, announcements.get(i))).append('\n');
        }
        return text.append(outcome.text()).toString();
    }

    private static String line(int number, Announcement stop) {
        String accepted = stop.accepted().stream().map(Order::label).collect(Collectors.joining(" "));
        return "%4d %-7s %5d %5d %3d:%-3d  %s"
                .formatted(
                        number,
                        lower(stop.side()),
                        stop.stopTicks(),
                        stop.told(),
                        stop.buyersQueued(),
                        stop.sellersQueued(),
                        accepted.isEmpty() ? "-" : accepted);
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}

package skybourse.auction;

import java.util.List;

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
}

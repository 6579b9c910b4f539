package skybourse.tier2.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import skybourse.tier2.auction.AuctionOutcome.NoTrade;
import skybourse.tier2.auction.NoTradeReason;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.Announcement;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.DoubleDutchRun;

/**
 * Exact prospects under a Double Dutch auction with any policy, the learned one included: the auction is run once with the
 * trader waiting and never accepting, and a report only decides at which announcement of that course it accepts. One
 * continuation per announcement and number of lots: O(a^2) announcements for a course of a.
 *
 * <p>Right for any policy that looks only at the clocks and the queues. Wrong where it knew the limits, for a report would then
 * change the course before anybody accepts.
 */
record ClockProspects(DoubleDutch rule) implements Prospects {

    private static final TieOrder ANY = new TieOrder.ById(); // the course does not depend on ties

    /** Every announcement of every trader is continued. */
    @Override
    public int mostTraders() {
        return 60;
    }

    @Override
    public boolean givenTies() {
        return false;
    }

    @Override
    public Prospect of(OrderBook book, String trader) {
        List<Order> own = book.ordersOf(trader);
        return own.isEmpty() ? Prospect.NO_TRADE : finish(rule.start(book, ANY), List.of(), own.getFirst());
    }

    @Override
    public List<Prospect> reports(OrderBook book, String trader) {
        List<Order> own = book.ordersOf(trader);
        List<Prospect> prospects = new ArrayList<>();
        for (int lots = 1; lots <= own.size(); lots++) {
            addReports(prospects, book, own.subList(0, lots));
        }
        return prospects;
    }

    private void addReports(List<Prospect> prospects, OrderBook book, List<Order> lots) {
        Order first = lots.getFirst();
        boolean buys = first.side() == Side.BUYERS;
        long never = buys ? rule.sellersStartTicks() - 1 : rule.buyersStartTicks() + 1;
        long atOnce = buys ? Order.MAX_TICKS : -Order.MAX_TICKS;
        List<Order> waiting = lots.stream().map(order -> order.withLimit(never)).toList();
        DoubleDutchRun run = rule.start(book.with(first.participant(), waiting), ANY);
        List<Announcement> course = new ArrayList<>();
        for (Optional<Side> next = run.nextSide(); next.isPresent(); next = run.nextSide()) {
            if (next.get() == first.side()) {
                DoubleDutchRun branch = run.withWaitingLimit(first.side(), first.participant(), atOnce);
                Optional<Announcement> accepts = branch.announce();
                if (accepts.isPresent()) {
                    List<Announcement> before = new ArrayList<>(course);
                    before.add(accepts.get());
                    Prospect prospect = finish(branch, before, first);
                    prospects.add(new Prospect(accepts.get().stopTicks(), lots.size(), prospect.results()));
                }
            }
            run.announce().ifPresent(course::add);
        }
    }

    private Prospect finish(DoubleDutchRun run, List<Announcement> before, Order own) {
        List<Announcement> course = new ArrayList<>(before);
        for (Optional<Announcement> next = run.announceOrPass(); next.isPresent(); next = run.announceOrPass()) {
            course.add(next.get());
        }
        boolean broken = run.outcome() instanceof NoTrade end && end.reason() instanceof NoTradeReason.BrokenPolicy;
        return broken ? Prospect.NO_TRADE : new QueueDraw(rule.clearing(), course).of(own.side(), own.participant());
    }
}

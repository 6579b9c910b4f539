package skybourse.tier2.audit;

import java.util.ArrayList;
import java.util.Collections;
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
 * continuation per announcement and number of lots: O(a^2) announcements for a course of a; with a price for each of n lots one per
 * choice of n announcements.
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
    public List<Prospect> reports(OrderBook book, String trader, Lies lies) {
        List<Order> own = book.ordersOf(trader);
        List<Prospect> prospects = new ArrayList<>();
        for (int lots = 1; lots <= own.size(); lots++) {
            List<Order> waiting = own.subList(0, lots).stream()
                    .map(order -> order.withLimit(never(order.side())))
                    .toList();
            DoubleDutchRun run = rule.start(book.with(trader, waiting), ANY);
            addReports(prospects, run, new ArrayList<>(), List.of(), waiting, lies);
        }
        return prospects;
    }

    private long never(Side side) {
        return side == Side.BUYERS ? rule.sellersStartTicks() - 1 : rule.buyersStartTicks() + 1;
    }

    /**
     * Goes on with an auction, {@code waiting} never accepting, and adds what comes of it when some of them, the first ones or with
     * one price all, accept at an announcement.
     */
    private void addReports(
            List<Prospect> prospects,
            DoubleDutchRun run,
            List<Announcement> course,
            List<Long> accepted,
            List<Order> waiting,
            Lies lies) {
        Order first = waiting.getFirst();
        long atOnce = first.side() == Side.BUYERS ? Order.MAX_TICKS : -Order.MAX_TICKS;
        int all = waiting.size();
        for (Optional<Side> next = run.nextSide(); next.isPresent(); next = run.nextSide()) {
            for (int lots = lies == Lies.ONE_PRICE ? all : 1; next.get() == first.side() && lots <= all; lots++) {
                DoubleDutchRun branch = run.withWaitingLimit(first.side(), first.participant(), lots, atOnce);
                Optional<Announcement> accepts = branch.announce();
                if (accepts.isPresent()) {
                    List<Announcement> before = new ArrayList<>(course);
                    before.add(accepts.get());
                    List<Long> report = new ArrayList<>(accepted);
                    report.addAll(Collections.nCopies(lots, accepts.get().stopTicks()));
                    if (lots == all) {
                        prospects.add(new Prospect(
                                report, finish(branch, before, first).results()));
                    } else {
                        addReports(prospects, branch, before, report, waiting.subList(lots, all), lies);
                    }
                }
            }
            run.announce().filter(ClockProspects::isHeard).ifPresent(course::add);
        }
        if (!accepted.isEmpty()) {
            List<Long> report = new ArrayList<>(accepted);
            waiting.forEach(order -> report.add(order.limitTicks()));
            prospects.add(new Prospect(report, finish(run, course, first).results()));
        }
    }

    private Prospect finish(DoubleDutchRun run, List<Announcement> before, Order own) {
        List<Announcement> course = new ArrayList<>(before);
        for (Optional<Announcement> next = run.announceOrPass(); next.isPresent(); next = run.announceOrPass()) {
            next.filter(ClockProspects::isHeard).ifPresent(course::add);
        }
        boolean broken = run.outcome() instanceof NoTrade end && end.reason() instanceof NoTradeReason.BrokenPolicy;
        return broken ? Prospect.NO_TRADE : new QueueDraw(rule.clearing(), course).of(own.side(), own.participant());
    }

    /** Only stops at which somebody accepts make a queue: most pass in silence. */
    private static boolean isHeard(Announcement announcement) {
        return !announcement.accepted().isEmpty();
    }
}

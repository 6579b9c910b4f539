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
 * Exact prospects under a Double Dutch auction with any policy that observes only the clocks and the queues, such as a learned one.
 *
 * <p>The auction is run once while the trader never accepts. A report determines only the announcement of that run at which the trader
 * accepts. The auction is continued once for each announcement and number of lots, which takes O(a^2) announcements for a run of length a.
 * If each of n lots has its own price, it is continued once for each choice of n announcements.
 */
record ClockProspects(DoubleDutch rule) implements TraderProspects {

    // Any tie order will do, because announcements do not depend on it.
    private static final TieOrder ANY = new TieOrder.ById();

    /** Small, because the auction is continued from each announcement for each trader. */
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
    public List<Prospect> reports(OrderBook book, String trader, MisreportClass misreportClass) {
        List<Order> own = book.ordersOf(trader);
        List<Prospect> prospects = new ArrayList<>();
        for (int lots = 1; lots <= own.size(); lots++) {
            List<Order> waiting = own.subList(0, lots).stream()
                    .map(order -> order.withLimit(never(order.side())))
                    .toList();
            DoubleDutchRun run = rule.start(book.with(trader, waiting), ANY);
            addReports(prospects, run, new ArrayList<>(), List.of(), waiting, misreportClass);
        }
        return prospects;
    }

    private long never(Side side) {
        return side == Side.BUYERS ? rule.sellersStartTicks() - 1 : rule.buyersStartTicks() + 1;
    }

    /**
     * Continues an auction in which the {@code waiting} lots do not accept. Adds the prospects of all reports with which the first of these
     * lots accept at one of its announcements. If all lots have one price, all of them accept at the same announcement.
     */
    private void addReports(
            List<Prospect> prospects,
            DoubleDutchRun run,
            List<Announcement> course,
            List<Long> accepted,
            List<Order> waiting,
            MisreportClass misreportClass) {
        Order first = waiting.getFirst();
        long atOnce = first.side() == Side.BUYERS ? Order.MAX_TICKS : -Order.MAX_TICKS;
        int all = waiting.size();
        for (Optional<Side> next = run.nextSide(); next.isPresent(); next = run.nextSide()) {
            for (int lots = misreportClass == MisreportClass.ONE_PRICE ? all : 1;
                    next.get() == first.side() && lots <= all;
                    lots++) {
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
                        addReports(prospects, branch, before, report, waiting.subList(lots, all), misreportClass);
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
        return broken
                ? Prospect.NO_TRADE
                : new QueuesBeforeTies(rule.clearing(), course).of(own.side(), own.participant());
    }

    /** Returns whether a lot accepts an announcement. Only then does the announcement change a queue. */
    private static boolean isHeard(Announcement announcement) {
        return !announcement.accepted().isEmpty();
    }
}

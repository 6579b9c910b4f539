package skybourse.tier2.clock.refining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import skybourse.base.numeric.Checks;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.auction.Sensitivity;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.Announcement;
import skybourse.tier2.clock.Answerers;
import skybourse.tier2.clock.ClockRule;
import skybourse.tier2.clock.Course;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.fast.ClearingKernel;

/**
 * The refining Double Dutch: prices are announced to those who may still answer either way, waiting or queued, until the answers say
 * which side of the crossing everybody is on ({@link Refinement}). The outcome is that of the strongly balanced double auction (SBBA)
 * for the limits, cut off at the start clocks, whatever the questioner asks.
 *
 * <p>Right where each has one lot, nobody may gain by a lie, no money may stay with the house, and talk is dear. Wrong with several
 * lots of one trader, which are refused; and where one pair is much of the trade, since one may be lost.
 *
 * <p>No sequence of answers gains anything while others answer by fixed limits: each is that of some limit. Others whose answers hang
 * on what they hear can make a lie pay, unless limits are sealed first, as orders in a book are.
 *
 * <p>The price of an even crossing 2p is p: all who accept p buy; sellers below p sell, then those at p by tie. That of an odd one, 2p +
 * 1, is p too: of the sellers who accept p all sell but the one drawn; buyers above p buy, then those at p by tie. Traders of each side
 * are paired in the order of ties, since limits stay unknown.
 *
 * <p>Source: SBBA (Segal-Halevi, Hassidim and Aumann 2016). Ours: the clocks that reach it with any steps.
 *
 * @param buyersStartTicks where the buyers' clock starts, public and fixed before any order
 * @param sellersStartTicks where the sellers' clock starts; above the buyers' nobody trades
 * @param questioner chooses what is announced
 * @param mostAnnouncements how many announcements it may choose, at least 0; after them comes bisection
 */
public record RefiningDutch(long buyersStartTicks, long sellersStartTicks, Questioner questioner, int mostAnnouncements)
        implements ClockRule {

    /** What it goes by. */
    public static final String NAME = "double-dutch-refined";

    private static final int SPARE = 4;

    public RefiningDutch {
        DoubleDutch.checkStart(buyersStartTicks, "buyersStartTicks");
        DoubleDutch.checkStart(sellersStartTicks, "sellersStartTicks");
        Checks.within(mostAnnouncements, 0L, Integer.MAX_VALUE, "mostAnnouncements");
    }

    /** Makes the rule with four announcements more than there are ticks between the start clocks. */
    public RefiningDutch(long buyersStartTicks, long sellersStartTicks, Questioner questioner) {
        this(
                buyersStartTicks,
                sellersStartTicks,
                questioner,
                Math.clamp(buyersStartTicks - sellersStartTicks + SPARE, 0, Integer.MAX_VALUE));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String policyName() {
        return questioner.name();
    }

    @Override
    public String settings() {
        return "questions by " + questioner.name();
    }

    @Override
    public Sensitivity sensitivity() {
        return Sensitivity.OTHERS_LIMITS;
    }

    @Override
    public RuleTraits traits() {
        return RuleTraits.of(RuleTraits.Budget.STRONG, "at most one trade, and all beyond the start clocks")
                .truthful(RuleTraits.Truthful.UNIT_DEMAND, RuleTraits.Sense.EX_POST, "none")
                .ofOneLot();
    }

    boolean startsCrossed() {
        return buyersStartTicks < sellersStartTicks;
    }

    /**
     * Starts an auction among people who are asked.
     *
     * @param buyers by id, each says yes or no to a price; silence is no
     * @param sellers by id
     */
    public RefiningRun start(Map<String, LongPredicate> buyers, Map<String, LongPredicate> sellers) {
        return new RefiningRun(
                this, new Answerers.Asked(Side.BUYERS, buyers), new Answerers.Asked(Side.SELLERS, sellers));
    }

    @Override
    public Course course(OrderBook book, TieOrder ties) {
        check(book);
        RefiningRun run = start(people(Side.BUYERS, book), people(Side.SELLERS, book));
        List<Announcement> announcements = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        while (!run.hasEnded()) {
            for (RefiningRun.Answer answer : run.ask()) {
                Refinement open = run.open();
                announcements.add(new Announcement(
                        answer.side(),
                        answer.stopTicks(),
                        answer.told(),
                        ties.inOrder(answer.accepting().stream()
                                .map(id -> book.ordersOf(id).getFirst())
                                .toList()),
                        open.least(Side.BUYERS, open.highTicks(Side.BUYERS)),
                        open.least(Side.SELLERS, open.lowTicks(Side.SELLERS))));
                notes.add(prices(open));
            }
        }
        return new Course(this, announcements, notes, outcome(run, book, ties));
    }

    private static String prices(Refinement open) {
        long low = Refinement.price(open.lowIndex());
        long high = Refinement.price(open.highIndex());
        return low == high ? "price " + low : "price " + low + " to " + high;
    }

    private static Map<String, LongPredicate> people(Side side, OrderBook book) {
        Map<String, LongPredicate> people = new LinkedHashMap<>();
        book.orders(side).forEach(order -> people.put(order.participant(), order::accepts));
        return people;
    }

    @Override
    public AuctionOutcome clear(OrderBook book, TieOrder ties) {
        check(book);
        RefiningRun run = new RefiningRun(this, counted(Side.BUYERS, book), counted(Side.SELLERS, book));
        while (!run.hasEnded()) {
            run.ask();
        }
        return outcome(run, book, ties);
    }

    /**
     * Finds price and quantity by counting: the same as {@link #clear} finds, without a list of orders.
     *
     * @param bidTicks long[buyers]
     * @param askTicks long[sellers]
     */
    public ClearingKernel.Result count(long[] bidTicks, long[] askTicks) {
        RefiningRun run = new RefiningRun(
                this, new Answerers.Counted(Side.BUYERS, bidTicks), new Answerers.Counted(Side.SELLERS, askTicks));
        while (!run.hasEnded()) {
            run.ask();
        }
        return run.counted();
    }

    private static Answerers counted(Side side, OrderBook book) {
        List<Order> orders = book.orders(side);
        return new Answerers.Counted(
                side, orders.stream().mapToLong(Order::limitTicks).toArray());
    }

    /** Only prices within the start clocks are accepted by anybody. */
    private AuctionOutcome outcome(RefiningRun run, OrderBook book, TieOrder ties) {
        return run.outcome(
                ties,
                (side, price) -> run.open().most(side, price) == 0
                        ? List.of()
                        : book.orders(side).stream()
                                .filter(order -> order.accepts(price))
                                .toList());
    }
}

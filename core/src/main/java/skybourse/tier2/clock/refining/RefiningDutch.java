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
import skybourse.tier2.auction.OutcomeChangingReports;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.Announcement;
import skybourse.tier2.clock.AuctionTranscript;
import skybourse.tier2.clock.ClockAuction;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.RefiningAuctionSide;
import skybourse.tier2.clock.fast.FixedStepKernel;

/**
 * Refining Double Dutch Auction. A questioner chooses prices between the two start clocks in any order, up or down. Each price is
 * announced only to the traders whose response to it is open, until the responses determine the trades ({@link RefiningState}). With every questioner the outcome is that of the strongly balanced double auction (SBBA), for limit prices
 * clamped to the start clocks.
 *
 * <p>The rule is for traders with one lot each; orders for several lots are rejected. It is strongly budget balanced. At most one efficient
 * trade is lost if all limit prices are within the start clocks.
 *
 * <p>The rule is ex-post truthful. Each sequence of responses of a trader is one that some limit price gives. No sequence is therefore
 * better than the truthful one if the others respond by fixed limit prices. If responses of others depend on the announcements, a misreport
 * can be profitable. If orders are sealed before the auction, responses cannot depend on announcements.
 *
 * <p>Both an even crossing 2p and an odd one 2p + 1 have price p. At an even crossing all buyers that accept p trade; sellers below p
 * trade first, then those at p in tie order. At an odd crossing all sellers that accept p trade except one chosen by lottery; buyers
 * above p trade first, then those at p in tie order. Both sides are paired in tie order, because limit prices stay unknown.
 *
 * <p>Paper: Segal-Halevi, Hassidim and Aumann 2016 (SBBA). Differs: reaches its outcome by questions instead of sealed orders.
 *
 * @param buyersStartTicks start of the buyers' clock, public and fixed before any order
 * @param sellersStartTicks start of the sellers' clock; no agent trades if it is above the buyers'
 * @param questioner chooses the questions
 * @param mostAnnouncements number of announcements after which the auction asks by bisection, at least 0
 */
public record RefiningDutch(long buyersStartTicks, long sellersStartTicks, Questioner questioner, int mostAnnouncements)
        implements ClockAuction {

    /** Name of the rule on a command line and in files. */
    public static final String NAME = "double-dutch-refined";

    private static final int SPARE = 4;

    /**
     * @throws IllegalArgumentException if {@link DoubleDutch#checkStart} rejects a start clock, or {@code mostAnnouncements} is
     *     negative
     */
    public RefiningDutch {
        DoubleDutch.checkStart(buyersStartTicks, "buyersStartTicks");
        DoubleDutch.checkStart(sellersStartTicks, "sellersStartTicks");
        Checks.within(mostAnnouncements, 0L, Integer.MAX_VALUE, "mostAnnouncements");
    }

    /**
     * Creates the rule with {@code mostAnnouncements} equal to the number of ticks between the start clocks plus {@value #SPARE}.
     *
     * @throws IllegalArgumentException if {@link DoubleDutch#checkStart} rejects a start clock
     */
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
    public OutcomeChangingReports sensitivity() {
        return OutcomeChangingReports.OTHERS_LIMITS;
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
     * Creates an auction with participants that are asked one by one.
     *
     * @param buyers by id; the predicate is true if the buyer accepts a price, and no response counts as rejection
     * @param sellers by id; the predicate is true if the seller accepts a price, and no response counts as rejection
     */
    public RefiningRun start(Map<String, LongPredicate> buyers, Map<String, LongPredicate> sellers) {
        return new RefiningRun(
                this,
                new RefiningAuctionSide.QueriedSide(Side.BUYERS, buyers),
                new RefiningAuctionSide.QueriedSide(Side.SELLERS, sellers));
    }

    @Override
    public AuctionTranscript course(OrderBook book, TieOrder ties) {
        check(book);
        RefiningRun run = start(people(Side.BUYERS, book), people(Side.SELLERS, book));
        List<Announcement> announcements = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        while (!run.hasEnded()) {
            for (RefiningRun.Answer answer : run.askNext()) {
                RefiningState open = run.refinement();
                announcements.add(new Announcement(
                        answer.side(),
                        answer.stopTicks(),
                        answer.told(),
                        ties.inOrder(answer.accepting().stream()
                                .map(id -> book.ordersOf(id).getFirst())
                                .toList()),
                        open.leastAccepting(Side.BUYERS, open.highTicks(Side.BUYERS)),
                        open.leastAccepting(Side.SELLERS, open.lowTicks(Side.SELLERS))));
                notes.add(prices(open));
            }
        }
        return new AuctionTranscript(this, announcements, notes, outcome(run, book, ties));
    }

    private static String prices(RefiningState open) {
        long low = RefiningState.price(open.lowIndex());
        long high = RefiningState.price(open.highIndex());
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
            run.askNext();
        }
        return outcome(run, book, ties);
    }

    /**
     * Returns price and number of trades of known limit prices. They equal the results of {@link #clear}, but the result does not name the
     * traders.
     *
     * @param bidTicks limit prices of the buyers
     * @param askTicks limit prices of the sellers
     */
    public FixedStepKernel.Result count(long[] bidTicks, long[] askTicks) {
        RefiningRun run = new RefiningRun(
                this,
                new RefiningAuctionSide.KnownSide(Side.BUYERS, bidTicks),
                new RefiningAuctionSide.KnownSide(Side.SELLERS, askTicks));
        while (!run.hasEnded()) {
            run.askNext();
        }
        return run.counted();
    }

    private static RefiningAuctionSide counted(Side side, OrderBook book) {
        List<Order> orders = book.orders(side);
        return new RefiningAuctionSide.KnownSide(
                side, orders.stream().mapToLong(Order::limitTicks).toArray());
    }

    private AuctionOutcome outcome(RefiningRun run, OrderBook book, TieOrder ties) {
        return run.outcome(
                ties,
                (side, price) -> run.refinement().mostAccepting(side, price) == 0
                        ? List.of()
                        : book.orders(side).stream()
                                .filter(order -> order.accepts(price))
                                .toList());
    }
}

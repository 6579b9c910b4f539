package skybourse.tier2.clock.refining;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionOutcome.NoTrade;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Communication;
import skybourse.tier2.auction.NoTradeReason;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Pairing;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.RefiningAuctionSide;
import skybourse.tier2.clock.fast.FixedStepKernel;

/** Refining auction in progress, question by question. Not thread-safe. */
public final class RefiningRun {

    private final RefiningDutch rule;
    private final RefiningAuctionSide buyers;
    private final RefiningAuctionSide sellers;
    private final RefiningState open;
    private final Questioner.Questions questions;
    private long messages;

    RefiningRun(RefiningDutch rule, RefiningAuctionSide buyers, RefiningAuctionSide sellers) {
        this.rule = rule;
        this.buyers = buyers;
        this.sellers = sellers;
        open = rule.startsCrossed()
                ? new RefiningState(0, 0, 0, 0)
                : new RefiningState(rule.buyersStartTicks(), rule.sellersStartTicks(), buyers.count(), sellers.count());
        questions = rule.questioner().begin();
    }

    /**
     * Announcement of a price to one side, with the responses.
     *
     * @param side the side
     * @param stopTicks the price
     * @param told number of participants that received it
     * @param accepting ids of those that accepted; empty if participants are not asked one by one
     */
    public record Answer(Side side, long stopTicks, int told, List<String> accepting) {}

    /** Returns whether the responses so far determine the outcome. */
    public boolean hasEnded() {
        return open.hasEnded();
    }

    /** Returns the public state of the auction. It changes with each question. */
    public RefiningState refinement() {
        return open;
    }

    /** Asks the next question. Returns one answer per side that was asked; an empty list if the auction has ended. */
    public List<Answer> askNext() {
        if (hasEnded()) {
            return List.of();
        }
        Question question = question();
        List<Answer> answers = new ArrayList<>();
        for (Side side : open.legalSides(question)) {
            answers.add(askNext(side, question.stopTicks()));
        }
        assert !answers.isEmpty() : "at least one trader is asked";
        return answers;
    }

    private Question question() {
        Optional<Question> wanted =
                open.announcements() < rule.mostAnnouncements() ? questions.next(open) : Optional.empty();
        return wanted.filter(question -> !open.legalSides(question).isEmpty())
                .orElseGet(() -> BisectionQuestioner.next(open));
    }

    private Answer askNext(Side side, long stopTicks) {
        RefiningAuctionSide crowd = side == Side.BUYERS ? buyers : sellers;
        int known = open.leastAccepting(side, stopTicks);
        int told = open.recipients(side, stopTicks);
        int accepting = crowd.announce(stopTicks, known);
        open.answer(side, stopTicks, accepting);
        messages += told + accepting - known;
        return new Answer(
                side,
                stopTicks,
                told,
                crowd instanceof RefiningAuctionSide.QueriedSide asked ? asked.yes() : List.of());
    }

    /** Returns the communication so far. */
    public Communication effort() {
        return new Communication(open.announcements(), messages);
    }

    /**
     * Returns the outcome of an auction whose participants were asked one by one. Their limit prices are unknown. The limit price of an
     * order in the outcome is therefore a price that the participant accepts.
     *
     * @param ties tie order
     * @throws IllegalStateException if the auction has not ended, or participants were not asked one by one
     */
    public AuctionOutcome outcome(TieOrder ties) {
        if (!(buyers instanceof RefiningAuctionSide.QueriedSide demand)
                || !(sellers instanceof RefiningAuctionSide.QueriedSide supply)) {
            throw new IllegalStateException("people must be asked one by one to be known");
        }
        return outcome(
                ties,
                (side, price) -> side == Side.BUYERS
                        ? demand.knownAccepting(price).stream()
                                .map(id -> (Order) new Bid(id, 1, price))
                                .toList()
                        : supply.knownAccepting(price).stream()
                                .map(id -> (Order) new Ask(id, 1, price))
                                .toList());
    }

    /** Returns the outcome. The orders that accept a price are given by {@code who}, which is called only for prices at which the responses determine them. */
    AuctionOutcome outcome(TieOrder ties, BiFunction<Side, Long, List<Order>> who) {
        if (!hasEnded()) {
            throw new IllegalStateException("answers must be complete: " + open.lowIndex() + " to " + open.highIndex());
        }
        if (rule.startsCrossed()) {
            return new NoTrade(
                    new NoTradeReason.ClocksStartCrossed(rule.buyersStartTicks(), rule.sellersStartTicks()), effort());
        }
        return open.crossing()
                .map(crossing -> traded(crossing, ties, who))
                .orElseGet(() -> new NoTrade(new NoTradeReason.NoPriceLeft(), effort()));
    }

    /** Returns price and number of trades after the end. */
    FixedStepKernel.Result counted() {
        if (rule.startsCrossed() || open.crossing().isEmpty()) {
            return new FixedStepKernel.Result(0, 0, 0, effort());
        }
        long crossing = open.crossing().orElseThrow();
        long price = RefiningState.price(crossing);
        int trades = crossing == 2 * price
                ? open.leastAccepting(Side.BUYERS, price)
                : open.leastAccepting(Side.SELLERS, price) - 1;
        return new FixedStepKernel.Result(trades, 2 * price, 2 * price, effort());
    }

    private AuctionOutcome traded(long crossing, TieOrder ties, BiFunction<Side, Long, List<Order>> who) {
        long price = RefiningState.price(crossing);
        List<Order> buying;
        List<Order> selling;
        if (crossing == 2 * price) {
            buying = who.apply(Side.BUYERS, price);
            selling = filled(
                    who.apply(Side.SELLERS, price - 1), buying.size(), ties, () -> who.apply(Side.SELLERS, price));
        } else {
            selling = Pairing.withoutRandomSeller(who.apply(Side.SELLERS, price), ties);
            buying = filled(
                    who.apply(Side.BUYERS, price + 1), selling.size(), ties, () -> who.apply(Side.BUYERS, price));
        }
        return Pairing.outcome(
                Pairing.pair(ties.inOrder(buying), ties.inOrder(selling), 2 * price, 2 * price),
                selling.size(),
                effort());
    }

    /** Returns the orders that trade: all of {@code sure}, then, in tie order, orders that accept the price but no harder one. */
    private static List<Order> filled(List<Order> sure, int places, TieOrder ties, Supplier<List<Order>> accepting) {
        if (sure.size() == places) {
            return sure;
        }
        Set<String> known = sure.stream().map(Order::participant).collect(Collectors.toSet());
        List<Order> atThePrice = accepting.get().stream()
                .filter(order -> !known.contains(order.participant()))
                .toList();
        List<Order> filled = new ArrayList<>(sure);
        filled.addAll(ties.inOrder(atThePrice).subList(0, places - sure.size()));
        return filled;
    }
}

package skybourse.tier2.clock.refining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.Binomial;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.SampledMarket;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.Trade;
import skybourse.tier2.auction.UnitDemandMarketDistribution;
import skybourse.tier2.auction.ValueDistribution;
import skybourse.tier2.clock.refining.OptimalQuestioner.QuestionForm;
import skybourse.tier2.rule.StronglyBalancedAuction;

/** The dynamic program for the fewest messages, compared with manual calculations, with the auction, and with a search over all histories. */
class OptimalQuestionerTest {

    private static final ValueDistribution COIN = ValueDistribution.uniform(1, 2);

    private static OptimalQuestioner best(UnitDemandMarketDistribution traders, long high, QuestionForm asking) {
        return OptimalQuestioner.solve(traders, high, 1, asking, 200_000).orElseThrow();
    }

    /**
     * One buyer, two sellers, each with value 1 or 2 with probability 0.5. Best: sellers at 1 first. Two yes (1/4): 4 messages, and the
     * buyer at 1: 2. One yes (1/2): 3; the buyer at 2: no 1, the end; yes 2, and the other seller at 2: 2. No yes (1/4): 2; the buyer at
     * 2: no 1; yes 2, and both sellers at 2: 4. In total 6/4 + (4 + 7)/4 + (3 + 8)/8 = 5.625. Both sides at one price: at 1 first, 4 and
     * a yes each of sellers; then at 2 unless both sellers said yes: 6/4 + (8 + 9)/4 + (9 + 10)/8 = 8.125.
     */
    @Test
    void messagesMatchManualCalculation() {
        UnitDemandMarketDistribution traders = new UnitDemandMarketDistribution(1, COIN, 2, COIN);
        assertThat(best(traders, 2, QuestionForm.ONE_SIDE).messages()).isCloseTo(5.625, within(1e-12));
        assertThat(best(traders, 2, QuestionForm.BOTH_SIDES).messages()).isCloseTo(8.125, within(1e-12));
    }

    /** The sellers' cost is always 2, but questions are still required. */
    @Test
    void certainAnswerIsStillAMessage() {
        UnitDemandMarketDistribution traders =
                new UnitDemandMarketDistribution(1, COIN, 2, ValueDistribution.table(1, 0, 1));
        // the buyer first: no 1, then the sellers at 1, 2 messages; yes 2, the sellers at 1, 2 messages, and at 2, 4
        assertThat(best(traders, 2, QuestionForm.ONE_SIDE).messages())
                .isCloseTo((1 + 2 + 2 + 2 + 4) / 2.0, within(1e-12));
    }

    @Test
    void singleSellerTakesNoMessages() {
        assertThat(best(new UnitDemandMarketDistribution(3, COIN, 1, COIN), 2, QuestionForm.ONE_SIDE)
                        .messages())
                .isZero();
    }

    @Test
    void auctionsNeedComputedMessages() {
        ValueDistribution values = ValueDistribution.table(1, .1, .2, .4, .3);
        ValueDistribution costs = ValueDistribution.table(1, .5, .3, .1, .1);
        for (int[] size : new int[][] {{1, 2}, {2, 2}, {3, 2}, {2, 3}}) {
            UnitDemandMarketDistribution traders = new UnitDemandMarketDistribution(size[0], values, size[1], costs);
            for (QuestionForm asking : QuestionForm.values()) {
                OptimalQuestioner best = best(traders, 4, asking);
                assertThat(mean(traders, best)).as("%s %s", size, asking).isCloseTo(best.messages(), within(1e-12));
            }
        }
    }

    @Test
    void noQuestionerTakesFewerMessagesThanTheProgram() {
        UnitDemandMarketDistribution traders = new UnitDemandMarketDistribution(
                3, ValueDistribution.table(1, .1, .2, .4, .3), 2, ValueDistribution.table(1, .5, .3, .1, .1));
        for (Questioner questioner : List.of(
                new BisectionQuestioner(),
                new ExpectedCrossingQuestioner(false),
                new ExpectedCrossingQuestioner(true),
                new PriorCrossingQuestioner(traders, 4, 1, false),
                always(Question.to(Side.SELLERS, 2)))) {
            assertThat(mean(traders, questioner))
                    .isGreaterThanOrEqualTo(
                            best(traders, 4, QuestionForm.ONE_SIDE).messages() - 1e-12);
        }
    }

    private static Questioner always(Question question) {
        return new Questioner() {
            @Override
            public String name() {
                return "always";
            }

            @Override
            public Questions begin() {
                return _ -> Optional.of(question);
            }
        };
    }

    private static double mean(UnitDemandMarketDistribution traders, Questioner questioner) {
        RefiningDutch rule = new RefiningDutch(4, 1, questioner, Integer.MAX_VALUE);
        return all(traders, 4).stream()
                .mapToDouble(market -> chance(traders, market)
                        * rule.count(market.bidTicks(), market.askTicks())
                                .effort()
                                .messages())
                .sum();
    }

    @Test
    void outcomeEqualsStronglyBalancedAuction() {
        UnitDemandMarketDistribution traders =
                new UnitDemandMarketDistribution(3, COIN, 2, ValueDistribution.uniform(1, 3));
        RefiningDutch rule = new RefiningDutch(3, 1, best(traders, 3, QuestionForm.ONE_SIDE));
        TieOrder ties = new TieOrder.Lottery(1, 1);
        for (SampledMarket market : all(traders, 3)) {
            OrderBook book = market.book();
            assertThat(prices(rule.clear(book, ties)))
                    .isEqualTo(prices(new StronglyBalancedAuction().clear(book, ties)));
        }
    }

    private static List<Long> prices(AuctionOutcome outcome) {
        return outcome.trades().stream().map(Trade::sellerPriceHalfTicks).toList();
    }

    /** A search that merges only histories with identical further answers. */
    @Test
    void exhaustiveSearchFindsSameMinimum() {
        ValueDistribution values = ValueDistribution.table(1, .2, .5, .3);
        ValueDistribution costs = ValueDistribution.table(1, .3, .3, .4);
        for (int[] size : new int[][] {{1, 2}, {2, 2}}) {
            UnitDemandMarketDistribution traders = new UnitDemandMarketDistribution(size[0], values, size[1], costs);
            double searched = searched(
                    new RefiningState(3, 1, size[0], size[1]),
                    new AcceptanceProbabilities(traders, 3, 1),
                    new HashMap<>());
            assertThat(best(traders, 3, QuestionForm.ONE_SIDE).messages()).isCloseTo(searched, within(1e-12));
        }
    }

    private static double searched(RefiningState open, AcceptanceProbabilities shares, Map<String, Double> known) {
        if (open.hasEnded()) {
            return 0;
        }
        StringBuilder answers = new StringBuilder();
        for (Side side : Side.values()) {
            for (long price = -1; price <= 5; price++) {
                answers.append(open.leastAccepting(side, price))
                        .append(' ')
                        .append(open.mostAccepting(side, price))
                        .append(' ');
            }
        }
        Double before = known.get(answers.toString());
        if (before != null) {
            return before;
        }
        double least = Double.POSITIVE_INFINITY;
        for (Side side : Side.values()) {
            for (long price = 1; price <= 3; price++) {
                if (open.isLegal(side, price)) {
                    double[] chance = Binomial.of(open.recipients(side, price), shares.acceptance(open, side, price));
                    double sum = open.recipients(side, price);
                    for (int yes = 0; yes < chance.length; yes++) {
                        RefiningState next = open.copy();
                        next.answer(side, price, open.leastAccepting(side, price) + yes);
                        sum += chance[yes] == 0 ? 0 : chance[yes] * (yes + searched(next, shares, known));
                    }
                    least = Math.min(least, sum);
                }
            }
        }
        known.put(answers.toString(), least);
        return least;
    }

    /** Bids 9 and 5, asks 2, 4 and 5: the price is 5. Buyers at 5: 4; sellers at 4 then 5: 3 + 2 and 1 + 1. */
    @Test
    void shortestProofMatchesManualCalculation() {
        assertThat(MessageLowerBound.messages(new SampledMarket(new long[] {9, 5}, new long[] {2, 4, 5}), 10, 1))
                .isEqualTo(4 + 5 + 2);
        // no trade: no buyer at 4, no seller below: 1 + 2
        assertThat(MessageLowerBound.messages(new SampledMarket(new long[] {3}, new long[] {4, 6}), 10, 1))
                .isEqualTo(3);
    }

    @Tag("slow")
    @Test
    void shortestProofIsShortestPathOfQuestions() {
        for (int[] size : new int[][] {{1, 2}, {2, 2}, {3, 2}, {2, 3}}) {
            UnitDemandMarketDistribution traders = new UnitDemandMarketDistribution(
                    size[0], ValueDistribution.uniform(1, 4), size[1], ValueDistribution.uniform(1, 4));
            for (SampledMarket market : all(traders, 4)) {
                long path = path(new RefiningState(4, 1, size[0], size[1]), market, new HashMap<>());
                assertThat(MessageLowerBound.messages(market, 4, 1))
                        .as("%s", market.book())
                        .isEqualTo(path);
            }
        }
    }

    private static long path(RefiningState open, SampledMarket market, Map<String, Long> known) {
        if (open.hasEnded()) {
            return 0;
        }
        Long before = known.get(open.stateKey());
        if (before != null) {
            return before;
        }
        long least = Long.MAX_VALUE;
        for (Side side : Side.values()) {
            for (long price = 1; price <= 4; price++) {
                if (open.isLegal(side, price)) {
                    long at = price;
                    int accepting = (int)
                            (side == Side.BUYERS
                                    ? Arrays.stream(market.bidTicks())
                                            .filter(bid -> bid >= at)
                                            .count()
                                    : Arrays.stream(market.askTicks())
                                            .filter(ask -> ask <= at)
                                            .count());
                    RefiningState next = open.copy();
                    next.answer(side, price, accepting);
                    long messages = open.recipients(side, price) + accepting - open.leastAccepting(side, price);
                    least = Math.min(least, messages + path(next, market, known));
                }
            }
        }
        known.put(open.stateKey(), least);
        return least;
    }

    private static List<SampledMarket> all(UnitDemandMarketDistribution traders, int highest) {
        int people = traders.buyers() + traders.sellers();
        List<SampledMarket> all = new ArrayList<>();
        for (int number = 0; number < Math.pow(highest, people); number++) {
            long[] limits = new long[people];
            int rest = number;
            for (int i = 0; i < people; i++) {
                limits[i] = 1 + rest % highest;
                rest /= highest;
            }
            all.add(new SampledMarket(
                    Arrays.copyOf(limits, traders.buyers()), Arrays.copyOfRange(limits, traders.buyers(), people)));
        }
        return all;
    }

    private static double chance(UnitDemandMarketDistribution traders, SampledMarket market) {
        double chance = 1;
        for (long bid : market.bidTicks()) {
            chance *= traders.buyerValues().probability(bid);
        }
        for (long ask : market.askTicks()) {
            chance *= traders.sellerCosts().probability(ask);
        }
        return chance;
    }

    @Test
    void tooManyStatesGiveNoResult() {
        UnitDemandMarketDistribution traders = new UnitDemandMarketDistribution(
                3, ValueDistribution.uniform(1, 12), 2, ValueDistribution.uniform(1, 12));
        assertThat(OptimalQuestioner.solve(traders, 12, 1, QuestionForm.BOTH_SIDES, 800))
                .isEmpty();
        assertThat(best(traders, 12, QuestionForm.BOTH_SIDES).states()).isEqualTo(886);
    }
}

package skybourse.tier2.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.Rational;
import skybourse.base.random.RandomStreams;
import skybourse.testing.Cases;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Communication;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.OutcomeChangingReports;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.auction.SortedMarket;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.clock.Auctioneer;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.rule.McAfee;
import skybourse.tier2.rule.StronglyBalancedAuction;
import skybourse.tier2.rule.Vickrey;
import skybourse.tier2.spi.AuctionOption;
import skybourse.tier2.spi.AuctionSettingsBuilder;
import skybourse.tier2.spi.PolicyProvider;
import skybourse.tier2.spi.RuleProvider;

/**
 * With one lot per trader the search finds the best of all reports: for built-in rules by shortcuts, for others by exhaustive search.
 * {@code -Dsensitivity.books=2000} samples 2000 books per rule.
 */
class OutcomeChangingReportsTest {

    private static final int BOOKS = Integer.getInteger("sensitivity.books", 60);
    private static final int HIGHEST = 19;
    private static final TieOrder TIES = new TieOrder.Lottery(1, 0);

    /** A foreign rule: efficient pairs with prices that may change at any tick. */
    private record Foreign(
            String name,
            OutcomeChangingReports sensitivity,
            BiFunction<SortedMarket, Communication, AuctionOutcome> clearing)
            implements AuctionRule {

        Foreign(String name, BiFunction<SortedMarket, Communication, AuctionOutcome> clearing) {
            this(name, OutcomeChangingReports.ANY_REPORT, clearing);
        }

        @Override
        public RuleTraits traits() {
            return RuleTraits.of(RuleTraits.Budget.DEFICIT, "nothing");
        }

        @Override
        public AuctionOutcome clear(OrderBook book, TieOrder ties) {
            return SortedMarket.clear(book, ties, clearing);
        }
    }

    /** Only bids at or above a reserve trade; the last of them is the price. */
    private static Foreign reserve(long reserve) {
        return new Foreign("reserve", (market, communication) -> {
            int kept = (int) IntStream.range(0, market.pairs())
                    .filter(i -> market.bid(i) >= reserve)
                    .count();
            long price = kept == 0 ? 0 : 2 * market.bid(kept - 1);
            return market.trade(kept, price, price, communication);
        });
    }

    /** The last bid is the price, unless some bid is at a hidden tick: then the last ask is. */
    private static Foreign hidden(long tick) {
        return new Foreign("hidden-switch", (market, communication) -> {
            boolean switches = IntStream.range(0, market.pairs()).anyMatch(i -> market.bid(i) == tick);
            long price = 2 * (switches ? market.ask(market.pairs() - 1) : market.bid(market.pairs() - 1));
            return market.trade(market.pairs(), price, price, communication);
        });
    }

    /** The price is the midpoint of the last pair. The house pays both sides two ticks per lot if it is above a tick. */
    private static Foreign paying(long tick) {
        return new Foreign("house-pays", (market, communication) -> {
            int last = market.pairs() - 1;
            long price = market.bid(last) + market.ask(last);
            long gift = price > 2 * tick ? 4 : 0;
            return market.trade(market.pairs(), price - gift, price + gift, communication);
        });
    }

    private static OrderBook book(RandomGenerator random) {
        return OrderBook.unitDemand(
                random.longs(random.nextInt(1, 4), 0, HIGHEST + 1).toArray(),
                random.longs(random.nextInt(1, 4), 0, HIGHEST + 1).toArray());
    }

    /** Returns the number of traders for which the search misses the best report. */
    private static long missedTraders(AuctionRule rule, OrderBook truth) {
        MisreportSearch search = MisreportSearch.between(rule, 0, HIGHEST, TIES);
        assertThat(search.misreportClass(truth).search()).isEqualTo("exhaustive");
        return search.search(truth).stream()
                .filter(found -> {
                    Rational best = search.givenTies()
                            ? EveryReport.bestGiven(TIES, rule, truth, found.trader(), -1, HIGHEST + 1)
                            : EveryReport.best(rule, truth, found.trader(), -1, HIGHEST + 1);
                    assertThat(found.bestHalfTicks()).as("%s %s", rule, truth).isLessThanOrEqualTo(best);
                    return found.bestHalfTicks().compareTo(best) < 0;
                })
                .count();
    }

    private static long booksUnderstated(String stream, BiFunction<RandomGenerator, Integer, AuctionRule> rule) {
        return booksUnderstated(BOOKS, stream, rule);
    }

    private static long booksUnderstated(
            int books, String stream, BiFunction<RandomGenerator, Integer, AuctionRule> rule) {
        return IntStream.range(0, books)
                .parallel()
                .filter(i -> {
                    RandomGenerator random = new RandomStreams(41).stream(stream, i);
                    AuctionRule one = rule.apply(random, i);
                    return missedTraders(one, book(random)) > 0;
                })
                .count();
    }

    @Tag("slow")
    @Test
    void auditOfForeignRulesFindsBestReport() {
        assertThat(booksUnderstated("reserve", (random, _) -> reserve(random.nextInt(20))))
                .isZero();
        assertThat(booksUnderstated("hidden", (random, _) -> hidden(random.nextInt(20))))
                .isZero();
        assertThat(booksUnderstated("paying", (random, _) -> paying(random.nextInt(20))))
                .isZero();
        for (AuctionRule rule : List.of(new McAfee(), new StronglyBalancedAuction(), new Vickrey())) {
            assertThat(booksUnderstated(rule.name(), (_, _) -> rule))
                    .as(rule.name())
                    .isZero();
        }
    }

    /** The control: the same rules, searched only at the limits of other traders. */
    @Test
    void searchingOnlyTheLimitsOfOthersMissesGains() {
        long reserve = booksUnderstated("reserve", (random, _) -> atLimits(reserve(random.nextInt(20))));
        long hidden = booksUnderstated("hidden", (random, _) -> atLimits(hidden(random.nextInt(20))));
        long paying = booksUnderstated("paying", (random, _) -> atLimits(paying(random.nextInt(20))));
        System.getLogger("audit")
                .log(
                        System.Logger.Level.INFO,
                        "books understated by limits alone, of " + BOOKS + ": reserve " + reserve + ", hidden switch "
                                + hidden + ", house pays " + paying);
        assertThat(List.of(reserve, hidden, paying))
                .allSatisfy(count -> assertThat(count).isPositive());
    }

    private static AuctionRule atLimits(Foreign rule) {
        return new Foreign(rule.name, OutcomeChangingReports.OTHERS_LIMITS, rule.clearing);
    }

    @Tag("slow")
    @Test
    void shortcutsOfBuiltInRulesMissNoGain() {
        for (RuleProvider rule : AuctionCatalogue.rules()) {
            for (PolicyProvider policy : AuctionCatalogue.policies()) {
                var settings = AuctionSettingsBuilder.builder()
                        .buyersStartTicks(HIGHEST)
                        .sellersStartTicks(0)
                        .turns(TurnOrder.SHORTER)
                        .stepTicks(2)
                        .seed(5)
                        .round(0)
                        .build();
                Auctioneer auctioneer = policy.policy(settings);
                boolean isConducted = rule.options().contains(AuctionOption.POLICY);
                boolean first = policy.equals(AuctionCatalogue.policies().getFirst());
                if (rule.takes(auctioneer) && (isConducted || first)) {
                    AuctionRule made = rule.rule(settings, auctioneer);
                    assertThat(booksUnderstated(
                                    Cases.share(BOOKS), "shortcut/" + made.name() + policy.name(), (_, i) -> made))
                            .as("%s, %s", rule.name(), policy.name())
                            .isZero();
                }
            }
        }
    }

    /** The example of a reserve of 8: with a bid of 14 and an ask of 4, bidding 8 gains 6 ticks. */
    @Test
    void aBidAtAHiddenReserveIsFound() {
        OrderBook truth = OrderBook.unitDemand(new long[] {14}, new long[] {4});
        BestMisreport found =
                MisreportSearch.between(reserve(8), 2, 16, TIES).search(truth).getFirst();
        assertThat(found.text()).isEqualTo("reports 8");
        assertThat(found.gainHalfTicks()).isEqualTo(Rational.of(12));
    }

    @Test
    void rejectsTooWideRangeOfReports() {
        OrderBook truth = OrderBook.unitDemand(new long[] {14}, new long[] {4});
        assertThatThrownBy(() -> MisreportSearch.between(reserve(8), 0, 1_000_000_000, TIES)
                        .search(truth))
                .hasMessage(
                        "highTicks - lowTicks must be at most 499999 for 2 orders under reserve, whose every report is"
                                + " tried: 1000000002");
        assertThat(MisreportSearch.between(new McAfee(), 0, 1_000_000_000, TIES).search(truth))
                .hasSize(2);
    }
}

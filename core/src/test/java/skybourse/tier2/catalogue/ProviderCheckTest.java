package skybourse.tier2.catalogue;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Communication;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.auction.SortedMarket;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.Auctioneer;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.ClockState;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.rule.McAfee;
import skybourse.tier2.spi.AuctionSettings;
import skybourse.tier2.spi.PolicyProvider;
import skybourse.tier2.spi.RuleProvider;

class ProviderCheckTest {

    private record Rule(
            String name, RuleTraits traits, BiFunction<SortedMarket, Communication, AuctionOutcome> clearing)
            implements AuctionRule {
        @Override
        public AuctionOutcome clear(OrderBook book, TieOrder ties) {
            return SortedMarket.clear(book, ties, clearing);
        }
    }

    private record Offered(String name, String title, AuctionRule rule, RuleTraits traits, String policy)
            implements RuleProvider {
        @Override
        public AuctionRule rule(AuctionSettings settings, Auctioneer conductor) {
            return rule;
        }
    }

    private static final RuleTraits WEAK = RuleTraits.of(RuleTraits.Budget.WEAK, "nothing");

    private static Offered offered(AuctionRule rule) {
        return new Offered(rule.name(), "title", rule, rule.traits(), FixedStep.NAME);
    }

    private static Rule rule(
            RuleTraits.Budget budget, BiFunction<SortedMarket, Communication, AuctionOutcome> clearing) {
        return new Rule("mine", RuleTraits.of(budget, "nothing"), clearing);
    }

    /** All pairs trade at the last pair's bid and ask, changed by half ticks. */
    private static AuctionOutcome pays(
            SortedMarket market, Communication communication, long buyerMore, long sellerMore) {
        int pairs = market.pairs();
        return market.trade(
                pairs, 2 * market.bid(pairs - 1) + buyerMore, 2 * market.ask(pairs - 1) + sellerMore, communication);
    }

    @Test
    void providersOfTheProjectPass() {
        assertThatCode(() -> AuctionCatalogue.rules().forEach(ProviderCheck::check))
                .doesNotThrowAnyException();
        assertThatCode(() -> AuctionCatalogue.policies().forEach(ProviderCheck::check))
                .doesNotThrowAnyException();
        assertThatCode(() -> ProviderCheck.check(offered(
                        rule(RuleTraits.Budget.WEAK, (market, communication) -> pays(market, communication, 0, 0)))))
                .doesNotThrowAnyException();
    }

    static Stream<Arguments> wrong() {
        McAfee fair = new McAfee();
        AtomicInteger turn = new AtomicInteger();
        return Stream.of(
                Arguments.of(new Offered("Not So", "title", fair, fair.traits(), "fixed"), "name must be lower case"),
                Arguments.of(new Offered("mcafee", " ", fair, fair.traits(), "fixed"), "title must not be blank"),
                Arguments.of(
                        new Offered("other", "title", fair, fair.traits(), "fixed"), "must begin with other: mcafee"),
                Arguments.of(new Offered("mcafee", "title", fair, WEAK, "fixed"), "traits must be those of the rule"),
                Arguments.of(new Offered("mcafee", "title", fair, fair.traits(), "nobody"), "policy must be one of ["),
                Arguments.of(
                        offered(rule(
                                RuleTraits.Budget.WEAK, (market, communication) -> pays(market, communication, 1, 0))),
                        "mine must let nobody lose"),
                Arguments.of(
                        offered(rule(
                                RuleTraits.Budget.WEAK, (market, communication) -> pays(market, communication, 0, -1))),
                        "mine must let nobody lose"),
                Arguments.of(
                        offered(rule(
                                RuleTraits.Budget.STRONG,
                                (market, communication) -> pays(market, communication, 0, 0))),
                        "what it declares, STRONG"),
                Arguments.of(
                        offered(rule(
                                RuleTraits.Budget.DEFICIT,
                                (market, communication) -> pays(market, communication, 0, 0))),
                        "what it declares, DEFICIT"),
                Arguments.of(
                        offered(rule(
                                RuleTraits.Budget.WEAK,
                                (market, communication) -> turn.getAndIncrement() % 2 == 0
                                        ? market.trade(0, 0, 0, communication)
                                        : pays(market, communication, 0, 0))),
                        "the same way each time"),
                Arguments.of(
                        offered(rule(
                                RuleTraits.Budget.WEAK,
                                (market, communication) -> new SortedMarket(
                                                market.bids().subList(0, 1),
                                                new OrderBook[] {OrderBook.unitDemand(new long[0], new long[] {0})}
                                                        [0].orders()
                                                        .toList(),
                                                1)
                                        .trade(1, 0, 0, communication))),
                        "mine must trade what is offered, once"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void rejectsWrongRuleWithReason(RuleProvider provider, String complaint) {
        assertThatThrownBy(() -> ProviderCheck.check(provider))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void ruleAcceptsItsPolicy() {
        RuleProvider picky = new RuleProvider() {
            @Override
            public String name() {
                return "mcafee";
            }

            @Override
            public String title() {
                return "title";
            }

            @Override
            public AuctionRule rule(AuctionSettings settings, Auctioneer policy) {
                return new McAfee();
            }

            @Override
            public boolean takes(Auctioneer policy) {
                return false;
            }
        };
        assertThatThrownBy(() -> ProviderCheck.check(picky)).hasMessageContaining("must take the policy that it names");
    }

    private record Steps(String name, long ticks) implements ClockPolicy, PolicyProvider {
        @Override
        public long stepTicks(ClockState state) {
            return ticks;
        }

        @Override
        public Auctioneer policy(AuctionSettings settings) {
            return this;
        }
    }

    private record Nobody(String name) implements Auctioneer {}

    @Test
    void rejectsWrongPolicyWithReason() {
        assertThatCode(() -> ProviderCheck.check(new Steps("one", 1))).doesNotThrowAnyException();
        assertThatThrownBy(() -> ProviderCheck.check(new Steps("One", 1)))
                .hasMessageContaining("name must be lower case");
        assertThatThrownBy(() -> ProviderCheck.check(new Steps("none", 0)))
                .hasMessageContaining("must be conducted by legal steps");
        PolicyProvider named = new PolicyProvider() {
            @Override
            public String name() {
                return "one";
            }

            @Override
            public Auctioneer policy(AuctionSettings settings) {
                return new Steps("other", 1);
            }
        };
        assertThatThrownBy(() -> ProviderCheck.check(named)).hasMessageContaining("must begin with one: other");
        PolicyProvider none = new PolicyProvider() {
            @Override
            public String name() {
                return "none";
            }

            @Override
            public Auctioneer policy(AuctionSettings settings) {
                return new Nobody("none");
            }
        };
        assertThatThrownBy(() -> ProviderCheck.check(none)).hasMessageContaining("must be taken by a rule: none");
    }
}

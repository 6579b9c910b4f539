package skybourse.tier2.catalogue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import skybourse.base.random.RandomStreams;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.NoTradeReason;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.Trade;
import skybourse.tier2.clock.Auctioneer;
import skybourse.tier2.spi.AuctionSettings;
import skybourse.tier2.spi.PolicyProvider;
import skybourse.tier2.spi.RuleProvider;

/**
 * Conformance check of a plug-in rule or policy before its first use. It checks the declarations, and the outcomes in 200 small random
 * markets. Finds gross errors within milliseconds. The contract tests are more thorough, and the audit tests truthfulness.
 */
public final class ProviderCheck {

    private static final int MARKETS = 200;
    private static final int HIGHEST_TICKS = 12;
    private static final String NAME = "[a-z0-9]+(-[a-z0-9]+)*";

    /** Settings whose start clocks are at or beyond all values. */
    private static final AuctionSettings SETTINGS = AuctionSettings.of(HIGHEST_TICKS + 6, 0);

    private ProviderCheck() {}

    /**
     * Checks a rule.
     *
     * @throws IllegalArgumentException if a check fails; the message contains the requirement and the value
     */
    public static void check(RuleProvider provider) {
        String name = name(provider.name());
        require(!provider.title().isBlank(), "title must not be blank", provider.title());
        Auctioneer policy = AuctionCatalogue.policy(provider.policy(), SETTINGS)
                .orElseThrow(() -> wrong("policy must be one of " + AuctionCatalogue.policyNames(), provider.policy()));
        require(provider.takes(policy), name + " must take the policy that it names", provider.policy());
        AuctionRule rule = provider.rule(SETTINGS, policy);
        require(rule.name().startsWith(name), "the rule's name must begin with " + name, rule.name());
        require(rule.traits().equals(provider.traits()), "traits must be those of the rule", provider.traits());
        provider.options();
        provider.turns();
        provider.policyInTierTwo();
        provider.lists();
        markets(rule.traits().mostLots()).forEach(book -> clears(rule, book));
    }

    /**
     * Checks a policy. At least one rule must accept the policy, and each rule that accepts it must conform with it.
     *
     * @throws IllegalArgumentException if a check fails; the message contains the requirement and the value
     */
    public static void check(PolicyProvider provider) {
        String name = name(provider.name());
        Auctioneer policy = provider.policy(SETTINGS);
        require(policy.name().startsWith(name), "the policy's name must begin with " + name, policy.name());
        provider.options();
        List<AuctionRule> conducted = AuctionCatalogue.rules().stream()
                .filter(rule -> AuctionCatalogue.isConducted(rule) && rule.takes(policy))
                .map(rule -> rule.rule(SETTINGS, policy))
                .toList();
        require(!conducted.isEmpty(), "a policy must be taken by a rule", name);
        for (AuctionRule rule : conducted) {
            markets(rule.traits().mostLots()).forEach(book -> clears(rule, book));
        }
    }

    /**
     * Checks the name of a plug-in.
     *
     * @return the name
     * @throws IllegalArgumentException if the name is not lower case with words joined by dashes
     */
    public static String name(String name) {
        require(name.matches(NAME), "name must be lower case, words joined by dashes", name);
        return name;
    }

    private static List<OrderBook> markets(int mostLots) {
        RandomStreams streams = new RandomStreams(0);
        List<OrderBook> books = new ArrayList<>();
        for (int i = 0; i < MARKETS; i++) {
            RandomGenerator random = streams.stream("provider-check", i);
            List<Order> orders = new ArrayList<>();
            for (Side side : Side.values()) {
                for (int who = random.nextInt(5); who > 0; who--) {
                    String id = side.name() + who;
                    long limit = random.nextLong(HIGHEST_TICKS + 1);
                    int lots = 1 + random.nextInt(Math.min(mostLots, 3));
                    for (int lot = 1; lot <= lots; lot++) {
                        orders.add(side == Side.BUYERS ? new Bid(id, lot, limit) : new Ask(id, lot, limit));
                    }
                }
            }
            books.add(OrderBook.of(orders));
        }
        return books;
    }

    private static void clears(AuctionRule rule, OrderBook book) {
        TieOrder ties = new TieOrder.ById();
        AuctionOutcome outcome = rule.clear(book, ties);
        String name = rule.name();
        require(
                !(outcome instanceof AuctionOutcome.NoTrade none
                        && none.reason() instanceof NoTradeReason.BrokenPolicy),
                name + " must be conducted by legal steps",
                book);
        Set<Order> offered = new HashSet<>(book.orders().toList());
        for (Trade trade : outcome.trades()) {
            require(
                    offered.remove(trade.bid()) && offered.remove(trade.ask()),
                    name + " must trade what is offered, once",
                    trade);
            require(
                    trade.buyerPriceHalfTicks() <= 2 * trade.bid().limitTicks()
                            && trade.sellerPriceHalfTicks() >= 2 * trade.ask().limitTicks(),
                    name + " must let nobody lose by a trade",
                    trade);
        }
        long house = outcome.houseHalfTicks();
        boolean asDeclared = switch (rule.traits().budget()) {
            case STRONG -> house == 0;
            case WEAK -> house >= 0;
            case DEFICIT -> house <= 0;
        };
        require(
                asDeclared,
                name + " must leave the house what it declares, "
                        + rule.traits().budget(),
                AuctionOutcome.ticks(house) + " ticks for " + book);
        require(
                outcome.equals(rule.clear(book, ties)),
                name + " must clear the same orders the same way each time",
                book);
    }

    private static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw wrong(rule, value);
        }
    }

    private static IllegalArgumentException wrong(String rule, Object value) {
        return new IllegalArgumentException(rule + ": " + value);
    }
}

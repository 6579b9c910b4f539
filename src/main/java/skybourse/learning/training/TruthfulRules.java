package skybourse.learning.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import skybourse.learning.headroom.ClockReward;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.MarketComponent;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.catalogue.AuctionSettings;
import skybourse.tier2.clock.Auctioneer;
import skybourse.tier2.clock.Turns;
import skybourse.tier2.clock.dropout.DropOutMarket;
import skybourse.tier2.clock.dropout.DropOutReward;
import skybourse.tier2.clock.dropout.MeetAt;
import skybourse.tier2.clock.refining.PriorCrossing;

/**
 * Every rule of the catalogue under which the truth is somebody's best report, with each policy worth playing.
 *
 * @param seen markets seen before those that are played, each with its start clocks; a price is chosen on them
 * @param law of traders with one lot each, where they have one that is known
 * @param books whether bids are read from books
 */
record TruthfulRules(List<AuctionMarket> seen, Optional<MarketComponent> law, boolean books) {

    private static final String REFINED = "double-dutch-refined";
    private static final String DROP_OUT = "drop-out";
    private static final int PRICED_MARKETS = 50;

    /**
     * A rule by its name, or why it cannot be played.
     *
     * @param name for people
     * @param rules the rule of a market
     * @param refusal why there is none; empty where there is one
     */
    record Entry(String name, AuctionMarket.Rules rules, String refusal) {}

    /** Returns every entry; the reward is what the second Bayes-optimal policy is paid. */
    List<Entry> entries(ClockReward reward) {
        List<Entry> entries = new ArrayList<>(List.of(
                entry("refined, bisection", REFINED, named("bisection")),
                entry("refined, estimate", REFINED, named("estimate")),
                ofLaw("refined, estimate by the law", REFINED, this::crossing),
                entry("drop-out, more in moves", DROP_OUT, named("fixed"))));
        MeetAt posted = posted();
        entries.add(entry("drop-out, posted price " + posted.priceTicks(), DROP_OUT, _ -> posted));
        entries.add(bayes("drop-out, Bayes-optimal for gains", _ -> DropOutReward.GAINS));
        entries.add(bayes("drop-out, Bayes-optimal for reward", _ -> paid(reward)));
        entries.add(entry("trade reduction, one-tick steps", "double-dutch-trade-reduction", named("fixed")));
        entries.add(entry(
                "balanced reduction, one-tick steps", "double-dutch-strongly-balanced-reduction", named("fixed")));
        entries.add(entry("McAfee", "mcafee", named("fixed")));
        entries.add(entry("SBBA", "sbba", named("fixed")));
        entries.add(entry("posted price, middle of clocks", "posted-price", named("fixed")));
        entries.add(entry("MUDA", "muda", named("fixed")));
        entries.add(entry("VCG", "vcg", named("fixed")));
        entries.add(
                books
                        ? entry("verified bids", "seller-vcg", named("fixed"))
                        : refused("verified bids", "no books say what lots are worth to buyers"));
        return entries;
    }

    private static Entry entry(String name, String rule, Function<AuctionSettings, Auctioneer> policy) {
        return new Entry(name, (high, low, _) -> rule(rule, high, low, policy), "");
    }

    private static Entry refused(String name, String why) {
        return new Entry(
                name,
                (_, _, _) -> {
                    throw new IllegalStateException(name + " has no rule: " + why);
                },
                why);
    }

    private static AuctionRule rule(String rule, long high, long low, Function<AuctionSettings, Auctioneer> policy) {
        var settings = new AuctionSettings(high, low, Turns.SHORTER, 1, 0, 0);
        return AuctionCatalogue.rule(rule, settings, policy.apply(settings)).orElseThrow();
    }

    private static Function<AuctionSettings, Auctioneer> named(String policy) {
        return settings -> AuctionCatalogue.policy(policy, settings).orElseThrow();
    }

    private Entry ofLaw(String name, String rule, Function<DropOutMarket, Auctioneer> policy) {
        return law.map(traders -> {
                    AuctionMarket first = seen.getFirst();
                    Auctioneer made = policy.apply(
                            new DropOutMarket(traders, first.sellersStartTicks(), first.buyersStartTicks()));
                    return entry(name, rule, _ -> made);
                })
                .orElseGet(() -> refused(name, "needs one known law of traders with one lot each"));
    }

    private Entry bayes(String name, Function<DropOutMarket, DropOutReward> reward) {
        return ofLaw(name, DROP_OUT, market -> market.best(reward.apply(market), market.anySteps()));
    }

    private Auctioneer crossing(DropOutMarket market) {
        return new PriorCrossing(market.traders(), market.highTicks(), market.lowTicks(), false);
    }

    private static DropOutReward paid(ClockReward reward) {
        return new DropOutReward(reward.welfare(1), -reward.announcement(0, 1));
    }

    /** Returns the price at which the first of the markets seen would have gained most together. */
    private MeetAt posted() {
        List<OrderBook> markets =
                seen.stream().limit(PRICED_MARKETS).map(AuctionMarket::book).toList();
        long low =
                seen.stream().mapToLong(AuctionMarket::sellersStartTicks).min().orElseThrow();
        long high =
                seen.stream().mapToLong(AuctionMarket::buyersStartTicks).max().orElseThrow();
        return MeetAt.best(markets, low, high);
    }
}

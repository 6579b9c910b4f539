package skybourse.learning.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import skybourse.learning.headroom.ClockReward;
import skybourse.tier2.auction.MarketComponent;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.auction.Side;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.dropout.DropOutClocks;
import skybourse.tier2.clock.dropout.DropOutMarket;
import skybourse.tier2.clock.dropout.DropOutPolicy;
import skybourse.tier2.clock.dropout.DropOutReward;
import skybourse.tier2.clock.dropout.MeetAt;
import skybourse.tier2.clock.dropout.MoreInMoves;
import skybourse.tier2.clock.refining.Bisection;
import skybourse.tier2.clock.refining.ExpectedCrossing;
import skybourse.tier2.clock.refining.PriorCrossing;
import skybourse.tier2.clock.refining.Questioner;
import skybourse.tier2.clock.refining.RefiningDutch;
import skybourse.tier2.spi.AuctionOption;
import skybourse.tier2.spi.AuctionSettings;
import skybourse.tier2.spi.RuleProvider;

/**
 * Every rule of the catalogue under which the truth is somebody's best report, with each policy worth playing.
 *
 * @param seen markets seen before those that are played, each with its start clocks; a price is chosen on them
 * @param law of traders with one lot each, where they have one that is known
 * @param books whether bids are read from books
 */
record TruthfulRules(List<AuctionMarket> seen, Optional<MarketComponent> law, boolean books) {

    private static final Set<String> HERE =
            Set.of(RefiningDutch.NAME, DropOutClocks.NAME); // with policies of their own
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
                refined("refined, bisection", new Bisection()),
                refined("refined, estimate", new ExpectedCrossing(false)),
                ofLaw(
                        "refined, estimate by the law",
                        (name, market) -> refined(
                                name,
                                new PriorCrossing(market.traders(), market.highTicks(), market.lowTicks(), false))),
                dropOut("drop-out, more in moves", new MoreInMoves(1))));
        MeetAt posted = posted();
        entries.add(dropOut("drop-out, posted price " + posted.priceTicks(), posted));
        entries.add(bayes("drop-out, Bayes-optimal for gains", DropOutReward.GAINS));
        entries.add(bayes("drop-out, Bayes-optimal for reward", paid(reward)));
        AuctionCatalogue.rules().stream()
                .filter(rule -> rule.traits().truthful() != RuleTraits.Truthful.NO && !HERE.contains(rule.name()))
                .sorted(AuctionCatalogue.byPromise())
                .map(this::entry)
                .forEach(entries::add);
        return entries;
    }

    /** Returns a rule of the catalogue with the policy that it has where none is named, one tick at a time. */
    private Entry entry(RuleProvider rule) {
        if (!books && !rule.traits().asks(Side.BUYERS)) {
            return refused(rule.title(), "no books say what lots are worth to buyers");
        }
        String policy = rule.policy().equals(FixedStep.NAME) ? "one-tick steps" : rule.policy();
        return new Entry(
                rule.title() + (rule.options().contains(AuctionOption.POLICY) ? ", " + policy : ""),
                (high, low, _) -> {
                    var settings = AuctionSettings.of(high, low);
                    return rule.rule(
                            settings,
                            AuctionCatalogue.policy(rule.policy(), settings).orElseThrow());
                },
                "");
    }

    private static Entry refined(String name, Questioner questioner) {
        return new Entry(name, (high, low, _) -> new RefiningDutch(high, low, questioner), "");
    }

    private static Entry dropOut(String name, DropOutPolicy policy) {
        return new Entry(name, (high, low, _) -> new DropOutClocks(high, low, policy), "");
    }

    private static Entry refused(String name, String why) {
        return new Entry(
                name,
                (_, _, _) -> {
                    throw new IllegalStateException(name + " has no rule: " + why);
                },
                why);
    }

    private Entry ofLaw(String name, BiFunction<String, DropOutMarket, Entry> made) {
        AuctionMarket first = seen.getFirst();
        return law.map(traders -> made.apply(
                        name, new DropOutMarket(traders, first.sellersStartTicks(), first.buyersStartTicks())))
                .orElseGet(() -> refused(name, "needs one known law of traders with one lot each"));
    }

    private Entry bayes(String name, DropOutReward reward) {
        return ofLaw(name, (of, market) -> dropOut(of, market.best(reward, market.anySteps())));
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

package skybourse.learning.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import skybourse.base.scenario.Scenario;
import skybourse.learning.headroom.ClockMarket;
import skybourse.learning.headroom.ClockReward;
import skybourse.learning.headroom.SampledValue;
import skybourse.tier2.auction.MarketComponent;
import skybourse.tier2.auction.MarketDraw;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.audit.PropertyAudit;
import skybourse.tier2.clock.Clearing;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.Turns;

/**
 * A trained auctioneer of the midpoint rule, under which lies pay, beside the rules under which the truth is the best report, on the same
 * markets: what does learning buy once truth is required? Everybody tells the truth, the midpoint's traders too, which flatters it.
 *
 * @param markets their name
 * @param possible the most gains from trade of each market, in ticks
 * @param severalLots whether somebody has more than one lot
 * @param learned the trained auctioneer
 * @param rules the others
 * @param lies what lies gain under the trained auctioneer, on the first of the markets
 */
public record TruthfulStudy(
        String markets,
        double[] possible,
        boolean severalLots,
        PlayedRule learned,
        List<Row> rules,
        PropertyAudit lies) {

    private static final int SEEN_MARKETS = 1_000;
    private static final int AUDITED_UNIT_MARKETS = 100;
    private static final int AUDITED_LOTS_MARKETS = 3;

    /** A rule that was played, or one that could not be. */
    public sealed interface Row permits PlayedRule, Refused {

        /** Returns the rule's name for people. */
        String name();
    }

    /**
     * A rule that does not take these markets.
     *
     * @param name for people
     * @param reason why
     */
    public record Refused(String name, String reason) implements Row {}

    public TruthfulStudy {
        rules = List.copyOf(rules);
    }

    /**
     * Plays all rules on markets of a benchmark, those that other comparisons of the seed draw first.
     *
     * @param count how many, at least 1
     */
    public static TruthfulStudy of(TrainedModel model, ClockMarket market, int count, long seed) {
        List<MarketComponent> laws = market.components();
        var known = new TruthfulRules(
                drawn(market, seed, "training-markets", SEEN_MARKETS),
                laws.size() == 1 ? Optional.of(laws.getFirst()) : Optional.empty(),
                false);
        List<AuctionMarket> played = drawn(market, seed, "evaluation-markets", count);
        return of(market.name(), played, midpoint(Turns.ALTERNATE, model), known, ClockReward.of(market), seed);
    }

    private static List<AuctionMarket> drawn(ClockMarket market, long seed, String purpose, int count) {
        return SampledValue.markets(market, seed, purpose, count).stream()
                .map(MarketDraw::book)
                .map(book -> new AuctionMarket(book, market.buyersStartTicks(), market.sellersStartTicks()))
                .toList();
    }

    /**
     * Plays all rules on the markets of a scenario that {@link DrawnStudy} plays policies on; nothing where that is nothing.
     *
     * @param count how many that no training saw
     */
    public static Optional<TruthfulStudy> of(TrainedModel model, Scenario scenario, int count, long seed) {
        List<AuctionMarket> played = DrawnStudy.unseen(scenario, seed, count).stream()
                .map(ScenarioRound::market)
                .toList();
        return ScenarioMarkets.Pool.of(DrawnStudy.seen(scenario))
                .filter(_ -> played.size() > 1)
                .map(pool -> of(
                        scenario.name(),
                        played,
                        midpoint(ScenarioMarkets.TURNS, model),
                        new TruthfulRules(pool.markets(), Optional.empty(), true),
                        new ClockReward(model.reward().weights(), pool.scale()),
                        seed));
    }

    private static AuctionMarket.Rules midpoint(Turns turns, TrainedModel model) {
        ClockPolicy steady = model.steady();
        return (high, low, _) -> new DoubleDutch(high, low, turns, Clearing.MIDPOINT, steady);
    }

    private static TruthfulStudy of(
            String name,
            List<AuctionMarket> markets,
            AuctionMarket.Rules learned,
            TruthfulRules known,
            ClockReward reward,
            long seed) {
        boolean several = markets.stream().map(AuctionMarket::book).anyMatch(TruthfulStudy::hasSeveralLots);
        List<Row> rows = new ArrayList<>();
        for (TruthfulRules.Entry entry : known.entries(reward)) {
            rows.add(row(entry, markets, several, reward, seed));
        }
        int audited = Math.min(several ? AUDITED_LOTS_MARKETS : AUDITED_UNIT_MARKETS, markets.size());
        return new TruthfulStudy(
                name,
                markets.stream()
                        .mapToDouble(AuctionMarket::clairvoyantWelfareTicks)
                        .toArray(),
                several,
                PlayedRule.of("midpoint, learned", learned, markets, reward, seed),
                rows,
                AuctionMarket.audit(markets, learned, seed).run(audited));
    }

    private static boolean hasSeveralLots(OrderBook book) {
        return book.orders().anyMatch(order -> order.lot() > 1);
    }

    private static Row row(
            TruthfulRules.Entry entry, List<AuctionMarket> markets, boolean several, ClockReward reward, long seed) {
        if (!entry.refusal().isEmpty()) {
            return new Refused(entry.name(), entry.refusal());
        }
        int most = markets.getFirst().rule(entry.rules(), 0).traits().mostLots();
        return several && most == 1
                ? new Refused(entry.name(), "takes one lot of a trader, not several")
                : PlayedRule.of(entry.name(), entry.rules(), markets, reward, seed);
    }

    /** Returns the truthful rule of the largest gains from trade under which the house does not pay. */
    public PlayedRule mostGains() {
        return best(_ -> true, Comparator.comparingDouble(PlayedRule::gained));
    }

    /** Returns the one of the largest reward. */
    public PlayedRule mostReward() {
        return best(_ -> true, Comparator.comparingDouble(PlayedRule::rewarded));
    }

    /** Returns the one of the largest reward among those with clocks, which ask for no sealed limits. */
    public PlayedRule mostRewardByClocks() {
        return best(PlayedRule::clocks, Comparator.comparingDouble(PlayedRule::rewarded));
    }

    private PlayedRule best(Predicate<PlayedRule> which, Comparator<PlayedRule> order) {
        return rules.stream()
                .filter(PlayedRule.class::isInstance)
                .map(PlayedRule.class::cast)
                .filter(rule -> rule.isTruthful(severalLots) && rule.isPaidFor())
                .filter(which)
                .max(order.thenComparingDouble(PlayedRule::rewarded))
                .orElseThrow();
    }
}

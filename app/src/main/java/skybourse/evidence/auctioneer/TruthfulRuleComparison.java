package skybourse.evidence.auctioneer;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import skybourse.evidence.choice.RuleResolver;
import skybourse.evidence.sweep.ConfidenceInterval;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.learning.auctions.AuctionMarket;
import skybourse.learning.headroom.ClockReward;
import skybourse.learning.training.HeldOutMarkets;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.audit.PropertyAudit;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.clock.Auctioneer;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.dropout.DropOutReward;
import skybourse.tier2.clock.dropout.PostedPricePolicy;
import skybourse.tier2.clock.refining.PriorCrossingQuestioner;
import skybourse.tier2.spi.AuctionSettings;
import skybourse.tier2.spi.RuleProvider;

/**
 * Comparison of an auction rule with the midpoint rule under a given policy, on the same markets. All traders report truthfully, which favours the
 * midpoint rule. The comparison shows what the midpoint rule with a learned policy gains over a rule that must be truthful.
 *
 * @param markets markets of both rules
 * @param policy policy of the midpoint rule
 * @param seed seed of ties
 */
record TruthfulRuleComparison(HeldOutMarkets markets, ClockPolicy policy, long seed) {

    /**
     * Measured columns. A column whose name begins with {@code midpointMore} is the value under the midpoint rule minus the value under the compared
     * rule, or the half-width of the 95 % interval of this difference.
     */
    static final List<MeasuredColumn> COLUMNS = List.of(
            new MeasuredColumn(
                    "truthful", "share", "1 if truthful reports are optimal for all traders that report, otherwise 0"),
            new MeasuredColumn("gainsShare", "share", "of attainable gains, this rule"),
            new MeasuredColumn("messages", "messages", "between traders and auctioneer"),
            new MeasuredColumn("announcements", "stops", "announced clock prices"),
            new MeasuredColumn("houseTicks", "ticks", "mean surplus of the house per market"),
            new MeasuredColumn("reward", "reward", "weighted gains and messages, without regret"),
            new MeasuredColumn("midpointMoreGainsShare", "share", "of attainable gains, midpoint minus this rule"),
            new MeasuredColumn(
                    "midpointMoreGainsShareHalfWidth95", "share", "half-width of its 95 % interval over markets"),
            new MeasuredColumn("midpointMoreMessages", "messages", "midpoint minus this rule"),
            new MeasuredColumn(
                    "midpointMoreMessagesHalfWidth95", "messages", "half-width of its 95 % interval over markets"),
            new MeasuredColumn("midpointMoreReward", "reward", "midpoint minus this rule"),
            new MeasuredColumn(
                    "midpointMoreRewardHalfWidth95", "reward", "half-width of its 95 % interval over markets"),
            new MeasuredColumn(
                    "gainfulShare", "share", "first markets with a profitable misreport; only for the midpoint"),
            new MeasuredColumn("meanGainTicks", "ticks", "largest gain by a misreport there, mean over markets"),
            new MeasuredColumn("largestGainTicks", "ticks", "largest gain by a misreport in any of them"));

    private static final int PRICED_MARKETS = 50;
    private static final int AUDITED_UNIT_MARKETS = 100;
    private static final int AUDITED_LOTS_MARKETS = 3;

    /** Policies that are not in the catalogue, because they are chosen on earlier markets or use the distribution of limit prices. */
    private static final Map<String, Function<HeldOutMarkets, Auctioneer>> CHOSEN = Map.of(
            "posted-best", TruthfulRuleComparison::posted,
            "estimate-known-law",
                    markets -> markets.law()
                            .map(market -> new PriorCrossingQuestioner(
                                    market.traders(), market.highTicks(), market.lowTicks(), false))
                            .orElseThrow(),
            "bayes-gains", markets -> bayes(markets, DropOutReward.GAINS),
            "bayes-reward", markets -> bayes(markets, paid(markets.reward())));

    private static final Set<String> NEED_A_LAW = Set.of("estimate-known-law", "bayes-gains", "bayes-reward");

    /** Returns a policy that posts the price with the largest total gains in the first 50 earlier markets. */
    private static PostedPricePolicy posted(HeldOutMarkets markets) {
        List<OrderBook> books = markets.seen().stream()
                .limit(PRICED_MARKETS)
                .map(AuctionMarket::book)
                .toList();
        long low = markets.seen().stream()
                .mapToLong(AuctionMarket::sellersStartTicks)
                .min()
                .orElseThrow();
        long high = markets.seen().stream()
                .mapToLong(AuctionMarket::buyersStartTicks)
                .max()
                .orElseThrow();
        return PostedPricePolicy.best(books, low, high);
    }

    private static Auctioneer bayes(HeldOutMarkets markets, DropOutReward reward) {
        return markets.law()
                .map(market -> market.optimalPolicy(reward, market.anySteps()))
                .orElseThrow();
    }

    private static DropOutReward paid(ClockReward reward) {
        return new DropOutReward(reward.welfare(1), -reward.announcement(0, 1));
    }

    /** Rule and policy that a value such as {@code drop-out/posted-best} names. If the value names no policy, the default policy of the rule applies. */
    private record Named(RuleProvider rule, String policy) {

        static Named of(GridPoint settings) {
            String[] parts = settings.text(RuleResolver.RULE).split("/", 2);
            RuleProvider rule = AuctionCatalogue.rule(parts[0])
                    .orElseThrow(() -> new IllegalArgumentException(RuleResolver.RULE + " must be one of "
                            + String.join(", ", AuctionCatalogue.ruleNames()) + ": " + parts[0]));
            return new Named(rule, parts.length == 2 ? parts[1] : rule.policy());
        }
    }

    /**
     * Checks the settings of rule and policy.
     *
     * @throws IllegalArgumentException if they name no rule, or a policy that does not fit it
     */
    static void check(GridPoint settings, ScenarioSource scenarios) {
        Named named = Named.of(settings);
        if (!CHOSEN.containsKey(named.policy)) {
            Auctioneer policy = AuctionCatalogue.policy(named.policy, AuctionSettings.of(1, 0))
                    .filter(named.rule::takes)
                    .orElseThrow(() -> new IllegalArgumentException(RuleResolver.RULE
                            + " must have a policy that fits it: " + settings.text(RuleResolver.RULE)));
            named.rule.rule(AuctionSettings.of(1, 0), policy);
        }
        policy(settings, scenarios);
    }

    /**
     * Returns the policy of the midpoint rule.
     *
     * @throws IllegalArgumentException if the settings name none, or one that does not move clocks
     */
    static ClockPolicy policy(GridPoint settings, ScenarioSource scenarios) {
        if (RuleResolver.policy(settings, scenarios, AuctionSettings.of(1, 0)) instanceof ClockPolicy policy) {
            return policy;
        }
        throw new IllegalArgumentException(
                RuleResolver.POLICY + " must move clocks: " + settings.text(RuleResolver.POLICY));
    }

    /**
     * Returns the row of the rule that the settings name. All values are NaN if the rule does not accept these markets, or if its policy needs a
     * distribution of limit prices and the markets have none.
     */
    double[] row(GridPoint settings) {
        Named named = Named.of(settings);
        double[] row = new double[COLUMNS.size()];
        Arrays.fill(row, Double.NaN);
        if (isPlayed(named)) {
            boolean isMidpoint = settings.text(RuleResolver.RULE).equals(AuctionCatalogue.MIDPOINT);
            fill(
                    row,
                    named.rule.traits().declaresTruthfulness(markets.severalLots()),
                    isMidpoint ? midpoint() : rules(named));
            if (isMidpoint) {
                addLies(row);
            }
        }
        return row;
    }

    private boolean isPlayed(Named named) {
        return (markets.books() || named.rule.traits().asks(Side.BUYERS))
                && (markets.law().isPresent() || !NEED_A_LAW.contains(named.policy))
                && (named.rule.traits().mostLots() > 1 || !markets.severalLots());
    }

    private AuctionMarket.RuleFactory midpoint() {
        return (high, low, _) -> new DoubleDutch(high, low, markets.turns(), ClearingRule.MIDPOINT, policy);
    }

    private AuctionMarket.RuleFactory rules(Named named) {
        Optional<Auctioneer> chosen =
                Optional.ofNullable(CHOSEN.get(named.policy)).map(make -> make.apply(markets));
        return (high, low, _) -> {
            var settings = AuctionSettings.of(high, low);
            return named.rule.rule(
                    settings,
                    chosen.orElseGet(() ->
                            AuctionCatalogue.policy(named.policy, settings).orElseThrow()));
        };
    }

    private double possibleTicks() {
        return mean(markets.played().stream()
                .mapToDouble(AuctionMarket::clairvoyantWelfareTicks)
                .toArray());
    }

    private void fill(double[] row, boolean truthful, AuctionMarket.RuleFactory rules) {
        Played rule = new Played(rules);
        Played midpoint = new Played(midpoint());
        double possible = possibleTicks();
        row[0] = truthful ? 1 : 0;
        row[1] = mean(rule.gains) / possible;
        row[2] = mean(rule.messages);
        row[3] = mean(rule.announcements);
        row[4] = mean(rule.house);
        row[5] = mean(rule.rewards);
        addDifference(row, 6, midpoint.gains, rule.gains, 1 / possible);
        addDifference(row, 8, midpoint.messages, rule.messages, 1);
        addDifference(row, 10, midpoint.rewards, rule.rewards, 1);
    }

    private static void addDifference(double[] row, int at, double[] midpoint, double[] rule, double factor) {
        double[] more = new double[rule.length];
        Arrays.setAll(more, i -> factor * (midpoint[i] - rule[i]));
        ConfidenceInterval interval = ConfidenceInterval.of(more);
        row[at] = interval.mean();
        row[at + 1] = interval.high() - interval.mean();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    /** Writes the gains by misreports under the midpoint rule, measured in the first markets, into a row. */
    private void addLies(double[] row) {
        int most = markets.severalLots() ? AUDITED_LOTS_MARKETS : AUDITED_UNIT_MARKETS;
        PropertyAudit audit = AuctionMarket.audit(markets.played(), midpoint(), seed)
                .run(Math.min(most, markets.played().size()));
        if (audit.searched() > 0) {
            row[12] = audit.gainfulMarkets().mean();
            row[13] = audit.gainTicks().mean();
            row[14] = audit.worstGainHalfTicks().toDouble() / 2;
        }
    }

    /** Outcomes of a rule, one for each market. */
    private final class Played {

        private final double[] gains = new double[markets.played().size()];
        private final double[] messages = new double[gains.length];
        private final double[] announcements = new double[gains.length];
        private final double[] house = new double[gains.length];
        private final double[] rewards = new double[gains.length];

        Played(AuctionMarket.RuleFactory rules) {
            for (int i = 0; i < gains.length; i++) {
                AuctionMarket market = markets.played().get(i);
                AuctionOutcome outcome = market.rule(rules, i).clear(market.book(), new TieOrder.Lottery(seed, i));
                gains[i] = outcome.welfareTicks(market.book());
                messages[i] = outcome.effort().messages();
                announcements[i] = outcome.effort().announcements();
                house[i] = outcome.houseHalfTicks() / 2.0;
                rewards[i] =
                        markets.reward().welfare(gains[i]) + markets.reward().announcement(0, messages[i]);
            }
        }
    }
}

package skybourse.app.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import skybourse.files.codec.RecordTable;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.round.analysis.RuleComparison;
import skybourse.round.analysis.RuleOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.auction.Side;
import skybourse.tier2.audit.BestMisreport;
import skybourse.tier2.audit.MisreportClass;
import skybourse.tier2.clock.ClockAuction;

/** Outcome of the orders of tier 2 under one auction rule. */
public record RuleRow(
        @FieldDescription("Name of the rule.") String rule,

        @FieldDescription("Clock policy, for rules with clocks.")
        Optional<String> policy,

        @FieldDescription("Whether it is the rule of the run.")
        boolean played,

        @FieldDescription(
                "Reason why the rule does not apply to these orders. The fields below are present only if it applies.")
        Optional<String> refused,

        @FieldDescription(
                "True if the rule declares that such orders have no profitable misreport and no search found one; `misreportClass` says whether misreports were searched. False if a limit price of a rule with clocks lies outside their range.")
        Optional<Boolean> truthful,

        @FieldDescription(AuctionAuditBody.MISREPORT_CLASS) Optional<MisreportClass> misreportClass,

        @FieldDescription(AuctionAuditBody.SEARCH) @SchemaRule(AuctionAuditBody.SEARCHES)
        Optional<String> search,

        @FieldDescription(
                value = "Largest gain of a misreport. Present only if misreports were searched.",
                unit = "ticks")
        @SchemaRule(SchemaRule.NOT_NEGATIVE)
        Optional<Double> worstGainTicks,

        @FieldDescription("Budget balance that the rule declares.")
        Optional<RuleTraits.Budget> budget,

        @FieldDescription(value = "Surplus of the house; negative if it pays.", unit = "ticks")
        Optional<Double> houseTicks,

        @FieldDescription(value = "Utility of buyers at their true limit prices.", unit = "ticks")
        Optional<Double> buyersTicks,

        @FieldDescription(value = "Utility of sellers at their true limit prices.", unit = "ticks")
        Optional<Double> sellersTicks,

        @FieldDescription("Share of the possible gains from trade.")
        Optional<Double> gainsFromTradeShare,

        @FieldDescription("Number of sold lots.") Optional<Integer> lots,

        @FieldDescription("Number of messages between traders and auctioneer.")
        Optional<Long> messages,

        @FieldDescription("Number of announced clock prices.")
        Optional<Integer> announcements,

        @FieldDescription(
                value = "Lowest price that is paid or received for a lot. Present only if a lot is sold.",
                unit = "ticks")
        Optional<Double> lowestPriceTicks,

        @FieldDescription(
                value = "Highest price that is paid or received for a lot. Present only if a lot is sold.",
                unit = "ticks")
        Optional<Double> highestPriceTicks,

        @FieldDescription("Number of deadlines that are met.")
        Optional<Integer> deadlinesMet,

        @FieldDescription(
                value =
                        "By id: change of the utility of a trader or the house compared with the rule of the run. Unchanged values are left out.",
                unit = "ticks")
        Optional<SequencedMap<String, Double>> changesTicks) {

    /** Columns of {@code rules.csv}. */
    static final RecordTable<RuleRow> TABLE = RecordTable.of(RuleRow.class).without("changesTicks");

    /** Outcomes of the orders of tier 2 under several rules. */
    @FieldDescription(
            "The orders of tier 2 under the rule of the run and under other rules. Present in results of `run` if an auction was held.")
    public record RulesBody(
            @FieldDescription("The rules, that of the run first.")
            List<RuleRow> rows,

            @FieldDescription("False if the market is too large to search for misreports.")
            boolean searched) {

        static RulesBody of(RuleComparison comparison) {
            return new RulesBody(all(comparison).toList(), comparison.searched());
        }
    }

    /** Returns a row for each compared rule. The rule of the run is first. */
    static Stream<RuleRow> all(RuleComparison comparison) {
        return Stream.concat(Stream.of(comparison.played()), comparison.others().stream())
                .map(one -> of(one, comparison.played()));
    }

    private static RuleRow of(RuleOutcome one, RuleOutcome.Cleared played) {
        var cleared = new Cleared(one instanceof RuleOutcome.Cleared all ? Optional.of(all) : Optional.empty());
        return new RuleRow(
                one.rule().name(),
                policy(one.rule()),
                one.equals(played),
                one instanceof RuleOutcome.Refused refused ? Optional.of(refused.reason()) : Optional.empty(),
                cleared.get(RuleOutcome.Cleared::isTruthful),
                cleared.get(all -> all.audit().misreportClass()),
                cleared.get(all -> all.audit().misreportClass().search()),
                cleared.one
                        .flatMap(RuleOutcome.Cleared::worst)
                        .map(BestMisreport::gainHalfTicks)
                        .map(gain -> gain.toDouble() / 2),
                cleared.get(all -> all.rule().traits().budget()),
                cleared.get(all -> all.audit().outcome().houseHalfTicks() / 2.0),
                cleared.get(all -> all.leftHalfTicks(Side.BUYERS) / 2.0),
                cleared.get(all -> all.leftHalfTicks(Side.SELLERS) / 2.0),
                cleared.get(all -> all.audit().efficiency()),
                cleared.get(all -> all.audit().outcome().trades().size()),
                cleared.get(all -> all.audit().outcome().effort().messages()),
                cleared.get(all -> all.audit().outcome().effort().announcements()),
                cleared.one.flatMap(all -> ticks(prices(all).min())),
                cleared.one.flatMap(all -> ticks(prices(all).max())),
                cleared.get(RuleOutcome.Cleared::deadlinesMet),
                cleared.one.filter(all -> !all.equals(played)).map(all -> changes(all, played)));
    }

    private record Cleared(Optional<RuleOutcome.Cleared> one) {

        <T> Optional<T> get(Function<RuleOutcome.Cleared, T> value) {
            return one.map(value);
        }
    }

    private static SequencedMap<String, Double> changes(RuleOutcome.Cleared one, RuleOutcome.Cleared played) {
        SequencedMap<String, Double> changes = new LinkedHashMap<>();
        one.changes(played).forEach((trader, halfTicks) -> changes.put(trader, halfTicks / 2.0));
        return Collections.unmodifiableSequencedMap(changes);
    }

    private static Optional<Double> ticks(OptionalLong halfTicks) {
        return halfTicks.isPresent() ? Optional.of(halfTicks.getAsLong() / 2.0) : Optional.empty();
    }

    private static LongStream prices(RuleOutcome.Cleared one) {
        return one.audit().outcome().trades().stream()
                .flatMapToLong(trade -> LongStream.of(trade.buyerPriceHalfTicks(), trade.sellerPriceHalfTicks()));
    }

    /** Returns the name of the clock policy of a rule; empty if the rule has none. */
    public static Optional<String> policy(AuctionRule rule) {
        return rule instanceof ClockAuction clocks ? Optional.of(clocks.policyName()) : Optional.empty();
    }
}

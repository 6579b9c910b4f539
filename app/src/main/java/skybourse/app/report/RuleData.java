package skybourse.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import skybourse.base.numeric.Wire;
import skybourse.round.market.TriedRule;
import skybourse.round.market.TriedRules;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.Trade;
import skybourse.tier2.clock.ClockRule;

/** The rules tried on a round's orders as rows of {@code rules.csv} and {@code result.json}. */
final class RuleData {

    /** The columns of {@code rules.csv}; what a row does not have is empty there, and left out of {@code result.json}. */
    static final List<String> COLUMNS = List.of(
            "rule",
            "policy",
            "played",
            "refused",
            "truthful",
            "lies",
            "worstGainTicks",
            "budget",
            "houseTicks",
            "buyersTicks",
            "sellersTicks",
            "gainsFromTradeShare",
            "lots",
            "messages",
            "announcements",
            "lowestPriceTicks",
            "highestPriceTicks",
            "deadlinesMet");

    private RuleData() {}

    /** Returns a row by column for each rule, the one played first. */
    static List<SequencedMap<String, Object>> rows(TriedRules tried) {
        List<SequencedMap<String, Object>> rows = new ArrayList<>();
        rows.add(cleared(tried.played(), true));
        tried.others()
                .forEach(other -> rows.add(
                        switch (other) {
                            case TriedRule.Refused refused -> refused(refused);
                            case TriedRule.Cleared cleared -> cleared(cleared, false);
                        }));
        return rows;
    }

    /** Returns the rows as a tree, with what each trader and the house are left with more than under the rule played. */
    static Map<String, ?> tree(TriedRules tried) {
        List<SequencedMap<String, Object>> rows = rows(tried);
        for (int i = 0; i < tried.others().size(); i++) {
            if (tried.others().get(i) instanceof TriedRule.Cleared cleared) {
                rows.get(i + 1).put("changesTicks", changes(cleared, tried.played()));
            }
        }
        SequencedMap<String, Object> tree = new LinkedHashMap<>(); // Map.of would have another order in every process
        tree.put("rows", rows);
        tree.put("searched", tried.searched());
        return tree;
    }

    private static Map<String, Double> changes(TriedRule.Cleared one, TriedRule.Cleared played) {
        return one.changes(played).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, change -> change.getValue() / 2.0, (a, _) -> a, LinkedHashMap::new));
    }

    private static SequencedMap<String, Object> begun(AuctionRule rule, boolean played) {
        SequencedMap<String, Object> row = new LinkedHashMap<>();
        row.put("rule", rule.name());
        if (rule instanceof ClockRule clocks) {
            row.put("policy", clocks.policyName());
        }
        row.put("played", played);
        return row;
    }

    private static SequencedMap<String, Object> refused(TriedRule.Refused refused) {
        SequencedMap<String, Object> row = begun(refused.rule(), false);
        row.put("refused", refused.reason());
        return row;
    }

    private static SequencedMap<String, Object> cleared(TriedRule.Cleared one, boolean played) {
        var outcome = one.audit().outcome();
        SequencedMap<String, Object> row = begun(one.rule(), played);
        row.put("truthful", one.isTruthful());
        row.put("lies", Wire.name(one.audit().lies()));
        one.worst()
                .ifPresent(misreport ->
                        row.put("worstGainTicks", misreport.gainHalfTicks().toDouble() / 2));
        row.put("budget", Wire.name(one.rule().traits().budget()));
        row.put("houseTicks", outcome.houseHalfTicks() / 2.0);
        row.put("buyersTicks", one.leftHalfTicks(Side.BUYERS) / 2.0);
        row.put("sellersTicks", one.leftHalfTicks(Side.SELLERS) / 2.0);
        row.put("gainsFromTradeShare", one.audit().efficiency());
        row.put("lots", outcome.trades().size());
        row.put("messages", outcome.effort().messages());
        row.put("announcements", outcome.effort().announcements());
        prices(outcome.trades()).min().ifPresent(low -> row.put("lowestPriceTicks", low / 2.0));
        prices(outcome.trades()).max().ifPresent(high -> row.put("highestPriceTicks", high / 2.0));
        row.put("deadlinesMet", one.deadlinesMet());
        return row;
    }

    private static LongStream prices(List<Trade> trades) {
        return trades.stream()
                .flatMapToLong(trade -> LongStream.of(trade.buyerPriceHalfTicks(), trade.sellerPriceHalfTicks()));
    }
}

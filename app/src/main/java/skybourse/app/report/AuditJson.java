package skybourse.app.report;

import skybourse.base.numeric.Wire;
import skybourse.tier2.auction.Order;
import skybourse.tier2.audit.Counterexample;
import skybourse.tier2.audit.Estimate;
import skybourse.tier2.audit.PropertyAudit;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An audit as JSON text: exact gains as texts such as {@code 3/2}, means with their 95 % confidence intervals. */
public final class AuditJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private AuditJson() {}

    /** Returns one JSON object. */
    public static String write(PropertyAudit audit) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("rule", audit.rule().name());
        root.put("markets", audit.markets());
        root.put("individuallyRational", audit.individuallyRational());
        root.put("incentiveCompatible", audit.incentiveCompatible());
        root.put("stronglyBalanced", audit.stronglyBalanced());
        root.put("weaklyBalanced", audit.weaklyBalanced());
        root.put("theoremOneHolds", audit.theoremOneHolds());
        root.put("marketsSearchedForMisreports", audit.searched());
        root.put("marketsSearchedPerLot", audit.searchedPerLot());
        root.put("givenLots", audit.givenTies());
        root.put("gainfulTraders", audit.gainfulTraders());
        root.put("worstGainHalfTicks", audit.worstGainHalfTicks().toString());
        root.put("worstLossHalfTicks", audit.worstLossHalfTicks());
        root.put("lowestHouseHalfTicks", audit.lowestHouseHalfTicks());
        root.put("highestHouseHalfTicks", audit.highestHouseHalfTicks());
        root.put("startClockTooNarrowMarkets", audit.startTooNarrow());
        put(root, "gainfulMarkets", audit.gainfulMarkets());
        put(root, "largestGainTicks", audit.gainTicks());
        put(root, "houseTicks", audit.houseTicks());
        put(root, "efficiency", audit.efficiency());
        put(root, "tradesLost", audit.tradesLost());
        put(root, "announcements", audit.announcements());
        put(root, "messages", audit.messages());
        audit.counterexample().ifPresent(found -> put(root.putObject("counterexample"), found));
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static void put(ObjectNode root, String name, Estimate estimate) {
        root.putObject(name)
                .put("mean", estimate.mean())
                .put("low95", estimate.low())
                .put("high95", estimate.high())
                .put("markets", estimate.count());
    }

    private static void put(ObjectNode node, Counterexample found) {
        node.put("market", found.market());
        node.put("trader", found.misreport().trader());
        node.put("misreport", found.misreport().words());
        node.put("truthfulHalfTicks", found.misreport().truthfulHalfTicks().toString());
        node.put("bestHalfTicks", found.misreport().bestHalfTicks().toString());
        var truth = node.putArray("truth");
        found.truth().orders().forEach(order -> put(truth.addObject(), order));
    }

    private static void put(ObjectNode node, Order order) {
        node.put("side", Wire.name(order.side()));
        node.put("participant", order.participant());
        node.put("lot", order.lot());
        node.put("limitTicks", order.limitTicks());
    }
}

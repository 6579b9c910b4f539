package skybourse.app.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import skybourse.base.numeric.Wire;
import skybourse.round.market.AerialOutcome;
import skybourse.round.market.Books;
import skybourse.round.market.ResaleMarket;
import skybourse.round.market.ResaleStudy;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.Trade;
import skybourse.tier2.audit.MarketAudit;
import skybourse.tier2.audit.Misreport;
import skybourse.tier2.clock.ClockRule;
import skybourse.tier2.clock.DoubleDutch;

/** Tier 2 as a tree for {@code result.json}. */
final class ResaleJson {

    private ResaleJson() {}

    static Map<String, ?> of(ResaleStudy study) {
        Map<String, Object> tree = new LinkedHashMap<>();
        switch (study) {
            case ResaleStudy.NotHeld none -> {
                tree.put("held", false);
                tree.put("reason", Wire.name(none.reason()));
            }
            case ResaleStudy.Held held -> {
                tree.put("held", true);
                held(tree, held);
            }
        }
        return tree;
    }

    private static void held(Map<String, Object> tree, ResaleStudy.Held held) {
        AuctionOutcome outcome = held.tier().outcome();
        ResaleMarket market = held.tier().market();
        tree.put("rule", rule(held.rule(), market));
        tree.put("orders", market.book().orders().map(ResaleJson::order).toList());
        tree.put("trades", outcome.trades().stream().map(ResaleJson::trade).toList());
        if (outcome instanceof AuctionOutcome.NoTrade none) {
            tree.put("noTrade", none.reason().words());
        }
        tree.put("announcements", outcome.effort().announcements());
        tree.put("messages", outcome.effort().messages());
        tree.put("houseHalfTicks", outcome.houseHalfTicks());
        tree.put("gainsFromTradeTicks", outcome.welfareTicks(market.book()));
        tree.put("possibleGainsFromTradeTicks", held.audit().efficient().welfareTicks(market.book()));
        tree.put("soldShare", held.tier().soldShare());
        tree.put(
                "aerialAgents",
                held.aerialAgents().stream().map(ResaleJson::aerial).toList());
        tree.put("audit", audit(held.audit()));
    }

    private static Map<String, ?> rule(AuctionRule rule, ResaleMarket market) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", rule.name());
        tree.put("budget", Wire.name(rule.traits().budget()));
        tree.put("truthfulFor", Wire.name(rule.traits().truthful()));
        tree.put("against", Wire.name(rule.traits().sense()));
        tree.put("conditions", rule.traits().conditions());
        tree.put("needsPrior", rule.traits().needsPrior());
        tree.put("givesUp", rule.traits().cost());
        if (rule instanceof DoubleDutch clocks) {
            tree.put("turns", Wire.name(clocks.turns()));
        }
        if (rule instanceof ClockRule clocks) {
            tree.put("policy", clocks.policyName());
        }
        tree.put("buyersStartTicks", market.buyersStartTicks());
        tree.put("sellersStartTicks", market.sellersStartTicks());
        return tree;
    }

    private static Map<String, ?> order(Order order) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("side", order.side() == Side.BUYERS ? "bid" : "ask");
        tree.put("participant", order.participant());
        tree.put("lot", order.lot());
        tree.put("limitTicks", order.limitTicks());
        return tree;
    }

    private static Map<String, ?> trade(Trade trade) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("buyer", trade.bid().participant());
        tree.put("buyerLot", trade.bid().lot());
        tree.put("seller", trade.ask().participant());
        tree.put("sellerLot", trade.ask().lot());
        tree.put("buyerPriceHalfTicks", trade.buyerPriceHalfTicks());
        tree.put("sellerPriceHalfTicks", trade.sellerPriceHalfTicks());
        return tree;
    }

    private static Map<String, ?> aerial(AerialOutcome outcome) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", outcome.agent().id());
        tree.put("lots", outcome.lots());
        tree.put("work", outcome.lotsWork());
        tree.put("transferSeconds", outcome.transferSeconds());
        tree.put("executionSeconds", outcome.executionSeconds());
        tree.put("computeJoules", outcome.computeJoules());
        tree.put("hoverJoules", outcome.hoverJoules());
        tree.put("cost", outcome.cost());
        tree.put("received", outcome.received());
        tree.put("profitSettled", outcome.profit());
        return tree;
    }

    private static Map<String, ?> audit(MarketAudit audit) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("worstLossHalfTicks", audit.worstLossHalfTicks());
        tree.put("gainsFromTradeShare", audit.efficiency());
        tree.put("tradesLost", audit.tradesLost());
        tree.put("startClockTooNarrow", audit.startTooNarrow());
        tree.put("misreportsSearched", !audit.misreports().isEmpty());
        tree.put("lies", Wire.name(audit.lies()));
        tree.put(
                "misreports",
                audit.misreports().stream().map(ResaleJson::misreport).toList());
        return tree;
    }

    private static Map<String, ?> misreport(Misreport misreport) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("trader", misreport.trader());
        tree.put("gainHalfTicks", misreport.gainHalfTicks().toString());
        tree.put("truthfulHalfTicks", misreport.truthfulHalfTicks().toString());
        tree.put("report", misreport.gains() ? misreport.words() : "the truth");
        return tree;
    }

    static Map<String, ?> books(Books books) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("entries", books.entries());
        tree.put("agentsPay", books.agentsPay());
        tree.put("leadersKeep", books.leadersKeep());
        tree.put("aerialAgentsReceive", books.aerialAgentsReceive());
        tree.put("houseKeeps", books.houseKeeps());
        tree.put("balanced", books.balanced());
        tree.put("agreesWithMoney", books.agreesWithMoney());
        tree.put("differences", differences(books));
        return tree;
    }

    private static List<Map<String, ?>> differences(Books books) {
        return books.differences().stream()
                .<Map<String, ?>>map(difference -> {
                    Map<String, Object> tree = new LinkedHashMap<>();
                    tree.put("id", difference.id());
                    tree.put("units", difference.units());
                    tree.put("allowedUnits", difference.allowedUnits());
                    return tree;
                })
                .toList();
    }
}

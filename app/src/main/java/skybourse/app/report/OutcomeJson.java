package skybourse.app.report;

import java.util.List;
import skybourse.base.numeric.Wire;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionOutcome.NoTrade;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Trade;
import skybourse.tier2.clock.Announcement;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An auction's outcome as JSON text; prices are whole half ticks. */
public final class OutcomeJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private OutcomeJson() {}

    /**
     * Returns one JSON object.
     *
     * @param rule the rule that cleared
     * @param book the orders
     * @param outcome how it ended
     * @param announcements the course of the clocks; empty to leave it out
     */
    public static String write(
            AuctionRule rule, OrderBook book, AuctionOutcome outcome, List<Announcement> announcements) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("rule", rule.name());
        root.put("budget", Wire.name(rule.traits().budget()));
        root.put("gainsFromTradeTicks", outcome.welfareTicks(book));
        root.put("houseHalfTicks", outcome.houseHalfTicks());
        root.put("announcements", outcome.effort().announcements());
        root.put("messages", outcome.effort().messages());
        if (outcome instanceof NoTrade none) {
            root.put("noTrade", none.reason().words());
        }
        ArrayNode trades = root.putArray("trades");
        outcome.trades().forEach(trade -> put(trades.addObject(), trade));
        if (!announcements.isEmpty()) {
            ArrayNode course = root.putArray("course");
            announcements.forEach(stop -> put(course.addObject(), stop));
        }
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static void put(ObjectNode node, Trade trade) {
        node.put("buyer", trade.bid().participant());
        node.put("buyerLot", trade.bid().lot());
        node.put("seller", trade.ask().participant());
        node.put("sellerLot", trade.ask().lot());
        node.put("buyerPriceHalfTicks", trade.buyerPriceHalfTicks());
        node.put("sellerPriceHalfTicks", trade.sellerPriceHalfTicks());
    }

    private static void put(ObjectNode node, Announcement stop) {
        node.put("side", Wire.name(stop.side()));
        node.put("stopTicks", stop.stopTicks());
        node.put("told", stop.told());
        ArrayNode accepted = node.putArray("accepted");
        stop.accepted().stream().map(Order::label).forEach(accepted::add);
        node.put("buyersQueued", stop.buyersQueued());
        node.put("sellersQueued", stop.sellersQueued());
    }
}

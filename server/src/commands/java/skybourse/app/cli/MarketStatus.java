package skybourse.app.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import skybourse.app.report.Columns;
import skybourse.base.numeric.LabelSyntax;
import skybourse.client.ExchangeClient;
import skybourse.client.Reply;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Public status of a running market: prices, agents and problems, as lines of text.
 *
 * @param lines the lines
 */
record MarketStatus(List<String> lines) {

    private static final double BITS_PER_MEGABIT = 1e6;
    private static final int OK = 200;

    /**
     * Requests the status of a market.
     *
     * @return the status; empty if the replies are not those of a market
     * @throws IOException if there is no response
     */
    static Optional<MarketStatus> of(ExchangeClient client) throws IOException {
        Reply reply = client.get("market");
        JsonNode market = json(reply);
        if (reply.status() != OK || !market.path("market").isString() || !market.path("round").isNumber()) {
            return Optional.empty();
        }
        long round = market.path("round").asLong(0);
        JsonNode lastRound = round == 0 ? JsonNodeFactory.instance.missingNode() : json(client.get("rounds/" + (round - 1)));
        return Optional.of(new MarketStatus(lines(market, lastRound)));
    }

    /** Returns the body of a reply; a missing node if it is not JSON. */
    private static JsonNode json(Reply reply) {
        try {
            return reply.json();
        } catch (JacksonException _) {
            return JsonNodeFactory.instance.missingNode();
        }
    }

    /**
     * Returns the lines of a status.
     *
     * @param market body of {@code GET /v1/market}
     * @param lastRound body of {@code GET /v1/rounds/{n}} for the last closed round; a missing node if no round has closed
     */
    static List<String> lines(JsonNode market, JsonNode lastRound) {
        List<String> lines = new ArrayList<>();
        double seconds = market.path("roundSeconds").asDouble(0);
        lines.add(String.format(
                Locale.ROOT,
                "%s: round %d collects tasks. %s",
                text(market, "market"),
                market.path("round").asLong(0),
                seconds > 0 ? "A round closes every " + seconds + " s." : "The operator closes rounds."));
        lines.addAll(market.has("product") ? lots(market) : List.of(prices(market.path("last"))));
        lines.add("");
        lines.addAll(agents(market));
        lines.add("");
        lines.addAll(problems(market, lastRound));
        return lines;
    }

    private static String text(JsonNode node, String field) {
        return LabelSyntax.printable(node.path(field).asString(""));
    }

    private static String prices(JsonNode last) {
        if (last.isMissingNode()) {
            return "Prices: none. No round has been sold.";
        }
        JsonNode certificate = last.has("mix") ? last.path("mix") : last;
        return String.format(
                Locale.ROOT,
                "Prices of round %d: eps %s, %s.",
                last.path("round").asLong(0),
                certificate.has("epsilon") ? String.format(Locale.ROOT, "%.2g", certificate.path("epsilon").asDouble()) : "unknown",
                certificate.path("isCertified").asBoolean(false) ? "certified" : "not certified");
    }

    /** Returns the lines about the product and the last sold lots of an inference market. */
    private static List<String> lots(JsonNode market) {
        JsonNode product = market.path("product");
        JsonNode last = market.path("lastLots");
        double lots = last.path("lots").asDouble(0);
        double cap = product.path("capUnits").asDouble(0);
        String sold = lots == 0
                ? "Lots: none. No round has been sold."
                : String.format(
                        Locale.ROOT,
                        "Lots of round %d: %.0f of %d demanded lots were sold for %.0f ledger units each on average. %.0f %% of them are paid the price cap%s.",
                        last.path("round").asLong(0),
                        lots,
                        last.path("demandLots").asLong(0),
                        last.path("payment").asDouble(0) / lots,
                        100 * last.path("lotsAtCap").asDouble(0) / lots,
                        last.path("lotsAtCap").asDouble(0) > 0 ? ", which is a posted price for them" : "");
        return List.of(
                String.format(
                        Locale.ROOT,
                        "Product: %s, %s, context %d tokens. A lot has volume %d (%d per request byte, %d per answer byte) and costs at most %.0f ledger units.",
                        text(product, "model"),
                        text(product, "quantization"),
                        product.path("contextTokens").asLong(0),
                        product.path("lotVolume").asLong(0),
                        product.path("promptWeight").asLong(0),
                        product.path("answerWeight").asLong(0),
                        cap),
                sold);
    }

    private static List<String> agents(JsonNode market) {
        Set<String> inactive = new TreeSet<>();
        market.path("inactive").forEach(agent -> inactive.add(agent.asString("")));
        JsonNode prices = market.path("last").path("pricePerBit");
        boolean isInference = market.has("product");
        var columns = new Columns<JsonNode>()
                .with("agent", agent -> text(agent, "agent"))
                .with("kind", agent -> text(agent, "kind"));
        if (!isInference) {
            columns = columns.with("price per Mbit", agent -> price(prices.path(text(agent, "agent"))));
        }
        return columns.with("state", agent -> state(agent, inactive))
                .rows(isInference ? "%-24s  %-8s  %s%n" : "%-24s  %-8s  %14s  %s%n", market.path("agents").valueStream())
                .lines()
                .toList();
    }

    private static String price(JsonNode perBit) {
        if (perBit.isNumber()) {
            return String.format(Locale.ROOT, "%.4g", perBit.asDouble() * BITS_PER_MEGABIT);
        }
        return perBit.isMissingNode() ? "" : "closed";
    }

    private static String state(JsonNode agent, Set<String> inactive) {
        if (agent.path("isBarred").asBoolean(false)) {
            return "barred";
        }
        if (!agent.path("isPresent").asBoolean(false)) {
            return "does not take part";
        }
        return inactive.contains(agent.path("agent").asString("")) ? "inactive" : "takes part";
    }

    private static List<String> problems(JsonNode market, JsonNode lastRound) {
        List<String> problems = new ArrayList<>();
        String state = text(lastRound, "state");
        if (state.equals("POSTPONED") || state.equals("VOID")) {
            problems.add("Problem: round " + lastRound.path("round").asLong(0) + " is " + state.toLowerCase(Locale.ROOT) + ". Reason: " + text(lastRound, "reason") + ".");
        }
        long inactive = inactive(market);
        if (inactive > 0) {
            problems.add("Problem: inactive agents: " + inactive + ". The next round excludes them.");
        }
        if (!problems.isEmpty()) {
            return problems;
        }
        String rounds = lastRound.path("round").isNumber()
                ? "The last round is neither postponed nor void"
                : "The state of the last round is not known";
        return List.of(rounds + ", and no " + (market.has("product") ? "seller" : "agent") + " is inactive.");
    }

    /** Returns the number of inactive agents. Buyers of an inference market are not counted: without requests, they need not be active. */
    private static long inactive(JsonNode market) {
        Set<String> counted = new TreeSet<>();
        market.path("agents").valueStream()
                .filter(agent -> !market.has("product") || agent.path("kind").asString("").equals("seller"))
                .forEach(agent -> counted.add(agent.path("agent").asString("")));
        return market.path("inactive").valueStream().filter(agent -> counted.contains(agent.asString(""))).count();
    }
}

package skybourse.files.codec;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import skybourse.tier1.game.PricingGame;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Price vectors: a YAML or JSON map from leader id to price per bit, a CSV with the columns {@code id,pricePerBit}, or a
 * result with a list {@code leaders} of maps with these two fields. The word {@code closed} stands for a closed leader.
 */
public final class PricesText {

    /** What stands for the price of a closed leader. */
    static final String CLOSED = "closed";

    private static final String CLOSED_MEANT = "closed was meant, for a leader that does not sell";

    private static final String PRICE = "pricePerBit";

    private final String source;
    private final List<String> leaderIds;
    private final double[] prices;
    private final boolean[] given;

    private PricesText(String source, List<String> leaderIds) {
        this.source = source;
        this.leaderIds = leaderIds;
        this.prices = new double[leaderIds.size()];
        this.given = new boolean[leaderIds.size()];
    }

    /**
     * Returns a price for each leader.
     *
     * @param source the file's name, for messages; {@code .csv} means CSV
     * @param bytes its content
     * @param leaderIds ids in the order of the prices returned
     * @return {@code double[leaders]}, money per bit, {@link PricingGame#CLOSED} for a closed leader
     * @throws InvalidInputException telling the first rule that is broken
     */
    public static double[] read(String source, byte[] bytes, List<String> leaderIds) {
        var reader = new PricesText(source, leaderIds);
        if (source.toLowerCase(Locale.ROOT).endsWith(".csv")) {
            reader.csv(CsvTable.read(source, bytes));
        } else {
            reader.tree(TextTree.read(source, bytes));
        }
        return reader.complete();
    }

    private void csv(CsvTable table) {
        if (!table.has("id", PRICE)) {
            throw table.unknownColumns("id," + PRICE);
        }
        for (CsvTable.Row row : table.rows()) {
            set("line " + row.line() + ", ", row.text("id"), price(row));
        }
    }

    private static double price(CsvTable.Row row) {
        if (row.text(PRICE).isEmpty()) {
            throw row.bad(PRICE, "must be a number or closed: empty", CLOSED_MEANT);
        }
        return row.text(PRICE).equals(CLOSED) ? PricingGame.CLOSED : row.number(PRICE, 0);
    }

    private void tree(ObjectNode tree) {
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        if (tree.path("leaders").isArray()) {
            tree.path("leaders").forEach(leader -> addLeader("leaders[" + entries.size() + "]", leader, entries));
        } else {
            tree.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        }
        entries.forEach((id, price) -> set("", id, price(id, price)));
    }

    private void addLeader(String field, JsonNode leader, Map<String, JsonNode> to) {
        if (!leader.path("id").isString() || !leader.has(PRICE)) {
            throw bad(
                    field,
                    "must have id and " + PRICE + ": " + Advice.show(leader),
                    "the result was written by another program or cut off");
        }
        if (to.put(leader.path("id").stringValue(), leader.path(PRICE)) != null) {
            throw again(field + ".", leader.path("id").stringValue());
        }
    }

    private double price(String id, JsonNode price) {
        if (price.isString() && price.stringValue().equals(CLOSED)) {
            return PricingGame.CLOSED;
        }
        if (!price.isNumber()) {
            String advice = price.isNull() ? CLOSED_MEANT : "quotes are too many, or a unit";
            throw bad(id, "must be a number or closed: " + Advice.show(price), advice);
        }
        if (Double.isInfinite(price.doubleValue())) {
            throw bad(id, "must be a finite number: " + Advice.show(price), CLOSED_MEANT);
        }
        if (!(price.doubleValue() >= 0)) {
            throw bad(
                    id,
                    "must not be negative: " + Advice.show(price),
                    "closed was meant, which stands for a leader that does not sell");
        }
        return price.doubleValue();
    }

    private void set(String where, String id, double price) {
        int leader = leaderIds.indexOf(id);
        if (leader < 0) {
            throw bad(
                    where + "id",
                    "must be a leader of the scenario: " + Advice.quote(id),
                    Advice.meant(id, leaderIds, "leaders are"));
        }
        if (given[leader]) {
            throw again(where, id);
        }
        given[leader] = true;
        prices[leader] = price;
    }

    private InvalidInputException again(String where, String id) {
        return bad(where + "id", "must be unique: " + Advice.quote(id), "one of the two prices is left over");
    }

    private double[] complete() {
        for (int leader = 0; leader < given.length; leader++) {
            if (!given[leader]) {
                throw bad(
                        leaderIds.get(leader),
                        "must have a price: none given",
                        "`" + leaderIds.get(leader) + ": closed` was meant, for a leader that does not sell");
            }
        }
        return Arrays.copyOf(prices, prices.length);
    }

    private InvalidInputException bad(String field, String complaint, String advice) {
        return new InvalidInputException(source, field, complaint, advice);
    }
}

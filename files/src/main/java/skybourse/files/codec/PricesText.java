package skybourse.files.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import skybourse.files.text.CsvTable;
import skybourse.files.text.ErrorText;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.YamlOrJsonReader;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.MixedPrices.Point;
import skybourse.tier1.game.PricingGame;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Formats of prices. The first format is a YAML or JSON map from leader id to price per bit. The second is a CSV with the columns {@code
 * id,pricePerBit}. The third is a result, whose list {@code leaders} contains maps with these two fields. The word {@code closed} is the price of a
 * closed leader. Instead of a price, a leader that randomizes has a list of maps with {@code pricePerBit} and {@code weight}. In a result, this list
 * is the leader's field {@code mix}.
 */
public final class PricesText {

    /** Text for the price of a closed leader. */
    static final String CLOSED = "closed";

    private static final String CLOSED_MEANT = "write closed for a leader that does not sell.";

    private static final String PRICE = "pricePerBit";

    private static final String WEIGHT = "weight";

    /** Field of a leader's mixed prices in a result. */
    public static final String MIX = "mix";

    /** Schema version of the results that this program writes. */
    public static final int RESULT_SCHEMA = 4;

    /** First schema version of results that may have mixed prices. */
    private static final int FIRST_MIXED_SCHEMA = 3;

    private final String source;
    private final List<String> leaderIds;
    private final @Nullable Mix[] mixes;

    private PricesText(String source, List<String> leaderIds) {
        this.source = source;
        this.leaderIds = leaderIds;
        this.mixes = new Mix[leaderIds.size()];
    }

    /**
     * Reads the prices of all leaders.
     *
     * @param source name of the file, for messages; a name that ends with {@code .csv} means CSV
     * @param bytes content of the file
     * @param leaderIds ids of the leaders, in the order of the result
     * @return prices by leader, money/bit; {@link PricingGame#CLOSED} for a closed leader
     * @throws InvalidInputException if the content is not valid; the message names the first error
     */
    public static MixedPrices read(String source, byte[] bytes, List<String> leaderIds) {
        var reader = new PricesText(source, leaderIds);
        if (source.toLowerCase(Locale.ROOT).endsWith(".csv")) {
            reader.csv(CsvTable.read(source, bytes));
        } else {
            reader.tree(YamlOrJsonReader.read(source, bytes));
        }
        return reader.complete();
    }

    private void csv(CsvTable table) {
        if (!table.has("id", PRICE)) {
            throw table.unknownColumns("id," + PRICE);
        }
        for (CsvTable.Row row : table.rows()) {
            set("line " + row.line() + ", ", row.text("id"), Mix.of(price(row)));
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
        requireSchema(tree, entries.values().stream().anyMatch(JsonNode::isArray));
        entries.forEach((id, price) -> set("", id, price.isArray() ? mix(id, price) : Mix.of(price(id, price))));
    }

    private void requireSchema(ObjectNode tree, boolean draws) {
        int schema = tree.path("schema").asInt(0);
        if (draws && tree.has("schema") && (schema < FIRST_MIXED_SCHEMA || schema > RESULT_SCHEMA)) {
            throw bad(
                    "schema",
                    "must be from " + FIRST_MIXED_SCHEMA + " to " + RESULT_SCHEMA + " if leaders randomize: "
                            + ErrorText.show(tree.path("schema")),
                    "use a result of this version of the program.");
        }
    }

    private Mix mix(String id, JsonNode points) {
        List<Point> drawn = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            String field = id + "[" + i + "]";
            JsonNode point = points.get(i);
            if (!point.has(PRICE) || !point.path(WEIGHT).isNumber()) {
                throw bad(
                        field,
                        "must have " + PRICE + " and " + WEIGHT + ": " + ErrorText.show(point),
                        "add the missing field.");
            }
            double weight = point.path(WEIGHT).doubleValue();
            if (!(weight >= 0 && weight <= 1)) {
                throw bad(field + "." + WEIGHT, "must be from 0 to 1: " + weight, "give a share, not a percentage.");
            }
            drawn.add(new Point(price(field, point.path(PRICE)), weight));
        }
        try {
            return new Mix(drawn);
        } catch (IllegalArgumentException broken) {
            throw bad(
                    id,
                    "must be a mix: " + broken.getMessage(),
                    "use one to four different prices, none closed, with weights that sum to 1 within 2^-50, as `run` writes them.");
        }
    }

    private void addLeader(String field, JsonNode leader, Map<String, JsonNode> to) {
        JsonNode asked = leader.has(MIX) ? leader.path(MIX) : leader.path(PRICE);
        if (!leader.path("id").isString() || asked.isMissingNode()) {
            throw bad(
                    field,
                    "must have id and " + PRICE + ": " + ErrorText.show(leader),
                    "restore the result; it is truncated or was written by another program.");
        }
        if (to.put(leader.path("id").stringValue(), asked) != null) {
            throw again(field + ".", leader.path("id").stringValue());
        }
    }

    private double price(String id, JsonNode price) {
        if (price.isString() && price.stringValue().equals(CLOSED)) {
            return PricingGame.CLOSED;
        }
        if (!price.isNumber()) {
            String advice = price.isNull() ? CLOSED_MEANT : "write the number without quotes and without a unit.";
            throw bad(id, "must be a number or closed: " + ErrorText.show(price), advice);
        }
        if (Double.isInfinite(price.doubleValue())) {
            throw bad(id, "must be a finite number: " + ErrorText.show(price), CLOSED_MEANT);
        }
        if (!(price.doubleValue() >= 0)) {
            throw bad(
                    id,
                    "must not be negative: " + ErrorText.show(price),
                    "write closed for a leader that does not sell.");
        }
        return price.doubleValue();
    }

    private void set(String where, String id, Mix mix) {
        int leader = leaderIds.indexOf(id);
        if (leader < 0) {
            throw bad(
                    where + "id",
                    "must be a leader of the scenario: " + ErrorText.quote(id),
                    ErrorText.suggestion(id, leaderIds, "leaders"));
        }
        if (mixes[leader] != null) {
            throw again(where, id);
        }
        mixes[leader] = mix;
    }

    private InvalidInputException again(String where, String id) {
        return bad(where + "id", "must be unique: " + ErrorText.quote(id), "delete one of the two prices.");
    }

    private MixedPrices complete() {
        List<Mix> all = new ArrayList<>();
        for (int leader = 0; leader < mixes.length; leader++) {
            Mix mix = mixes[leader];
            if (mix == null) {
                throw bad(
                        leaderIds.get(leader),
                        "must have a price: missing",
                        "write `" + leaderIds.get(leader) + ": closed` for a leader that does not sell.");
            }
            all.add(mix);
        }
        try {
            return new MixedPrices(all);
        } catch (IllegalArgumentException broken) {
            throw bad(
                    "leaders",
                    "must have fewer combinations of prices: " + broken.getMessage(),
                    "use fewer leaders with mixed prices.");
        }
    }

    private InvalidInputException bad(String field, String complaint, String advice) {
        return new InvalidInputException(source, field, complaint, advice);
    }
}

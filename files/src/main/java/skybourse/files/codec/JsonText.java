package skybourse.files.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import skybourse.tier1.game.PricingGame;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

/** Trees of maps, lists, texts and numbers as JSON text; the same tree gives the same bytes on every machine. */
public final class JsonText {

    private static final JsonMapper COMPACT = JsonMapper.builder().build();
    private static final DefaultPrettyPrinter INDENTED =
            new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

    private JsonText() {}

    /**
     * Returns a tree in one line.
     *
     * @param tree maps with text keys, in their own order, lists, texts, numbers, truth values and null
     */
    public static String compact(Map<String, ?> tree) {
        return COMPACT.writeValueAsString(tree);
    }

    /**
     * Returns a tree, one member of each object a line.
     *
     * @param tree maps with text keys, in their own order, lists, texts, numbers, truth values and null
     */
    public static String indented(Map<String, ?> tree) {
        return COMPACT.writer().with(INDENTED).writeValueAsString(tree) + "\n";
    }

    /** Returns the value, or null where JSON has no number for it: infinite or NaN. */
    public static @Nullable Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** Returns a price, or {@code closed} for that of a closed leader. */
    public static Object price(double price) {
        return price == PricingGame.CLOSED ? PricesText.CLOSED : (Object) price;
    }

    /** Returns prices as a list, {@code closed} for that of a closed leader. */
    public static List<Object> prices(double[] prices) {
        return Arrays.stream(prices).mapToObj(JsonText::price).toList();
    }

    /** Returns the values as a list, null where JSON has no number. */
    public static List<@Nullable Double> numbers(double[] values) {
        var list = new ArrayList<@Nullable Double>(values.length);
        for (double value : values) {
            list.add(number(value));
        }
        return list;
    }
}

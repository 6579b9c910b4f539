package skybourse.files.codec;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import skybourse.base.scenario.Scenario;
import skybourse.files.scenario.ScenarioText;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.Sha256;
import skybourse.tier1.game.PricingGame;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the record of a live round says of what was sold; {@code docs/reference/receipts.md} says what each field is.
 *
 * @param form {@code record-3}, or {@code record-2}, in which unreported asks have a markup under every rule
 * @param round its number
 * @param rule of the auction
 * @param frozen all seats on their terms, with their tasks
 * @param buyers who bought
 * @param sellers who sold
 * @param expectedResalePrice what leaders expected a unit of work to cost in tier 2, money per unit of work
 * @param pricePerBit by leader, money per bit
 * @param posting leaders whose price is their own
 * @param epsilon how far prices are said to be from equilibrium; null where nothing is said
 * @param isCertified whether that is said to be within the tolerance
 * @param postedGain what a leader is said to be able to gain by another price than the one it posts, relative
 * @param maxEpsilon largest bound on a gain at which a round is sold; null where nothing is said
 * @param mix what prices were drawn from; null where nothing was drawn
 * @param draw signature that draws prices and ties, 128 hexadecimal digits
 * @param ratios what each buyer sends to each leader, if all tasks are divisible
 * @param tasks by buyer
 * @param asks what aerial agents reported, in ticks a lot
 * @param lots how many of its lots each had in the auction
 * @param trades the lots that were resold
 */
public record SoldRecord(
        @JsonProperty("skybourse") String form,
        long round,
        String rule,
        @JsonDeserialize(using = Frozen.class) Scenario frozen,
        List<String> buyers,
        List<String> sellers,
        double expectedResalePrice,
        @JsonDeserialize(contentUsing = Price.class) Map<String, Double> pricePerBit,
        List<String> posting,
        @Nullable Double epsilon,
        boolean isCertified,
        double postedGain,
        @Nullable Double maxEpsilon,
        @Nullable Mix mix,
        String draw,
        Map<String, Map<String, Double>> ratios,
        Map<String, SoldTask> tasks,
        Map<String, List<Long>> asks,
        Map<String, Integer> lots,
        List<Trade> trades) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** A lot that was resold, prices in half ticks. */
    public record Trade(
            String buyer, int buyerLot, String seller, int sellerLot, long buyerHalfTicks, long sellerHalfTicks) {}

    /**
     * A task.
     *
     * @param units of how many equal units it is; null where it is divisible
     */
    public record SoldTask(@Nullable Integer units) {}

    /**
     * Mixed strategies of leaders.
     *
     * @param epsilon how far they are said to be from equilibrium
     * @param isCertified whether that is said to be within the tolerance
     * @param prices what each leader draws its price from
     */
    public record Mix(double epsilon, boolean isCertified, Map<String, List<Point>> prices) {}

    /** A price that a leader draws, and its chance. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Point(
            @JsonDeserialize(using = Price.class) double price, double weight) {}

    public SoldRecord {
        Stream.of(form, rule, frozen, buyers, sellers, pricePerBit, posting, draw, ratios, tasks, asks, lots, trades)
                .forEach(Objects::requireNonNull);
    }

    /** Tells whether asks that agents did not report have a markup under every rule. */
    public boolean marksUpAsks() {
        return form.equals("record-2");
    }

    /** Returns the seed of drawn prices and of ties: the first 8 bytes, big endian, of the SHA-256 of the signature. */
    public long seed() {
        return Long.parseUnsignedLong(Sha256.of(HexFormat.of().parseHex(draw)).substring(0, 2 * Long.BYTES), 16);
    }

    /** Reads a scenario within a record. */
    private static final class Frozen extends ValueDeserializer<Scenario> {
        @Override
        public Scenario deserialize(JsonParser in, DeserializationContext context) {
            String text = in.<JsonNode>readValueAsTree().toString();
            return ScenarioText.read("record", text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Reads a price, or {@code closed}. */
    private static final class Price extends ValueDeserializer<Double> {
        @Override
        public Double deserialize(JsonParser in, DeserializationContext context) {
            JsonNode price = in.readValueAsTree();
            return price.isNumber() ? price.doubleValue() : PricingGame.CLOSED;
        }

        @Override
        public Double getNullValue(DeserializationContext context) {
            return PricingGame.CLOSED;
        }
    }

    /**
     * Reads a record.
     *
     * @throws InvalidInputException where it does not say what was sold
     */
    public static SoldRecord read(byte[] bytes) {
        try {
            return JSON.readValue(bytes, SoldRecord.class);
        } catch (JacksonException e) {
            throw new InvalidInputException(
                    "record", "must contain the sale", "use the version of the program that wrote it.");
        }
    }
}

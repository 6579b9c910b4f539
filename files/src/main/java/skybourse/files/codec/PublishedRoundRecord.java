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
 * Published record of a sold round of a running exchange, parsed from JSON; see {@code docs/reference/receipts.md}.
 *
 * @param form version of the record, {@code record-3} or {@code record-2}, see {@link #marksUpAsks}
 * @param round number of the round
 * @param rule name of the auction rule
 * @param frozen scenario of all agents with their terms and tasks; also of agents that are not in the round
 * @param buyers ids of the buyers
 * @param sellers ids of the sellers
 * @param expectedResalePrice price of a unit of work that leaders expected in tier 2, money/work
 * @param pricePerBit price by leader, money/bit
 * @param posting ids of leaders with posted prices
 * @param epsilon claimed epsilon of the prices; null for none
 * @param isCertified whether epsilon is claimed to be within the tolerance
 * @param postedGain claimed upper bound on the relative gain of a leader from a price other than its posted price
 * @param maxEpsilon largest epsilon at which a round is sold; null for none
 * @param mostPostedGain largest gain at which a posted price is admitted; null if all are admitted
 * @param postedGains claimed gain of each leader whose posted price was admitted, by leader; null for none
 * @param refusedGains claimed gain of each leader whose posted price was refused, by leader; null for none
 * @param mix mixed strategies of the leaders; null if prices are fixed
 * @param assignedWeights satisfaction weights for which the prices were computed, by buyer, money; null unless the rules publish a distribution of weights
 * @param draw signature that determines sampled prices and ties, 128 hexadecimal digits
 * @param ratios share of each buyer's task that it sends to each leader, by buyer, then leader; used if all tasks are divisible
 * @param tasks task by buyer
 * @param asks reported ask prices by aerial agent, tick/lot
 * @param lots number of lots in the auction, by agent
 * @param trades trades of tier 2
 */
public record PublishedRoundRecord(
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
        @Nullable Double mostPostedGain,
        @Nullable Map<String, Double> postedGains,
        @Nullable Map<String, Double> refusedGains,
        @Nullable Mix mix,
        @Nullable Map<String, Double> assignedWeights,
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

    /** Trade of one lot in tier 2; prices are in half ticks. */
    public record Trade(
            String buyer, int buyerLot, String seller, int sellerLot, long buyerHalfTicks, long sellerHalfTicks) {}

    /**
     * Task of a buyer.
     *
     * @param units number of equal units of the task; null if the task is divisible
     */
    public record SoldTask(@Nullable Integer units) {}

    /**
     * Mixed strategies of leaders.
     *
     * @param epsilon claimed epsilon of the mix
     * @param isCertified whether epsilon is claimed to be within the tolerance
     * @param prices prices with their weights, by leader
     */
    public record Mix(double epsilon, boolean isCertified, Map<String, List<Point>> prices) {}

    /** Price of a mixed strategy, money/bit, with its probability. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Point(
            @JsonDeserialize(using = Price.class) double price, double weight) {}

    public PublishedRoundRecord {
        Stream.of(form, rule, frozen, buyers, sellers, pricePerBit, posting, draw, ratios, tasks, asks, lots, trades)
                .forEach(Objects::requireNonNull);
    }

    /** Returns whether asks that agents did not report have a markup under every rule. */
    public boolean marksUpAsks() {
        return form.equals("record-2");
    }

    /** Returns the seed of sampled prices and ties. It is the first 8 bytes, in big-endian order, of the SHA-256 of the signature {@code draw}. */
    public long seed() {
        return seed(draw);
    }

    /**
     * Returns the seed of a round by its signature, as {@link #seed()}.
     *
     * @param draw the signature, hexadecimal digits
     */
    public static long seed(String draw) {
        return Long.parseUnsignedLong(Sha256.of(HexFormat.of().parseHex(draw)).substring(0, 2 * Long.BYTES), 16);
    }

    /** Deserializer of a scenario within a record. */
    private static final class Frozen extends ValueDeserializer<Scenario> {
        @Override
        public Scenario deserialize(JsonParser in, DeserializationContext context) {
            String text = in.<JsonNode>readValueAsTree().toString();
            return ScenarioText.read("record", text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Deserializer of a price. A value that is not a number is the price of a closed leader. */
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
     * Reads a record, JSON.
     *
     * @throws InvalidInputException if the record is not valid or does not contain the sale
     */
    public static PublishedRoundRecord read(byte[] bytes) {
        try {
            return JSON.readValue(bytes, PublishedRoundRecord.class);
        } catch (JacksonException e) {
            throw new InvalidInputException(
                    "record", "must contain the sale", "use the version of the program that wrote it.");
        }
    }
}

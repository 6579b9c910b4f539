package skybourse.server.codec;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import skybourse.files.scenario.InferenceMarketText;
import skybourse.venue.event.InferenceModel;
import skybourse.venue.event.InferenceProduct;
import skybourse.venue.event.NewcomerSettings;

/**
 * File of an inference market; {@code docs/inference.schema.json} defines its fields.
 *
 * @param name name of the market
 * @param description purpose and sources
 * @param ledgerUnitMoney value of a ledger unit, money
 * @param product what is sold
 * @param sellers ids of the sellers' seats
 * @param buyers ids of the buyers' seats
 * @param newcomers agents that may join
 */
public record InferenceFile(
        String name,
        String description,
        double ledgerUnitMoney,
        Product product,
        List<String> sellers,
        List<String> buyers,
        Newcomers newcomers) {

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if the market is not valid
     */
    public InferenceFile {
        sellers = List.copyOf(sellers);
        buyers = List.copyOf(buyers);
        model(name, description, ledgerUnitMoney, product, sellers, buyers);
    }

    /**
     * What is sold.
     *
     * @param maxPricePerLot highest price, money/lot
     * @param checkShare share of the answers that the operator checks
     * @param meter measurement of volume
     */
    public record Product(
            String model,
            String quantization,
            int contextTokens,
            double answerSeconds,
            double maxPricePerLot,
            double checkShare,
            Meter meter) {}

    /** Measurement of volume; components as in {@link InferenceProduct}. */
    public record Meter(
            long lotVolume,
            int promptWeight,
            int answerWeight,
            int bytesPerToken,
            int defaultMaxTokens,
            double leastShare) {}

    /** Agents that may join; {@code most} is their largest number. */
    public record Newcomers(int most) {}

    /**
     * Reads the file of a market.
     *
     * @return empty if it is not the file of an inference market
     * @throws skybourse.files.text.InvalidInputException if the content is not valid
     */
    public static Optional<InferenceFile> read(String source, byte[] bytes) {
        return InferenceMarketText.read(source, bytes, InferenceFile.class);
    }

    /** Returns the market. */
    public InferenceModel model() {
        return model(name, description, ledgerUnitMoney, product, sellers, buyers);
    }

    private static InferenceModel model(
            String name, String description, double unit, Product product, List<String> sellers, List<String> buyers) {
        Meter meter = product.meter();
        double cap = Math.rint(product.maxPricePerLot() / unit);
        if (!(cap >= 1 && cap <= InferenceProduct.MOST_UNITS)) {
            throw new IllegalArgumentException("product.maxPricePerLot must be from 1 to " + InferenceProduct.MOST_UNITS
                    + " ledger units, but is " + cap);
        }
        return new InferenceModel(
                name,
                description,
                new InferenceProduct(
                        product.model(),
                        product.quantization(),
                        product.contextTokens(),
                        meter.lotVolume(),
                        meter.promptWeight(),
                        meter.answerWeight(),
                        meter.bytesPerToken(),
                        meter.defaultMaxTokens(),
                        meter.leastShare(),
                        product.answerSeconds(),
                        (long) cap,
                        product.checkShare()),
                unit,
                sellers,
                buyers);
    }

    /** Returns the settings for newcomers, which have the first seats of the file as their models. */
    public NewcomerSettings newcomerSettings() {
        SortedMap<String, String> like = new TreeMap<>();
        like.put(InferenceModel.SELLER, sellers.getFirst());
        like.put(InferenceModel.BUYER, buyers.getFirst());
        return newcomers.most() == 0 ? NewcomerSettings.NONE : new NewcomerSettings(newcomers.most(), like);
    }
}

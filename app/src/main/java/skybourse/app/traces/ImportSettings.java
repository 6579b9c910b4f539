package skybourse.app.traces;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.math.BigDecimal;
import java.math.MathContext;
import skybourse.base.numeric.Checks;
import skybourse.base.scenario.ChannelNetwork;
import skybourse.base.scenario.ScenarioSampler.Counts;

/**
 * Assumptions of an import. They provide the data that a scenario needs but no trace contains. Money is in millionths of a US dollar, so that a price
 * in dollars per million tokens is a price per token.
 *
 * @param counts number of agents of each kind; the scenario has fewer if the data do not suffice
 * @param tokens size and work of tokens, and deadlines
 * @param money prices and weights
 * @param devices hardware of each kind of agent
 * @param links leaders that a wireless agent reaches
 */
public record ImportSettings(Counts counts, Tokens tokens, Money money, Devices devices, Links links) {

    private static final MathContext DECLARED_DIGITS = new MathContext(3);

    /**
     * Size and work of tokens, and deadlines of tasks.
     *
     * @param bitsPerToken size of input, bits per token, above 0
     * @param decodeWeight work of an output token, in input tokens, above 0
     * @param deadlineQuantile quantile of the local completion times, in [0, 1]; the deadline of all tasks is this quantile times {@code
     *     deadlineFactor}
     * @param deadlineFactor factor on the quantile of the local completion times, above 0
     */
    public record Tokens(double bitsPerToken, double decodeWeight, double deadlineQuantile, double deadlineFactor) {

        /**
         * Validates the components.
         *
         * @throws IllegalArgumentException if a component is out of range
         */
        public Tokens {
            Checks.positive(bitsPerToken, "bitsPerToken");
            Checks.positive(decodeWeight, "decodeWeight");
            Checks.within(deadlineQuantile, 0, 1, "deadlineQuantile");
            Checks.positive(deadlineFactor, "deadlineFactor");
        }

        /**
         * Returns the standard values. An input token has 32 bits (4 characters of 8 bits). Decoding a token takes 8.34 times as long as reading one,
         * as measured on a DGX Spark with gpt-oss-20b, prompts of 4096 tokens and batches of 32 (3521.82 and 422.45 tokens/s). The deadline is three
         * times the median of the local completion times (our choice).
         */
        public static Tokens standard() {
            return new Tokens(32, 8.34, 0.5, 3);
        }
    }

    /**
     * Prices and weights.
     *
     * @param inputPrice price of an input token at a public service, above 0
     * @param outputPrice price of an output token at the same service, from 0
     * @param satisfactionFactor weight {@code xi} of a task, as a multiple of the service's price for it, above 0
     * @param capFactor price caps, as a multiple of the service's mean price per bit, above 0
     * @param penaltyFactor {@code theta} of fixed agents per unit of work, as a multiple of the price of an input token, from 0
     * @param dollarsPerKilowattHour price of electricity, in US dollars per kWh, from 0
     * @param batteryFactor price of a joule of a wireless agent, as a multiple of the price of electricity, from 0
     * @param markup {@code theta} of aerial agents, at least 1
     * @param batteryPrice {@code beta} of aerial agents, per additional lot, from 0
     */
    @RecordBuilder
    public record Money(
            double inputPrice,
            double outputPrice,
            double satisfactionFactor,
            double capFactor,
            double penaltyFactor,
            double dollarsPerKilowattHour,
            double batteryFactor,
            double markup,
            double batteryPrice)
            implements ImportSettingsMoneyBuilder.With {

        /**
         * Validates the components.
         *
         * @throws IllegalArgumentException if a component is out of range
         */
        public Money {
            Checks.positive(inputPrice, "inputPrice");
            Checks.nonNegative(outputPrice, "outputPrice");
            Checks.positive(satisfactionFactor, "satisfactionFactor");
            Checks.positive(capFactor, "capFactor");
            Checks.nonNegative(penaltyFactor, "penaltyFactor");
            Checks.nonNegative(dollarsPerKilowattHour, "dollarsPerKilowattHour");
            Checks.nonNegative(batteryFactor, "batteryFactor");
            Checks.within(markup, 1, Double.MAX_VALUE, "markup");
            Checks.nonNegative(batteryPrice, "batteryPrice");
        }

        /**
         * Returns the standard values. The prices of tokens are the list prices of gpt-4o-mini. All other values are our choice, without a measured
         * source.
         */
        public static Money standard() {
            return new Money(0.15, 0.6, 2, 2, 1, 0.25, 10, 1.2, 1);
        }

        /** Returns the price of a joule from the grid, in money/J. */
        public double joulePrice() {
            return dollarsPerKilowattHour / 3.6;
        }

        /** Returns the price of the public service for a request. */
        public double servicePrice(RequestTrace.Request request) {
            return request.inputTokens() * inputPrice + request.outputTokens() * outputPrice;
        }
    }

    /**
     * Hardware by kind of agent.
     *
     * @param wireless device of each wireless agent
     * @param mobile device of each mobile agent
     * @param fixed device of each fixed agent
     * @param aerial device of each aerial agent
     */
    public record Devices(
            InferenceHardware wireless, InferenceHardware mobile, InferenceHardware fixed, InferenceHardware aerial) {

        /**
         * Returns the standard devices. A fixed agent has a DGX Spark (422 tokens/s in batches of 32; 200 W is our assumption). All other agents have
         * Jetson Orin modules (56 tokens/s; public benchmarks give 47 to 65 tokens/s batched; 30 W is our assumption).
         */
        public static Devices standard() {
            InferenceHardware jetson = new InferenceHardware("Jetson Orin, batched", 56, 30);
            return new Devices(jetson, jetson, new InferenceHardware("DGX Spark, batch 32", 422, 200), jetson);
        }
    }

    /**
     * Leaders that a wireless agent reaches.
     *
     * @param most maximum number of leaders within reach; those with the best channels are chosen; 0 for no limit
     * @param leastBitsPerSecond minimum rate of a link, in bit/s; slower links are omitted
     */
    public record Links(int most, double leastBitsPerSecond) {

        /**
         * Validates the components.
         *
         * @throws IllegalArgumentException if {@code most} is below 0, or if the rate is not accepted by {@link Checks#amount}
         */
        public Links {
            Checks.within(most, 0, Integer.MAX_VALUE, "maxLinks");
            Checks.amount(leastBitsPerSecond, "minRate");
        }

        /** Returns the limits of the standard channel. */
        public static Links standard() {
            ChannelNetwork network = ChannelNetwork.standard();
            return new Links(network.mostLinks(), network.leastBitsPerSecond());
        }

        /** Returns the standard channel with these limits. */
        ChannelNetwork network() {
            ChannelNetwork standard = ChannelNetwork.standard();
            return standard.withLeastBitsPerSecond(leastBitsPerSecond).withMostLinks(most);
        }
    }

    /** Returns a factor on the speed of devices, rounded to three significant digits. */
    static double declared(double factor) {
        return new BigDecimal(factor).round(DECLARED_DIGITS).doubleValue();
    }

    /** Returns these settings with the speeds of devices and the deadlines that a load requires. */
    ImportSettings withLoad(DeviceSpeedFactors law) {
        return new ImportSettings(
                counts,
                new Tokens(
                        tokens.bitsPerToken,
                        tokens.decodeWeight,
                        tokens.deadlineQuantile,
                        DeviceSpeedFactors.OWN_SHARE),
                money,
                new Devices(
                        devices.wireless.faster(law.wireless()),
                        devices.mobile.faster(law.leaders()),
                        devices.fixed.faster(law.leaders()),
                        devices.aerial.faster(law.aerial())),
                links);
    }

    /** Returns 60 wireless, three mobile, three fixed and six aerial agents, with the standard values of all other settings. */
    public static ImportSettings standard() {
        return new ImportSettings(
                new Counts(60, 3, 3, 6), Tokens.standard(), Money.standard(), Devices.standard(), Links.standard());
    }
}

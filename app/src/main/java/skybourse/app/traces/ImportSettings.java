package skybourse.app.traces;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.math.BigDecimal;
import java.math.MathContext;
import skybourse.base.numeric.Checks;
import skybourse.base.scenario.ChannelNetwork;
import skybourse.base.scenario.ScenarioSampler.Counts;

/**
 * What no trace tells and a scenario needs. Money is in millionths of a US dollar, so that a price in dollars per million
 * tokens is a price per token.
 *
 * @param counts agents of each kind; fewer where the data have fewer
 * @param tokens what a token stands for
 * @param money prices and weights
 * @param devices hardware of each kind of agent
 * @param links which leaders a wireless agent reaches
 */
public record ImportSettings(Counts counts, Tokens tokens, Money money, Devices devices, Links links) {

    private static final MathContext DECLARED_DIGITS = new MathContext(3);

    /**
     * What a token stands for, and when it must be back.
     *
     * @param bitsPerToken size of an input token
     * @param decodeWeight work of an output token, in input tokens
     * @param deadlineQuantile which quantile of the tasks' times at home is everyone's deadline, in [0, 1]
     * @param deadlineFactor what this time is multiplied by
     */
    public record Tokens(double bitsPerToken, double decodeWeight, double deadlineQuantile, double deadlineFactor) {

        public Tokens {
            Checks.positive(bitsPerToken, "bitsPerToken");
            Checks.positive(decodeWeight, "decodeWeight");
            Checks.within(deadlineQuantile, 0, 1, "deadlineQuantile");
            Checks.positive(deadlineFactor, "deadlineFactor");
        }

        /**
         * Returns 4 characters of 8 bits; decoding 8.34 times as slow as reading (DGX Spark, gpt-oss-20b, prompts of 4096
         * tokens, batches of 32: 3521.82 and 422.45 tokens/s); three times the median of the times at home (ours).
         */
        public static Tokens standard() {
            return new Tokens(32, 8.34, 0.5, 3);
        }
    }

    /**
     * Prices and weights.
     *
     * @param inputPrice what a public service asks for an input token
     * @param outputPrice the same for an output token
     * @param satisfactionFactor weight {@code xi} of a task, in prices of the public service for it
     * @param capFactor price caps, in mean prices of the public service
     * @param penaltyFactor {@code theta} of fixed agents per unit of work, in prices of an input token
     * @param dollarsPerKilowattHour price of electricity
     * @param batteryFactor what a joule costs a wireless agent, in prices of electricity
     * @param markup {@code theta} of aerial agents, at least 1
     * @param batteryPrice {@code beta} of aerial agents, per further lot
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

        /** Returns the list price of gpt-4o-mini; everything else is ours and has no measured source. */
        public static Money standard() {
            return new Money(0.15, 0.6, 2, 2, 1, 0.25, 10, 1.2, 1);
        }

        /** Returns the price of a joule from the grid. */
        public double joulePrice() {
            return dollarsPerKilowattHour / 3.6;
        }

        /** Returns what the public service asks for a request. */
        public double servicePrice(Requests.Request request) {
            return request.inputTokens() * inputPrice + request.outputTokens() * outputPrice;
        }
    }

    /**
     * Hardware by kind of agent.
     *
     * @param wireless of every WA
     * @param mobile of every MA
     * @param fixed of every FA
     * @param aerial of every AA
     */
    public record Devices(Device wireless, Device mobile, Device fixed, Device aerial) {

        /**
         * Returns Jetson Orin modules (public benchmarks: 47 to 65 tokens/s batched; 30 W is our assumption) for all but fixed
         * agents, which have a DGX Spark (422 tokens/s in batches of 32; 200 W is our assumption).
         */
        public static Devices standard() {
            Device jetson = new Device("Jetson Orin, batched", 56, 30);
            return new Devices(jetson, jetson, new Device("DGX Spark, batch 32", 422, 200), jetson);
        }
    }

    /**
     * Which leaders a wireless agent reaches.
     *
     * @param most how many it keeps, those of the best channel; 0 for all
     * @param leastBitsPerSecond slower links do not exist
     */
    public record Links(int most, double leastBitsPerSecond) {

        public Links {
            Checks.within(most, 0, Integer.MAX_VALUE, "mostLinks");
            Checks.amount(leastBitsPerSecond, "leastRate");
        }

        /** Returns those of the standard channel. */
        public static Links standard() {
            ChannelNetwork network = ChannelNetwork.standard();
            return new Links(network.mostLinks(), network.leastBitsPerSecond());
        }

        /** Returns the standard channel with these links. */
        ChannelNetwork network() {
            ChannelNetwork standard = ChannelNetwork.standard();
            return standard.withLeastBitsPerSecond(leastBitsPerSecond).withMostLinks(most);
        }
    }

    /** Returns a factor on speeds as it is declared, with three digits. */
    static double declared(double factor) {
        return new BigDecimal(factor).round(DECLARED_DIGITS).doubleValue();
    }

    /** Returns these settings with devices and deadlines by the law of the load. */
    ImportSettings faster(LoadLaw law) {
        return new ImportSettings(
                counts,
                new Tokens(tokens.bitsPerToken, tokens.decodeWeight, tokens.deadlineQuantile, LoadLaw.OWN_SHARE),
                money,
                new Devices(
                        devices.wireless.faster(law.wireless()),
                        devices.mobile.faster(law.leaders()),
                        devices.fixed.faster(law.leaders()),
                        devices.aerial.faster(law.aerial())),
                links);
    }

    /** Returns 60 WAs, three MAs, three FAs, six AAs and the standards of each part. */
    public static ImportSettings standard() {
        return new ImportSettings(
                new Counts(60, 3, 3, 6), Tokens.standard(), Money.standard(), Devices.standard(), Links.standard());
    }
}

package skybourse.evidence.task;

import java.util.List;
import skybourse.tier2.auction.UnitDemandMarketDistribution;
import skybourse.tier2.auction.ValueDistribution;

/** Distributions of limit prices on the ticks 1 to T, for traders with one lot (our choice). They are identified by their names in tables. */
final class UnitDemandDistributions {

    /**
     * Names of the distributions. The first three are ordered from wide to narrow. The fourth resembles tier 1 of the reference scenario. The last
     * two are far from each other.
     */
    static final List<String> NAMES = List.of("uniform", "normal", "narrow", "tier1-like", "low", "high");

    private static final int FEW_TICKS = 20;

    private UnitDemandDistributions() {}

    /**
     * Returns the traders with their distributions. For fewer than 20 ticks some distributions are a little wider, because otherwise only two or
     * three prices would occur.
     *
     * @throws IllegalArgumentException if the name is unknown
     */
    static UnitDemandMarketDistribution of(String law, int buyers, int sellers, int ticks) {
        boolean few = ticks < FEW_TICKS;
        return switch (law) {
            case "uniform" ->
                new UnitDemandMarketDistribution(
                        buyers, ValueDistribution.uniform(1, ticks), sellers, ValueDistribution.uniform(1, ticks));
            case "normal" -> normal(buyers, .6, sellers, .4, few ? 1 / 8.0 : 1 / 10.0, ticks);
            case "narrow" -> normal(buyers, 16 / 30.0, sellers, 14 / 30.0, few ? 1 / 15.0 : 1 / 20.0, ticks);
            case "tier1-like" ->
                new UnitDemandMarketDistribution(
                        buyers,
                        ValueDistribution.normal(58 / 124.0 * ticks, 20 / 124.0 * ticks, 1, ticks),
                        sellers,
                        ValueDistribution.normal(24 / 124.0 * ticks, 9 / 124.0 * ticks, 1, ticks));
            case "low" -> normal(buyers, .4, sellers, .2, 1 / 8.0, ticks);
            case "high" -> normal(buyers, .8, sellers, .6, 1 / 8.0, ticks);
            default -> throw new IllegalArgumentException("law must be one of " + NAMES + ": " + law);
        };
    }

    private static UnitDemandMarketDistribution normal(
            int buyers, double value, int sellers, double cost, double deviation, int ticks) {
        return new UnitDemandMarketDistribution(
                buyers,
                ValueDistribution.normal(value * ticks, deviation * ticks, 1, ticks),
                sellers,
                ValueDistribution.normal(cost * ticks, deviation * ticks, 1, ticks));
    }
}

package skybourse.learning.auctions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.learning.headroom.BenchmarkMarkets;
import skybourse.learning.headroom.ClockMarketDistribution;
import skybourse.learning.headroom.SampledValue;
import skybourse.tier2.auction.SampledMarket;

/**
 * Pins the markets of seeds. All published numbers depend on them, so a change here must be intended. The checksums are
 * CRC-32 of the numbers of buyers and sellers and of all limits, eight bytes each, the lowest byte first.
 */
class ProfileMarketsTest {

    private static final int DRAWS = 2_000;

    private final CRC32 sum = new CRC32();

    private void add(long value) {
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            sum.update((int) (value >>> shift));
        }
    }

    private void add(long[] ticks, int count) {
        for (int i = 0; i < count; i++) {
            add(ticks[i]);
        }
    }

    private static ClockMarketDistribution market(String name) {
        return BenchmarkMarkets.named(name).orElseThrow();
    }

    private static List<SampledMarket> evaluationMarkets(String name) {
        return SampledValue.markets(market(name), 1, "evaluation-markets", DRAWS);
    }

    @ParameterizedTest
    @CsvSource({"narrow-3x2,a82f42d2", "mixed-5x3,fe5c860", "tuning,4078bbda"})
    void trainingSeedsGivePinnedMarkets(String name, String expected) {
        MarketSampler source = new MarketSampler(market(name));
        UnitDemandMarket drawn = new UnitDemandMarket(source.mostBuyerLots(), source.mostSellerLots());
        for (int seed = 0; seed < DRAWS; seed++) {
            source.draw(seed, drawn);
            add(drawn.buyers());
            add(drawn.sellers());
            add(drawn.valueTicks(), drawn.buyers());
            add(drawn.costTicks(), drawn.sellers());
        }
        assertThat(Long.toHexString(sum.getValue())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"narrow-3x2,269fded6", "mixed-5x3,420f05d4", "tuning,3aa33954"})
    void evaluationStreamsGivePinnedMarkets(String name, String expected) {
        for (SampledMarket drawn : evaluationMarkets(name)) {
            add(drawn.bidTicks().length);
            add(drawn.askTicks().length);
            add(drawn.bidTicks(), drawn.bidTicks().length);
            add(drawn.askTicks(), drawn.askTicks().length);
        }
        assertThat(Long.toHexString(sum.getValue())).isEqualTo(expected);
    }

    /**
     * Values are normal with mean 12 and costs with mean 8, with deviation 1.5. Their sample means lie within four
     * standard errors, 0.08 and 0.1.
     */
    @Test
    void bothSamplersHaveTheSameDistribution() {
        MarketSampler source = new MarketSampler(market("narrow-3x2"));
        UnitDemandMarket trained = new UnitDemandMarket(3, 2);
        long values = 0;
        long costs = 0;
        for (int seed = 0; seed < DRAWS; seed++) {
            source.draw(seed, trained);
            values += LongStream.of(trained.valueTicks()).limit(3).sum();
            costs += LongStream.of(trained.costTicks()).limit(2).sum();
        }
        assertThat(values / 3.0 / DRAWS).isBetween(11.92, 12.08);
        assertThat(costs / 2.0 / DRAWS).isBetween(7.9, 8.1);
        long judgedValues = evaluationMarkets("narrow-3x2").stream()
                .mapToLong(draw -> LongStream.of(draw.bidTicks()).sum())
                .sum();
        assertThat(judgedValues / 3.0 / DRAWS).isBetween(11.92, 12.08);
    }
}

package skybourse.learning.headroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StateAliasingTest {

    /** Studies with random shares of 0.05, 0.4 and 1.0, on both markets. */
    private static final List<StateAliasing> ALL = Stream.of("normal-3x2", "narrow-3x2")
            .flatMap(market -> Stream.of(0.05, 0.4, 1.0).map(share -> of(market, 6, share)))
            .toList();

    private static StateAliasing of(String market, int rounds, double randomShare) {
        return StateAliasing.of(BenchmarkMarkets.named(market).orElseThrow(), rounds, randomShare, 1_000_000)
                .orElseThrow();
    }

    private static List<Double> percent(StateAliasing aliasing, ValueTargetKind targets) {
        return aliasing.shares(targets).stream().map(share -> 100 * share).toList();
    }

    @Test
    void wholeEpisodeTargetsReach99Percent() {
        assertThat(ALL)
                .allSatisfy(aliasing -> assertThat(
                                percent(aliasing, ValueTargetKind.WHOLE_EPISODE).getLast())
                        .isBetween(99.0, 100.0 + 1e-9));
    }

    @Test
    void oneStepTargetsPaidAtTheEndStayBelow90Percent() {
        assertThat(ALL)
                .allSatisfy(aliasing -> assertThat(percent(aliasing, ValueTargetKind.ONE_STEP_PAID_AT_THE_END))
                        .hasSize(6)
                        .allMatch(share -> share < 90));
        // with random steps alone the histories never change
        assertThat(percent(ALL.getLast(), ValueTargetKind.ONE_STEP_PAID_AT_THE_END))
                .allSatisfy(share -> assertThat(share).isCloseTo(80.1, within(0.05)));
    }

    @Test
    void firstRoundsEqualPublishedNumbers() {
        StateAliasing normal = of("normal-3x2", 3, 0.4);
        assertThat(percent(normal, ValueTargetKind.ONE_STEP_PAID_AT_THE_END).getFirst())
                .isCloseTo(60.5, within(0.05));
        assertThat(percent(normal, ValueTargetKind.ONE_STEP_PAID_WHEN_SETTLED).getFirst())
                .isCloseTo(88.7, within(0.05));
        List<Double> episodes = percent(normal, ValueTargetKind.WHOLE_EPISODE);
        assertThat(episodes.get(0)).isCloseTo(99.0, within(0.05));
        assertThat(episodes.get(1)).isCloseTo(99.3, within(0.05));
        assertThat(episodes.get(2)).isCloseTo(100.0, within(0.05));
        assertThat(of("normal-3x2", 3, 0.4)).isEqualTo(normal);
    }

    @Test
    void fixedStepAndOptimumEqualThoseOfHeadroom() {
        ClockMarketDistribution market = BenchmarkMarkets.named("narrow-3x2").orElseThrow();
        Headroom headroom = new HeadroomStudy(1, 2, 2, 2, 1_000_000).of(market);
        StateAliasing aliasing = of("narrow-3x2", 1, 1.0);
        assertThat(aliasing.fixed()).isCloseTo(headroom.fixed().reward(), within(1e-12));
        assertThat(aliasing.optimum()).isCloseTo(headroom.ceiling().reward(), within(1e-12));
    }

    @Test
    void noStudyWithoutExactOptimum() {
        for (String market : List.of("mixed-5x3", "normal-3x2")) {
            assertThat(StateAliasing.of(BenchmarkMarkets.named(market).orElseThrow(), 1, 1.0, 10))
                    .isEmpty();
        }
    }
}

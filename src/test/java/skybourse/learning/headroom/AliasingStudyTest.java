package skybourse.learning.headroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AliasingStudyTest {

    private static final AliasingStudy STANDARD = AliasingStudy.standard(1_000_000);
    private static final List<Aliasing> BOTH = List.of(of(STANDARD, "normal-3x2"), of(STANDARD, "narrow-3x2"));

    private static Aliasing of(AliasingStudy study, String market) {
        return study.of(BenchmarkMarkets.named(market).orElseThrow()).orElseThrow();
    }

    private static List<Double> percent(Aliasing aliasing, Targets targets, double randomShare) {
        return aliasing.rows().stream()
                .filter(row -> row.targets() == targets && row.randomShare() == randomShare)
                .flatMap(row -> row.rewards().stream())
                .map(reward -> 100 * aliasing.share(reward))
                .toList();
    }

    @Test
    void wholeEpisodesEndAbove99PercentBecauseTheVisibleStateIsEnoughToActOn() {
        assertThat(BOTH)
                .allSatisfy(aliasing -> assertThat(shares(aliasing, Targets.WHOLE_EPISODE))
                        .hasSize(3)
                        .allSatisfy(shares -> assertThat(shares.getLast()).isBetween(99.0, 100.0 + 1e-9)));
    }

    @Test
    void oneStepTargetsPaidAtTheEndNeverReach90PercentBecauseTheVisibleStateForgetsHowTheQueueWasFilled() {
        assertThat(BOTH)
                .allSatisfy(aliasing -> assertThat(shares(aliasing, Targets.ONE_STEP_PAID_AT_THE_END))
                        .hasSize(3)
                        .allSatisfy(shares -> assertThat(shares).hasSize(6).allMatch(share -> share < 90)));
    }

    private static List<List<Double>> shares(Aliasing aliasing, Targets targets) {
        return STANDARD.randomShares().stream()
                .map(randomShare -> percent(aliasing, targets, randomShare))
                .toList();
    }

    @Test
    void theFirstRoundsAreThoseOfTheDocument() {
        var once = new AliasingStudy(3, List.of(0.4), 1_000_000);
        Aliasing normal = of(once, "normal-3x2");
        assertThat(percent(normal, Targets.ONE_STEP_PAID_AT_THE_END, 0.4).getFirst())
                .isCloseTo(60.5, within(0.05));
        assertThat(percent(normal, Targets.ONE_STEP_PAID_WHEN_SETTLED, 0.4).getFirst())
                .isCloseTo(88.7, within(0.05));
        List<Double> episodes = percent(normal, Targets.WHOLE_EPISODE, 0.4);
        assertThat(episodes.get(0)).isCloseTo(99.0, within(0.05));
        assertThat(episodes.get(1)).isCloseTo(99.3, within(0.05));
        assertThat(episodes.get(2)).isCloseTo(100.0, within(0.05));
        assertThat(of(once, "normal-3x2")).isEqualTo(normal);
    }

    @Test
    void fixedStepAndOptimumAreThoseOfTheHeadroom() {
        ClockMarket market = BenchmarkMarkets.named("narrow-3x2").orElseThrow();
        Headroom headroom = new HeadroomStudy(1, 2, 2, 2, 1_000_000).of(market);
        Aliasing aliasing = of(new AliasingStudy(1, List.of(1.0), 1_000_000), "narrow-3x2");
        assertThat(aliasing.fixed()).isCloseTo(headroom.fixed().reward(), within(1e-12));
        assertThat(aliasing.optimum()).isCloseTo(headroom.ceiling().reward(), within(1e-12));
    }

    @Test
    void withoutAnExactOptimumThereIsNoStudy() {
        assertThat(STANDARD.of(BenchmarkMarkets.named("mixed-5x3").orElseThrow()))
                .isEmpty();
        assertThat(new AliasingStudy(1, List.of(1.0), 10)
                        .of(BenchmarkMarkets.named("normal-3x2").orElseThrow()))
                .isEmpty();
    }
}

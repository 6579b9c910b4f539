package skybourse.app.report.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.round.adversary.Adversary;
import skybourse.round.adversary.Behaviour;
import skybourse.round.adversary.MaliciousGroup;
import skybourse.round.adversary.Reputation;
import skybourse.round.dynamics.Arrivals;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.motion.Motion;
import skybourse.round.motion.Stationary;
import skybourse.round.motion.Track;
import skybourse.round.motion.TrackPlayback;

/** Warnings of markets in which no agent is present for a time. */
class OverTimeSentencesTest {

    private static final Scenario TWO =
            ScenarioSampler.standard(new Counts(2, 1, 1, 0)).sample("two", 1);
    private static final Scenario ON_WHEELS =
            ScenarioSampler.standard(new Counts(2, 1, 0, 0)).sample("two", 1);

    private static Motion presence(double from, double seconds, boolean loops) {
        return new TrackPlayback(
                Track.of(new double[] {0, seconds}, new double[2], new double[2], 60), from, 1e3, loops);
    }

    private static Arrivals until(int seconds) {
        return new Arrivals.Trace(IntStream.rangeClosed(0, seconds)
                .mapToObj(i -> new Arrivals.Trace.Request(
                        i, TWO.wirelessAgents().getFirst().task()))
                .toList());
    }

    private static String warning(Scenario scenario, List<Motion> wireless, List<Motion> mobile, Arrivals arrivals) {
        Dynamics d = Dynamics.stationary();
        return OverTimeSentences.warning(
                scenario,
                d.withWirelessMotion(wireless).withMobileMotion(mobile).withArrivals(arrivals));
    }

    /** One agent is present from second 2 to 6, the other from 4 to 8; the last request arrives at 10. */
    @Test
    void countsSlotsWithoutWirelessAgents() {
        List<Motion> both = List.of(presence(2, 4, false), presence(4, 4, false));
        assertThat(warning(TWO, both, List.of(), until(10)))
                .isEqualTo("no wireless agent is present in 4 of the first 10 slots, from second 0 on: tracks end or"
                        + " have gaps, and requests are lost");
        assertThat(warning(TWO, both, List.of(), new Arrivals.Poisson(0.1)))
                .as("as far as tracks go")
                .startsWith("no wireless agent is present in 2 of the first 8 slots, from second 0 on");
        assertThat(warning(TWO, List.of(presence(0, 5, false), presence(0, 3, false)), List.of(), until(10)))
                .startsWith("no wireless agent is present in 5 of the first 10 slots, from second 5 on");
    }

    @Test
    void loopingAndStationaryAgentsArePresent() {
        assertThat(warning(TWO, List.of(presence(0, 4, true), presence(9, 1, false)), List.of(), until(10)))
                .isEmpty();
        assertThat(warning(TWO, List.of(presence(9, 1, false), new Stationary(0, 0)), List.of(), until(10)))
                .isEmpty();
        assertThat(warning(TWO, List.of(), List.of(), until(10))).isEmpty();
    }

    @Test
    void boundsAreRoundedUp() {
        assertThat(OverTimeSentences.roundedUp(0.97212)).isEqualTo("97.3 %");
        assertThat(OverTimeSentences.roundedUp(0.9996)).isEqualTo("100 %");
        assertThat(OverTimeSentences.roundedUp(0.5 + 1e-15)).isEqualTo("50 %");
        assertThat(OverTimeSentences.roundedUp(1)).isEqualTo("100 %");
    }

    /** Leaders are checked only if all of them move. */
    @Test
    void warnsOfSlotsWithoutLeaders() {
        List<Motion> car = Collections.nCopies(1, presence(0, 7, false));
        assertThat(warning(TWO, List.of(), car, until(10))).isEmpty();
        assertThat(warning(ON_WHEELS, List.of(presence(0, 9, false), presence(0, 1, false)), car, until(10)))
                .isEqualTo("no wireless agent is present in 1 of the first 10 slots, from second 9 on: tracks end or"
                        + " have gaps, and requests are lost; no leader is present in 3 of the first 10 slots, from second"
                        + " 7 on: tracks end or have gaps, and requests are lost");
    }

    @Test
    void contentsStateMaliciousAgentsAndExclusion() {
        var noShow = MaliciousGroup.of(new Behaviour.NoShow(1), "FA1");
        Dynamics attacked = Dynamics.stationary()
                .withAdversary(Optional.of(new Adversary(0.02, List.of(noShow))))
                .withReputation(Optional.of(Reputation.standard()));
        assertThat(OverTimeSentences.contents(TWO, attacked))
                .contains("; some agents are malicious; pieces fail by accident; leaders with a low reputation are"
                        + " excluded; load ");
        assertThat(OverTimeSentences.contents(TWO, Dynamics.stationary()))
                .doesNotContain("malicious", "accident", "reputation");
    }

    /** A load of 1 differs from 1 by rounding. */
    @Test
    void warnsOnlyIfLoadIsAboveOne() {
        double full =
                1 / Dynamics.stationary().withArrivals(new Arrivals.Poisson(1)).load(TWO);
        for (double rounding : new double[] {-1e-12, 0, 1e-12, 1e-10}) {
            assertThat(warning(TWO, List.of(), List.of(), new Arrivals.Poisson(full * (1 + rounding))))
                    .isEmpty();
        }
        assertThat(warning(TWO, List.of(), List.of(), new Arrivals.Poisson(full * (1 + 1e-6))))
                .startsWith("demand exceeds the capacity of all processors, load 1: backlogs grow");
    }
}

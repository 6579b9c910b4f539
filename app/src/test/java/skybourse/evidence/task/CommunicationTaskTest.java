package skybourse.evidence.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static skybourse.evidence.sweep.OneCell.assertRefused;
import static skybourse.evidence.sweep.OneCell.values;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.evidence.sweep.Grid;

class CommunicationTaskTest {

    /** Returns the values of 2,000 markets by the name of their column. */
    private static ToDoubleFunction<String> talk(String market, String law, int ticks) {
        Grid grid = Grid.standard()
                .axis("market", market)
                .axis("law", law)
                .axis("ticks", ticks)
                .axis("markets", 2_000);
        return values(CommunicationTask.TASK, grid);
    }

    /** The floor is below the best of all, that below the best at one price, and that below every rule of thumb; the draw moves means by .2. */
    @Tag("slow")
    @Test
    void everyWayLiesBetweenTheFloorAndCreepingClocks() {
        for (String law : List.of("uniform", "normal", "narrow", "tier1-like")) {
            ToDoubleFunction<String> talk = talk("2/2", law, 8);
            double best = talk.applyAsDouble("best");
            double both = talk.applyAsDouble("bestBothSides");
            assertThat(talk.applyAsDouble("floor")).as(law).isLessThan(best);
            assertThat(best).as(law).isLessThan(both);
            for (String way : List.of("geometric", "fixed", "estimateOneSide", "estimateKnownLawOneSide")) {
                assertThat(talk.applyAsDouble(way)).as("%s, %s", law, way).isGreaterThan(best - .2);
            }
            // who asks both sides at one price cannot do better than the best of those
            for (String way : List.of("bisection", "estimate", "estimateKnownLaw")) {
                assertThat(talk.applyAsDouble(way)).as("%s, %s", law, way).isGreaterThan(both - .2);
            }
        }
    }

    /** As the audit had them when it was a command of its own. */
    @Test
    void everyColumnIsWhatItWas() {
        Grid grid = Grid.standard().axis("ticks", 12).axis("markets", 20);
        ToDoubleFunction<String> talk = values(CommunicationTask.TASK, grid);
        var before = Map.of(
                "floor", 8.35,
                "coarse", 19.0,
                "coarseAnnouncements", 7.5,
                "bisection", 16.55,
                "bisectionAnnouncements", 5.3,
                "estimateKnownLawOneSide", 18.4,
                "estimateKnownLawOneSideAnnouncements", 5.7,
                "bestBothSides", 15.2717,
                "best", 13.0317,
                "bestStates", 163_090.0);
        before.forEach((column, value) ->
                assertThat(talk.applyAsDouble(column)).as(column).isCloseTo(value, within(0.00005)));
    }

    @Test
    void whoKnowsANarrowLawAsksLess() {
        ToDoubleFunction<String> talk = talk("4/3", "narrow", 60);
        assertThat(talk.applyAsDouble("estimateKnownLaw")).isLessThan(talk.applyAsDouble("estimate") - 1);
        assertThat(talk.applyAsDouble("best")).isNaN();
        assertThat(talk.applyAsDouble("bestBothSidesStates")).isNaN();
    }

    @Test
    void aLawThatIsNoneIsRefused() {
        assertRefused(
                CommunicationTask.TASK,
                "law",
                "wide",
                "law must be one of uniform, normal, narrow, tier1-like, low, high: wide");
        assertRefused(CommunicationTask.TASK, "ticks", "0", "ticks must be a whole number from 1: 0");
    }
}

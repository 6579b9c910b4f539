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
import skybourse.evidence.sweep.SweepGrid;

class CommunicationTaskTest {

    /** Returns the values of 2,000 markets by the name of their column. */
    private static ToDoubleFunction<String> valuesOf(String market, String law, int ticks) {
        SweepGrid grid = SweepGrid.standard()
                .axis("market", market)
                .axis("law", law)
                .axis("ticks", ticks)
                .axis("markets", 2_000);
        return values(CommunicationTask.TASK, grid);
    }

    /** The floor is below the best policy, which is below the best with one price for both sides; sampling moves means by 0.2. */
    @Tag("slow")
    @Test
    void policiesRespectLowerBounds() {
        for (String law : List.of("uniform", "normal", "narrow", "tier1-like")) {
            ToDoubleFunction<String> messages = valuesOf("2/2", law, 8);
            double best = messages.applyAsDouble("best");
            double both = messages.applyAsDouble("bestBothSides");
            assertThat(messages.applyAsDouble("floor")).as(law).isLessThan(best);
            assertThat(best).as(law).isLessThan(both);
            for (String way : List.of("geometric", "fixed", "estimateOneSide", "estimateKnownLawOneSide")) {
                assertThat(messages.applyAsDouble(way)).as("%s, %s", law, way).isGreaterThan(best - .2);
            }
            // policies with one price for both sides cannot be better than the best of these
            for (String way : List.of("bisection", "estimate", "estimateKnownLaw")) {
                assertThat(messages.applyAsDouble(way)).as("%s, %s", law, way).isGreaterThan(both - .2);
            }
        }
    }

    /** Values of the former audit command. */
    @Tag("slow")
    @Test
    void columnsHaveKnownValues() {
        SweepGrid grid = SweepGrid.standard().axis("ticks", 12).axis("markets", 20);
        ToDoubleFunction<String> messages = values(CommunicationTask.TASK, grid);
        var expected = Map.of(
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
        expected.forEach((column, value) ->
                assertThat(messages.applyAsDouble(column)).as(column).isCloseTo(value, within(0.00005)));
    }

    @Tag("slow")
    @Test
    void knownNarrowDistributionNeedsFewerMessages() {
        ToDoubleFunction<String> messages = valuesOf("4/3", "narrow", 60);
        assertThat(messages.applyAsDouble("estimateKnownLaw")).isLessThan(messages.applyAsDouble("estimate") - 1);
        assertThat(messages.applyAsDouble("best")).isNaN();
        assertThat(messages.applyAsDouble("bestBothSidesStates")).isNaN();
    }

    @Test
    void rejectsUnknownDistribution() {
        assertRefused(
                CommunicationTask.TASK,
                "law",
                "wide",
                "law must be one of uniform, normal, narrow, tier1-like, low, high: wide");
        assertRefused(CommunicationTask.TASK, "ticks", "0", "ticks must be a whole number from 1: 0");
    }
}

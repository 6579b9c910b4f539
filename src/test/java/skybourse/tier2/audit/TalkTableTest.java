package skybourse.tier2.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TalkTableTest {

    /** The floor is below the best of all, that below the best at one price, and that below every rule of thumb but for the draw. */
    @Test
    void everyWayLiesBetweenTheFloorAndCreepingClocks() {
        for (String law : UnitLaws.NAMES) {
            TalkTable.Row row = TalkTable.row(law, 2, 2, 8, 2_000, 3);
            double best = row.oneSide().orElseThrow().messages();
            double both = row.bothSides().orElseThrow().messages();
            assertThat(row.floor().low()).as(law).isLessThan(best);
            assertThat(best).as(law).isLessThan(both);
            assertThat(row.talk()).hasSameSizeAs(TalkTable.WAYS);
            for (String way : TalkTable.WAYS.subList(1, TalkTable.WAYS.size())) {
                Estimate messages = row.talk().get(TalkTable.WAYS.indexOf(way)).messages();
                assertThat(messages.high()).as("%s, %s", law, way).isGreaterThan(best);
                assertThat(messages.count()).isEqualTo(2_000);
            }
            // who asks both sides at one price cannot do better than the best of those
            for (String way : List.of("bisection", "estimate", "estimate-known-law")) {
                assertThat(row.talk()
                                .get(TalkTable.WAYS.indexOf(way))
                                .messages()
                                .high())
                        .as("%s, %s", law, way)
                        .isGreaterThan(both);
            }
        }
    }

    @Test
    void whoKnowsANarrowLawAsksLess() {
        TalkTable.Row row = TalkTable.row("narrow", 4, 3, 60, 1_000, 3);
        double knowing = row.talk()
                .get(TalkTable.WAYS.indexOf("estimate-known-law"))
                .messages()
                .high();
        assertThat(knowing)
                .isLessThan(row.talk()
                        .get(TalkTable.WAYS.indexOf("estimate"))
                        .messages()
                        .low());
        assertThat(row.oneSide()).isEmpty();
        assertThat(row.bothSides()).isEmpty();
    }

    @Test
    void largerSizesAreLeftOut() {
        assertThat(TalkTable.of(10, 2, 1).rows()).isEmpty();
    }
}

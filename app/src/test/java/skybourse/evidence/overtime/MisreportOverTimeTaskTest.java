package skybourse.evidence.overtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.TaskRunner;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.round.simulation.OverTimeAudit;

class MisreportOverTimeTaskTest {

    private static final GridPoint PAIR = new GridPoint(new TreeMap<>(MisreportOverTimeTask.TASK.axes()))
            .with("scenario", "20/2/3/2")
            .with("rule", "seller-vcg")
            .with("repair", "never")
            .with("slots", "4");

    /** One row for each misreport, with the sums over both agents. */
    @Test
    void rowsMatchMisreportsOfAudit() {
        List<double[]> rows = MisreportOverTimeTask.TASK.work().run(PAIR, 3, ScenarioSource.none());
        OverTimeAudit audit =
                OverTimeAudit.of(MisreportOverTimeTask.setup(PAIR, 3, ScenarioSource.none()), 4, TaskRunner.CALLER);
        assertThat(rows).hasSize(7);
        for (int i = 0; i < 7; i++) {
            double[] row = rows.get(i);
            double first = audit.tried().get(i).gain();
            double second = audit.tried().get(7 + i).gain();
            assertThat(row[0]).isEqualTo(OverTimeAudit.MISREPORTS.get(i).costs());
            assertThat(row[1]).isEqualTo(OverTimeAudit.MISREPORTS.get(i).lots());
            assertThat(row[2])
                    .isEqualTo(audit.truthful().utilities().getFirst()
                            + audit.truthful().utilities().getLast());
            assertThat(row[3]).isEqualTo(first + second);
            assertThat(row[4]).isEqualTo((first > 0 ? 1 : 0) + (second > 0 ? 1 : 0));
            assertThat(row[5]).isEqualTo(Math.max(first, second));
            assertThat(row[6]).isEqualTo(audit.truthful().deadlines());
            assertThat(row[7]).isEqualTo(audit.truthful().welfarePerSlot());
        }
    }

    @Test
    void rejectsZeroSlots() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> MisreportOverTimeTask.TASK.check().check(PAIR.with("slots", "0"), ScenarioSource.none()))
                .withMessage("slots must be a whole number from 1: 0");
    }
}

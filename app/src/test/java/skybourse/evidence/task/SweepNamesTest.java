package skybourse.evidence.task;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import skybourse.testing.StoredNames;

/** Sweep files name tasks and axes; stored cells name columns. */
class SweepNamesTest {

    @Test
    void namesOfTasksAxesAndColumnsAreUnchanged() throws IOException {
        StringBuilder text = new StringBuilder();
        CellTasks.all().forEach((name, task) -> {
            text.append(name).append('\n');
            text.append("  axes: ")
                    .append(String.join(" ", task.axes().keySet()))
                    .append('\n');
            text.append("  keys: ").append(String.join(" ", task.keys())).append('\n');
            text.append("  columns: ").append(String.join(" ", task.values())).append('\n');
        });
        StoredNames.assertGolden("app/src/test/resources/golden/sweep-names.txt", text.toString());
    }
}

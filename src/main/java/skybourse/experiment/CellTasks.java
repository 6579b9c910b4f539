package skybourse.experiment;

import java.util.List;
import java.util.Optional;

/** Every task by its name. */
public final class CellTasks {

    private static final List<CellTask> ALL = List.of(
            new RoundTask(),
            new RestTask(),
            new IterationsTask(),
            new AuctionTask(),
            new AuditTask(),
            new ReportTask(),
            new FollowerTask(),
            new AuctioneerTask());

    private CellTasks() {}

    /** Returns the names. */
    public static List<String> names() {
        return ALL.stream().map(CellTask::name).toList();
    }

    /** Returns the task of that name. */
    public static Optional<CellTask> named(String name) {
        return ALL.stream().filter(task -> task.name().equals(name)).findFirst();
    }
}

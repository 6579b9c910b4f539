package skybourse.server.codec;

import java.util.List;
import java.util.Optional;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.venue.ExchangeEngine;
import skybourse.venue.event.SubmittedTask;

/** Page of the list of an agent's tasks, by name. */
public record TaskListBody(
        @FieldDescription("The tasks.") List<ListedTask> tasks,

        @FieldDescription("Number of stored tasks of the agent, on all pages.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        int total,

        @FieldDescription("Value of `after` for the next page; missing on the last page.")
        Optional<String> next) {

    public TaskListBody {
        tasks = List.copyOf(tasks);
    }

    /** Task without its pieces. */
    public record ListedTask(
            @FieldDescription("Name of the task.") String task,
            @FieldDescription("Stage of the task.") SubmittedTask.Stage stage,

            @FieldDescription("Last round that may sell the task.")
            JsonLong lastRound,

            @FieldDescription(TaskBody.SOLD_IN) Optional<JsonLong> soldIn,

            @FieldDescription("Bill of the task; missing if its pieces have been deleted.")
            Optional<JsonLong> billUnits) {

        private static ListedTask of(ExchangeEngine engine, SubmittedTask task) {
            return new ListedTask(
                    task.name(),
                    task.stage(),
                    new JsonLong(task.lastRound()),
                    TaskBody.soldIn(task),
                    engine.tasks(task.agent()).hasDeletedPieces(task)
                            ? Optional.empty()
                            : Optional.of(
                                    TaskBody.billUnits(engine.piecesOfTask(task.agent(), task.name()), engine::meter)));
        }
    }

    /**
     * Returns a page.
     *
     * @param agent an agent of the market
     * @param after name after which the page begins; empty for the first page
     * @param most largest number of tasks
     */
    public static TaskListBody of(ExchangeEngine engine, String agent, String after, int most) {
        List<SubmittedTask> found = engine.tasks(agent).after(after, most + 1);
        List<ListedTask> shown = found.stream()
                .limit(most)
                .map(task -> ListedTask.of(engine, task))
                .toList();
        boolean isLast = found.size() <= most || shown.isEmpty();
        return new TaskListBody(
                shown,
                engine.tasks(agent).count(),
                isLast ? Optional.empty() : Optional.of(shown.getLast().task()));
    }
}

package skybourse.venue;

import java.util.Comparator;

/**
 * Identifies a task: names of tasks are unique for each agent. Ordered by agent, then by name.
 *
 * @param agent the wireless agent
 * @param task the name of the task
 */
record TaskKey(String agent, String task) implements Comparable<TaskKey> {

    private static final Comparator<TaskKey> ORDER =
            Comparator.comparing(TaskKey::agent).thenComparing(TaskKey::task);

    @Override
    public int compareTo(TaskKey other) {
        return ORDER.compare(this, other);
    }
}

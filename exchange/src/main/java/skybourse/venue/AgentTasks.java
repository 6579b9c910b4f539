package skybourse.venue;

import java.util.List;
import skybourse.venue.event.SubmittedTask;

/** Stored tasks of an agent, by name. View of a market, not thread safe. */
public final class AgentTasks {

    private final ExchangeState state;
    private final String agent;

    AgentTasks(ExchangeState state, String agent) {
        this.state = state;
        this.agent = agent;
    }

    /** Returns the number of tasks. */
    public int count() {
        return state.seat(agent).names;
    }

    /**
     * Returns the first tasks after a name.
     *
     * @param name the name; empty for the first tasks of all
     * @param most largest number of tasks, at least 0
     */
    public List<SubmittedTask> after(String name, int most) {
        return state.tasks.tailMap(new TaskKey(agent, name + '\0')).values().stream()
                .takeWhile(task -> task.agent().equals(agent))
                .limit(most)
                .toList();
    }

    /** Returns whether the pieces of a task have been deleted. Its results and its bill are then unknown. */
    public boolean hasDeletedPieces(SubmittedTask task) {
        return task.soldIn() >= 0
                && task.soldIn() < state.round - ExchangeState.KEPT_ROUNDS
                && state.pieces.lastRound(new TaskKey(agent, task.name())) < 0;
    }
}

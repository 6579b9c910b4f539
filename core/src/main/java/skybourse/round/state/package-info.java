/**
 * State that carries over between slots: positions, tasks, queues, messages and batteries. Start reading at
 * {@link skybourse.round.state.SimulationState}, then {@link skybourse.round.state.TaskTable}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.round.state;

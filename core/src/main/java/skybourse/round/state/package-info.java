/**
 * State that carries over between slots: positions, tasks, queues, messages and batteries. Start reading at
 * {@link skybourse.round.state.MarketState}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.round.state;

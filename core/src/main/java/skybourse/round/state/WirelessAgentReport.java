package skybourse.round.state;

import skybourse.base.scenario.AgentLinks;

/**
 * Message of a wireless agent to all leaders: its task and its links.
 *
 * @param slot slot in which it was sent
 * @param arrivalSeconds time of its arrival
 * @param agent index of the wireless agent
 * @param task kind of its task, as {@code likeTask} of {@link TaskTable}; -1 for no task
 * @param remainingSeconds time until the task's deadline; 0 without a task
 * @param links links of the agent in that slot
 */
public record WirelessAgentReport(
        long slot, double arrivalSeconds, int agent, long task, double remainingSeconds, AgentLinks links) {}

package skybourse.round.state;

import skybourse.base.scenario.AgentLinks;

/**
 * What a wireless agent tells all leaders: the task that it offers, and its links.
 *
 * @param slot in which it was sent
 * @param arrivalSeconds when it is there
 * @param agent who sent it
 * @param task whose size its task has, as {@link TaskTable} counts; -1 for none
 * @param remainingSeconds until the task is due; 0 for none
 * @param links in that slot
 */
public record Report(
        long slot, double arrivalSeconds, int agent, long task, double remainingSeconds, AgentLinks links) {}

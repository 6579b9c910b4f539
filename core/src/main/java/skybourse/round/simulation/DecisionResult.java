package skybourse.round.simulation;

/**
 * Result of the first half of a slot: the offered tasks, the games, the prices and the decisions of wireless agents.
 *
 * @param offers offered tasks
 * @param games games of the slot: the true game, and the games that leaders and agents observe
 * @param asked result of the pricing
 * @param decisions decisions of wireless agents
 */
record DecisionResult(OfferedTasks offers, SlotGames games, PricingResult asked, FollowerDecisions decisions) {}

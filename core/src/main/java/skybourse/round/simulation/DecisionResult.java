package skybourse.round.simulation;

/**
 * Result of the first half of a slot.
 *
 * @param offers offered tasks
 * @param games games of the slot: the true one, and those observed by leaders and agents
 * @param asked pricing
 * @param decisions decisions of wireless agents
 */
record DecisionResult(Offers offers, SlotGames games, PricingResult asked, FollowerDecisions decisions) {}

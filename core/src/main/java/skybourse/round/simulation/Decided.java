package skybourse.round.simulation;

/**
 * The first half of a slot.
 *
 * @param offers which tasks are offered
 * @param games the slot as it is, and as leaders and agents see it
 * @param asked how prices came about
 * @param decisions what is sent
 */
record Decided(Offers offers, SlotGames games, Asked asked, Decisions decisions) {}

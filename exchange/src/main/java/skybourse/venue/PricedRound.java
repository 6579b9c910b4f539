package skybourse.venue;

import skybourse.venue.event.RoundPrices;

/**
 * Prices of a round.
 *
 * @param round the round, with the decision about its posted prices
 * @param solved its prices
 */
public record PricedRound(FrozenRound round, RoundPrices solved) {}

package skybourse.market;

/**
 * What one leader would earn at other prices while all others keep theirs, for figures; no proof.
 *
 * @param leader leader index
 * @param prices {@code double[points]}, rising, money per bit
 * @param profits {@code double[points]}, what the leader's decision counts, overload price included; money
 */
public record ProfitCurve(int leader, double[] prices, double[] profits) {}

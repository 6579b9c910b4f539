package skybourse.venue.event;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decision about the posted prices of a round. A gain is an upper bound on the relative gain of a leader from another price, if all others keep theirs.
 *
 * @param admitted gain of each leader whose posted price was admitted, by leader id, at the prices of the round
 * @param refused gain of each leader whose posted price was refused, by leader id, at the prices of the others by which it was refused
 */
public record PostedPriceAdmission(SortedMap<String, Double> admitted, SortedMap<String, Double> refused) {

    /** The admission of a market without {@link TwoTierModel#mostPostedGain}, or of a round without posted prices. */
    public static final PostedPriceAdmission NONE = new PostedPriceAdmission(new TreeMap<>(), new TreeMap<>());

    public PostedPriceAdmission {
        admitted = Collections.unmodifiableSortedMap(new TreeMap<>(admitted));
        refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
    }
}

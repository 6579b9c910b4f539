package skybourse.files.codec;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Check of the posted prices that a record admits and refuses, as a part of line 11 of a receipt check. The methods return the first fault; empty if there is none. */
public final class PostedPriceCheck {

    private PostedPriceCheck() {}

    /** Checks the gains in a record against the largest admitted gain in the record. */
    public static Optional<String> fault(PublishedRoundRecord record) {
        Double most = record.mostPostedGain();
        if (most == null) {
            return known(record.refusedGains()).keySet().stream()
                    .findFirst()
                    .map(leader -> "the posted price of " + leader + " was refused, but no largest gain is stated");
        }
        Map<String, Double> admitted = known(record.postedGains());
        Optional<String> refused = known(record.refusedGains()).entrySet().stream()
                .filter(gain -> !(gain.getValue() > most) || record.posting().contains(gain.getKey()))
                .findFirst()
                .map(gain -> said(gain.getKey(), "refused", gain.getValue(), most));
        return refused.or(() -> record.posting().stream()
                .filter(leader -> !(admitted.getOrDefault(leader, Double.NaN) <= most))
                .findFirst()
                .map(leader -> said(leader, "admitted", admitted.getOrDefault(leader, Double.NaN), most)));
    }

    /**
     * Compares the gains of admitted posted prices with recomputed ones.
     *
     * @param gains recomputed upper bounds, by leader that posts its price
     */
    public static Optional<String> fault(PublishedRoundRecord record, SortedMap<String, Double> gains) {
        Map<String, Double> known = known(record.postedGains());
        for (Map.Entry<String, Double> gain : gains.entrySet()) {
            double stated = known.getOrDefault(gain.getKey(), Double.NaN);
            if (record.mostPostedGain() != null && !(gain.getValue() <= stated)) {
                return Optional.of(String.format(
                        Locale.ROOT,
                        "the posted price of %s leaves a gain of %.3g; the record states %.3g",
                        gain.getKey(),
                        gain.getValue(),
                        stated));
            }
        }
        return Optional.empty();
    }

    /** Returns the largest admitted gain of a posted price as a part of the text of line 11; an empty text if all posted prices are admitted. */
    public static String limit(PublishedRoundRecord record) {
        Double most = record.mostPostedGain();
        return most == null
                ? ""
                : String.format(Locale.ROOT, "; posted prices are admitted up to a gain of %.3g", most);
    }

    private static Map<String, Double> known(@Nullable Map<String, Double> gains) {
        return gains == null ? Map.of() : gains;
    }

    private static String said(String leader, String decision, double gain, double most) {
        return String.format(
                Locale.ROOT,
                "the posted price of %s was %s at a gain of %.3g; the largest admitted gain is %.3g",
                leader,
                decision,
                gain,
                most);
    }
}

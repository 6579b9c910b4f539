package skybourse.app.result;

import java.util.List;
import java.util.Optional;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Point;

/** A price of a mixed strategy with its probability. */
public record PriceProbabilityRow(
        @FieldDescription(value = "Price.", unit = "money per bit") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double pricePerBit,

        @FieldDescription("Probability of the price.") @SchemaRule(SchemaRule.SHARE)
        double weight) {

    /** Returns the prices among which a leader randomizes; empty if the leader has a single price. */
    static Optional<List<PriceProbabilityRow>> of(MixedPrices mix, int leader) {
        List<Point> points = mix.mixes().get(leader).points();
        return points.size() == 1
                ? Optional.empty()
                : Optional.of(points.stream()
                        .map(point -> new PriceProbabilityRow(point.price(), point.weight()))
                        .toList());
    }
}

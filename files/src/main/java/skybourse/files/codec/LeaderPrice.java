package skybourse.files.codec;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.tier1.game.PricingGame;

/**
 * Price of a leader.
 *
 * @param moneyPerBit price, money/bit; infinite for a closed leader
 */
@FieldDescription("Money per bit; `closed` for a closed leader.")
@SchemaRule("oneOf: [{type: number, minimum: 0}, {const: closed}]")
public record LeaderPrice(double moneyPerBit) {

    /** Returns the elements of a price vector as {@code LeaderPrice} objects. */
    public static List<LeaderPrice> list(double[] moneyPerBit) {
        return Arrays.stream(moneyPerBit).mapToObj(LeaderPrice::new).toList();
    }

    /** Returns the price as a JSON value, which is a number or {@code closed}. */
    @JsonValue
    public Object json() {
        return moneyPerBit == PricingGame.CLOSED ? PricesText.CLOSED : (Object) moneyPerBit;
    }
}

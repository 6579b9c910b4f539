package skybourse.files.codec;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import skybourse.files.text.Description;
import skybourse.files.text.SchemaRule;
import skybourse.tier1.game.PricingGame;

/**
 * A price of a leader.
 *
 * @param moneyPerBit infinite for a closed leader
 */
@Description("Money per bit; `closed` for a closed leader.")
@SchemaRule("oneOf: [{type: number, minimum: 0}, {const: closed}]")
public record Price(double moneyPerBit) {

    /** Returns the prices of a vector. */
    public static List<Price> list(double[] moneyPerBit) {
        return Arrays.stream(moneyPerBit).mapToObj(Price::new).toList();
    }

    /** Returns a number, or {@code closed}. */
    @JsonValue
    public Object json() {
        return moneyPerBit == PricingGame.CLOSED ? PricesText.CLOSED : (Object) moneyPerBit;
    }
}

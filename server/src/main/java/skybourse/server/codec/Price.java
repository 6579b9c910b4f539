package skybourse.server.codec;

import com.fasterxml.jackson.annotation.JsonValue;
import skybourse.files.codec.JsonText;
import skybourse.files.text.Description;

/**
 * A price of a leader.
 *
 * @param moneyPerBit infinite for a closed leader
 */
@Description("Money per bit; `closed` for a closed leader.")
@SchemaRule("oneOf: [{type: number, minimum: 0}, {const: closed}]")
public record Price(double moneyPerBit) {

    /** Returns a number, or {@code closed}. */
    @JsonValue
    public Object json() {
        return JsonText.price(moneyPerBit);
    }
}

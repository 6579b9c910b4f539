package skybourse.server.codec;

import com.fasterxml.jackson.annotation.JsonValue;
import skybourse.files.codec.LeaderPrice;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.tier1.game.PricingGame;

/**
 * Amount in ledger units that a leader charges for an input at its price, as a JSON value.
 *
 * @param moneyPerBit price of the leader, money/bit; infinite if the leader is closed
 * @param bits size of the input, bit
 * @param unitMoney value of one ledger unit, money
 */
@FieldDescription("A 64-bit integer, in ledger units; a string if it is above 2^53 - 1. `closed` for a closed leader.")
@SchemaRule("oneOf: [{type: integer}, {type: string, pattern: '^(closed|[0-9]+)$'}]")
record Bill(double moneyPerBit, double bits, double unitMoney) {

    /** Returns the bill as a JSON number or text, rounded up to ledger units. */
    @JsonValue
    Object json() {
        return moneyPerBit == PricingGame.CLOSED
                ? new LeaderPrice(moneyPerBit).json()
                : new JsonLong((long) Math.ceil(moneyPerBit * bits / unitMoney)).json();
    }
}

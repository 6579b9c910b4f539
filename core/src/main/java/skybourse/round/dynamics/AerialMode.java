package skybourse.round.dynamics;

import skybourse.base.numeric.Wire;

/** What an aerial agent does, in the order of a battery's cycle. */
public enum AerialMode {
    /** Charges at the base. */
    CHARGING(2),
    /** Flies from the base to its place. */
    OUTBOUND(3),
    /** Sells computing at its place. */
    SERVING(0),
    /** Flies back to the base. */
    RETURNING(1);

    private final int code;

    AerialMode(int code) {
        this.code = code;
    }

    /** Returns the number of the mode in saved states. */
    public int code() {
        return code;
    }

    /** Returns the name as tables have it, such as {@code serving}. */
    @Override
    public String toString() {
        return Wire.name(this);
    }

    public static AerialMode ofCode(int code) {
        for (AerialMode mode : values()) {
            if (mode.code == code) {
                return mode;
            }
        }
        throw new IllegalArgumentException("mode of an aerial agent must be in [0, 3]: " + code);
    }
}

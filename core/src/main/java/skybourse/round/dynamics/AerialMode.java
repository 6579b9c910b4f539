package skybourse.round.dynamics;

import skybourse.base.numeric.EnumNames;

/** Activity of an aerial agent, in the order of a battery's cycle. */
public enum AerialMode {
    /** Charges at the base. */
    CHARGING(2),
    /** Flies from the base to its station. */
    OUTBOUND(3),
    /** Sells computing at its station. */
    SERVING(0),
    /** Flies back to the base. */
    RETURNING(1);

    private final int code;

    AerialMode(int code) {
        this.code = code;
    }

    /** Returns the number of the mode in saved states, in [0, 3]. */
    public int code() {
        return code;
    }

    /** Returns the name in tables, such as {@code serving}. */
    @Override
    public String toString() {
        return EnumNames.name(this);
    }

    /**
     * Returns the mode whose {@link #code} is a given number.
     *
     * @throws IllegalArgumentException if {@code code} is not in [0, 3]
     */
    public static AerialMode ofCode(int code) {
        for (AerialMode mode : values()) {
            if (mode.code == code) {
                return mode;
            }
        }
        throw new IllegalArgumentException("mode of an aerial agent must be in [0, 3]: " + code);
    }
}

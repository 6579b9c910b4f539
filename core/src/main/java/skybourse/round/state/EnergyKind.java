package skybourse.round.state;

import skybourse.base.numeric.EnumNames;

/** Kind of an entry in the energy account of an agent. The uses of an agent sum to its sources. */
public enum EnergyKind {
    HOME_COMPUTING,
    SENDING,
    LEADER_COMPUTING,
    AERIAL_COMPUTING,
    HOVER,
    FLIGHT,
    /** Loss of charge of the battery since the start, the first source. */
    BATTERY,
    /** Energy charged into the battery since the start. */
    CHARGED,
    /** Energy of an agent without a battery. */
    MAINS;

    /** Returns whether the kind is a use of energy. */
    public boolean isUse() {
        return compareTo(BATTERY) < 0;
    }

    /** Returns the name in tables, such as {@code home-computing}. */
    @Override
    public String toString() {
        return EnumNames.name(this);
    }
}

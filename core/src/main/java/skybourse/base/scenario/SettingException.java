package skybourse.base.scenario;

/** A setting of a scenario that is in its range and yet does not go together with the rest; nobody's option is to blame. */
public final class SettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /**
     * Describes what is wrong.
     *
     * @param complaint the setting by its path in the scenario, the rule and the value, such as {@code rules.lotWork must make at
     *     most 1000000 lots per side: 1.0}
     */
    public SettingException(String complaint) {
        super(complaint);
    }
}

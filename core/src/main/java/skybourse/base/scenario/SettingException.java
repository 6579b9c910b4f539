package skybourse.base.scenario;

/** Thrown if a setting of a scenario is within its own range, but incompatible with other settings. */
public final class SettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the exception with its message.
     *
     * @param complaint the setting by its path in the scenario, the rule and the value, such as {@code rules.lotWork must make at most 1000000 lots
     *     per side: 1.0}
     */
    public SettingException(String complaint) {
        super(complaint);
    }
}

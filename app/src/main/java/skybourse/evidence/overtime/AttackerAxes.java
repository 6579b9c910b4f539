package skybourse.evidence.overtime;

import java.util.List;
import java.util.OptionalDouble;
import skybourse.base.numeric.NumberSyntax;
import skybourse.evidence.sweep.GridPoint;
import skybourse.round.adversary.Behaviour;
import skybourse.round.adversary.MaliciousGroup;

/** Axes of malicious agents and of switches, shared by the tasks that measure attacks. */
final class AttackerAxes {

    /** Axis of the malicious agents: none, names joined by {@code +}, or a share of the agents that the behaviour suits. */
    static final String ATTACKERS = "attackers";

    /** Axis whose value names the behaviour. */
    static final String BEHAVIOUR = "behaviour";

    /** Axis of the behaviour's number: its rate or factor. */
    static final String STRENGTH = "strength";

    private AttackerAxes() {}

    /**
     * Returns the behaviour that the settings describe.
     *
     * @param names allowed names of behaviours
     * @throws IllegalArgumentException if the settings name none of them, or if the number is outside its range
     */
    static Behaviour behaviour(GridPoint settings, List<String> names) {
        String name = settings.word(BEHAVIOUR, names);
        double strength = settings.number(STRENGTH);
        return switch (name) {
            case "no-show" -> new Behaviour.NoShow(strength);
            case "decline" -> new Behaviour.Decline(strength);
            case "wrong-result" -> new Behaviour.WrongResult(strength);
            case "overstate" -> new Behaviour.Overstate(strength);
            case "reject" -> new Behaviour.Reject(strength);
            default -> new Behaviour.Misreport(strength);
        };
    }

    /**
     * Returns the malicious agents that the settings describe, with a behaviour; empty if there are none.
     *
     * @throws IllegalArgumentException if a share is outside its range
     */
    static List<MaliciousGroup> groups(GridPoint settings, Behaviour behaviour) {
        String who = settings.text(ATTACKERS);
        if (who.equals(OverTimeSetups.NONE)) {
            return List.of();
        }
        OptionalDouble share = NumberSyntax.decimal(who);
        return List.of(
                share.isPresent()
                        ? MaliciousGroup.share(behaviour, share.getAsDouble())
                        : MaliciousGroup.of(behaviour, who.split("\\+", -1)));
    }

    /**
     * Returns whether an axis is on.
     *
     * @throws IllegalArgumentException if its value is neither on nor off
     */
    static boolean isOn(GridPoint settings, String axis) {
        return settings.word(axis, List.of("on", "off")).equals("on");
    }
}

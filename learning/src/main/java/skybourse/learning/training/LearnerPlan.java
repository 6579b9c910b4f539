package skybourse.learning.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import skybourse.learning.learners.DiffusionActorCritic;
import skybourse.learning.learners.DoubleDqn;
import skybourse.learning.learners.LearnerSettings;
import skybourse.learning.learners.Ppo;
import skybourse.learning.learners.SoftActorCritic;

/**
 * Which learner, with which settings and aids.
 *
 * @param settings hyper-parameters, which make the learner
 * @param aids what it is given beside the problem
 */
public record LearnerPlan(LearnerSettings settings, Aids aids) {

    /**
     * Returns the learner with some settings or aids changed.
     *
     * @param changes values by name, such as {@code actorRate}; names inside a setting are found too
     * @throws IllegalArgumentException naming the setting and the rule
     */
    public LearnerPlan with(Map<String, String> changes) {
        LearnerSettings settings = this.settings;
        Aids aids = this.aids;
        for (Map.Entry<String, String> change : changes.entrySet()) {
            SettingChange changed = new SettingChange(change.getKey(), change.getValue());
            Optional<Record> inSettings = changed.in((Record) settings);
            Optional<Record> inAids = inSettings.isPresent() ? Optional.empty() : changed.in(aids);
            if (inSettings.isEmpty() && inAids.isEmpty()) {
                throw new IllegalArgumentException("setting must be one of this learner's, " + this.settings + ", "
                        + this.aids + ": " + change.getKey());
            }
            settings = inSettings.map(LearnerSettings.class::cast).orElse(settings);
            aids = inAids.map(Aids.class::cast).orElse(aids);
        }
        return new LearnerPlan(settings, aids);
    }

    /** Returns the names that {@link #named} knows. */
    public static List<String> names() {
        return List.of(
                "diffusion",
                "plain",
                "ppo-aided",
                "dqn-aided",
                "diffusion-td",
                "diffusion-d2sac",
                "sac",
                "ppo",
                "ppo-tuned",
                "dqn");
    }

    /**
     * Returns a learner by name; empty for an unknown one. The first four have {@link Aids#BOTH}, the others none. All have the best of twelve
     * settings on the market called tuning (the first of those within .0002 of the best, so that the settings of a search's beginning
     * stay unless something is clearly better) but {@code diffusion-d2sac}, which has those of Du et al., and {@code ppo}, which has the weak ones that they compare
     * with.
     *
     * @param steps how many steps the training will make in each lane, over which rates and temperatures fall
     */
    public static Optional<LearnerPlan> named(String name, long steps) {
        return switch (name) {
            case "diffusion" -> {
                Ppo.Chain constant = Ppo.Chain.standard(0);
                long updates = updates(steps, constant.shared());
                yield Optional.of(new LearnerPlan(Ppo.Chain.standard(updates), Aids.BOTH));
            }
            case "plain" -> {
                long updates = updates(steps, Ppo.Settings.wholeEpisodes(0));
                yield Optional.of(new LearnerPlan(Ppo.Settings.wholeEpisodes(updates), Aids.BOTH));
            }
            case "ppo-aided" -> {
                long updates = updates(steps, Ppo.Settings.searched(0));
                yield Optional.of(new LearnerPlan(Ppo.Settings.searched(updates), Aids.BOTH));
            }
            case "dqn-aided" -> Optional.of(new LearnerPlan(DoubleDqn.Settings.searchedWithAids(), Aids.BOTH));
            case "diffusion-td" ->
                Optional.of(new LearnerPlan(DiffusionActorCritic.Settings.searched(steps), Aids.NONE));
            case "diffusion-d2sac" -> Optional.of(new LearnerPlan(DiffusionActorCritic.Settings.standard(), Aids.NONE));
            case "sac" -> Optional.of(new LearnerPlan(SoftActorCritic.Settings.searched(steps), Aids.NONE));
            case "ppo" -> Optional.of(new LearnerPlan(Ppo.Settings.weak(), Aids.NONE));
            case "ppo-tuned" -> {
                long updates = updates(steps, Ppo.Settings.searched(0));
                yield Optional.of(new LearnerPlan(Ppo.Settings.searched(updates), Aids.NONE));
            }
            case "dqn" -> Optional.of(new LearnerPlan(DoubleDqn.Settings.searched(), Aids.NONE));
            default -> Optional.empty();
        };
    }

    private static long updates(long steps, Ppo.Settings settings) {
        return Math.max(1, steps / settings.rolloutSteps());
    }
}

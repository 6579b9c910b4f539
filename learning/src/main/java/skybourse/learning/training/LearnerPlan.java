package skybourse.learning.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import skybourse.learning.auctions.TrainingAids;
import skybourse.learning.learners.DiffusionActorCritic;
import skybourse.learning.learners.DoubleDqn;
import skybourse.learning.learners.Learner;
import skybourse.learning.learners.Ppo;
import skybourse.learning.learners.SoftActorCritic;

/** Learner with its settings and training aids. */
public sealed interface LearnerPlan {

    /** PPO with a diffusion chain as the actor. */
    record DiffusionPpoPlan(Ppo.DiffusionSettings settings, TrainingAids aids) implements LearnerPlan {
        @Override
        public Learner learner(int stateSize, int actions) {
            return new Ppo(stateSize, actions, settings);
        }
    }

    /** Diffusion actor-critic: a diffusion chain trained by critics. */
    record DiffusionActorCriticPlan(DiffusionActorCritic.Settings settings, TrainingAids aids) implements LearnerPlan {
        @Override
        public Learner learner(int stateSize, int actions) {
            return settings.learner(stateSize, actions);
        }
    }

    /** Soft actor-critic, without diffusion. */
    record SoftActorCriticPlan(SoftActorCritic.Settings settings, TrainingAids aids) implements LearnerPlan {
        @Override
        public Learner learner(int stateSize, int actions) {
            return settings.learner(stateSize, actions);
        }
    }

    /** Proximal policy optimization (PPO). */
    record PpoPlan(Ppo.Settings settings, TrainingAids aids) implements LearnerPlan {
        @Override
        public Learner learner(int stateSize, int actions) {
            return new Ppo(stateSize, actions, settings);
        }
    }

    /** Double deep Q-learning. */
    record DoubleDqnPlan(DoubleDqn.Settings settings, TrainingAids aids) implements LearnerPlan {
        @Override
        public Learner learner(int stateSize, int actions) {
            return new DoubleDqn(stateSize, actions, settings);
        }
    }

    /** Creates the learner, with all parameters zero. */
    Learner learner(int stateSize, int actions);

    /** Returns the settings record. */
    Record settings();

    /** Returns the training aids. */
    TrainingAids aids();

    /** Returns the discount per step. */
    default double discount() {
        return switch (this) {
            case DiffusionPpoPlan chain -> chain.settings.shared().discount();
            case DiffusionActorCriticPlan diffusion ->
                diffusion.settings.shared().discount();
            case SoftActorCriticPlan soft -> soft.settings.shared().discount();
            case PpoPlan proximal -> proximal.settings.discount();
            case DoubleDqnPlan values -> values.settings.discount();
        };
    }

    /**
     * Returns this plan with some settings or aids changed.
     *
     * @param changes values by name, such as {@code actorRate}; names of nested settings are found too
     * @throws IllegalArgumentException if there is no such setting (the message names it), or if a value violates the rule of its setting (the message names setting and value)
     */
    default LearnerPlan with(Map<String, String> changes) {
        Record settings = settings();
        TrainingAids aids = aids();
        for (Map.Entry<String, String> change : changes.entrySet()) {
            SettingChange changed = new SettingChange(change.getKey(), change.getValue());
            Optional<Record> inSettings = changed.in(settings);
            Optional<Record> inAids = inSettings.isPresent() ? Optional.empty() : changed.in(aids);
            if (inSettings.isEmpty() && inAids.isEmpty()) {
                throw new IllegalArgumentException("setting must be a setting of this learner, " + settings() + ", "
                        + aids() + ": " + change.getKey());
            }
            settings = inSettings.orElse(settings);
            aids = inAids.map(TrainingAids.class::cast).orElse(aids);
        }
        return switch (this) {
            case DiffusionPpoPlan _ -> new DiffusionPpoPlan((Ppo.DiffusionSettings) settings, aids);
            case DiffusionActorCriticPlan _ ->
                new DiffusionActorCriticPlan((DiffusionActorCritic.Settings) settings, aids);
            case SoftActorCriticPlan _ -> new SoftActorCriticPlan((SoftActorCritic.Settings) settings, aids);
            case PpoPlan _ -> new PpoPlan((Ppo.Settings) settings, aids);
            case DoubleDqnPlan _ -> new DoubleDqnPlan((DoubleDqn.Settings) settings, aids);
        };
    }

    /** Returns all names that {@link #named} accepts. */
    static List<String> names() {
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
     * Returns a learner by name; empty for an unknown name. The first four of {@link #names()} have {@link TrainingAids#BOTH}, the others {@link
     * TrainingAids#NONE}. Settings are the best of twelve on the market called tuning. More precisely, they are the first within 0.0002 of the best,
     * so that the initial setting of a search is used unless another one is clearly better. Exceptions are {@code diffusion-d2sac} with the settings
     * of Du et al., and {@code ppo} with the weak ones of their comparison.
     *
     * @param name one of {@link #names()}
     * @param steps number of environment steps per lane in the training, over which rates and temperatures fall
     */
    static Optional<LearnerPlan> named(String name, long steps) {
        return switch (name) {
            case "diffusion" -> {
                Ppo.DiffusionSettings constant = Ppo.DiffusionSettings.standard(0);
                long updates = updates(steps, constant.shared());
                yield Optional.of(new DiffusionPpoPlan(Ppo.DiffusionSettings.standard(updates), TrainingAids.BOTH));
            }
            case "plain" -> {
                long updates = updates(steps, Ppo.Settings.wholeEpisodes(0));
                yield Optional.of(new PpoPlan(Ppo.Settings.wholeEpisodes(updates), TrainingAids.BOTH));
            }
            case "ppo-aided" -> {
                long updates = updates(steps, Ppo.Settings.searched(0));
                yield Optional.of(new PpoPlan(Ppo.Settings.searched(updates), TrainingAids.BOTH));
            }
            case "dqn-aided" ->
                Optional.of(new DoubleDqnPlan(DoubleDqn.Settings.searchedWithAids(), TrainingAids.BOTH));
            case "diffusion-td" ->
                Optional.of(
                        new DiffusionActorCriticPlan(DiffusionActorCritic.Settings.searched(steps), TrainingAids.NONE));
            case "diffusion-d2sac" ->
                Optional.of(new DiffusionActorCriticPlan(DiffusionActorCritic.Settings.standard(), TrainingAids.NONE));
            case "sac" ->
                Optional.of(new SoftActorCriticPlan(SoftActorCritic.Settings.searched(steps), TrainingAids.NONE));
            case "ppo" -> Optional.of(new PpoPlan(Ppo.Settings.weak(), TrainingAids.NONE));
            case "ppo-tuned" -> {
                long updates = updates(steps, Ppo.Settings.searched(0));
                yield Optional.of(new PpoPlan(Ppo.Settings.searched(updates), TrainingAids.NONE));
            }
            case "dqn" -> Optional.of(new DoubleDqnPlan(DoubleDqn.Settings.searched(), TrainingAids.NONE));
            default -> Optional.empty();
        };
    }

    private static long updates(long steps, Ppo.Settings settings) {
        return Math.max(1, steps / settings.rolloutSteps());
    }
}

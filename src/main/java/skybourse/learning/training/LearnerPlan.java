package skybourse.learning.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import skybourse.learning.learners.DiffusionActorCritic;
import skybourse.learning.learners.DoubleDqn;
import skybourse.learning.learners.Learner;
import skybourse.learning.learners.Ppo;
import skybourse.learning.learners.SoftActorCritic;

/** Which learner, with which settings. */
public sealed interface LearnerPlan {

    /** Diffusion actor-critic. */
    record Diffusion(DiffusionActorCritic.Settings settings) implements LearnerPlan {
        @Override
        public Learner learner(int stateSize, int actions) {
            return new DiffusionActorCritic(stateSize, actions, settings);
        }
    }

    /** The same without diffusion. */
    record Soft(SoftActorCritic.Settings settings) implements LearnerPlan {
        @Override
        public Learner learner(int stateSize, int actions) {
            return new SoftActorCritic(stateSize, actions, settings);
        }
    }

    /** Proximal policy optimisation. */
    record Proximal(Ppo.Settings settings) implements LearnerPlan {
        @Override
        public Learner learner(int stateSize, int actions) {
            return new Ppo(stateSize, actions, settings);
        }
    }

    /** Double deep Q-learning. */
    record DeepValues(DoubleDqn.Settings settings) implements LearnerPlan {
        @Override
        public Learner learner(int stateSize, int actions) {
            return new DoubleDqn(stateSize, actions, settings);
        }
    }

    /** Makes the learner. */
    Learner learner(int stateSize, int actions);

    /** Returns the settings record. */
    Record settings();

    /**
     * Returns the learner with some settings changed.
     *
     * @param changes values by name, such as {@code actorRate}; names inside a setting are found too
     * @throws IllegalArgumentException naming the setting and the rule
     */
    default LearnerPlan with(Map<String, String> changes) {
        Record settings = settings();
        for (Map.Entry<String, String> change : changes.entrySet()) {
            settings = new SettingChange(change.getKey(), change.getValue())
                    .in(settings)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "setting must be one of this learner's, " + settings() + ": " + change.getKey()));
        }
        return switch (this) {
            case Diffusion _ -> new Diffusion((DiffusionActorCritic.Settings) settings);
            case Soft _ -> new Soft((SoftActorCritic.Settings) settings);
            case Proximal _ -> new Proximal((Ppo.Settings) settings);
            case DeepValues _ -> new DeepValues((DoubleDqn.Settings) settings);
        };
    }

    /** Returns the names that {@link #named} knows. */
    static List<String> names() {
        return List.of("diffusion", "diffusion-d2sac", "sac", "ppo", "ppo-tuned", "dqn");
    }

    /**
     * Returns a learner by name; empty for an unknown one. All have the settings of our search but {@code diffusion-d2sac}, which
     * has those of Du et al., and {@code ppo}, which has the weak ones that they compare with.
     *
     * @param steps how many steps the training will make in each lane, over which rates and temperatures fall
     */
    static Optional<LearnerPlan> named(String name, long steps) {
        return switch (name) {
            case "diffusion" -> Optional.of(new Diffusion(DiffusionActorCritic.Settings.searched(steps)));
            case "diffusion-d2sac" -> Optional.of(new Diffusion(DiffusionActorCritic.Settings.standard()));
            case "sac" -> Optional.of(new Soft(SoftActorCritic.Settings.searched(steps)));
            case "ppo" -> Optional.of(new Proximal(Ppo.Settings.weak()));
            case "ppo-tuned" -> {
                Ppo.Settings constant = Ppo.Settings.searched(0);
                yield Optional.of(new Proximal(Ppo.Settings.searched(Math.max(1, steps / constant.rolloutSteps()))));
            }
            case "dqn" -> Optional.of(new DeepValues(DoubleDqn.Settings.searched()));
            default -> Optional.empty();
        };
    }
}

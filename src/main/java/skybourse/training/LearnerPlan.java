package skybourse.training;

import java.util.List;
import java.util.Optional;
import skybourse.learning.DiffusionActorCritic;
import skybourse.learning.DoubleDqn;
import skybourse.learning.Learner;
import skybourse.learning.Ppo;
import skybourse.learning.SoftActorCritic;

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

    /** Returns the names that {@link #named} knows. */
    static List<String> names() {
        return List.of("diffusion", "sac", "ppo", "ppo-tuned", "dqn");
    }

    /** Returns a learner with its default settings; empty for an unknown name. */
    static Optional<LearnerPlan> named(String name) {
        return switch (name) {
            case "diffusion" -> Optional.of(new Diffusion(DiffusionActorCritic.Settings.standard()));
            case "sac" -> Optional.of(new Soft(SoftActorCritic.Settings.standard()));
            case "ppo" -> Optional.of(new Proximal(Ppo.Settings.weak()));
            case "ppo-tuned" -> Optional.of(new Proximal(Ppo.Settings.standard()));
            case "dqn" -> Optional.of(new DeepValues(DoubleDqn.Settings.standard()));
            default -> Optional.empty();
        };
    }
}

package skybourse.learning.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import skybourse.learning.auctions.Aids;
import skybourse.learning.learners.DiffusionActorCritic;
import skybourse.learning.learners.DoubleDqn;
import skybourse.learning.learners.Learner;
import skybourse.learning.learners.Ppo;
import skybourse.learning.learners.SoftActorCritic;

/** Learner with its settings and training aids. */
public sealed interface LearnerPlan {

    /** PPO with a diffusion chain as the actor. */
    record Chain(Ppo.Chain settings, Aids aids) implements LearnerPlan {
        @Override
        public Learner learner(int stateSize, int actions) {
            return new Ppo(stateSize, actions, settings);
        }
    }

    /** Diffusion actor-critic: a diffusion chain trained by critics. */
    record Diffusion(DiffusionActorCritic.Settings settings, Aids aids) implements LearnerPlan {
        @Override
        public Learner learner(int stateSize, int actions) {
            return settings.learner(stateSize, actions);
        }
    }

    /** Soft actor-critic, without diffusion. */
    record Soft(SoftActorCritic.Settings settings, Aids aids) implements LearnerPlan {
        @Override
        public Learner learner(int stateSize, int actions) {
            return settings.learner(stateSize, actions);
        }
    }

    /** Proximal policy optimization (PPO). */
    record Proximal(Ppo.Settings settings, Aids aids) implements LearnerPlan {
        @Override
        public Learner learner(int stateSize, int actions) {
            return new Ppo(stateSize, actions, settings);
        }
    }

    /** Double deep Q-learning. */
    record DeepValues(DoubleDqn.Settings settings, Aids aids) implements LearnerPlan {
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
    Aids aids();

    /** Returns the discount per step. */
    default double discount() {
        return switch (this) {
            case Chain chain -> chain.settings.shared().discount();
            case Diffusion diffusion -> diffusion.settings.shared().discount();
            case Soft soft -> soft.settings.shared().discount();
            case Proximal proximal -> proximal.settings.discount();
            case DeepValues values -> values.settings.discount();
        };
    }

    /**
     * Returns this plan with some settings or aids changed.
     *
     * @param changes values by name, such as {@code actorRate}; names of nested settings are found too
     * @throws IllegalArgumentException if there is no such setting or a value violates its rule; names both
     */
    default LearnerPlan with(Map<String, String> changes) {
        Record settings = settings();
        Aids aids = aids();
        for (Map.Entry<String, String> change : changes.entrySet()) {
            SettingChange changed = new SettingChange(change.getKey(), change.getValue());
            Optional<Record> inSettings = changed.in(settings);
            Optional<Record> inAids = inSettings.isPresent() ? Optional.empty() : changed.in(aids);
            if (inSettings.isEmpty() && inAids.isEmpty()) {
                throw new IllegalArgumentException("setting must be a setting of this learner, " + settings() + ", "
                        + aids() + ": " + change.getKey());
            }
            settings = inSettings.orElse(settings);
            aids = inAids.map(Aids.class::cast).orElse(aids);
        }
        return switch (this) {
            case Chain _ -> new Chain((Ppo.Chain) settings, aids);
            case Diffusion _ -> new Diffusion((DiffusionActorCritic.Settings) settings, aids);
            case Soft _ -> new Soft((SoftActorCritic.Settings) settings, aids);
            case Proximal _ -> new Proximal((Ppo.Settings) settings, aids);
            case DeepValues _ -> new DeepValues((DoubleDqn.Settings) settings, aids);
        };
    }

    /** Returns the names that {@link #named} accepts. */
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
     * Returns a learner by name; empty for an unknown name. The first four of {@link #names()} have {@link Aids#BOTH}, the others {@link Aids#NONE}.
     * Settings are the best of twelve on the market called tuning: the first within 0.0002 of the best, so that the initial setting of a search stays
     * unless another is clearly better. Exceptions are {@code diffusion-d2sac} with the settings of Du et al., and {@code ppo} with the weak ones of
     * their comparison.
     *
     * @param name one of {@link #names()}
     * @param steps number of environment steps per lane in the training, over which rates and temperatures fall
     */
    static Optional<LearnerPlan> named(String name, long steps) {
        return switch (name) {
            case "diffusion" -> {
                Ppo.Chain constant = Ppo.Chain.standard(0);
                long updates = updates(steps, constant.shared());
                yield Optional.of(new Chain(Ppo.Chain.standard(updates), Aids.BOTH));
            }
            case "plain" -> {
                long updates = updates(steps, Ppo.Settings.wholeEpisodes(0));
                yield Optional.of(new Proximal(Ppo.Settings.wholeEpisodes(updates), Aids.BOTH));
            }
            case "ppo-aided" -> {
                long updates = updates(steps, Ppo.Settings.searched(0));
                yield Optional.of(new Proximal(Ppo.Settings.searched(updates), Aids.BOTH));
            }
            case "dqn-aided" -> Optional.of(new DeepValues(DoubleDqn.Settings.searchedWithAids(), Aids.BOTH));
            case "diffusion-td" -> Optional.of(new Diffusion(DiffusionActorCritic.Settings.searched(steps), Aids.NONE));
            case "diffusion-d2sac" -> Optional.of(new Diffusion(DiffusionActorCritic.Settings.standard(), Aids.NONE));
            case "sac" -> Optional.of(new Soft(SoftActorCritic.Settings.searched(steps), Aids.NONE));
            case "ppo" -> Optional.of(new Proximal(Ppo.Settings.weak(), Aids.NONE));
            case "ppo-tuned" -> {
                long updates = updates(steps, Ppo.Settings.searched(0));
                yield Optional.of(new Proximal(Ppo.Settings.searched(updates), Aids.NONE));
            }
            case "dqn" -> Optional.of(new DeepValues(DoubleDqn.Settings.searched(), Aids.NONE));
            default -> Optional.empty();
        };
    }

    private static long updates(long steps, Ppo.Settings settings) {
        return Math.max(1, steps / settings.rolloutSteps());
    }
}

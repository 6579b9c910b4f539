package skybourse.learning.learners;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import skybourse.base.numeric.Checks;
import skybourse.base.random.RandomStreams;
import skybourse.learning.environment.BatchEnvironment;
import skybourse.learning.environment.NoiseAppendingWrapper;
import skybourse.learning.environment.Policy;
import skybourse.learning.environment.PolicyEvaluation;
import skybourse.learning.policy.TrainedPolicy;

/**
 * Training loop: trains a learner on an environment, evaluates its policy after each epoch and stores the best one.
 *
 * <p>Every epoch starts new episodes with its own seeds and random streams, so that a training that was resumed from a checkpoint has bit-identical
 * results to one without interruption. Episodes still running at the end of an epoch are dropped.
 */
public final class Trainer {

    /**
     * Length of a training; all numbers are at least 1.
     *
     * @param epochs largest number of epochs
     * @param episodes number of episodes after which the current epoch is the last
     * @param stepsPerEpoch environment steps of each lane in one epoch
     * @param stepsPerUpdate environment steps of each lane between updates of a learner that replays
     * @param patience number of epochs without a better score after which training stops
     */
    public record Settings(int epochs, long episodes, int stepsPerEpoch, int stepsPerUpdate, int patience) {

        /**
         * Validates the components.
         *
         * @throws IllegalArgumentException if a number is below 1
         */
        public Settings {
            Checks.positive(epochs, "epochs");
            Checks.positive(episodes, "episodes");
            Checks.positive(stepsPerEpoch, "stepsPerEpoch");
            Checks.positive(stepsPerUpdate, "stepsPerUpdate");
            Checks.positive(patience, "patience");
        }
    }

    /** Number of values per epoch in a checkpoint. */
    private static final int NUMBERS = 7;

    private static final int NOT_JUDGED = -1;

    private final Settings settings;
    private final Learner learner;
    private final BatchEnvironment environment;
    private final RandomStreams streams;
    private final ExperienceCollector experience;
    private final List<TrainingResult.Epoch> history = new ArrayList<>();
    private final Optional<Consumer<RandomGenerator>> lesson;
    private Optional<TrainingResult.EvaluatedPolicy> start = Optional.empty();
    private Optional<TrainingResult.EvaluatedPolicy> best = Optional.empty();
    private int epoch;
    private long episodes;
    private long updates;

    /** Creates a training without imitation learning; parameters as of the other constructor. */
    public Trainer(Settings settings, Learner learner, BatchEnvironment environment, RandomStreams streams) {
        this(settings, learner, environment, streams, Optional.empty());
    }

    /**
     * Creates a training and initializes the learner's parameters.
     *
     * @param settings length of the training
     * @param learner the learner
     * @param environment the training environment
     * @param streams random streams of the training
     * @param lesson imitation learning before the first epoch, called with a source of randomness; empty for none
     */
    public Trainer(
            Settings settings,
            Learner learner,
            BatchEnvironment environment,
            RandomStreams streams,
            Optional<Consumer<RandomGenerator>> lesson) {
        this.lesson = lesson;
        this.settings = settings;
        this.learner = learner;
        this.environment = NoiseAppendingWrapper.of(environment, learner.noiseSize());
        this.streams = streams;
        experience = ExperienceCollector.of(learner, this.environment, settings.stepsPerUpdate);
        learner.initialise(streams.stream("first-parameters", 0));
    }

    /**
     * Trains until a limit of {@link Settings} is reached or the training diverges.
     *
     * @param evaluation evaluates policies
     * @param listener called after the evaluation of every epoch; it may call {@link #save()}
     */
    public TrainingResult train(PolicyEvaluation evaluation, Consumer<TrainingResult.Epoch> listener) {
        if (lesson.isPresent() && start.isEmpty()) {
            lesson.get().accept(streams.stream("imitation", 0));
            start = Optional.of(judged(evaluation, learner.policy()));
            best = start;
        }
        while (epoch < settings.epochs && episodes < settings.episodes && waited() < settings.patience) {
            epoch++;
            EpochRun run = new EpochRun();
            Optional<TrainingResult> failure = run.play();
            if (failure.isPresent()) {
                return failure.get();
            }
            TrainedPolicy policy = learner.policy();
            if (!policy.finite()) {
                return run.diverged();
            }
            TrainingResult.EvaluatedPolicy now = judged(evaluation, policy);
            if (best.isEmpty() || now.score() > best.get().score()) {
                best = Optional.of(now);
            }
            history.add(run.report(now.score()));
            listener.accept(history.getLast());
        }
        return new TrainingResult.Finished(List.copyOf(history), best.orElseThrow(), learner.policy(), start);
    }

    private TrainingResult.EvaluatedPolicy judged(PolicyEvaluation evaluation, TrainedPolicy policy) {
        return new TrainingResult.EvaluatedPolicy(epoch, evaluation.score(policy), policy);
    }

    /** Returns the number of epochs since the best one. */
    private int waited() {
        return epoch - best.map(TrainingResult.EvaluatedPolicy::epoch).orElse(0);
    }

    /** Returns all evaluations so far, including those before a checkpoint. */
    public List<TrainingResult.Epoch> history() {
        return List.copyOf(history);
    }

    /** Returns a checkpoint. Call it between two epochs. */
    public TrainingCheckpoint.Writer save() {
        TrainingCheckpoint.Writer to = new TrainingCheckpoint.Writer();
        exchange(to);
        save(to, "trainer.best", best);
        save(to, "trainer.start", start);
        to.longs(
                "trainer.history",
                history.stream().flatMapToLong(Trainer::numbers).toArray());
        return to;
    }

    private void exchange(CheckpointSerializer state) {
        learner.serialize(state);
        experience.exchange(state);
        epoch = (int) state.number("trainer.epoch", epoch);
        episodes = state.number("trainer.episodes", episodes);
        updates = state.number("trainer.updates", updates);
    }

    private static void save(
            TrainingCheckpoint.Writer to, String name, Optional<TrainingResult.EvaluatedPolicy> judged) {
        to.number(
                name + ".epoch",
                judged.map(TrainingResult.EvaluatedPolicy::epoch).orElse(NOT_JUDGED));
        judged.ifPresent(one -> {
            to.number(name + ".score", Double.doubleToLongBits(one.score()));
            to.floats(name, one.policy().parameters());
        });
    }

    private Optional<TrainingResult.EvaluatedPolicy> judged(TrainingCheckpoint from, String name) {
        int at = (int) from.number(name + ".epoch");
        if (at == NOT_JUDGED) {
            return Optional.empty();
        }
        TrainedPolicy shape = learner.policy();
        float[] parameters = shape.parameters();
        from.floats(name, parameters);
        double score = Double.longBitsToDouble(from.number(name + ".score"));
        return Optional.of(new TrainingResult.EvaluatedPolicy(at, score, new TrainedPolicy(shape.form(), parameters)));
    }

    private static LongStream numbers(TrainingResult.Epoch past) {
        UpdateLosses losses = past.losses().orElse(new UpdateLosses(Double.NaN, 0, 0));
        return LongStream.concat(
                LongStream.of(past.environmentSteps(), past.episodes()),
                DoubleStream.of(past.meanReturn(), past.score(), losses.critic(), losses.actor(), losses.entropy())
                        .mapToLong(Double::doubleToLongBits));
    }

    private static TrainingResult.Epoch past(int epoch, long[] numbers) {
        int at = (epoch - 1) * NUMBERS;
        double[] real = new double[NUMBERS];
        Arrays.setAll(real, i -> Double.longBitsToDouble(numbers[at + i]));
        Optional<UpdateLosses> losses =
                Double.isNaN(real[4]) ? Optional.empty() : Optional.of(new UpdateLosses(real[4], real[5], real[6]));
        return new TrainingResult.Epoch(epoch, numbers[at], numbers[at + 1], real[2], losses, real[3]);
    }

    /**
     * Restores the state from a checkpoint of a training with the same settings.
     *
     * @throws IllegalArgumentException if an entry is missing or has another length
     */
    public void load(TrainingCheckpoint from) {
        exchange(from);
        best = judged(from, "trainer.best");
        start = judged(from, "trainer.start");
        long[] numbers = new long[epoch * NUMBERS];
        from.longs("trainer.history", numbers);
        history.clear();
        for (int i = 1; i <= epoch; i++) {
            history.add(past(i, numbers));
        }
    }

    /** One epoch: its random numbers and counters. */
    private final class EpochRun {

        private final RandomGenerator acting = streams.stream("acting", epoch);
        private final RandomGenerator learning = streams.stream("learning", epoch);
        private final Policy exploring = learner.explorationPolicy();
        private final int lanes = environment.lanes();
        private final int[] chosen = new int[lanes];
        private final double[] returns = new double[lanes];
        private double sumOfReturns;
        private long ended;
        private Optional<UpdateLosses> losses = Optional.empty();

        Optional<TrainingResult> play() {
            experience.clear();
            environment.reset(streams.stream("episode-seeds", epoch).nextLong());
            for (int step = 1; step <= settings.stepsPerEpoch; step++) {
                exploring.choose(acting, lanes, environment.states(), environment.legal(), chosen);
                experience.before(chosen);
                environment.step(chosen);
                experience.after();
                count();
                for (TransitionBatch batch = experience.next(learning);
                        batch != null;
                        batch = experience.next(learning)) {
                    UpdateLosses now = learner.update(learning, batch);
                    losses = Optional.of(now);
                    if (!now.finite()) {
                        return Optional.of(diverged());
                    }
                    updates++;
                }
            }
            return Optional.empty();
        }

        TrainingResult diverged() {
            UpdateLosses last = losses.orElse(new UpdateLosses(0, 0, 0));
            return new TrainingResult.Diverged(List.copyOf(history), epoch, updates, last, best);
        }

        private void count() {
            for (int lane = 0; lane < lanes; lane++) {
                returns[lane] += environment.rewards()[lane];
                if (environment.terminated()[lane] || environment.truncated()[lane]) {
                    sumOfReturns += returns[lane];
                    returns[lane] = 0;
                    ended++;
                    episodes++;
                }
            }
        }

        TrainingResult.Epoch report(double score) {
            long steps = (long) epoch * settings.stepsPerEpoch * lanes;
            double mean = ended == 0 ? Double.NaN : sumOfReturns / ended;
            return new TrainingResult.Epoch(epoch, steps, episodes, mean, losses, score);
        }
    }
}

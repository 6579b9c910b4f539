package skybourse.learning.learners;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import skybourse.base.random.RandomStreams;
import skybourse.learning.environment.Policy;
import skybourse.learning.networks.Adam;
import skybourse.learning.networks.BatchThreadPool;
import skybourse.learning.networks.ElementwiseOperations;
import skybourse.learning.policy.ActorNetwork;
import skybourse.learning.policy.ActorPolicy;
import skybourse.learning.policy.TrainedPolicy;

/**
 * Actor-critic learner, with or without diffusion. An update has three parts. It trains the twin critics towards a target. It trains the actor by the
 * gradient of the lower critic plus entropy. It moves all target networks towards the trained networks.
 *
 * <p>A batch is processed in chunks of fixed size. Each chunk has its own memory.
 */
public final class ActorCritic implements Learner {

    private final ActorCriticSettings settings;
    private final ActorNetwork actor;
    private final ActorNetwork targetActor;
    private final TwinCritics critics;
    private final TwinCritics targetCritics;
    private final Adam actorAdam;
    private final List<Adam> criticAdams;
    private final BatchThreadPool workers;
    private final float[] actorSum;
    private final float[] criticSum;
    private List<ActorCriticChunk> chunks = List.of();
    private int chunkedRows;

    ActorCritic(ActorNetwork actor, ActorCriticSettings settings) {
        this.actor = actor;
        this.settings = settings;
        targetActor = actor.copy();
        critics = new TwinCritics(actor.stateSize(), actor.actions(), settings.hidden());
        targetCritics = new TwinCritics(actor.stateSize(), actor.actions(), settings.hidden());
        actorSum = new float[actor.parameters().length];
        criticSum = new float[critics.parameters(0).length];
        actorAdam = new Adam(actorSum.length);
        criticAdams = List.of(new Adam(criticSum.length), new Adam(criticSum.length));
        workers = new BatchThreadPool(settings.threads());
    }

    /** Returns the actor, not a copy. */
    public ActorNetwork actor() {
        return actor;
    }

    @Override
    public BatchSource batchSource() {
        return new BatchSource.OffPolicyBatches(
                settings.capacity(), settings.warmUp(), settings.rows(), settings.steps());
    }

    @Override
    public double discount() {
        return settings.discount();
    }

    @Override
    public Policy explorationPolicy() {
        return ActorPolicy.exploring(actor, settings.exploration());
    }

    /** Returns the policy that samples from the softmax of the actor. */
    @Override
    public TrainedPolicy policy() {
        return new TrainedPolicy(actor.form(), actor.parameters());
    }

    @Override
    public void initialise(RandomGenerator random) {
        actor.initialise(random);
        critics.initialise(random);
        System.arraycopy(actor.parameters(), 0, targetActor.parameters(), 0, actorSum.length);
        targetActor.parametersChanged();
        targetCritics.copyFrom(critics);
    }

    @Override
    public UpdateLosses update(RandomGenerator random, TransitionBatch batch) {
        divide(batch);
        RandomStreams noise = new RandomStreams(random.nextLong());
        updateCritics(batch, noise);
        updateActor(batch, noise);
        follow();
        return losses(batch.rows());
    }

    private void updateCritics(TransitionBatch batch, RandomStreams noise) {
        workers.run(chunks.size(), i -> {
            ActorCriticChunk chunk = chunks.get(i);
            chunk.load(batch);
            chunk.target(batch, noise.stream("target-noise", i));
            chunk.criticGradients(batch);
        });
        for (int critic = 0; critic < 2; critic++) {
            sum(critic);
            criticAdams.get(critic).step(critics.parameters(critic), criticSum, settings.criticRate());
        }
        critics.parametersChanged();
    }

    private void updateActor(TransitionBatch batch, RandomStreams noise) {
        double temperature = settings.temperatureAfter(actorAdam.steps());
        workers.run(
                chunks.size(), i -> chunks.get(i).actorGradient(batch, temperature, noise.stream("actor-noise", i)));
        ElementwiseOperations.sum(gradients(chunk -> chunk.actorGradient), chunks.size(), actorSum);
        actorAdam.step(actor.parameters(), actorSum, settings.actorRate());
        actor.parametersChanged();
    }

    private void divide(TransitionBatch batch) {
        if (chunkedRows != batch.rows()) {
            chunkedRows = batch.rows();
            chunks = new ArrayList<>();
            for (int i = 0; i < BatchThreadPool.chunks(chunkedRows); i++) {
                chunks.add(new ActorCriticChunk(
                        i * BatchThreadPool.CHUNK_ROWS,
                        BatchThreadPool.chunkRows(chunkedRows, i),
                        List.of(actor, targetActor),
                        List.of(critics, targetCritics)));
            }
        }
    }

    private void sum(int critic) {
        ElementwiseOperations.sum(gradients(chunk -> chunk.criticGradients[critic]), chunks.size(), criticSum);
    }

    private float[][] gradients(Function<ActorCriticChunk, float[]> which) {
        return chunks.stream().map(which).toArray(float[][]::new);
    }

    private void follow() {
        float share = (float) settings.targetShare();
        ElementwiseOperations.approach(targetActor.parameters(), actor.parameters(), share);
        targetActor.parametersChanged();
        for (int critic = 0; critic < 2; critic++) {
            ElementwiseOperations.approach(targetCritics.parameters(critic), critics.parameters(critic), share);
        }
    }

    private UpdateLosses losses(int rows) {
        double critic = 0;
        double actorLoss = 0;
        double entropy = 0;
        for (ActorCriticChunk chunk : chunks) {
            critic += chunk.criticLoss;
            actorLoss += chunk.actorLoss;
            entropy += chunk.entropy;
        }
        return new UpdateLosses(critic / rows, actorLoss / rows, entropy / rows);
    }

    @Override
    public void serialize(CheckpointSerializer state) {
        state.floats("actor", actor.parameters());
        state.floats("actor.target", targetActor.parameters());
        state.adam("actor.adam", actorAdam);
        for (int critic = 0; critic < 2; critic++) {
            state.floats("critic" + critic, critics.parameters(critic));
            state.floats("critic" + critic + ".target", targetCritics.parameters(critic));
            state.adam("critic" + critic + ".adam", criticAdams.get(critic));
        }
        actor.parametersChanged();
        targetActor.parametersChanged();
        critics.parametersChanged();
    }

    @Override
    public void close() {
        workers.close();
    }
}

package skybourse.codec;

import java.util.Iterator;
import java.util.Map;
import skybourse.learning.DiffusionActorCritic;
import skybourse.learning.DoubleDqn;
import skybourse.learning.Ppo;
import skybourse.learning.SoftActorCritic;
import skybourse.training.LearnerPlan;
import skybourse.training.TrainingPlan;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Settings of learners by name, and plans of trainings as text. */
public final class LearnerText {

    private LearnerText() {}

    /**
     * Returns a learner with some settings changed.
     *
     * @param changes values by name, such as {@code actorRate}; names inside a setting are found too
     */
    public static LearnerPlan with(LearnerPlan plan, Map<String, String> changes) {
        ObjectNode tree = (ObjectNode) ScenarioMapper.MAPPER.valueToTree(plan.settings());
        changes.forEach((name, value) -> {
            if (!set(tree, name, value)) {
                throw new InvalidInputException("--set", name, "must be a setting of this learner", "one of " + tree);
            }
        });
        try {
            Record settings =
                    ScenarioMapper.MAPPER.treeToValue(tree, plan.settings().getClass());
            return switch (plan) {
                case LearnerPlan.Diffusion old -> new LearnerPlan.Diffusion((DiffusionActorCritic.Settings) settings);
                case LearnerPlan.Soft old -> new LearnerPlan.Soft((SoftActorCritic.Settings) settings);
                case LearnerPlan.Proximal old -> new LearnerPlan.Proximal((Ppo.Settings) settings);
                case LearnerPlan.DeepValues old -> new LearnerPlan.DeepValues((DoubleDqn.Settings) settings);
            };
        } catch (JacksonException | IllegalArgumentException e) {
            throw new InvalidInputException("--set", changes.toString(), "must fit: " + e.getMessage(), "");
        }
    }

    private static boolean set(ObjectNode tree, String name, String value) {
        if (tree.has(name) && !tree.get(name).isObject()) {
            tree.set(name, parsed(value));
            return true;
        }
        for (Iterator<JsonNode> children = tree.iterator(); children.hasNext(); ) {
            if (children.next() instanceof ObjectNode child && set(child, name, value)) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode parsed(String value) {
        try {
            return ScenarioMapper.MAPPER.readTree(value);
        } catch (JacksonException e) {
            return ScenarioMapper.MAPPER.valueToTree(value);
        }
    }

    /** Returns what a training must have in common with the one it goes on from: all but the number of episodes. */
    public static String plan(TrainingPlan plan) {
        ObjectNode tree = ScenarioMapper.MAPPER.createObjectNode();
        tree.put("learner", plan.learnerName());
        tree.set("settings", ScenarioMapper.MAPPER.valueToTree(plan.learner().settings()));
        tree.put("market", plan.marketName());
        tree.put("steps", plan.problem().actions().toString());
        tree.set("state", ScenarioMapper.MAPPER.valueToTree(plan.problem().form()));
        tree.set("reward", ScenarioMapper.MAPPER.valueToTree(plan.problem().reward()));
        tree.put("lanes", plan.schedule().lanes());
        tree.put("judgedEpisodes", plan.schedule().judgedEpisodes());
        tree.put("stepsPerEpoch", plan.schedule().rhythm().stepsPerEpoch());
        tree.put("stepsPerUpdate", plan.schedule().rhythm().stepsPerUpdate());
        return tree + "\n";
    }
}

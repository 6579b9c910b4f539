package skybourse.files.codec;

import skybourse.files.scenario.ScenarioMapper;
import skybourse.learning.training.TrainingPlan;
import tools.jackson.databind.node.ObjectNode;

/** Text form of the settings of a training. */
public final class TrainingPlanText {

    private TrainingPlanText() {}

    /**
     * Returns the settings of a training as one line of JSON, without the numbers of epochs and episodes and the patience. A training that continues
     * another one must have the same text. The turn order and the markets of the evaluation are left out, because version and market determine them in
     * {@code train}, which uses no state noise.
     *
     * @param plan the plan
     * @param version version of the program
     */
    public static String plan(TrainingPlan plan, String version) {
        ObjectNode tree = ScenarioMapper.MAPPER.createObjectNode();
        tree.put("version", version);
        tree.put("learner", plan.learnerName());
        tree.set("settings", ScenarioMapper.MAPPER.valueToTree(plan.learner().settings()));
        tree.set("aids", ScenarioMapper.MAPPER.valueToTree(plan.learner().aids()));
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

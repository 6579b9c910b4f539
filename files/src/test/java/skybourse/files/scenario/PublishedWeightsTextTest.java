package skybourse.files.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import skybourse.base.agent.WeightDistribution;
import skybourse.base.scenario.Scenario;
import skybourse.files.text.InvalidInputException;

/** Published distribution of weights in scenario files. */
class PublishedWeightsTextTest {

    private static Scenario read(String text) {
        return ScenarioText.read("s.yaml", text.getBytes(UTF_8));
    }

    private static void assertBad(String text, String start) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(start)
                .hasMessageContaining("Hint: ");
    }

    @Test
    void readsPublishedWeightsAndNamesInvalidBounds() {
        Scenario published = read("rules: {weights: {low: 20, high: 30}}\n" + ScenarioTextTest.SMALL);
        assertThat(published.rules().weights()).hasValue(new WeightDistribution(20, 30));
        assertThat(read(ScenarioText.writeYaml(published))).isEqualTo(published);
        assertThat(ScenarioText.writeYaml(read(ScenarioTextTest.SMALL))).doesNotContain("weights:");
        assertBad(
                "rules: {weights: {low: 30, high: 20}}\n" + ScenarioTextTest.SMALL,
                "s.yaml: rules.weights.low must be at most high (20.0): 30.0");
        assertBad(
                "rules: {weights: {low: 0, high: 20}}\n" + ScenarioTextTest.SMALL, "s.yaml: rules.weights.low must be");
        assertBad(
                "rules: {weights: {low: 20, high: .inf}}\n" + ScenarioTextTest.SMALL,
                "s.yaml: rules.weights.high must be");
        assertBad("rules: {weights: {low: 20}}\n" + ScenarioTextTest.SMALL, "s.yaml: rules.weights.high must be given");
    }
}

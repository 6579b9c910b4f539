package skybourse.server.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.files.text.InvalidInputException;
import skybourse.venue.event.InferenceModel;
import skybourse.venue.event.MarketModel;

class InferenceFileTest {

    private static final Path EXAMPLE = Path.of("examples/inference.yaml");

    private static InferenceFile read(String from, String to) throws IOException {
        String text = Files.readString(EXAMPLE);
        assertThat(text).contains(from);
        return InferenceFile.read("market.yaml", text.replace(from, to).getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }

    @Test
    void exampleIsAMarket() throws IOException {
        InferenceFile file = read("name: inference", "name: mine");
        InferenceModel model = file.model();
        assertThat(model.name()).isEqualTo("mine");
        assertThat(model.product().capUnits()).isEqualTo(500);
        assertThat(model.product().leastVolume()).isEqualTo(1_639);
        assertThat(model.listedAgents())
                .extracting(MarketModel.ListedAgent::kind)
                .containsExactly("buyer", "buyer", "seller", "seller", "seller", "seller");
        assertThat(file.newcomerSettings().like(model, "seller").id()).isEqualTo("seller-1");
        assertThat(file.newcomerSettings().most("buyer")).isEqualTo(50);
    }

    @Test
    void scenarioIsNoInferenceMarket() throws IOException {
        assertThat(InferenceFile.read("campus.yaml", Files.readAllBytes(Path.of("examples/campus.yaml"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "maxPricePerLot: 0.0005, maxPricePerLot: 4.0e-7, product.maxPricePerLot",
        "maxPricePerLot: 0.0005, maxPricePerLot: 1.0e9, product.maxPricePerLot",
        "leastShare: 0.05, leastShare: 1.5, product.meter.leastShare",
        "lotVolume: 32768, lotVolume: 0, product.meter.lotVolume",
        "answerSeconds: 60, answerSeconds: 0, product.answerSeconds",
        "'sellers: [seller-1, seller-2, seller-3, seller-4]', 'sellers: []', sellers",
        "model: qwen, modell: qwen, modell"
    })
    void errorsNameTheField(String from, String to, String field) {
        assertThatThrownBy(() -> read(from, to))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(field);
    }
}

package skybourse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import skybourse.market.SmallRound;

class SvgChartsTest {

    private static Document parsed(String svg) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg)));
        } catch (Exception e) {
            throw new AssertionError("must be well-formed: " + svg, e);
        }
    }

    @ParameterizedTest
    @CsvSource({"20,5", "1200,100"})
    void everyChartIsWellFormedWithTextThatIsText(int agents, int leaders) {
        Map<String, String> files = SvgCharts.files(DrawnStudy.of(agents, leaders));
        assertThat(files)
                .containsKeys("map.svg", "prices.svg", "ratios.svg", "loads.svg", "delays.svg", "energy.svg")
                .containsKey("decision-profit-fa-1.svg");
        files.values().forEach(svg -> {
            assertThat(parsed(svg).getElementsByTagName("text").getLength()).isGreaterThan(5);
            assertThat(svg).doesNotContain("NaN", "Infinity", "E-", "–\"");
        });
    }

    @Test
    void equalStudiesGiveEqualBytes() {
        assertThat(SvgCharts.files(SmallRound.study())).isEqualTo(SvgCharts.files(SmallRound.study()));
    }

    @Test
    void ticksAreRoundAndInside() {
        assertThat(SvgPlot.ticks(0, 6)).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(SvgPlot.ticks(-0.3, 1.1)).hasSize(3).startsWith(0.0);
    }
}

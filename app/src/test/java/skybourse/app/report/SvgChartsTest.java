package skybourse.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import skybourse.evidence.experiment.Chart;
import skybourse.round.market.SmallRound;

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
    void theMapShowsAerialAgentsAndWhatIsFlownOutToThem() {
        String map =
                Objects.requireNonNull(SvgCharts.files(SmallRound.resaleStudy()).get("map.svg"));
        assertThat(map).contains(">uav-1</text>").contains("stroke-dasharray").contains(">diamond: aerial agent");
    }

    /** One agent that computes at home spends a thousand times what the others send. */
    @Test
    void oneLargeValueDoesNotFlattenTheEnergyOfTheOthers() {
        String energy =
                Objects.requireNonNull(SvgCharts.files(DrawnStudy.of(20, 5)).get("energy.svg"));
        assertThat(energy).contains("log10 of the energy");
        assertThat(energy.split("<circle", -1)).hasSizeGreaterThan(30);
    }

    /** Texts take at most their letters' usual width; none ends outside of the drawing. */
    @Test
    void longNamesAreCutInsteadOfLeavingTheDrawing() {
        String name = "a-name-of-a-leader-that-somebody-thought-should-say-everything".repeat(3);
        Chart chart = new Chart(
                        "long", name, "", "x", "y", List.of(Chart.Series.plain(name, new double[] {0, 1}, new double[] {
                            1, 2
                        })))
                .against(new LinkedHashMap<>(Map.of(name, 1.5)));
        Document drawing = parsed(ChartSvg.svg(chart));
        double width = Double.parseDouble(drawing.getDocumentElement().getAttribute("width"));
        var texts = drawing.getElementsByTagName("text");
        int cut = 0;
        for (int i = 0; i < texts.getLength(); i++) {
            Element text = (Element) texts.item(i);
            double at = Double.parseDouble(text.getAttribute("x"));
            double wide = SvgText.width(text.getTextContent(), Integer.parseInt(text.getAttribute("font-size")));
            String anchor = text.getAttribute("text-anchor");
            double left = anchor.equals("start") ? at : anchor.equals("end") ? at - wide : at - wide / 2;
            assertThat(left).as(text.getTextContent()).isGreaterThanOrEqualTo(0);
            assertThat(left + wide).as(text.getTextContent()).isLessThanOrEqualTo(width);
            cut += text.getTextContent().endsWith("…") ? 1 : 0;
        }
        assertThat(cut).isEqualTo(3);
    }

    @Test
    void thingsApartAreNotJoinedByALine() {
        Chart.Series series = Chart.Series.plain("a", new double[] {0, 1}, new double[] {1, 2});
        Chart joined = new Chart("c", "t", "", "x", "y", List.of(series));
        Chart apart = new Chart(
                "c", "t", "", "x", "y", List.of("narrow", "concentrated"), List.of(series), new LinkedHashMap<>());
        assertThat(ChartSvg.svg(joined)).contains("<path");
        assertThat(ChartSvg.svg(apart)).doesNotContain("<path").contains(">narrow<", ">concentrated<");
    }

    @Test
    void aLearningCurveShowsItsLevelsAndEachTraining() {
        Chart.Series mean = new Chart.Series(
                "diffusion",
                new double[] {1, 2},
                new double[] {3, 4},
                new double[0],
                new double[0],
                List.of(new double[] {2, 3}, new double[] {4, 5}));
        String svg = ChartSvg.svg(new Chart("c", "t", "", "x", "y", List.of(mean))
                .against(new LinkedHashMap<>(Map.of("best fixed step", 4.5))));
        assertThat(svg).contains(">best fixed step<", "stroke-dasharray");
        assertThat(svg.split("<path", -1)).hasSize(1 + 3);
    }

    @Test
    void theVerticalAxisEndsAtRoundNumbersBeyondEveryValue() {
        assertThat(SvgTicks.rounded(new double[] {0.695, 0.957}))
                .containsExactly(new double[] {0.65, 1}, offset(1e-12));
        assertThat(SvgTicks.rounded(new double[] {0, 1})).containsExactly(new double[] {0, 1}, offset(1e-12));
        assertThat(SvgTicks.rounded(new double[] {3, 3})[1]).isEqualTo(4);
    }

    @Test
    void ticksAreRoundAndInside() {
        assertThat(SvgTicks.ticks(0, 6)).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(SvgTicks.ticks(-0.3, 1.1)).hasSize(3).startsWith(0.0);
    }
}

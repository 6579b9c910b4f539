package skybourse.app.report.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import skybourse.app.report.Said;
import skybourse.app.result.SlotRows;
import skybourse.files.log.TableLineSource;
import skybourse.files.text.InvalidInputException;
import skybourse.round.dynamics.Metric;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SimulationPageTest {

    @Test
    void shortSimulationHasPointPerSlot() {
        String page = new MadeUpSimulation(8).page();
        JsonNode data = Said.data(page);
        assertThat(data.get("each").asInt()).isEqualTo(1);
        JsonNode shuttle = data.get("leaders").get(0);
        assertThat(shuttle.get("id").asString()).isEqualTo("shuttle");
        assertThat(shuttle.get("price").toString()).isEqualTo("[2.0,3.0,4.0,2.0,null,4.0,2.0,3.0]");
        assertThat(shuttle.get("load").get(0).asDouble()).isEqualTo(1.5);
        assertThat(shuttle.get("backlog").toString()).isEqualTo("[0.0,0.5,1.0,1.5,2.0,0.0,0.5,1.0]");
        JsonNode tasks = data.get("charts").get(0);
        assertThat(tasks.get("lines").get(1).toString())
                .isEqualTo("{\"name\":\"met\",\"values\":[0.0,2.0,4.0,6.0,0.0,null,4.0,6.0]}");
        JsonNode visitor = data.get("agents").get(5);
        assertThat(visitor.get("id").asString()).isEqualTo("visitor");
        assertThat(visitor.get("x").toString()).startsWith("[null,null,null,10.3,");
        JsonNode lecturer = data.get("agents").get(2);
        assertThat(lecturer.get("y").toString())
                .as("constant if the agent does not move north")
                .isEqualTo("[7.0]");
        assertThat(data.get("aerial").get(0).get("mode").toString()).isEqualTo("[2,2,3,0,1,2,2,3]");
        assertThat(data.get("agents").get(0).get("parts").toString())
                .as("a tenth to the shuttle, two to the library, in every sixth slot")
                .isEqualTo("[[0,10,1,20],[],[],[],[],[],[0,10,1,20],[]]");
        assertThat(data.get("leaders").get(1).get("parts").toString())
                .as("share that the library resells, equal in every slot")
                .isEqualTo("[[0,25]]");
        long[] ended = new long[2];
        for (JsonNode square : data.get("deadlines").get("squares")) {
            ended[0] += square.get(2).asLong();
            ended[1] += square.get(3).asLong();
        }
        assertThat(ended)
                .as("six agents with eight tasks each, every second in time")
                .containsExactly(48, 24);
        assertThat(Said.text(page))
                .contains("Each point is one slot.", "\nslots.csv", "\nmet | tasks | 3.143 | ")
                .doesNotContain("Each point is the mean");
    }

    @Test
    void mainChartsPrecedeCollapsedOnes() {
        assertThat(Said.text(new MadeUpSimulation(8).page()))
                .containsSubsequence(
                        "Deadlines, prices, welfare, certificates\n",
                        "\nWelfare\n",
                        "\nPrices\n",
                        "\nDeviation gaps and regret\n",
                        "\nMap\n",
                        " more charts\n",
                        "\nLoad against capacity\n",
                        "\nBacklog\n",
                        "\nTables\n");
    }

    @Test
    void longSimulationIsAveragedAndSmall() {
        String page = new MadeUpSimulation(4_500).page();
        JsonNode data = Said.data(page);
        assertThat(data.get("each").asInt()).isEqualTo(3);
        JsonNode prices = data.get("leaders").get(1).get("price");
        assertThat(prices).hasSize(1_500);
        assertThat(prices.get(0).asDouble()).as("of 2, 3 and 4").isEqualTo(3);
        assertThat(prices.get(1).asDouble()).as("of 2, closed and 4").isEqualTo(3);
        assertThat(data.get("agents").get(0).get("x").get(1).asDouble())
                .as("in the first of the three slots")
                .isEqualTo(3 + "student-lawn".length() + 0.3);
        assertThat(data.get("agents").get(3).get("parts").toString())
                .as("in the first of the three slots")
                .startsWith("[[],[0,10,1,20],[],");
        assertThat(page).contains("Each point is the mean of 3 slots");
        assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(8_000_000);
    }

    @Test
    void showsLargestShares() {
        var parts = new ServerShares(5, 2);
        parts.begin(1);
        parts.add(1, 7, 0.2);
        parts.add(1, 8, 0.5);
        parts.add(1, 9, 0.3);
        parts.add(2, 7, 1); // no position is known there
        parts.begin(3);
        assertThat(parts.points())
                .containsExactly(List.of(), List.of(8L, 50L, 9L, 30L), List.of(8L, 50L, 9L, 30L), List.of(), List.of());
    }

    @Test
    void readColumnsExistInTables() {
        assertThat(SlotRows.LEADERS.columns()).containsAll(MarketSeries.LEADERS);
        assertThat(SlotRows.AERIAL.columns()).containsAll(MarketSeries.AERIAL);
        assertThat(SlotRows.PLACES.columns()).containsAll(SimulationPageData.PLACES);
        assertThat(SlotRows.LINKS.columns()).containsAll(SimulationPageData.LINKS);
    }

    @Test
    void deadlinesAreCountedAtAgentPositions() {
        var places = new DeadlinesByPlace();
        places.add("a", 3.5, 0.5, 0, 0);
        places.add("a", 3.5, -0.5, 2, 1);
        places.add("a", Double.NaN, Double.NaN, 3, 1); // absent: its last position
        places.add("b", Double.NaN, Double.NaN, 1, 1); // no position yet
        places.add("b", 0.5, 0.5, 4, 2);
        assertThat(places.shown())
                .isEqualTo(new DeadlinesByPlace.Squares(
                        1,
                        List.of(
                                new DeadlinesByPlace.Counted(3.5, -0.5, 3, 1),
                                new DeadlinesByPlace.Counted(0.5, 0.5, 4, 2))));
        for (int i = 0; i < 200; i++) {
            places.add("c" + i, i, 0, 1, 0);
        }
        // 207 tasks in at most 20 squares: 13 of 16 m, and one south of them
        JsonNode coarse = JsonMapper.shared().valueToTree(places.shown());
        assertThat(coarse.get("side").asInt()).isEqualTo(16);
        assertThat(coarse.get("squares")).hasSize(14);
        assertThat(coarse.get("squares").get(1).toString()).isEqualTo("[8.0,8.0,20,2]");
    }

    @Test
    void binsBoundSizeOfPage() {
        for (long slots : new long[] {1, 1_999, 2_000, 2_001, 1_000_000_000_000L}) {
            for (int numbers : new int[] {45, 800, 20_000}) {
                SlotBins bins = SlotBins.of(slots, numbers);
                assertThat(bins.count()).isBetween(1, 2_000);
                assertThat((double) bins.count() * numbers * 10).isLessThanOrEqualTo(6e6);
                assertThat(bins.of(slots - 1)).isEqualTo(bins.count() - 1);
            }
        }
    }

    @Test
    void headlineFollowsFromTables() {
        String page = new MadeUpSimulation(8).page();
        // in slots 0 to 7 without 5, which has no measurements: arrived 0+1+2+3+4+6+7 = 23, met 0+2+4+6+0+4+6 = 22
        assertThat(page).contains("\"sentence\":\"Deadlines met: 95.7 % of 23 tasks.\"");
        assertThat(page).as("nothing was imported").doesNotContain("Recorded and generated inputs");
    }

    @Test
    void overviewSumsMarketAndFindsBusiestSlots() {
        var tables = new MadeUpSimulation(200);
        // each leader sells 3e9 of 2e9; 20 slots from slot 120 on have 100 times as many tasks, half of which are met
        TableLineSource busy = (name, reader) -> reader.accept(
                name.equals("slots.csv")
                        ? tables.lines(name).map(line -> busy(line))
                        : tables.lines(name).map(line -> line.replaceFirst("(,3e9,2e9,.*),0,0$", "$1,5e8,1000000")));
        String page =
                SimulationPage.of(MadeUpSimulation.inputs(200, Set.of()), busy).single();
        JsonNode data = Said.data(page);
        assertThat(data.get("busiest").toString()).isEqualTo("[120,139]");
        JsonNode overview = data.get("overview");
        assertThat(overview.get("load").get(3).asDouble()).isEqualTo(1.5);
        assertThat(overview.get("resold").get(3).asDouble()).isEqualTo(0.25);
        assertThat(overview.get("met").get(130).asDouble()).isEqualTo(50);
        assertThat(overview.get("leaders").get(0).asDouble())
                .as("three leaders with a balance of 1e6 units of 1e-6 after the first slot")
                .isEqualTo(3);
        assertThat(overview.get("leaders").get(1).asDouble()).isZero();
        assertThat(Said.text(page))
                .contains(", and 50 % of the 2,000 that arrived in the busiest tenth (slots 120 to 139).")
                .contains("In these slots leaders sold 150 % of their capacity, aerial agents took over 50 % of the"
                        + " overload, and the longer queue was that of the wireless agents’ own processors: 7 slots of work,"
                        + " and 6 tasks were not offered yet on average.");
        assertThat(Said.data(new MadeUpSimulation(99).page()).get("busiest").toString())
                .as("a short one is shown completely")
                .isEqualTo("[0,98]");
    }

    private static String busy(String line) {
        String[] cells = line.split(",", -1);
        if (!line.matches("[0-9].*")) {
            return line;
        }
        int slot = Integer.parseInt(cells[0]);
        boolean isBusy = slot >= 120 && slot < 140;
        cells[2 + Metric.ARRIVED.place()] = isBusy ? "100" : "1";
        cells[2 + Metric.DEADLINES.place()] = isBusy ? "0.5" : "1";
        cells[2 + Metric.OVERLOAD.place()] = "3e9";
        cells[2 + Metric.BACKLOG.place()] = "2";
        cells[2 + Metric.HOME_BACKLOG.place()] = "7";
        cells[2 + Metric.WAITING.place()] = "6";
        return String.join(",", cells);
    }

    @Test
    void equalTablesGiveEqualPages() {
        assertThat(new MadeUpSimulation(30).page()).isEqualTo(new MadeUpSimulation(30).page());
    }

    @Test
    void reportsInvalidTableWithItsLine() {
        var tables = new MadeUpSimulation(3);
        for (String[] change : new String[][] {
            {"slots.csv", "0,0,0", "0,x,0", ""},
            {"slots.csv", "1,1,1", "1,1,many", "slots.csv: line 4 arrived must be a number or empty: \"many\""},
            {"leaders.csv", ",3e9,", ",", "leaders.csv: line 3 must have 8 cells: "},
            {"aerial.csv", "charge", "left", "aerial.csv: line 2 must name the column charge: "},
            {"places.csv", "0,lecturer", "-1,lecturer", "places.csv: line 5 slot must be a whole number: \"-1\""}
        }) {
            var inputs = MadeUpSimulation.inputs(3, Set.of());
            TableLineSource changed = (name, reader) -> reader.accept(
                    name.equals(change[0])
                            ? tables.lines(name).map(line -> line.replaceFirst(change[1], change[2]))
                            : tables.lines(name));
            if (change[3].isEmpty()) {
                assertThat(SimulationPage.of(inputs, changed))
                        .as("a column that is not read")
                        .isNotNull();
            } else {
                assertThatThrownBy(() -> SimulationPage.of(inputs, changed))
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageStartingWith(change[3]);
            }
        }
    }

    @Test
    void everyMetricHasAChart() {
        assertThat(TimeChart.ALL.stream().flatMap(chart -> chart.metrics().stream()))
                .containsExactlyInAnyOrder(Metric.values());
        assertThat(TimeChart.ALL)
                .allSatisfy(chart -> assertThat(
                                chart.metrics().stream().map(Metric::unit).distinct())
                        .hasSize(1));
    }
}

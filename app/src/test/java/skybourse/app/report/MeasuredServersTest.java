package skybourse.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Computer;
import skybourse.base.agent.EnergyModel.Table;
import skybourse.base.agent.EnergyModel.Table.Row;
import skybourse.files.text.CsvTable;
import skybourse.testing.OpenData;
import skybourse.tier1.game.CostCurve;
import skybourse.tier1.game.CostCurve.Piece;
import skybourse.tier1.game.EnergyCurves;

/**
 * The section "Measured servers" of docs/results/energy.md: power by load of servers of language models. {@code -Dgolden.write=true} writes the
 * page from which {@link DocsImagesTest} saves the figure. The data must not be distributed, so both need the folder of {@code SKYBOURSE_DATA}.
 */
class MeasuredServersTest {

    private static final Path RESULTS = Path.of("docs/results/energy.md");
    private static final Path PICTURE = Path.of("docs/results/figures/measured-servers.svg");
    private static final Path PAGE = Path.of("app/target/measured-servers.html");
    private static final int LEAST_ROWS = 4;

    /** Name and number of processors of the servers in the figure: the smallest, the median and the largest power at the smallest batch. */
    private static final List<String> DRAWN =
            List.of("Llama 4 Maverick 17B 128E Instruct FP8, 8", "Qwen 3 14B, 1", "Qwen 3 235B A22B Instruct FP8, 8");

    /**
     * Measured server.
     *
     * @param name model and number of processors
     * @param rows tokens and joules in a second, by ascending tokens
     * @param smallest row of the smallest batch
     */
    private record Server(String name, List<Row> rows, Row smallest) {

        static Server of(String name, List<CsvTable.Row> cells) {
            List<Row> rows = cells.stream()
                    .map(MeasuredServersTest::row)
                    .sorted(Comparator.comparingDouble(Row::work))
                    .toList();
            CsvTable.Row smallest = cells.stream()
                    .min(Comparator.comparingDouble(row -> row.number("avg_batch_size", 0)))
                    .orElseThrow();
            return new Server(name, rows, row(smallest));
        }

        double full() {
            return rows.stream().mapToDouble(Row::joules).max().orElseThrow();
        }

        /** Returns the lower convex hull of the rows, as the curve of a table that begins at the first row. */
        CostCurve hull() {
            Row first = rows.getFirst();
            return curve(rows.stream()
                    .skip(1)
                    .map(row -> new Row(row.work() - first.work(), row.joules() - first.joules()))
                    .toList());
        }

        /** Returns the curve of a table. A row above a later one is on no hull, so that its energy may be reduced to that of the later one. */
        private static CostCurve curve(List<Row> rows) {
            List<Row> rising = new ArrayList<>(rows);
            for (int i = rows.size() - 2; i >= 0; i--) {
                double least = Math.min(rows.get(i).joules(), rising.get(i + 1).joules());
                rising.set(i, new Row(rows.get(i).work(), least));
            }
            var computer = new Computer(rows.getLast().work(), 0, Optional.of(new Table(rising)));
            return java.util.Objects.requireNonNull(EnergyCurves.joules(computer, 1));
        }

        double onHull(double work) {
            Row first = rows.getFirst();
            return first.joules() + hull().cost(work - first.work());
        }

        /** Returns the largest distance of a row from the hull, as a share of the full power. */
        double distance() {
            return rows.stream()
                            .mapToDouble(row -> row.joules() - onHull(row.work()))
                            .max()
                            .orElseThrow()
                    / full();
        }

        double smallestShare() {
            return smallest.joules() / full();
        }

        /** Returns the hull's slopes divided by the mean joules of a token at the largest load. */
        DoubleStream marginalOverMean() {
            Row last = rows.getLast();
            return hull().pieces().stream().mapToDouble(Piece::slope).map(slope -> slope * last.work() / last.joules());
        }

        /** Returns the largest distance of a row from the curve of the model {@code table}, which begins at no work and no energy. */
        double distanceFromModel() {
            CostCurve model = curve(rows);
            return rows.stream()
                            .mapToDouble(row -> row.joules() - model.cost(row.work()))
                            .max()
                            .orElseThrow()
                    / full();
        }

        boolean falls() {
            return IntStream.range(1, rows.size())
                    .anyMatch(i -> rows.get(i).joules() < rows.get(i - 1).joules());
        }
    }

    private static Row row(CsvTable.Row cells) {
        return new Row(cells.number("output_throughput_tokens_per_sec", 0), cells.number("avg_power_watts", 0));
    }

    private static List<Server> servers() throws IOException {
        Path file = OpenData.path("hw_llm_serving_energy_h100.csv");
        Map<String, List<CsvTable.Row>> byName = new LinkedHashMap<>();
        for (CsvTable.Row row :
                CsvTable.read(file.toString(), Files.readAllBytes(file)).rows()) {
            String name = row.text("nickname") + ", " + row.text("num_gpus");
            byName.computeIfAbsent(name, key -> new ArrayList<>()).add(row);
        }
        return byName.entrySet().stream()
                .filter(one -> one.getValue().size() >= LEAST_ROWS)
                .map(one -> Server.of(one.getKey(), one.getValue()))
                .toList();
    }

    @Test
    void pageMatchesData() throws IOException {
        List<Server> servers = servers();
        String page = Files.readString(RESULTS).replaceAll("\\s+", " ");
        assertThat(page)
                .contains("| servers | " + servers.size() + " |")
                .contains("| hull with a single slope | "
                        + count(servers, server -> server.hull().pieces().size()) + " of " + servers.size() + " |")
                .contains("| largest distance of a row from the hull, % of full power | "
                        + range(servers, 100, Server::distance) + " |")
                .contains("| power at the smallest batch, % of full power | "
                        + range(servers, 100, Server::smallestShare) + " (median "
                        + Math.round(100 * median(servers)) + ") |")
                .contains("| hull's slopes, divided by the mean energy of a token at full load | " + marginals(servers)
                        + " |")
                .contains("| curve of the model `table` with a single slope | "
                        + count(
                                servers,
                                server -> Server.curve(server.rows()).pieces().size()) + " of "
                        + servers.size() + " |")
                .contains("| largest distance of a row from the curve of the model `table`, % of full power | "
                        + range(servers, 100, Server::distanceFromModel) + " |")
                .contains("| power falls at a higher load, so that the table is refused | "
                        + servers.stream().filter(Server::falls).count() + " of " + servers.size() + " |");
    }

    private static long count(List<Server> servers, java.util.function.ToIntFunction<Server> pieces) {
        return servers.stream().filter(server -> pieces.applyAsInt(server) == 1).count();
    }

    private static String range(List<Server> servers, double factor, ToDoubleFunction<Server> number) {
        var range = servers.stream().mapToDouble(number).summaryStatistics();
        return Math.round(factor * range.getMin()) + " to " + Math.round(factor * range.getMax());
    }

    private static double median(List<Server> servers) {
        return servers.stream().mapToDouble(Server::smallestShare).sorted().toArray()[servers.size() / 2];
    }

    private static String marginals(List<Server> servers) {
        var range = servers.stream().flatMapToDouble(Server::marginalOverMean).summaryStatistics();
        return String.format(Locale.ROOT, "%.2f to %.2f", range.getMin(), range.getMax());
    }

    @Test
    void figureShowsPowerAndHull() throws IOException {
        List<ChartData.Series> lines = new ArrayList<>();
        for (Server server : servers().stream()
                .filter(one -> DRAWN.contains(one.name()))
                .sorted(Comparator.comparingDouble(Server::smallestShare))
                .toList()) {
            double[] work = server.rows().stream().mapToDouble(Row::work).toArray();
            double[] load = DoubleStream.of(work)
                    .map(tokens -> 100 * tokens / work[work.length - 1])
                    .toArray();
            double percent = 100 / server.full();
            lines.add(ChartData.Series.plain(
                    server.name(),
                    load,
                    server.rows().stream()
                            .mapToDouble(row -> percent * row.joules())
                            .toArray()));
            lines.add(ChartData.Series.plain(
                    server.name() + ": hull",
                    load,
                    DoubleStream.of(work)
                            .map(tokens -> percent * server.onHull(tokens))
                            .toArray()));
        }
        lines.add(ChartData.Series.plain("proportional to load", new double[] {0, 100}, new double[] {0, 100}));
        assertThat(lines).hasSize(2 * DRAWN.size() + 1);
        var chart = new ChartData(
                "measured-servers",
                "Power of servers by load",
                "",
                "load, % of the largest throughput",
                "power, % of full power",
                lines);
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PAGE, TornPictureTest.page(chart));
        }
        assertThat(SvgTexts.of(Files.readString(PICTURE)))
                .contains(chart.title())
                .containsAll(lines.stream().map(ChartData.Series::name).toList());
    }
}

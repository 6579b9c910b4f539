package skybourse.app.folders;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import skybourse.base.numeric.LabelSyntax;
import skybourse.base.scenario.Scenario;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.evidence.sweep.Sweep;
import skybourse.files.codec.ModelFile;
import skybourse.files.scenario.ScenarioText;
import skybourse.files.scenario.YamlWriter;
import skybourse.files.text.ErrorText;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.Sha256;
import skybourse.files.text.YamlOrJsonReader;
import skybourse.learning.training.LearnedClockPolicy;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.spi.RuleComparisonGroup;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** YAML or JSON form of a sweep: name, task, seeds and a grid of values by axis. See {@code docs/guides/run-a-sweep.md}. */
public final class SweepText {

    private static final String PLACE = " See docs/guides/run-a-sweep.md.";
    /** Files of a sweep's folder whose names a scenario must not have. */
    private static final List<String> OWN_FILES = List.of("sweep.yaml", "manifest.json");

    private static final List<String> FIELDS = List.of("name", "task", "seeds", "grid");
    private static final String SCENARIO = "scenario";
    private static final String RULE = "rule";
    private static final String POLICY = "policy";
    private static final String STEP = "step";
    private static final String COMPARED = "compared";
    private static final String TRUTHFUL = "truthful";
    private static final String BESIDE = "[^/\\\\:]+";
    private static final int MOST_SEEDS = 100_000;

    private final String source;

    private SweepText(String source) {
        this.source = source;
    }

    /**
     * Reads a sweep.
     *
     * @param source name of the file, for messages
     * @param bytes content of the file
     * @param tasks known tasks, by name
     * @param files returns the content of a scenario or model that the grid names
     * @throws InvalidInputException with the first violated rule
     */
    public static Sweep read(
            String source, byte[] bytes, SequencedMap<String, CellTask> tasks, Function<String, byte[]> files) {
        return read(source, bytes, tasks, Map.of(), files);
    }

    /**
     * Reads a sweep with given defaults.
     *
     * @param defaults values by axis for axes of the task that the text leaves out, instead of the task's defaults
     */
    public static Sweep read(
            String source,
            byte[] bytes,
            SequencedMap<String, CellTask> tasks,
            Map<String, String> defaults,
            Function<String, byte[]> files) {
        return new SweepText(source).sweep(YamlOrJsonReader.read(source, bytes), tasks, defaults, files);
    }

    private Sweep sweep(
            ObjectNode tree,
            SequencedMap<String, CellTask> tasks,
            Map<String, String> defaults,
            Function<String, byte[]> files) {
        requireFields(tree);
        CellTask task = task(text(tree, "task"), tasks);
        SequencedMap<String, List<String>> grid = grid(tree.path("grid"), task);
        if (grid.containsKey(STEP) && task.axes().containsKey(POLICY)) {
            // Only a fixed step has this axis, so a fixed step is the default policy.
            grid.putIfAbsent(POLICY, List.of(FixedStep.NAME));
        }
        task.axes().forEach((axis, standard) -> grid.putIfAbsent(axis, List.of(defaults.getOrDefault(axis, standard))));
        ScenarioSource worlds = new ScenarioSource(
                new TreeMap<>(scenarios(grid.getOrDefault(SCENARIO, List.of()), files)),
                new TreeMap<>(policies(grid, files)));
        String name = text(tree, "name");
        if (!LabelSyntax.violatedRule(name).isEmpty()) {
            throw bad(
                    "name",
                    LabelSyntax.violatedRule(name) + ": " + ErrorText.quote(name),
                    "use a short title on one line.");
        }
        if (name.contains("/") || name.contains("\\") || name.startsWith(".")) {
            throw bad(
                    "name",
                    "must be the name of a folder, not a path: " + ErrorText.quote(name),
                    "give a plain name here and the path with --out.");
        }
        List<Long> seeds = seeds(tree.path("seeds"));
        try {
            return new Sweep(name, task, grid, seeds, worlds);
        } catch (IllegalArgumentException e) {
            throw InvalidInputException.of(
                    source, "grid", e, "correct the values of the grid for task " + task.name() + "." + PLACE);
        }
    }

    private void requireFields(ObjectNode tree) {
        for (String field : tree.propertyNames()) {
            if (!FIELDS.contains(field)) {
                throw bad(field, "must be a known field", ErrorText.suggestion(field, FIELDS, "known fields"));
            }
        }
    }

    private CellTask task(String name, SequencedMap<String, CellTask> tasks) {
        return Optional.ofNullable(tasks.get(name))
                .orElseThrow(() -> bad(
                        "task",
                        "must be a known task: " + ErrorText.quote(name),
                        ErrorText.suggestion(name, List.copyOf(tasks.keySet()), "known tasks")));
    }

    private static Map<String, ClockPolicy> policies(
            SequencedMap<String, List<String>> grid, Function<String, byte[]> files) {
        TreeMap<String, ClockPolicy> policies = new TreeMap<>();
        for (String value : grid.getOrDefault(POLICY, List.of())) {
            List<String> names = value.equals(AuctionCatalogue.USUAL)
                    ? grid.getOrDefault(RULE, List.of()).stream()
                            .map(AuctionCatalogue::usualPolicy)
                            .toList()
                    : List.of(value);
            for (String name : names) {
                if (name.equals(AuctionCatalogue.LEARNED)
                        || (name.endsWith(ModelFile.SUFFIX) && name.matches(BESIDE))) {
                    policies.put(name, ModelFile.read(name, files.apply(name)).steady());
                } else if (name.equals(AuctionCatalogue.UNFENCED)) {
                    policies.put(
                            name,
                            ModelFile.read(name, files.apply(name))
                                    .withoutRange()
                                    .steady());
                }
            }
        }
        return policies;
    }

    private Map<String, Scenario> scenarios(List<String> values, Function<String, byte[]> files) {
        TreeMap<String, Scenario> scenarios = new TreeMap<>();
        for (String value : values) {
            if (!value.matches("[\\d/]+")) {
                requireBeside(value);
                scenarios.put(value, ScenarioText.read(value, files.apply(value)));
            }
        }
        return scenarios;
    }

    private void requireBeside(String file) {
        if (!file.matches(BESIDE + "\\.(yaml|yml|json)")
                || OWN_FILES.contains(file)
                || !LabelSyntax.violatedRule(file).isEmpty()) {
            throw bad(
                    "grid.scenario",
                    "must be WAs/MAs/FAs/AAs or a file in the folder of the specification: " + ErrorText.quote(file),
                    "give numbers of agents, such as 20/2/3/3, or a file, such as reference.yaml.");
        }
    }

    private String text(ObjectNode tree, String field) {
        JsonNode value = tree.path(field);
        if (!value.isString() || value.stringValue().isBlank()) {
            throw bad(field, "must be text: " + ErrorText.show(value), "add the line.");
        }
        return value.stringValue();
    }

    private SequencedMap<String, List<String>> grid(JsonNode tree, CellTask task) {
        SequencedMap<String, List<String>> grid = new LinkedHashMap<>();
        if (tree.isMissingNode()) {
            return grid;
        }
        if (!(tree instanceof ObjectNode axes)) {
            throw bad("grid", "must be a map of axes: " + ErrorText.show(tree), "correct the indentation.");
        }
        List<String> known = List.copyOf(task.axes().keySet());
        for (Map.Entry<String, JsonNode> axis : axes.properties()) {
            if (!known.contains(axis.getKey())) {
                throw bad(
                        "grid." + axis.getKey(),
                        "must be an axis of task " + task.name(),
                        ErrorText.suggestion(axis.getKey(), known, "axes of this task"));
            }
            grid.put(axis.getKey(), values("grid." + axis.getKey(), axis.getValue()));
        }
        grid.computeIfPresent(
                RULE, (_, rules) -> rules.stream().mapMulti(SweepText::named).toList());
        return grid;
    }

    /**
     * Expands a value of the axis of rules to the names of rules. The value is a name, or stands for all compared rules, or for all rules that are
     * truthful for at least one side.
     */
    private static void named(String rule, Consumer<String> next) {
        if (rule.equals(COMPARED)) {
            AuctionCatalogue.rules(RuleComparisonGroup.COMPARED).forEach(one -> next.accept(one.name()));
        } else if (rule.equals(TRUTHFUL)) {
            AuctionCatalogue.rules().stream()
                    .filter(one -> one.traits().truthful() != RuleTraits.Truthful.NO)
                    .forEach(one -> next.accept(one.name()));
        } else {
            next.accept(rule);
        }
    }

    private List<String> values(String field, JsonNode axis) {
        List<String> values = new ArrayList<>();
        for (JsonNode value : axis.isArray() ? axis : List.of(axis)) {
            if (value.isContainer() || value.isNull()) {
                throw bad(field, "must hold plain values: " + ErrorText.show(value), "");
            }
            values.add(value.asString());
        }
        return values;
    }

    private List<Long> seeds(JsonNode tree) {
        if (tree.isArray()) {
            return wholes(tree);
        }
        if (!(tree instanceof ObjectNode range) || range.size() != 2 || !range.has("first") || !range.has("count")) {
            throw bad(
                    "seeds",
                    "must be a list or {first, count}: " + ErrorText.show(tree),
                    "write for example `seeds: {first: 1, count: 20}`.");
        }
        return range(range);
    }

    private List<Long> wholes(JsonNode list) {
        List<Long> seeds = new ArrayList<>();
        for (JsonNode seed : list) {
            seeds.add(whole(seed, "seeds[" + seeds.size() + "]"));
        }
        return seeds;
    }

    private List<Long> range(ObjectNode range) {
        long first = whole(range.path("first"), "seeds.first");
        long count = whole(range.path("count"), "seeds.count");
        if (count < 1 || count > MOST_SEEDS) {
            throw bad("seeds.count", "must be from 1 to " + MOST_SEEDS + ": " + count, "");
        }
        if (first > Long.MAX_VALUE - count) {
            throw bad("seeds.first", "must be low enough for " + count + " whole numbers of 64 bits: " + first, "");
        }
        return LongStream.range(first, first + count).boxed().toList();
    }

    private long whole(JsonNode node, String field) {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw bad(field, "must be a whole number of at most 64 bits: " + ErrorText.show(node), "");
        }
        return node.longValue();
    }

    private InvalidInputException bad(String field, String complaint, String advice) {
        return new InvalidInputException(
                source, field, complaint, (advice.isEmpty() ? "correct the value." : advice) + PLACE);
    }

    /** Returns the sweep as YAML, in which every axis is explicit. */
    public static String writeYaml(Sweep sweep) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        ObjectNode tree = nodes.objectNode();
        tree.put("name", sweep.name()).put("task", sweep.task().name());
        List<Long> seeds = sweep.seeds();
        boolean range = LongStream.range(0, seeds.size()).allMatch(i -> seeds.get((int) i) == seeds.getFirst() + i);
        if (range) {
            tree.putObject("seeds").put("first", seeds.getFirst()).put("count", seeds.size());
        } else {
            seeds.forEach(tree.withArray("seeds")::add);
        }
        ObjectNode grid = tree.putObject("grid");
        sweep.grid().forEach((axis, values) -> values.forEach(grid.withArray(axis)::add));
        return YamlWriter.write(tree);
    }

    /** Returns the canonical content of each scenario and learned policy of the sweep, by name. */
    public static Map<String, byte[]> files(Sweep sweep) {
        Map<String, byte[]> files = new TreeMap<>();
        sweep.worlds()
                .givenScenario()
                .forEach((name, scenario) -> files.put(name, bytes(ScenarioText.writeYaml(scenario))));
        sweep.worlds().policies().forEach((name, policy) -> {
            if (policy instanceof LearnedClockPolicy learned) {
                files.put(name, ModelFile.write(learned.model()));
            }
        });
        return files;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the SHA-256 of the canonical texts of the sweep and its files, in hexadecimal. */
    public static String hash(Sweep sweep) {
        var all = new ByteArrayOutputStream();
        all.writeBytes(bytes(writeYaml(sweep)));
        files(sweep).forEach((name, content) -> {
            all.writeBytes(bytes("\0" + name + "\0"));
            all.writeBytes(content);
        });
        return Sha256.of(all.toByteArray());
    }
}

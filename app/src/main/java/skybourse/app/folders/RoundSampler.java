package skybourse.app.folders;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import skybourse.app.traces.AttributionList;
import skybourse.app.traces.ImportSettings;
import skybourse.app.traces.ImportedScenario;
import skybourse.app.traces.Places;
import skybourse.app.traces.TraceWindow;
import skybourse.base.agent.Rules;
import skybourse.base.agent.Rules.OverloadPricing;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.files.log.TextFiles;
import skybourse.files.text.ColumnMapping;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.YamlOrJsonReader;
import skybourse.learning.auctions.ScenarioRound;
import skybourse.learning.training.SampledRounds;
import tools.jackson.databind.JsonNode;

/**
 * Sampler of the kinds of rounds that serve the training, selection or evaluation of clock policies. They are read from one section of a
 * file: {@code training}, {@code validation} or {@code heldOut}. The rounds of a kind come from scenarios that are sampled as by {@code
 * generate}, from one scenario with resampled tasks, or from windows of a trace at some of the sites.
 */
public final class RoundSampler {

    private static final int LEAST_REQUESTS = 20;
    private static final int MOST_DRAWS = 1_000;
    private static final int SITE_GROUPS = 3;
    private static final int WIRELESS_PER_MOBILE = 20;
    private static final double WINDOW_SECONDS = 10;
    private static final ImportSettings STANDARD = ImportSettings.standard();
    private static final ImportSettings SETTINGS = new ImportSettings(
            new ScenarioSampler.Counts(50, 0, 3, 6),
            STANDARD.tokens(),
            STANDARD.money(),
            STANDARD.devices(),
            STANDARD.links());

    private final Path file;
    private final String section;
    private final List<JsonNode> kinds = new ArrayList<>();

    /**
     * Reads a section of a file.
     *
     * @param file the file
     * @param section name of the section
     * @throws InvalidInputException if the section is missing or empty
     */
    public RoundSampler(Path file, String section) {
        this.file = file;
        this.section = section;
        JsonNode tree = YamlOrJsonReader.read(file.toString(), TextFiles.read(file));
        tree.path(section).forEach(kinds::add);
        if (kinds.isEmpty()) {
            throw new InvalidInputException(
                    file.toString(), section, "must list at least one kind of rounds: 0", "use a section of the file.");
        }
    }

    /**
     * Samples and solves rounds of each kind. Returns them by name of the kind. Rounds in which a clock policy has no choice, or in which no trade is
     * possible, are replaced by further samples.
     *
     * @param purpose name of the random streams; different names give different rounds
     * @param count number of rounds of each kind, at least 1
     * @param tasks runner of the solves
     * @throws InvalidInputException if a kind has an unknown form or key, or its trace has no window with enough requests
     */
    public SequencedMap<String, List<ScenarioRound>> rounds(String purpose, int count, TaskRunner tasks) {
        SequencedMap<String, List<ScenarioRound>> rounds = new LinkedHashMap<>();
        for (JsonNode kind : kinds) {
            String name = kind.path("name").asString("");
            String stream = "clock-rounds/" + section + "/" + purpose + "/" + name;
            var streams = new RandomStreams(0);
            Source source = source(kind);
            rounds.put(name, SampledRounds.of(count, tasks, i -> source.scenario(streams.stream(stream, i), i)));
        }
        return rounds;
    }

    /** Sampler of the scenarios of a kind. */
    @FunctionalInterface
    private interface Source {

        /** Returns the scenario with the given number; numbers start at 0. */
        Scenario scenario(RandomGenerator random, int number);
    }

    private Source source(JsonNode kind) {
        if (kind.has("wireless")) {
            known(kind, Set.of("name", "wireless", "aerialPerFixed", "lotWork"));
            return (random, number) -> sampled(kind, random, number);
        }
        if (kind.has("scenario")) {
            known(kind, Set.of("name", "scenario"));
            Scenario scenario = ScenarioFileReader.read(
                    file.resolveSibling(kind.path("scenario").asString("")));
            return (random, _) -> ScenarioRound.redrawn(random, scenario);
        }
        if (kind.has("requests")) {
            known(kind, Set.of("name", "requests", "seconds", "sites"));
            ImportFiles.ParsedFiles data = data(kind);
            return (random, _) -> imported(kind, data, random);
        }
        throw new InvalidInputException(
                file.toString(), section, "must have wireless, scenario or requests in each kind: " + kind, "");
    }

    private void known(JsonNode kind, Set<String> keys) {
        for (String key : kind.propertyNames()) {
            if (!keys.contains(key)) {
                throw new InvalidInputException(
                        file.toString(),
                        field(kind),
                        "must not have the key " + key,
                        "use " + String.join(", ", keys.stream().sorted().toList()) + ".");
            }
        }
    }

    private String field(JsonNode kind) {
        return section + "." + kind.path("name").asString("");
    }

    /**
     * Samples a scenario. Successive numbers use the sizes of the kind in turn. After each pass through the sizes, the pricing of overload alternates
     * between expected cost and ignored overload.
     */
    private static Scenario sampled(JsonNode kind, RandomGenerator random, int number) {
        JsonNode sizes = kind.path("wireless");
        int wireless = sizes.get(number % sizes.size()).asInt();
        int mobile = 1 + wireless / WIRELESS_PER_MOBILE;
        int aerial = (int) Math.max(
                1, Math.round((mobile + 1) * kind.path("aerialPerFixed").asDouble(1)));
        Rules rules = Rules.standard();
        Scenario sampled = ScenarioSampler.standard(new ScenarioSampler.Counts(wireless, mobile, mobile + 1, aerial))
                .with(rules.withLotWork(kind.path("lotWork").asDouble(rules.lotWork())))
                .withPublishedPrice()
                .sample("drawn", random.nextLong() >>> 1);
        boolean isCounted = number / sizes.size() % 2 == 0;
        OverloadPricing pricing = isCounted ? OverloadPricing.EXPECTED_COST : OverloadPricing.IGNORE;
        return sampled.withRules(sampled.rules().withOverloadPricing(pricing));
    }

    private ImportFiles.ParsedFiles data(JsonNode kind) {
        return ImportFilesBuilder.builder()
                .requests(file.resolveSibling(kind.path("requests").asString("")))
                .sites(file.resolveSibling("../data/edge_sites_eua_melbourne_cbd.csv"))
                .users(file.resolveSibling("../data/users_eua_melbourne_cbd.csv"))
                .hardware(List.of())
                .build()
                .read(new ColumnMapping("--map", List.of()), new AttributionList(List.of(), List.of()));
    }

    /**
     * Imports a random window of the trace from the time range of the kind. Every third site takes part. The key {@code sites} of the kind is the
     * index of the first of them.
     */
    private Scenario imported(JsonNode kind, ImportFiles.ParsedFiles data, RandomGenerator random) {
        List<Places.Place> places = data.sites().data().places();
        var sites = new Places(IntStream.range(0, places.size())
                .filter(i -> i % SITE_GROUPS == kind.path("sites").asInt())
                .mapToObj(places::get)
                .toList());
        double from = kind.path("seconds").path(0).asDouble(0);
        double to = kind.path("seconds").path(1).asDouble(WINDOW_SECONDS);
        if (to - from < WINDOW_SECONDS) {
            throw new InvalidInputException(
                    file.toString(),
                    field(kind) + ".seconds",
                    "must span at least 10 s: " + kind.path("seconds"),
                    "use seconds farther apart.");
        }
        for (int draw = 0; draw < MOST_DRAWS; draw++) {
            double start = from + random.nextDouble() * (to - from - WINDOW_SECONDS);
            var imported = new ImportedScenario(
                    data.trace().data(),
                    new TraceWindow(start, WINDOW_SECONDS),
                    sites,
                    data.users().data(),
                    new LinkedHashMap<>(),
                    WINDOW_SECONDS,
                    SETTINGS);
            ImportedScenario.Participants cast = imported.draw(random);
            if (cast.requests().size() >= LEAST_REQUESTS) {
                return imported.assemble(cast, "imported", random.nextLong() >>> 1, "");
            }
        }
        throw new InvalidInputException(
                file.toString(),
                field(kind),
                "must have a window of 10 s with at least " + LEAST_REQUESTS + " requests",
                "use other seconds or a trace with more requests.");
    }
}

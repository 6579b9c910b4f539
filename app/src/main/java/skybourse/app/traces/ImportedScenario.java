package skybourse.app.traces;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import skybourse.app.traces.ImportSettings.Money;
import skybourse.app.traces.Places.Place;
import skybourse.app.traces.RequestTrace.Request;
import skybourse.app.traces.Tracks.Point;
import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.AerialAgentBuilder;
import skybourse.base.agent.Computer;
import skybourse.base.agent.FixedAgent;
import skybourse.base.agent.FixedAgentBuilder;
import skybourse.base.agent.MobileAgent;
import skybourse.base.agent.Position;
import skybourse.base.agent.Radio;
import skybourse.base.agent.Rules;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.agent.WirelessAgentBuilder;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioBuilder;

/**
 * Scenario that is composed of a request trace, places and tracks. The origin is the middle of the sites.
 *
 * @param trace requests, which become tasks
 * @param window part of the trace that is used
 * @param sites places of fixed agents
 * @param users places of wireless agents
 * @param vehicles positions of mobile agents at one time, by vehicle, in the coordinate frame of the tracks; their mean is moved to the origin
 * @param roundSeconds length of a round, in s
 * @param settings assumptions beyond the data
 */
public record ImportedScenario(
        RequestTrace trace,
        TraceWindow window,
        Places sites,
        Places users,
        SequencedMap<String, Point> vehicles,
        double roundSeconds,
        ImportSettings settings) {

    private static final double HAND_METRES = 1.5;
    private static final double MAST_METRES = 10;
    private static final double FLIGHT_METRES = 100;
    private static final int LOTS_PER_ROUND = 4;
    private static final int LEDGER_UNITS_PER_TICK = 10_000;
    private static final Radio WIRELESS_RADIO = new Radio(0.2, 1e6);
    private static final Radio FIXED_RADIO = new Radio(1, 5e6);

    /**
     * Data of the agents that take part.
     *
     * @param requests requests, one per wireless agent
     * @param homes places of wireless agents; if there are fewer, they are reused in order
     * @param cars vehicles and their positions, one per mobile agent
     */
    public record Participants(List<Request> requests, List<Place> homes, List<Map.Entry<String, Point>> cars) {

        public Participants {
            requests = List.copyOf(requests);
            homes = List.copyOf(homes);
            cars = List.copyOf(cars);
        }

        Place home(int wirelessAgent) {
            return homes.get(wirelessAgent % homes.size());
        }
    }

    public ImportedScenario {
        vehicles = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(vehicles));
    }

    /**
     * Samples the requests, users and vehicles that take part: as many as the settings ask for, or all if there are fewer. Requests are in order of
     * arrival.
     */
    public Participants draw(RandomGenerator random) {
        List<Request> requests =
                inOrder(sample(random, window.of(trace), settings.counts().wireless()));
        List<Place> homes = sample(random, users.places(), requests.size());
        List<Map.Entry<String, Point>> cars = sample(
                random, List.copyOf(vehicles.entrySet()), settings.counts().mobile());
        return new Participants(requests, homes, cars);
    }

    /**
     * Returns the scenario.
     *
     * @param cast agents that take part
     * @param name name of the scenario
     * @param seed seed of the scenario; it determines the random numbers of the channel
     * @param description origin of the numbers
     */
    public Scenario assemble(Participants cast, String name, long seed, String description) {
        return ScenarioBuilder.builder()
                .name(name)
                .description(description)
                .seed(seed)
                .rules(rules())
                .network(settings.links().network())
                .wirelessAgents(wireless(cast))
                .mobileAgents(mobile(cast))
                .fixedAgents(fixed(cast.requests()))
                .aerialAgents(aerial())
                .build();
    }

    /**
     * Returns the rules of a round. A lot is a quarter of the work that an aerial agent computes in a round. The tick is such that a lot costs
     * between 100 and 1,000 ticks at the price of an input token.
     */
    Rules rules() {
        Rules unpriced = unpricedRules();
        return settings.counts().aerial() == 0
                ? unpriced
                : unpriced.withExpectedResalePrice(OptionalDouble.of(expectedResalePrice(unpriced)));
    }

    /** Returns an aerial agent's ask for its last lot in a round, in money/work. The transmission time of the input is neglected. */
    private double expectedResalePrice(Rules rules) {
        return aerial("AA", new Position(0, 0, FLIGHT_METRES)).lastLotPerWork(rules, 0, 1);
    }

    private Rules unpricedRules() {
        double lotWork = roundSeconds * computer(settings.devices().aerial()).workPerSecond() / LOTS_PER_ROUND;
        double worth = lotWork * settings.money().inputPrice();
        double tick = Math.pow(10, Math.floor(Math.log10(worth)) - 2);
        return Rules.standard()
                .withRoundSeconds(roundSeconds)
                .withLotWork(lotWork)
                .with(money -> money.tickMoney(tick).ledgerUnitMoney(tick / LEDGER_UNITS_PER_TICK));
    }

    /** Returns {@code count} elements of a list in random order. If the list has fewer elements, returns all of them. */
    private static <T> List<T> sample(RandomGenerator random, List<T> from, int count) {
        List<T> left = new ArrayList<>(from);
        int taken = Math.min(count, left.size());
        for (int i = 0; i < taken; i++) {
            Collections.swap(left, i, random.nextInt(i, left.size()));
        }
        return left.subList(0, taken);
    }

    private static List<Request> inOrder(List<Request> requests) {
        return requests.stream()
                .sorted(Comparator.comparingDouble(Request::arrivalSeconds))
                .toList();
    }

    private List<WirelessAgent> wireless(Participants cast) {
        Computer computer = computer(settings.devices().wireless());
        double deadline = deadlineSeconds(cast);
        Money money = settings.money();
        List<WirelessAgent> agents = new ArrayList<>();
        for (Request request : cast.requests()) {
            Place home = cast.home(agents.size());
            agents.add(WirelessAgentBuilder.builder()
                    .id("WA" + (agents.size() + 1))
                    .position(position(home, HAND_METRES))
                    .task(task(request, deadline))
                    .computer(computer)
                    .radio(WIRELESS_RADIO)
                    .satisfactionWeight(money.satisfactionFactor() * money.servicePrice(request))
                    .joulePrice(money.batteryFactor() * money.joulePrice())
                    .build());
        }
        return agents;
    }

    /** Returns the mean position of the vehicles in their own frame. */
    Point middle() {
        double x =
                vehicles.values().stream().mapToDouble(Point::xMetres).average().orElse(0);
        double y =
                vehicles.values().stream().mapToDouble(Point::yMetres).average().orElse(0);
        return new Point(0, x, y);
    }

    private List<MobileAgent> mobile(Participants cast) {
        Point middle = middle();
        List<MobileAgent> agents = new ArrayList<>();
        for (var vehicle : cast.cars()) {
            Point car = vehicle.getValue();
            agents.add(new MobileAgent(
                    "MA" + (agents.size() + 1),
                    new Position(car.xMetres() - middle.xMetres(), car.yMetres() - middle.yMetres(), HAND_METRES),
                    computer(settings.devices().mobile()),
                    settings.money().joulePrice(),
                    capPerBit(cast.requests())));
        }
        return agents;
    }

    private List<FixedAgent> fixed(List<Request> requests) {
        List<FixedAgent> agents = new ArrayList<>();
        for (Position position : spread(settings.counts().fixed())) {
            agents.add(FixedAgentBuilder.builder()
                    .id("FA" + (agents.size() + 1))
                    .position(position)
                    .computer(computer(settings.devices().fixed()))
                    .radio(FIXED_RADIO)
                    .joulePrice(settings.money().joulePrice())
                    .priceCapPerBit(capPerBit(requests))
                    .penaltyPerWork(
                            settings.money().penaltyFactor() * settings.money().inputPrice())
                    .build());
        }
        return agents;
    }

    /**
     * Returns sites that are far from each other. The first one is the site nearest to the origin. Each further one is the site farthest from all
     * sites that were chosen before.
     */
    private List<Position> spread(int count) {
        List<Position> all =
                sites.places().stream().map(site -> position(site, MAST_METRES)).toList();
        Position origin = new Position(0, 0, MAST_METRES);
        List<Position> taken = new ArrayList<>();
        while (taken.size() < Math.min(count, all.size())) {
            taken.add(
                    taken.isEmpty()
                            ? Collections.min(all, Comparator.comparingDouble(origin::distanceMetres))
                            : Collections.max(all, Comparator.comparingDouble(site -> nearestMetres(site, taken))));
        }
        return taken;
    }

    private static double nearestMetres(Position site, List<Position> taken) {
        return taken.stream().mapToDouble(site::distanceMetres).min().orElse(Double.POSITIVE_INFINITY);
    }

    /** Returns aerial agents on a circle around the origin. Its radius is half the mean distance of the sites from the origin. */
    private List<AerialAgent> aerial() {
        double radius = 0.5 * meanMetresOfSites();
        int count = settings.counts().aerial();
        return IntStream.range(0, count)
                .mapToObj(k -> aerial(
                        "AA" + (k + 1),
                        new Position(
                                radius * Math.cos(2 * Math.PI * k / count),
                                radius * Math.sin(2 * Math.PI * k / count),
                                FLIGHT_METRES)))
                .toList();
    }

    private double meanMetresOfSites() {
        Position origin = new Position(0, 0, MAST_METRES);
        return sites.places().stream()
                .mapToDouble(site -> position(site, MAST_METRES).distanceMetres(origin))
                .average()
                .orElse(0);
    }

    private AerialAgent aerial(String id, Position position) {
        Money money = settings.money();
        return AerialAgentBuilder.builder()
                .id(id)
                .position(position)
                .computer(computer(settings.devices().aerial()))
                .computeJoulePrice(money.joulePrice())
                .hoverJoulePrice(money.joulePrice())
                .markup(money.markup())
                .batteryPrice(money.batteryPrice())
                .build();
    }

    /** Returns the position of a place in the scenario's frame. */
    Position position(Place place, double heightMetres) {
        Place origin = sites.middle();
        return new Position(place.eastMetres(origin), place.northMetres(origin), heightMetres);
    }

    /** Returns a request as a task. */
    Task task(Request request, double deadlineSeconds) {
        return new Task(bits(request), work(request), deadlineSeconds);
    }

    private double bits(Request request) {
        return request.inputTokens() * settings.tokens().bitsPerToken();
    }

    double work(Request request) {
        return request.inputTokens() + settings.tokens().decodeWeight() * request.outputTokens();
    }

    private Computer computer(InferenceHardware device) {
        double workPerSecond = device.tokensPerSecond() * settings.tokens().decodeWeight();
        return new Computer(workPerSecond, device.watts() / (workPerSecond * workPerSecond * workPerSecond));
    }

    /** Returns a scenario from the same data with other settings. */
    ImportedScenario with(ImportSettings others) {
        return new ImportedScenario(trace, window, sites, users, vehicles, roundSeconds, others);
    }

    /** Returns the speed of a device, in work/s. */
    double speed(InferenceHardware device) {
        return computer(device).workPerSecond();
    }

    /** Returns the deadline of all tasks, in s: the deadline factor times the quantile of the local completion times. */
    double deadlineSeconds(Participants cast) {
        Computer computer = computer(settings.devices().wireless());
        double[] seconds = cast.requests().stream()
                .mapToDouble(request -> work(request) / computer.workPerSecond())
                .sorted()
                .toArray();
        int at = (int) Math.ceil(settings.tokens().deadlineQuantile() * seconds.length) - 1;
        return settings.tokens().deadlineFactor() * seconds[Math.max(0, at)];
    }

    private double capPerBit(List<Request> requests) {
        double price =
                requests.stream().mapToDouble(settings.money()::servicePrice).sum();
        double bits = requests.stream().mapToDouble(this::bits).sum();
        return settings.money().capFactor() * price / bits;
    }
}

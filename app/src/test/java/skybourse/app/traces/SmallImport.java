package skybourse.app.traces;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import skybourse.app.traces.ImportSettings.Devices;
import skybourse.app.traces.ImportSettings.Links;
import skybourse.app.traces.ImportSettings.Tokens;
import skybourse.app.traces.ImportedScenario.Participants;
import skybourse.app.traces.Places.Place;
import skybourse.app.traces.RequestTrace.Request;
import skybourse.app.traces.Tracks.Point;
import skybourse.base.scenario.ScenarioSampler.Counts;

/** An import with a few round numbers: three requests, two users, four sites around a middle and two cars. */
final class SmallImport {

    /** Metres of a thousandth of a degree on the mean sphere. */
    static final double MILLIDEGREE = 6_371_008.8 * Math.PI / 180_000;

    static final RequestTrace TRACE = new RequestTrace(
            1, true, List.of(new Request(5, 100, 10), new Request(0, 200, 20), new Request(7, 50, 35)));

    /** 10 tokens per second, each of which is the work of 10: 100 work units per second. */
    static final InferenceHardware SMALL = new InferenceHardware("small", 10, 5);

    static final InferenceHardware LARGE = new InferenceHardware("large", 40, 8);

    static final Participants CAST = new Participants(
            TRACE.requests(),
            List.of(new Place(0.001, 0), new Place(0, 0.003)),
            List.of(Map.entry("b", new Point(30, 60, 20)), Map.entry("a", new Point(30, 0, 0))));

    private SmallImport() {}

    static Places sites() {
        return new Places(
                List.of(new Place(0, 0.004), new Place(0, -0.004), new Place(0.001, 0.0), new Place(-0.001, 0)));
    }

    static SequencedMap<String, Point> vehicles() {
        SequencedMap<String, Point> vehicles = new LinkedHashMap<>();
        vehicles.put("a", new Point(30, 0, 0));
        vehicles.put("b", new Point(30, 60, 20));
        return vehicles;
    }

    static ImportedScenario of(RequestTrace trace, Counts counts, double quantile) {
        return new ImportedScenario(
                trace,
                new TraceWindow(0, 8),
                sites(),
                new Places(CAST.homes()),
                vehicles(),
                8,
                new ImportSettings(
                        counts,
                        new Tokens(32, 10, quantile, 3),
                        ImportSettingsMoneyBuilder.builder()
                                .inputPrice(0.15)
                                .outputPrice(0.6)
                                .satisfactionFactor(2)
                                .capFactor(4)
                                .penaltyFactor(0.5)
                                .dollarsPerKilowattHour(0.36)
                                .batteryFactor(10)
                                .markup(1.5)
                                .batteryPrice(0.25)
                                .build(),
                        new Devices(SMALL, SMALL, LARGE, SMALL),
                        Links.standard()));
    }

    static ImportedScenario standard() {
        return of(TRACE, new Counts(60, 3, 3, 4), 0.5);
    }
}

package skybourse.files.codec;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import skybourse.base.scenario.Scenario;
import skybourse.files.scenario.RequestTable;
import skybourse.files.scenario.ScenarioMapper;
import skybourse.files.scenario.TrackTable;
import skybourse.round.adversary.Adversary;
import skybourse.round.adversary.Reputation;
import skybourse.round.dynamics.AerialEnergy;
import skybourse.round.dynamics.Arrivals;
import skybourse.round.dynamics.ChannelDynamics;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.HandoverSettings;
import skybourse.round.dynamics.MessageDelays;
import skybourse.round.dynamics.PricingSettings;
import skybourse.round.motion.GaussMarkov;
import skybourse.round.motion.RandomWaypoint;
import skybourse.round.motion.Roads;
import skybourse.testing.StoredNames;

/** Names in scenario files, records and trained models do not change when the code is renamed. */
class StoredScenariosTest {

    @Test
    void scenarioNamesEqualGoldenFile() throws IOException {
        StoredNames.assertGolden(
                "files/src/test/resources/golden/scenario-names.txt",
                new StoredNames(ScenarioMapper.MAPPER)
                        .with("scenario", Scenario.class)
                        .with("channel over time", ChannelDynamics.class)
                        .with("arrivals", Arrivals.class)
                        .with("window", RequestTable.Window.class)
                        .with("queue", Dynamics.QueueOrder.class)
                        .with("sizes", Dynamics.TaskSizes.class)
                        .with("messages", MessageDelays.class)
                        .with("pricing", PricingSettings.class)
                        .with("handover", HandoverSettings.class)
                        .with("aerialEnergy", AerialEnergy.class)
                        .with("adversary", Adversary.class)
                        .with("reputation", Reputation.class)
                        .with("gaussMarkov", GaussMarkov.class)
                        .with("randomWaypoint", RandomWaypoint.class)
                        .with("roadBound", Roads.class)
                        .with("tracks", TrackTable.Settings.class)
                        .text());
    }

    /** The server writes these names as literals. The checker of a record reads them with this type. */
    @Test
    void recordNamesEqualGoldenFile() throws IOException {
        StoredNames.assertGolden(
                "files/src/test/resources/golden/record-names.txt",
                new StoredNames(ScenarioMapper.MAPPER)
                        .with("record", PublishedRoundRecord.class)
                        .text());
    }

    /** The plan of a training contains parts of the same records. */
    @Test
    void modelNamesEqualGoldenFile() throws IOException {
        StoredNames.assertGolden(
                "files/src/test/resources/golden/model-names.txt",
                new StoredNames(ScenarioMapper.MAPPER)
                        .with("header", ModelFile.Header.class)
                        .text());
    }
}

package skybourse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class SkippedTestsTest {

    /** Run only by the test below, because Surefire does not run nested classes. */
    static class Fixture {
        @Test
        void runs() {}

        @Test
        @Disabled("it needs a moon")
        void neverRuns() {}

        @Test
        void runsWithData() {
            Assumptions.assumeTrue(false, "no data");
        }

        @RepeatedTest(2)
        void runsWithMoreData() {
            Assumptions.assumeTrue(false, "no data");
        }
    }

    @Test
    void printsSkippedTestsByReason() {
        var printed = new ByteArrayOutputStream();
        var skipped = new SkippedTests(new PrintStream(printed, true, StandardCharsets.UTF_8));
        LauncherFactory.create(LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .build())
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectClass(Fixture.class))
                                .build(),
                        skipped);
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .contains("Skipped, it needs a moon: SkippedTestsTest$Fixture.neverRuns")
                .anySatisfy(line -> assertThat(line)
                        .startsWith("Skipped, no data: ")
                        .contains("Fixture.runsWithData")
                        .containsOnlyOnce("Fixture.runsWithMoreData"));
    }

    @Test
    void listenerIsRegisteredAsService() {
        assertThat(ServiceLoader.load(TestExecutionListener.class)).anyMatch(SkippedTests.class::isInstance);
    }
}

package skybourse.server.selling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutageTest {

    private final List<String> lines = new ArrayList<>();
    private final Outage outage = new Outage("The market", lines::add);

    @Test
    void startAndEndAreReportedOnce() {
        outage.answered("poll");
        assertThat(lines).isEmpty();
        for (int time = 0; time < 2; time++) {
            outage.failed("poll", "status 502");
            outage.failed("poll", "status 503");
            outage.answered("poll");
            outage.answered("poll");
            assertThat(lines)
                    .containsExactly(
                            "The market cannot be used: status 502. Trying again.", "The market can be used again.");
            lines.clear();
        }
    }

    @Test
    void endsWhenNoRequestFails() {
        outage.failed("poll", "status 503");
        outage.failed("result", "status 503");
        outage.failed("late result", "status 503");
        outage.answered("poll");
        outage.answered("result");
        assertThat(lines).hasSize(1);
        outage.givenUp("late result");
        assertThat(lines).as("no request was answered since").hasSize(1);
        outage.answered("poll");
        assertThat(lines).hasSize(2);
    }
}

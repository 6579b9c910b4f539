package skybourse.server.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Presence, quotas, bells and the operator's secret, each alone. */
class PartsTest {

    @Test
    void whoHasNotAskedIsSilentUnlessItWaits() {
        var presence = new Presence(0);
        presence.heard("a", 500);
        presence.waits("b", 1);
        assertThat(presence.silent(List.of("a", "b", "c"), 400)).containsExactly("c");
        assertThat(presence.silent(List.of("a", "b", "c"), 501)).containsExactly("a", "c");
        assertThat(presence.silent(List.of("c"), 0)).isEmpty();
        presence.waits("b", -1);
        assertThat(presence.silent(List.of("b"), 400)).containsExactly("b");
        assertThat(presence.waiting()).isZero();
    }

    @Test
    void aQuotaIsFilledUpAgain() {
        var quota = new Quota(50);
        for (int i = 0; i < 100; i++) {
            assertThat(quota.takes("a", 0)).isTrue();
        }
        assertThat(quota.takes("a", 0)).isFalse();
        assertThat(quota.takes("b", 0)).isTrue();
        assertThat(quota.takes("a", 19)).isFalse();
        assertThat(quota.takes("a", 30)).isTrue();
        assertThat(quota.takes("a", 30)).isFalse();
        assertThat(quota.takes("b", 1_000)).isTrue();
        assertThat(quota.takes("b", 0))
                .as("asked at the same time, noted later")
                .isTrue();
        assertThat(quota.takes("b", 0)).isTrue();
    }

    @Test
    void whoTookABellMissesNothing() {
        var bells = new Bells();
        var early = bells.of("a");
        bells.ring("b");
        assertThat(early).isNotDone();
        bells.ring("a");
        assertThat(early).isDone();
        assertThat(bells.of("a")).isNotDone();
    }

    @Test
    void theOperatorsSecretIsMadeOnce(@TempDir Path folder) throws IOException {
        OperatorSecret made = OperatorSecret.of(folder.resolve("market"));
        assertThat(made.isNew()).isTrue();
        assertThat(made.text()).hasSize(64);
        assertThat(made.toString()).doesNotContain(made.text());
        OperatorSecret again = OperatorSecret.of(folder.resolve("market"));
        assertThat(again).isEqualTo(new OperatorSecret(made.text(), false));
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("market/operator-secret"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aProblemOfAnArgumentNamesItsRule() {
        Reply reply = Problem.of(new IllegalArgumentException("work must be in [0, 1]: 2.0"))
                .reply();
        assertThat(new String(reply.body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"field\":\"work\"", "\"rule\":\"must be in [0, 1]\"", "\"value\":\"2.0\"");
        assertThat(reply.status()).isEqualTo(422);
    }
}

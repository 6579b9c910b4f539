package skybourse.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.server.service.RequestBodyTest.problem;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import skybourse.files.codec.Sha256;

/** What a payload may be, and what a worker is told of it. */
class PayloadTest {

    private static final String DIGEST = "ab".repeat(32);

    private static byte[] result(String text) {
        return Payload.read(RequestBody.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] place(String url, String digest) {
        return result("{'url':'" + url + "','sha256':'" + digest + "'}");
    }

    @Test
    void textBase64OrAPlace() {
        assertThat(result("{'text':'a\u00e4'}")).isEqualTo("a\u00e4".getBytes(StandardCharsets.UTF_8));
        assertThat(result("{'base64':'AP8H'}")).containsExactly(0, 0xff, 7);
        assertThat(place("https://example.org/x", DIGEST))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("skybourse payload at:\nhttps://example.org/x\n" + DIGEST);
        assertThat(result("{'text':'" + "x".repeat(65_536) + "'}")).hasSize(65_536);
        assertThat(place("http://" + "x".repeat(1_993), DIGEST)).hasSize(2_000 + 22 + 65);
    }

    @Test
    void whatItMayNotBe() {
        String one = "422 payload must have one of text, base64, or url with sha256: ";
        assertThat(problem(() -> result("{}"))).isEqualTo(one + 0);
        assertThat(problem(() -> result("{'text':'','base64':''}"))).isEqualTo(one + 2);
        assertThat(problem(() -> result("{'url':'http://x'}"))).isEqualTo(one + 1);
        assertThat(problem(() -> result("{'text':'','sha256':'" + DIGEST + "'}")))
                .isEqualTo(one + 1);
        assertThat(problem(() -> result("{'text':'','more':1}"))).isEqualTo("400 more must be a known member: unknown");
        assertThat(problem(() -> result("{'base64':'%%'}")))
                .isEqualTo("422 payload.base64 must be base64: 2 characters");
        assertThat(problem(() -> result("{'text':'" + "x".repeat(65_537) + "'}")))
                .isEqualTo("413 body must be at most 65536 bytes");
        assertThat(problem(() -> result("{'text':'skybourse payload at:\\n'}")))
                .isEqualTo("422 payload must not begin as what stands for a URL does: skybourse payload at:");
        String places = "422 payload.url must be http or https, at most 2000 characters: ";
        assertThat(problem(() -> place("ftp://x", DIGEST))).isEqualTo(places + "ftp://x");
        assertThat(problem(() -> place("http://a b", DIGEST))).isEqualTo(places + "http://a b");
        assertThat(problem(() -> place("http://" + "x".repeat(1_994), DIGEST))).startsWith(places);
        assertThat(problem(() -> place("http://x", "AB".repeat(32))))
                .isEqualTo("422 payload.sha256 must be 64 hexadecimal digits, small letters: " + "AB".repeat(32));
    }

    @Test
    void aWorkerIsToldWhatWasPut() {
        byte[] raw = {0, (byte) 0xff, 7};
        assertThat(Payload.tree(raw))
                .isEqualTo(Map.of("base64", Base64.getEncoder().encodeToString(raw), "sha256", Sha256.of(raw)));
        byte[] text = "a\nb\nc".getBytes(StandardCharsets.UTF_8);
        assertThat(Payload.tree(text)).isEqualTo(Map.of("text", "a\nb\nc", "sha256", Sha256.of(text)));
        assertThat(Payload.tree(place("http://x", DIGEST))).isEqualTo(Map.of("url", "http://x", "sha256", DIGEST));
    }
}

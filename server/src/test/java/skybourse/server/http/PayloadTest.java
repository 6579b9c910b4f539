package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.server.http.RequestBodyTest.problem;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import skybourse.files.text.Sha256;
import skybourse.server.codec.PieceBody.PayloadBody;
import skybourse.server.codec.RequestBodyRecords.PayloadRequest;
import skybourse.venue.event.Piece;
import skybourse.venue.event.PieceBuilder;
import skybourse.venue.event.PieceClaimsBuilder;
import skybourse.venue.event.PieceMoneyBuilder;

/** Formats of payloads, the part that a piece contains, and the view of a worker. */
class PayloadTest {

    private static final String DIGEST = "ab".repeat(32);

    private static Payload read(String text) {
        return Payload.read(RequestBody.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .as(PayloadRequest.class));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readsTextBase64AndBlobPayloads() {
        assertThat(read("{'text':'a\u00e4'}").bytes())
                .hasValueSatisfying(got -> assertThat(got).isEqualTo(bytes("a\u00e4")));
        assertThat(read("{'text':'a\u00e4'}").sha256()).isEqualTo(Sha256.of(bytes("a\u00e4")));
        assertThat(read("{'base64':'AP8H'}").bytes())
                .hasValueSatisfying(got -> assertThat(got).containsExactly(0, 0xff, 7));
        assertThat(read("{'sha256':'" + DIGEST + "'}").bytes()).isEmpty();
        assertThat(read("{'sha256':'" + DIGEST + "'}").sha256()).isEqualTo(DIGEST);
        assertThat(read("{'text':'" + "x".repeat(65_536) + "'}").bytes()).isPresent();
    }

    @Test
    void refusesInvalidPayloads() {
        String one = "422 payload must have one of text, base64 and sha256: ";
        assertThat(problem(() -> read("{}"))).isEqualTo(one + 0);
        assertThat(problem(() -> read("{'text':'','base64':''}"))).isEqualTo(one + 2);
        assertThat(problem(() -> read("{'text':'','sha256':'" + DIGEST + "'}"))).isEqualTo(one + 2);
        assertThat(problem(() -> read("{'url':'http://x','sha256':'" + DIGEST + "'}")))
                .isEqualTo("400 url must be a known member: unknown");
        assertThat(problem(() -> read("{'base64':'%%'}"))).isEqualTo("422 payload.base64 must be base64: 2 characters");
        assertThat(problem(() -> read("{'text':'" + "x".repeat(65_537) + "'}")))
                .isEqualTo("413 body must be at most 65536 bytes");
    }

    private static byte[] checked(byte[] payload, int units) {
        PayloadDivision.check(payload, units);
        return payload;
    }

    @Test
    void payloadHasOneLinePerUnit() {
        for (String right : new String[] {"a\nb\nc", "a\nb\nc\n", "{}\n{}\n\u00e4", " \n\r\nx"}) {
            PayloadDivision.check(bytes(right), 3);
        }
        PayloadDivision.check(new byte[] {(byte) 0xff, '\n', 0}, 2);
        PayloadDivision.check(new byte[] {'\n'}, 0);
        String lines = "422 payload must have one line per unit, 3: ";
        assertThat(problem(() -> checked(bytes("a\nb"), 3))).isEqualTo(lines + 2);
        assertThat(problem(() -> checked(bytes("a\nb\nc\nd"), 3))).isEqualTo(lines + 4);
        assertThat(problem(() -> checked(bytes("a\nb\nc\n\n"), 3))).isEqualTo(lines + 4);
        String empty = "422 payload must not contain an empty line: line ";
        assertThat(problem(() -> checked(bytes("\nb\nc"), 3))).isEqualTo(empty + 1);
        assertThat(problem(() -> checked(bytes("a\nb\n\n"), 3))).isEqualTo(empty + 3);
        for (int units : new int[] {0, 1}) {
            assertThat(problem(() -> checked(new byte[0], units)))
                    .isEqualTo("422 payload must have at least 1 byte: 0");
        }
    }

    private static byte[] part(byte[] payload, int units, double from, double to) {
        var claims = PieceClaimsBuilder.builder()
                .digest("")
                .undoable("")
                .disputedBy("")
                .objection("")
                .stakeUnits(0)
                .seqs(new TreeMap<>())
                .build();
        var money = PieceMoneyBuilder.builder()
                .billUnits(1)
                .lotUnits(0)
                .wageUnits(0)
                .bondUnits(0)
                .lotBondUnits(0)
                .fineUnits(0)
                .build();
        return PayloadDivision.of(
                payload,
                units,
                PieceBuilder.builder()
                        .id("r0.0")
                        .buyer("B")
                        .task("t")
                        .leader("L")
                        .worker("L")
                        .from(from)
                        .to(to)
                        .work(1)
                        .money(money)
                        .soldAt(0)
                        .dueMillis(1)
                        .state(Piece.Stage.OPEN)
                        .claims(claims)
                        .build());
    }

    @Test
    void pieceContainsItsLines() {
        for (String text : new String[] {"a\nbb\nccc\nd", "a\nbb\nccc\nd\n"}) {
            assertThat(part(bytes(text), 4, 0, .25)).asString().isEqualTo("a");
            assertThat(part(bytes(text), 4, .25, .75)).asString().isEqualTo("bb\nccc");
            assertThat(part(bytes(text), 4, .75, 1)).asString().isEqualTo("d");
            assertThat(part(bytes(text), 4, 0, 1)).asString().isEqualTo("a\nbb\nccc\nd");
            assertThat(part(bytes(text), 4, .5, .5)).isEmpty();
        }
    }

    /** For every cut, the parts of a divisible payload are disjoint and complete, in order. */
    @Test
    void pieceContainsItsBytes() {
        byte[] payload = bytes("0123456789");
        assertThat(part(payload, 0, .25, .75)).asString().isEqualTo("234567");
        for (double cut = 0; cut <= 1; cut += .03) {
            byte[] first = part(payload, 0, 0, cut);
            byte[] rest = part(payload, 0, cut, 1);
            byte[] all = Arrays.copyOf(first, 10);
            System.arraycopy(rest, 0, all, first.length, rest.length);
            assertThat(first.length + rest.length).isEqualTo(10);
            assertThat(all).isEqualTo(payload);
        }
    }

    @Test
    void workerViewShowsPayload() {
        byte[] raw = {0, (byte) 0xff, 7};
        Optional<String> base64 = Optional.of(Base64.getEncoder().encodeToString(raw));
        assertThat(Payload.workerView(raw)).isEqualTo(new PayloadBody(Optional.empty(), base64, Sha256.of(raw), 3));
        byte[] text = bytes("a\nb\nc");
        assertThat(Payload.workerView(text))
                .isEqualTo(new PayloadBody(Optional.of("a\nb\nc"), Optional.empty(), Sha256.of(text), 5));
        byte[] most = new byte[65_536];
        assertThat(Payload.workerView(most).text()).isPresent();
        byte[] more = new byte[65_537];
        assertThat(Payload.workerView(more))
                .isEqualTo(new PayloadBody(Optional.empty(), Optional.empty(), Sha256.of(more), 65_537));
    }
}

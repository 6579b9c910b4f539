package skybourse.round.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.round.ledger.Ledger.Entry;
import skybourse.round.ledger.Ledger.Reason;

class LedgerDigestTest {

    private static Ledger ledger(int entries, long extra) {
        List<Entry> many = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            Reason reason = Reason.values()[i % 3];
            many.add(new Entry("a" + i % 7, "b" + i % 5, 1000L + i + (i == entries / 2 ? extra : 0), reason));
        }
        return Ledger.of(many);
    }

    /** Includes ledgers that fill more than one buffer. The test encodes the documented layout itself. */
    @Test
    void digestIsSha256OfRows() throws IOException, GeneralSecurityException {
        for (int entries : new int[] {0, 1, 4096, 4097, 9000}) {
            Ledger ledger = ledger(entries, 0);
            var bytes = new ByteArrayOutputStream();
            var out = new DataOutputStream(bytes);
            for (int i = 0; i < ledger.count(); i++) {
                out.writeInt(ledger.from(i));
                out.writeInt(ledger.to(i));
                out.writeLong(ledger.units(i));
                out.writeByte(List.of(Reason.values()).indexOf(ledger.reason(i)));
            }
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
            assertThat(ledger.digest().sha256Hex()).isEqualTo(HexFormat.of().formatHex(sha));
        }
    }

    @Test
    void totalsAreByReason() {
        LedgerDigest digest = ledger(100, 5).digest();
        assertThat(digest.totals()).hasSize(Reason.values().length);
        for (int reason = 0; reason < digest.totals().length; reason++) {
            assertThat(digest.totals()[reason]).isEqualTo(ledger(100, 5).total(Reason.values()[reason]));
        }
        assertThat(digest.words()).hasSize(LedgerDigest.WORDS);
    }

    /** A changed unit, a missing entry, a changed reason. */
    @Test
    void changedEntriesChangeDigest() {
        String whole = ledger(100, 0).digest().sha256Hex();
        assertThat(ledger(100, 1).digest().sha256Hex()).isNotEqualTo(whole);
        assertThat(ledger(99, 0).digest().sha256Hex()).isNotEqualTo(whole);
        List<Entry> entries = new ArrayList<>(ledger(100, 0).entries());
        entries.set(3, new Entry("a3", "b3", 1003, Reason.REFUND));
        assertThat(Ledger.of(entries).digest().sha256Hex()).isNotEqualTo(whole);
    }
}

package skybourse.receipt.format;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, plain and for leaves and nodes of a Merkle tree (RFC 9162, 2.1.1). Not safe for several threads. */
public final class MerkleHash {

    /** Length of a hash in bytes. */
    static final int BYTES = 32;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final MessageDigest digest;

    /** Creates a hash function. */
    public MerkleHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Returns the plain SHA-256 of data, 32 bytes. */
    public byte[] of(byte[] data) {
        return digest.digest(data);
    }

    byte[] leaf(byte[] data) {
        digest.update(LEAF);
        return digest.digest(data);
    }

    byte[] node(byte[] left, byte[] right) {
        digest.update(NODE);
        digest.update(left);
        return digest.digest(right);
    }

    /** Returns the SHA-256 of a text in UTF-8, as 64 hexadecimal digits. */
    public static String hex(String text) {
        return HexFormat.of().formatHex(new MerkleHash().of(text.getBytes(StandardCharsets.UTF_8)));
    }
}

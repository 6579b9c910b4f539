package skybourse.receipt.format;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Key pair of a test, determined by a name.
 *
 * @param seed its secret, 32 bytes
 * @param publicKey 32 bytes
 */
public record Keys(byte[] seed, byte[] publicKey) {

    /** Returns the key of a name. */
    public static Keys of(String name) {
        return of(new MerkleHash().of(name.getBytes(StandardCharsets.UTF_8)));
    }

    static Keys of(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, new FixedRandom(seed));
            byte[] encoded = generator.generateKeyPair().getPublic().getEncoded();
            return new Keys(seed, Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public UnaryOperator<byte[]> signer() {
        return Ed25519.signer(seed);
    }

    /** Fixed randomness: Java computes a public key only together with a random secret. */
    private static final class FixedRandom extends SecureRandom {

        private static final long serialVersionUID = 1;

        private final byte[] seed;

        FixedRandom(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}

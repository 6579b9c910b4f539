package skybourse.client;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import skybourse.receipt.format.NoteKey;

/**
 * Settings of a client.
 *
 * @param addresses addresses of the same exchange, such as {@code http://127.0.0.1:8080}, at least one; the preferred one first
 * @param agent id of the agent; empty for the operator
 * @param secret secret of the agent, at least 32 visible ASCII characters; empty for public requests only
 * @param timeout longest time for one attempt at one address, more than 0
 * @param deadline time after the start of a request, after which it is not repeated. If it is 0, each address is tried once until one has a final
 *     reply; the reply of the last address is returned whatever its status is
 * @param signingKey Ed25519 key with which commands are signed; empty for unsigned commands
 * @param exchangeKey expected key of the exchange; if it is empty, the first key that the exchange states is used
 * @param sentCommands file to which sent commands and promises are appended, used by one client at a time; if it is empty, no promises are requested
 */
@RecordBuilder
public record ClientSettings(
        List<URI> addresses,
        String agent,
        String secret,
        Duration timeout,
        Duration deadline,
        Optional<KeyPair> signingKey,
        Optional<NoteKey> exchangeKey,
        Optional<Path> sentCommands)
        implements ClientSettingsBuilder.With {

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if the addresses, the characters of the secret, the timeout or the deadline are invalid; the message does not contain
     *     the secret
     */
    public ClientSettings {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()
                || !addresses.stream().allMatch(any -> List.of("http", "https").contains(any.getScheme()))) {
            throw new IllegalArgumentException("addresses must be one or more http or https addresses: " + addresses);
        }
        if (!secret.chars().allMatch(letter -> letter > ' ' && letter <= '~')) {
            throw new IllegalArgumentException("secret must have visible ASCII characters only");
        }
        if (!timeout.isPositive() || deadline.isNegative()) {
            throw new IllegalArgumentException(
                    "timeout must be more than 0 and deadline at least 0: " + timeout + ", " + deadline);
        }
    }

    /** Returns settings with a timeout of 10 s and a deadline of 60 s, without keys and without a file of sent commands. */
    public static ClientSettings of(List<URI> addresses, String agent, String secret) {
        return new ClientSettings(
                addresses,
                agent,
                secret,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Returns a text without the secret and the key. */
    @Override
    public String toString() {
        return "client of " + addresses + " for agent \"" + agent + '"';
    }
}

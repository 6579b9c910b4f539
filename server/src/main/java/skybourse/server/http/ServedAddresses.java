package skybourse.server.http;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import skybourse.server.service.ProblemException;

/**
 * Addresses at which clients reach a server.
 *
 * @param scheme {@code https}, or {@code http} if the server does not encrypt
 * @param host address or name that the server listens on
 * @param port port that the server listens on
 * @param named addresses by other names or through a proxy, as returned by {@link #parse(String)}
 */
public record ServedAddresses(String scheme, String host, int port, List<URI> named) {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");
    private static final Pattern AUTHORITY = Pattern.compile("\\[?([^\\[\\]/@]+?)]?(?::([0-9]{1,5}))?");

    public ServedAddresses {
        named = List.copyOf(named);
    }

    /** Returns the addresses of a server without encryption, proxy and other names. */
    public static ServedAddresses plain(String host, int port) {
        return new ServedAddresses("http", host, port, List.of());
    }

    /** Returns whether a host is a name or address by which a machine reaches only itself. */
    public static boolean isLoopback(String host) {
        return LOOPBACK.contains(host);
    }

    /**
     * Reads an address of a server, such as {@code https://market.example}.
     *
     * @throws IllegalArgumentException if it does not consist of {@code http} or {@code https}, a host, and optionally a port
     */
    public static URI parse(String text) {
        URI url = URI.create(normal(text));
        if (url.getHost() == null || !text.matches("(?i)https?://[^/?#@]+")) {
            throw new IllegalArgumentException("must consist of http or https, a host and optionally a port: " + text);
        }
        return url;
    }

    /** Returns an address in lower case, and without the default port of its scheme. */
    private static String normal(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        String port = lower.startsWith("https:") ? ":443" : ":80";
        return lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower;
    }

    /** Returns these addresses with the port that the operating system chose. */
    ServedAddresses at(int chosenPort) {
        return new ServedAddresses(scheme, host, chosenPort, named);
    }

    private Optional<URI> namedAs(String hostHeader) {
        return named.stream()
                .filter(url -> url.toString().equals(normal(url.getScheme() + "://" + hostHeader)))
                .findFirst();
    }

    private boolean isListening(String name) {
        return isLoopback(host) ? isLoopback(name) : name.equalsIgnoreCase(host);
    }

    private static boolean isLiteral(String name) {
        try {
            return InetAddress.ofLiteral(name) != null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /**
     * Checks the headers {@code Host} and {@code Origin} of a request. Otherwise, a web page of another site could send requests: from its own origin, or
     * through a host name of its own that resolves to this server (DNS rebinding). An IP address is not resolved.
     *
     * @param origin the header; empty if it is missing
     * @throws ProblemException if the host is not one of this server, or the origin is another site
     */
    void requireAllowed(String hostHeader, String origin) {
        Matcher authority = AUTHORITY.matcher(hostHeader.toLowerCase(Locale.ROOT));
        String name = authority.matches() ? authority.group(1) : "";
        boolean isOwn = isLoopback(name) || isListening(name) || (!isLoopback(host) && isLiteral(name));
        if (!isOwn && namedAs(hostHeader).isEmpty()) {
            String rule = "must be an address of this server. For other names, start it with --public-url";
            throw new ProblemException(421, "misdirected", "Host", rule, hostHeader);
        }
        String site = normal(origin);
        boolean isSame = site.isEmpty()
                || site.equals(normal(scheme + "://" + hostHeader))
                || named.stream().anyMatch(url -> url.toString().equals(site));
        if (!isSame) {
            throw new ProblemException(403, "forbidden", "Origin", "must be this server, " + hostHeader, origin);
        }
    }

    /** Returns the address by which a client reached this server, such as {@code http://127.0.0.1:8080}. A proxy may have replaced the host. */
    String base(String hostHeader) {
        return namedAs(hostHeader)
                .or(() -> named.stream().findFirst())
                .map(URI::toString)
                .orElse(scheme + "://" + hostHeader);
    }

    /** Returns whether {@link #base} is an address of this server for certain: a named one, or the one that it listens on. */
    boolean isCertain(String hostHeader) {
        Matcher authority = AUTHORITY.matcher(hostHeader.toLowerCase(Locale.ROOT));
        int standard = scheme.equals("https") ? 443 : 80;
        return !named.isEmpty()
                || (authority.matches()
                        && isListening(authority.group(1))
                        && port
                                == Optional.ofNullable(authority.group(2))
                                        .map(Integer::parseInt)
                                        .orElse(standard));
    }
}

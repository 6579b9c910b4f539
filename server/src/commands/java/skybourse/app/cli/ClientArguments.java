package skybourse.app.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import skybourse.files.text.InvalidInputException;

/** Checks of the arguments of commands that are clients of a market and of endpoints. */
final class ClientArguments {

    private ClientArguments() {}

    /** Requires that a number is finite and in its range. */
    static void require(String option, String range, @Nullable Number value, boolean isInRange) {
        if (!isInRange || (value != null && !Double.isFinite(value.doubleValue()))) {
            throw new InvalidInputException(option, "must be " + range + ": " + value, "");
        }
    }

    /** Requires an address with http or https and a host. */
    static void requireHttp(String option, URI address) {
        if (!("http".equals(address.getScheme()) || "https".equals(address.getScheme())) || address.getHost() == null) {
            throw new InvalidInputException(option, "must begin with http:// or https:// and a host: " + address, "");
        }
    }

    /** Returns the text of a file that contains one line of visible ASCII characters. */
    static String text(String option, Path file) {
        try {
            String text = Files.readString(file).strip();
            if (!text.matches("[!-~]+")) {
                throw new InvalidInputException(option, "must contain one line of visible ASCII characters: " + file, "check its content.");
            }
            return text;
        } catch (IOException _) {
            throw new InvalidInputException(option, "must be a readable file: " + file, "check its name and permissions.");
        }
    }
}

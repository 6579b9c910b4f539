package skybourse.round.analysis;

import skybourse.base.numeric.Checks;

/**
 * Provenance of a result.
 *
 * @param version version of the program
 * @param scenarioHash SHA-256 of the canonical scenario text, in hexadecimal
 * @param command command line that reproduces the result
 */
public record ResultProvenance(String version, String scenarioHash, String command) {
    /** @throws IllegalArgumentException if a component is blank */
    public ResultProvenance {
        Checks.notBlank(version, "version");
        Checks.notBlank(scenarioHash, "scenarioHash");
        Checks.notBlank(command, "command");
    }
}

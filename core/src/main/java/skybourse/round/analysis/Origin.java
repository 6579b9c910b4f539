package skybourse.round.analysis;

import skybourse.base.numeric.Checks;

/**
 * What a result was made from and by.
 *
 * @param version of the program
 * @param scenarioHash SHA-256 of the canonical scenario text, in hexadecimal
 * @param command the command line that makes the result again
 */
public record Origin(String version, String scenarioHash, String command) {
    public Origin {
        Checks.notBlank(version, "version");
        Checks.notBlank(scenarioHash, "scenarioHash");
        Checks.notBlank(command, "command");
    }
}

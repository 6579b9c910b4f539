package skybourse.app.traces;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import skybourse.base.numeric.LabelSyntax;
import skybourse.files.text.Sha256;

/**
 * Source and licence of an imported file. Open data are recognized by their digest. The user must state the source of any other file, because the
 * columns of the file do not reveal it.
 *
 * @param file name of the file
 * @param credit source and licence, or {@link #NOT_STATED}
 * @param known whether the file was recognized by its digest
 */
public record FileAttribution(String file, String credit, boolean known) {

    /** Credit of a file without a stated source. */
    public static final String NOT_STATED = "source not stated";

    private static final String EUA = "EUA data set, MIT";
    private static final String BOLOGNA = "simulated by SUMO on Bologna's network and demand, DLR, EPL-2.0";

    /** Descriptions of how data were generated, by credit. Other data were observed. */
    private static final Map<String, String> GENERATED = Map.of(
            EUA, "drawn by the authors of the data set", BOLOGNA, "simulated by SUMO on a real network and demand");

    private static final String ENERGY = "ML.ENERGY leaderboard, Apache-2.0 by its README of an earlier version";

    /** Credits of open data, by SHA-256 of the file. The files are those in docs/reference/scenario-files.md that {@code import} can read. */
    private static final Map<String, String> KNOWN = Map.ofEntries(
            entry(
                    "54e9a6d2a4bd06ba1e060304b900abbc74cbea53de96506e60fe5bb4f2277fb6",
                    "Azure LLM inference trace 2023 (code), Microsoft, CC-BY-4.0; Patel et al., Splitwise, ISCA 2024"),
            entry(
                    "5ff38612e90dae00fa2145b27b009eb69cebac58249e7832ea7400f4a6c00839",
                    "Mooncake conversation trace, Apache-2.0"),
            entry(
                    "225172ed5108f9912af550631925934401c102f4e9f44e97f803a8cf3a23fe8a",
                    "arXiv summarisation lengths of Vidur, Microsoft, MIT"),
            entry(
                    "4187407f8731cdaa1563cc93ecf5402ac4b147ec03af71956d2c83e8935d03a9",
                    "tau-bench airline calls of gpt-4o, Sierra, MIT"),
            entry(
                    "79a75cc6c9e1719c69f4c4eceb0d71d8bc4f3e7803247165efd0d4daa8c8ea1a",
                    EUA + "; register of sites: Australian Communications and Media Authority (ACMA)"),
            entry("ad28360c2d915a82c3639056ea8c136d0c932b3d36fb7f2f8840a8cb8979e98f", EUA),
            entry(
                    "27b1bed019a2b54df52695b80ae81c99a7685129deebf840c823271c0c1543de",
                    "GPS trajectories, Amazon, CC-BY-4.0; Eftelioglu et al., IWCTS 2022"),
            entry("995e924043ee22188f78c5e35e151c2e6d8165f3ce82dab158a02bd2be714609", BOLOGNA),
            entry(
                    "6f4b9966b81e373a355a0c94eae1966502d1b4eec77341018e2f1db59384ed0b",
                    "one car in Munich, barefoot test data, BMW Car IT, Apache-2.0"),
            entry(
                    "93177221f4a27502aef48a5d000b288c6653c85ae74dcc62f9ab909ba3a940e5",
                    "Crazyflie 2.0 battery data, Craciun, CC-BY-SA-4.0"),
            entry(
                    "8091b7a22fed0633fd25a08d1f115b867b2f951d076cad7b86e9694baeaad4ca",
                    "DJI flights, samples of dji_srt_parser, MIT or ISC"),
            entry("bf2a138586298d72ef4e4afc7f98ba4df6182a3bb79e09fd2dd87934a7951e28", ENERGY),
            entry("facd12d9dbc40c9484dc1d4cb305fbd56e6677cf88ebbed9e8ece3c8dc473f2e", ENERGY));

    /**
     * Returns the source of a file.
     *
     * @param file name of the file
     * @param bytes content of the file
     * @param source stated source; ignored if the file is recognized
     * @param licence stated licence; ignored if the file is recognized
     */
    public static FileAttribution of(String file, byte[] bytes, Optional<String> source, Optional<String> licence) {
        String name = LabelSyntax.cut(file, LabelSyntax.MOST_CHARACTERS);
        String known = KNOWN.get(Sha256.of(bytes));
        if (known != null) {
            return new FileAttribution(name, known, true);
        }
        String said = source.orElse(NOT_STATED)
                + licence.map(text -> ", " + text).orElse(source.isPresent() ? ", licence not stated" : "");
        return new FileAttribution(name, said, false);
    }

    /** Returns whether the file is not recognized and no source is stated. */
    public boolean isNotStated() {
        return credit.startsWith(NOT_STATED);
    }

    /** Returns how the data were generated; empty unless they are recognized as generated data. */
    Optional<String> generated() {
        return Optional.ofNullable(GENERATED.get(credit));
    }

    @Override
    public String toString() {
        return file + " (" + credit + ")";
    }
}

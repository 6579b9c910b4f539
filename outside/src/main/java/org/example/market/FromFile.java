package org.example.market;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import skybourse.Skybourse;
import skybourse.files.scenario.ScenarioText;
import skybourse.tier1.equilibrium.SolveResult;

/** Reads a scenario and prints its prices. It needs the modules core and files. */
public final class FromFile {

    private FromFile() {}

    public static void main(String[] args) throws IOException {
        SolveResult solved = Skybourse.onOneThread().solve(ScenarioText.read(args[0], Files.readAllBytes(Path.of(args[0]))));
        for (double price : solved.prices()) {
            System.out.println(price);
        }
    }
}

package org.example.market;

import skybourse.Skybourse;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.tier1.equilibrium.SolveResult;

/** Samples a market, solves it and certifies the prices. It needs only the core module, and no option of the JVM. */
public final class TenLines {

    private TenLines() {}

    public static void main(String[] args) {
        Scenario scenario = ScenarioSampler.standard(new Counts(20, 2, 3, 3)).withPublishedPrice().sample("drawn", 1);
        Skybourse library = Skybourse.onOneThread();
        SolveResult solved = library.solve(scenario);
        for (int leader = 0; leader < solved.prices().length; leader++) {
            System.out.println(scenario.leaders().get(leader).id() + " asks " + solved.prices()[leader]);
        }
        boolean again = library.certify(scenario, solved.prices()).holds();
        System.out.println("an equilibrium, by the proof: " + again);
    }
}

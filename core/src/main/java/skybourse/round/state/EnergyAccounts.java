package skybourse.round.state;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import skybourse.base.numeric.StateArchive;
import skybourse.base.scenario.Scenario;

/** Energy that each agent has used since the start, J, by kind. Mutable and not safe for several threads. */
public final class EnergyAccounts {

    private static final EnergyKind[] USES =
            Arrays.stream(EnergyKind.values()).filter(EnergyKind::isUse).toArray(EnergyKind[]::new);

    private final int firstAerial;

    /** Energy by account number and kind of use; the kinds of an account are adjacent. */
    private double[] joules;

    public EnergyAccounts(Scenario scenario) {
        int agents = (int) scenario.agents().count();
        joules = new double[USES.length * agents];
        firstAerial = agents - scenario.aerialAgents().size();
    }

    /** Adds energy that the agent of an account number used. */
    @SuppressWarnings("EnumOrdinal") // the kinds of use are the first constants
    public void add(int account, EnergyKind use, double amount) {
        joules[account * USES.length + use.ordinal()] += amount;
    }

    /** Adds energy that an aerial agent used, given its index. */
    public void addAerial(int k, EnergyKind use, double amount) {
        add(firstAerial + k, use, amount);
    }

    /** Returns the energy that all agents used. */
    public double total() {
        return Arrays.stream(joules).sum();
    }

    /** Returns the uses of the agent of an account number that are not 0, and their sum as energy from {@link EnergyKind#MAINS}. */
    Map<EnergyKind, Double> uses(int account) {
        Map<EnergyKind, Double> uses = new EnumMap<>(EnergyKind.class);
        double sum = 0;
        for (int use = 0; use < USES.length; use++) {
            double amount = joules[account * USES.length + use];
            sum += amount;
            if (amount != 0) {
                uses.put(USES[use], amount);
            }
        }
        uses.put(EnergyKind.MAINS, sum);
        return uses;
    }

    void exchange(StateArchive state) {
        joules = state.numbers(joules);
    }
}

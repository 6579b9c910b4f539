package skybourse.tier1.equilibrium;

class DampedTest implements EquilibriumSolverContract {

    @Override
    public EquilibriumSolver solver() {
        return BestResponseIteration.damped(0.5);
    }
}

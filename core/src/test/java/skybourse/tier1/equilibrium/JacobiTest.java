package skybourse.tier1.equilibrium;

class JacobiTest implements EquilibriumSolverContract {

    @Override
    public EquilibriumSolver solver() {
        return BestResponseIteration.jacobi();
    }
}

package skybourse.equilibrium;

class JacobiTest implements EquilibriumSolverContract {

    @Override
    public EquilibriumSolver solver() {
        return BestResponseIteration.jacobi();
    }
}

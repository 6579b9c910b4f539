package skybourse.equilibrium;

class GaussSeidelTest implements EquilibriumSolverContract {

    @Override
    public EquilibriumSolver solver() {
        return BestResponseIteration.gaussSeidel();
    }
}

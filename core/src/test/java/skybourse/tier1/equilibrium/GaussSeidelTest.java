package skybourse.tier1.equilibrium;

class GaussSeidelTest implements EquilibriumSolverContract {

    @Override
    public EquilibriumSolver solver() {
        return BestResponseIteration.gaussSeidel();
    }
}

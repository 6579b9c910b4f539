package skybourse.tier1.equilibrium;

class GridResponseTest implements LeaderResponseContract {

    @Override
    public LeaderResponse response() {
        return GridSearch.baseline();
    }
}

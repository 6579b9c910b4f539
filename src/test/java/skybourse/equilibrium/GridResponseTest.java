package skybourse.equilibrium;

class GridResponseTest implements LeaderResponseContract {

    @Override
    public LeaderResponse response() {
        return GridSearch.baseline();
    }
}

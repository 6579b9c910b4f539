package skybourse.tier1.response;

class GridResponseTest implements LeaderResponseContract {

    @Override
    public LeaderResponse response() {
        return GridSearch.baseline();
    }
}

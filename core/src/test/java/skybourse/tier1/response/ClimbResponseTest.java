package skybourse.tier1.response;

class ClimbResponseTest implements LeaderResponseContract {

    @Override
    public LeaderResponse response() {
        return new SlopeSearch(false);
    }
}

package skybourse.tier1.response;

class SlopeResponseTest implements LeaderResponseContract {

    @Override
    public LeaderResponse response() {
        return new SlopeSearch(true);
    }
}

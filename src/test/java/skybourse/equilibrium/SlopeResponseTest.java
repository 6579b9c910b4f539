package skybourse.equilibrium;

class SlopeResponseTest implements LeaderResponseContract {

    @Override
    public LeaderResponse response() {
        return new SlopeSearch(true);
    }
}

package skybourse.tier1.equilibrium;

class SlopeResponseTest implements LeaderResponseContract {

    @Override
    public LeaderResponse response() {
        return new SlopeSearch(true);
    }
}

package skybourse.tier1.equilibrium;

class ClimbResponseTest implements LeaderResponseContract {

    @Override
    public LeaderResponse response() {
        return new SlopeSearch(false);
    }
}

package skybourse.equilibrium;

class ClimbResponseTest implements LeaderResponseContract {

    @Override
    public LeaderResponse response() {
        return new SlopeSearch(false);
    }
}

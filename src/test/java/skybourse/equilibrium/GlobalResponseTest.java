package skybourse.equilibrium;

class GlobalResponseTest implements LeaderResponseContract {

    @Override
    public LeaderResponse response() {
        return GlobalSearch.standard();
    }
}

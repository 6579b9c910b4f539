package skybourse.tier1.equilibrium;

class GlobalResponseTest implements LeaderResponseContract {

    @Override
    public LeaderResponse response() {
        return GlobalSearch.standard();
    }
}

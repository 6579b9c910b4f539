package skybourse.tier1.response;

class GlobalResponseTest implements LeaderResponseContract {

    @Override
    public LeaderResponse response() {
        return GlobalSearch.standard();
    }
}

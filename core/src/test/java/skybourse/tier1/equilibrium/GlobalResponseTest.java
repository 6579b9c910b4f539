package skybourse.tier1.equilibrium;

class GlobalResponseTest implements BestPriceSearchContract {

    @Override
    public BestPriceSearch response() {
        return GlobalPriceSearch.standard();
    }
}

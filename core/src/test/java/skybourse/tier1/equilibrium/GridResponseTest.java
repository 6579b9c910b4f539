package skybourse.tier1.equilibrium;

class GridResponseTest implements BestPriceSearchContract {

    @Override
    public BestPriceSearch response() {
        return GridPriceSearch.baseline();
    }
}

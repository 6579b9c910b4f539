package skybourse.app.result;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import skybourse.files.codec.LeaderPrice;
import skybourse.files.codec.RecordTable;
import skybourse.files.text.Description;
import skybourse.files.text.SchemaRule;
import skybourse.tier1.equilibrium.SolverState;

/** Prices, loads and decision profits in an iteration of the solver. */
public record IterationBody(
        @Description("Number of the iteration, from 0.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        int iteration,

        @Description(value = "Prices by leader.", unit = "money per bit")
        List<LeaderPrice> pricesPerBit,

        @Description(value = "Sold work by leader.", unit = "work")
        List<Double> loads,

        @Description(value = "Decision profits by leader.", unit = "money")
        List<Double> decisionProfits,

        @Description("Largest relative change of a price.") Double largestMove) {

    static IterationBody of(SolverState state) {
        return new IterationBody(
                state.iteration(),
                LeaderPrice.list(state.prices()),
                Arrays.stream(state.loads()).boxed().toList(),
                Arrays.stream(state.profits()).boxed().toList(),
                state.largestMove());
    }

    /** A row of {@code iterations.csv}: a leader in an iteration of the solver. */
    record MoveRow(
            @Description("Number of the iteration, from 0.") int iteration,
            @Description("Id of the leader.") String leader,

            @Description(value = "Price.", unit = "money per bit")
            LeaderPrice pricePerBit,

            @Description(value = "Sold work.", unit = "work")
            double work,

            @Description(value = "Decision profit.", unit = "money")
            double decisionProfit,

            @Description("Largest relative change of a price in the iteration.")
            double largestMove) {

        static final RecordTable<MoveRow> TABLE = RecordTable.of(MoveRow.class);

        static Stream<MoveRow> all(SolverState state, List<String> leaders) {
            double[] prices = state.prices();
            double[] loads = state.loads();
            double[] profits = state.profits();
            return IntStream.range(0, leaders.size())
                    .mapToObj(s -> new MoveRow(
                            state.iteration(),
                            leaders.get(s),
                            new LeaderPrice(prices[s]),
                            loads[s],
                            profits[s],
                            state.largestMove()));
        }
    }
}

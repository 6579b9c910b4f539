package skybourse.app.result;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import skybourse.files.codec.LeaderPrice;
import skybourse.files.codec.RecordTable;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.tier1.equilibrium.SolverIterate;

/** Prices, loads and decision profits in an iteration of the solver. */
public record IterationBody(
        @FieldDescription("Number of the iteration, from 0.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        int iteration,

        @FieldDescription(value = "Prices by leader.", unit = "money per bit")
        List<LeaderPrice> pricesPerBit,

        @FieldDescription(value = "Sold work by leader.", unit = "work")
        List<Double> loads,

        @FieldDescription(value = "Decision profits by leader.", unit = "money")
        List<Double> decisionProfits,

        @FieldDescription("Largest relative change of a price.")
        Double largestMove) {

    static IterationBody of(SolverIterate state) {
        return new IterationBody(
                state.iteration(),
                LeaderPrice.list(state.prices()),
                Arrays.stream(state.loads()).boxed().toList(),
                Arrays.stream(state.profits()).boxed().toList(),
                state.largestMove());
    }

    /** A row of {@code iterations.csv}: a leader in an iteration of the solver. */
    record MoveRow(
            @FieldDescription("Number of the iteration, from 0.")
            int iteration,

            @FieldDescription("Id of the leader.") String leader,

            @FieldDescription(value = "Price.", unit = "money per bit")
            LeaderPrice pricePerBit,

            @FieldDescription(value = "Sold work.", unit = "work")
            double work,

            @FieldDescription(value = "Decision profit.", unit = "money")
            double decisionProfit,

            @FieldDescription("Largest relative change of a price in the iteration.")
            double largestMove) {

        static final RecordTable<MoveRow> TABLE = RecordTable.of(MoveRow.class);

        static Stream<MoveRow> all(SolverIterate state, List<String> leaders) {
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

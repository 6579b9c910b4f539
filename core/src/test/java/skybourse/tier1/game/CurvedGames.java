package skybourse.tier1.game;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import skybourse.tier1.game.CostCurve.Piece;

/** Random cost curves for the leaders of a game, and the game with another leader table. */
public final class CurvedGames {

    private CurvedGames() {}

    /** Returns the same followers and links with other leaders. Break-even prices are computed again. */
    public static PricingGame with(PricingGame game, LeaderTable leaders) {
        var builder = new PricingGameBuilder(leaders);
        for (int n = 0; n < game.agents(); n++) {
            builder.agent(game.taskBits()[n], game.taskWork()[n], game.weight()[n]);
            LinkIndices entries = game.entriesOf(n);
            for (int l = 0; l < entries.count(); l++) {
                int entry = entries.at(l);
                builder.link(
                        game.linkLeader()[entry],
                        game.linkCharge()[entry],
                        1 / game.linkInverseQuality()[entry],
                        game.linkCap()[entry]);
            }
        }
        return builder.build();
    }

    /** Returns the game with a random curve for each leader: a slow clock, or a table of up to four pieces. */
    public static PricingGame curved(PricingGame game, RandomGenerator random) {
        LeaderTable table = game.leaderTable();
        CostCurve[] curves = new CostCurve[table.count()];
        for (int s = 0; s < curves.length; s++) {
            CostCurve energy = random.nextBoolean() ? clock(table, s, random) : pieces(table, s, random);
            double passedOn = table.costPerWork(s) * random.nextDouble(0.5, 4) + table.overloadPrice(s);
            curves[s] = energy.orPassedOn(table.capacity(s), passedOn);
        }
        return with(game, table.withCurves(curves));
    }

    /** Returns the same leaders with the curves of their constant costs and overload prices. */
    public static LeaderTable twoSlopes(LeaderTable table) {
        CostCurve[] curves = new CostCurve[table.count()];
        for (int s = 0; s < curves.length; s++) {
            double cost = table.costPerWork(s);
            curves[s] = new CostCurve(
                    List.of(new Piece(0, cost), new Piece(table.capacity(s), cost + table.overloadPrice(s))));
        }
        return table.withCurves(curves);
    }

    /** Returns the same leaders with clocks that slow down to any speed, and with the same energy per unit of work at full speed. */
    public static LeaderTable clocks(LeaderTable table) {
        CostCurve[] curves = new CostCurve[table.count()];
        for (int s = 0; s < curves.length; s++) {
            double cost = table.costPerWork(s);
            double capacity = table.capacity(s);
            curves[s] = new CostCurve(List.of(new Piece(0, 0, cost / (capacity * capacity), 0)))
                    .orPassedOn(capacity, cost + table.overloadPrice(s));
        }
        return table.withCurves(curves);
    }

    /** Slow clock, whose lowest speed may be above the critical one, so that its cost has a kink there. */
    private static CostCurve clock(LeaderTable table, int s, RandomGenerator random) {
        double capacity = table.capacity(s);
        double cubic = table.costPerWork(s) / (capacity * capacity);
        double lowest = random.nextInt(3) == 0 ? 0 : capacity * random.nextDouble(0, 0.9);
        if (lowest == 0) {
            return new CostCurve(List.of(new Piece(0, 0, cubic, 0)));
        }
        double slope = cubic * lowest * lowest * (random.nextBoolean() ? 3 : random.nextDouble(1, 3));
        return new CostCurve(List.of(new Piece(0, slope), new Piece(lowest, 0, cubic, lowest)));
    }

    private static CostCurve pieces(LeaderTable table, int s, RandomGenerator random) {
        List<Piece> pieces = new ArrayList<>();
        double load = 0;
        double slope = table.costPerWork(s) * random.nextDouble();
        for (int i = 0; i < 4; i++) {
            pieces.add(new Piece(load, slope));
            load += table.capacity(s) * random.nextDouble(0.05, 0.5);
            slope += table.costPerWork(s) * random.nextDouble(0, 2);
        }
        return new CostCurve(pieces);
    }
}

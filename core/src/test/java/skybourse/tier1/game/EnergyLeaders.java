package skybourse.tier1.game;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import skybourse.base.agent.Computer;
import skybourse.base.agent.EnergyModel;
import skybourse.base.agent.EnergyModel.Dvfs;
import skybourse.base.agent.EnergyModel.Idle;
import skybourse.base.agent.EnergyModel.Table;
import skybourse.base.agent.EnergyModel.Table.Row;
import skybourse.base.agent.FixedAgentBuilder;
import skybourse.base.agent.Leader;
import skybourse.base.agent.MobileAgent;
import skybourse.base.agent.Position;
import skybourse.base.agent.Radio;

/**
 * A game whose leaders have random energy models, and its profits computed from the definitions of the models, without {@link CostCurve}. A
 * round takes 1 s.
 *
 * @param game the game
 * @param linear the same game with linear energy
 * @param free the same game without any cost
 * @param leaders the leaders
 * @param backlogs earlier work of each leader
 */
public record EnergyLeaders(
        PricingGame game, PricingGame linear, PricingGame free, List<Leader> leaders, double[] backlogs) {

    private static final Position HERE = new Position(0, 0, 0);

    /** Energy model of all leaders of a game. */
    public enum Model {
        DVFS,
        TABLE,
        IDLE
    }

    /** Samples energy models for the leaders of a game without curves. Their energy at full speed is that of the game. */
    public static EnergyLeaders draw(PricingGame linear, Model model, RandomGenerator random) {
        LeaderTable table = linear.leaderTable();
        double[] backlogs = new double[table.count()];
        List<Leader> leaders = new ArrayList<>();
        for (int s = 0; s < backlogs.length; s++) {
            backlogs[s] = random.nextInt(3) == 0 ? random.nextDouble(0, 0.5) * table.capacity(s) : 0;
            double speed = table.capacity(s) + backlogs[s];
            double joulePrice = random.nextDouble(0.5, 2);
            double sigma = table.costPerWork(s) / (joulePrice * speed * speed);
            EnergyModel energy = switch (model) {
                case DVFS -> clock(speed, sigma, random);
                case TABLE -> table(speed, sigma, random);
                case IDLE -> new Idle(random.nextDouble(0, 40));
            };
            leaders.add(leader(s, new Computer(speed, sigma, Optional.of(energy)), joulePrice, random.nextBoolean()));
        }
        LeaderTable curved = EnergyCurves.apply(table, leaders, backlogs, 1);
        double[] none = new double[backlogs.length];
        var free = new LeaderTable(none, none, table.capacities(), table.priceCaps());
        return new EnergyLeaders(
                CurvedGames.with(linear, curved), linear, CurvedGames.with(linear, free), leaders, backlogs);
    }

    private static Leader leader(int s, Computer computer, double joulePrice, boolean resells) {
        return resells
                ? FixedAgentBuilder.builder()
                        .id("FA" + s)
                        .position(HERE)
                        .computer(computer)
                        .radio(new Radio(1, 1))
                        .joulePrice(joulePrice)
                        .priceCapPerBit(100)
                        .penaltyPerWork(0)
                        .build()
                : new MobileAgent("MA" + s, HERE, computer, joulePrice, 100);
    }

    /** The critical speed is above, or below, the lowest one in about half of the cases. */
    private static Dvfs clock(double speed, double sigma, RandomGenerator random) {
        double critical = random.nextInt(3) == 0 ? 0 : random.nextDouble() * speed;
        double least = random.nextInt(3) == 0 ? 0 : random.nextDouble() * speed;
        return new Dvfs(2 * sigma * Math.pow(critical, 3), least);
    }

    /** Rows near a convex curve, some of them above the lower hull. */
    private static Table table(double speed, double sigma, RandomGenerator random) {
        int count = 2 + random.nextInt(5);
        double full = sigma * Math.pow(speed, 3);
        double power = random.nextDouble(1, 3);
        List<Row> rows = new ArrayList<>();
        double joules = 0;
        for (int i = 1; i <= count; i++) {
            double part = i == count ? 1 : (i - random.nextDouble(0, 0.8)) / count;
            joules = Math.max(joules, full * Math.pow(part, power) * random.nextDouble(0.9, 1.1));
            rows.add(new Row(part * speed, joules));
        }
        return new Table(rows);
    }

    /** Returns a leader's profit at a price, by the definition of its energy model. */
    public double profit(double[] posted, int leader, double price) {
        double[] prices = Arrays.copyOf(posted, game.leaders());
        prices[leader] = price;
        Allocation.Sales sold = Allocation.of(free, prices, new ExactFollowerResponse(), leader);
        return sold.profit() - cost(leader, sold.load());
    }

    /** Returns the cost of a load: energy of own work, and the price of the rest, with the amount of own work that is cheapest. */
    public double cost(int leader, double load) {
        LeaderTable table = linear.leaderTable();
        double passedOn = table.costPerWork(leader) + table.overloadPrice(leader);
        double most = Math.min(load, table.capacity(leader));
        boolean mayPassOn = leaders.get(leader).resells();
        return switch (leaders.get(leader).computer().energy().orElseThrow()) {
            case Dvfs dvfs -> cost(leader, load, mayPassOn ? Math.min(most, ownWork(leader, dvfs, passedOn)) : most);
            case Table rows -> {
                double least = cost(leader, load, most);
                for (Row row : mayPassOn ? rows.rows() : List.<Row>of()) {
                    least = Math.min(least, cost(leader, load, Math.clamp(row.work() - backlogs[leader], 0, most)));
                }
                yield mayPassOn ? Math.min(least, cost(leader, load, 0)) : least;
            }
            case Idle idle -> {
                boolean opens = load > 0 && backlogs[leader] == 0;
                double open = opens ? idle.watts() * leaders.get(leader).joulePrice() : 0;
                yield load * table.costPerWork(leader) + (load - most) * table.overloadPrice(leader) + open;
            }
            default -> throw new IllegalStateException();
        };
    }

    /** Work that is cheaper to compute than to pass on at {@code passedOn}: {@code Y} of the specification, less the backlog. */
    private double ownWork(int s, Dvfs dvfs, double passedOn) {
        double sigma = leaders.get(s).computer().powerCoefficient();
        double money = leaders.get(s).joulePrice();
        double slowest = slowest(s, dvfs);
        double atSlowest = slowest == 0 ? 0 : money * (dvfs.idleWatts() / slowest + sigma * slowest * slowest);
        double all = passedOn < atSlowest
                ? 0
                : passedOn <= 3 * money * sigma * slowest * slowest
                        ? slowest
                        : Math.sqrt(passedOn / (3 * money * sigma));
        return Math.max(0, all - backlogs[s]);
    }

    private double slowest(int s, Dvfs dvfs) {
        Computer computer = leaders.get(s).computer();
        double critical = Math.cbrt(dvfs.idleWatts() / (2 * computer.powerCoefficient()));
        return Math.min(computer.workPerSecond(), Math.max(critical, dvfs.leastWorkPerSecond()));
    }

    private double cost(int s, double load, double own) {
        LeaderTable table = linear.leaderTable();
        double money = leaders.get(s).joulePrice();
        double passedOn = table.costPerWork(s) + table.overloadPrice(s);
        double capacity = table.capacity(s);
        // No row is that close to the last one.
        double last = 0.1 * capacity;
        double full = joules(s, backlogs[s] + capacity);
        // A mobile agent that cannot pass work on pays at least as much for overload as for its last unit of own work.
        double least = leaders.get(s).resells() ? 0 : money * lastSlope(s, full, last);
        return money * (joules(s, backlogs[s] + own) - joules(s, backlogs[s]))
                + Math.max(passedOn, least) * (load - own);
    }

    private double lastSlope(int s, double full, double last) {
        Computer computer = leaders.get(s).computer();
        if (computer.energy().orElseThrow() instanceof Dvfs dvfs) {
            double slowest = slowest(s, dvfs);
            double mu = computer.workPerSecond();
            return slowest < mu
                    ? 3 * computer.powerCoefficient() * mu * mu
                    : dvfs.idleWatts() / mu + computer.powerCoefficient() * mu * mu;
        }
        return (full - joules(s, backlogs[s] + linear.leaderTable().capacity(s) - last)) / last;
    }

    /** Energy of work in a round, J. */
    private double joules(int s, double work) {
        Computer computer = leaders.get(s).computer();
        return switch (computer.energy().orElseThrow()) {
            case Dvfs dvfs -> {
                double speed = Math.clamp(work, slowest(s, dvfs), computer.workPerSecond());
                yield work == 0 ? 0 : (dvfs.idleWatts() / speed + computer.powerCoefficient() * speed * speed) * work;
            }
            case Table table -> hull(table.rows(), work);
            default -> throw new IllegalStateException();
        };
    }

    /** Lowest chord between two rows, or the origin, around an amount of work. */
    private static double hull(List<Row> rows, double work) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = -1; i < rows.size(); i++) {
            double x = i < 0 ? 0 : rows.get(i).work();
            double y = i < 0 ? 0 : rows.get(i).joules();
            for (int j = i + 1; j < rows.size() && x <= work; j++) {
                Row to = rows.get(j);
                if (to.work() >= work * (1 - 1e-15)) {
                    least = Math.min(least, y + (to.joules() - y) * (work - x) / (to.work() - x));
                }
            }
        }
        return least;
    }

    /** Returns the loads at which the leader's cost has a kink. */
    public double[] kinks(int leader) {
        CostCurve curve = game.leaderTable().curve(leader);
        if (curve == null) {
            return new double[] {0, game.leaderTable().capacity(leader)};
        }
        return curve.pieces().stream()
                .mapToDouble(CostCurve.Piece::load)
                .filter(load -> curve.slopeBelow(load) < curve.slopeAbove(load))
                .toArray();
    }
}

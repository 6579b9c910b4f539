package skybourse.tier1.bestresponse;

import skybourse.tier1.game.PricingGame;

/** Scalar implementation of {@link WaterFilling}, one agent at a time. Its results equal those of {@link VectorWaterFilling} in every bit. */
final class ScalarWaterFilling extends WaterFilling {

    ScalarWaterFilling(double[] inverse, double[] cap, double[] weight) {
        super(inverse, cap, weight);
    }

    @Override
    public void solve(Group group, double[] cost, int shift) {
        for (int lane = 0; lane < LANES; lane++) {
            double least = Double.POSITIVE_INFINITY;
            for (int e = group.start() + lane; e < group.end(); e += LANES) {
                least = Math.min(least, cost[e - shift]);
            }
            double high = Math.max(weight[group.agent() + lane] - least, 0);
            nu[lane] = Math.min(Math.max(nu[lane], 0), high);
            search(group, cost, shift, lane, high);
        }
    }

    private void search(Group group, double[] cost, int shift, int lane, double highest) {
        double xi = weight[group.agent() + lane];
        double low = -1;
        double high = highest;
        double x = nu[lane];
        for (int step = 0; ; step++) {
            double f = -1;
            double sum1 = 0;
            double sum2 = 0;
            double sum3 = 0;
            for (int e = group.start() + lane; e < group.end(); e += LANES) {
                double y = xi / Math.max(cost[e - shift] + x, TINY);
                double raw = y - inverse[e];
                f += Math.min(Math.max(raw, 0), cap[e]);
                if (raw > 0 && raw < cap[e]) {
                    sum1 += y;
                    sum2 += y * y;
                    sum3 = Math.fma(y * y, y, sum3);
                }
            }
            if (f > 0) {
                low = x;
            } else {
                high = x;
            }
            double target = sum1 - f;
            double next = x + xi * sum1 * f / (sum2 * target);
            boolean valid = next > Math.max(low, 0) && next < high && target > 0 && sum2 > 0;
            if (step >= RATIONAL_STEPS || !valid) {
                next = low < 0 ? 0 : (low + high) * 0.5;
            }
            boolean met = (Math.abs(f) <= BUDGET_TOLERANCE && sum2 > 0) || (x == 0 && f <= 0);
            if (met || next == x || step >= STEPS) {
                nu[lane] = x;
                squares[lane] = sum2;
                cubes[lane] = sum3;
                return;
            }
            x = next;
        }
    }

    @Override
    public void costs(PricingGame game, int block, double[] prices, double[] cost) {
        int start = game.blockStart(block);
        for (int e = start; e < game.blockStart(block + 1); e++) {
            double bits = game.taskBits()[block * LANES + (e - start) % LANES];
            cost[e - start] = Math.fma(prices[game.linkLeader()[e]], bits, game.linkCharge()[e]);
        }
    }

    @Override
    public void ratios(PricingGame game, int block, double[] cost, double[] ratio, double[] slope) {
        int start = game.blockStart(block);
        for (int e = 0; e < game.blockStart(block + 1) - start; e++) {
            int lane = e % LANES;
            double xi = weight[block * LANES + lane];
            double perSquare = nu[lane] > 0 && squares[lane] > 0 ? 1 / squares[lane] : 0;
            double y = xi / Math.max(cost[e] + nu[lane], TINY);
            double raw = y - inverse[start + e];
            double square = y * y;
            ratio[e] = Math.min(Math.max(raw, 0), cap[start + e]);
            slope[e] = raw > 0 && raw < cap[start + e] ? square / xi * (square * perSquare - 1) : 0;
        }
    }

    @Override
    void addOwn(LeaderDemandCurve column, int group, double[] sums) {
        for (int lane = 0; lane < LANES; lane++) {
            addOwn(column, group * LANES + lane, column.entry(group * LANES + lane, 0), sums, lane);
        }
    }

    private void addOwn(LeaderDemandCurve column, int i, int own, double[] sums, int lane) {
        double xi = weight[i];
        double d = column.bits[i];
        double w = column.work[i];
        double y = xi / Math.max(column.cost[own] + nu[lane], TINY);
        double raw = y - inverse[own];
        boolean inside = raw > 0 && raw < cap[own];
        boolean binding = nu[lane] > 0 && inside;
        double ratio = Math.min(Math.max(raw, 0), cap[own]);

        // The variables have the same names as in VectorWaterFilling, where comments explain them.
        double steep = inside ? y * y / xi : 0;
        double all = squares[lane] / xi;
        double share = binding ? steep / all : 0;
        double rise = d * (1 - share);
        double first = -(steep * rise);
        double steepSlope = y * steep * rise * -2 / xi;
        double others = cubes[lane] / xi - y * steep;
        double allSlope = steepSlope + d * share * others * 2 / xi;
        double shareSlope = binding ? (steepSlope - share * allSlope) / all : 0;
        double second = steep * d * shareSlope - steepSlope * rise;

        sums[PriceDemand.BITS * LANES + lane] += d * ratio;
        sums[PriceDemand.WORK * LANES + lane] += w * ratio;
        sums[PriceDemand.BITS_SLOPE * LANES + lane] += d * first;
        sums[PriceDemand.WORK_SLOPE * LANES + lane] += w * first;
        sums[PriceDemand.BITS_CURVATURE * LANES + lane] += d * second;
        sums[PriceDemand.WORK_CURVATURE * LANES + lane] += w * second;
    }
}

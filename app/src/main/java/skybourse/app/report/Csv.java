package skybourse.app.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import skybourse.base.numeric.Wire;
import skybourse.files.codec.CsvLine;
import skybourse.files.codec.LedgerText;
import skybourse.round.market.AerialOutcome;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.LeaderOutcome;
import skybourse.round.market.Origin;
import skybourse.round.market.ResaleStudy;
import skybourse.round.market.Round;
import skybourse.round.market.RoundStudy;
import skybourse.round.market.StudyLinks;
import skybourse.tier1.equilibrium.SolverState;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.PricingGame;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Trade;
import skybourse.tier2.clock.Announcement;

/**
 * A study as comma-separated tables after RFC 4180 with line feeds: {@code agents.csv}, {@code leaders.csv}, {@code
 * links.csv}, {@code iterations.csv}, and of tier 2 {@code auction.csv} (the course of the clocks), {@code trades.csv},
 * {@code aerial.csv}, {@code rules.csv} (its orders under other rules) and {@code ledger.csv}. Agents, leaders and links are as tier 2 leaves them. With all links {@code
 * links.csv} and {@code leaders.csv} alone are the whole game of tier 1; an agent that reaches nobody has one row without a
 * leader there. The first line, behind a {@code #}, tells seed, version and scenario. The price of a closed leader is
 * {@code closed}. Numbers are as short as is exact.
 */
public final class Csv {

    private final RoundStudy study;
    private final Round round;
    private final StringBuilder text = new StringBuilder();

    private Csv(RoundStudy study) {
        this.study = study;
        this.round = study.after();
    }

    /**
     * Returns the content of each file by its name.
     *
     * @param study what to write
     * @param links what {@code links.csv} holds
     */
    public static Map<String, String> files(RoundStudy study, StudyLinks links) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("agents.csv", new Csv(study).agents());
        files.put("leaders.csv", new Csv(study).leaders());
        files.put("links.csv", new Csv(study).links(links));
        files.put("iterations.csv", new Csv(study).iterations());
        files.put("auction.csv", new Csv(study).auction());
        files.put("trades.csv", new Csv(study).trades());
        files.put("aerial.csv", new Csv(study).aerial());
        files.put("rules.csv", new Csv(study).rules());
        files.put("ledger.csv", LedgerText.write(study.resale().ledger(), note(study)));
        return files;
    }

    private String agents() {
        head(
                "id,homeRatio,delaySeconds,deadlineSeconds,deadlineMet,delaySecondsWithoutResale,deadlineMetWithoutResale,homeJoules,sendingJoules,satisfaction,bill,utility");
        for (int n = 0; n < round.agents().size(); n++) {
            agent(round.agents().get(n), study.round().agents().get(n));
        }
        return text.toString();
    }

    private void agent(AgentOutcome outcome, AgentOutcome without) {
        row(
                outcome.agent().id(),
                outcome.homeRatio(),
                outcome.delaySeconds(),
                outcome.agent().task().deadlineSeconds(),
                outcome.deadlineMet(),
                without.delaySeconds(),
                without.deadlineMet(),
                outcome.homeJoules(),
                outcome.sendingJoules(),
                outcome.satisfaction(),
                outcome.bill(),
                outcome.utility());
    }

    private String leaders() {
        head(
                "id,pricePerBit,priceCapPerBit,costPerWork,capacity,overloadPrice,work,overload,resold,leftOver,buyers,revenue,joules,decisionProfit,upperBound,relativeGap,profitTier1,profitSettled");
        LeaderTable table = study.game().leaderTable();
        double[] settled = study.resale().settledProfits();
        for (int s = 0; s < round.leaders().size(); s++) {
            LeaderOutcome outcome = round.leaders().get(s);
            var gap = study.result().certificate().leaders().get(s);
            row(
                    outcome.leader().id(),
                    price(outcome.pricePerBit()),
                    table.priceCap(s),
                    table.costPerWork(s),
                    table.capacity(s),
                    table.overloadPrice(s),
                    outcome.load().work(),
                    outcome.load().overload(),
                    outcome.load().resale().work(),
                    outcome.load().leftOver(),
                    outcome.buyers(),
                    outcome.revenue(),
                    outcome.joules(),
                    gap.profit(),
                    gap.upperBound(),
                    gap.relativeGap(),
                    study.round().leaders().get(s).profit(),
                    settled[s]);
        }
        return text.toString();
    }

    private String links(StudyLinks links) {
        head("agent,leader,taskBits,taskWork,weight,charge,quality,cap,bitsPerSecond,ratio,bill,delaySeconds,lastPart");
        PricingGame game = study.game();
        for (int n = 0; n < round.agents().size(); n++) {
            String agent = round.agents().get(n).agent().id();
            List<StudyLinks.Link> own = links.of(n);
            for (StudyLinks.Link link : own) {
                link(agent, game, n, link);
            }
            if (links.areAll() && own.isEmpty()) {
                row(
                        agent,
                        "",
                        game.taskBits()[n],
                        game.taskWork()[n],
                        game.weight()[n],
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "");
            }
        }
        return text.toString();
    }

    private void link(String agent, PricingGame game, int n, StudyLinks.Link link) {
        var sent = link.sent();
        row(
                agent,
                round.leaders().get(link.leader()).leader().id(),
                game.taskBits()[n],
                game.taskWork()[n],
                game.weight()[n],
                link.charge(),
                link.quality(),
                link.cap(),
                link.bitsPerSecond(),
                link.ratio(),
                sent.map(AgentOutcome.Link::bill).orElse(0.0),
                sent.<Object>map(back -> back.delay().seconds()).orElse(""),
                sent.<Object>map(back -> back.delay().last()).orElse(""));
    }

    private String iterations() {
        head("iteration,leader,pricePerBit,work,decisionProfit,largestMove");
        for (SolverState state : study.iterates()) {
            for (int s = 0; s < round.leaders().size(); s++) {
                row(
                        state.iteration(),
                        round.leaders().get(s).leader().id(),
                        price(state.prices()[s]),
                        state.loads()[s],
                        state.profits()[s],
                        state.largestMove());
            }
        }
        return text.toString();
    }

    private String auction() {
        head("step,side,stopTicks,told,accepted,buyersQueued,sellersQueued");
        if (study.resale() instanceof ResaleStudy.Held held) {
            for (int i = 0; i < held.announcements().size(); i++) {
                announcement(i + 1, held.announcements().get(i));
            }
        }
        return text.toString();
    }

    private void announcement(int step, Announcement stop) {
        row(
                step,
                stop.side(),
                stop.stopTicks(),
                stop.told(),
                stop.accepted().stream().map(Order::label).collect(Collectors.joining(" ")),
                stop.buyersQueued(),
                stop.sellersQueued());
    }

    private String trades() {
        head("buyer,buyerLot,seller,sellerLot,bidTicks,askTicks,buyerPriceHalfTicks,sellerPriceHalfTicks");
        for (Trade trade : study.resale().trades()) {
            row(
                    trade.bid().participant(),
                    trade.bid().lot(),
                    trade.ask().participant(),
                    trade.ask().lot(),
                    trade.bid().limitTicks(),
                    trade.ask().limitTicks(),
                    trade.buyerPriceHalfTicks(),
                    trade.sellerPriceHalfTicks());
        }
        return text.toString();
    }

    private String aerial() {
        head("id,lots,work,transferSeconds,executionSeconds,computeJoules,hoverJoules,cost,received,profitSettled");
        study.resale().aerialAgents().forEach(this::aerial);
        return text.toString();
    }

    private void aerial(AerialOutcome outcome) {
        row(
                outcome.agent().id(),
                outcome.lots(),
                outcome.lotsWork(),
                outcome.transferSeconds(),
                outcome.executionSeconds(),
                outcome.computeJoules(),
                outcome.hoverJoules(),
                outcome.cost(),
                outcome.received(),
                outcome.profit());
    }

    private String rules() {
        head(String.join(",", RuleData.COLUMNS));
        study.tried()
                .map(RuleData::rows)
                .orElse(List.of())
                .forEach(row -> row(RuleData.COLUMNS.stream()
                        .map(column -> row.getOrDefault(column, ""))
                        .toArray()));
        return text.toString();
    }

    private static String note(RoundStudy study) {
        Origin origin = study.origin();
        return String.format(
                Locale.ROOT,
                "# seed=%s version=%s scenario=%s\n",
                study.round().scenario().seed(),
                origin.version(),
                origin.scenarioHash());
    }

    private void head(String columns) {
        text.append(note(study)).append(columns).append('\n');
    }

    private void row(Object... cells) {
        text.append(CsvLine.of(Arrays.stream(cells).map(Csv::cell).toArray())).append('\n');
    }

    private static Object price(double price) {
        return price == PricingGame.CLOSED ? "closed" : (Object) price;
    }

    private static Object cell(Object cell) {
        return switch (cell) {
            case Double number -> Double.isFinite(number) ? number.toString() : "";
            case Enum<?> constant -> Wire.name(constant);
            default -> cell;
        };
    }
}

package skybourse.round.market;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.TaskRunner;
import skybourse.round.market.PieceDelay.PieceCompletion;

/**
 * Columns of the pieces of tasks that were sold in a round. Tasks are sorted by wireless agent, and the pieces of each task by leader index. Both
 * are numbered from 0. In a simulation the owner overwrites the columns in each slot. This also changes earlier rounds that share them. The columns
 * of a single round cannot be changed. Two rounds may share all columns but the delays. Not safe for several threads while tasks are added.
 *
 * <p>Layout: {@code WirelessAgent[tasks] agent} (with the task), {@code int[tasks] sender, start} (its first piece), {@code double[tasks] homeRatio,
 * inputBits, work} (of the task), {@code sendingJoules, satisfaction, utility}; {@code int[pieces] leader}, {@code double[pieces] ratio, quality,
 * satisfactionNats, transferSeconds, bill, delaySeconds}, {@code PieceCompletion[pieces] lastPart}: 60 bytes per task, 56 per piece.
 */
public final class SoldPieces implements Cloneable {

    /** Smallest number of tasks per thread. */
    static final int LEAST_PER_THREAD = 8_192;

    private int tasks;
    private WirelessAgent[] agent = {};
    private int[] sender = {};
    private int[] start = {};
    private double[] homeRatio = {};
    private double[] inputBits = {};
    private double[] work = {};
    private double[] sendingJoules = {};
    private double[] satisfaction = {};
    private double[] utility = {};

    private int count;
    private int[] leader = {};
    private double[] ratio = {};
    private double[] quality = {};
    private double[] satisfactionNats = {};
    private double[] transferSeconds = {};
    private double[] bill = {};
    private double[] delaySeconds = {};
    private PieceCompletion[] lastPart = {};
    private boolean isDelayed;
    private boolean isComplete;

    /** Creates empty columns. */
    public SoldPieces() {}

    /** Makes the columns unmodifiable. */
    void freeze() {
        isComplete = true;
    }

    void requireOpen() {
        if (isComplete) {
            throw new IllegalStateException("pieces of a round that was evaluated must not be changed");
        }
    }

    /**
     * Removes all tasks and pieces.
     *
     * @throws IllegalStateException if the columns are those of a single round
     */
    public void clear() {
        requireOpen();
        tasks = 0;
        count = 0;
        isDelayed = false;
    }

    /**
     * Adds a task; pieces that are added next belong to it.
     *
     * @param with the wireless agent with the task
     * @param index index of the wireless agent, not below that of the previous task
     * @param home share of the task computed at home, in [0, 1]
     * @throws IllegalStateException as {@link #clear} does
     */
    public void addTask(WirelessAgent with, int index, double home) {
        addTask(with, index, home, with.task().inputBits(), with.task().work());
    }

    /** Adds a task, as {@link #addTask(WirelessAgent, int, double)} does, with its input in bit and its work given, for speed. */
    public void addTask(WirelessAgent with, int index, double home, double bits, double toDo) {
        requireOpen();
        assert 0 <= home && home <= 1 : home;
        assert tasks == 0 || sender[tasks - 1] <= index : "by wireless agent";
        if (tasks == agent.length) {
            resizeTasks(Math.max(16, tasks + tasks / 2));
        }
        agent[tasks] = with;
        sender[tasks] = index;
        homeRatio[tasks] = home;
        inputBits[tasks] = bits;
        work[tasks] = toDo;
        start[tasks++] = count;
    }

    /**
     * Adds a piece of the last task.
     *
     * @param to index of the leader, above that of the previous piece of the task
     * @param share {@code o_ns}, its share of the task, in (0, 1]
     * @param linkQuality {@code s_ns}
     * @param seconds time from the start of the round until the leader has received it
     * @param pricePerBit agreed price, money per bit
     * @throws IllegalStateException as {@link #clear} does
     */
    public void addPiece(int to, double share, double linkQuality, double seconds, double pricePerBit) {
        addPiece();
        setPiece(tasks - 1, count - 1, to, share, linkQuality, seconds, pricePerBit);
    }

    /** Allocates a piece of the last task. {@link #setPiece} sets its values, and may be called in parallel for different pieces. */
    public void addPiece() {
        requireOpen();
        if (++count > leader.length) {
            resizePieces(Math.max(16, count + count / 2));
        }
    }

    /** Sets a piece of a task that {@link #addPiece()} added, in the order of pieces within the task; parameters as of the other {@code addPiece}. */
    public void setPiece(
            int task, int piece, int to, double share, double linkQuality, double seconds, double pricePerBit) {
        requireOpen();
        assert piece == start[task] || leader[piece - 1] < to : "each leader once, by rising index";
        leader[piece] = to;
        ratio[piece] = share;
        quality[piece] = linkQuality;
        transferSeconds[piece] = seconds;
        bill[piece] = pricePerBit * inputBits[task] * share;
    }

    private void resizeTasks(int length) {
        agent = Arrays.copyOf(agent, length);
        sender = Arrays.copyOf(sender, length);
        start = Arrays.copyOf(start, length);
        homeRatio = Arrays.copyOf(homeRatio, length);
        inputBits = Arrays.copyOf(inputBits, length);
        work = Arrays.copyOf(work, length);
        sendingJoules = Arrays.copyOf(sendingJoules, length);
        satisfaction = Arrays.copyOf(satisfaction, length);
        utility = Arrays.copyOf(utility, length);
    }

    private void resizePieces(int length) {
        leader = Arrays.copyOf(leader, length);
        ratio = Arrays.copyOf(ratio, length);
        quality = Arrays.copyOf(quality, length);
        satisfactionNats = Arrays.copyOf(satisfactionNats, length);
        transferSeconds = Arrays.copyOf(transferSeconds, length);
        bill = Arrays.copyOf(bill, length);
    }

    /** Computes, stores and returns the satisfaction by a piece per unit of satisfaction weight: {@code ln(1 + s o)}, nat. */
    double weigh(int piece) {
        satisfactionNats[piece] = Math.log1p(quality[piece] * ratio[piece]);
        return satisfactionNats[piece];
    }

    void setGain(int task, double joulesOfSending, double ofQuality, double money) {
        sendingJoules[task] = joulesOfSending;
        satisfaction[task] = ofQuality;
        utility[task] = money;
    }

    /**
     * Returns the pieces with their delays at the loads of the leaders. Returns this object if its delays have not been computed, otherwise a copy.
     */
    SoldPieces delayed(DelayRule rule, List<LeaderOutcome> leaders, TaskRunner runner) {
        SoldPieces later = this;
        if (isDelayed) {
            later = clone();
            later.delaySeconds = new double[0];
        }
        later.delay(rule, leaders, runner);
        return later;
    }

    @Override
    protected SoldPieces clone() {
        try {
            return (SoldPieces) super.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void delay(DelayRule rule, List<LeaderOutcome> leaders, TaskRunner runner) {
        DelayRule.LeaderDelayRule[] at =
                leaders.stream().map(outcome -> rule.at(outcome.load())).toArray(DelayRule.LeaderDelayRule[]::new);
        if (delaySeconds.length < count) {
            delaySeconds = new double[leader.length];
            lastPart = new PieceCompletion[leader.length];
        }
        isDelayed = true;
        runner.run(tasks, LEAST_PER_THREAD, task -> {
            for (int piece = start(task); piece < end(task); piece++) {
                PieceDelay delay = at[leader[piece]].delay(transferSeconds[piece], ratio[piece] * work[task]);
                delaySeconds[piece] = delay.seconds();
                lastPart[piece] = delay.last();
            }
        });
    }

    /** Returns the number of tasks. */
    public int tasks() {
        return tasks;
    }

    /** Returns the number of pieces. */
    public int count() {
        return count;
    }

    /** Returns the number of a task's first piece. */
    public int start(int task) {
        return start[task];
    }

    /** Returns the number of a task's last piece plus 1. */
    public int end(int task) {
        return task + 1 < tasks ? start[task + 1] : count;
    }

    /** Returns the wireless agent of a task. */
    public WirelessAgent agent(int task) {
        return agent[task];
    }

    /** Returns the index of a task's wireless agent. */
    public int sender(int task) {
        return sender[task];
    }

    double inputBits(int task) {
        return inputBits[task];
    }

    double work(int task) {
        return work[task];
    }

    /** Returns the share of a task that is computed locally, in [0, 1]. */
    double homeRatio(int task) {
        return homeRatio[task];
    }

    double homeSeconds(int task) {
        return homeRatio[task] * work[task] / agent[task].computer().workPerSecond();
    }

    double homeJoules(int task) {
        return homeRatio[task] * work[task] * agent[task].computer().joulesPerWork();
    }

    /** Returns the energy of sending a task's pieces, J. */
    public double sendingJoules(int task) {
        return sendingJoules[task];
    }

    double satisfaction(int task) {
        return satisfaction[task];
    }

    double utility(int task) {
        return utility[task];
    }

    /** Returns the delay of a task, s. The last of its parts determines the delay. The local part is one of them. */
    double taskSeconds(int task) {
        assert isDelayed : "nobody knows yet when pieces are back";
        double seconds = homeSeconds(task);
        for (int piece = start(task); piece < end(task); piece++) {
            seconds = Math.max(seconds, delaySeconds[piece]);
        }
        return seconds;
    }

    /** Returns the index of the leader that sold a piece. */
    public int leader(int piece) {
        return leader[piece];
    }

    /** Returns the piece's share of its task, in (0, 1]. */
    public double ratio(int piece) {
        return ratio[piece];
    }

    double quality(int piece) {
        return quality[piece];
    }

    /** Returns the satisfaction from a piece per unit of satisfaction weight, {@code ln(1 + s o)}, nat. Defined after the round is evaluated. */
    public double satisfactionNats(int piece) {
        return satisfactionNats[piece];
    }

    /** Returns the time until the leader has received a piece, from the start of this round, s. */
    public double transferSeconds(int piece) {
        return transferSeconds[piece];
    }

    /** Returns the payment to the leader for a piece, money. */
    public double bill(int piece) {
        return bill[piece];
    }

    /** Returns the time at which a piece is back, from the start of the round, s. */
    public double delaySeconds(int piece) {
        assert isDelayed : "nobody knows yet when pieces are back";
        return delaySeconds[piece];
    }

    /** Returns the part of a piece that is back last. */
    public PieceCompletion lastPart(int piece) {
        return lastPart[piece];
    }

    /** Returns the outcome of each task as a view that creates elements on request. */
    List<AgentOutcome> outcomes() {
        return new AbstractList<>() {
            @Override
            public AgentOutcome get(int task) {
                return outcome(task);
            }

            @Override
            public int size() {
                return tasks;
            }
        };
    }

    /** Compares the used rows of the columns. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SoldPieces pieces
                && tasks == pieces.tasks
                && count == pieces.count
                && isDelayed == pieces.isDelayed
                && tasksEqual(pieces)
                && piecesEqual(pieces);
    }

    private boolean tasksEqual(SoldPieces other) {
        return Arrays.equals(agent, 0, tasks, other.agent, 0, tasks)
                && Arrays.equals(sender, 0, tasks, other.sender, 0, tasks)
                && Arrays.equals(start, 0, tasks, other.start, 0, tasks)
                && Arrays.equals(homeRatio, 0, tasks, other.homeRatio, 0, tasks)
                && Arrays.equals(inputBits, 0, tasks, other.inputBits, 0, tasks)
                && Arrays.equals(work, 0, tasks, other.work, 0, tasks)
                && Arrays.equals(sendingJoules, 0, tasks, other.sendingJoules, 0, tasks)
                && Arrays.equals(satisfaction, 0, tasks, other.satisfaction, 0, tasks)
                && Arrays.equals(utility, 0, tasks, other.utility, 0, tasks);
    }

    private boolean piecesEqual(SoldPieces other) {
        int delayed = isDelayed ? count : 0;
        return Arrays.equals(leader, 0, count, other.leader, 0, count)
                && Arrays.equals(ratio, 0, count, other.ratio, 0, count)
                && Arrays.equals(quality, 0, count, other.quality, 0, count)
                && Arrays.equals(satisfactionNats, 0, count, other.satisfactionNats, 0, count)
                && Arrays.equals(transferSeconds, 0, count, other.transferSeconds, 0, count)
                && Arrays.equals(bill, 0, count, other.bill, 0, count)
                && Arrays.equals(delaySeconds, 0, delayed, other.delaySeconds, 0, delayed)
                && Arrays.equals(lastPart, 0, delayed, other.lastPart, 0, delayed);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(Arrays.copyOf(sender, tasks)) + Arrays.hashCode(Arrays.copyOf(bill, count));
    }

    private AgentOutcome outcome(int task) {
        List<AgentOutcome.Link> links = IntStream.range(start(task), end(task))
                .mapToObj(piece -> new AgentOutcome.Link(
                        leader[piece],
                        ratio[piece],
                        quality[piece],
                        transferSeconds[piece],
                        bill[piece],
                        new PieceDelay(delaySeconds[piece], lastPart[piece])))
                .toList();
        return new AgentOutcome(
                agent[task],
                links,
                homeRatio[task],
                homeSeconds(task),
                homeJoules(task),
                sendingJoules[task],
                satisfaction[task],
                utility[task]);
    }
}

package skybourse.spark;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Function2;
import scala.collection.Iterator;
import scala.reflect.ClassTag$;
import scala.runtime.BoxedUnit;
import skybourse.app.folders.CellResultLine;
import skybourse.app.folders.SweepText;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.SweepEngine;
import skybourse.evidence.task.CellTasks;

/** Runs cells on a Spark cluster. Executors receive the sweep as text and the cells as numbers, and return lines as they are in a cell file. */
public final class SparkEngine implements SweepEngine {

    /** Largest number of partitions of a sweep: large enough that the loss of an executor costs little, small enough that scheduling costs little. */
    private static final int PARTITIONS = 40;

    private final String master;

    /**
     * Creates an engine; nothing is started.
     *
     * @param master address of the cluster, such as {@code spark://127.0.0.1:17077} or {@code local[2]}
     */
    public SparkEngine(String master) {
        this.master = master;
    }

    @Override
    public void run(Sweep sweep, List<Sweep.Cell> cells, Consumer<CellResult> done) {
        SparkConf conf = new SparkConf()
                .setAppName("skybourse " + sweep.name())
                .setMaster(master)
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", System.getProperty("skybourse.spark.host", "127.0.0.1"))
                .set("spark.executor.memory", "512m")
                .set("spark.executor.extraJavaOptions", "--add-modules=jdk.incubator.vector");
        if (!master.startsWith("local")) {
            conf.setJars(System.getProperty("skybourse.spark.jars", "").split(","));
        }
        try (JavaSparkContext context = new JavaSparkContext(conf)) {
            List<long[]> numbers = new ArrayList<>();
            cells.forEach(cell -> numbers.add(new long[] {cell.point(), cell.seed()}));
            JavaRDD<long[]> rdd = context.parallelize(numbers, Math.min(PARTITIONS, numbers.size()));
            collect(context, rdd, Shipment.of(sweep), line ->
                    done.accept(CellResultLine.read(line, sweep).orElseThrow()));
        }
    }

    /** Passes on the lines of each partition as soon as it is finished, so that an interrupted sweep loses little. */
    private static void collect(
            JavaSparkContext context, JavaRDD<long[]> rdd, Shipment shipment, Consumer<String> done) {
        PartitionTask task = new PartitionTask(shipment);
        Function2<Object, String[], BoxedUnit> arrived = (partition, lines) -> {
            List.of(lines).forEach(done);
            return BoxedUnit.UNIT;
        };
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < rdd.getNumPartitions(); i++) {
            all.add(i);
        }
        scala.collection.immutable.Seq<Object> partitions = scala.jdk.javaapi.CollectionConverters.asScala(
                        new ArrayList<Object>(all))
                .toSeq();
        context.sc().runJob(rdd.rdd(), task, partitions, arrived, ClassTag$.MODULE$.<String[]>apply(String[].class));
    }

    /** Sweep as text, with the files that it names as strings of one character per byte. */
    private record Shipment(String spec, HashMap<String, String> files) implements Serializable {

        private static final Map<Shipment, Sweep> PARSED = new ConcurrentHashMap<>();

        static Shipment of(Sweep sweep) {
            HashMap<String, String> files = new HashMap<>();
            SweepText.files(sweep).forEach((name, bytes) -> files.put(name, new String(bytes, StandardCharsets.ISO_8859_1)));
            return new Shipment(SweepText.writeYaml(sweep), files);
        }

        Sweep sweep() {
            return PARSED.computeIfAbsent(
                    this,
                    shipment -> SweepText.read(
                            "sweep.yaml",
                            shipment.spec.getBytes(StandardCharsets.UTF_8),
                            CellTasks.all(),
                            name -> shipment.files.get(name).getBytes(StandardCharsets.ISO_8859_1)));
        }
    }

    /** Task of an executor for one partition. */
    private record PartitionTask(Shipment shipment)
            implements Function2<TaskContext, Iterator<long[]>, String[]>, Serializable {

        @Override
        public String[] apply(TaskContext context, Iterator<long[]> cells) {
            Sweep sweep = shipment.sweep();
            List<String> lines = new ArrayList<>();
            while (cells.hasNext()) {
                long[] cell = cells.next();
                lines.add(CellResultLine.write(sweep.run(new Sweep.Cell((int) cell[0], cell[1]))));
            }
            return lines.toArray(String[]::new);
        }
    }
}

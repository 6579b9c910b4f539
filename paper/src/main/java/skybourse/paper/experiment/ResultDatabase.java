package skybourse.paper.experiment;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.ResultTable;

/**
 * In-memory SQLite database with a table for each sweep. Queries may use the functions of {@link SqlFunctions}.
 *
 * <p>The name of a table is that of the sweep, with each {@code -} replaced by {@code _}. The columns of a table are:
 * <ul>
 *   <li>{@code position}, the index of the row in the sweep, from 0,
 *   <li>the axes of the task, as text,
 *   <li>{@code seed},
 *   <li>the keys of the task,
 *   <li>the measured values.
 * </ul>
 *
 * <p>A value that does not exist is NULL. A cell that failed has one row, whose keys and measured values are NULL.
 */
final class ResultDatabase implements AutoCloseable {

    /** Name of the column that contains the value of an expression. No query has a column with this name. */
    private static final String VALUE = "value of the expression";

    private static final String OPERATOR = "[-+*/<>=!]";

    private final Connection connection;

    /** Names of the tables that store the rows of queries for {@link #value}, by query. */
    private final Map<String, String> computed = new HashMap<>();

    private ResultDatabase(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens a database without tables.
     *
     * @param labels results of the SQL function {@code label(axis, value)}, by axis and value
     */
    static ResultDatabase open(Map<String, Map<String, String>> labels) {
        return attempt("opening a database", () -> {
            Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
            SqlFunctions.register(connection, labels);
            return new ResultDatabase(connection);
        });
    }

    /** Adds an empty table for a sweep that was not run. */
    void add(String sweep, CellTask task) {
        execute("CREATE TABLE " + table(sweep) + " (" + String.join(", ", columns(task)) + ")");
    }

    /** Adds the table of a sweep. */
    void add(ResultTable results) {
        CellTask task = results.sweep().task();
        add(results.sweep().name(), task);
        String marks = columns(task).stream().map(_ -> "?").collect(Collectors.joining(", "));
        List<GridPoint> points = results.sweep().points();
        attempt("adding rows", () -> {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO " + table(results.sweep().name()) + " VALUES (" + marks + ")")) {
                int position = 0;
                for (CellResult result : results.results()) {
                    GridPoint settings = points.get(result.cell().point());
                    for (double[] row : rows(result, task)) {
                        insert(insert, position++, task, settings, result.cell().seed(), row);
                    }
                }
            }
            connection.commit();
            return connection;
        });
    }

    private static List<double[]> rows(CellResult result, CellTask task) {
        double[] nothing = new double[task.keys().size() + task.columns().size()];
        Arrays.fill(nothing, Double.NaN);
        return result instanceof CellResult.Done done ? done.rows() : List.of(nothing);
    }

    private static void insert(
            PreparedStatement insert, int position, CellTask task, GridPoint settings, long seed, double[] row)
            throws SQLException {
        int column = 1;
        insert.setInt(column++, position);
        for (String axis : task.axes().keySet()) {
            insert.setString(column++, settings.text(axis));
        }
        insert.setLong(column++, seed);
        for (int i = 0; i < row.length; i++) {
            boolean isWholeKey = i < task.keys().size() && row[i] == Math.rint(row[i]);
            if (isWholeKey) {
                // SQLite shows such a key as 3. It would show a floating-point number as 3.0.
                insert.setLong(column++, (long) row[i]);
            } else {
                // SQLite stores NaN as NULL.
                insert.setDouble(column++, row[i]);
            }
        }
        insert.executeUpdate();
    }

    private static List<String> columns(CellTask task) {
        return Stream.of(
                        Stream.of("position INTEGER"),
                        task.axes().keySet().stream().map(axis -> quoted(axis) + " TEXT"),
                        Stream.of("seed INTEGER"),
                        task.keys().stream().map(ResultDatabase::quoted),
                        task.values().stream().map(column -> quoted(column) + " REAL"))
                .flatMap(part -> part)
                .toList();
    }

    private static String table(String sweep) {
        return quoted(sweep.replace('-', '_'));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Adds a view. */
    void view(String name, String query) {
        execute("CREATE VIEW " + quoted(name) + " AS " + query);
    }

    private void execute(String sql) {
        attempt(sql, () -> {
            try (var statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    /**
     * Returns the rows of a query.
     *
     * @throws IllegalArgumentException if SQLite rejects it
     */
    QueryResult query(String sql) {
        try {
            return rows(sql);
        } catch (IllegalArgumentException e) {
            throw withColumns(e);
        }
    }

    /** Returns an exception with the same message. If the message is about an unknown name, the columns of all tables are added. */
    private IllegalArgumentException withColumns(IllegalArgumentException e) {
        String message = String.valueOf(e.getMessage());
        if (!message.contains("no such column") && !message.contains("no such table")) {
            return e;
        }
        String known = rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").rows().stream()
                .map(row -> row.getOrDefault("name", QueryResult.Value.NULL).text())
                .map(table -> "; " + table + " has "
                        + String.join(
                                ", ",
                                rows("SELECT * FROM " + quoted(table) + " LIMIT 0")
                                        .columns()))
                .collect(Collectors.joining());
        return new IllegalArgumentException(message + known);
    }

    private QueryResult rows(String sql) {
        return attempt(sql, () -> {
            try (var statement = connection.prepareStatement(sql);
                    ResultSet rows = statement.executeQuery()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.add(rows.getMetaData().getColumnLabel(i));
                }
                List<Map<String, QueryResult.Value>> read = new ArrayList<>();
                while (rows.next()) {
                    read.add(row(columns, rows));
                }
                return new QueryResult(columns, read);
            }
        });
    }

    private static Map<String, QueryResult.Value> row(List<String> columns, ResultSet rows) throws SQLException {
        Map<String, QueryResult.Value> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            String text = rows.getString(i + 1);
            boolean isText = rows.getMetaData().getColumnType(i + 1) == Types.VARCHAR;
            row.put(
                    columns.get(i),
                    text == null
                            ? QueryResult.Value.NULL
                            : isText ? QueryResult.Value.of(text) : QueryResult.Value.of(rows.getDouble(i + 1)));
        }
        return row;
    }

    /**
     * Returns the value of an expression over the only row of a query.
     *
     * @throws IllegalArgumentException if SQLite rejects the expression or the query, if the query does not return exactly one row, or if an operand
     *     in the expression is a complete interval, which SQL would treat as text
     */
    QueryResult.Value value(String expression, String from) {
        String table = computed.computeIfAbsent(from, this::compute);
        QueryResult result = query("SELECT (" + expression + ") AS \"" + VALUE + "\", * FROM " + table);
        if (result.rows().size() != 1) {
            throw new IllegalArgumentException("query must return exactly one row, but returns "
                    + result.rows().size() + ": " + from);
        }
        Map<String, QueryResult.Value> row = result.rows().getFirst();
        row.forEach((name, value) -> {
            if (ConfidenceIntervalText.read(value.text()).isPresent() && isOperand(name, expression)) {
                throw new IllegalArgumentException(
                        "expression must use mean, low or high of the interval " + name + ": " + expression);
            }
        });
        return row.getOrDefault(VALUE, QueryResult.Value.NULL);
    }

    /** Stores the rows of a query in a table, because several expressions use them. Returns the name of the table. */
    private String compute(String query) {
        String table = quoted("facts " + computed.size());
        try {
            execute("CREATE TEMP TABLE " + table + " AS " + query);
        } catch (IllegalArgumentException e) {
            throw withColumns(e);
        }
        return table;
    }

    private static boolean isOperand(String name, String expression) {
        String self = "(?<![\\w(.])" + Pattern.quote(name) + "(?![\\w(])";
        return Pattern.compile(self + "\\s*" + OPERATOR + "|" + OPERATOR + "\\s*" + self)
                .matcher(expression)
                .find();
    }

    @Override
    public void close() {
        attempt("closing a database", () -> {
            connection.close();
            return connection;
        });
    }

    private interface Work<T> {
        T run() throws SQLException;
    }

    private static <T> T attempt(String sql, Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw new IllegalArgumentException(
                    "query must be valid in SQLite, which reports " + e.getMessage() + ": " + sql.strip());
        }
    }
}

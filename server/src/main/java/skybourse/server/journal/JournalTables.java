package skybourse.server.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Schema of a journal. This class creates the tables in a new file, and rejects a file of another version or market. */
final class JournalTables {

    /** Version of the schema. */
    private static final int VERSION = 6;

    private static final List<String> TABLES = List.of(
            "create table market (name text not null, rules text not null, made integer not null)",
            "create table entry (seq integer primary key, at integer not null, actor text not null, text text not null,"
                    + " events text not null, hash blob not null)",
            "create table tail (seq integer not null, hash blob not null, root blob not null)",
            "insert into tail values (0, x'', x'')",
            "create table leaf (round integer primary key, first integer not null, texts blob not null)",
            "create table round (number integer primary key, first integer not null, last integer not null)",
            "create table blob (name text primary key, at integer not null, bytes blob not null)");

    private JournalTables() {}

    /**
     * Creates the tables if the file has none. Otherwise checks the version, the market and the rules of the file.
     *
     * @throws JournalException if the file has another version, market or rules
     */
    static void begin(Connection writing, String market, String rules, long now) throws SQLException {
        try (Statement statement = writing.createStatement()) {
            int version = number(statement, "pragma user_version");
            if (version == 0 && number(statement, "select count(*) from sqlite_master") == 0) {
                create(writing, market, rules, now);
            }
            requireVersion(statement);
            try (ResultSet row = statement.executeQuery("select name, rules from market")) {
                if (!row.next() || !market.equals(row.getString(1)) || !rules.equals(row.getString(2))) {
                    throw new JournalException("was made for another market or for other rules than " + market);
                }
            }
        }
    }

    private static void create(Connection writing, String market, String rules, long now) throws SQLException {
        try (Statement statement = writing.createStatement()) {
            for (String table : TABLES) {
                statement.execute(table);
            }
            statement.execute("pragma user_version=" + VERSION);
        }
        try (PreparedStatement row = writing.prepareStatement("insert into market values (?, ?, ?)")) {
            row.setString(1, market);
            row.setString(2, rules);
            row.setLong(3, now);
            row.execute();
        }
        writing.commit();
    }

    /** Checks the version of the file. Throws {@link JournalException} if this program does not support it. */
    static void requireVersion(Statement statement) throws SQLException {
        int version = number(statement, "pragma user_version");
        if (version != VERSION) {
            String way = version > VERSION
                    ? ". A later release wrote it."
                    : version == VERSION - 1 ? ". Version 0.2.0 reads it: `backup`, `replay`." : "";
            throw new JournalException("has version " + version + "; this program reads version " + VERSION + way);
        }
    }

    private static int number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getInt(1) : 0;
        }
    }
}

package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.server.service.RunningMarket.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import skybourse.client.Reply;
import skybourse.server.service.RunningMarket;
import tools.jackson.databind.JsonNode;

/** List of an agent's tasks. */
class TaskListTest {

    private RunningMarket market;
    private String tasks;

    @BeforeEach
    void open() throws Exception {
        market = RunningMarket.open(600).joined();
        tasks = "agents/" + market.buyer().id() + "/tasks";
    }

    @AfterEach
    void close() {
        market.close();
    }

    private JsonNode get(String query) throws Exception {
        Reply got = market.client(market.buyer().id()).get(tasks + query);
        assertThat(got.status()).as(RunningMarket.text(got)).isEqualTo(200);
        return got.json();
    }

    private static List<String> names(JsonNode page) {
        return page.path("tasks")
                .valueStream()
                .map(task -> task.path("task").asString())
                .toList();
    }

    @Test
    void pagesHaveEachTaskOnce() throws Exception {
        assertThat(get("").toString()).isEqualTo("{\"tasks\":[],\"total\":0}");
        for (String name : List.of("b", "a.1", "a", "B", "c")) {
            market.putTask(name);
            market.client(market.buyer().id()).put(tasks + "/" + name + "/withdrawal", Map.of());
        }
        List<String> all = List.of("B", "a", "a.1", "b", "c");
        assertThat(names(get(""))).isEqualTo(all);
        for (int limit = 1; limit <= 6; limit++) {
            List<String> seen = new ArrayList<>();
            JsonNode page = get("?limit=" + limit);
            seen.addAll(names(page));
            while (page.has("next")) {
                assertThat(names(page)).hasSize(limit);
                page = get("?limit=" + limit + "&after=" + page.path("next").asString());
                seen.addAll(names(page));
            }
            assertThat(seen).as("limit " + limit).isEqualTo(all);
            assertThat(page.path("total").intValue()).isEqualTo(5);
        }
        assertThat(get("?limit=0").toString()).isEqualTo("{\"tasks\":[],\"total\":5}");
        assertThat(names(get("?after=a"))).containsExactly("a.1", "b", "c");
        assertThat(names(get("?after=zz"))).isEmpty();
        problem(market.client(market.buyer().id()).get(tasks + "?limit=101"), 422, "limit");
    }

    @Test
    void rowsAreThoseOfTheTask() throws Exception {
        market.putTask("t1");
        long round = market.sell();
        market.putTask("t2");
        JsonNode body = market.client(market.buyer().id()).get(tasks + "/t1").json();
        JsonNode rows = get("").path("tasks");
        for (String member : List.of("task", "stage", "lastRound", "soldIn", "billUnits")) {
            assertThat(rows.path(0).path(member)).isEqualTo(body.path(member));
        }
        assertThat(rows.path(0).path("billUnits").longValue()).isPositive();
        assertThat(rows.path(0).path("soldIn").longValue()).isEqualTo(round);
        assertThat(rows.path(1).toString())
                .isEqualTo("{\"task\":\"t2\",\"stage\":\"OPEN\",\"lastRound\":1000,\"billUnits\":0}");
    }

    @Test
    void onlyTheAgentAndTheOperatorMayRead() throws Exception {
        market.putTask("t1");
        String other = market.rules.scenario().wirelessAgents().getLast().id();
        problem(market.client(other).get(tasks), 401, "belongs to another secret");
        problem(market.client(other).get("agents/nobody/tasks"), 404, "nobody");
        problem(market.operator.get("agents/nobody/tasks"), 404, "nobody");
        assertThat(names(market.operator.get(tasks).json())).containsExactly("t1");
        assertThat(names(market.client(other).get("agents/" + other + "/tasks").json()))
                .isEmpty();
    }
}

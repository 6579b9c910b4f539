package skybourse.server.a2a;

import java.util.List;
import java.util.Map;
import skybourse.server.http.RestApi;
import skybourse.server.service.HttpReply;

/**
 * Buyer that sends a call.
 *
 * @param rest the REST API, with the credentials of the call
 * @param base address by which the buyer reaches this server
 * @param agent name of the buyer in the market, which is also the context of its tasks
 */
record Buyer(RestApi rest, String base, String agent) {

    /**
     * Reads a task.
     *
     * @param seconds maximum time to wait until the task is answered or needs its buyer, s
     * @throws A2aError if there is no such task, its pieces have been deleted, or the secret is not the buyer's
     */
    MarketTask task(String name, int seconds) {
        HttpReply reply = rest.get(List.of("agents", agent, "tasks", name), Map.of("wait", Integer.toString(seconds)));
        if (reply.status() != 200) {
            throw A2aError.of(reply, A2aError.Kind.TASK_NOT_FOUND, A2aError.Kind.MARKET_REFUSAL);
        }
        return new MarketTask(this, MarketTask.json(reply));
    }
}

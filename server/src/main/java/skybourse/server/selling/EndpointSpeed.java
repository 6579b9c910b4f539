package skybourse.server.selling;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import skybourse.files.text.InvalidInputException;

/**
 * Speed of an endpoint.
 *
 * @param concurrency number of requests in parallel
 * @param volumePerSecond volume per second at this concurrency
 */
public record EndpointSpeed(int concurrency, double volumePerSecond) {

    /** Concurrency if the volume per second is given and the concurrency is not. */
    public static final int DEFAULT_CONCURRENCY = 4;

    private static final int MOST_CONCURRENCY = 64;
    private static final double LEAST_RISE = 1.1;
    private static final int MOST_WEAK = 2;
    private static final int ANSWER_TOKENS = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Volume per second at a concurrency; 0 if the endpoint does not answer all requests. */
    @FunctionalInterface
    interface Throughput {
        double at(int concurrency) throws InterruptedException;
    }

    /**
     * Measures an endpoint with requests of a fixed text. The first request, for which an endpoint may have to load the model, is not counted.
     *
     * @param concurrency concurrency; empty to find it
     * @param volumePerSecond volume per second; empty to measure it
     * @throws InvalidInputException if the endpoint does not answer the first request
     */
    static EndpointSpeed measure(ModelEndpoint endpoint, OptionalInt concurrency, OptionalDouble volumePerSecond)
            throws InterruptedException {
        var number = new AtomicInteger();
        if (throughput(endpoint, 1, 1, number) == 0) {
            throw new InvalidInputException(
                    "--endpoint",
                    "must answer a request to the model: no answer from " + endpoint.model(),
                    "send a request to the endpoint yourself.");
        }
        if (volumePerSecond.isPresent()) {
            return new EndpointSpeed(concurrency.orElse(DEFAULT_CONCURRENCY), volumePerSecond.getAsDouble());
        }
        Throughput throughput = n -> throughput(endpoint, n, 2 * n, number);
        return concurrency.isPresent()
                ? new EndpointSpeed(concurrency.getAsInt(), throughput.at(concurrency.getAsInt()))
                : search(throughput);
    }

    /**
     * Doubles the concurrency from 1 to at most {@value #MOST_CONCURRENCY}. A higher concurrency, at which each answer takes longer, is better if it has at
     * least 1.1 times the throughput of the best before. A quarter is added to the best concurrency, so that the endpoint rarely waits for a request, but not
     * above a concurrency at which it answered all requests. Ends early after {@value #MOST_WEAK} doublings in a row that are not better, or if the endpoint does
     * not answer all requests.
     */
    static EndpointSpeed search(Throughput throughput) throws InterruptedException {
        var best = new EndpointSpeed(1, throughput.at(1));
        double volume = best.volumePerSecond;
        int weak = 0;
        int answered = 1;
        for (int n = 2; n <= MOST_CONCURRENCY && weak < MOST_WEAK && volume > 0; n *= 2) {
            volume = throughput.at(n);
            answered = volume > 0 ? n : answered;
            boolean isBetter = volume >= LEAST_RISE * best.volumePerSecond;
            weak = isBetter ? 0 : weak + 1;
            best = isBetter ? new EndpointSpeed(n, volume) : best;
        }
        return new EndpointSpeed(Math.min(answered, Math.ceilDiv(5 * best.concurrency, 4)), best.volumePerSecond);
    }

    private static double throughput(ModelEndpoint endpoint, int concurrency, int requests, AtomicInteger number)
            throws InterruptedException {
        Callable<ModelEndpoint.Answer> request = () -> endpoint.answer(line(number.incrementAndGet()), PATIENCE);
        try (ExecutorService threads =
                Executors.newFixedThreadPool(concurrency, Thread.ofVirtual().factory())) {
            long start = System.nanoTime();
            List<Future<ModelEndpoint.Answer>> answers = threads.invokeAll(Collections.nCopies(requests, request));
            double seconds = Math.max(1, System.nanoTime() - start) / 1e9;
            long volume = 0;
            for (Future<ModelEndpoint.Answer> answer : answers) {
                if (!(answer.get() instanceof ModelEndpoint.Answer.Completed completed)) {
                    return 0;
                }
                volume += completed.used();
            }
            return volume / seconds;
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Returns a request. Its text begins with a number, because endpoints cache equal beginnings of prompts. */
    private static String line(int number) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":\"" + number
                + ". Write the numbers from one to one hundred in words, separated by commas.\"}],\"max_tokens\":"
                + ANSWER_TOKENS + ",\"temperature\":0}";
    }
}

/// Buys computing, and signs what it sends. In an unpacked release:
/// java -cp lib/skybourse.jar examples/exchange/Buyer.java http://127.0.0.1:8080 AGENT SECRET COUNT
import module java.base;
import skybourse.client.*;

ExchangeClient exchange;
String agent;

String put(String path, Map<String, ?> command) throws IOException {
    return new String(exchange.put(path, command).orThrow().body());
}

void answer(String piece) throws IOException { // its worker says that it cannot be done
    var data = new String(exchange.get("pieces/" + piece + "/payload").orThrow().body());
    if (!data.isBlank() && data.indexOf(0) < 0) put("pieces/" + piece + "/rejection", Map.of("reason", "it has text"));
    else put("pieces/" + piece + "/confirmation", Map.of("agent", agent));
}

void buys(int count) throws IOException {
    IO.println(new String(exchange.join(Map.of("version", System.currentTimeMillis())).orThrow().body()));
    for (int i = 0; i < count; i++) {
        var name = "agents/" + agent + "/tasks/java-" + i;
        var lines = IntStream.range(0, 100).mapToObj(n -> name + " line " + n).collect(Collectors.joining("\n"));
        IO.println(put(name, Map.of("inputBits", 4e6, "work", 3e9, "deadlineSeconds", 1, "units", 100, "lastRound", 1_000_000_000,
                "payload", exchange.content(lines.getBytes()))));
        var task = exchange.get(name).orThrow().json();
        while (!task.path("isAnswered").asBoolean()) {
            for (var piece : task.path("toAnswer")) answer(piece.asString());
            task = exchange.get(name + "?wait=30").orThrow().json();
        }
        IO.println(name + " is done for " + task.path("billUnits").asLong() + " units");
    }
}

void main(String[] args) throws Exception {
    agent = args[1];
    var urls = Stream.of(args[0].split(",")).map(URI::create).toList(); // several URLs of one exchange, joined by commas
    exchange = new ExchangeClient(ClientSettings.of(urls, agent, args[2])
            .withSigningKey(Optional.of(KeyPairGenerator.getInstance("Ed25519").generateKeyPair())) // an agent that checks receipts keeps its key,
            .withSentCommands(Optional.of(Files.createTempFile("sent", ".jsonl")))); // and this file
    try {
        buys(Integer.parseInt(args[3]));
    } catch (IOException gone) {
        System.err.println("refused, or the market has stopped: " + gone.getMessage());
        System.exit(1);
    }
}

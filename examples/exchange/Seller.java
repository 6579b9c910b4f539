/// Sells computing, SHA-256 of each line of text. In an unpacked release:
/// java -cp lib/skybourse.jar examples/exchange/Seller.java http://127.0.0.1:8080 AGENT SECRET
import module java.base;
import skybourse.client.*;

ExchangeClient exchange;
String agent;

interface Action { void on(String piece) throws Exception; }

void say(String piece, String statement, Map<String, ?> command) throws IOException { exchange.put("pieces/" + piece + "/" + statement, command).orThrow(); }

Optional<String> text(String piece) throws IOException {
    var data = new String(exchange.get("pieces/" + piece + "/payload").orThrow().body());
    return Optional.of(data).filter(any -> !any.isBlank() && any.indexOf(0) < 0);
}

void work(String piece) throws Exception {
    var text = text(piece);
    if (text.isEmpty()) { say(piece, "undoable", Map.of("reason", "it has no text")); return; }
    var result = new ArrayList<String>();
    for (var line : text.get().split("\n")) result.add(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(line.getBytes())));
    say(piece, "result", exchange.content(String.join("\n", result).getBytes()));
}

void answer(String piece) throws IOException { // of a lot that it sold and that its worker cannot do
    if (text(piece).isPresent()) say(piece, "rejection", Map.of("reason", "it has text", "agent", agent));
    else say(piece, "confirmation", Map.of("agent", agent));
}

void each(List<String> pieces, Action action) throws Exception {
    for (var piece : pieces) {
        try {
            action.on(piece);
        } catch (ExchangeException refused) { // the other pieces go on
            IO.println(refused.getMessage());
            Thread.sleep(1000);
        }
    }
}

void main(String[] args) throws Exception {
    agent = args[1];
    exchange = new ExchangeClient(ClientSettings.of(Stream.of(args[0].split(",")).map(URI::create).toList(), agent, args[2]));
    try {
        exchange.join(Map.of("version", 1)).orThrow();
        while (true) {
            var told = exchange.get("agents/" + agent + "/work?wait=30").orThrow().json();
            each(told.path("pieces").valueStream().map(piece -> piece.path("piece").asString()).toList(), this::work);
            each(told.path("toAnswer").valueStream().map(piece -> piece.asString()).toList(), this::answer);
        }
    } catch (IOException gone) {
        System.err.println("refused, or the market has stopped: " + gone.getMessage());
        System.exit(1);
    }
}

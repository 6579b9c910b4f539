package skybourse.app.cli;

import java.nio.charset.StandardCharsets;

/** A process that runs several command lines, one per argument, and prints their exit codes. */
final class CommandLines {

    private CommandLines() {}

    /** Runs the lines, whose arguments are separated by blanks. */
    public static void main(String[] lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            Ran ran = Ran.of((Object[]) line.split(" "));
            text.append("$ ").append(line).append("\n").append(ran.out()).append(ran.err());
            text.append("= ").append(ran.code()).append("\n");
        }
        System.out.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}

package dev.tidegate.load;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A blocking Redis connection for counting and clearing between windows; no part of what is measured. */
final class Resp implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    Resp(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        out = socket.getOutputStream();
    }

    Object call(String... command) throws IOException {
        return pipeline(List.<String[]>of(command)).get(0);
    }

    long number(String... command) throws IOException {
        return (Long) call(command);
    }

    /** Sends all at once and gives the answers in order. */
    List<Object> pipeline(List<String[]> commands) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String[] command : commands) {
            text.append('*').append(command.length).append("\r\n");
            for (String arg : command) {
                text.append('$').append(arg.length()).append("\r\n").append(arg).append("\r\n");
            }
        }
        out.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
        List<Object> answers = new ArrayList<>(commands.size());
        for (int i = 0; i < commands.size(); i++) {
            answers.add(read());
        }
        return answers;
    }

    /** The fields of INFO. */
    Map<String, String> info(String section) throws IOException {
        Map<String, String> fields = new HashMap<>();
        for (String line : ((String) call("INFO", section)).split("\r\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1));
            }
        }
        return fields;
    }

    /** How often each command was called so far, by scripts too. */
    Map<String, Long> calls() throws IOException {
        Map<String, Long> calls = new TreeMap<>();
        info("commandstats").forEach((name, facts) -> {
            String count = facts.replaceAll("calls=(\\d+),.*", "$1");
            calls.put(name.replace("cmdstat_", ""), Long.parseLong(count));
        });
        return calls;
    }

    /** Deletes every key that one of the patterns matches. */
    long clear(String... patterns) throws IOException {
        long deleted = 0;
        for (String pattern : patterns) {
            String cursor = "0";
            do {
                List<?> page = (List<?>) call("SCAN", cursor, "MATCH", pattern, "COUNT", "5000");
                cursor = (String) page.get(0);
                List<?> keys = (List<?>) page.get(1);
                if (!keys.isEmpty()) {
                    String[] unlink = new String[keys.size() + 1];
                    unlink[0] = "UNLINK";
                    for (int i = 0; i < keys.size(); i++) {
                        unlink[i + 1] = (String) keys.get(i);
                    }
                    deleted += number(unlink);
                }
            } while (!cursor.equals("0"));
        }
        return deleted;
    }

    private Object read() throws IOException {
        int type = in.readUnsignedByte();
        String line = line();
        return switch (type) {
            case '+' -> line;
            case ':' -> Long.parseLong(line);
            case '$' -> text(Integer.parseInt(line));
            case '*' -> list(Integer.parseInt(line));
            case '-' -> throw new IOException("Redis says: " + line);
            default -> throw new IOException("unknown answer from Redis");
        };
    }

    private String text(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        byte[] bytes = in.readNBytes(length);
        in.skipNBytes(2);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private List<Object> list(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        List<Object> items = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            items.add(read());
        }
        return items;
    }

    private String line() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int b = in.read(); b != '\r'; b = in.read()) {
            if (b < 0) {
                throw new IOException("Redis closed the connection");
            }
            text.append((char) b);
        }
        in.skipNBytes(1);
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package dev.tidegate.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JVM's own names of its threads, which the kernel cuts off at 15 characters. */
final class ThreadNames {
    private static final Pattern LINE = Pattern.compile("^\"([^\"]+)\".* nid=(0x[0-9a-f]+|\\d+) ", Pattern.MULTILINE);

    private final long process;
    private final Map<Long, String> names;

    private ThreadNames(long process, Map<Long, String> names) {
        this.process = process;
        this.names = names;
    }

    static ThreadNames of(long process) throws IOException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(process),
                        "Thread.print")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String dump = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Map<Long, String> names = new HashMap<>();
        for (Matcher line = LINE.matcher(dump); line.find(); ) {
            names.put(Long.decode(line.group(2)), line.group(1));
        }
        return new ThreadNames(process, names);
    }

    String of(Long thread) {
        String name = names.get(thread);
        return name != null ? name : Cpu.threadName(process, thread);
    }
}

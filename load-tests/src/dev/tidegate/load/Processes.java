package dev.tidegate.load;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * All processes that the benchmark starts. Each lives only as long as the pipe to it is open, so that none is left over
 * even if the benchmark is killed.
 */
final class Processes implements AutoCloseable {
    private final Path root;
    private final Path directory;
    private final Map<String, Started> running = new LinkedHashMap<>();

    /**
     * @param root of the project
     * @param directory for logs and data of this run
     */
    Processes(Path root, Path directory) {
        this.root = root;
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    Path root() {
        return root;
    }

    /** The process ids by name, this process included. */
    Map<String, Long> ids() {
        Map<String, Long> ids = new LinkedHashMap<>();
        ids.put("bench", ProcessHandle.current().pid());
        running.forEach((name, started) -> ids.put(name, started.pid));
        return ids;
    }

    Cpu.Sample cpu() throws IOException {
        Collection<Long> ids = ids().values();
        return Cpu.sample(ids);
    }

    long id(String name) {
        return running.get(name).pid;
    }

    boolean isRunning(String name) {
        return running.containsKey(name) && running.get(name).process.isAlive();
    }

    /** Starts one of this package's own programs, which takes orders on standard input. */
    Helper java(String name, List<String> flags, Class<?> program, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-Dlogback.configurationFile=" + root.resolve("load-tests/config/logback.xml"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command).redirectError(log(name)).start();
        Started started = new Started(process, process.pid());
        running.put(name, started);
        return new Helper(name, started);
    }

    /** Starts any other program under {@code load-tests/supervise}. */
    void supervised(String name, Map<String, String> environment, List<String> command) throws IOException {
        List<String> whole = new ArrayList<>(List.of(
                root.resolve("load-tests/supervise").toString(), log(name).toString()));
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole).directory(root.toFile());
        builder.environment().putAll(environment);
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String pid = process.inputReader(StandardCharsets.UTF_8).readLine();
        if (pid == null) {
            throw new IOException("cannot start " + name);
        }
        running.put(name, new Started(process, Long.parseLong(pid)));
    }

    File log(String name) {
        return directory.resolve(name + ".log").toFile();
    }

    void stop(String name) {
        Started started = running.remove(name);
        if (started != null) {
            started.letGo();
            started.await();
        }
    }

    @Override
    public void close() {
        running.values().forEach(Started::letGo);
        running.values().forEach(Started::await);
    }

    private record Started(Process process, long pid) {
        private void letGo() {
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                process.destroy();
            }
        }

        private void await() {
            try {
                if (!process.waitFor(12, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A program of this package that answers each order with one line. */
    final class Helper {
        private final String name;
        private final OutputStream orders;
        private final BufferedReader answers;

        private Helper(String name, Started started) {
            this.name = name;
            this.orders = started.process.getOutputStream();
            this.answers = started.process.inputReader(StandardCharsets.UTF_8);
        }

        /** The next line that the program prints. */
        String answer() throws IOException {
            String line = answers.readLine();
            if (line == null) {
                throw new IOException(name + " has ended, see " + log(name));
            }
            return line;
        }

        /** Gives an order and reads {@code key=number} pairs from the answer. */
        Map<String, Long> ask(String order) throws IOException {
            orders.write((order + "\n").getBytes(StandardCharsets.UTF_8));
            orders.flush();
            return facts(answer());
        }

        static Map<String, Long> facts(String line) {
            Map<String, Long> facts = new HashMap<>();
            for (String part : line.split(" ")) {
                int equals = part.indexOf('=');
                if (equals > 0) {
                    facts.put(part.substring(0, equals), Long.parseLong(part.substring(equals + 1)));
                }
            }
            return facts;
        }
    }
}

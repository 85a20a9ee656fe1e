package dev.tidegate.load;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** A real Redis of its own for one program, on loopback, with an append-only file. */
final class RedisServer implements AutoCloseable {
    /** Far more than a run needs; at this size it refuses writes, and the run fails, rather than the machine. */
    private static final String MOST_MEMORY = "8gb";

    private static final long MOST_FILE = 4L << 30;

    private final int port;
    private final Resp resp;

    private RedisServer(int port, Resp resp) {
        this.port = port;
        this.resp = resp;
    }

    static RedisServer start(Processes processes, String name, String fsync) throws IOException, InterruptedException {
        Path data = Files.createDirectories(processes.directory().resolve(name));
        int port = freePort();
        processes.supervised(
                name,
                Map.of(),
                List.of(
                        binary(processes.directory()),
                        "--bind",
                        "127.0.0.1",
                        "--port",
                        String.valueOf(port),
                        "--dir",
                        data.toString(),
                        "--save",
                        "",
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        fsync,
                        "--auto-aof-rewrite-percentage",
                        "0",
                        "--stream-node-max-bytes",
                        "4096",
                        "--maxmemory",
                        MOST_MEMORY,
                        "--maxmemory-policy",
                        "noeviction"));
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (true) {
            try {
                return new RedisServer(port, new Resp(port));
            } catch (IOException e) {
                if (System.nanoTime() > deadline || !processes.isRunning(name)) {
                    throw new IOException(name + " does not answer, see " + processes.log(name), e);
                }
                Thread.sleep(50);
            }
        }
    }

    int port() {
        return port;
    }

    Resp resp() {
        return resp;
    }

    /** Deletes what a window has written, writes the append-only file anew, and waits until Redis has nothing left to do. */
    void clear(String... patterns) throws IOException, InterruptedException {
        resp.clear(patterns);
        rewrite();
    }

    /** Keeps the disk bounded where a run's data must stay. */
    void rewriteIfLarge() throws IOException, InterruptedException {
        if (Long.parseLong(resp.info("persistence").getOrDefault("aof_current_size", "0")) > MOST_FILE) {
            rewrite();
        }
    }

    private void rewrite() throws IOException, InterruptedException {
        resp.call("BGREWRITEAOF");
        for (int i = 0; i < 600 && isBusy(); i++) {
            Thread.sleep(50);
        }
    }

    private boolean isBusy() throws IOException {
        Map<String, String> persistence = resp.info("persistence");
        return !"0".equals(persistence.get("aof_rewrite_in_progress"))
                || !"0".equals(persistence.get("aof_rewrite_scheduled"))
                || !"0".equals(resp.info("memory").getOrDefault("lazyfree_pending_objects", "0"));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** {@code redis-server} of the PATH, else the one that the jar carries. */
    private static String binary(Path directory) throws IOException {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path candidate = Path.of(folder, "redis-server");
            if (Files.isExecutable(candidate)) {
                return candidate.toString();
            }
        }
        String build = System.getProperty("os.arch").equals("aarch64") ? "6.2.7-linux-arm64" : "6.2.6-v5-linux-amd64";
        Path copy = directory.resolve("redis-server");
        if (!Files.exists(copy)) {
            String resource = "/redis-server-" + build;
            try (InputStream in = RedisServer.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IOException("no redis-server on the PATH and none in the jar as " + resource);
                }
                Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
            }
        }
        return copy.toString();
    }

    @Override
    public void close() throws IOException {
        resp.close();
    }
}

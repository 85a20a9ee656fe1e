package dev.tidegate.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Lines that the benchmark writes to a helper process; the process ends when there is nobody left to write them. */
final class Orders {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    private Orders() {}

    /** Starts listening; {@code wakeUp} is called after each line. */
    static Orders listen(Runnable wakeUp) {
        Orders orders = new Orders();
        Thread.ofPlatform().daemon().name("orders").start(() -> orders.read(wakeUp));
        return orders;
    }

    /** The next line, or null. */
    String poll() {
        return lines.poll();
    }

    static void answer(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private void read(Runnable wakeUp) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
                wakeUp.run();
            }
        } catch (IOException e) {
            System.err.println("cannot read orders any more: " + e);
        }
        Runtime.getRuntime().halt(0);
    }
}

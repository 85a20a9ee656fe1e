package dev.tidegate.load;

import java.io.IOException;
import java.util.List;

/** The running floor with its Redis. */
record FloorProgram(int port, RedisServer redis) {
    static final String NAME = "floor";
    static final String REDIS = "floor-redis";

    static FloorProgram start(Lab lab, int storedBytes, List<String> jvmFlags)
            throws IOException, InterruptedException {
        RedisServer redis =
                RedisServer.start(lab.processes(), REDIS, lab.options().fsync());
        int port = RedisServer.freePort();
        lab.processes()
                .java(
                        NAME,
                        jvmFlags,
                        Floor.class,
                        String.valueOf(port),
                        String.valueOf(redis.port()),
                        String.valueOf(storedBytes),
                        String.valueOf(lab.options().loops()),
                        Lab.SECRET)
                .answer();
        return new FloorProgram(port, redis);
    }

    void warm(Lab lab) throws IOException, InterruptedException {
        lab.warm(port, lab.options().warmup(), 0);
        clear();
    }

    /** One window, after which what was stored is counted and deleted. */
    Window window(Lab lab) throws IOException, InterruptedException {
        Lab.Measured measured = lab.measure(NAME, REDIS, port, 0, null);
        long stored = redis.resp().number("XLEN", "q");
        clear();
        return Faults.stored(measured, stored);
    }

    private void clear() throws IOException, InterruptedException {
        redis.clear("d:*", "q");
    }

    void stop(Lab lab) throws IOException {
        redis.close();
        lab.processes().stop(NAME);
        lab.processes().stop(REDIS);
    }
}

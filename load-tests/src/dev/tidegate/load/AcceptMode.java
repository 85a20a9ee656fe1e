package dev.tidegate.load;

import java.io.IOException;
import java.util.List;

/** The gateway with {@code roles: [accept]} against the floor. */
final class AcceptMode {
    private static final String REDIS = "gateway-redis";

    /** As {@code ./tidegate} starts its JVM, for when there is no gateway to ask. */
    private static final List<String> TIDEGATE_FLAGS =
            List.of("-XX:+UseSerialGC", "-Xmx1g", "--enable-native-access=ALL-UNNAMED");

    private final Lab lab;

    AcceptMode(Lab lab) {
        this.lab = lab;
    }

    boolean run() throws IOException, InterruptedException {
        lab.say("\n== accept: the gateway with roles [accept] against the floor ==");
        return lab.options().floorOnly() ? floorOnly() : pairs();
    }

    private boolean floorOnly() throws IOException, InterruptedException {
        int stored = lab.options().storedBytes() > 0 ? lab.options().storedBytes() : 800;
        FloorProgram floor = FloorProgram.start(lab, stored, TIDEGATE_FLAGS);
        floor.warm(lab);
        Pairs pairs = new Pairs();
        pairs.head();
        for (int i = 1; i <= lab.options().pairs(); i++) {
            pairs.addFloor(i, floor.window(lab));
        }
        pairs.summary("accepted", 0, 0);
        floor.stop(lab);
        return !pairs.hasFaults();
    }

    private boolean pairs() throws IOException, InterruptedException {
        RedisServer redis =
                RedisServer.start(lab.processes(), REDIS, lab.options().fsync());
        Gateway gateway = Gateway.start(lab.processes(), "accept", lab.environment(redis, 4_000_000));
        lab.warm(gateway.httpPort(), Math.max(1, lab.options().warmup()), 0);
        int measured = Gateway.storedBytes(redis.resp());
        if (measured == 0) {
            throw new IOException("the gateway accepted nothing, or stores it where this benchmark does not look");
        }
        int stored = lab.options().storedBytes() > 0 ? lab.options().storedBytes() : measured;
        redis.clear(Gateway.acceptedKeys());
        FloorProgram floor = FloorProgram.start(lab, stored, gateway.jvmFlags());
        floor.warm(lab);
        lab.say("stored for one event: gateway " + measured + " bytes, floor " + stored + "; JVM flags of both: "
                + gateway.jvmFlags());
        Pairs pairs = new Pairs();
        pairs.head();
        for (int i = 1; i <= lab.options().pairs(); i++) {
            boolean floorFirst = i % 2 == 1;
            Window first = floorFirst ? floor.window(lab) : window(gateway, redis);
            Window second = floorFirst ? window(gateway, redis) : floor.window(lab);
            pairs.add(i, floorFirst ? first : second, floorFirst ? second : first);
        }
        pairs.summary("accepted", 0.9, 10);
        if (lab.options().profile()) {
            Profile.record(lab, gateway, () -> window(gateway, redis));
        }
        floor.stop(lab);
        redis.close();
        lab.processes().stop("gateway");
        lab.processes().stop(REDIS);
        return !pairs.hasFaults();
    }

    private Window window(Gateway gateway, RedisServer redis) throws IOException, InterruptedException {
        Lab.Measured measured = lab.measure("gateway", REDIS, gateway.httpPort(), 0, null);
        long stored = Gateway.depth(redis.resp()).intakes();
        redis.clear(Gateway.acceptedKeys());
        return Faults.stored(measured, stored);
    }
}

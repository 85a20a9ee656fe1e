package dev.tidegate.load;

import java.util.List;
import java.util.Set;

/**
 * What was asked for on the command line.
 *
 * @param pairs windows of each kind
 * @param seconds measured in each window
 * @param warmup seconds under load before the first window, for each program
 * @param backlog events that end-to-end runs hold under way: sent, and not yet at the sink
 * @param quiet seconds to wait at most, before each window, for other work on the machine to pause
 * @param storedBytes what the floor stores for an event, 0: as much as the gateway
 * @param floorOnly leaves out the gateway, to try the floor
 * @param profile records one window of each gateway mode with the JDK's flight recorder
 */
record Options(
        int pairs,
        int seconds,
        int warmup,
        int connections,
        Set<String> modes,
        String fsync,
        int backlog,
        int quiet,
        int storedBytes,
        int loops,
        boolean floorOnly,
        boolean profile) {
    static final List<String> MODES =
            List.of("accept", "end-to-end", "overload", "idle", "decide", "backtest", "destinations");
    static final String USAGE = """
        usage: load-tests/run [options]
          --mode MODE       accept, end-to-end, overload, idle, decide, backtest, destinations or all (default)
          --pairs N         interleaved pairs of windows, floor and gateway (1 to 40, default 10)
          --seconds N       measured in each window (1 to 60, default 6)
          --warmup N        seconds under load before the first window of each program (0 to 120, default 12)
          --connections N   keep-alive connections of the generator (1 to 512, default 64)
          --fsync POLICY    everysec or always, for both Redis servers (default everysec)
          --backlog N       end-to-end: events sent and not yet at the sink (default 2000)
          --quiet N         seconds to wait at most before a window until others use little CPU (default 5)
          --stored-bytes N  what the floor stores for an event (default: as the gateway, measured)
          --loops N         event loops of the floor (default 1)
          --floor-only      measure the floor alone
          --profile         record the gateway with the flight recorder and say where its CPU time goes
        """;

    static Options parse(String[] args) {
        Reading reading = new Reading(args);
        while (reading.hasMore()) {
            reading.one();
        }
        return reading.options();
    }

    /** A mistake on the command line. */
    static final class Mistake extends RuntimeException {
        Mistake(String message) {
            super(message);
        }
    }

    private static final class Reading {
        private final String[] args;
        private int at;
        private int pairs = 10;
        private int seconds = 6;
        private int warmup = 12;
        private int connections = 64;
        private Set<String> modes = Set.copyOf(MODES);
        private String fsync = "everysec";
        private int backlog = 2000;
        private int quiet = 5;
        private int storedBytes;
        private int loops = 1;
        private boolean floorOnly;
        private boolean profile;

        private Reading(String[] args) {
            this.args = args;
        }

        private boolean hasMore() {
            return at < args.length;
        }

        private void one() {
            String option = args[at++];
            switch (option) {
                case "--pairs" -> pairs = number(option, 1, 40);
                case "--seconds" -> seconds = number(option, 1, 60);
                case "--warmup" -> warmup = number(option, 0, 120);
                case "--connections" -> connections = number(option, 1, 512);
                case "--mode" -> modes = mode(text(option));
                case "--fsync" -> fsync = oneOf(option, List.of("everysec", "always"));
                case "--backlog" -> backlog = number(option, 1, 1_000_000);
                case "--quiet" -> quiet = number(option, 0, 120);
                case "--stored-bytes" -> storedBytes = number(option, 1, 100_000);
                case "--loops" -> loops = number(option, 1, 16);
                case "--floor-only" -> floorOnly = true;
                case "--profile" -> profile = true;
                default -> throw new Mistake("unknown option " + option);
            }
        }

        private Set<String> mode(String name) {
            if (name.equals("all")) {
                return Set.copyOf(MODES);
            }
            if (!MODES.contains(name)) {
                throw new Mistake("--mode must be one of " + MODES + " or all");
            }
            return Set.of(name);
        }

        private String oneOf(String option, List<String> allowed) {
            String value = text(option);
            if (!allowed.contains(value)) {
                throw new Mistake(option + " must be one of " + allowed);
            }
            return value;
        }

        private int number(String option, int least, int most) {
            String value = text(option);
            if (!value.matches("\\d{1,9}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
                throw new Mistake(option + " must be a number from " + least + " to " + most);
            }
            return Integer.parseInt(value);
        }

        private String text(String option) {
            if (!hasMore()) {
                throw new Mistake(option + " needs a value");
            }
            return args[at++];
        }

        private Options options() {
            return new Options(
                    pairs,
                    seconds,
                    warmup,
                    connections,
                    modes,
                    fsync,
                    backlog,
                    quiet,
                    storedBytes,
                    loops,
                    floorOnly,
                    profile);
        }
    }
}

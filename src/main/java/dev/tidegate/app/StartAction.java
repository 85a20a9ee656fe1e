package dev.tidegate.app;

import dev.tidegate.app.cli.Console;
import dev.tidegate.app.cli.ExitCode;
import dev.tidegate.app.cli.SettingsOrigin;
import dev.tidegate.app.cli.Waiting;
import dev.tidegate.app.settings.SettingsResult;
import dev.tidegate.redis.RedisException;
import dev.tidegate.redis.embedded.EmbeddedRedisException;
import dev.tidegate.telemetry.CrashPoints;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/** {@code tidegate start}: runs a gateway until the process is told to end. */
final class StartAction {
    /** The whole of a stop, from the signal to the exit. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(18);

    private static final Path EMBEDDED_DATA = Path.of("data", "redis");

    private StartAction() {}

    static int run(SettingsResult.Valid settings, SettingsOrigin origin, Console console) {
        PrivateRedis redis;
        try {
            redis = PrivateRedis.of(settings.settings().process().redis(), EMBEDDED_DATA);
        } catch (EmbeddedRedisException e) {
            console.printError("tidegate: " + e.getMessage());
            return ExitCode.NO_REDIS;
        }
        Gateway gateway = new Gateway(settings, origin, redis.settings(), CrashPoints.fromSystemProperty());
        try {
            Waiting.result(gateway.start().toCompletionStage());
        } catch (ExecutionException e) {
            return failed(Objects.requireNonNullElse(e.getCause(), e), redis, console);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
        console.print(greeting(gateway));
        return serveUntilSignal(gateway, redis);
    }

    private static String greeting(Gateway gateway) {
        StringBuilder text = new StringBuilder("tidegate is running");
        if (gateway.port() >= 0) {
            text.append(", events on port ").append(gateway.port());
        }
        return text.append(", management on port ")
                .append(gateway.managementPort())
                .toString();
    }

    private static int failed(Throwable cause, PrivateRedis redis, Console console) {
        redis.close();
        return switch (cause) {
            case StartException unfit -> {
                unfit.problems().forEach(problem -> console.printError(problem));
                yield ExitCode.BAD_CONFIGURATION;
            }
            case RedisException away -> {
                console.printError("tidegate: " + away.getMessage());
                yield ExitCode.NO_REDIS;
            }
            default -> {
                console.printError("tidegate: could not start: " + cause);
                yield ExitCode.FAILED;
            }
        };
    }

    /** A JVM that a signal ends exits with 128 and the signal's number, whatever its hooks did; so the hook ends it itself. */
    private static int serveUntilSignal(Gateway gateway, PrivateRedis redis) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            boolean clean = Waiting.endsWithin(STOP_LIMIT, gateway.stop());
            redis.close();
            Runtime.getRuntime().halt(clean ? ExitCode.OK : ExitCode.FAILED);
        }));
        try {
            Waiting.forSignal();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.OK;
    }
}

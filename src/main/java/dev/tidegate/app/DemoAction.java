package dev.tidegate.app;

import dev.tidegate.app.cli.Console;
import dev.tidegate.app.cli.ExitCode;
import dev.tidegate.app.cli.SettingsOrigin;
import dev.tidegate.app.cli.SettingsSource;
import dev.tidegate.app.cli.Waiting;
import dev.tidegate.app.demo.Demo;
import dev.tidegate.app.settings.GatewaySettings;
import dev.tidegate.app.settings.ProcessSettings;
import dev.tidegate.app.settings.SettingsReader;
import dev.tidegate.app.settings.SettingsResult;
import dev.tidegate.connector.simulator.SimulatorServer;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.Signer;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.catalog.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code tidegate demo}: a gateway of its own on a Redis of its own, and the day played against it. */
final class DemoAction {
    private final @Nullable Path home;

    /** @param home where {@code config/demo} is; null for the present directory */
    DemoAction(@Nullable Path home) {
        this.home = home;
    }

    int run(boolean once, int port, Console console) {
        Path directory = (home == null ? Path.of("") : home).resolve("config").resolve("demo");
        SettingsOrigin origin = new SettingsOrigin(onPort(port), directory, Optional.empty());
        if (!(origin.read() instanceof SettingsResult.Valid valid)) {
            console.printError("tidegate: config/demo is damaged; `tidegate check --config config/demo` tells where");
            return ExitCode.BAD_CONFIGURATION;
        }
        Path data = null;
        try {
            data = Files.createTempDirectory("tidegate-demo");
            return play(valid, origin, data, once, console);
        } catch (IOException | ExecutionException e) {
            console.printError("tidegate: the demo could not be played: " + e);
            return ExitCode.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        } finally {
            delete(data);
        }
    }

    private static int play(SettingsResult.Valid valid, SettingsOrigin origin, Path data, boolean once, Console console)
            throws InterruptedException, ExecutionException {
        GatewaySettings settings = valid.settings();
        try (PrivateRedis redis = PrivateRedis.of(settings.process().redis(), data)) {
            Gateway gateway = new Gateway(valid, origin, redis.settings(), name -> {});
            Waiting.result(gateway.start().toCompletionStage());
            String address = "http://127.0.0.1:" + gateway.port();
            String management = "http://127.0.0.1:" + gateway.managementPort();
            SimulatorServer simulator = Objects.requireNonNull(gateway.simulator(), "config/demo has a simulator");
            console.print("");
            console.print("  Tidegate demo: a private Redis, the gateway on config/demo, and an ESP simulator");
            console.print("");
            Demo demo = new Demo(address, management, simulator, signers(settings), InstantSource.system(), console);
            boolean asExpected = demo.play();
            if (!once) {
                console.print("  events       " + address + "/v1/webhooks/{shop,tracking,partner,crm}");
                console.print(
                        "  management   " + management + "/metrics, /v1/deliveries, /v1/events/{id}, /v1/quarantine");
                console.print("");
                console.print("  It goes on running; Ctrl-C ends it.");
                Waiting.forSignal();
            }
            Waiting.result(gateway.stop());
            return asExpected ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private static SettingsSource onPort(int port) {
        SettingsReader reader = new SettingsReader(name -> null, Sources::prepare);
        return (directory, redis) -> switch (reader.read(directory, redis)) {
            case SettingsResult.Valid valid ->
                new SettingsResult.Valid(on(port, valid.settings()), valid.shown(), valid.destinations());
            case SettingsResult.Faulty faulty -> faulty;
        };
    }

    private static GatewaySettings on(int port, GatewaySettings settings) {
        ProcessSettings process = settings.process();
        return new GatewaySettings(
                new ProcessSettings(
                        process.server().withPort(port),
                        process.management(),
                        process.redis(),
                        process.roles(),
                        process.storage(),
                        process.archive(),
                        process.placeholders(),
                        process.policy()),
                settings.flow());
    }

    private static Map<String, Signer> signers(GatewaySettings settings) {
        Map<String, Signer> signers = new HashMap<>();
        for (SourceSettings source : settings.flow().sources()) {
            if (Sources.prepare(source) instanceof Prepared.Ready ready) {
                signers.put(ready.name(), ready.signer());
            }
        }
        return signers;
    }

    private static void delete(@Nullable Path directory) {
        if (directory == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // It is the system's folder for what may be left behind.
        }
    }
}

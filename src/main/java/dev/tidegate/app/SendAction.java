package dev.tidegate.app;

import dev.tidegate.app.cli.Actions.Payloads;
import dev.tidegate.app.cli.Console;
import dev.tidegate.app.cli.ExitCode;
import dev.tidegate.app.settings.GatewaySettings;
import dev.tidegate.app.settings.SettingsResult;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.Signer;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.catalog.Sources;
import dev.tidegate.source.signature.PrivateKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** {@code tidegate send}: signs payloads as a source's provider does, and posts them. */
final class SendAction {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How an answer begins that acknowledges what no mapping knows. */
    private static final String NOTHING = "{\"accepted\":0,\"duplicates\":0,\"rejected\":[]";

    private static final String HINT =
            "acknowledged, but it is none of the events that are read from this source. Where the"
                    + " provider names the topic in a header, the file's name gives it: orders_create.json";

    private final InstantSource clock = InstantSource.system();

    int run(SettingsResult.Valid settings, Payloads payloads, Console console) {
        Optional<SourceSettings> source = settings.settings().flow().sources().stream()
                .filter(one -> one.entry().name().equals(payloads.source()))
                .findFirst();
        if (source.isEmpty() || !(Sources.prepare(source.get()) instanceof Prepared.Ready ready)) {
            console.printError(String.format(
                    Locale.ROOT,
                    "tidegate: no source '%s' in sources.yaml; there are: %s",
                    payloads.source(),
                    names(settings.settings())));
            return ExitCode.BAD_CONFIGURATION;
        }
        Signer signer;
        try {
            signer = keyed(ready.signer(), payloads.key());
        } catch (IOException e) {
            console.printError("tidegate: --key: " + e.getMessage());
            return ExitCode.BAD_CONFIGURATION;
        }
        String obstacle = signer.obstacle();
        if (obstacle != null) {
            console.printError(String.format(
                    Locale.ROOT,
                    "tidegate: nothing can be signed for the source '%s': %s",
                    payloads.source(),
                    obstacle));
            return ExitCode.FAILED;
        }
        String base = payloads.url().map(URI::toString).orElseGet(() -> local(settings.settings()));
        URI address = URI.create(base.replaceFirst("/+$", "") + "/v1/webhooks/" + payloads.source() + signer.path());
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build()) {
            boolean allTaken = true;
            for (Path file : payloads.files()) {
                allTaken &= sent(http, address, signer, file, payloads.repeat(), console);
            }
            return allTaken ? ExitCode.OK : ExitCode.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
    }

    private static Signer keyed(Signer signer, Optional<Path> file) throws IOException {
        if (file.isEmpty()) {
            return signer;
        }
        PrivateKey key = PrivateKeys.read(Files.readString(file.get()));
        if (key == null) {
            throw new IOException(file.get() + " holds no private key in PEM (PKCS #8) for EC, RSA or Ed25519");
        }
        return signer.with(key);
    }

    private boolean sent(HttpClient http, URI address, Signer signer, Path file, int times, Console console)
            throws InterruptedException {
        try {
            Signer.Delivery delivery = new Signer.Delivery(UUID.randomUUID().toString(), clock.instant(), topic(file));
            byte[] body = signer.bodyOf(Files.readAllBytes(file), delivery);
            boolean taken = true;
            for (int i = 0; i < times; i++) {
                HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(PATIENCE);
                signer.sign(body, delivery).forEach(request::header);
                HttpResponse<String> answer = http.send(
                        request.POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                console.print(String.format(
                        Locale.ROOT, "%s: %d %s", file.getFileName(), answer.statusCode(), answer.body()));
                taken &= answer.statusCode() / 100 == 2;
                if (i == 0 && answer.body().startsWith(NOTHING)) {
                    console.printError(String.format(Locale.ROOT, "%s: %s", file.getFileName(), HINT));
                }
            }
            return taken;
        } catch (IOException e) {
            console.printError(String.format(Locale.ROOT, "%s: %s", file, reason(e)));
            return false;
        } catch (IllegalArgumentException e) {
            console.printError(String.format(Locale.ROOT, "%s: %s", file, e.getMessage()));
            return false;
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        // its message repeats the name, and without a reason it is nothing else
        if (e instanceof FileSystemException file) {
            return file.getReason() == null ? "cannot be read" : file.getReason();
        }
        return e.getMessage() == null
                ? "no connection to the gateway (" + e.getClass().getSimpleName() + ")"
                : e.getMessage();
    }

    /** Providers that name the topic in a header: it is the file's name, {@code checkouts_create.json} for {@code checkouts/create}. */
    private static String topic(Path file) {
        String name = file.getFileName().toString();
        int dot = name.indexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        int last = stem.lastIndexOf('_');
        return last < 0 ? stem : stem.substring(0, last) + "/" + stem.substring(last + 1);
    }

    private static String local(GatewaySettings settings) {
        String scheme = settings.process().server().tls() == null ? "http" : "https";
        return scheme + "://127.0.0.1:" + settings.process().server().port();
    }

    private static String names(GatewaySettings settings) {
        return settings.flow().sources().stream().map(one -> one.entry().name()).collect(Collectors.joining(", "));
    }
}

package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Addresses;
import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.ListShape;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Quantities;
import dev.tidegate.app.settings.shape.Scalars;
import dev.tidegate.app.settings.shape.Shape;
import dev.tidegate.app.settings.shape.Values;
import dev.tidegate.ingest.ServerSettings;
import dev.tidegate.ingest.ServerSettings.Limits;
import dev.tidegate.ingest.ServerSettings.Tls;
import dev.tidegate.source.Cidr;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** The keys under {@code server} in {@code gateway.yaml}. */
final class ServerKeys {
    private static final Key<String> HOST = Key.optional(
                    "host", Addresses.host(), "Address that the public port listens on; 0.0.0.0 is every address.")
            .or(ServerSettings.DEFAULT_HOST);
    private static final Key<Integer> PORT = Key.optional(
                    "port", Quantities.integer(0, 65_535), "The public port; 0 takes a free one.")
            .or(String.valueOf(ServerSettings.DEFAULT_PORT));
    private static final Key<Long> MAX_BODY = Key.optional(
                    "max_body",
                    Quantities.size(ServerSettings.LEAST_MAX_BODY, ServerSettings.MOST_MAX_BODY),
                    "Largest request body; a larger one is answered 413.")
            .or("1MiB");
    private static final Key<List<Cidr>> TRUSTED_PROXIES = Key.optional(
                    "trusted_proxies",
                    ListShape.<Cidr>any(Addresses.block()),
                    "Addresses of proxies whose X-Forwarded-For is believed.")
            .or("[]");
    private static final Key<Path> CERTIFICATE =
            Key.required("certificate", Scalars.file(), "PEM file with the certificate and its chain.");
    private static final Key<Path> PRIVATE_KEY =
            Key.required("key", Scalars.file(), "PEM file with the certificate's private key.");
    private static final Key<Tls> TLS = Key.optional(
            "tls",
            ObjectShape.of(v -> new Tls(v.get(CERTIFICATE), v.get(PRIVATE_KEY)), CERTIFICATE, PRIVATE_KEY),
            "Makes the public port speak HTTPS.");
    private static final Key<URI> PUBLIC_URL =
            Key.optional("public_url", Addresses.url(), "Under which senders and customers reach the public port.");

    static final Shape<ServerSettings> SHAPE =
            ObjectShape.of(ServerKeys::settings, HOST, PORT, MAX_BODY, TRUSTED_PROXIES, TLS, PUBLIC_URL);

    private ServerKeys() {}

    private static ServerSettings settings(Values values) {
        return new ServerSettings(
                values.get(HOST),
                values.get(PORT),
                Math.toIntExact(values.get(MAX_BODY)),
                values.get(TRUSTED_PROXIES),
                values.find(TLS).orElse(null),
                values.find(PUBLIC_URL).orElse(null),
                Limits.defaults());
    }
}

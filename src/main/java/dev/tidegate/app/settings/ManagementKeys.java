package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Addresses;
import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.ListShape;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Quantities;
import dev.tidegate.app.settings.shape.Scalars;
import dev.tidegate.app.settings.shape.Shape;
import dev.tidegate.console.AccessToken;
import dev.tidegate.console.ManagementSettings;
import dev.tidegate.console.Role;
import java.util.List;

/** The keys under {@code management} in {@code gateway.yaml}. */
final class ManagementKeys {
    private static final Key<String> HOST = Key.optional(
                    "host", Addresses.host(), "Address that the management port listens on.")
            .or(ManagementSettings.DEFAULT_HOST);
    private static final Key<Integer> PORT = Key.optional(
                    "port",
                    Quantities.integer(0, 65_535),
                    "Port for metrics, health, the operator API and the console; 0 takes a free one.")
            .or(String.valueOf(ManagementSettings.DEFAULT_PORT));
    private static final Key<String> NAME =
            Key.required("name", Names.shape(), "Who uses the token; stands in the log.");
    private static final Key<Role> ROLE = Key.required(
            "role",
            Scalars.choice(Role.class, Role::label),
            "What its bearer may do; a viewer may only look, hooks may only subscribe hooks.");
    private static final Key<String> SHA256 =
            Key.required("sha256", Scalars.digest(), "SHA-256 of the token in hex; the token itself is nowhere.");
    private static final Key<List<AccessToken>> TOKENS = Key.optional(
                    "tokens",
                    ListShape.<AccessToken>any(ObjectShape.of(
                                    v -> new AccessToken(v.get(NAME), v.get(ROLE), v.get(SHA256)), NAME, ROLE, SHA256))
                            .distinctBy(
                                    AccessToken::name, "has the name of a token before it; allowed: one of each name"),
                    "Who may use the operator API. Without any, only clients on loopback are served, as admin.")
            .or("[]");

    static final Shape<ManagementSettings> SHAPE =
            ObjectShape.of(v -> new ManagementSettings(v.get(HOST), v.get(PORT), v.get(TOKENS)), HOST, PORT, TOKENS);

    private ManagementKeys() {}
}

package dev.tidegate.source.signature;

import dev.tidegate.source.Authentication;
import dev.tidegate.source.Signer;
import java.util.HashMap;
import java.util.Map;

/** Sends JSON that is proven in the configured way. */
public final class AuthenticatedSigner implements Signer {
    private final Authentication authentication;

    public AuthenticatedSigner(Authentication authentication) {
        this.authentication = authentication;
    }

    @Override
    public Map<String, String> sign(byte[] body, Delivery delivery) {
        Map<String, String> headers =
                new HashMap<>(Authenticator.of(authentication).headers(body));
        headers.put("Content-Type", "application/json");
        return headers;
    }

    @Override
    public String path() {
        return Authenticator.of(authentication).path();
    }
}

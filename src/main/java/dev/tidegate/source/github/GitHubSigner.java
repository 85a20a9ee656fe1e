package dev.tidegate.source.github;

import dev.tidegate.domain.Secret;
import dev.tidegate.source.Authentication.Encoding;
import dev.tidegate.source.Signer;
import dev.tidegate.source.signature.Authenticator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends as GitHub does. The delivery's topic is the event's name, such as {@code push}. */
final class GitHubSigner implements Signer {
    private final Secret secret;

    GitHubSigner(Secret secret) {
        this.secret = secret;
    }

    @Override
    public Map<String, String> sign(byte[] body, Delivery delivery) {
        Map<String, String> headers = new LinkedHashMap<>(
                Authenticator.ofHmacSha256(List.of(secret), GitHubSource.SIGNATURE, Encoding.HEX, GitHubSource.PREFIX)
                        .headers(body));
        headers.put("Content-Type", "application/json");
        headers.put(GitHubSource.EVENT, delivery.topic().replace('/', '_'));
        headers.put(GitHubSource.DELIVERY, delivery.id());
        return headers;
    }
}

package dev.tidegate.profile;

import dev.tidegate.domain.CustomerLinks;
import dev.tidegate.domain.Digests;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Secret;
import dev.tidegate.redis.Key;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.net.URI;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Links that are signed with a key which all processes share. The first process makes the key; until it is agreed on there
 * are no links.
 */
public final class SignedLinks implements CustomerLinks {
    private static final int KEY_BYTES = 32;

    private final @Nullable String base;
    private volatile @Nullable Secret key;

    /** @param publicUrl under which customers reach the public port, null where that is not configured */
    public SignedLinks(@Nullable URI publicUrl) {
        this.base = publicUrl == null ? null : publicUrl.toASCIIString().replaceFirst("/+$", "") + "/v1/";
    }

    /** Takes the key that is there, or makes it. */
    public Future<?> agree(RedisRouter redis, Keys keys, RandomGenerator random) {
        byte[] fresh = new byte[KEY_BYTES];
        random.nextBytes(fresh);
        Key name = keys.linkKey();
        Request offer = Request.cmd(Command.SET)
                .arg(name.name())
                .arg(Digests.base64Url(fresh, KEY_BYTES))
                .arg("NX");
        return redis.send(Lane.WORK, name, offer)
                .compose(set ->
                        redis.send(Lane.WORK, name, Request.cmd(Command.GET).arg(name.name())))
                .onSuccess(agreed -> {
                    if (agreed != null) {
                        key = new Secret(agreed.toString());
                    }
                });
    }

    /** Whose link this is; empty for any that was not made here. */
    public Optional<ProfileId> profileOf(String token) {
        Secret agreed = key;
        return agreed == null ? Optional.empty() : LinkToken.verified(token, agreed);
    }

    @Override
    public @Nullable String preferences(ProfileId profile) {
        return link("preferences/", profile);
    }

    @Override
    public @Nullable String unsubscribe(ProfileId profile) {
        return link("unsubscribe/", profile);
    }

    private @Nullable String link(String page, ProfileId profile) {
        Secret agreed = key;
        return base == null || agreed == null ? null : base + page + new LinkToken(profile, agreed).text();
    }
}

package dev.tidegate.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedisUriTest {
    @ParameterizedTest
    @CsvSource({
        "redis://localhost, redis://localhost:6379",
        "redis://:secret@localhost:7000, redis://localhost:7000",
        "rediss://jo:secret@redis.example/3, rediss://redis.example:6379/3",
        "redis://localhost?password=secret, redis://localhost:6379",
        "redis://[::1]:6380, redis://[::1]:6380",
    })
    void shows_no_password(String text, String shown) {
        assertThat(new RedisUri(text)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:6379",
                "http://:secret@localhost",
                "redis://:se cret@localhost",
                "redis://h/secret"
            })
    void refuses_what_is_no_redis_uri_without_repeating_it(String text) {
        assertThatThrownBy(() -> new RedisUri(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }
}

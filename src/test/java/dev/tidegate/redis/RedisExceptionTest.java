package dev.tidegate.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.redis.RedisException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedisExceptionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "LOADING Redis is loading the dataset in memory | UNAVAILABLE | LOADING",
                "MASTERDOWN Link with MASTER is down | UNAVAILABLE | MASTERDOWN",
                "CLUSTERDOWN Hash slot not served | UNAVAILABLE | CLUSTERDOWN",
                "TRYAGAIN Multiple keys request during rehashing of slot | UNAVAILABLE | TRYAGAIN",
                "READONLY You can't write against a read only replica. | UNAVAILABLE | READONLY",
                "OOM command not allowed when used memory > 'maxmemory'. script: 4c, on @user_script:1. | FULL | OOM",
                "MISCONF Errors writing to the AOF file | FULL | MISCONF",
                "NOREPLICAS Not enough good replicas to write. | FULL | NOREPLICAS",
                "BUSY Redis is busy running a script. | BUSY | BUSY",
                "MOVED 3999 127.0.0.1:6381 | MOVED | MOVED",
                "ASK 3999 127.0.0.1:6381 | MOVED | ASK",
                "WRONGTYPE Operation against a key holding the wrong kind of value | BROKEN | WRONGTYPE",
                "NOPERM this user has no permissions | BROKEN | NOPERM",
                "ERR unknown command 'x', with args beginning with: 'secret' | BROKEN | ERR",
                "unknown command 'x', with args beginning with: 'secret' | BROKEN | ERR",
                "ERR Error running script (call to f_4c): @user_script:1: @user_script: 1: -OOM command not allowed |"
                        + " FULL | OOM",
                "ERR Error running script (call to f_4c): @user_script:7: WRONGTYPE Operation against a key | BROKEN |"
                        + " WRONGTYPE",
            })
    void reads_what_an_error_reply_means(String reply, Kind kind, String code) {
        RedisException exception = RedisException.of("commit", reply);

        assertThat(exception.kind()).isEqualTo(kind);
        assertThat(exception.code()).isEqualTo(code);
        assertThat(exception.getMessage())
                .startsWith("commit: Redis answers " + code)
                .doesNotContain("secret");
        assertThat(exception.getStackTrace()).isEmpty();
    }

    @Test
    void names_the_line_of_a_script() {
        RedisException exception =
                RedisException.of("commit", "WRONGTYPE Operation against a key script: 4c, on @user_script:31.");

        assertThat(exception).hasMessage("commit: Redis answers WRONGTYPE at line 31");
    }
}

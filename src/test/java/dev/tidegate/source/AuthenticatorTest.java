package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Secret;
import dev.tidegate.source.SourceSettings.Entry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Senders that sign nothing: a secret in the path, and the address that they send from. */
class AuthenticatorTest {
    private static final Authentication PATH = new Authentication.Path(new Secret("s3cret-way"));
    private static final List<Cidr> OFFICE = List.of(Cidr.parse("203.0.113.0/24"), Cidr.parse("2001:db8::/32"));

    @Test
    void knows_its_secret_behind_the_name() {
        assertThat(proof(PATH, "s3cret-way", "198.51.100.1")).isEqualTo(Proof.PROVEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret-wa", "s3cret-way/", "S3CRET-WAY", "s3cret%2dway", "x"})
    void refuses_another_path(String path) {
        assertThat(proof(PATH, path, "198.51.100.1")).isEqualTo(new Proof.Refused(Refusal.CREDENTIALS_WRONG));
    }

    @Test
    void refuses_the_bare_name() {
        assertThat(proof(PATH, "", "198.51.100.1")).isEqualTo(new Proof.Refused(Refusal.SIGNATURE_MISSING));
    }

    @Test
    void takes_a_path_only_where_it_is_the_secret() {
        assertThat(source(PATH).takesPath()).isTrue();
        assertThat(source(new Authentication.From(OFFICE, PATH)).takesPath()).isTrue();
        assertThat(source(new Authentication.Bearer(new Secret("t"))).takesPath())
                .isFalse();
    }

    @Test
    void its_sender_writes_the_secret_into_the_path() {
        Prepared.Ready ready = Requests.ready(settings(PATH));

        assertThat(ready.signer().path()).isEqualTo("/s3cret-way");
    }

    @Test
    void lets_in_the_addresses_of_its_blocks_only() {
        Authentication office = new Authentication.From(OFFICE, null);
        Proof elsewhere = new Proof.Refused(Refusal.ADDRESS_NOT_ALLOWED);

        assertThat(proof(office, "", "203.0.113.7")).isEqualTo(Proof.PROVEN);
        assertThat(proof(office, "", "2001:db8:1::1")).isEqualTo(Proof.PROVEN);
        assertThat(proof(office, "", "203.0.114.7")).isEqualTo(elsewhere);
        assertThat(proof(office, "", "nowhere")).isEqualTo(elsewhere);
        assertThat(proof(office, "", null)).isEqualTo(elsewhere);
    }

    @Test
    void an_address_does_not_stand_for_the_secret_beside_it() {
        Authentication both = new Authentication.From(OFFICE, PATH);

        assertThat(proof(both, "s3cret-way", "203.0.113.7")).isEqualTo(Proof.PROVEN);
        assertThat(proof(both, "", "203.0.113.7")).isEqualTo(new Proof.Refused(Refusal.SIGNATURE_MISSING));
        assertThat(proof(both, "s3cret-way", "192.0.2.1")).isEqualTo(new Proof.Refused(Refusal.ADDRESS_NOT_ALLOWED));
    }

    private static Proof proof(Authentication authentication, String path, @Nullable String ip) {
        Request request = new Request(Headers.of(Map.of()), new byte[0], new Arrival(Requests.NOW, ip, path));
        return source(authentication).prove(request);
    }

    private static Source source(Authentication authentication) {
        return Requests.ready(settings(authentication)).perEventLoop().apply(Requests.NO_TOOLS);
    }

    private static SourceSettings settings(Authentication authentication) {
        return new SourceSettings.Json(Entry.of("crm"), authentication, Map.of("type", "body.type"));
    }
}

package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.json.EventCodec;
import dev.tidegate.source.Signer.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every type of source does alike. A new type extends this with its settings and one payload of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SourceContract {
    private static final String MARKER = "Kenn.Wort-7";
    private static final int MUTATIONS = 3_000;

    /** The address in our own payloads. */
    static final String CUSTOMER = "Jo.Winter@Lampenladen.example";

    private final Prepared.Ready source = Requests.ready(settings("right"));

    /** Settings whose secret contains the word. */
    abstract SourceSettings settings(String word);

    /** A body in the provider's shape that is one valid event, of {@link #CUSTOMER} where it names an address at all. */
    abstract byte[] body();

    /** The same with the text for its e-mail address. */
    byte[] bodyWithEmail(String email) {
        return Texts.replaced(body(), CUSTOMER, email);
    }

    /** What a header says of the body, where the provider has such a header. */
    String topic() {
        return "";
    }

    /** The header that proves a request. */
    abstract String proofHeader();

    /** Signs as the provider does whose secret contains the word; by itself where the settings are enough for that. */
    Signer signer(String word) {
        return Requests.ready(settings(word)).signer();
    }

    /** What the source may use beside the request. */
    SourceTools tools() {
        return new FakeTools();
    }

    /** The text that proves the request. */
    String proof(Request signed) {
        return Requests.proof(signed.headers().asMap(), proofHeader().toLowerCase(Locale.ROOT));
    }

    /** The request with another text in its place. */
    Request withProof(Request signed, String proof) {
        return Requests.request(
                Requests.with(signed.headers().asMap(), proofHeader().toLowerCase(Locale.ROOT), proof), signed.body());
    }

    /** The request with its proof there twice. */
    Request withProofTwice(Request signed) {
        Headers headers = signed.headers();
        Headers twice = new Headers() {
            @Override
            public List<String> all(String name) {
                List<String> values = headers.all(name);
                return name.equalsIgnoreCase(proofHeader()) ? List.of(values.getFirst(), values.getFirst()) : values;
            }

            @Override
            public Map<String, String> asMap() {
                return headers.asMap();
            }
        };
        return new Request(twice, signed.body(), new Arrival(Requests.NOW, null, ""));
    }

    /** A genuine request with just this content, whatever it is. */
    Request carrying(byte[] content) {
        return signed(content);
    }

    /** Whether the proof covers the body, as opposed to the sender only. */
    boolean provesTheBody() {
        return true;
    }

    @Test
    void proves_what_its_signer_signs() {
        assertThat(prove(signed(body()))).isEqualTo(Proof.PROVEN);
        assertThat(signed(body()).headers().asMap()).containsKey("content-type");
    }

    @Test
    void proves_again_and_again_with_one_instance() {
        Source one = source.perEventLoop().apply(tools());

        assertThat(Requests.settled(one.prove(signed(body())))).isEqualTo(Proof.PROVEN);
        assertThat(Requests.settled(one.prove(Requests.request(Map.of(), body()))))
                .isInstanceOf(Proof.Refused.class);
        assertThat(Requests.settled(one.prove(signed(body())))).isEqualTo(Proof.PROVEN);
    }

    @Test
    void refuses_a_request_without_proof() {
        assertThat(prove(Requests.request(Map.of(), body()))).isEqualTo(new Proof.Refused(Refusal.SIGNATURE_MISSING));
    }

    @Test
    void refuses_another_secret() {
        assertThat(prove(Requests.signed(signer("wrong"), body(), delivery()))).isInstanceOf(Proof.Refused.class);
    }

    @Test
    void refuses_a_proof_that_is_cut_changed_or_in_another_form() {
        Request signed = signed(body());
        String proof = proof(signed);
        String upper = proof.toUpperCase(Locale.ROOT);
        List<String> wrong = new ArrayList<>(List.of(
                "",
                " ",
                "x",
                proof.substring(1),
                proof.substring(0, proof.length() - 1),
                proof + "A",
                " " + proof + "=",
                "none",
                "v0=" + proof,
                "sha1=" + proof,
                "\u0000",
                "é".repeat(44),
                "A".repeat(10_000)));
        if (!hexadecimal()) {
            wrong.add(upper);
        }

        assertThat(wrong)
                .allSatisfy(text -> assertThat(prove(withProof(signed, text))).isInstanceOf(Proof.Refused.class));
    }

    /** Whether the proof is in digits that mean the same in either case. */
    boolean hexadecimal() {
        return false;
    }

    @Test
    void refuses_a_proof_that_stands_there_twice() {
        assertThat(prove(withProofTwice(signed(body())))).isInstanceOf(Proof.Refused.class);
    }

    @Test
    void a_changed_body_is_refused_if_the_proof_covers_it() {
        Request signed = signed(body());
        byte[] longer = Arrays.copyOf(signed.body(), signed.body().length + 1);
        longer[longer.length - 1] = '\n';

        assertThat(prove(Requests.request(signed.headers().asMap(), longer)).equals(Proof.PROVEN))
                .isEqualTo(!provesTheBody());
    }

    @Test
    void the_event_is_canonical() {
        Event event = Requests.event(read(signed(body())));

        assertThat(event.source()).isEqualTo(source.name());
        assertThat(event.id()).isEqualTo(EventId.of(source.name(), event.sourceId()));
        assertThat(event.receivedAt()).isEqualTo(Requests.NOW);
        assertThat(event.type()).matches("[a-z][a-z0-9_]{0,63}");
        assertThat(event.customer().idSpace()).isEqualTo("people");
        assertThat(event.customer().email()).isEqualTo(namesAddresses() ? "Jo.Winter@lampenladen.example" : null);
    }

    @Test
    void the_event_survives_being_stored() {
        Event event = Requests.event(read(signed(body())));
        Event stored = EventCodec.decode(EventCodec.encode(event).bytes());

        assertThat(EventCodec.encode(stored).bytes())
                .isEqualTo(EventCodec.encode(event).bytes());
        assertThat(stored.id()).isEqualTo(event.id());
        assertThat(stored.occurredAt()).isEqualTo(event.occurredAt().truncatedTo(ChronoUnit.MILLIS));
    }

    @Test
    void a_redelivery_is_the_same_event_with_the_same_content() {
        Request first = signed(body());
        Request later = new Request(
                first.headers(), first.body(), new Arrival(Requests.NOW.plusSeconds(60), "198.51.100.1", ""));
        Event one = Requests.event(read(first));
        Event two = Requests.event(read(later));

        assertThat(two.id()).isEqualTo(one.id());
        assertThat(EventCodec.encode(two).contentHash())
                .isEqualTo(EventCodec.encode(one).contentHash());
    }

    /** Whether its events name e-mail addresses at all. */
    boolean namesAddresses() {
        return true;
    }

    /** Whether the events are a storefront's or an ESP's own, of which a bad address is left out so that the rest counts. */
    boolean spares() {
        return false;
    }

    @Test
    void a_bad_address_is_named_and_never_quoted() {
        Reading reading = read(signed(bodyWithEmail(MARKER)));

        assertThat(reading.toString()).doesNotContain(MARKER);
        if (!namesAddresses()) {
            return;
        }
        if (spares()) {
            assertThat(Requests.event(reading).customer().email()).isNull();
            assertThat(Requests.event(reading).context()).containsEntry("left_out", List.of("email"));
            return;
        }
        assertThat(Requests.errors(reading))
                .singleElement()
                .satisfies(error ->
                        assertThat(error.field() + " " + error.code().label()).isEqualTo("email format"));
    }

    @Test
    void a_placeholder_is_nobodys_address() {
        for (String nobody : List.of("", "  ", "0", "null", "NULL", "undefined", "guest", "Guest")) {
            assertThat(Requests.event(read(signed(bodyWithEmail(nobody))))
                            .customer()
                            .email())
                    .isNull();
        }
    }

    @Test
    void a_body_that_is_no_json_is_unreadable_and_not_quoted() {
        for (String body : List.of("", "{", MARKER, "{\"email\":\"" + MARKER + "\"", "\ufeff{}", "{\"a\":1,\"a\":1}")) {
            Reading reading = read(carrying(body.getBytes(StandardCharsets.UTF_8)));

            assertThat(reading).isInstanceOf(Reading.Unreadable.class);
            assertThat(reading.toString()).doesNotContain(MARKER);
        }
    }

    @Test
    void whatever_the_body_holds_it_is_answered_and_what_is_valid_can_be_stored() {
        survives(body(), topic());
    }

    /** Whatever is put into the body, it is answered, and what is valid of it can be stored. */
    final void survives(byte[] sound, String topic) {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        Source one = source.perEventLoop().apply(tools());
        Delivery delivery = new Delivery("msg_1", Requests.NOW, topic);
        Request genuine = Requests.signed(signer("right"), sound, delivery);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] body = Mutations.of(sound, random);
            assertThat(Requests.settled(one.prove(
                            Requests.request(genuine.headers().asMap(), Mutations.of(genuine.body(), random)))))
                    .as("seed %d", seed)
                    .isNotNull();
            Reading reading = one.read(Requests.signed(signer("right"), body, delivery));
            if (reading instanceof Reading.Events events) {
                for (Item item : events.items()) {
                    assertThat(storable(item))
                            .as("seed %d: %s", seed, new String(body, StandardCharsets.UTF_8))
                            .isTrue();
                }
            }
        }
    }

    private static boolean storable(Item item) {
        if (item instanceof Item.Valid(Event event)) {
            byte[] stored = EventCodec.encode(event).bytes();
            return Arrays.equals(EventCodec.encode(EventCodec.decode(stored)).bytes(), stored);
        }
        return !(item instanceof Item.Rejected rejected) || !rejected.errors().isEmpty();
    }

    final Proof prove(Request request) {
        return Requests.settled(source.perEventLoop().apply(tools()).prove(request));
    }

    final Reading read(Request request) {
        return Requests.settled(source.perEventLoop().apply(tools()).read(request));
    }

    final Request signed(byte[] payload) {
        return Requests.signed(signer("right"), payload, delivery());
    }

    final Delivery delivery() {
        return new Delivery("msg_1", Requests.NOW, topic());
    }
}

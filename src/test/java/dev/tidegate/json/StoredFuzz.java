package dev.tidegate.json;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.Verdict;
import dev.tidegate.fuzz.FuzzTarget;
import dev.tidegate.support.Messages;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** What is stored: damaged or of another version it is an {@code IllegalArgumentException}; what is read can be written, and reads the same. */
public final class StoredFuzz implements FuzzTarget {
    private static final List<Format<?>> FORMATS = List.of(
            new Format<Event>(
                    EventCodec::decode, event -> EventCodec.encode(event).bytes()),
            new Format<Message>(MessageCodec::decode, MessageCodec::encode),
            new Format<Profile>(ProfileCodec::decode, ProfileCodec::encode),
            new Format<Verdict>(VerdictCodec::decode, VerdictCodec::encode));

    @Override
    public void run(byte[] input) {
        if (input.length > 0) {
            FORMATS.get((input[0] & 0xFF) % FORMATS.size()).check(Arrays.copyOfRange(input, 1, input.length));
        }
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                seed(0, EventCodec.encode(Messages.cart().event()).bytes()),
                seed(1, MessageCodec.encode(Messages.cart())),
                seed(2, """
                    {"f":1,"id":"p-1","created_at":"2026-11-24T01:00:00.000Z","customer_ids":{"shop":"4711"},\
                    "emails":["jo@shop.example"],"phones":["+4930123456"],"anonymous_ids":["a"],\
                    "fields":{"first_name":"Jo"},"known_since":{"first_name":"2026-11-24T01:00:00.000Z"},\
                    "consent":{"email":{"state":"granted","at":"2026-11-24T01:00:00.000Z"}},"orders_count":2,\
                    "revenue":{"EUR":129.90},"first_seen_at":"2026-11-24T01:00:00.000Z",\
                    "engagement":{},"version":3}\
                    """.getBytes(StandardCharsets.UTF_8)),
                seed(3, """
                    {"event":"e","trigger":"t","step":1,"outcome":"sent","reason":"r",\
                    "at":"2026-11-24T01:00:00.000Z","gates":[{"gate":"g","passed":true,"seen":"s"}],\
                    "eligible_at":"2026-11-24T01:00:00.000Z","messages":["m"]}\
                    """.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] seed(int format, byte[] stored) {
        byte[] seed = new byte[stored.length + 1];
        seed[0] = (byte) format;
        System.arraycopy(stored, 0, seed, 1, stored.length);
        return seed;
    }

    private record Format<T>(Function<byte[], T> decode, Function<T, byte[]> encode) {
        void check(byte[] bytes) {
            T read;
            try {
                read = decode.apply(bytes);
            } catch (IllegalArgumentException documented) {
                return;
            }
            byte[] written = encode.apply(read);
            // times are written in milliseconds, maps in any order
            T again = decode.apply(written);
            if (!decode.apply(encode.apply(again)).equals(again)) {
                throw new AssertionError("it changes: " + new String(written, StandardCharsets.UTF_8));
            }
        }
    }
}

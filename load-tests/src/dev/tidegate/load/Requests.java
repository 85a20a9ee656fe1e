package dev.tidegate.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whole HTTP requests as Shopify would send them, signed in advance, so that neither building nor signing is part of a
 * measurement. Only the delivery id differs between two uses of the same request; the signature does not cover it.
 */
final class Requests {
    /** Hex digits of a UUID without its dashes: 16 for the time of sending, 16 for a running number. */
    private static final int[] HEX_PLACES = hexPlaces();

    private static final int ID_LENGTH = 36;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final String ID_MARK = "X-Shopify-Webhook-Id: ";

    private final ByteBuffer memory;
    private final int[] starts;
    private final int[] idOffsets;

    private Requests(ByteBuffer memory, int[] starts, int[] idOffsets) {
        this.memory = memory;
        this.starts = starts;
        this.idOffsets = idOffsets;
    }

    /** Builds {@code count} requests of as many different checkouts, by {@code customers} customers. */
    static Requests build(int count, int customers, String source, String secret, long seed) {
        Mac mac = mac(secret);
        Random random = new Random(seed);
        byte[][] all = new byte[count][];
        long total = 0;
        for (int i = 0; i < count; i++) {
            all[i] = request(i, i % customers, source, mac, random);
            total += all[i].length;
        }
        ByteBuffer memory = ByteBuffer.allocateDirect(Math.toIntExact(total));
        int[] starts = new int[count + 1];
        int[] idOffsets = new int[count];
        for (int i = 0; i < count; i++) {
            starts[i] = memory.position();
            String head = new String(all[i], 0, Math.min(all[i].length, 1024), StandardCharsets.ISO_8859_1);
            idOffsets[i] = starts[i] + head.indexOf(ID_MARK) + ID_MARK.length();
            memory.put(all[i]);
        }
        starts[count] = memory.position();
        return new Requests(memory, starts, idOffsets);
    }

    int count() {
        return idOffsets.length;
    }

    /** The request at {@code index} under a delivery id made of {@code nanos} and {@code number}; the caller's own view. */
    ByteBuffer stamped(int index, long nanos, long number, ByteBuffer view) {
        int at = idOffsets[index];
        for (int digit = 0; digit < 16; digit++) {
            int shift = 60 - 4 * digit;
            memory.put(at + HEX_PLACES[digit], HEX[(int) (nanos >>> shift) & 15]);
            memory.put(at + HEX_PLACES[16 + digit], HEX[(int) (number >>> shift) & 15]);
        }
        view.limit(starts[index + 1]).position(starts[index]);
        return view;
    }

    /** A view of all requests, to be used with {@link #stamped} by one connection. */
    ByteBuffer view() {
        return memory.duplicate();
    }

    private static byte[] request(int number, int customer, String source, Mac mac, Random random) {
        byte[] body = checkout(number, customer, random).getBytes(StandardCharsets.UTF_8);
        String signature = Base64.getEncoder().encodeToString(mac.doFinal(body));
        String topic = number % 2 == 0 ? "checkouts/create" : "checkouts/update";
        String head = "POST /v1/webhooks/" + source + " HTTP/1.1\r\n"
                + "Host: events.shop.example\r\n"
                + "User-Agent: Shopify-Captain-Hook\r\n"
                + "Accept: */*\r\n"
                + "Content-Type: application/json\r\n"
                + "Content-Length: " + body.length + "\r\n"
                + "X-Shopify-Topic: " + topic + "\r\n"
                + "X-Shopify-Shop-Domain: bench.myshopify.com\r\n"
                + "X-Shopify-API-Version: 2026-04\r\n"
                + "X-Shopify-Hmac-SHA256: " + signature + "\r\n"
                + "X-Shopify-Triggered-At: " + Instant.now() + "\r\n"
                + ID_MARK + "00000000-0000-0000-0000-000000000000\r\n"
                + "\r\n";
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[start.length + body.length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        return whole;
    }

    /** A checkout in the shape of Shopify's, with the fields that a mapping reads and some that it skips; 850 to 900 bytes. */
    static String checkout(int number, int customer, Random random) {
        String token = hex(random, 32);
        int cents = 1500 + random.nextInt(40000);
        String price = money(cents);
        String total = money(2 * cents);
        String now = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                Instant.now().atOffset(ZoneOffset.ofHours(1)).withNano(0));
        String email = String.format(Locale.ROOT, "jo.%06d@bench.example", customer);
        return String.format(
                Locale.ROOT,
                """
                {"token":"%s","cart_token":"%s","email":"%s","buyer_accepts_marketing":true,\
                "created_at":"%s","updated_at":"%s","landing_site":null,"note":null,\
                "currency":"EUR","completed_at":null,"phone":null,"customer_locale":"de","line_items":[\
                {"product_id":%d,"variant_id":%d,"title":"Desk Lamp","variant_title":"Brass","sku":"LAMP-%04d",\
                "vendor":"Acme","grams":567,"quantity":2,"taxable":true,"line_price":"%s","price":"%s"}],\
                "name":"#%d","abandoned_checkout_url":"https://shop.example/%d/recover?key=%s","discount_codes":[],\
                "source_name":"web","total_discounts":"0.00","total_price":"%s","subtotal_price":"%s",\
                "customer":{"id":%d,"email":"%s","first_name":"Jo","last_name":"Doe","currency":"EUR"}}\
                """,
                token,
                hex(random, 32),
                email,
                now,
                now,
                632_910_000L + number % 1000,
                808_950_000L + number % 1000,
                number % 1000,
                total,
                price,
                10_000_000L + number,
                548_380_009L,
                hex(random, 16),
                total,
                total,
                6_000_000_000L + customer,
                email);
    }

    private static String money(int cents) {
        return String.format(Locale.ROOT, "%d.%02d", cents / 100, cents % 100);
    }

    private static String hex(Random random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) HEX[random.nextInt(16)]);
        }
        return text.toString();
    }

    static Mac mac(String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static int[] hexPlaces() {
        int[] places = new int[32];
        int next = 0;
        for (int i = 0; i < ID_LENGTH; i++) {
            if (i != 8 && i != 13 && i != 18 && i != 23) {
                places[next++] = i;
            }
        }
        return places;
    }
}

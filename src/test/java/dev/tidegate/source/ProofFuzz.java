package dev.tidegate.source;

import dev.tidegate.fuzz.FuzzTarget;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.source.Signer.Delivery;
import io.vertx.core.Future;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Signatures and everything about them: nobody who lacks the secret is proven, and certificates are looked for at Amazon's
 * only.
 *
 * <p>An input is the number of a type, then header lines, a body and a certificate with a zero byte between them. Sound ones are signed by
 * somebody with another secret.
 */
public final class ProofFuzz implements FuzzTarget {
    private static final Pattern AMAZONS = Pattern.compile("(?i)sns\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?");
    private static final String SEPARATOR = "\0";

    private static final Map<String, String> SENDGRID = Map.of(
            "X-Twilio-Email-Event-Webhook-Signature",
            "MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=",
            "X-Twilio-Email-Event-Webhook-Timestamp",
            Long.toString(Requests.NOW.getEpochSecond()));
    private static final Map<String, String> SNS = Map.of(
            "Type", "Notification",
            "MessageId", "sns-1",
            "TopicArn", Played.SNS_TOPIC,
            "Message", "{}",
            "Timestamp", Requests.NOW.toString(),
            "SignatureVersion", "2",
            "SigningCertURL", "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-1.pem",
            "Signature", "c2lnbmF0dXJl");

    private final List<Prepared.Ready> sources = new ArrayList<>();

    public ProofFuzz() {
        Played.TYPES.forEach(type -> sources.add(Requests.ready(Played.of(type).settings())));
    }

    @Override
    public void run(byte[] input) {
        if (input.length == 0) {
            return;
        }
        String[] parts = new String(input, 1, input.length - 1, StandardCharsets.UTF_8).split(SEPARATOR, 3);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        parts[0].lines().filter(line -> line.indexOf(':') > 0).forEach(line -> {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        });
        byte[] body = parts.length < 2 ? new byte[0] : parts[1].getBytes(StandardCharsets.UTF_8);
        byte[] certificate = parts.length < 3 ? new byte[0] : parts[2].getBytes(StandardCharsets.UTF_8);
        Source source =
                sources.get((input[0] & 0xFF) % sources.size()).perEventLoop().apply(new Amazon(certificate));
        Request request = Requests.request(headers, body);
        if (settled(source.prove(request)).equals(Proof.PROVEN) && source.read(request) instanceof Reading.Events) {
            throw new AssertionError(source.name() + " took a forged event");
        }
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (int i = 0; i < Played.TYPES.size(); i++) {
            Played played = Played.byAnother(Played.TYPES.get(i));
            Played.Payload payload = played.payloads().getFirst();
            Signer signer = Requests.ready(played.settings()).signer();
            Delivery delivery = new Delivery("msg_1", Requests.NOW, payload.topic());
            Map<String, String> headers = new TreeMap<>();
            byte[] body = payload.bytes();
            if (signer.obstacle() == null) {
                body = signer.bodyOf(body, delivery);
                headers.putAll(signer.sign(body, delivery));
            }
            seeds.add(input(i, headers, body));
        }
        seeds.add(input(Played.TYPES.indexOf("sendgrid-events"), SENDGRID, Texts.bytes("[]")));
        seeds.add(input(Played.TYPES.indexOf("ses"), Map.of(), JsonWriter.bytesOf(SNS)));
        return seeds;
    }

    private static byte[] input(int type, Map<String, String> headers, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(type);
        headers.forEach((name, value) -> out.writeBytes((name + ": " + value + "\n").getBytes(StandardCharsets.UTF_8)));
        out.write(0);
        out.writeBytes(body);
        return out.toByteArray();
    }

    private static Proof settled(Proof proof) {
        return proof instanceof Proof.Later(Future<Proof> later)
                ? settled(later.otherwise(new Proof.Refused(Refusal.SIGNATURE_WRONG))
                        .result())
                : proof;
    }

    /** Gives the input's certificate to who asks at the right place. */
    private record Amazon(byte[] certificate) implements SourceTools {
        @Override
        public Future<byte[]> fetch(URI url) {
            if (!"https".equals(url.getScheme())
                    || !AMAZONS.matcher(String.valueOf(url.getHost())).matches()) {
                throw new AssertionError("looks for a certificate at " + url);
            }
            return Future.succeededFuture(certificate);
        }

        @Override
        public Future<Boolean> isFirstUse(String source, String token, byte[] body) {
            return Future.succeededFuture(true);
        }
    }
}

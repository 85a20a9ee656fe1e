package dev.tidegate.source.ses;

import dev.tidegate.source.Proof;
import dev.tidegate.source.Refusal;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.signature.Encodings;
import dev.tidegate.source.signature.PublicKeySignature;
import dev.tidegate.source.signature.SignedTime;
import dev.tidegate.source.standard.Dates;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether SNS itself signed a message, and for one of our topics. What needs no certificate is looked at before one is fetched. */
final class SnsSignature {
    private final Set<String> topics;
    private final Duration tolerance;
    private final SnsHosts hosts;
    private final Certificates certificates;

    SnsSignature(SourceSettings.Ses settings, SnsHosts hosts, Certificates certificates) {
        this.topics = Set.copyOf(settings.topics());
        this.tolerance = settings.tolerance();
        this.hosts = hosts;
        this.certificates = certificates;
    }

    Proof prove(SnsMessage message, Instant now) {
        if (message.text("Signature").isEmpty()) {
            return new Proof.Refused(Refusal.SIGNATURE_MISSING);
        }
        if (!topics.contains(message.text("TopicArn"))) {
            return new Proof.Refused(Refusal.TOPIC_NOT_ALLOWED);
        }
        byte[] given = Encodings.base64(message.text("Signature"));
        String algorithm = algorithm(message.text("SignatureVersion"));
        byte[] signed = message.signed();
        if (given == null || algorithm == null || signed == null) {
            return new Proof.Refused(Refusal.SIGNATURE_WRONG);
        }
        Instant sentAt = Dates.read(message.text("Timestamp"));
        if (sentAt == null) {
            return new Proof.Refused(Refusal.TIMESTAMP_UNUSABLE);
        }
        Proof inTime = SignedTime.within(tolerance, sentAt, now);
        if (inTime != Proof.PROVEN) {
            return inTime;
        }
        URI url = hosts.allowed(message.text("SigningCertURL"));
        return url == null
                ? new Proof.Refused(Refusal.CERTIFICATE_UNUSABLE)
                : new Proof.Later(
                        certificates.at(url).map(certificate -> proof(certificate, algorithm, given, signed, now)));
    }

    private static Proof proof(
            X509Certificate certificate, String algorithm, byte[] given, byte[] signed, Instant now) {
        try {
            certificate.checkValidity(Date.from(now));
            return new PublicKeySignature(algorithm, certificate.getPublicKey()).verify(given, signed)
                    ? Proof.PROVEN
                    : new Proof.Refused(Refusal.SIGNATURE_WRONG);
        } catch (CertificateException | IllegalArgumentException e) {
            return new Proof.Refused(Refusal.CERTIFICATE_UNUSABLE);
        }
    }

    private static @Nullable String algorithm(String version) {
        return switch (version) {
            case "1" -> "SHA1withRSA";
            case "2" -> "SHA256withRSA";
            default -> null;
        };
    }
}

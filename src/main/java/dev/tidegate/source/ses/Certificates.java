package dev.tidegate.source.ses;

import dev.tidegate.source.SourceTools;
import io.vertx.core.Future;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The certificates that SNS signs with, each fetched once; of one event loop. Requests that come while one is fetched wait
 * for it too, and one that could not be had is asked for anew next time.
 */
final class Certificates {
    /** SNS changes its certificate about once a year in each region. */
    private static final int MOST = 16;

    /** More at one time are asked for by nobody who means well; who else comes then is asked to come again. */
    private static final int MOST_UNDER_WAY = 8;

    private final SourceTools tools;
    private final Map<URI, Future<X509Certificate>> underWay = new HashMap<>();
    private final Map<URI, X509Certificate> known = new LinkedHashMap<>(MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<URI, X509Certificate> eldest) {
            return size() > MOST;
        }
    };

    Certificates(SourceTools tools) {
        this.tools = tools;
    }

    /** Fails when it cannot be fetched, is no certificate, or too many are being fetched. */
    Future<X509Certificate> at(URI url) {
        X509Certificate cached = known.get(url);
        if (cached != null) {
            return Future.succeededFuture(cached);
        }
        Future<X509Certificate> asked = underWay.get(url);
        if (asked != null) {
            return asked;
        }
        if (underWay.size() >= MOST_UNDER_WAY) {
            return Future.failedFuture("too many certificates are being fetched");
        }
        Future<X509Certificate> fetched =
                tools.fetch(url).compose(Certificates::read).onSuccess(certificate -> known.put(url, certificate));
        if (!fetched.isComplete()) {
            underWay.put(url, fetched);
            fetched.onComplete(done -> underWay.remove(url));
        }
        return fetched;
    }

    private static Future<X509Certificate> read(byte[] pem) {
        try {
            return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem))
                            instanceof X509Certificate certificate
                    ? Future.succeededFuture(certificate)
                    : Future.failedFuture("no certificate");
        } catch (CertificateException e) {
            return Future.failedFuture("no certificate");
        }
    }
}

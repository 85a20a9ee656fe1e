package dev.tidegate.app.settings.shape;

import dev.tidegate.domain.Secret;
import dev.tidegate.source.Cidr;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The shapes of hosts and URLs. */
public final class Addresses {
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9]+)?");

    private Addresses() {}

    /** A host name or an IP address. */
    public static Shape<String> host() {
        return Scalars.text(HOST, "a host", "a host name or an IP address");
    }

    /** An IP address or a block of them. */
    public static Shape<Cidr> block() {
        return Scalars.text(Addresses::readBlock, Cidr::toString, "an IP address or a block such as 10.0.0.0/8");
    }

    /** An absolute http or https URL. */
    public static Shape<URI> url() {
        return web(URI::toString);
    }

    /** An absolute http or https URL of which only the host may be shown. */
    public static Shape<URI> secretUrl() {
        return web(Addresses::origin).hiding();
    }

    private static ScalarShape<URI> web(Function<URI, Object> show) {
        return new ScalarShape<>(
                "an http:// or https:// URL without user name and fragment",
                Addresses::url,
                show,
                Schemas.words("type", "string", "pattern", "^https?://"));
    }

    private static Parsed<URI> url(String text) {
        try {
            URI url = new URI(text);
            boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            boolean usable = web
                    && url.getHost() != null
                    && url.getPort() <= 65_535
                    && url.getRawUserInfo() == null
                    && url.getRawFragment() == null;
            return usable ? Parsed.good(url) : Parsed.bad("is not a usable URL");
        } catch (URISyntaxException e) {
            return Parsed.bad("is not a URL");
        }
    }

    private static Object origin(URI url) {
        String origin = url.getScheme() + "://" + url.getRawAuthority();
        boolean more = url.getRawQuery() != null || url.getRawPath().length() > 1;
        return more ? origin + "/" + Secret.MASK : url.toString();
    }

    private static Cidr readBlock(String text) {
        try {
            return Cidr.parse(text);
        } catch (IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage());
            throw new IllegalArgumentException(why.startsWith("not") ? "is " + why : why, e);
        }
    }
}

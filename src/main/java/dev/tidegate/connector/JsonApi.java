package dev.tidegate.connector;

import dev.tidegate.domain.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** One ESP's API with JSON answers: its address, its media types, and what lets us in. */
public final class JsonApi {
    private static final String JSON = "application/json";

    private final String base;
    private final String sent;
    private final String accepted;
    private final Map<String, String> credentials;

    private JsonApi(String base, String sent, String accepted, Map<String, String> credentials) {
        this.base = base;
        this.sent = sent;
        this.accepted = accepted;
        this.credentials = new LinkedHashMap<>(credentials);
    }

    /**
     * With a media type of its own.
     *
     * @param credentials headers of every request, by lower-case name
     */
    public JsonApi(URI baseUrl, String mediaType, Map<String, String> credentials) {
        this(baseUrl.toString().replaceFirst("/+$", ""), mediaType, mediaType, credentials);
    }

    /** With a key in one header. */
    public static JsonApi keyed(URI baseUrl, String lowerCaseHeader, String value) {
        return new JsonApi(baseUrl, JSON, Map.of(lowerCaseHeader, value));
    }

    public static JsonApi bearer(URI baseUrl, Secret key) {
        return keyed(baseUrl, "authorization", "Bearer " + key.reveal());
    }

    public static JsonApi basic(URI baseUrl, String user, Secret password) {
        byte[] pair = (user + ':' + password.reveal()).getBytes(StandardCharsets.UTF_8);
        return keyed(baseUrl, "authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    /** Without anything that lets us in: the body does. */
    public static JsonApi open(URI baseUrl) {
        return new JsonApi(baseUrl, JSON, Map.of());
    }

    /** The same for bodies of another media type. */
    public JsonApi sending(String mediaType) {
        return new JsonApi(base, mediaType, accepted, credentials);
    }

    /** @param path from the base URL's on, percent-encoded */
    public EspRequest.Http post(String path, byte[] body) {
        Map<String, String> headers = headers();
        headers.put("content-type", sent);
        return new EspRequest.Http("POST", URI.create(base + path), headers, body);
    }

    /** The same as one attempt at a message, counted from 1. */
    public EspRequest.Http post(String path, byte[] body, int attempt) {
        EspRequest.Http request = post(path, body);
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        headers.put(EspRequest.ATTEMPT, Integer.toString(attempt));
        return new EspRequest.Http(request.method(), request.url(), headers, body);
    }

    public EspRequest.Http get(String path) {
        return new EspRequest.Http("GET", URI.create(base + path), headers(), new byte[0]);
    }

    /**
     * One segment of a path, percent-encoded.
     *
     * @throws Unwritable for what would lead to another path
     */
    public static String segment(String text) {
        if (text.isEmpty() || text.equals(".") || text.equals("..")) {
            throw new Unwritable("one of its values cannot stand in a path");
        }
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>(credentials);
        headers.put("accept", accepted);
        return headers;
    }
}

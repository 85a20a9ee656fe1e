package dev.tidegate.connector;

import dev.tidegate.support.Fixtures;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks a request against an OpenAPI 3 or Swagger 2 description: server, method, path, required headers, media type,
 * credentials and body. Unlike the specification it does not let unknown properties pass, except below free objects: a
 * misspelt name is a fault.
 */
public final class OpenApiRequestCheck {
    private final JsonObject specification;
    private final List<String> violations = new ArrayList<>();

    private OpenApiRequestCheck(JsonObject specification) {
        this.specification = specification;
    }

    /** The check for one of the specifications among the fixtures; without those, the test is skipped. */
    public static OpenApiRequestCheck of(String file) {
        try {
            return new OpenApiRequestCheck(new JsonObject(Files.readString(Fixtures.require("openapi/" + file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong, empty when nothing is. */
    public List<String> violations(EspRequest.Http request) {
        violations.clear();
        String url = request.url().toString();
        String server =
                servers().filter(it -> url.startsWith(it + "/")).findFirst().orElse(null);
        if (server == null) {
            return List.of("no server for " + url);
        }
        JsonObject path = path(url.substring(server.length()));
        JsonObject operation = path.getJsonObject(request.method().toLowerCase(Locale.ROOT));
        if (operation == null) {
            return List.of("no operation " + request.method() + " " + url);
        }
        List<JsonObject> parameters = Stream.of(path, operation)
                .flatMap(from -> objects(from.getJsonArray("parameters", new JsonArray())))
                .toList();
        parameters.stream()
                .filter(parameter -> "header".equals(parameter.getString("in")))
                .forEach(parameter -> header(parameter, request.headers()));
        credentials(request.headers());
        body(operation, parameters, request);
        return List.copyOf(violations);
    }

    private Stream<String> servers() {
        return specification.containsKey("swagger")
                ? Stream.of("https://" + specification.getString("host")
                        + specification.getString("basePath", "").replaceFirst("/$", ""))
                : objects(specification.getJsonArray("servers")).map(server -> server.getString("url"));
    }

    /** Empty when there is none. */
    private JsonObject path(String path) {
        JsonObject paths = specification.getJsonObject("paths");
        return paths.fieldNames().stream()
                .filter(template -> path.matches(Stream.of(template.split("\\{[^}]*\\}", -1))
                        .map(Pattern::quote)
                        .reduce((left, right) -> left + "[^/]+" + right)
                        .orElseThrow()))
                .findFirst()
                .map(paths::getJsonObject)
                .orElseGet(JsonObject::new);
    }

    private void header(JsonObject parameter, Map<String, String> headers) {
        String name = parameter.getString("name");
        String value = headers.get(name.toLowerCase(Locale.ROOT));
        if (value == null) {
            if (parameter.getBoolean("required", false)) {
                violations.add("header " + name + " is missing");
            }
            return;
        }
        String expected = parameter.getJsonObject("schema", new JsonObject()).getString("default");
        if (expected != null && !value.equals(expected)) {
            violations.add("header " + name + " is not " + expected);
        }
    }

    private void credentials(Map<String, String> headers) {
        JsonObject schemes = specification.containsKey("swagger")
                ? specification.getJsonObject("securityDefinitions", new JsonObject())
                : specification
                        .getJsonObject("components", new JsonObject())
                        .getJsonObject("securitySchemes", new JsonObject());
        for (String name : schemes.fieldNames()) {
            JsonObject scheme = schemes.getJsonObject(name);
            String header = scheme.getString("name", "authorization").toLowerCase(Locale.ROOT);
            String start = scheme.getString("scheme", scheme.getString("x-default", ""))
                    .replaceFirst("(\\w) .*", "$1")
                    .toLowerCase(Locale.ROOT);
            String value = headers.getOrDefault(header, "");
            if (value.isEmpty()
                    || !start.isEmpty() && !value.toLowerCase(Locale.ROOT).startsWith(start + " ")) {
                violations.add("header " + header + " does not authenticate with " + name);
            }
        }
    }

    private void body(JsonObject operation, List<JsonObject> parameters, EspRequest.Http request) {
        String mediaType = request.headers().get("content-type");
        JsonObject schema;
        if (specification.containsKey("swagger")) {
            schema = parameters.stream()
                    .filter(parameter -> "body".equals(parameter.getString("in")))
                    .findFirst()
                    .orElseThrow()
                    .getJsonObject("schema");
            if (!"application/json".equals(mediaType)) {
                violations.add("media type is not application/json");
            }
        } else {
            JsonObject content =
                    resolved(operation.getJsonObject("requestBody")).getJsonObject("content");
            if (mediaType == null || !content.containsKey(mediaType)) {
                violations.add("media type is not one of " + content.fieldNames());
                return;
            }
            schema = content.getJsonObject(mediaType).getJsonObject("schema");
        }
        check("body", schema, new JsonObject(Buffer.buffer(request.body())));
    }

    private void check(String at, JsonObject given, @Nullable Object value) {
        JsonObject schema = resolved(given);
        if (value == null) {
            if (!schema.getBoolean("nullable", false)) {
                violations.add(at + " is null");
            }
            return;
        }
        JsonArray choices = schema.getJsonArray("oneOf", schema.getJsonArray("anyOf"));
        if (choices != null) {
            any(at, objects(choices).toList(), value);
            return;
        }
        JsonArray allowed = schema.getJsonArray("enum");
        if (allowed != null && !allowed.contains(value)) {
            violations.add(at + " is not one of " + allowed);
        }
        String type = schema.getString("type", schema.containsKey("properties") ? "object" : "any");
        boolean right = switch (type) {
            case "object" -> value instanceof JsonObject object && object(at, schema, object);
            case "array" -> value instanceof JsonArray array && array(at, schema, array);
            case "string" -> value instanceof String text && text(at, schema, text);
            case "number" -> value instanceof Number;
            case "integer" -> value instanceof Integer || value instanceof Long;
            case "boolean" -> value instanceof Boolean;
            case "any" -> true;
            default -> throw new AssertionError("the check does not know " + type);
        };
        if (!right) {
            violations.add(at + " is no " + type);
        }
    }

    /** One of them has to fit; of the others, what the first says is told. */
    private void any(String at, List<JsonObject> choices, Object value) {
        List<String> before = List.copyOf(violations);
        List<String> first = List.of();
        for (JsonObject choice : choices) {
            check(at, choice, value);
            if (violations.equals(before)) {
                return;
            }
            first = first.isEmpty() ? List.copyOf(violations) : first;
            violations.clear();
            violations.addAll(before);
        }
        violations.clear();
        violations.addAll(first);
    }

    private boolean object(String at, JsonObject schema, JsonObject value) {
        for (Object required : schema.getJsonArray("required", new JsonArray())) {
            if (!value.containsKey((String) required)) {
                violations.add(at + "." + required + " is missing");
            }
        }
        JsonObject properties = schema.getJsonObject("properties");
        if (properties == null) {
            return true;
        }
        boolean isFree = schema.getValue("additionalProperties") instanceof JsonObject;
        for (String name : value.fieldNames()) {
            if (properties.containsKey(name)) {
                check(at + "." + name, properties.getJsonObject(name), value.getValue(name));
            } else if (!isFree) {
                violations.add(at + "." + name + " is unknown");
            }
        }
        return true;
    }

    private boolean array(String at, JsonObject schema, JsonArray value) {
        JsonObject items = schema.getJsonObject("items", new JsonObject());
        for (int i = 0; i < value.size(); i++) {
            check(at + "[" + i + "]", items, value.getValue(i));
        }
        return value.size() <= schema.getInteger("maxItems", Integer.MAX_VALUE);
    }

    private boolean text(String at, JsonObject schema, String value) {
        if ("ulid".equalsIgnoreCase(schema.getString("format")) && !value.matches("[0-7][0-9A-HJKMNP-TV-Z]{25}")) {
            violations.add(at + " is no ULID");
        }
        return value.length() >= schema.getInteger("minLength", 0);
    }

    private Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(item -> resolved((JsonObject) item));
    }

    private JsonObject resolved(JsonObject schema) {
        String reference = schema.getString("$ref");
        if (reference == null) {
            return schema.containsKey("allOf") ? together(schema.getJsonArray("allOf")) : schema;
        }
        JsonObject at = specification;
        for (String step : reference.substring(2).split("/", -1)) {
            at = at.getJsonObject(step.replace("~1", "/"));
        }
        return resolved(at);
    }

    /** One object with the properties of all parts. */
    private JsonObject together(JsonArray parts) {
        JsonObject whole = new JsonObject().put("type", "object");
        JsonObject properties = new JsonObject();
        JsonArray required = new JsonArray();
        objects(parts).forEach(part -> {
            properties.mergeIn(part.getJsonObject("properties", new JsonObject()));
            required.addAll(part.getJsonArray("required", new JsonArray()));
        });
        return whole.put("properties", properties).put("required", required);
    }
}

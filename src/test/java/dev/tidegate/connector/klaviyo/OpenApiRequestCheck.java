package dev.tidegate.connector.klaviyo;

import dev.tidegate.connector.EspRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Checks a request against an OpenAPI 3.0 description: method, path, required headers, media type, security scheme and body.
 * Unlike the specification it does not let unknown properties pass, except below free objects: a misspelt name is a fault.
 */
final class OpenApiRequestCheck {
    private final JsonObject specification;
    private final List<String> violations = new ArrayList<>();

    OpenApiRequestCheck(JsonObject specification) {
        this.specification = specification;
    }

    List<String> violations(EspRequest.Http request) {
        violations.clear();
        JsonObject path =
                specification.getJsonObject("paths").getJsonObject(request.url().getPath());
        JsonObject operation =
                path == null ? null : path.getJsonObject(request.method().toLowerCase(Locale.ROOT));
        String origin = request.url().getScheme() + "://" + request.url().getAuthority();
        if (operation == null) {
            return List.of(
                    "no operation " + request.method() + " " + request.url().getPath());
        }
        if (!specification
                .getJsonArray("servers")
                .getJsonObject(0)
                .getString("url")
                .equals(origin)) {
            violations.add("no server " + origin);
        }
        headers(operation, request.headers());
        JsonObject content = operation.getJsonObject("requestBody").getJsonObject("content");
        JsonObject media = content.getJsonObject(request.headers().get("content-type"));
        if (media == null) {
            violations.add("media type is not one of " + content.fieldNames());
        } else {
            check("body", media.getJsonObject("schema"), new JsonObject(Buffer.buffer(request.body())));
        }
        return List.copyOf(violations);
    }

    private void headers(JsonObject operation, Map<String, String> headers) {
        for (Object item : operation.getJsonArray("parameters")) {
            JsonObject parameter = (JsonObject) item;
            String value = headers.get(parameter.getString("name").toLowerCase(Locale.ROOT));
            if (parameter.getBoolean("required", false) && value == null) {
                violations.add("header " + parameter.getString("name") + " is missing");
            } else if (value != null) {
                String expected = parameter.getJsonObject("schema").getString("default");
                if (!value.equals(expected)) {
                    violations.add("header " + parameter.getString("name") + " is not " + expected);
                }
            }
        }
        JsonObject schemes = specification.getJsonObject("components").getJsonObject("securitySchemes");
        for (String name : schemes.fieldNames()) {
            String header = schemes.getJsonObject(name).getString("name").toLowerCase(Locale.ROOT);
            if (!headers.getOrDefault(header, "").startsWith(name + " ")) {
                violations.add("header " + header + " does not authenticate with " + name);
            }
        }
    }

    private void check(String at, JsonObject given, Object value) {
        JsonObject schema = resolved(given);
        if (value == null) {
            if (!schema.getBoolean("nullable", false)) {
                violations.add(at + " is null");
            }
            return;
        }
        JsonArray allowed = schema.getJsonArray("enum");
        if (allowed != null && !allowed.contains(value)) {
            violations.add(at + " is not one of " + allowed);
        }
        boolean right = switch (schema.getString("type", "any")) {
            case "object" -> value instanceof JsonObject object && object(at, schema, object);
            case "string" -> value instanceof String;
            case "number" -> value instanceof Number;
            case "boolean" -> value instanceof Boolean;
            default -> throw new AssertionError("the check does not know " + schema.getString("type"));
        };
        if (!right) {
            violations.add(at + " is no " + schema.getString("type"));
        }
    }

    private boolean object(String at, JsonObject schema, JsonObject value) {
        JsonObject properties = schema.getJsonObject("properties");
        for (Object required : schema.getJsonArray("required", new JsonArray())) {
            if (!value.containsKey((String) required)) {
                violations.add(at + "." + required + " is missing");
            }
        }
        if (properties != null) {
            for (String name : value.fieldNames()) {
                if (properties.containsKey(name)) {
                    check(at + "." + name, properties.getJsonObject(name), value.getValue(name));
                } else {
                    violations.add(at + "." + name + " is unknown");
                }
            }
        }
        return true;
    }

    private JsonObject resolved(JsonObject schema) {
        String reference = schema.getString("$ref");
        if (reference == null) {
            return schema;
        }
        JsonObject at = specification;
        for (String step : reference.substring(2).split("/", -1)) {
            at = at.getJsonObject(step);
        }
        return at;
    }
}

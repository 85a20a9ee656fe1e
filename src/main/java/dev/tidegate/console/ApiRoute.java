package dev.tidegate.console;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;

/**
 * One route of the operator API.
 *
 * @param path below {@code /v1}; {@code :subject} is the part that varies, {@code :item} a second one
 * @param body which bodies it takes
 */
record ApiRoute(HttpMethod method, String path, RequestBody body, Action action) {
    static ApiRoute get(String path, Action action) {
        return new ApiRoute(HttpMethod.GET, path, RequestBody.NONE, action);
    }

    static ApiRoute post(String path, Action action) {
        return new ApiRoute(HttpMethod.POST, path, RequestBody.NONE, action);
    }

    /** A command that its body tells more of. */
    static ApiRoute order(String path, RequestBody body, Action action) {
        return new ApiRoute(HttpMethod.POST, path, body, action);
    }

    static ApiRoute put(String path, Action action) {
        return new ApiRoute(HttpMethod.PUT, path, RequestBody.SMALL, action);
    }

    static ApiRoute delete(String path, Action action) {
        return new ApiRoute(HttpMethod.DELETE, path, RequestBody.NONE, action);
    }

    /** Whether the path, below {@code /v1}, is this route's, whatever the method. */
    boolean leadsFrom(String asked) {
        String[] mine = path.split("/", -1);
        String[] theirs = asked.split("/", -1);
        for (int i = 0; i < mine.length && mine.length == theirs.length; i++) {
            if (!mine[i].startsWith(":") && !mine[i].equals(theirs[i])) {
                return false;
            }
        }
        return mine.length == theirs.length;
    }

    /** What a route does. */
    @FunctionalInterface
    interface Action {
        Future<ApiAnswer> answer(ApiCall call);
    }
}

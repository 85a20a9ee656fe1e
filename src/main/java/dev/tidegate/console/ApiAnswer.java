package dev.tidegate.console;

/**
 * What an operator is answered.
 *
 * @param body JSON; a problem as RFC 9457 has it when the status says that something is wrong
 */
record ApiAnswer(int status, byte[] body) {
    static ApiAnswer ok(byte[] json) {
        return new ApiAnswer(200, json);
    }

    /** Something new is there. */
    static ApiAnswer created(byte[] json) {
        return new ApiAnswer(201, json);
    }

    /** A command will be carried out. */
    static ApiAnswer accepted(byte[] json) {
        return new ApiAnswer(202, json);
    }

    /**
     * @param type the last part of the type's URN
     * @param detail says what to do
     */
    static ApiAnswer problem(int status, String type, String title, String detail) {
        return new ApiAnswer(status, AnswerWriter.problem(status, type, title, detail));
    }

    static ApiAnswer unknown(String what) {
        return problem(404, "unknown", "Not found", what);
    }

    static ApiAnswer wrongQuery(String detail) {
        return problem(400, "wrong-query", "The query cannot be used", detail);
    }

    boolean isProblem() {
        return status >= 400;
    }
}

package dev.tidegate.redis;

/** The commands that {@link FencedOps} can carry; each takes one key and then at least so many arguments. */
enum Write {
    SET(1),
    DEL(0),
    PEXPIRE(1),
    PEXPIREAT(1),
    PERSIST(0),
    INCRBY(1),
    HSET(2),
    HSETNX(2),
    HDEL(1),
    HINCRBY(2),
    ZADD(2),
    ZREM(1),
    ZINCRBY(2),
    ZREMRANGEBYSCORE(2),
    ZREMRANGEBYRANK(2),
    RPUSH(1),
    LTRIM(2),
    SADD(1),
    SREM(1),
    XADD(3),
    XDEL(1);

    /** Lua can hand on some 8000 arguments. */
    private static final int MOST = 4_000;

    private final int least;

    Write(int least) {
        this.least = least;
    }

    void check(byte[]... arguments) {
        int count = arguments.length;
        boolean fits = count >= least
                && count <= MOST
                && switch (this) {
                    case HSET, ZADD -> count % 2 == 0;
                    case XADD -> count % 2 == 1 && arguments[0].length == 1 && arguments[0][0] == '*';
                    default -> true;
                };
        if (!fits) {
            throw new IllegalArgumentException("a step cannot carry " + this + " with these " + count + " arguments");
        }
    }
}

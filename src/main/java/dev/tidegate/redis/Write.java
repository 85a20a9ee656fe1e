package dev.tidegate.redis;

/** The commands that {@link FencedOps} can carry; each takes one key and then at least so many arguments. */
public enum Write {
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
    /** Score and member, as often as wanted. */
    ZADD(2),
    ZREM(1),
    ZINCRBY(2),
    ZREMRANGEBYSCORE(2),
    ZREMRANGEBYRANK(2),
    RPUSH(1),
    LTRIM(2),
    SADD(1),
    SREM(1),
    /** The id must be {@code *}. */
    XADD(3),
    XDEL(1);

    private final int least;

    Write(int least) {
        this.least = least;
    }

    boolean takes(int arguments) {
        return switch (this) {
            case HSET, ZADD -> arguments >= least && arguments % 2 == 0;
            case XADD -> arguments >= least && arguments % 2 == 1;
            default -> arguments >= least;
        };
    }
}

package dev.freshet.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What the program writes to the log meanwhile. */
public final class Logged implements AutoCloseable {

    private final Logger logger;
    private final @Nullable Level before;
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    private Logged(Logger logger, Level level) {
        this.logger = logger;
        before = logger.getLevel();
        logger.setLevel(level);
        lines.start();
        logger.addAppender(lines);
    }

    /** Listens to the whole program, with the libraries in it. */
    public static Logged all() {
        return new Logged((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME), Level.WARN);
    }

    /** Listens to a package, with what it says to nobody in particular. */
    public static Logged of(String name) {
        return new Logged((Logger) LoggerFactory.getLogger(name), Level.INFO);
    }

    /** All that was said. */
    public List<String> lines() {
        return List.copyOf(lines.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** Warnings and errors. */
    public List<String> warnings() {
        return List.copyOf(lines.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    /** Warnings and errors that bring a stack trace, which a log is flooded by. */
    public long traces() {
        return List.copyOf(lines.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN) && event.getThrowableProxy() != null)
                .count();
    }

    @Override
    public void close() {
        logger.detachAppender(lines);
        logger.setLevel(before);
    }
}

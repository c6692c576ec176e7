package dev.freshet.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import dev.freshet.config.LogSettings;
import dev.freshet.config.Settings;
import dev.freshet.state.PrivateFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/** Sends what happens to people on standard error, and in detail to a rolling file under {@code data/logs/}. */
final class Logging {

    private static final String CONSOLE = "%d{HH:mm:ss} %-5level %msg%n%nopex";
    private static final String FILE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{24} - %msg%n";

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    private List<String> secrets = List.of();

    private Logging() {
        context.reset();
        logger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
        logger("org.apache.camel").setLevel(Level.WARN);
        // What it says when it can't start is said in our words.
        logger("org.apache.camel.impl.engine.AbstractCamelContext").setLevel(Level.OFF);
        // Fails with the failure it was to write down, such as a full disk; the run says it once.
        logger("org.apache.camel.processor.FatalFallbackErrorHandler").setLevel(Level.OFF);
        logger("org.quartz").setLevel(Level.WARN);
        logger("org.flywaydb").setLevel(Level.WARN);
        logger("io.vertx").setLevel(Level.WARN);
        logger("io.netty").setLevel(Level.WARN);
        logger("io.micrometer").setLevel(Level.WARN);
        logger("io.methvin").setLevel(Level.WARN);
        logger("jakarta.mail").setLevel(Level.WARN);
        logger("org.eclipse.angus").setLevel(Level.WARN);
        logger("ai.djl").setLevel(Level.WARN);
        logger("org.apache.tika").setLevel(Level.ERROR);
        logger("org.apache.pdfbox").setLevel(Level.ERROR);
        logger("org.apache.fontbox").setLevel(Level.ERROR);
        logger("org.apache.poi").setLevel(Level.ERROR);
    }

    private Logger logger(String name) {
        return context.getLogger(name);
    }

    /** Only what needs a person's eye, on standard error. For commands that look and don't write. */
    static void quiet() {
        Logging logging = new Logging();
        logging.logger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(logging.console(Level.WARN));
    }

    /**
     * Standard error and the file.
     *
     * @param console least level on standard error
     */
    static void full(Path logs, Settings settings, Level console) {
        PrivateFolder.make(Objects.requireNonNull(logs.getParent()));
        PrivateFolder.make(logs);
        Logging logging = new Logging();
        logging.secrets = settings.secrets();
        Logger root = logging.logger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(logging.console(console));
        root.addAppender(logging.file(logs, settings.log()));
        logging.logger("dev.freshet").setLevel(Level.DEBUG);
    }

    private ConsoleAppender<ILoggingEvent> console(Level least) {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(redacted(text(CONSOLE)));
        ThresholdFilter threshold = new ThresholdFilter();
        threshold.setLevel(least.levelStr);
        threshold.start();
        console.addFilter(threshold);
        console.start();
        return console;
    }

    private RollingFileAppender<ILoggingEvent> file(Path logs, LogSettings settings) {
        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setContext(context);
        file.setFile(logs.resolve("freshet.log").toString());
        file.setEncoder(redacted(settings.format().equals("json") ? json() : text(FILE)));
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolling = new SizeAndTimeBasedRollingPolicy<>();
        rolling.setContext(context);
        rolling.setParent(file);
        rolling.setFileNamePattern(logs.resolve("freshet.%d{yyyy-MM-dd}.%i.log").toString());
        rolling.setMaxFileSize(new FileSize(settings.size().bytes()));
        rolling.setMaxHistory((int) Math.max(1, settings.keep().toDays()));
        rolling.start();
        file.setRollingPolicy(rolling);
        file.start();
        return file;
    }

    private Encoder<ILoggingEvent> redacted(Encoder<ILoggingEvent> encoder) {
        encoder.setContext(context);
        encoder.start();
        RedactingEncoder redacting = new RedactingEncoder(encoder, secrets);
        redacting.setContext(context);
        redacting.start();
        return redacting;
    }

    private static Encoder<ILoggingEvent> text(String pattern) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setPattern(pattern);
        return encoder;
    }

    /** One object a line: timestamp, level, threadName, loggerName, formattedMessage, throwable. */
    private static Encoder<ILoggingEvent> json() {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithFormattedMessage(true);
        return encoder;
    }
}

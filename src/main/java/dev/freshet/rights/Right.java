package dev.freshet.rights;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** A kind of thing that a route may use, with what every route may use of it. */
public enum Right {
    /** What an address begins with. */
    COMPONENT(
            "component",
            // Ours, as the kamelets use them.
            "folder git notion confluence sitemap",
            // Inside of one process.
            "kamelet direct seda bean log timer scheduler quartz platform-http",
            // What reads from, or tells, other machines; file only reads.
            "file ftp ftps sftp aws2-s3 sql jdbc http https",
            "imap imaps pop3 pop3s smtp smtps"),
    /** What an expression is written in. {@code bean} and {@code file} are what others are made of. */
    LANGUAGE(
            "language",
            "simple constant header exchangeProperty variable tokenize jsonpath",
            "bean method ref file language"),
    /** What {@code marshal} and {@code unmarshal} speak. */
    FORMAT("format", "json jackson csv base64"),
    /** What stands in a list of steps or of entries. */
    STEP(
            "step",
            "route from routeConfiguration onException onCompletion errorHandler",
            "to toD wireTap enrich pollEnrich poll kamelet bean log stop step",
            "recipientList routingSlip dynamicRouter multicast pipeline loadBalance",
            "setBody setHeader setHeaders setProperty setVariable setVariables transform",
            "removeHeader removeHeaders removeProperty removeProperties removeVariable",
            "convertBodyTo convertHeaderTo convertVariableTo marshal unmarshal tokenizer",
            "choice when otherwise filter loop split aggregate resequence sort",
            "doTry doCatch doFinally throwException rollback circuitBreaker onFallback",
            "delay throttle sample threads validate idempotentConsumer claimCheck setExchangePattern",
            "intercept interceptFrom interceptSendToEndpoint"),
    /** What stands behind <code>${</code> in the language simple. */
    FUNCTION(
            "function",
            "body bodyAs bodyAsIndex mandatoryBodyAs bodyOneLine bodyType originalBody prettyBody",
            "header headers headerAs exchangeProperty variable variables variableAs",
            "id exchangeId messageTimestamp routeId fromRouteId routeGroup stepId exception",
            "date date-with-timezone file random uuid hash hostname threadName null empty",
            "iif list map length size join skip collate concat replace distinct",
            "substring substringBefore substringAfter substringBetween split trim pad",
            "uppercase lowercase capitalize normalizeWhitespace quote unquote safeQuote",
            "abs floor ceil sum average max min range reverse shuffle not val"),
    /** A class that a value names, with {@code #class:} or otherwise. */
    CLASS(
            "class",
            "org.sqlite.SQLiteDataSource org.postgresql.ds.PGSimpleDataSource",
            "org.mariadb.jdbc.MariaDbDataSource com.mysql.cj.jdbc.MysqlDataSource"),
    /** An option of Camel in application.properties, by its beginning. */
    OPTION(
            "option",
            "camel.main.name camel.beans. camel.component. camel.dataformat. camel.language.",
            "camel.ssl. camel.threadpool. camel.resilience4j. camel.faulttolerance.");

    private final String word;
    private final String preset;

    Right(String word, String... presets) {
        this.word = word;
        this.preset = String.join(" ", presets);
    }

    /** How an entry of the option begins. */
    public String word() {
        return word;
    }

    /** What every route may use. */
    public Set<String> preset() {
        return Set.of(preset.split(" "));
    }

    static Optional<Right> of(String word) {
        return Arrays.stream(values()).filter(right -> right.word.equals(word)).findFirst();
    }
}

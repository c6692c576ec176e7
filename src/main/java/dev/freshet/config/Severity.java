package dev.freshet.config;

/** What a problem stops: an error stops everything, a warning nothing. */
public enum Severity {
    ERROR,
    WARNING
}
